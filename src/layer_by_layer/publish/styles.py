"""Style sheets without the rules that no page can use: Material's serve every site, and are half of the first view.

Careful rather than thorough: a rule goes only when a class that its selector needs stands in no page and in no script
of the built site, and a variable only when nothing reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tinycss2

CLASSES = re.compile(r'class="?([^">]*)')  # begins with what is found fast
NEEDED = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NOT = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")  # what must be absent need not exist
# Rules for what the pages do not have (mend.py gives every table a class), and for what lasts a moment (the colours
# change at once while the scheme is switched). They hold for all elements below one whose attribute Material's script
# changes when a page opens: with them, a telephone computes the style of the whole page twice more.
COSTLY = re.compile(r"table:not\(\[class\]\)|^\s*\[data-md-color-switching\]")
COMMA = re.compile(r",(?![^(]*\))")
IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
VARIABLE = re.compile(r'(--[\w-]+):(?:url\((?:"[^"]*"|\'[^\']*\'|[^)]*)\)|[^;{}"\'])*;?')


def joined(sheet: Path) -> str:
    """A style sheet with those that it imports in their places, one request instead of many; without comments and the
    spaces that make it readable."""
    text = re.sub(
        r"\s*([{};])\s*|\s+", lambda match: match[1] or " ", COMMENT.sub("", sheet.read_text(encoding="utf-8"))
    )
    return IMPORT.sub(lambda match: joined(sheet.with_name(match[1])), text)


def parts(sheet: Path) -> list[str]:
    """Names of the style sheets that one imports."""
    return IMPORT.findall(sheet.read_text(encoding="utf-8"))


def used(site: Path) -> set[str]:
    """Every word that can be a class in the built site: classes of its pages, words of its scripts."""
    words: set[str] = set()
    for page in site.rglob("*.html"):
        for names in set(CLASSES.findall(page.read_text(encoding="utf-8"))):
            words.update(names.split())
    for script in site.glob("assets/**/*.js"):
        words.update(re.findall(r"[\w-]+", script.read_text(encoding="utf-8")))
    return words


def prune(css: str, words: set[str]) -> str:
    """A style sheet without rules whose selectors need a class that is not in `words`."""
    return _rules(tinycss2.parse_stylesheet(css, skip_whitespace=True, skip_comments=True), words)


def _rules(rules: Iterable[Any], words: set[str]) -> str:
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [
                selector
                for selector in COMMA.split(tinycss2.serialize(rule.prelude))
                if not COSTLY.search(selector)
                and (words.issuperset(NEEDED.findall(NOT.sub("", selector))) or re.search(":is|:where|:has", selector))
            ]
            if selectors:
                kept.append(f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}")
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in ("media", "supports"):
            inner = _rules(tinycss2.parse_rule_list(rule.content, skip_whitespace=True, skip_comments=True), words)
            if inner:
                kept.append(f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}")
        else:
            kept.append(rule.serialize())
    return "".join(kept)


def prune_all(site: Path) -> None:
    """Prune Material's style sheets in a built site."""
    words = used(site)
    sheets = {path: prune(path.read_text("utf-8"), words) for path in site.glob("assets/stylesheets/*.css")}
    own = [path.read_text("utf-8") for path in site.glob("assets/css/*.css")]
    read = set(re.findall(r"var\((--[\w-]+)", "".join([*sheets.values(), *own])))
    for path, css in sheets.items():
        path.write_text(VARIABLE.sub(lambda match: match[0] if match[1] in read else "", css), encoding="utf-8")
