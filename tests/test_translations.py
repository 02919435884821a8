"""On our own main every page and every example is there in every language, in step, and says nothing wrong."""

from __future__ import annotations

import os

import pytest
from conftest import ROOT

from layer_by_layer import spelling, translation, workshop
from layer_by_layer.book import Book
from layer_by_layer.language import ENGLISH, find

LANGUAGES = [language.code for language in find(ROOT / "docs") if language.code != ENGLISH]
PAGES = sorted(
    path.relative_to(ROOT / "docs" / "en").with_suffix("").as_posix() for path in ROOT.glob("docs/en/**/*.md")
)


def test_the_languages_of_the_site_are_there() -> None:
    assert set(LANGUAGES) >= {"fr", "ru", "zh"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_in_step(book: Book, name: str, language: str) -> None:
    state = translation.state(book, name, language)
    assert state.kind == "in step", (
        f"docs/{language}/{name}.md: {state}\nsee what changed: python -m layer_by_layer diff {name} {language}"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_has_its_words(book: Book, language: str) -> None:
    problems = list(translation.check_examples(book, book.languages[language], complete=True))
    assert not problems, "\n\n".join(map(str, problems))


def test_translations_say_what_the_english_says(book: Book) -> None:
    problems = list(workshop.check_translations(book))
    assert not problems, "\n\n".join(map(str, problems))


@pytest.mark.parametrize("language", sorted({"en", *LANGUAGES} & spelling.DICTIONARIES.keys()))
def test_pages_are_spelt_right(book: Book, language: str) -> None:
    reason = spelling.missing(language)
    if reason and "CI" not in os.environ:
        pytest.skip(reason)
    pages = [page for page in book.pages.values() if page.language == language]
    problems = list(workshop.check_spelling(book, pages))
    assert not problems, "\n\n".join(map(str, problems))


def test_readme_tells_the_status(book: Book) -> None:
    summary = workshop.summary(book)
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"<!-- python -m layer_by_layer status --summary -->\n{summary}\n" in readme, (
        f"README.md: the table of languages is out of date; it is now\n{summary}"
    )
