"""Markup: what stands in the text of a page that is not prose, found once, for every check.

One private character (which no file may contain) stands for each code span, formula, heading, block, image and
beginning of a link; what is left between them is what a reader reads.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

FENCE = re.compile(r"^[ ]*(?P<fence>`{3,}|~{3,})")
OPEN = re.compile(r"^///[ ]+(?P<kind>[a-z-]+)(?:[ ]*\|[ ]*(?P<argument>.*?))?[ ]*$")
CLOSE = re.compile(r"^///[ ]*$")
OPTION = re.compile(r"^    (?P<name>[a-z-]+):[ ]*(?P<value>.*?)[ ]*$")
HEADING = re.compile(r"^(?P<marks>#{1,6})[ ]+(?P<title>.*?)(?:[ ]+\{#(?P<id>[^}\s]+)\})?[ ]*$")
RULE = re.compile(r"^ {0,3}(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$")
QUOTE = re.compile(r"^[ ]*(?:>[ ]?|:[ ]+)+")
MARKER = re.compile(r"^[ ]*(?:(?:[-*+]|[0-9]+[.)])[ ]+)+")
ALIGNMENT = re.compile(r"^[ ]*\|?(?=[^\n]*\|)(?=[^\n]*-)[ :|-]+$")
LINK = re.compile(
    r'(?P<image>!?)\[(?P<text>[^\]]*)\]\((?P<target>[^)\s]+)(?P<title>[ \n]+(?:"[^"\n]*"|\'[^\'\n]*\'))?\)'
)
ADDRESS = re.compile(r"<(?P<target>https?:[^>\s]*)>")
INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?P<code>(?:(?!\n[ \t]*\n)(?s:.))+?)(?<!`)\1(?!`)")
# As in Pandoc: a formula touches its dollar signs, and no digit follows. “$5 or $6” are prices.
MATH = re.compile(r"\$\$(?P<block>(?s:.+?))\$\$|(?<![\\$])\$(?=[^\s$])(?P<inline>[^$\n]+?)(?<![\\\s])\$(?![0-9])")
FIRST, LAST = 0xF0000, 0x10FFFD
PIECES = re.compile(f"([{chr(FIRST)}-{chr(LAST)}])")
# What Markdown makes into form, or may: neither side of a comparison has it.
_FORM = dict.fromkeys(map(ord, "*_\\| \t\n\u00a0\u202f"))


class Item(NamedTuple):
    """Something on a page, in a form in which its text and its HTML can be compared."""

    kind: str
    """text, code, code block, math, link, address, image, heading, block, end, rule; “” for what no reader sees."""
    text: str
    line: int = 0
    raw: str = ""
    """As it is written: the code, the formula, the target of a link, the text with its spaces."""
    prose: str = ""
    """What stands for it in the prose."""


@dataclass
class Markup:
    """The text of a page with a private character for each item."""

    name: str
    text: str = ""
    items: dict[str, Item] = field(default_factory=dict)

    def hold(self, kind: str, text: str, line: int, raw: str = "", prose: str = "") -> str:
        """Keep an item; return the character that stands for it, with the line feeds of what is written."""
        char = chr(min(FIRST + len(self.items), LAST))
        self.items[char] = Item(kind, text, line, raw, prose)
        return char + "\n" * raw.count("\n")

    def heading(self, level: int, id_: str, title: str, line: int) -> str:
        """A heading: what stands before its title, the title, what stands behind."""
        return self.hold("heading", f"{min(level, 6)} {id_}", line) + title + self.hold("end", "heading", line)

    def read(self, text: str) -> Markup:
        """Read what stands within the lines of `text`, whose blocks, headings and fences are items already."""
        self.text = text
        for pattern, kind in ((INLINE_CODE, "code"), (MATH, "math"), (ADDRESS, "address"), (LINK, "link")):
            self._replace(pattern, kind)
        self.text = unescape("\n".join(self._unmarked(self.text.split("\n"))))
        return self

    def _unmarked(self, lines: Sequence[str]) -> Iterator[str]:
        """Lines without the marks of quotations, definitions and lists. Within a paragraph “2021. ” begins no list."""
        begins = within = False
        for line in lines:
            line = QUOTE.sub("", line)
            bare = MARKER.sub("", line)
            within = (bare != line and (begins or within)) or (within and (begins <= line.startswith(" ")))
            yield bare if within else line
            item = self.items.get(line[:1])
            begins = not line.strip() or (item is not None and item.kind in ("heading", "block", "end", "rule"))

    def _replace(self, pattern: re.Pattern[str], kind: str) -> None:
        """Put items of one kind in the place of what a pattern finds."""
        if not pattern.search(self.text):
            return
        done, line, parts = 0, 1, []
        for match in pattern.finditer(self.text):
            line += self.text.count("\n", done, match.start())
            parts += [self.text[done : match.start()], self._item(kind, match, line)]
            line, done = line + match[0].count("\n"), match.end()
        self.text = "".join([*parts, self.text[done:]])

    def _item(self, kind: str, match: re.Match[str], line: int) -> str:
        if kind == "code":
            return self.hold(kind, fold(match["code"]), line, match[0], match[0].replace("\n", " "))
        if kind == "math":
            return self.hold(kind, "", line, match[0], match[0])
        if kind == "address":
            return self.hold(kind, match["target"], line, match["target"])
        target, title = match["target"], fold(match["title"] or "")[1:-1]
        if match["image"]:
            alt = self.prose_of(match["text"])
            shown = f"{fold(alt)} {posixpath.basename(target)}{title}"
            return self.hold("image", shown, line, target, f"{alt} {title}")
        return self.hold("link", where(self.name, target) + title, line, target, title) + match["text"]

    def parts(self) -> list[Item]:
        """The items in order, and the text between them without spaces and marks."""
        found: list[Item] = []
        line = 1
        for piece in PIECES.split(self.text):
            item = self.items.get(piece)
            if item is None and (text := fold(piece)):
                first = line + piece[: len(piece) - len(piece.lstrip())].count("\n")
                item = Item("text", text, first, piece.lstrip())
                if found and found[-1].kind == "text":
                    last = found.pop()
                    item = Item("text", last.text + text, last.line, last.raw + piece)
            if item and item.kind:
                found.append(item)
            line += piece.count("\n")
        return found

    def prose_of(self, text: str) -> str:
        """`text` with what stands for its items in prose."""
        return PIECES.sub(lambda match: self.items[match[0]].prose, text)

    def of_kind(self, *kinds: str) -> list[Item]:
        """The items of some kinds, in order of their lines."""
        return sorted((item for item in self.items.values() if item.kind in kinds), key=lambda item: item.line)

    def prose(self) -> Iterator[tuple[int, str]]:
        """(line, text) of what a reader reads."""
        for line, text in enumerate(self.text.split("\n"), 1):
            if text and (said := self.prose_of(text)).strip():
                yield line, said


def fold(text: str) -> str:
    """`text` without spaces and the marks of emphasis and tables."""
    return text.translate(_FORM)


def where(name: str, target: str) -> str:
    """What a link on the page `name` leads to, however it is written: as in Markdown or as in HTML."""
    path, hash_, anchor = target.partition("#")
    if "://" in target or target.startswith(("mailto:", "/")):
        return target
    base, is_page = posixpath.dirname(name), path.endswith((".md", ".ipynb"))
    if not path:
        return f"{name.removesuffix('index').strip('/')}#{anchor}"
    if not is_page and posixpath.splitext(path)[1]:  # a file: its folder depends on the language
        return posixpath.basename(path) + hash_ + anchor
    if not is_page:
        base = name.removesuffix("index")
    there = posixpath.normpath(posixpath.join(base, path.removesuffix(".md").removesuffix(".ipynb")))
    return ("" if there == "." else there.removesuffix("index").strip("/")) + hash_ + anchor


def fenced(lines: Sequence[str]) -> dict[int, int]:
    """The lines that belong to fenced code, fences included, each with the line on which its fence opens. A fence that
    is never closed is none: Markdown shows it as text."""
    inside: dict[int, int] = {}
    opened, fence = 0, ""
    for number, line in enumerate(lines, 1):
        match = FENCE.match(line)
        if opened and line.strip() == fence:
            inside |= dict.fromkeys(range(opened, number + 1), opened)
            opened = 0
        elif match and not opened:
            opened, fence = number, match["fence"]
    return inside
