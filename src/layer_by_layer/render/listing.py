"""Listings: Python as the site shows it, in two tones, and what it prints in a pane of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby

from markupsafe import Markup
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Operator, String, _TokenType

from layer_by_layer.content.example import Cell, Example, claims
from layer_by_layer.content.program import before

# What is set apart from the text around it. Names, numbers and signs are not: an element for each doubles a page.
TONES = {Keyword: "b", Operator.Word: "b", String: "q", Comment: "i"}


@dataclass(frozen=True)
class Part:
    """Cells one below the other that are all shown, or all hidden."""

    cells: list[Cell]
    hidden: bool

    @property
    def lines(self) -> int:
        """How many lines of code there are."""
        return len(self.text.rstrip("\n").split("\n"))

    @property
    def text(self) -> str:
        """The code, without what it prints."""
        return "\n\n".join(cell.code.strip("\n") for cell in self.cells) + "\n"

    @property
    def code(self) -> Markup:
        """The code, highlighted."""
        return Markup(listing(self.text))

    @property
    def output(self) -> list[str]:
        """What the cells print, a text for each place in the code that prints."""
        return [text for cell in self.cells for text in prints(cell.source)]


def parts(example: Example, shown: Iterable[Cell]) -> Iterator[Part]:
    """The program that shows some cells of an example: they, and hidden between them those that they need. A cell that
    prints ends its part, so that what it prints stands below it."""
    chosen = [*shown]
    asked = {cell.name for cell in chosen}
    needed = {cell.name for cell in before(example, chosen)} | asked
    cells = [cell for cell in example.cells.values() if cell.name in needed]
    for hidden, group in groupby(cells, lambda cell: cell.name not in asked):
        part: list[Cell] = []
        for cell in group:
            part.append(cell)
            if not hidden and cell.claimed:
                yield Part(part, hidden)
                part = []
        if part:
            yield Part(part, hidden)


def prints(source: str) -> list[str]:
    """What a source claims to print: the lines of each place in one text."""
    found: list[str] = []
    last = -1
    for number, text in claims(source).items():
        if number == last + 1:
            found[-1] += f"\n{text}"
        else:
            found.append(text)
        last = number
    return found


@cache  # a cell is shown on several pages, in each language
def listing(code: str) -> str:
    """Highlighted Python."""
    html = []
    for tone, group in groupby(PythonLexer(stripnl=False).get_tokens(code), lambda token: _tone(token[0])):
        text = escape("".join(value for _, value in group), quote=False)
        html.append(f"<{tone}>{text}</{tone}>" if tone else text)
    made = "".join(html).rstrip("\n")
    return f'<pre tabindex="0" translate="no"><code class="language-python">{made}\n</code></pre>'


def _tone(token: _TokenType) -> str:
    return next((tone for kind, tone in TONES.items() if token in kind), "")
