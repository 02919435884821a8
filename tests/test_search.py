"""Search: a reader who types into the box of any page finds the page that answers, in the language of the page."""

from __future__ import annotations

import json
import re
import tomllib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Served, serve
from conftest import written

from layer_by_layer.content import rules
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH, folders, strings
from layer_by_layer.content.problem import Problem
from layer_by_layer.publish import search, words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
LANGUAGES = [folder.name for folder in folders(DOCS)]
ALL: dict[str, dict[str, Any]] = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
QUERIES: dict[str, dict[str, str]] = {code: ALL[code] for code in ALL if code in LANGUAGES}
RULES = {code: rules.load(DOCS / code / rules.FILE) for code in LANGUAGES}
FIELD = ".search input"
SCRIPTS = HERE.parent / "docs/assets/js/search"


def root_of(language: str) -> str:
    return "/" if language == ENGLISH else f"/{language}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which nothing may go wrong: no console message, no exception, no violation of the content policy."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        opened = context.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(f"{message.type}: {message.text} {message.location}"))
        opened.on("pageerror", lambda error: said.append(f"exception: {error}"))
        opened.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective, e.blockedURI))"
        )
        yield opened
    # A browser reports the status of a page that does not exist; that page is meant.
    assert not [line for line in said if "status of 404" not in line or "no-such" not in line]


def type_query(page: Page, query: str) -> None:
    """Type, and wait for what is found, or for the words that say that nothing is."""
    page.fill(FIELD, "")
    page.fill(FIELD, query)
    page.locator(".search ol > li").first.wait_for()


def links(page: Page) -> list[str]:
    """The addresses that are found, pages with their sections behind them."""
    found: list[str] = page.eval_on_selector_all(".search ol a", "(all) => all.map((a) => a.pathname + a.hash)")
    return found


# What is asked in each language; one that is being added may lack the queries, and the pages that answer them.
ASKED = {
    code: {query: target for query, target in QUERIES.get(code, {}).items() if written(code, target)}
    for code in LANGUAGES
}
ANSWERED = pytest.mark.parametrize("language", [code for code, asked in ASKED.items() if asked])
EVERY = pytest.mark.parametrize("language", LANGUAGES)
FIND = """async ([language, queries]) => {
  const { Index } = await import(new URL("/assets/js/search/index.js", location));
  const index = new Index(async (name) => (await fetch(`/search/${language}/${name}.json`)).json());
  await index.load();
  const found = [];
  for (const query of queries) {
    const { results, nothing } = await index.find(query);
    found.push(nothing ? [] : results.map(({ url, sections }) => [url, ...sections.map((one) => one.url)]));
  }
  return found;
}"""


def find(page: Page, served: Served, language: str, queries: list[str]) -> list[list[list[str]]]:
    """For each query the pages, each with its sections, as the index finds them without the box."""
    if not page.url.startswith(served.url):
        page.goto(served.url + "/")
    found: list[list[list[str]]] = page.evaluate(FIND, [language, queries])
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if RULES[code].complete or code == ENGLISH])
def test_each_of_our_own_languages_has_ten_queries(language: str) -> None:
    assert len(QUERIES.get(language, {})) >= 10, f"tests/queries.toml needs ten queries for “{language}”"


def is_new(language: str, query: str, name: str, book: Book) -> bool:
    """Whether no query asks for a page yet, and its title says all that was typed: it may come before the answer, until
    somebody decides which of the two is the answer and writes that into tests/queries.toml."""
    path = name.strip("/")
    page = book.pages.get((language, path)) or book.pages.get((language, f"{path}/index".lstrip("/")))
    asked = {target.partition("#")[0].strip("/") for target in QUERIES[language].values()}
    title = str(page.meta["title"]).casefold() if page else ""
    return path not in asked and all(word in title for word in query.casefold().split())


@ANSWERED
def test_the_page_that_answers_comes_first(language: str, page: Page, served: Served, book: Book) -> None:
    wrong = []
    for (query, target), found in zip(ASKED[language].items(), find(page, served, language, [*ASKED[language]])):
        first = next((one for one in found if not is_new(language, query, one[0], book)), ["nothing"])
        wanted, _, section = target.partition("#")
        if first[0] != wanted or (section and f"{wanted}#{section}" not in first[1:]):
            wrong.append(f"“{query}” must find {target} first, not {' '.join(first)}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize(("table", "share"), [("typed", 0.95), ("more", 0.9)])
@EVERY
def test_whole_questions_are_answered(table: str, share: float, language: str, page: Page, served: Served) -> None:
    asked = {
        query: [target for target in targets if written(language, target)]
        for query, targets in ALL[table].get(language, {}).items()
    }
    asked = {query: targets for query, targets in asked.items() if targets}
    first, three, told = 0, 0, []
    for (query, targets), found in zip(asked.items(), find(page, served, language, [*asked])):
        pages = [one[0] for one in found]
        first += bool(pages) and pages[0] in targets
        three += bool({*pages[:3]} & {*targets})
        if not pages or pages[0] not in targets:
            told.append(f"“{query}” finds {', '.join(pages[:3])}, and not first {' or '.join(targets)}")
    mend = "say it in the words of the reader: in a title, in “questions:” of the page, in search.toml"
    assert first >= share * len(asked) and three >= len(asked) * (0.97 if table == "more" else 1), (
        f"{first} of {len(asked)} first, {three} among three; {mend}\n" + "\n".join(told)
    )


VARIED = [
    (ENGLISH, "{}", str.upper),
    (ENGLISH, "hyphens", lambda query: query.replace("max pooling", "max-pooling")),
    (ENGLISH, "the words in reverse", lambda query: " ".join(reversed(query.split()))),
    (
        "fr",
        "without accents",
        lambda query: words.unicodedata.normalize("NFKD", query).encode("ascii", "ignore").decode(),
    ),
    ("fr", "other apostrophes", lambda query: query.replace("'", "’")),
    ("ru", "е for ё", lambda query: query.replace("ё", "е")),
    ("zh", "without spaces", lambda query: re.sub(r"(?<=[^ -~]) (?=[^ -~])", "", query)),
]


@pytest.mark.parametrize(("language", "how", "vary"), VARIED, ids=[f"{row[0]}-{row[1]}" for row in VARIED])
def test_how_it_is_spelt_makes_no_difference(language: str, how: str, vary: Any, page: Page, served: Served) -> None:
    asked = ALL["typed"].get(language, {})
    plain = [one[0][0] for one in find(page, served, language, [*asked]) if one]
    varied = [one[0][0] for one in find(page, served, language, [vary(query) for query in asked]) if one]
    assert len(plain) == len(varied) and sum(a != b for a, b in zip(plain, varied)) <= 1


@EVERY
def test_one_wrong_letter_is_forgiven(language: str, page: Page, served: Served) -> None:
    """A letter left out, doubled, or swapped with its neighbour in the longest word of each question."""
    asked = {
        query: targets
        for query, targets in ALL["typed"].get(language, {}).items()
        if any(len(word) >= 6 and word.isalpha() and word[0] < "\u4e00" for word in query.split())
    }
    damage = [
        lambda word: word[:3] + word[4:],
        lambda word: word[:3] + word[3] + word[3:],
        lambda word: word[:2] + word[3] + word[2] + word[4:],
    ]
    right = 0
    for spoil in damage:
        queries = []
        for query in asked:
            longest = max((word for word in query.split() if word.isalpha()), key=len)
            queries.append(query.replace(longest, spoil(longest)))
        found = find(page, served, language, queries)
        right += sum(bool({one[0] for one in pages[:3]} & {*targets}) for pages, targets in zip(found, asked.values()))
    assert right >= 0.9 * len(asked) * len(damage)


@EVERY
def test_words_are_the_same_words_for_who_writes_the_index_and_who_reads_it(
    language: str, page: Page, served: Served, book: Book
) -> None:
    own = words.load(DOCS / language, words.load(DOCS / ENGLISH))
    texts = [text for one in search.documents(book, language) for text in one.fields.values()]
    texts += [
        "13×13×256 = 43 264",
        "L’Œuvre d’été",
        "Ещё ЁЛКА й",
        "ＲｅＬＵ放在MaxPool2d前",
        "nn.Linear(16 * 5 * 5, 120)",
        "3 х 3",
    ]
    ours = [[*own.stems(text)] for text in texts]
    script = """async ([rules, texts]) => {
      const { stems } = await import(new URL("/assets/js/search/words.js", location));
      return texts.map((text) => [...stems(text, rules)].map(({ stem }) => stem));
    }"""
    page.goto(served.url + "/")
    theirs = page.evaluate(script, [{"endings": own.endings, "latin": own.latin}, texts])
    for text, one, other in zip(texts, ours, theirs):
        assert one == other, text[:80]


def lost(own: words.Words, core: dict[str, Any]) -> list[str]:
    """What the synonyms of a language lead to, and no page has."""
    there = set(core["words"].split())
    return [said for said in own.synonyms if any(stem not in there | own.stop for stem in own.stems(said))]


@EVERY
def test_no_synonym_leads_nowhere(language: str, book: Book) -> None:
    own = words.load(DOCS / language, words.load(DOCS / ENGLISH))
    found = lost(own, search.index(book, language)["core"])
    assert not found, f"docs/{language}/search.toml: no page has the words of {found}"


def test_a_synonym_that_leads_nowhere_is_found(book: Book) -> None:
    core = search.index(book, ENGLISH)["core"]
    own = words.load(DOCS / ENGLISH)
    assert lost(replace(own, synonyms={"max quaternions": ["foo"], "max pooling": ["bar"]}), core) == [
        "max quaternions"
    ]
    assert core["synonyms"]["maxpool"] == ["max", "pool"]


def test_a_search_file_that_is_not_one_is_told(tmp_path: Path) -> None:
    (tmp_path / words.FILE).write_text('synonym = "max"\n', encoding="utf-8")
    with pytest.raises(Problem, match="“synonym” means nothing here: endings"):
        words.load(tmp_path)
    (tmp_path / words.FILE).write_text("groups = 3\n", encoding="utf-8")
    with pytest.raises(Problem, match=r"this is not as in docs/en/search\.toml"):
        words.load(tmp_path)
    assert words.load(tmp_path / "nowhere") == words.Words(), "a language may have none"


@EVERY
def test_the_first_search_takes_a_hundred_kilobytes(language: str, book: Book) -> None:
    scripts = sum(len(zlib.compress(path.read_bytes(), 9)) for path in SCRIPTS.glob("*.js"))
    [core] = search.index(book, language).values()
    assert len(zlib.compress(search.written(core), 9)) + scripts <= 100_000


def test_a_large_index_comes_in_parts_of_which_a_query_needs_few(
    book: Book, page: Page, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every page ten times, three words in five altered: 1,000 pages."""
    pages = [*search.documents(book, ENGLISH)]

    def changed(text: str, copy: int) -> str:
        def other(match: re.Match[str]) -> str:
            return match[0] + "abcdefghij"[copy] if zlib.crc32(match[0].encode()) % 5 < 3 else match[0]

        return re.sub(r"\b[a-z]{4,}\b", other, text) if copy else text

    many = [
        replace(
            one,
            url=f"{one.url}{copy or ''}",
            fields={name: text if name == "title" else changed(text, copy) for name, text in one.fields.items()},
            sections=[replace(part, text=changed(part.text, copy)) for part in one.sections],
        )
        for copy in range(10)
        for one in pages
    ]
    monkeypatch.setattr(search, "documents", lambda book, code: iter(many))
    made = {name: search.written(part) for name, part in search.index(book, ENGLISH).items()}
    assert len(many) >= 1000 and len(made) > 20
    sizes = {name: len(zlib.compress(data, 9)) for name, data in made.items()}
    script = """async ([files, queries]) => {
      const { Index } = await import(new URL("/assets/js/search/index.js", location));
      const found = [];
      for (const query of queries) {
        const asked = [];
        const index = new Index(async (name) => { asked.push(name); return JSON.parse(files[name]); });
        await index.load();
        found.push([asked, (await index.find(query)).results.map(({ url }) => url)]);
      }
      return found;
    }"""
    page.goto(served.url + "/")
    queries = [*ALL["typed"][ENGLISH]][:12]
    files = {name: data.decode() for name, data in made.items()}
    for query, (asked, urls) in zip(queries, page.evaluate(script, [files, queries])):
        assert urls, query
        assert sum(sizes[name] for name in asked) <= 100_000, (query, len(asked))


def test_the_box_is_used_from_the_keyboard(page: Page, served: Served) -> None:
    page.goto(served.url + "/threads/")
    page.keyboard.press("/")
    page.keyboard.type("floor ceil")
    page.locator(".search ol > li").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.search ol') !== null")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.matches('.search input')")
    page.keyboard.press("Escape")
    assert page.locator(".search-panel").is_hidden()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator(".search ol > li").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dense-dimension/pooling-formula/**")


def test_pasting_and_dictation_search_as_typing_does(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    page.focus(FIELD)
    page.keyboard.insert_text("alexnet")  # no key is pressed
    page.locator(".search ol > li").first.wait_for()
    assert links(page)[0] == "/dense-dimension/alexnet/"


def test_a_phone_opens_the_box_and_closes_it(browser: Browser, served: Served) -> None:
    with browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True) as context:
        page = context.new_page()
        page.goto(served.url + "/ru/layer-order/")
        page.locator(".search-open").tap()
        page.keyboard.insert_text("макспулинг")
        page.locator(".search ol > li").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        small = "(all) => all.filter((one) => one.getBoundingClientRect().height < 24).length"
        assert page.eval_on_selector_all(".search ol a, .search button", small) == 0
        page.locator(".search-close").tap()
        assert page.locator(".search input").is_hidden()


def test_results_explain(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    type_query(page, "43264 units")
    assert page.locator(".search ol .verdict").count() > 0, "a claim wears its verdict before its title"
    assert page.locator(".search ol mark").count() > 0
    assert page.locator(".search ol > li > p").first.inner_text().strip()
    said = page.locator(".search [role=status]").inner_text()
    assert said == strings(DOCS / ENGLISH / "strings.toml")["search.found"].format(
        count=page.locator(".search ol > li").count()
    )


def test_nothing_found_is_said_and_the_two_questions_are_there(page: Page, served: Served) -> None:
    page.goto(served.url + "/fr/")
    type_query(page, "qqqqq")
    assert page.locator(".search [role=status]").inner_text() == strings(DOCS / "fr/strings.toml")["search.nothing"]
    assert {"/fr/layer-order/", "/fr/dense-dimension/"} <= set(links(page))


def test_a_word_that_is_nowhere_does_not_spoil_the_others(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    type_query(page, "qqqqq glossary")
    assert links(page)[0] == "/glossary/"


@EVERY
def test_the_page_that_does_not_exist_searches_the_language_of_its_address(
    language: str, page: Page, served: Served
) -> None:
    if not written(language, "dense-dimension/alexnet/"):
        return
    page.goto(served.url + root_of(language) + "no-such-page/deep/down")
    type_query(page, "AlexNet")
    assert links(page)[0] == f"{root_of(language)}dense-dimension/alexnet/"


def test_below_a_sub_path_it_searches_too(page: Page, site: Path) -> None:
    with contextmanager(serve)(site.parent) as below:
        page.goto(f"{below.url}/{site.name}/fr/layer-order/cost/")
        type_query(page, "alexnet")
        assert links(page)[0] == f"/{site.name}/fr/dense-dimension/alexnet/"


def test_the_dialog_has_a_name_and_announces(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    page.focus(FIELD)
    page.get_by_role("dialog", name="Search").wait_for()
    assert page.locator(".search-panel [role=status]").inner_text().strip()


def test_no_byte_of_the_index_before_the_first_letter(page: Page, served: Served) -> None:
    before = len(served.requests)
    page.goto(served.url + "/layer-order/cost/")
    page.wait_for_load_state("networkidle")
    assert not [path for path in served.requests[before:] if "search" in path]
    page.focus(FIELD)
    page.wait_for_timeout(300)
    assert not [path for path in served.requests[before:] if path.startswith("/search/")]


def test_a_slow_network_and_a_missing_index_are_said(browser: Browser, served: Served) -> None:
    said = strings(DOCS / ENGLISH / "strings.toml")
    with browser.new_context() as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        context.route("**/search/en/core.json", lambda route: (page.wait_for_timeout(1500), route.abort()))
        page.goto(served.url + "/")
        page.fill(FIELD, "relu")
        status = page.locator(".search [role=status]")
        status.filter(has_text=said["search.slow"]).wait_for(timeout=5000)
        status.filter(has_text=said["search.failed"]).wait_for(timeout=5000)
        context.unroute("**/search/en/core.json")
        type_query(page, "relu pooling")  # the next letter tries again
        assert links(page) and not wrong


def test_material_s_own_search_is_gone(site: Path) -> None:
    assert not (site / "assets" / "javascripts").exists()
    assert "md-search" not in (site / "index.html").read_text(encoding="utf-8")


def test_the_same_book_makes_the_same_index(book: Book) -> None:
    first, second = (json.dumps(search.index(book, "zh"), ensure_ascii=False) for _ in range(2))
    assert first == second
