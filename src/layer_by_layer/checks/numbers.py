"""Numbers in prose: each must be printed by code that the page shows.

Only ASCII digits count, and others are refused; with look-arounds of our own: Python's ``\\b`` and ``\\w`` treat
Chinese characters as letters, and would overlook a number that stands next to one. A sign that touches a number and
nothing before it belongs to it: −2 is not 2, and 10–20 is a range.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from layer_by_layer.content.markup import INLINE_CODE, MATH
from layer_by_layer.content.rules import NEUTRAL, Rules

NO_BREAK = "\u00a0\u202f"
DIGIT = re.compile("[0-9]")
# Digits of other scripts, raised, lowered and enclosed ones, fractions; and numbers that Chinese writes in words.
FOREIGN = re.compile(r"(?:(?![0-9])\d|[²³¹¼-¾⁰-₉⅐-↋①-⒛⓪-⓿❶-➓㉈-㊉])+|[〇零一二两三四五六七八九十百千万亿]{2,}")
CHINESE = re.compile("(?=.*[一二两三四五六七八九])(?=.*[十百千万亿])")
EMPHASIS = re.compile("(?<![A-Za-z0-9])_+|_+(?![A-Za-z0-9])")
DATE = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
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


def in_code(text: str) -> Iterator[tuple[str, Decimal]]:
    """(as written, value) of the numbers in code or in printed output: ``37_752_832``, ``37,752,832``, ``1e-07``."""
    yield from _find(text.replace("_", "\x00"), ".", "\x00")
    yield from _find(text, ".", ",")  # grouped output, as f"{n:,}" prints it


@cache  # a cell is shown on several pages, in each language
def values(code: str) -> frozenset[Decimal]:
    """The values of the numbers in code and in its printed output."""
    return frozenset(value for _, value in in_code(code))


@cache
def _pattern(decimal: str, groups: str) -> re.Pattern[str]:
    mark, group = f"[{re.escape(decimal)}]", f"[{re.escape(groups)}]"
    return re.compile(
        rf"(?<![0-9A-Za-z_])(?<![0-9]{mark})(?:(?<![0-9A-Za-z_)\]}}%])(?P<sign>[-−–]))?"
        rf"(?P<whole>[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?![0-9])|[0-9]+)"
        rf"(?:{mark}(?P<part>[0-9]+))?(?P<power>e[+-]?[0-9]+)?(?![0-9])"
    )


def _find(text: str, decimal: str, groups: str) -> Iterator[tuple[str, Decimal]]:
    text = TIMES.sub(" ", DATE.sub(" ", text))
    for match in _pattern(decimal, groups).finditer(text):
        whole, power = "".join(filter(str.isdigit, match["whole"])), match["power"] or ""
        number = f"{whole}.{match['part'] or 0}{power}" if len(power) < 6 else "Infinity"  # which nothing prints
        yield match[0].replace("\x00", "_"), Decimal("-" * bool(match["sign"]) + number)


def matters(written: str, value: Decimal) -> bool:
    """Whether a number is checked: two digits or more, or a fraction."""
    return abs(value) >= 10 or value != value.to_integral_value() or sum(c.isdigit() for c in written) > 1
