"""Numbers in prose: each must be printed by code that the page shows.

Only ASCII digits count, and others are refused; with look-arounds of our own: Python's ``\\b`` and ``\\w`` treat
Chinese characters as letters, and would overlook a number that stands next to one. A sign that touches a number and
nothing before it belongs to it: −2 is not 2, and 10–20 is a range.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from layer_by_layer.content.book import Book
from layer_by_layer.content.example import Cell
from layer_by_layer.content.markup import INLINE_CODE, MATH
from layer_by_layer.content.page import Page
from layer_by_layer.content.rules import NEUTRAL, Rules

NO_BREAK = "\u00a0\u202f"
DIGIT = re.compile("[0-9]")
# Digits of other scripts, raised, lowered and enclosed ones, fractions; and numbers that Chinese writes in words.
FOREIGN = re.compile(r"(?:(?![0-9])\d|[²³¹¼-¾⁰-₉⅐-↋①-⒛⓪-⓿❶-➓㉈-㊉])+|[〇零一二两三四五六七八九十百千万亿]{2,}")
CHINESE = re.compile("(?=.*[一二两三四五六七八九])(?=.*[十百千万亿])")
EMPHASIS = re.compile("(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])")
DATE = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
NAME = re.compile("[A-Za-z]{2,}-")  # VGG-16 is no number of anything
RANGE = re.compile(rf"[–-][0-9.,]+[ {NO_BREAK}]?\\?%")
TIMES = re.compile(r"(?<=[0-9])[x×](?=[0-9])")


def find(text: str, rules: Rules = NEUTRAL) -> Iterator[tuple[str, Decimal]]:
    """(as written, value) of the numbers in a line of prose. Inline code is read in the format of code."""
    if not DIGIT.search(text):  # most lines of prose
        return
    rest = []
    end = 0
    for match in INLINE_CODE.finditer(text):
        yield from _find(match["code"].replace("_", "\x00"), ".", "\x00")
        rest.append(text[end : match.start()])
        end = match.end()
    rest.append(text[end:])
    # A point is read beside a decimal comma, too: versions keep it, and elsewhere typography.py says that it is wrong.
    decimal = rules.decimal + ("." if "." not in rules.groups else "")
    groups = rules.groups + (NO_BREAK if set(rules.groups) & set(NO_BREAK) else "")
    for part in rest:
        part = EMPHASIS.sub("", part)
        if "," in decimal:  # in f(1,2) the comma separates; the decimal comma of a formula is {,}
            part = MATH.sub(lambda match: re.sub(r"(?<!\{),", ", ", match[0]), part)
        part = rules.months.sub(" ", part.replace("{,}", ",").replace(r"\,", "\u202f"))
        yield from _find(part, decimal, groups)


def foreign(text: str) -> Iterator[str]:
    """Numbers that are not written in ASCII digits. Chinese may count to ten, and say 百万 of many."""
    for match in FOREIGN.finditer(text):
        if match[0][0] not in "〇零一二两三四五六七八九十百千万亿" or CHINESE.match(match[0]):
            yield match[0]


@cache  # a cell is shown on several pages, in each language
def proved(cell: Cell, *, printed: bool) -> Counter[Decimal]:
    """How often a cell prints each value, or, unless only what is `printed` counts, has it in its code. A comment is
    not run, a keyword argument is a setting, and how a figure is drawn shows nothing."""
    found: Counter[Decimal] = Counter()
    for line in cell.claimed:  # grouped or not, as f"{n:,}" prints it
        found += Counter(v for _, v in _find(line, ".", "\x00")) | Counter(v for _, v in _find(line, ".", ","))
    if printed:
        return found
    tree = ast.parse(cell.code)
    settings = [one.value for call in ast.walk(tree) if isinstance(call, ast.Call) for one in call.keywords]
    passed = {id(node) for value in settings for node in ast.walk(value)}
    for node in ast.walk(tree):
        negative = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
        value = node.operand if isinstance(node, ast.UnaryOp) and negative else node
        if isinstance(value, ast.Constant) and type(value.value) in (int, float) and id(node) not in passed:
            passed |= {id(value)}
            found[Decimal("-" * negative + str(value.value))] += 1
    return found


class Quote(NamedTuple):
    """A number in the prose of a page, and what proves it."""

    line: int
    written: str
    value: Decimal
    section: str
    places: dict[str, int]
    """How often each cell shown in the section prints it or has it in its code, by ``topic/name#cell``."""
    elsewhere: bool
    """Whether a cell of another section does."""


def quotes(book: Book, page: Page) -> Iterator[Quote]:
    """The numbers in the prose of a page that count, but for exceptions. A scaffold has them in English format."""
    shown = [] if page.is_draft else [*book.shown(page)]
    head = (1, f"{page.meta['title']} {page.meta['description']}")
    for line, text in [] if page.is_draft else [head, *page.prose]:
        section, first, end = page.section(line)
        for written, value in find(text, page.rules):
            excepted = {(page.name, value), (f"{page.name}#{section}", value)} & book.exceptions.keys()
            if matters(written, value) and not excepted and not NAME.match(written):
                places: dict[str, int] = {}
                elsewhere = False
                for at, name, cell in shown:
                    found = proved(cell, printed="/figures/" in name)
                    if count := sum(found[one] for one in meant(written, value)):
                        elsewhere |= not first <= at < end
                        places |= {f"{name}#{cell.name}": count} if first <= at < end else {}
                yield Quote(line, written, value, section, places, elsewhere)


def meant(written: str, value: Decimal) -> set[Decimal]:
    """What may be printed for a number: 13 % is 13, or 0.13."""
    return {value, value / 100} if written.endswith("%") else {value}


@cache
def _pattern(decimal: str, groups: str) -> re.Pattern[str]:
    mark, group = f"[{re.escape(decimal)}]", f"[{re.escape(groups)}]"
    return re.compile(
        rf"(?<![0-9A-Za-z_])(?<![0-9]{mark})(?:[A-Za-z]{{2,}}-|(?<![0-9A-Za-z_)\]}}%])(?P<sign>[-−–]))?"
        rf"(?P<whole>[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?![0-9])|[0-9]+)"
        rf"(?:{mark}(?P<part>[0-9]+))?(?P<power>e[+-]?[0-9]+)?(?![0-9])(?:[ {NO_BREAK}]?\\?%)?"
    )


def _find(text: str, decimal: str, groups: str) -> Iterator[tuple[str, Decimal]]:
    text = TIMES.sub(" ", DATE.sub(" ", text))
    for match in _pattern(decimal, groups).finditer(text):
        whole, power = "".join(filter(str.isdigit, match["whole"])), match["power"] or ""
        number = f"{whole}.{match['part'] or 0}{power}" if len(power) < 6 else "Infinity"  # which nothing prints
        percent = "…%" if RANGE.match(text, match.end()) else ""  # 13–17 % are 13 % and 17 %
        yield match[0].replace("\x00", "_") + percent, Decimal("-" * bool(match["sign"]) + number)


def matters(written: str, value: Decimal) -> bool:
    """Whether a number is checked: two digits or more, or a fraction."""
    return abs(value) >= 10 or value != value.to_integral_value() or sum(c.isdigit() for c in written) > 1
