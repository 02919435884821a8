"""The book: all pages of all languages with the examples, claims and statements they refer to, and what must hold
between them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from layer_by_layer import claim as claims
from layer_by_layer import example as examples
from layer_by_layer import language as languages
from layer_by_layer import number
from layer_by_layer import page as pages
from layer_by_layer.claim import Claim, Statement
from layer_by_layer.example import Cell, Example, Run
from layer_by_layer.language import ENGLISH, Language
from layer_by_layer.page import Block, Page
from layer_by_layer.problem import Problem, read_text

T = TypeVar("T")
HTML = re.compile(r"<(?!https?:)/?[A-Za-z][^>]*>|<!--")
STYLE = re.compile(r"\{[^}]*\bstyle=")
THREADS = "threads/"
GENERATED = ("verdicts", "examples", "statements", "status")


@dataclass
class Book:
    """Everything that the site is made of. `problems` holds what went wrong while reading it."""

    root: Path
    languages: dict[str, Language] = field(default_factory=dict)
    examples: dict[str, Example] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    """What the examples printed and drew, by name, where they have been run."""
    statements: dict[str, Statement] = field(default_factory=dict)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    """By (language, name)."""
    claims: dict[tuple[str, str], Claim] = field(default_factory=dict)
    """By (language, id), in the order of the pages."""
    exceptions: dict[tuple[str, Decimal], str] = field(default_factory=dict)
    """Numbers that no example prints: reason by (page, number)."""
    problems: list[Problem] = field(default_factory=list)
    _on: dict[tuple[str, str], list[Claim]] = field(default_factory=dict, repr=False)
    _settling: dict[tuple[str, str], Claim] = field(default_factory=dict, repr=False)

    def add(self, claim: Claim) -> None:
        """Add a claim, after those of its language that come before it."""
        language = claim.page.language
        self.claims.setdefault((language, claim.id), claim)
        self._on.setdefault((language, claim.page.name), []).append(claim)
        for statement in claim.statements:
            self._settling.setdefault((language, statement), claim)

    @cached_property
    def names(self) -> set[tuple[str, str]]:
        """(language, name) of every page that is there in that language, those of examples included; no drafts."""
        found = {key for key, page in self.pages.items() if not page.is_draft} | {
            (ENGLISH, f"examples/{name}") for name in self.examples
        }
        for code, language in self.languages.items():
            found |= {(code, f"examples/{name}") for name in language.examples if name in self.examples}
        return found

    def cells(self, reference: str, page: Page, line: int) -> tuple[Example, list[Cell]]:
        """The example and the cells that ``topic/name#cell_a,cell_b`` names. Raises Problem when it is not there."""
        name, _, wanted = reference.partition("#")
        if name not in self.examples:
            near = ", ".join(sorted(n for n in self.examples if n.split("/")[0] == name.split("/")[0]))
            raise Problem(page.path, line, f"no example “{name}”; there are: {near or ', '.join(self.examples)}")
        example = self.examples[name]
        found = []
        for cell in filter(None, wanted.split(",")):
            if cell not in example.cells:
                raise Problem(page.path, line, f"“{name}” has no cell “{cell}”; its cells: {', '.join(example.cells)}")
            found.append(example.cells[cell])
        if not found:
            raise Problem(
                page.path, line, f"name a cell of “{name}”: {', '.join(f'#{cell}' for cell in example.cells)}"
            )
        return example, found

    def claims_on(self, page: Page) -> list[Claim]:
        """The claims that a page makes, in order."""
        return self._on.get((page.language, page.name), [])

    def claims_in(self, language: str) -> list[Claim]:
        """The claims of a language in the order of the English pages; English ones where the language has none."""
        english = [claim for (code, _), claim in self.claims.items() if code == ENGLISH]
        return [self.claims.get((language, claim.id), claim) for claim in english]

    def settling(self, language: str, statement: str) -> Claim | None:
        """The claim that settles a statement."""
        return self._settling.get((language, statement))

    def shown(self, page: Page) -> Iterator[Cell]:
        """The cells whose code and output a page shows; a thread page also stands on the evidence of the claims that
        settle its statements, and a page with a figure on the script that draws it."""
        references = [(block.argument, block.line) for block in page.of_kind("example")]
        for claim in self.claims_on(page):
            references += [(evidence, claim.block.line) for evidence in claim.evidence]
        for block in page.of_kind("statement"):
            if settled := self.settling(page.language, block.argument):
                references += [(evidence, block.line) for evidence in settled.evidence]
        for reference, line in references:
            try:
                yield from self.cells(reference, page, line)[1]
            except Problem:  # reported where the reference stands
                continue
        for block in page.of_kind("figure"):
            if block.argument in self.examples:
                yield from self.examples[block.argument].cells.values()


def load(root: Path) -> Book:
    """Read docs/ and examples/ below `root`. What is malformed goes to `problems`; the rest is read all the same."""
    book = Book(root)
    docs = root / "docs"

    def attempt(read: Callable[..., T], *arguments: object) -> T | None:
        try:
            return read(*arguments)
        except Problem as problem:
            book.problems.append(problem)
            return None

    book.statements = attempt(claims.load_statements, docs / "statements.toml") or {}
    book.exceptions = attempt(load_exceptions, docs / "numbers.toml") or {}
    for path in examples.find(root / "examples"):
        if example := attempt(examples.load, path, root / "examples"):
            book.examples[example.name] = example
    book.languages = {one.code: one for one in attempt(languages.find, docs) or []}
    for code, language in book.languages.items():
        for path in sorted(language.folder.rglob("*.md")):
            if page := attempt(pages.load, path, code, language.folder):
                book.pages[code, page.name] = page
                for block in page.of_kind("claim"):
                    if claim := attempt(claims.read_claim, block, page, book.statements):
                        book.problems += _add(book, claim)
    return book


def _add(book: Book, claim: Claim) -> Iterator[Problem]:
    page, line = claim.page, claim.block.line
    for heading in page.headings:
        if heading.id == claim.id:
            yield Problem(
                page.path, line, f"claim id “{claim.id}” is also the id of the heading on line {heading.line}"
            )
    if other := book.claims.get((page.language, claim.id)):
        yield Problem(page.path, line, f"claim id “{claim.id}” is already used at {_where(other)}")
    for statement, verdict in claim.statements.items():
        if other := book.settling(page.language, statement):
            verdicts = f"{other.statements[statement]} there, {verdict} here"
            yield Problem(page.path, line, f"statement “{statement}” is already settled at {_where(other)}: {verdicts}")
    book.add(claim)


def _where(claim: Claim) -> str:
    return f"{claim.page.path.name}:{claim.block.line}"


def load_exceptions(path: Path) -> dict[tuple[str, Decimal], str]:
    """The numbers that no example has to print. Raises Problem when one has no reason."""
    if not path.is_file():
        return {}
    found = {}
    try:
        entries = tomllib.loads(read_text(path)).get("exception", [])
    except tomllib.TOMLDecodeError as error:
        raise Problem(path, 1, f"this is not TOML: {error}") from None
    for entry in entries:
        if not entry.get("reason"):
            raise Problem(path, 1, f"exception {entry} has no reason")
        for page in entry["pages"]:
            found[page, Decimal(str(entry["number"]))] = entry["reason"]
    return found


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
    yield from _check_markup(page)
    if page.name.startswith(THREADS) and page.name != f"{THREADS}index":
        yield from _check_thread(book, page)


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
    elif block.kind == "generated" and block.argument not in GENERATED:
        yield Problem(page.path, block.line, f"nothing generates “{block.argument}”; one of {', '.join(GENERATED)}")
    elif block.kind == "statement":
        if not page.name.startswith(THREADS):
            yield Problem(page.path, block.line, "statements are gone through on thread pages; make this a claim")
        if len([part for part in block.body.split("\n\n") if part.strip()]) != 2:
            yield Problem(
                page.path, block.line, "a statement has two paragraphs: what was said, then the reason of the verdict"
            )


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
            yield Problem(
                page.path,
                1,
                f"statement “{statement}” stands {there.count(statement)} times on this page; it belongs here once,"
                f" as number {expected.index(statement) + 1} of {len(expected)}",
            )
    known = [statement for statement in there if statement in expected]
    if sorted(known) == sorted(expected) and known != expected:
        first = next(i for i, (a, b) in enumerate(zip(known, expected)) if a != b)
        line = blocks[first].line
        yield Problem(page.path, line, f"“{known[first]}” stands here; in the source “{expected[first]}” comes first")


def _check_markup(page: Page) -> Iterator[Problem]:
    """Markdown that a reader, a screen reader or the content security policy would stumble over."""
    fences = page.fences
    table = False
    for line, text in enumerate(page.lines, 1):
        if line < page.body_start or line in fences:
            continue
        bare = pages.MATH.sub("$", pages.INLINE_CODE.sub("`", text))
        for image in pages.LINK.finditer(bare):
            if image["image"] and not image["text"].strip():
                yield Problem(page.path, line, "this image has no alternative text: ![what it shows](file)")
        if html := HTML.search(bare):
            yield Problem(page.path, line, f"“{html[0]}” is HTML: pages are Markdown, without scripts and styles")
        if STYLE.search(bare):
            yield Problem(page.path, line, "an inline style, which the content security policy forbids: use site.css")
        if text.startswith("|") and not table and not any(cell.strip() for cell in text.strip("| ").split("|")):
            yield Problem(page.path, line, "this table has no header: name its columns in the first row")
        table = text.startswith("|")


def check_numbers(book: Book, page: Page) -> Iterator[Problem]:
    """Numbers in the prose of a page that nothing on the page prints. A scaffold has its numbers in English format."""
    if page.is_draft:
        return
    known = frozenset[Decimal]().union(*(number.values(cell.source) for cell in book.shown(page)))
    for line, text in page.prose:
        for written, value in number.find(text, page.language):
            if number.matters(written, value) and value not in known and (page.name, value) not in book.exceptions:
                yield Problem(
                    page.path,
                    line,
                    f"no example on this page prints {written}: show a cell that does, or make one print it",
                )


def check_all(book: Book) -> Iterator[Problem]:
    """Everything that is wrong: with single pages, and with the whole."""
    yield from book.problems
    for page in book.pages.values():
        yield from check(book, page)
    for code in book.languages:
        for statement in book.statements.values():
            yield from _check_settled(book, code, statement)
    for thread in sorted({thread for statement in book.statements.values() for thread in statement.threads}):
        if (ENGLISH, THREADS + thread) not in book.pages:
            yield Problem(book.root / "docs" / ENGLISH / THREADS / f"{thread}.md", 1, "this thread page is missing")
    yield from _check_exceptions(book)


def _check_settled(book: Book, code: str, statement: Statement) -> Iterator[Problem]:
    if code == ENGLISH and not book.settling(code, statement.id):
        path = book.root / "docs" / "statements.toml"
        line = read_text(path).split(f'"{statement.id}"')[0].count("\n") + 1
        yield Problem(path, line, f"no claim settles “{statement.id}”: name it in the “statements:” of a claim")


def _check_exceptions(book: Book) -> Iterator[Problem]:
    path = book.root / "docs" / "numbers.toml"
    for name, value in book.exceptions:
        page = book.pages.get((ENGLISH, name))
        found = {v for _, text in page.prose for _, v in number.find(text)} if page else set()
        if value not in found:
            yield Problem(path, 1, f"exception {value} on “{name}” is no longer needed: the page does not contain it")


def raise_all(problems: Iterable[Problem]) -> None:
    """Raise one error that lists all problems, if there are any."""
    listed = [str(problem) for problem in problems]
    if listed:
        raise ValueError(f"{len(listed)} problem{'s' * (len(listed) > 1)}\n\n" + "\n\n".join(listed))
