"""On our own main every page and every example is there in every language, in step, and says nothing wrong."""

from __future__ import annotations

import os

import pytest
from conftest import ROOT

from layer_by_layer.checks import spelling, texts, translation
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH, folders
from layer_by_layer.workshop import translations as workshop

# Our own main has these complete; a language that is being added may lack pages, which then fall back to English.
COMPLETE = ("fr", "ru", "zh")
LANGUAGES = [folder.name for folder in folders(ROOT / "docs") if folder.name != ENGLISH]
PAGES = sorted(
    path.relative_to(ROOT / "docs" / "en").with_suffix("").as_posix() for path in ROOT.glob("docs/en/**/*.md")
)


def test_the_languages_of_the_site_are_there() -> None:
    assert set(LANGUAGES) >= set(COMPLETE)


@pytest.mark.parametrize("language", COMPLETE)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_in_step(book: Book, name: str, language: str) -> None:
    """An author of English is told of the translations that are now behind; our own main has none."""
    state = translation.state(book, name, language)
    if state.kind == "stale" and "CI" not in os.environ:
        pytest.skip(f"docs/{language}/{name}.md is {state}: to be carried over before main takes it")
    assert state.kind == "in step", (
        f"docs/{language}/{name}.md: {state}\nsee what changed: python -m layer_by_layer diff {name} {language}"
    )


@pytest.mark.parametrize("language", COMPLETE)
def test_every_example_has_its_words(book: Book, language: str) -> None:
    problems = list(translation.check_examples(book, book.languages[language], complete=True))
    assert not problems, "\n\n".join(map(str, problems))


def test_translations_say_what_the_english_says(book: Book) -> None:
    problems = list(texts.check_translations(book))
    assert not problems, "\n\n".join(map(str, problems))


@pytest.mark.parametrize("language", [ENGLISH, *LANGUAGES])
def test_pages_are_spelt_right(book: Book, language: str) -> None:
    rules = book.languages[language].rules
    reason = spelling.missing(rules) if rules.dictionary else None
    if reason and "CI" not in os.environ:
        pytest.skip(reason)
    pages = [page for page in book.pages.values() if page.language == language]
    problems = list(texts.check_spelling(book, pages))
    assert not problems, "\n\n".join(map(str, problems))


def test_readme_tells_the_status(book: Book) -> None:
    summary = workshop.summary(book)
    if "CI" not in os.environ and any(
        state.kind == "stale" for row in translation.states(book).values() for state in row.values()
    ):
        pytest.skip("translations are behind: the table is brought up to date with them")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"<!-- python -m layer_by_layer status --summary -->\n{summary}\n" in readme, (
        f"README.md: the table of languages is out of date; it is now\n{summary}"
    )
