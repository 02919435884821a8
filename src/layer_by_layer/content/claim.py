"""Claims and statements: what the threads state, and what this site says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from layer_by_layer.content.file import read_text, read_toml
from layer_by_layer.content.page import HEADING_ID, Block, Page
from layer_by_layer.content.problem import Problem, nearest

VERDICTS = ("true", "false", "depends", "choice", "not-checkable")
NEED_EVIDENCE = ("true", "false", "depends")


@dataclass(frozen=True)
class Statement:
    """Something that a thread states."""

    number: int
    """Place in the order of the sources, from 1."""
    id: str
    threads: list[str]
    """Names of the pages under threads/ that go through it."""
    role: str
    """What it stands in: question, answer, comment, task, solution, post, update."""
    author: str = ""
    """As the source names them; empty where it names nobody."""


@dataclass(frozen=True)
class Claim:
    """A proposition with its verdict, the statements that it settles, and the cells that prove it."""

    id: str
    title: str
    verdict: str
    statements: dict[str, str]
    """Verdict by statement id."""
    evidence: list[str]
    """``topic/name#cell``, in the order of the page."""
    block: Block
    page: Page


def load_statements(path: Path) -> dict[str, Statement]:
    """The statements by id, in order. Raises Problem on malformed TOML, missing fields or an id used twice."""
    text = read_text(path)
    found: dict[str, Statement] = {}
    for number, entry in enumerate(read_toml(path, text).get("statement") or [], 1):
        try:
            statement = Statement(**entry)
        except TypeError as error:
            raise Problem(path, 1, f"[[statement]] number {number} is malformed: {error}") from None
        types = {"number": int, "id": str, "threads": list, "role": str, "author": str}
        wrong = [name for name, type_ in types.items() if not isinstance(getattr(statement, name), type_)]
        if wrong or not statement.threads or not all(isinstance(thread, str) for thread in statement.threads):
            told = f"[[statement]] number {number}: {', '.join(wrong or ['threads'])} is not as in the others"
            raise Problem(path, 1, told)
        if statement.id in found:
            line = text[: text.rfind(f'"{statement.id}"')].count("\n") + 1
            raise Problem(path, line, f"statement id “{statement.id}” stands twice")
        found[statement.id] = statement
    return found


def read_claim(block: Block, page: Page, statements: dict[str, Statement] | None) -> Claim:
    """The claim that a ``/// claim`` block states; `statements` are those that there are, None where nobody can read
    them. Raises Problem on an unknown verdict or statement, on evidence that is missing, on an empty body."""
    at = block.line
    options = block.options
    if not HEADING_ID.match(options["id"]):
        raise Problem(page.path, at, f"claim id “{options['id']}” is not of the form lower-case-with-hyphens")
    settles: dict[str, str] = {}
    for entry in _entries(options.get("statements", "")):
        statement, _, own = entry.partition("=")
        if statements is not None and statement not in statements:
            raise Problem(page.path, at, f"unknown statement “{statement}”: {nearest(statement, statements)}")
        settles[statement] = _verdict(own or options["verdict"], page, at)
    verdict = _verdict(options["verdict"], page, at)
    evidence = _entries(options.get("evidence", ""))
    if bare := next((one for one in evidence if "#" not in one.strip("#")), None):
        raise Problem(page.path, at, f"evidence “{bare}” names no cell: topic/name#cell")
    judged = {verdict, *settles.values()} & set(NEED_EVIDENCE)
    if judged and not evidence:
        told = f"claim “{options['id']}” is judged {sorted(judged)[0]} without evidence: name cells that run"
        raise Problem(page.path, at, told)
    if not block.body.strip():
        raise Problem(page.path, at, f"claim “{options['id']}” gives no reason: write one to four sentences")
    return Claim(options["id"], block.argument, verdict, settles, evidence, block, page)


def _entries(value: str) -> list[str]:
    return [entry for entry in re.split(r"[,\s]+", value.strip().strip("[]")) if entry]


def _verdict(word: str, page: Page, line: int) -> str:
    if word not in VERDICTS:
        raise Problem(page.path, line, f"unknown verdict “{word}”: one of {', '.join(VERDICTS)}")
    return word
