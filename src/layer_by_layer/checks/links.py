"""Links: those of a page lead to a page, a file or a place of the book; those of the built site, every address and
fragment in every HTML file, lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, normpath, relpath
from urllib.parse import SplitResult, unquote, urlsplit

from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem, nearest

ATTRIBUTES = {"href", "src", "srcset", "poster", "action", "data"}


def check_page(book: Book, page: Page) -> Iterator[Problem]:
    """Problems of the links on a page. A place may be that of the English page, which a stale one lacks."""
    folder = f"{page.language}/{dirname(page.name)}"
    for line, link in page.links:
        parts = _split(link)
        if parts.scheme or parts.netloc:
            continue
        there = normpath(f"{folder}/{parts.path}") if parts.path else f"{page.language}/{page.name}.md"
        code, _, name = there.partition("/")
        keys = [(one, name.removesuffix(".md")) for one in (page.language, ENGLISH) if name.endswith(".md")]
        places = [book.anchors(book.pages[key]) for key in keys if key in book.pages]
        if example := book.examples.get(name.removeprefix("examples/").removesuffix(".ipynb")):
            places = [{"example", "claims", *example.cells}]
        known = set[str]().union(*places)
        if link.startswith("/") or code not in (page.language, "assets"):
            mend = "link to the page of this language, by the same relative link as the English page"
            yield Problem(page.path, line, f"link “{link}” points out of docs/{page.language}/", mend)
        elif places and parts.fragment and parts.fragment not in known:
            told = f"link “{link}” leads to no “#{parts.fragment}”; {nearest(parts.fragment, known)}"
            yield Problem(page.path, line, told)
        elif not places and not any((book.root / "docs" / one).is_file() for one in (there, f"{ENGLISH}/{name}")):
            pages = {relpath(f"{page.language}/{one}.md", folder) for code, one in book.pages if code == ENGLISH}
            yield Problem(page.path, line, f"link “{link}” leads nowhere; {nearest(link, pages)}")


@dataclass
class Document(HTMLParser):
    """Ids and links of one HTML file."""

    path: Path
    ids: set[str] = field(default_factory=set)
    twice: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str, str]] = field(default_factory=list)
    """(line, element, address)"""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the ids and addresses of an element."""
        line = self.getpos()[0]
        for name, value in attrs:
            if name == "id" and value:
                if value in self.ids:
                    self.twice.append((line, value))
                self.ids.add(value)
            elif name in ATTRIBUTES and value:
                self.links.append((line, tag, value))


def _split(link: str) -> SplitResult:
    """The parts of an address; of one that is none, no part of which leads anywhere, its path."""
    try:
        return urlsplit(link)
    except ValueError:
        return SplitResult("", "", link, "", "")


def check(site: Path, address: str) -> Iterator[Problem]:
    """Problems of the links in a built site. `address` is the site's own absolute address: links to it are checked as
    files; other hosts are not asked."""
    site = site.resolve()
    documents = {path: Document(path) for path in sorted(site.rglob("*.html"))}
    for path, document in documents.items():
        for line, id_ in document.twice:
            yield Problem(path, line, f"id “{id_}” stands twice on this page")
        for line, _, link in document.links:
            if link.startswith(address):
                link = "/" + link.removeprefix(address)
            parts = _split(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(site, path, unquote(parts.path))
            if not target.is_file():
                yield Problem(path, line, f"link “{link}” leads nowhere: no file {target.relative_to(site)}")
            elif parts.fragment and target in documents and unquote(parts.fragment) not in documents[target].ids:
                yield Problem(path, line, f"link “{link}”: {target.relative_to(site)} has no id “{parts.fragment}”")


def _target(site: Path, page: Path, path: str) -> Path:
    if not path:
        return page
    target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
    resolved = target.resolve()
    return resolved / "index.html" if path.endswith("/") or resolved.is_dir() else resolved


def requests(site: Path, address: str) -> Iterator[Problem]:
    """Everything in the built pages that would make a browser ask another host."""
    for path in sorted(site.rglob("*.html")):
        for line, tag, link in Document(path).links:
            parts = _split(link)
            if tag not in ("a", "link") and parts.netloc and not link.startswith(address):
                yield Problem(path, line, f"<{tag}> asks another host: {link}")
