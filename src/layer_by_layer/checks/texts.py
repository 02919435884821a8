"""Texts: what must hold for every page as a text in its language and as a translation of the English."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Collection, Iterator, Sequence

from layer_by_layer.checks import glossary, spelling, translation, typography
from layer_by_layer.content import settings
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem


def check_page(book: Book, page: Page) -> Iterator[Problem]:
    """What is wrong with one page as a text and as a translation."""
    if page.language != ENGLISH:
        yield from translation.check_stamp(book, page)
    if page.is_draft or page.rules.broken:
        return
    yield from typography.check(page)
    if terms := book.pages.get((ENGLISH, glossary.NAME)):
        yield from glossary.check(page, _terms(book)[0], terms)
    english = book.pages.get((ENGLISH, page.name))
    if page.language != ENGLISH and english:
        state = translation.state(book, page.name, page.language)
        held = state.kind in ("in step", "unstamped")
        yield from translation.parity(english, page) if held else translation.check_stale(book, page, state)


def _terms(book: Book) -> tuple[list[glossary.Term], list[Problem]]:
    """The terms of the glossary and what is wrong with it, read once for a book."""
    found: tuple[list[glossary.Term], list[Problem]] | None = vars(book).get("terms")
    if found is None:
        page = book.pages.get((ENGLISH, glossary.NAME))
        found = vars(book)["terms"] = glossary.read(page, book.languages) if page else ([], [])
    return found


def check_translations(book: Book, languages: Collection[str] | None = None) -> Iterator[Problem]:
    """What is wrong with the texts and translations of the whole book, or of some languages, but for spelling. Stale
    pages are no problem: see `states`."""
    chosen = book.languages.keys() if languages is None else languages
    yield from _terms(book)[1]
    yield from settings.check(book.root, book.languages)
    for code, language in book.languages.items():
        if code != ENGLISH and code in chosen and ENGLISH in book.languages and language.strings:
            yield from translation.check_strings(book.languages[ENGLISH], language)
            yield from () if language.rules.broken else translation.check_examples(book, language)
    yield from check_pages(book, [page for page in book.pages.values() if page.language in chosen])


def check_pages(book: Book, pages: Sequence[Page], many: int = 1000) -> Iterator[Problem]:
    """What is wrong with pages, in their order; with `many` pages, on all processors where the system can fork."""
    if len(pages) < many or "fork" not in multiprocessing.get_all_start_methods():
        for page in pages:
            yield from check_page(book, page)
        return
    _terms(book)  # once, for all processes
    _forked.append((book, pages))  # what a process has when it is forked need not be sent to it
    try:
        with multiprocessing.get_context("fork").Pool() as pool:
            for problems in pool.imap(_check_one, range(len(pages)), chunksize=50):
                yield from problems
    finally:
        _forked.clear()


_forked: list[tuple[Book, Sequence[Page]]] = []


def _check_one(number: int) -> list[Problem]:
    book, pages = _forked[0]
    return list(check_page(book, pages[number]))


def check_spelling(book: Book, pages: Sequence[Page]) -> Iterator[Problem]:
    """Misspelt words. Where a dictionary is missing that is a problem in CI; elsewhere it is left to CI."""
    for code, language in book.languages.items():
        texts = [page for page in pages if page.language == code and not page.is_draft]
        if not texts or not language.rules.dictionary:
            continue
        if not (reason := spelling.missing(language.rules)):
            yield from spelling.check(texts, book.root / "docs", glossary.words(_terms(book)[0], language))
        elif os.environ.get("CI"):
            yield Problem(book.root / "docs" / code, 1, f"the spelling is not checked: {reason}")
