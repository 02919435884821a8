"""Reading in one's language: the switcher, the offer, the page that does not exist, and what is not (or no longer)
translated. And a fifth language, added to a copy of the project with a handful of its pages and examples."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, normpath
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest
from browser import Served, serve
from conftest import Once, written
from test_journeys import EVERY, LANGUAGES, address, reader
from translated import change, git, write

from layer_by_layer.checks.translation import stamp_of, stamped
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
SITE = "https://layer-by-layer.example/"
SWITCHER = ".md-select__link"


@EVERY
def test_the_switcher_keeps_the_page_and_the_place(language: str, browser: Browser, served: Served) -> None:
    with reader(browser, locale=language) as page:
        others = [code for code in LANGUAGES if code != language]
        for path, fragment, codes in (
            ("layer-order/", "#which-order", [*others, language]),
            ("examples/layer_order/max_pooling/", "#two_orders", others[:1]),
        ):
            page.goto(served.url + address(language, path) + fragment)
            for other in codes:
                page.locator(".md-select button").focus()
                page.locator(f"{SWITCHER}[hreflang={other}]").click()
                page.wait_for_url("**" + address(other, path) + fragment)
                assert page.evaluate("document.documentElement.lang") == other
                assert page.locator(":target").count() == 1


@pytest.mark.parametrize(
    "language", [code for code in LANGUAGES if written(code, "layer-order/") and written(code, "verdicts/")]
)
def test_another_language_is_offered_once_in_that_language(language: str, browser: Browser, served: Served) -> None:
    here, words = "fr" if language == ENGLISH else ENGLISH, LANGUAGES[language]
    with reader(browser, locale=language) as page:
        page.goto(served.url + address(here, "layer-order/") + "#which-order")
        offer = page.locator(".offer")
        assert offer.get_attribute("lang") == language
        link = offer.get_by_role("link", name=words.text("offer.text"), exact=True)
        assert link.is_visible()
        assert page.evaluate("document.activeElement === document.body"), "the offer must not take the focus"
        page.reload()
        assert not offer.count(), "it comes back after a reload"
        page.evaluate("localStorage.clear()")
        page.reload()
        offer.get_by_role("button", name=words.text("offer.close")).press("Enter")
        assert not offer.count()
        page.goto(served.url + address(here, "verdicts/"))
        assert not offer.count(), "it comes back on another page"
        page.evaluate("localStorage.clear()")
        page.goto(served.url + address(here, "layer-order/") + "#which-order")
        link.press("Enter")
        page.wait_for_url("**" + address(language, "layer-order/") + "#which-order")
        page.evaluate("localStorage.clear()")
        page.reload()
        assert not offer.count(), "the page is in the language of the reader"


@pytest.mark.parametrize("locale", ["de", "en-GB", "pt-BR"])
def test_nobody_else_is_offered_anything(locale: str, browser: Browser, served: Served) -> None:
    with reader(browser, locale=locale) as page:
        for path in ("/layer-order/", "/no-such-page"):
            page.goto(served.url + path)
            page.wait_for_load_state()
            assert not page.locator(".offer").count()


@EVERY
def test_the_page_that_does_not_exist_speaks_the_language_of_the_address(
    language: str, browser: Browser, served: Served
) -> None:
    with reader(browser, locale=ENGLISH) as page:
        for path in ("no-such-page", "layer-order/no-such-page/deep"):
            answer = page.goto(served.url + address(language, path))
            assert answer and answer.status == 404
            assert page.evaluate("document.documentElement.lang") == language
            shown = page.locator(".not-found:visible")
            assert shown.count() == 1
            assert LANGUAGES[language].text("404.title") in shown.inner_text()
            assert LANGUAGES[language].text("404.text") in shown.inner_text()
        shown.get_by_role("link").click()
        page.wait_for_url("**" + address(language))


def status(url: str) -> int:
    try:
        with urlopen(Request(url, method="HEAD")) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_every_link_to_another_language_answers(site: Path, served: Served) -> None:
    links: dict[str, str] = {}
    for path in sorted(site.rglob("*.html")):
        html = path.read_text(encoding="utf-8")
        here = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        for address_ in re.findall(r'<link rel="alternate " (?:hreflang|type)="[^"]*" .*?href="([^"]*)"', html):
            links[urljoin(here, address_.replace(SITE, "/"))] = here
        for address_ in re.findall(r'<a href="([^"]*)" hreflang="[^"]*" class="md-select__link"', html):
            links[urljoin(here, address_)] = here
    assert len(links) > 100
    assert not {link: page for link, page in links.items() if status(served.url + link) != 200}


@EVERY
def test_examples_are_pages_in_the_frame_of_every_language(language: str, site: Path, book: Book) -> None:
    words = LANGUAGES[language]
    for name, example in book.examples.items():
        html = (site / address(language, f"examples/{name}/")[1:] / "index.html").read_text(encoding="utf-8")
        assert re.findall('<html lang="(.*?)"', html) == [language]
        assert words.text("example.script") in html and words.text("language.site") in html
        assert '<div class="notebook" lang="en">' in html
        assert len(re.findall('class="cell"', html)) >= len(example.cells) and '<code class="language-python">' in html
        own = words.examples.get(name, {"title": example.title})
        mark = "" if name in words.examples else ' lang="en"'
        title = re.search(r'<h1 id="example"([^>]*)>(.*?)</h1>', html)
        assert title and title[1] == mark
        assert re.sub("<.*?>", "", title[2]).strip("¶").startswith(own["title"].split("&")[0].split("<")[0][:20])


# The miniature: pages that the fallback, the stale page and the fifth language need, with links among them only.
PAGES = ("index", "layer-order/index", "translating", "glossary", "verdicts", "changes", "running", "examples/index")
LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)#\s]+\.md)(#[^)]*)?\)")
KEPT = re.compile(r"\[[^\]]*\]\([^)]*\)|`[^`]*`|\$[^$]*\$|\d[\d×,.]*\d|\d")


def fewer(text: str, name: str) -> str:
    """A page without statements, and without links to pages that the miniature lacks."""

    def kept(match: re.Match[str]) -> str:
        target = normpath(f"{dirname(name)}/{match[2]}").lstrip("/").removesuffix(".md")
        return match[0] if target in PAGES else match[1]

    return LINK.sub(kept, re.sub(r"^ +statements: .*\n", "", text, flags=re.M))


def settings() -> str:
    """mkdocs.yml with two of the languages, and the navigation of the pages that are there."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for code in [code for code in LANGUAGES if code not in ("en", "fr")]:
        text = re.sub(rf" +- locale: {code}\n(?: {{10}}.*\n)+", "", text)
    listed = re.findall(r" - ([\w/-]+)\.md\n", text)
    for name in listed:
        if name not in PAGES:
            text = re.sub(rf" +- {name}\.md\n", "", text)
    for section in re.findall(r"^  - ([\w ]+):\n(?!      - )", text[text.index("\nnav:") :], flags=re.M):
        text = re.sub(rf"^ +(?:- )?{section}:.*\n", "", text, flags=re.M)
    return text


def miniature(root: Path) -> None:
    """The project with the pages of PAGES, the examples that they show, English and French."""
    write(root / "mkdocs.yml", settings())
    write(root / "docs/statements.toml", "statement = []\n")
    (root / "src").symlink_to(ROOT / "src")
    shutil.copytree(ROOT / "docs/assets", root / "docs/assets")
    shown: set[str] = set()
    for code in ("en", "fr"):
        shutil.copy(ROOT / f"docs/{code}/strings.toml", root / "docs")
        write(root / f"docs/{code}/language.toml", (ROOT / f"docs/{code}/language.toml").read_text(encoding="utf-8"))
        for name in PAGES:
            text = fewer((ROOT / f"docs/{code}/{name}.md").read_text(encoding="utf-8"), name)
            english = root / f"docs/en/{name}.md"
            write(
                root / f"docs/{code}/{name}.md", stamped(text, stamp_of(english.read_text())) if code == "fr" else text
            )
            shown.update(re.findall(r"([a-z_]+/[\w/]+)#", text), re.findall(r"/// figure \| (\S+)", text))
        shutil.move(root / "docs/strings.toml", root / f"docs/{code}/strings.toml")
    for name in filter(lambda name: (ROOT / f"examples/{name}.py").is_file(), shown):
        write(root / f"examples/{name}.py", (ROOT / f"examples/{name}.py").read_text(encoding="utf-8"))
    tables = re.split(r"^(?=\[)", (ROOT / "docs/fr/examples.toml").read_text(encoding="utf-8"), flags=re.M)
    there = [table for table in tables if (root / f"examples/{table[2:].split(chr(34))[0]}.py").is_file()]
    write(root / "docs/fr/examples.toml", "".join(there))
    exceptions = tomllib.loads((ROOT / "docs/numbers.toml").read_text(encoding="utf-8"))["exception"]
    for one in exceptions:
        if pages := [page for page in one["pages"] if page in PAGES]:
            text = f'[[exception]]\npages = {pages}\nnumber = {one["number"]}\nreason = "as there"\n'.replace("'", '"')
            with (root / "docs/numbers.toml").open("a", encoding="utf-8") as file:
                file.write(text)
    write(root / ".gitignore", ".cache/\n")
    git(root, "init", "-q")
    commit(root)


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "as it is now")


def run(root: Path, *arguments: str) -> None:
    """A command of the project, as its readers run it."""
    environment = {name: value for name, value in os.environ.items() if name not in ("LOCALE", "CI")}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"


def german(draft: str) -> str:
    """A draft with German prose: what a translation must keep (blocks, ids, links, code, numbers) stands as it was."""
    front, body = re.split(r"(?<=\n---\n)", draft, maxsplit=1)
    front = re.sub("title: .*", "title: Schicht für Schicht", front).replace("draft: true\n", "")
    front = re.sub("description: (.*)", lambda m: f"description: Zwei Fragen {' '.join(KEPT.findall(m[1]))}", front)
    parts = []
    for part in re.split(r"\n\n+", body.strip()):
        kept = " ".join(re.sub(r"^\[[^\]]*\]", "[hier]", one) for one in KEPT.findall(part))
        if heading := re.match(r"(#+ ).*?( \{#[\w-]+\})$", part):
            parts.append(
                f"{heading[1]}Überschrift {' '.join(KEPT.findall(part.split(' {#')[0]))}".rstrip() + heading[2]
            )
        elif part.startswith("- "):
            items = [" ".join(re.sub(r"^\[[^\]]*\]", "[hier]", o) for o in KEPT.findall(i)) for i in part.split("\n- ")]
            parts.append("\n".join(f"- Siehe {item}." for item in items))
        else:
            closing = "\n///" * part.endswith("\n///")  # of a figure, whose caption this is
            german_ = f"Das steht jetzt auf Deutsch da: {kept}".rstrip(" :") + "." + closing
            pictured = re.sub("    alt: (.*)", lambda m: f"    alt: Ein Bild {' '.join(KEPT.findall(m[1]))}", part)
            parts.append(pictured if part.startswith("///") else german_)
    return front + "\n" + "\n\n".join(parts) + "\n"


@dataclass
class Miniature:
    """The miniature, built with German just begun, and with one page of it translated."""

    root: Path
    begun: Path
    translated: Path
    served: Served


BANNER = "Diese Seite ist noch nicht übersetzt: Sie lesen die englische."


@pytest.fixture(scope="session")
def small(once: Once) -> Iterator[Miniature]:
    """French with a page that is missing and one that is stale; German as “new” makes it, then with a page."""
    root = once("fifth-language", begin_a_fifth_language)
    for served in serve(root / "translated"):
        yield Miniature(root, root / "begun", root / "translated", served)


def begin_a_fifth_language(root: Path) -> None:
    """Write the miniature, and build it with German just begun and with a page of it translated."""
    miniature(root)
    (root / "docs/fr/glossary.md").unlink()
    change(root / "docs/en/layer-order/index.md", "## Which order to choose {#which-order}\n", WHICH)
    commit(root)
    run(root, "layer_by_layer", "new", "de", "--name", "Deutsch")
    run(root, "mkdocs", "build", "--strict", "--site-dir", "begun")
    run(root, "layer_by_layer", "new", "index", "de")
    index = root / "docs/de/index.md"
    write(index, german(index.read_text(encoding="utf-8")))
    strings = (root / "docs/de/strings.toml").read_text(encoding="utf-8")
    write(root / "docs/de/strings.toml", re.sub('(?m)^missing = "This page.*', f'missing = "{BANNER}"', strings))
    commit(root)
    run(root, "layer_by_layer", "stamp", "index", "de")
    run(root, "mkdocs", "build", "--strict", "--site-dir", "translated")


WHICH = "## Which order to choose {#which-order}\n\nThis sentence is new.\n"


def head(site: Path, path: str) -> tuple[str | None, dict[str, str], str | None]:
    """Canonical address, hreflang links and language of the content of a built page."""
    html = (site / path / "index.html").read_text(encoding="utf-8")
    canonical = re.search('<link rel="canonical" href="(.*?)">', html)
    links = dict(re.findall('<link rel="alternate " hreflang="(.*?)" href="(.*?)">', html))
    content = re.search('<aside class="banner">.*?</aside><div lang="(.*?)">', html, re.DOTALL)
    return canonical and canonical[1], links, content and content[1]


def test_a_page_that_is_not_translated_says_so_and_is_english_for_search_engines(
    small: Miniature, browser: Browser
) -> None:
    canonical, links, written = head(small.translated, "fr/glossary")
    assert (canonical, links, written) == (f"{SITE}glossary/", {}, ENGLISH)
    assert "fr" not in head(small.translated, "glossary")[1]
    assert f"{SITE}fr/glossary/" not in (small.translated / "sitemap.xml").read_text()
    words = LANGUAGES["fr"]
    for locale in ("en", "fr", "ru"):
        with reader(browser, locale=locale) as page:
            page.goto(f"{small.served.url}/fr/glossary/")
            banner = page.locator("article .banner")
            assert words.text("banner.missing") in banner.inner_text()
            assert page.evaluate("document.documentElement.lang") == "fr"
            assert page.locator("article [lang=en] h1").inner_text().startswith("Glossary")
            assert not page.locator(".offer").count()
            link = banner.get_by_role("link", name=words.text("banner.help"))
            assert status(link.evaluate("link => link.href")) == 200


def test_links_to_a_page_that_is_not_translated_say_so(small: Miniature, browser: Browser) -> None:
    with reader(browser, locale="fr") as page:
        page.goto(f"{small.served.url}/fr/translating/")
        marked = page.locator("article a.untranslated")
        assert marked.count() >= 1
        for link in marked.all():
            assert link.get_attribute("hreflang") == ENGLISH
            assert "/fr/glossary/" in link.evaluate("link => link.href")
            assert "EN" in link.evaluate("link => getComputedStyle(link, '::after').content")
        others = "links => links.filter((one) => !one.hash && one.pathname.includes('/glossary/')).length"
        assert page.locator("article a:not(.untranslated, nav a)").evaluate_all(others) == 0


def test_a_page_that_is_behind_names_the_sections_that_changed(small: Miniature, browser: Browser) -> None:
    words = LANGUAGES["fr"]
    with reader(browser, locale="fr") as page:
        page.goto(f"{small.served.url}/fr/layer-order/")
        banner = page.locator("article .banner")
        assert words.text("banner.stale") in banner.inner_text()
        sections = banner.locator("li a").evaluate_all("links => links.map((link) => link.hash)")
        assert sections == ["#which-order"]
        banner.locator("li a").click()
        heading = page.locator(":target")
        assert banner.locator("li a").inner_text() in heading.inner_text()
        english = banner.get_by_role("link", name=words.text("banner.english"))
        english.click()
        page.wait_for_url(f"{small.served.url}/layer-order/")
        assert page.evaluate("document.documentElement.lang") == ENGLISH
    canonical, links, _ = head(small.translated, "fr/layer-order")
    assert canonical == f"{SITE}fr/layer-order/" and "fr" in links, "it is a translation all the same"


def test_a_language_that_was_begun_shows_the_english_pages_with_a_banner(small: Miniature) -> None:
    site = small.begun
    for name in PAGES:
        path = name.removesuffix("index").rstrip("/")
        canonical, links, written = head(site, f"de/{path}")
        assert written == ENGLISH, name
        assert canonical == SITE + (f"{path}/" if path else "")
        assert links == {} and "de" not in head(site, path)[1]
        html = (site / "de" / path / "index.html").read_text(encoding="utf-8")
        assert '<html lang="de"' in html
        assert 'hreflang="de" class="md-select__link"' in html
    assert "/de/" not in (site / "sitemap.xml").read_text()


def test_examples_do_not_overwrite_each_other_in_a_language_that_lacks_them(small: Miniature) -> None:
    for name in [path.parent.name for path in (small.begun / "examples/layer_order").glob("*/index.html")]:
        pages = {
            code: (small.begun / address(code, f"examples/layer_order/{name}/index.html")[1:]).read_text(
                encoding="utf-8"
            )
            for code in ("en", "fr", "de")
        }
        for code, html in pages.items():
            assert re.findall('<html lang="(.*?)"', html) == [code]
            assert '<code class="language-python">' in html
        assert LANGUAGES["fr"].text("example.script") in pages["fr"]
        assert '<h1 id="example">' in pages["fr"]
        titles = {re.findall('<h1 id="example" lang="en">.*?</h1>', pages[code])[0] for code in ("en", "de")}
        assert len(titles) == 1
        assert f'<link rel="canonical" href="{SITE}examples/layer_order/{name}/">' in pages["de"]


def test_a_page_translated_into_the_fifth_language_is_served_in_it(small: Miniature, browser: Browser) -> None:
    assert head(small.translated, "de") == (f"{SITE}de/", HOMES, None)
    assert head(small.translated, "")[1] == head(small.translated, "fr")[1] == HOMES
    sitemap = (small.translated / "sitemap.xml").read_text()
    assert f"<loc>{SITE}de/</loc>" in sitemap and f"{SITE}de/layer-order/" not in sitemap
    with reader(browser, locale="de") as page:
        page.goto(f"{small.served.url}/")
        page.locator(".offer a").click()
        page.wait_for_url(f"{small.served.url}/de/")
        assert page.locator("h1").inner_text().startswith("Überschrift")
        assert "auf Deutsch" in page.locator("article").inner_text()
        assert page.locator("figure.example pre.output").count() == 2
        assert not page.locator(".banner").count()
        page.locator("article a.untranslated[href='layer-order/']").first.click()
        page.wait_for_url(f"{small.served.url}/de/layer-order/")
        assert BANNER in page.locator(".banner").inner_text()
        assert page.locator("article > div[lang=en] h1").count() == 1


HOMES = {"en": SITE, "fr": f"{SITE}fr/", "de": f"{SITE}de/", "x-default": SITE}
