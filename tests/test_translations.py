"""What translations say is right. That some are missing or behind is told, and stops nobody: whether our own languages
are complete, ``python -m layer_by_layer status --complete`` says, which is a step of its own on main."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from conftest import ROOT

from layer_by_layer.checks import spelling, texts
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import folders
from layer_by_layer.workshop import translations as workshop

LANGUAGES = [folder.name for folder in folders(ROOT / "docs")]


def test_what_our_own_languages_lack_is_told(book: Book, record_property: Callable[[str, object], None]) -> None:
    for lack in workshop.lacks(book)[1]:
        record_property("told", str(lack))


def test_translations_say_what_the_english_says(book: Book) -> None:
    problems = list(texts.check_translations(book))
    assert not problems, "\n\n".join(map(str, problems))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_spelt_right(book: Book, language: str) -> None:
    rules = book.languages[language].rules
    reason = spelling.missing(rules) if rules.dictionary else None
    if reason and "CI" not in os.environ:
        pytest.skip(reason)
    pages = [page for page in book.pages.values() if page.language == language]
    problems = list(texts.check_spelling(book, pages))
    assert not problems, "\n\n".join(map(str, problems))
