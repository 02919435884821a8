"""Banners: what a page says of a translation that is missing or behind, and the mark on links to missing ones."""

from __future__ import annotations

import posixpath
import re
from html import escape

from layer_by_layer.checks import translation
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.render import address
from layer_by_layer.render.edition import Edition


def localise(edition: Edition, html: str, name: str, written: str) -> str:
    """A finished page in the language of the edition: links to pages that it lacks are marked; on a page that
    falls back to English, a banner says so, and the content says that it is English."""
    language = edition.language
    if written == language.code:
        return _stale(edition, name) + mark_untranslated(edition.book, language.code, html, name)
    help_page = address.relative(name, "translating")
    link = f'<a href="{help_page}">{escape(language.text("banner.help"))}</a>'
    banner = f'<aside class="banner"><p>{escape(language.text("banner.missing"))} {link}</p></aside>'
    return f'{banner}<div lang="{written}">{html}</div>'


def _stale(edition: Edition, name: str) -> str:
    """The banner of a translation that the English page has left behind: what has changed, and the English."""
    book, language = edition.book, edition.language
    if language.code == ENGLISH or (language.code, name) not in book.pages:
        return ""
    state = translation.state(book, name, language.code)
    if state.kind != "stale":
        return ""
    titles = {heading.id: heading.title for heading in book.pages[language.code, name].headings}
    changed = "".join(
        f'<li><a href="#{section}">{edition.inline(titles[section])}</a></li>'
        for section in state.sections
        if section in titles
    )
    text = escape(language.text("banner.stale"))
    english = f"{address.root(name, language.code)}{address.folder(name)}/".replace("//", "/")
    link = f'<a href="{english}" hreflang="en">{escape(language.text("banner.english"))}</a>'
    return f'<aside class="banner"><p>{text} {link}</p>{f"<ul>{changed}</ul>" if changed else ""}</aside>'


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
