"""Mends of the HTML that Material and Markdown make: faults that axe, the Nu HTML checker or a screen reader meet.

Instead of copies of Material's templates, which would have to be compared with every new version: one substitution
for each fault. When Material mends one itself, its substitution finds nothing.
"""

from __future__ import annotations

import re
from html import escape, unescape

NAV = re.compile(r'aria-labelledby="(__nav_[\d_]+)_label"([^>]*>\s*<label class="md-nav__title") for=')
KEPT = re.compile(r"(<(pre|script|textarea)\b.*?</\2>)", re.DOTALL)
FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
# What may not be parted from a formula: Latin letters, brackets and marks, also behind a no-break space.
BEFORE = re.compile(r"(?:[^ \n<>\u2e80-\uffff]|[（《「])*\Z")
AFTER = re.compile(r"(?:[^ \n<>\u2e80-\uffff]|[，。：；？！、）》」])*")
TAG = re.compile(r"<[^>]+>")
HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def mend(html: str) -> str:
    """A built page without the faults of its template."""
    # Check boxes have no autocomplete, and an empty tabindex is no number.
    html = re.sub(r'(<input class="md-toggle"[^>]*?) autocomplete="off"', r"\1", html)
    html = html.replace(' tabindex=""', "")
    # Code that scrolls is reached with the keyboard.
    html = re.sub(r'(<div class="[^"]*\bhighlight\b[^"]*"><pre)>', r'\1 tabindex="0">', html)
    # math-core writes what MathML Core does not have.
    html = re.sub(r'(<mtable\b[^>]*?) scriptlevel="[^"]*"', r"\1", html)
    # With navigation.indexes the label that names a section's list holds an icon only: its title names it.
    html = NAV.sub(r'aria-labelledby="\1_title"\2 id="\1_title" for=', html)
    # A page outside the navigation (an example) has no switch for its table of contents.
    if 'id="__toc"' not in html:
        html = html.replace('<label class="md-nav__title" for="__toc">', '<label class="md-nav__title">')
    # The templates indent deeply: a tenth of a page's weight.
    parts = KEPT.split(html)  # text, element, its name, text, …
    html = "".join(re.sub(r"\n\s+", "\n", part) if at % 3 == 0 else part for at, part in enumerate(parts) if at % 3 < 2)
    html = _join(html)
    # A table wider than its place scrolls in a box, which a keyboard reaches.
    return TABLE.sub(lambda match: f'<div class="table" tabindex="0">{_headed(match[0])}</div>', html)


def _headed(table: str) -> str:
    """A table whose cells have the heads of their columns: on a narrow screen each row is a list of them."""
    heads = [" ".join(unescape(TAG.sub("", head)).split()) for head in HEAD.findall(table)]
    at = -1

    def cell(match: re.Match[str]) -> str:
        nonlocal at
        at = 0 if match[0] == "<tr>" else at + 1
        return match[0] if match[0] == "<tr>" or at > len(heads) else f'<td data-head="{escape(heads[at - 1])}">'

    wide = " stack" * (len(heads) > 2) + " many" * (len(heads) > 5)
    return f'<table class="data{wide}">' + re.sub(r"<tr>|<td(?: [^>]*)?>", cell, table[len("<table>") :])


def _join(html: str) -> str:
    """`html` with each formula joined to the marks beside it: Chromium breaks lines between them, and after a formula
    would begin a line with “,” or, in Russian, with a dash."""
    parts, end = [], 0
    for formula in FORMULA.finditer(html):
        before = BEFORE.search(html, max(end, formula.start() - 40), formula.start())
        after = AFTER.match(html, formula.end())
        first = before.start() if before else formula.start()
        last = after.end() if after else formula.end()
        if last - first > len(formula[0]):
            parts += [html[end:first], f'<span class="together">{html[first:last]}</span>']
            end = last
    return "".join([*parts, html[end:]])
