"""Search: a reader who types into the box of any page finds the page that answers, in the language of the page."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import material
import pytest
from browser import Served, serve
from conftest import written

from layer_by_layer.content import rules
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH, folders, strings
from layer_by_layer.content.problem import Problem
from layer_by_layer.publish import search

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
QUERIES: dict[str, dict[str, str]] = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
DOCS = HERE.parent / "docs"
LANGUAGES = [folder.name for folder in folders(DOCS)]
RULES = {code: rules.load(DOCS / code / rules.FILE) for code in LANGUAGES}
FIELD = '[data-md-component="search-query"]'
LINKS = ".md-search-result__list > li:first-child a"
ALEXNET = "dense-dimension/alexnet/"


def index(site: Path) -> int:
    with search.indexing(site, RULES) as count:
        return count


def root_of(language: str) -> str:
    return "/" if language == ENGLISH else f"/{language}/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in which nothing may go wrong: no console message, no exception, no violation of the content policy."""
    with browser.new_context() as context:
        opened = context.new_page()
        said: list[str] = []
        opened.on("console", lambda message: said.append(f"{message.type}: {message.text} {message.location}"))
        opened.on("pageerror", lambda error: said.append(f"exception: {error}"))
        opened.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error(e.violatedDirective, e.blockedURI))"
        )
        yield opened
    # A browser reports the status of a page that does not exist; that page is meant.
    assert not [line for line in said if "status of 404" not in line or "no-such-page" not in line]


def type_query(page: Page, query: str) -> None:
    """Type, after the results of the query before have gone."""
    page.focus(FIELD)
    page.fill(FIELD, "")
    page.keyboard.press("Shift")  # Material searches when a key is released
    page.locator(".md-search-result__list li").first.wait_for(state="detached")
    page.fill(FIELD, query)
    page.keyboard.press("Shift")


def first_links(page: Page) -> list[str]:
    """The page that comes first and its sections."""
    return results(page)[0]


def results(page: Page) -> list[list[str]]:
    """The pages that are found, each with its sections."""
    page.wait_for_selector(LINKS, timeout=5_000)
    links = "(all) => all.map((one) => [...one.querySelectorAll('a')].map(({pathname, hash}) => pathname + hash))"
    found: list[list[str]] = page.eval_on_selector_all(".md-search-result__list > li", links)
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if RULES[code].complete or code == ENGLISH])
def test_each_of_our_own_languages_has_ten_queries(language: str) -> None:
    assert len(QUERIES.get(language, {})) >= 10, f"tests/queries.toml needs ten queries for “{language}”"


# What is asked in each language; one that is being added may lack the queries, and the pages that answer them.
ASKED = {
    code: {query: target for query, target in QUERIES.get(code, {}).items() if written(code, target)}
    for code in LANGUAGES
}
ANSWERED = pytest.mark.parametrize("language", [code for code, asked in ASKED.items() if asked])
HAS_ALEXNET = pytest.mark.parametrize("language", [code for code in LANGUAGES if written(code, ALEXNET)])


def is_new(language: str, query: str, address: str, book: Book) -> bool:
    """Whether no query asks for a page yet, and its title says all that was typed: it may come before the answer, until
    somebody decides which of the two is the answer and writes that into tests/queries.toml."""
    path = address.removeprefix(root_of(language)).strip("/")
    page = book.pages.get((language, path)) or book.pages.get((language, f"{path}/index".lstrip("/")))
    asked = {target.partition("#")[0].strip("/") for target in QUERIES[language].values()}
    title = str(page.meta["title"]).casefold() if page else ""
    return path not in asked and all(word in title for word in query.casefold().split())


@ANSWERED
def test_the_page_that_answers_comes_first(language: str, page: Page, served: Served, book: Book) -> None:
    page.goto(served.url + root_of(language))
    wrong = []
    for query, target in ASKED[language].items():
        type_query(page, query)
        try:
            found = results(page)
        except Exception:
            found = [["nothing"]]
        links = next((one for one in found if not is_new(language, query, one[0], book)), found[0])
        wanted, _, section = (root_of(language) + target).partition("#")
        if links[0] != wanted or (section and links[1:2] != [f"{wanted}#{section}"]):
            wrong.append(f"“{query}” must find {root_of(language)}{target} first, not {' '.join(links[:2])}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_keyboard_opens_searches_and_goes(page: Page, served: Served) -> None:
    page.goto(served.url + "/threads/")
    page.keyboard.press("/")
    page.keyboard.type("floor ceil")
    assert first_links(page)[0] == "/dense-dimension/pooling-formula/"
    page.keyboard.press("Enter")
    page.wait_for_url("**/dense-dimension/pooling-formula/")


def test_a_word_that_is_nowhere_is_said_to_be_nowhere(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    type_query(page, "qqq")
    page.get_by_role("status").filter(has_text="No matching documents").wait_for()


def test_a_word_that_is_nowhere_does_not_spoil_the_others(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    type_query(page, "qqq glossary")
    assert first_links(page)[0] == "/glossary/"


def test_the_page_that_does_not_exist_searches_too(page: Page, served: Served) -> None:
    page.goto(served.url + "/no-such-page/deep/down")
    type_query(page, "alexnet")
    assert first_links(page)[0] == "/dense-dimension/alexnet/"


@HAS_ALEXNET
def test_the_page_that_does_not_exist_searches_the_language_of_its_address(
    language: str, page: Page, served: Served
) -> None:
    page.goto(served.url + root_of(language) + "no-such-page/")
    type_query(page, "AlexNet")
    assert first_links(page)[0] == f"{root_of(language)}dense-dimension/alexnet/"


@HAS_ALEXNET
def test_the_number_of_results_is_said_to_be_that_of_the_best(language: str, page: Page, served: Served) -> None:
    page.goto(served.url + root_of(language))
    type_query(page, "AlexNet")
    first_links(page)
    shown = page.locator(".md-search-result__list > li").count()
    best = strings(DOCS / language / "strings.toml")["search.best"]
    assert page.locator(".md-search-result__meta").inner_text().strip() == best.replace("#", str(shown))


def test_the_dialog_has_a_name_and_announces(page: Page, served: Served) -> None:
    page.goto(served.url + "/")
    assert page.get_by_role("dialog", name="Search").count() == 1
    assert page.locator(".md-search-result__meta").get_attribute("role") == "status"


def test_no_byte_of_the_index_before_the_first_letter(page: Page, served: Served) -> None:
    before = len(served.requests)
    page.goto(served.url + "/layer-order/cost/")
    page.wait_for_load_state("networkidle")
    page.focus(FIELD)
    page.wait_for_timeout(300)
    seen = served.requests[before:]
    assert any(path.startswith("/assets/js/search.js") for path in seen)
    assert not [path for path in seen if path.startswith(("/pagefind", "/search/"))]


def test_the_index_names_its_languages_in_one_order(site: Path) -> None:
    """Pagefind writes them in any; the same pages shall make the same site."""
    languages = json.loads((site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))["languages"]
    assert list(languages) == sorted(languages) and set(languages) >= {code for code in LANGUAGES if written(code, "")}


def test_material_s_own_search_is_gone(site: Path) -> None:
    assert not (site / "search").exists()
    assert not (site / "assets" / "javascripts" / "lunr").exists()
    pages = [path for path in site.rglob("*.html") if "__config" in path.read_text(encoding="utf-8")]
    for path in pages:
        config = path.read_text(encoding="utf-8").split('<script id="__config" type="application/json">')[1]
        worker = json.loads(config.split("</script>")[0])["search"]
        assert "assets/js/search.js?lang=" in worker, f"{path}: the block “config” of theme/main.html names no worker"
    assert pages


# What search.js, and our copies of two partials, were tested with. When this turns red, Material has changed: look at
# the difference of the sources below (in the bundle's source map) and of partials/header.html and search.html, carry
# over to theme/partials/ and docs/assets/js/search.js what matters, run this file, and then write the new values here.
MATERIAL = "9.8.1"
INTERFACE = {
    "integrations/search/worker/": "the four messages and who sends them",
    "browser/worker/": "how the worker is started",
    "components/search/": "when a query is sent, and how results are counted",
    "templates/search/": "what a result consists of",
    "javascripts/bundle.ts": "that the index is fetched only for a form named “search”",
}
HASHES = {
    "sources": "62d9b188c5bce006",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/search.html": "bfd556535abcddb9",
}


def test_material_s_protocol_is_the_one_we_speak() -> None:
    templates = Path(material.__file__).parent / "templates"
    bundle = next((templates / "assets" / "javascripts").glob("bundle.*.min.js.map"))
    sources = json.loads(bundle.read_text(encoding="utf-8"))
    parts = sorted(
        f"{name}\n{text}"
        for name, text in zip(sources["sources"], sources["sourcesContent"], strict=True)
        if any(part in name for part in INTERFACE)
    )
    found = {"sources": "\0".join(parts)}
    found |= {name: (templates / name).read_text(encoding="utf-8") for name in HASHES if name != "sources"}
    hashes = {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in found.items()}
    version = importlib.metadata.version("mkdocs-material")
    changed = [name for name in HASHES if hashes[name] != HASHES[name]]
    what = "\n".join(f"  {part}: {why}" for part, why in INTERFACE.items())
    assert (version, changed) == (MATERIAL, []), (
        f"Material is {version}; search was tested with {MATERIAL}. Changed: {', '.join(changed) or 'nothing of it'}.\n"
        f"Compare partials/header.html and search.html with theme/partials/, and in {bundle.name}\n{what}\n"
        f"with what docs/assets/js/search.js answers; then write in this file MATERIAL = {version!r}, HASHES = {hashes}"
    )


# A miniature in four languages, and the worker itself: what a language needs is proven before its pages exist.
MINIATURE = {
    "a": ("en", "Dense layer", "Every unit is connected to every input."),
    "fr/a": ("fr", "Couche dense", "Les couches sont entièrement connectées : le théorème, d’abord. L’ordre importe."),
    "fr/b": ("fr", "L’ordre des couches", "Rien ici."),
    "fr/c": ("fr", "Average pooling", "A page that falls back to English."),
    "ru/a": ("ru", "Свёртка и слои", "Ещё раз о свёртках: плотный слой серьёзен."),
    "ru/b": ("ru", "Три друга", "Здесь написано свертка, через е."),
    "zh/a": ("zh", "最大池化与激活函数可以交换", "先池化，再激活。张量的参数量不变。"),
    "zh/b": ("zh", "全连接层", "把特征图展平之后，接一个全连接层。"),
    "zh/c": ("zh", "平均池化", "平均值不可交换，激活后再取平均。"),
}
FOUND = [
    ("en", "dense", ["/a/"]),
    ("en", "connecting inputs", ["/a/"]),
    ("fr", "entierement", ["/fr/a/"]),
    ("fr", "théorèmes", ["/fr/a/"]),
    ("fr", "theoreme", ["/fr/a/"]),
    ("fr", "couches denses", ["/fr/a/"]),
    ("fr", "ordre", ["/fr/b/", "/fr/a/"]),
    ("fr", "l’ordre", ["/fr/b/", "/fr/a/"]),
    ("fr", "l'ordre", ["/fr/b/", "/fr/a/"]),
    ("fr", "pooling", []),
    ("fr", "dense layer unit", ["/fr/a/"]),
    ("ru", "свёртка", ["/ru/a/", "/ru/b/"]),
    ("ru", "свертка", ["/ru/a/", "/ru/b/"]),
    ("ru", "свёрткой", ["/ru/a/", "/ru/b/"]),
    ("ru", "серьезный", ["/ru/a/"]),
    ("zh", "池化", ["/zh/a/", "/zh/c/"]),
    ("zh", "激活函数", ["/zh/a/"]),
    ("zh", "全连接层", ["/zh/b/"]),
    ("zh", "展平", ["/zh/b/"]),
    ("zh", "张量", ["/zh/a/"]),
    ("zh", "参数量", ["/zh/a/"]),
    ("zh", "活函", ["/zh/a/"]),  # a run of characters, not a word
    ("zh", "平均 激活", ["/zh/c/"]),
    ("zh", "化池", []),
]


@pytest.fixture(scope="module")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("miniature")
    for name, (language, title, text) in MINIATURE.items():
        path = folder / name / "index.html"
        path.parent.mkdir(parents=True)
        content = f'<h1 id="t">{title}</h1><p>{text}</p>'
        if "falls back" in text:
            content = f'<aside class="banner">Pas encore traduit</aside><div lang="en">{content}</div>'
        path.write_text(
            f'<!doctype html><html lang="{language}" class="no-js"><head><title>x</title></head><body><nav>dense</nav>'
            f'<article class="md-content__inner md-typeset">{content}</article></body></html>',
            encoding="utf-8",
        )
    (folder / "assets" / "js").mkdir(parents=True)
    shutil.copy(HERE.parent / "docs" / "assets" / "js" / "search.js", folder / "assets" / "js")
    (folder / "empty.html").write_text('<!doctype html><title>x</title><link rel="icon" href="data:,">')
    assert index(folder) == len(MINIATURE) - 1, "a page that falls back to English is not indexed again"
    yield from serve(folder)


ASK = """([language, query]) => new Promise((resolve) => {
  const worker = new Worker(`/assets/js/search.js?lang=${language}`)
  worker.onmessage = ({ data }) => {
    if (data.type === 1) worker.postMessage({ type: 2, data: query })
    if (data.type === 3) resolve(data.data.items)
  }
})"""


def ask(page: Page, miniature: Served, language: str, query: str) -> list[list[dict[str, Any]]]:
    if not page.url.startswith(miniature.url):
        page.goto(f"{miniature.url}/empty.html")
    items: list[list[dict[str, Any]]] = page.evaluate(ASK, [language, query])
    return items


@pytest.mark.parametrize(("language", "query", "pages"), FOUND, ids=[f"{row[0]}-{row[1]}" for row in FOUND])
def test_each_language_finds_its_words(
    language: str, query: str, pages: list[str], page: Page, miniature: Served
) -> None:
    found = [item[0]["location"].removeprefix(miniature.url) for item in ask(page, miniature, language, query)]
    assert found == pages


def test_the_reader_sees_the_text_as_it_was_written(page: Page, miniature: Served) -> None:
    title, excerpt = (ask(page, miniature, "fr", "ordre")[0][0][key] for key in ("title", "text"))
    assert title == "L’ordre des couches"
    assert "’ " not in excerpt
    [[chinese]] = ask(page, miniature, "zh", "展平")
    assert chinese["title"] == "全连接层"
    assert "\u200b" not in chinese["text"]
    assert "<mark>展</mark><mark>平</mark>" in chinese["text"]
    russian = ask(page, miniature, "ru", "свертка")[0][0]
    assert russian["title"] == "Свёртка и слои"


def test_material_s_setup_is_answered(page: Page, miniature: Served) -> None:
    page.goto(f"{miniature.url}/empty.html")
    setup = "new Promise((done) => { const w = new Worker('/assets/js/search.js'); let n = 0; "
    setup += "w.onmessage = ({data}) => { if (data.type === 1 && ++n === 2) done(n) }; w.postMessage({type: 0}) })"
    assert page.evaluate(setup) == 2


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<html lang="en"><h1>x</h1></html>', encoding="utf-8")
    with pytest.raises(Problem, match="has the theme changed"):
        index(tmp_path)


def test_a_pagefind_that_fails_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = '<html lang="en"><article class="md-content__inner"><h1>x</h1></article></html>'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    monkeypatch.setattr("layer_by_layer.publish.search.get_executable", lambda: Path("/bin/false"))
    with pytest.raises(Problem, match="Pagefind failed"):
        index(tmp_path)


def test_a_missing_pagefind_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("layer_by_layer.publish.search.get_executable", lambda: None)
    with pytest.raises(Problem, match="pip install"):
        index(tmp_path)
