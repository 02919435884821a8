"""The glossary is law: forbidden variants are found in every form, and what only looks like one is not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from translated import GLOSSARY, NAMES

from layer_by_layer.checks import glossary, spelling
from layer_by_layer.content import rules
from layer_by_layer.content.book import Book
from layer_by_layer.content.language import Language
from layer_by_layer.content.page import Page, parse

HEAD = "---\ntitle: T\ndescription: D\n---\n\n# T {#t}\n\n"
DOCS = Path(__file__).parent.parent / "docs"
LANGUAGES = {
    code: Language(code, DOCS / code, {"language.name": name}, rules=rules.load(DOCS / code / rules.FILE))
    for code, name in NAMES.items()
}
PAGE = parse(GLOSSARY, Path("docs/en/glossary.md"), "en", "glossary")


def said(text: str, language: str, name: str = "a") -> list[str]:
    page = parse(HEAD + text, Path(f"docs/{language}/{name}.md"), language, name, LANGUAGES[language].rules)
    return [str(problem) for problem in glossary.check(page, glossary.read(PAGE, LANGUAGES)[0], PAGE)]


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "la mise en commun", "mise en commun"),
        ("fr", "des mises en\ncommun", "mises en commun"),
        ("fr", "deux Regroupements", "Regroupements"),
        ("fr", "une convolution vraie", "convolution vraie"),
        ("ru", "слой пуллинга", "пуллинга"),
        ("ru", "по заказу", "заказу"),
        ("ru", "тренировочного порядка", "тренировочного порядка"),
        ("ru", "до потолка", "потолка"),
        ("zh", "汇聚层", "汇聚"),
        ("zh", "这个论证", "论证"),
        ("ru", "операция свертки", "свертки"),
    ],
)
def test_finds(language: str, text: str, found: str) -> None:
    messages = said(text, language)
    assert any(f"docs/{language}/a.md:8: “{found}”" in message for message in messages), messages
    assert all("docs/en/glossary.md" in message and "mend it with: write" in message for message in messages)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "le pooling, `regroupement`, $regroupement$, recommander"),
        ("fr", "[pooling](regroupement.md)\n\n```shell\nregroupement\n```"),
        ("fr", "ce que « regroupement » veut dire"),
        ("ru", "пулинг, показ, свёртка, порядок тренировок"),
        ("zh", "理论证明，池化"),
        ("zh", "regroupement заказ"),
    ],
)
def test_leaves_alone(language: str, text: str) -> None:
    assert said(text, language) == []


def test_the_glossary_itself_may_name_them() -> None:
    assert said("mise en commun", "fr", glossary.NAME) == []


@pytest.mark.parametrize(
    ("find", "replace", "expected"),
    [
        ("fr: regroupement", "regroupement", "write forbidden variants as “fr: word”"),
        ("ru: заказ", "ru: /заказ(/", "is not a regular expression"),
        ("fr: commande", "fr: ordre", "“fr: ordre” finds “ordre”"),
        ("| order |", "| pooling |", "term id “pooling” stands twice"),
        ("| x | fr: mise", "| x | x | fr: mise", "8 cells; the table has 7 columns"),
    ],
)
def test_a_broken_table_is_found(find: str, replace: str, expected: str) -> None:
    page = parse(GLOSSARY.replace(find, replace, 1), PAGE.path, "en", "glossary")
    assert any(expected in str(problem) for problem in glossary.read(page, LANGUAGES)[1])


def test_our_glossary_is_sound(book: Book) -> None:
    terms, problems = glossary.read(book.pages["en", glossary.NAME], book.languages)
    assert problems == []
    assert len(terms) > 50


def _page(text: str, language: str) -> Page:
    return parse(HEAD + text, Path(f"docs/{language}/a.md"), language, "a", LANGUAGES[language].rules)


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "The colour of `xyzzy` and $xyzzy$.", "colxr"),
        ("fr", "L’ordre des couches, d’après `xyzzy`.", "coouche"),
        ("ru", "Порядок слоёв, ReLU и `xyzzy`.", "порядак"),
    ],
)
def test_spelling(language: str, right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = spelling.missing(LANGUAGES[language].rules)
    if reason and not os.environ.get("CI"):
        pytest.skip(reason)
    assert not reason
    names = tmp_path / "en/words.txt"
    names.parent.mkdir()
    names.write_text("ReLU\nT\nD\n")
    assert list(spelling.check([_page(right, language)], tmp_path)) == []
    (message,) = spelling.check([_page(f"{right}\n{wrong}", language)], tmp_path)
    assert f"docs/{language}/a.md:9: spelling: “{wrong}”" in str(message)
    assert f"add it to docs/{language}/words.txt" in str(message)
    (tmp_path / language).mkdir(exist_ok=True)
    (tmp_path / language / "words.txt").write_text(f"ReLU\nT\nD\n{wrong[:-1]}* # a comment\n")
    assert list(spelling.check([_page(f"{right}\n{wrong}", language)], tmp_path)) == []
