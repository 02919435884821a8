"""A number is tied to what proves it, and a verdict to what was read: changed in one place, something turns red.

The proof of the rule is a mutation: for each number that a page of any language quotes, and each cell that prints it or
has it in its code, the cell is changed in memory, and the checks of the page must say so.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from layer_by_layer.__main__ import main
from layer_by_layer.checks import ledger, numbers, structure
from layer_by_layer.content import book as books
from layer_by_layer.content.book import Book
from layer_by_layer.content.claim import VERDICTS

Key = tuple[str, frozenset[Decimal]]
"""(``topic/name#cell``, what it may print: 13 % is 13, or 0.13)"""


NUMBER = re.compile(r"(?<![\w.])-?[0-9][0-9_]*(?:,[0-9]{3})*(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?(?![\w.])")


def mutants(book: Book, place: str, values: frozenset[Decimal]) -> Iterator[Book]:
    """The book with one number of a cell changed, for each place in its output and its code where it stands."""
    name, _, cell_name = place.partition("#")
    example = book.examples[name]
    cell = example.cells[cell_name]
    before = numbers.proved(cell, printed="/figures/" in place)
    for match in NUMBER.finditer(cell.source):
        if Decimal(re.sub("[_,]", "", match[0])) in values:
            other = f"{match[0][:-1]}{(int(match[0][-1]) + 3) % 10}"
            made = replace(cell, source=cell.source[: match.start()] + other + cell.source[match.end() :])
            if numbers.proved(made, printed="/figures/" in place) != before:
                cells = {**example.cells, cell_name: made}
                yield replace(book, examples={**book.examples, name: replace(example, cells=cells)})


def quoted(book: Book) -> dict[str, dict[Key, set[str]]]:
    """Pages that quote a number of a cell, by language."""
    found: dict[str, dict[Key, set[str]]] = defaultdict(lambda: defaultdict(set))
    for page in book.pages.values():
        for quote in numbers.quotes(book, page):
            for place in quote.places:
                meant = frozenset(numbers.meant(quote.written, quote.value))
                found[page.language][place, meant].add(page.name)
    return found


LANGUAGES = sorted(path.parent.name for path in (Path(__file__).parent.parent / "docs").glob("*/strings.toml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_number_turns_every_page_that_quotes_it_red(language: str, book: Book) -> None:
    """A translation has the numbers of the English page, digit by digit, so that the English page speaks for it."""
    found = quoted(book)
    english, unseen = found["en"], []
    for key, pages in found[language].items():
        assert pages <= english[key], f"{language}: {key} is quoted on {pages}, in English on {english[key]}"
        for mutant in mutants(book, *key) if language == "en" else ():
            red = any(True for _ in ledger.check(mutant, pages)) or any(
                True for name in pages for _ in structure.check_numbers(mutant, mutant.pages["en", name])
            )
            unseen += [] if red else [key]
    assert not unseen


def test_every_number_that_is_quoted_can_be_changed(book: Book) -> None:
    assert all(any(True for _ in mutants(book, *key)) for key in quoted(book)["en"])


def test_nothing_has_changed_unread(book: Book) -> None:
    problems = list(ledger.check(book))
    assert not problems, "\n\n".join(map(str, problems))


def test_a_flipped_verdict_is_red_on_its_line(book: Book) -> None:
    for (language, id_), claim in [*book.claims.items()][::7]:
        if language == "en":
            other = VERDICTS[(VERDICTS.index(claim.verdict) + 1) % len(VERDICTS)]
            flipped = replace(book, claims={**book.claims, (language, id_): replace(claim, verdict=other)})
            (problem,) = ledger.check(flipped)
            assert problem.path == claim.page.path
            assert f"verdict of “{id_}”: {other}; the ledger has: {claim.verdict}" in problem.message
            assert problem.path.read_text().split("\n")[problem.line - 1] == f"    verdict: {claim.verdict}"


def test_settle_writes_what_is_true_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(Path(__file__).parent / "guard" / "base", tmp_path / "site")
    monkeypatch.chdir(tmp_path / "site")
    assert main(["settle"]) == 0
    assert ledger.FILE in {path.name for path in Path("docs").iterdir()}
    assert list(ledger.check(books.load(Path(".")))) == []
    page = Path("docs/en/index.md")
    page.write_text(page.read_text().replace("verdict: true", "verdict: depends"))
    assert main(["check"]) == 1
    assert main(["settle"]) == 0
    assert list(ledger.check(books.load(Path(".")))) == []
