"""The built site: what a reader's browser gets."""

from __future__ import annotations

import json
import re
from pathlib import Path

from layer_by_layer.checks import links
from layer_by_layer.content.book import Book

ADDRESS = "https://layer-by-layer.example/"


def test_every_link_and_fragment_leads_somewhere(site: Path) -> None:
    problems = list(links.check(site, ADDRESS))
    assert not problems, "\n".join(map(str, problems))


def test_no_page_asks_another_host(site: Path) -> None:
    problems = list(links.requests(site, ADDRESS))
    assert not problems, "\n".join(map(str, problems))


def test_every_page_of_the_book_is_published(site: Path, book: Book) -> None:
    for language, name in book.pages:
        folder = site / ("" if language == "en" else language) / name.removesuffix("index")
        assert (folder / "index.html").is_file(), f"{language}/{name} is not in the built site"


def test_every_example_is_a_page_with_downloads(site: Path, book: Book) -> None:
    for name, example in book.examples.items():
        page = (site / "examples" / name / "index.html").read_text(encoding="utf-8")
        assert all(f'id="{cell}"' in page for cell in example.cells), name
        assert (site / "examples" / f"{name}.py").read_text(encoding="utf-8") == example.source
        notebook = json.loads((site / "examples" / f"{name}.ipynb").read_text(encoding="utf-8"))
        sources = [cell["source"] for cell in notebook["cells"]]
        assert not any("#>" in source for source in sources), f"{name}: the notebook carries claimed output"


def test_notebook_pages_are_light(site: Path) -> None:
    """mkdocs-jupyter's own template makes 637 KB of each."""
    heavy = {path: size for path in (site / "examples").rglob("index.html") if (size := path.stat().st_size) > 100_000}
    assert not heavy


def test_pages_are_built_of_few_elements(site: Path, book: Book) -> None:
    """A browser pays for each. Figures that can be touched add theirs when they come into view."""
    for language, name in book.pages:
        path = site / ("" if language == "en" else language) / name.removesuffix("index") / "index.html"
        count = len(re.findall(r"<[a-z]", path.read_text(encoding="utf-8")))
        assert count <= 1500 or name in ("verdicts", "status") or name.startswith("threads/"), (
            f"{path}: {count} elements"
        )


def test_pages_have_one_h1_and_no_placeholder_left(site: Path) -> None:
    for path in site.rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        assert len(re.findall(r"<h1[ >]", html)) == 1, path
        assert "\u2402" not in html and "\u2404" not in html, path
        assert "<p>///" not in html and "$</" not in html, path


def test_no_inline_style_and_no_generator(site: Path) -> None:
    """The content security policy allows no inline style."""
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        content = html[html.index("<article") : html.rindex("</article>")] if "<article" in html else html
        assert not re.search(r'\sstyle="|<style', content), path


def test_claims_are_published_as_data(site: Path, book: Book) -> None:
    published = {claim["id"]: claim for claim in json.loads((site / "claims.json").read_text(encoding="utf-8"))}
    assert published.keys() == {id_ for language, id_ in book.claims if language == "en"}
    assert {id_ for claim in published.values() for id_ in claim["statements"]} == book.statements.keys()
    for id_, claim in published.items():
        for language, address in claim["pages"].items():
            page, _, fragment = address.removeprefix(ADDRESS).partition("#")
            html = (site / page / "index.html").read_text(encoding="utf-8")
            assert fragment == id_ and f'id="{id_}"' in html, f"{language}: {address}"
