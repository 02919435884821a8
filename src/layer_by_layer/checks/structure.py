"""Structure: what must hold between the parts of the book: blocks, claims, statements, numbers, threads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from layer_by_layer.checks import ledger, links, numbers
from layer_by_layer.content.book import THREADS, Book
from layer_by_layer.content.claim import Statement
from layer_by_layer.content.file import read_text
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.page import Block, Page
from layer_by_layer.content.problem import Problem

GENERATED = ("verdicts", "tally", "examples", "statements", "status")


def check(book: Book, page: Page) -> Iterator[Problem]:
    """What is wrong with one page, apart from what reading it has found."""
    for block in page.blocks:
        yield from _check_block(book, page, block)
    for claim in book.claims_on(page):
        for evidence in claim.evidence:
            try:
                book.cells(evidence, page, claim.block.line)
            except Problem as problem:
                yield problem
    yield from check_numbers(book, page)
    yield from links.check_page(book, page)
    own = page.language == ENGLISH and page.name.startswith(THREADS)  # a translation is held to its English page
    if book.statements and own and page.name != f"{THREADS}index":
        yield from _check_thread(book, page)


def _check_explorer(book: Book, page: Page, block: Block, name: str) -> Iterator[Problem]:
    module, words = Path("docs/assets/js/figures") / f"{name}.js", f"explorer.{name}"
    if not (book.root / module).is_file():
        yield Problem(page.path, block.line, f"no figure “{name}” that can be touched: there is no {module}")
    elif not book.languages[page.language].within(words):
        yield Problem(page.path, block.line, f"the figure “{name}” has no words: write [{words}] in strings.toml")
    if next(one for one in page.of_kind("figure") if one.options.get("explore") == name) is not block:
        told = f"“explore: {name}” stands twice on this page, and an address has one state of it"
        yield Problem(page.path, block.line, told)


def _check_block(book: Book, page: Page, block: Block) -> Iterator[Problem]:
    if block.kind == "example":
        try:
            book.cells(block.argument, page, block.line)
        except Problem as problem:
            yield problem
    elif block.kind == "figure":
        figures = sorted(name for name, example in book.examples.items() if example.is_figure)
        if block.argument not in figures:
            yield Problem(page.path, block.line, f"no figure “{block.argument}”; there are: {', '.join(figures)}")
        if not block.body.strip():
            yield Problem(page.path, block.line, "a figure needs a caption: write it between its options and “///”")
        if explore := block.options.get("explore"):
            yield from _check_explorer(book, page, block, explore)
    elif block.kind == "generated" and block.argument not in GENERATED:
        yield Problem(page.path, block.line, f"nothing generates “{block.argument}”; one of {', '.join(GENERATED)}")
    elif block.kind == "statement":
        if not page.name.startswith(THREADS):
            yield Problem(page.path, block.line, "statements are gone through on thread pages; make this a claim")
        if len([part for part in block.body.split("\n\n") if part.strip()]) != 2:
            told = "a statement has two paragraphs: what was said, then the reason of the verdict"
            yield Problem(page.path, block.line, told)


def _check_thread(book: Book, page: Page) -> Iterator[Problem]:
    thread = page.name.removeprefix(THREADS)
    expected = [statement.id for statement in book.statements.values() if thread in statement.threads]
    blocks = page.of_kind("statement")
    there = [block.argument for block in blocks]
    for block in blocks:
        if block.argument not in expected:
            yield Problem(page.path, block.line, f"“{block.argument}” is not a statement of the thread “{thread}”")
    for statement in expected:
        if there.count(statement) != 1:
            place = f"it belongs here once, as number {expected.index(statement) + 1} of {len(expected)}"
            told = f"statement “{statement}” stands {there.count(statement)} times on this page; {place}"
            yield Problem(page.path, 1, told)
    known = [statement for statement in there if statement in expected]
    if sorted(known) == sorted(expected) and known != expected:
        first = next(i for i, (a, b) in enumerate(zip(known, expected)) if a != b)
        line = blocks[first].line
        yield Problem(page.path, line, f"“{known[first]}” stands here; in the source “{expected[first]}” comes first")


def check_numbers(book: Book, page: Page) -> Iterator[Problem]:
    """Numbers in the prose of an English page that nothing in their section prints; a translation is compared with the
    English. A scaffold has them in English format."""
    for line, text in page.prose if not page.is_draft else ():
        for written in numbers.foreign(text):
            yield Problem(page.path, line, f"“{written}” is a number that no check reads: write it in digits 0 to 9")
    for quote in numbers.quotes(book, page) if page.language == ENGLISH else ():
        if not quote.places:
            told = f"no example on this page prints {quote.written}"
            if quote.elsewhere:
                told = f"{quote.written} is printed on this page, but not in the section “{quote.section}”"
            yield Problem(page.path, quote.line, f"{told}: show a cell that does, or make one print it")


def check_all(book: Book) -> Iterator[Problem]:
    """Everything that is wrong: with single pages, and with the whole."""
    yield from book.problems
    for page in book.pages.values():
        yield from check(book, page)
    if book.problems:  # what they hide would seem to be missing
        return
    for statement in book.statements.values():
        yield from _check_settled(book, ENGLISH, statement)
    for thread in sorted({thread for statement in book.statements.values() for thread in statement.threads}):
        if (ENGLISH, THREADS + thread) not in book.pages:
            yield Problem(book.root / "docs" / ENGLISH / THREADS / f"{thread}.md", 1, "this thread page is missing")
    yield from _check_exceptions(book)
    yield from ledger.check(book)


def _check_settled(book: Book, code: str, statement: Statement) -> Iterator[Problem]:
    if code == ENGLISH and not book.settling(code, statement.id):
        path = book.root / "docs" / "statements.toml"
        line = read_text(path).split(f'"{statement.id}"')[0].count("\n") + 1
        yield Problem(path, line, f"no claim settles “{statement.id}”: name it in the “statements:” of a claim")


def _check_exceptions(book: Book) -> Iterator[Problem]:
    path = book.root / "docs" / "numbers.toml"
    for name, value in book.exceptions:
        page = book.pages.get((ENGLISH, name.split("#")[0]))
        found = {v for _, text in page.prose for _, v in numbers.find(text)} if page else set()
        if value not in found:
            yield Problem(path, 1, f"exception {value} on “{name}” is no longer needed: the page does not contain it")
