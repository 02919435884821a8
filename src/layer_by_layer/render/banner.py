"""Banners: what a page says of a translation that is missing or behind, and the mark on links to missing ones."""

from __future__ import annotations

import posixpath
import re

from layer_by_layer.checks import translation
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.render import address
from layer_by_layer.render.edition import Edition


def localise(edition: Edition, html: str, name: str, written: str) -> str:
    """A finished page in the language of the edition: links to pages that it lacks are marked; on a page that
    falls back to English, a banner says so, and the content says that it is English."""
    html = _landing(edition.book, edition.language.code, html, name)
    if written == edition.language.code:
        return _stale(edition, name) + mark_untranslated(edition.book, edition.language.code, html, name)
    banner = edition.html("banner", name, kind="missing", target=address.relative(name, "translating"), changed=[])
    return f'{banner}<div lang="{written}">{html}</div>'


def _stale(edition: Edition, name: str) -> str:
    """The banner of a translation that the English page has left behind: what has changed, and the English."""
    book, code = edition.book, edition.language.code
    if code == ENGLISH or (code, name) not in book.pages:
        return ""
    state = translation.state(book, name, code)
    if state.kind != "stale":
        return ""
    english = f"{address.root(name, code)}{address.folder(name)}/".replace("//", "/")
    headings = {heading.id: heading for heading in book.pages[code, name].headings}
    changed = [headings[section] for section in state.sections if section in headings]
    return edition.html("banner", name, kind="stale", target=english, changed=changed)


def _landing(book: Book, language: str, html: str, name: str) -> str:
    """Links to a place that only the English page has lead to the beginning of a translation that is behind."""

    def land(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(address.folder(name), match["path"])).strip("./")
        there = [book.pages.get((language, one)) for one in (target, f"{target}/index".lstrip("/"))]
        lacks = any(page and match["id"] not in book.anchors(page) for page in there)
        return f'<a href="{match["path"]}"' if lacks and language != ENGLISH else match[0]

    return re.sub(r'<a href="(?P<path>(?!https?:)[^"#]+/)#(?P<id>[^"]*)"', land, html)


def mark_untranslated(book: Book, language: str, html: str, name: str) -> str:
    """Links that lead to a page which a language lacks say so: the style sheet adds “(EN)”."""
    if language == ENGLISH:
        return html

    def mark(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(address.folder(name), match["path"])).strip("./")
        names = {target, posixpath.join(target, "index").lstrip("/")}
        here = any((language, one) in book.names for one in names)
        english = any((ENGLISH, one) in book.names for one in names)
        return f'<a hreflang="en" class="untranslated" href="{match[1]}"' if english and not here else match[0]

    return re.sub(r'<a href="((?P<path>(?!https?:)[^"#]+/)(?:#[^"]*)?)"', mark, html)
