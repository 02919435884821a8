"""Pages: what a Markdown file under docs/<language>/ contains, with line numbers, before any rendering."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import yaml

from layer_by_layer.content.file import read_text
from layer_by_layer.content.markup import ALIGNMENT, CLOSE, HEADING, OPEN, OPTION, RULE, Markup, fenced, fold
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import NEUTRAL, Rules

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
KEYS = ("title", "description", "questions", "source", "draft")
NAME = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
HEADING_ID = re.compile(r"[a-z][a-z0-9-]*\Z")

# LibYAML reads eight times faster; where PyYAML was built without it, its own reader reads the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Kind(NamedTuple):
    """A kind of block: its options (True when one must be there), and whether its body is framed by it."""

    options: dict[str, bool]
    frames: bool = False


BLOCKS = {
    "claim": Kind({"id": True, "verdict": True, "statements": False, "evidence": False}, frames=True),
    "example": Kind({}),
    "figure": Kind({"alt": True, "explore": False, "state": False}, frames=True),
    "statement": Kind({}, frames=True),
    "generated": Kind({}),
}


@dataclass(frozen=True)
class Block:
    """A ``/// kind | argument`` block: an example, a claim, a figure, a statement, a generated table."""

    kind: str
    argument: str
    options: dict[str, str]
    body: str
    line: int
    """Line of the opening ``///``, counted from 1."""
    end: int
    """Line of the closing ``///``."""
    level: int
    """Level of the heading that it stands under."""

    @property
    def first(self) -> int:
        """Line behind the options, on which the body may begin."""
        return self.line + 1 + len(self.options)

    @property
    def reference(self) -> str:
        """What the block shows, in one word or two: ``claim max-pool-commutes``."""
        return f"{self.kind} {self.options.get('id', self.argument)}"

    @property
    def body_line(self) -> int:
        """Line on which the body begins."""
        return self.end - len(self.body.split("\n")) if self.body else self.end


@dataclass(frozen=True)
class Heading:
    """A heading with its explicit id."""

    level: int
    title: str
    id: str
    line: int


@dataclass(frozen=True)
class Page:
    """A parsed page. `name` is its path below the language's folder, without ``.md``."""

    path: Path
    language: str
    name: str
    source: str
    meta: dict[str, object]
    body_start: int
    """Line on which the Markdown begins, after the front matter."""
    blocks: list[Block] = field(repr=False)
    headings: list[Heading] = field(repr=False)
    rules: Rules = field(default=NEUTRAL, repr=False)
    """Those of its language."""

    @cached_property
    def lines(self) -> list[str]:
        """The file, line by line."""
        return self.source.split("\n")

    @cached_property
    def fences(self) -> dict[int, int]:
        """The lines that belong to fenced code, fences included, each with the line on which its fence opens."""
        return fenced(self.lines)

    @property
    def is_draft(self) -> bool:
        """Whether the page is a scaffold: still in English, to be translated."""
        return self.meta.get("draft") is True

    def section(self, line: int) -> tuple[str, int, int]:
        """Id, first line and end of the section that a line stands in, with the sections in it; what stands above the
        title is said of the whole page."""
        at = max((at for at, heading in enumerate(self.headings) if heading.line <= line), default=0)
        here = self.headings[at]
        after = (other.line for other in self.headings[at + 1 :] if other.level <= here.level)
        return here.id, here.line, next(after, len(self.lines) + 1)

    def of_kind(self, kind: str) -> list[Block]:
        """The blocks of one kind, in order."""
        return [block for block in self.blocks if block.kind == kind]

    @cached_property
    def markup(self) -> Markup:
        """The text with everything in it that is not prose."""
        markup, rows, fences = Markup(self.name), list(self.lines), self.fences
        blocks = {block.line: block for block in self.blocks}
        ends = {block.end: block.kind for block in self.blocks}
        options = {line for block in self.blocks for line in range(block.line + 1, block.first)}
        for number, line in enumerate(self.lines, 1):
            row = line
            if number < self.body_start:
                row = ""
            elif number in fences:
                last = max(line for line in fences if fences[line] == number) if fences[number] == number else 0
                row = markup.hold("code block", fold("".join(self.lines[number : last - 1])), number) if last else ""
            elif block := blocks.get(number):
                row = markup.hold("block", block.reference, number)
                if block.kind == "claim":
                    row += markup.heading(block.level + 1, block.options.get("id", ""), block.argument, number)
            elif number in options:
                alt = OPTION.match(line)
                row = markup.hold("", "", number, "", alt["value"]) if alt and alt["name"] == "alt" else ""
            elif number in ends:
                row = markup.hold("end", ends[number], number) if BLOCKS[ends[number]].frames else ""
            elif heading := HEADING.match(line):
                row = markup.heading(len(heading["marks"]), heading["id"] or "", heading["title"], number)
            elif RULE.match(line):
                row = markup.hold("rule", "", number)
            elif ALIGNMENT.match(line):
                row = ""
            rows[number - 1] = row
        return markup.read("\n".join(rows))

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """(line, text) of what a reader reads: no front matter, fences, block options, ids or link targets.

        Inline code and mathematics are part of it; titles of claims and captions of figures, too.
        """
        return list(self.markup.prose())  # every check of a text reads it

    @cached_property
    def links(self) -> list[tuple[int, str]]:
        """(line, target) of every link and image outside fences and inline code."""
        return [(item.line, item.raw) for item in self.markup.of_kind("link", "image", "address")]


def load(path: Path, language: str, folder: Path, rules: Rules = NEUTRAL) -> Page:
    """Read a page. `folder` is the language's folder. Raises Problem, with the line, when the front matter, a
    heading or a block is malformed."""
    if path.is_symlink() or folder.is_symlink():
        raise Problem(path, 1, "a page is no symbolic link: what is written to one would change another")
    name = path.relative_to(folder).with_suffix("").as_posix()
    if wrong := next((part for part in name.split("/") if not NAME.match(part)), None):
        mend = "index.md" if wrong == "README" else "lower-case-with-hyphens.md"
        raise Problem(path, 1, f"“{wrong}” cannot be an address: name the file {mend}")
    return parse(read_text(path), path, language, name, rules)


def parse(source: str, path: Path, language: str, name: str, rules: Rules = NEUTRAL) -> Page:
    """Parse the text of a page."""
    meta, start = _front_matter(source, path, language)
    lines = source.split("\n")
    fences = fenced(lines)
    blocks: list[Block] = []
    headings: list[Heading] = []
    number = start
    while number <= len(lines):
        line = lines[number - 1]
        if number in fences:
            pass
        elif match := OPEN.match(line):
            block = _block(lines, number, match, path, headings[-1].level if headings else 0)
            blocks.append(block)
            number = block.end
        elif CLOSE.match(line):
            raise Problem(path, number, "“///” closes a block, but none is open")
        elif match := HEADING.match(line):
            headings.append(_heading(match, number, path, headings))
        number += 1
    if not headings or [h.level for h in headings].count(1) != 1 or headings[0].level != 1:
        raise Problem(path, start, "a page has exactly one “# title {#id}”, before every other heading")
    return Page(path, language, name, source, meta, start, blocks, headings, rules)


def _front_matter(source: str, path: Path, language: str) -> tuple[dict[str, object], int]:
    match = FRONT_MATTER.match(source)
    if not match:
        raise Problem(path, 1, "a page begins with front matter: “---”, title, description, “---”")
    try:
        node = yaml.compose(match["yaml"], LOADER)
        meta = yaml.load(match["yaml"], LOADER)
    except Exception as error:  # YAMLError, and what constructors raise
        mark = getattr(error, "problem_mark", None)
        raise Problem(path, (mark.line + 2) if mark else 1, f"front matter is not YAML: {error}") from None
    if not isinstance(node, yaml.MappingNode) or not isinstance(meta, dict):
        raise Problem(path, 1, "front matter is a list of “name: value” lines")
    rows, seen = match["yaml"].split("\n"), set()
    for key, value in node.value:
        line, end = key.start_mark.line + 2, value.end_mark
        if key.value in seen:
            raise Problem(path, line, f"“{key.value}:” stands twice in the front matter")
        if "#" in (cut := rows[end.line][end.column :]) if end.line < len(rows) else "":
            raise Problem(path, line, f"YAML takes “{cut.strip()}” for a comment: put the text into quotation marks")
        if value.start_mark.line < len(rows) and rows[value.start_mark.line][value.start_mark.column :][:1] in "&*!":
            raise Problem(path, line, f"“{key.value}:” begins with a sign of YAML: put the text into quotation marks")
        if key.value not in KEYS or (key.value == "source" and language == "en"):
            raise Problem(path, line, f"“{key.value}:” means nothing here; front matter has {', '.join(KEYS)}")
        seen.add(str(key.value))
        if key.value == "source":  # an id, even where YAML reads a number
            meta["source"] = value.value
    for key in ("title", "description"):
        if not isinstance(meta.get(key), str) or not meta[key]:
            raise Problem(path, 1, f"front matter needs “{key}:” with a text")
    questions = meta.get("questions", [])
    if not isinstance(questions, list) or not all(isinstance(question, str) and question for question in questions):
        raise Problem(path, 1, "“questions:” is a list of what people ask: “- relu before or after pooling?”")
    start = source[: match.end()].count("\n") + 1
    if source[match.end() :].lstrip("\n").startswith("---"):
        raise Problem(path, start + 1, "a second front matter, or a rule above the title: remove this “---”")
    return meta, start


def _heading(match: re.Match[str], number: int, path: Path, before: list[Heading]) -> Heading:
    level = len(match["marks"])
    if not match["id"] or not HEADING_ID.match(match["id"]):
        raise Problem(path, number, f"heading “{match['title']}” needs an explicit id in lower case: {{#like-this}}")
    if before and level > before[-1].level + 1:
        raise Problem(path, number, f"heading level {level} after level {before[-1].level}: a level is skipped")
    for other in before:
        if other.id == match["id"]:
            raise Problem(path, number, f"heading id “{other.id}” is already used on line {other.line}")
    return Heading(level, match["title"], match["id"], number)


def _block(lines: list[str], number: int, match: re.Match[str], path: Path, level: int) -> Block:
    kind = match["kind"]
    if kind not in BLOCKS:
        raise Problem(path, number, f"unknown block “{kind}”: one of {', '.join(BLOCKS)}")
    if not match["argument"]:
        raise Problem(path, number, f"“/// {kind}” needs something after “|”")
    fences = fenced(lines)
    end = number + 1
    while end <= len(lines) and (end in fences or not CLOSE.match(lines[end - 1])):
        if end not in fences and (OPEN.match(lines[end - 1]) or HEADING.match(lines[end - 1])):
            told = f"the “/// {kind}” of line {number} is not closed: write “///” on a line of its own"
            raise Problem(path, end, told)
        end += 1
    if end > len(lines):
        raise Problem(path, number, f"this “/// {kind}” is never closed: write “///” on a line of its own")
    options: dict[str, str] = {}
    first = number + 1
    while first < end and (option := OPTION.match(lines[first - 1])):
        if option["name"] not in BLOCKS[kind].options:
            known = ", ".join(BLOCKS[kind].options) or "none"
            raise Problem(path, first, f"“{option['name']}” is not an option of “{kind}”; its options: {known}")
        if option["name"] in options:
            raise Problem(path, first, f"option “{option['name']}” stands twice")
        options[option["name"]] = option["value"]
        first += 1
    for name, required in BLOCKS[kind].options.items():
        if required and not options.get(name):
            raise Problem(path, number, f"“/// {kind}” needs the option “{name}:”")
    body = "\n".join(lines[first - 1 : end - 1]).strip("\n")
    return Block(kind, match["argument"], options, body, number, end, level)
