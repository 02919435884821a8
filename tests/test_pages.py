"""Every page of every language keeps its word: blocks, claims, evidence, statements, numbers. Found by glob."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from layer_by_layer.checks import structure
from layer_by_layer.content.book import THREADS, Book
from layer_by_layer.content.claim import NEED_EVIDENCE
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.render import proof

ROOT = Path(__file__).parent.parent
PATHS = sorted((ROOT / "docs").glob("*/**/*.md"))


@pytest.mark.parametrize("path", PATHS, ids=[path.relative_to(ROOT / "docs").as_posix() for path in PATHS])
def test_page_has_no_problem(path: Path, book: Book) -> None:
    problems = [problem for problem in book.problems if problem.path == path]
    problems += [p for page in book.pages.values() if page.path == path for p in structure.check(book, page)]
    assert not problems, "\n\n".join(map(str, problems))


def test_book_has_no_problem(book: Book) -> None:
    problems = list(structure.check_all(book))
    assert not problems, "\n\n".join(map(str, problems))


def test_what_is_checked_is_what_is_shown(book: Book) -> None:
    problems = list(proof.check(book, book.pages.values()))
    assert not problems, "\n\n".join(map(str, problems))


def test_statements_are_numbered_in_order_and_each_thread_has_some(book: Book) -> None:
    statements = book.statements.values()
    assert [statement.number for statement in statements] == list(range(1, len(statements) + 1))
    threads = {name for code, name in book.pages if code == ENGLISH and name.startswith(THREADS)}
    assert {THREADS + thread for statement in statements for thread in statement.threads} == threads - {
        f"{THREADS}index"
    }


def test_every_statement_is_settled_once(book: Book) -> None:
    settled = Counter(
        id_ for (language, _), claim in book.claims.items() if language == "en" for id_ in claim.statements
    )
    assert settled == Counter(list(book.statements))


def test_every_checkable_verdict_names_a_cell_that_prints(book: Book) -> None:
    for claim in book.claims.values():
        judged = {claim.verdict, *claim.statements.values()} & set(NEED_EVIDENCE)
        cells = [cell for e in claim.evidence for cell in book.cells(e, claim.page, claim.block.line)[1]]
        assert not judged or any(cell.claimed for cell in cells), (
            f"{claim.page.path}:{claim.block.line}: prints nothing"
        )


def test_exceptions_of_the_number_check_are_few(book: Book) -> None:
    """Fewer than pages, each with its reason: years, section numbers. Before adding one, make an example print it."""
    assert len(book.exceptions) < sum(code == ENGLISH for code, _ in book.pages)
    assert all(len(reason) > 10 for reason in book.exceptions.values())
