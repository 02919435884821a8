"""The book: all pages of all languages with the examples, claims and statements they refer to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from layer_by_layer.content import claim as claims
from layer_by_layer.content import example as examples
from layer_by_layer.content import language as languages
from layer_by_layer.content import page as pages
from layer_by_layer.content import rules
from layer_by_layer.content.claim import Claim, Statement
from layer_by_layer.content.example import Cell, Example, Run
from layer_by_layer.content.file import find, read_toml
from layer_by_layer.content.language import ENGLISH, Language
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import Rules

T = TypeVar("T")
THREADS = "threads/"


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
            raise Problem(page.path, line, f"name a cell of “{name}”: #{', #'.join(example.cells)}")
        return example, found

    def claims_on(self, page: Page) -> list[Claim]:
        """The claims that a page makes, in order."""
        return self._on.get((page.language, page.name), [])

    def anchors(self, page: Page) -> set[str]:
        """The places on a page to which a link can lead."""
        blocks = [*page.of_kind("claim"), *page.of_kind("statement")]
        found = {block.options.get("id", block.argument) for block in blocks}
        if any(block.argument == "examples" for block in page.of_kind("generated")):
            found |= {name.split("/")[0].replace("_", "-") for name in self.examples}
        return found | {heading.id for heading in page.headings}

    def claims_in(self, language: str) -> list[Claim]:
        """The claims of a language in the order of the English pages; English ones where the language has none."""
        english = [claim for (code, _), claim in self.claims.items() if code == ENGLISH]
        return [self.claims.get((language, claim.id), claim) for claim in english]

    def settling(self, language: str, statement: str) -> Claim | None:
        """The claim that settles a statement."""
        return self._settling.get((language, statement))

    def shown(self, page: Page) -> Iterator[tuple[int, str, Cell]]:
        """(line, name of the example, cell) of what a page shows; a thread page also stands on the evidence of the
        claims that settle its statements, and a page with a figure on the script that draws it."""
        references = [(block.argument, block.line) for block in page.of_kind("example")]
        for claim in self.claims_on(page):
            references += [(evidence, claim.block.line) for evidence in claim.evidence]
        for block in page.of_kind("statement"):
            if settled := self.settling(page.language, block.argument):
                references += [(evidence, block.line) for evidence in settled.evidence]
        for reference, line in references:
            try:
                example, cells = self.cells(reference, page, line)
                yield from ((line, example.name, cell) for cell in cells)
            except Problem:  # reported where the reference stands
                continue
        for block in page.of_kind("figure"):
            if block.argument in self.examples:
                drawn = self.examples[block.argument].cells.values()
                yield from ((block.line, block.argument, cell) for cell in drawn)


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

    known = attempt(claims.load_statements, docs / "statements.toml")
    book.statements = known or {}
    book.exceptions = attempt(load_exceptions, docs / "numbers.toml") or {}
    for path in examples.find(root / "examples"):
        if example := attempt(examples.load, path, root / "examples"):
            book.examples[example.name] = example
    english = attempt(languages.strings, docs / ENGLISH / languages.STRINGS) or languages.Names()
    scripts = {f"examples/{name}": one.path for name, one in book.examples.items()}
    taken = {(folder.name, name): path for folder in languages.folders(docs) for name, path in scripts.items()}
    for folder in languages.folders(docs):
        held = attempt(rules.load, folder / rules.FILE) or Rules(broken=True)
        made = attempt(languages.load, folder, english, held)
        made = made or Language(folder.name, folder, {}, fallback=english, rules=held)
        code = book.languages.setdefault(folder.name, made).code
        for path in find(folder, "*.md"):
            if page := attempt(pages.load, path, code, folder, held):
                address = page.name.removesuffix("/index")
                if (other := taken.setdefault((code, address), path)) != path:
                    book.problems.append(Problem(path, 1, f"{other} and this page have both one address: rename one"))
                book.pages[code, page.name] = page
                for block in page.of_kind("claim"):
                    if claim := attempt(claims.read_claim, block, page, known):
                        book.problems += _add(book, claim)
    return book


def _add(book: Book, claim: Claim) -> Iterator[Problem]:
    page, line = claim.page, claim.block.line
    for heading in page.headings:
        if heading.id == claim.id:
            told = f"claim id “{claim.id}” is also the id of the heading on line {heading.line}"
            yield Problem(page.path, line, told)
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
    found: dict[tuple[str, Decimal], str] = {}
    for entry in (read_toml(path).get("exception") or []) if path.exists() else []:
        if not isinstance(entry, dict) or not entry.get("reason"):
            raise Problem(path, 1, f"exception {entry} has no reason")
        try:
            found |= {(str(page), Decimal(str(entry["number"]))): str(entry["reason"]) for page in entry["pages"]}
        except (LookupError, TypeError, ArithmeticError):
            raise Problem(path, 1, f"exception {entry} needs “pages”, a list, and “number”") from None
    return found
