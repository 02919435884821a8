"""Typography: spaces, quotation marks, dashes, punctuation and number formats as a language has them, with a fixer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from layer_by_layer.content.markup import CLOSE as BLOCK_END
from layer_by_layer.content.markup import INLINE_CODE, LINK, MATH, OPTION, RULE, fenced
from layer_by_layer.content.markup import OPEN as BLOCK
from layer_by_layer.content.page import FRONT_MATTER, Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import CLOSE, OPEN, WALL, WORD, Rules

FRAME = re.compile(f"{BLOCK_END.pattern}|{RULE.pattern}")
RUNS = re.compile(rf"([{WALL}]|\n[ \t]*\n)")
NB, NARROW = "\u00a0", "\u202f"
META = re.compile(r"^((?:title|description):[ ]*(?:(?P<q>[\"'])(?=.*[\"'][ ]*$))?)(.*?)((?(q)(?P=q))[ ]*)$")
LIST = re.compile(r"^[ ]*(?:[-*+]|[0-9]+[.)])[ ]+|^(?:[ ]*>[ ]?|:[ ]+|#{1,6}[ ]+|\[\^[^\]]+\]:[ ]*)", re.M)
EMPHASIS = (
    re.compile(r"(\*{1,3})(?=[^\s*])((?:(?!\n[ \t]*\n)[^*])*?[^\s*])\1(?!\*)"),
    re.compile(r"(?<!\w)(_{1,2})(?=[^\s_])((?:(?!\n[ \t]*\n)[^_])*?[^\s_])\1(?!\w)"),
)
ANY_QUOTE = re.compile('["“”„«»「」]')
VERSION = r"(?:\b[A-Za-z]*[a-z][A-Z]\w*|Python|Keras|Theano|§|{})\s$"
DASH = re.compile(r"(?<=\S)(?P<before>[ \u00a0\u202f\n]+)(?P<dash>[-–—])(?P<after>[ \n]|$)")
SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
GROUPED = re.compile(r"(?<![\w,.])[0-9]{1,3}(?:(?:[ \u00a0\u202f][0-9]{3})+|(?:,[0-9]{3}){2,})(?![0-9])")
POINT = re.compile(r"(?<![\w,.])[0-9]+\.[0-9]+(?!\w|[.,][0-9])")


def _numbers(run: str, rules: Rules) -> str:
    """A run with a decimal comma, except in a version (“Python 3.10”), and with the thousands grouped."""
    version = re.compile(VERSION.format(rules.versions.pattern))

    def comma(match: re.Match[str]) -> str:
        kept = "." in rules.groups or (not match[0].startswith("0.") and version.search(run[: match.start()]))
        return match[0] if kept else match[0].replace(".", ",")

    run = GROUPED.sub(lambda match: re.sub(f"[^0-9{rules.groups}]", rules.groups[0], match[0]), run)
    return POINT.sub(comma, run)


def _dashes(run: str, dash: str) -> str:
    """A run with dashes behind a no-break space; one that began a line now ends the line before. A minus stays."""

    def typeset(match: re.Match[str]) -> str:
        sides = run[match.start() - 1], run[match.end() : match.end() + 1]
        if match["dash"] != dash and all(re.match(f"[0-9{WORD}]", side) for side in sides):
            return match[0]
        before = match["before"] if match["before"] in (NB, NARROW) else NB
        return f"{before}{dash}" + ("\n" if "\n" in match["before"] else match["after"])

    return DASH.sub(typeset, run)


class Mask:
    """The text of a page with private characters for what is not prose, and what they stand for."""

    def __init__(self, text: str) -> None:
        self.kept: dict[str, str] = {}
        front = FRONT_MATTER.match(text)
        end = front[0].count("\n") if front else 0
        lines = text.split("\n")
        fences = fenced(lines)
        options = terms = False
        for at, line in enumerate(lines):
            terms = line.startswith("|") and (terms or line.startswith("| id |"))  # the glossary speaks all languages
            opening = BLOCK.match(line)
            option = OPTION.match(line) if options else None
            options = bool(opening or option)
            if at < end and (meta := META.match(line)):
                lines[at] = self.hold(WALL, meta[1]) + meta[3] + self.hold(WALL, meta[4])
            elif opening and opening["kind"] == "claim":
                lines[at] = self.hold(WALL, line[: opening.start("argument")]) + line[opening.start("argument") :]
            elif option and option["name"] == "alt":
                lines[at] = self.hold(WALL, line[: option.start("value")]) + line[option.start("value") :]
            elif (
                at < end or at + 1 in fences or terms or opening or option or BLOCK_END.match(line) or RULE.match(line)
            ):
                lines[at] = self.hold(WALL, line)
        text = "\n".join(lines)
        for pattern in (INLINE_CODE, MATH, re.compile(r"\\[^\s\w]|<https?:[^>\s]*>")):
            text = pattern.sub(lambda match: self.hold(WORD, match[0]), text)
        text = re.sub(r"<[A-Za-z/!][^>]*>|&#?\w+;|[ ]*\{[#:.][^}\n]*\}", lambda match: self.hold(WALL, match[0]), text)
        text = LINK.sub(self._link, text)
        text = re.sub(rf"https?://[^\s)»{CLOSE}]*[^\s).,;:!?»{CLOSE}]", lambda match: self.hold(WORD, match[0]), text)
        text = LIST.sub(lambda match: self.hold(WALL, match[0]), text)
        for pattern in EMPHASIS:
            text = pattern.sub(lambda match: self.hold(OPEN, match[1]) + match[2] + self.hold(CLOSE, match[1]), text)
        self.text = re.sub(r"^[ ]*\|.*$", self._row, text, flags=re.M)

    def hold(self, kind: str, text: str) -> str:
        """The private character that stands for `text`."""
        if not text:
            return ""
        char = chr(ord(kind[0]) + len(self.kept))
        if char > kind[2]:
            raise ValueError("this page is too long for the typographer: split it")
        self.kept[char] = text
        return char

    def restore(self, text: str) -> str:
        """Put everything back."""
        while re.search(f"[{WORD}{OPEN}{CLOSE}{WALL}]", text):
            text = re.sub(f"[{WORD}{OPEN}{CLOSE}{WALL}]", lambda match: self.kept[match[0]], text)
        return text

    def _link(self, match: re.Match[str]) -> str:
        head, tail = match[0].split("[", 1)[0] + "[", f"]({match['target']}{match['title'] or ''})"
        return self.hold(OPEN, head) + match["text"] + self.hold(CLOSE, tail)

    def _row(self, match: re.Match[str]) -> str:
        if not match[0].strip(" |:-"):
            return self.hold(WALL, match[0])
        return re.sub(r"[ ]*\|[ ]*", lambda pipe: self.hold(WALL, pipe[0]), match[0])


def _paired(run: str, quotes: Sequence[str]) -> str | None:
    """A run with the quotation marks of its language; None when they do not pair."""
    if not quotes or not ANY_QUOTE.search(run):
        return run
    result, stack = [], ""
    for at, char in enumerate(run):
        if not ANY_QUOTE.match(char):
            result.append(char)
            continue
        beside = run[at - 1 : at].isspace() and not run[at + 1 : at + 2].isspace()
        if char in "«„「" or (char == '"' and (stack[-1:] != '"' or beside)) or (char == "“" and stack[-1:] != "„"):
            stack += char
            result.append(quotes[len(stack) > 1 and -1][0])
        elif stack:
            result.append(quotes[len(stack) > 1 and -1][1])
            stack = stack[:-1]
        else:
            return None
    return None if stack else "".join(result)


def fix(text: str, rules: Rules) -> str:
    """A page as the typography of its language wants it. Fixing twice changes nothing more."""
    return _fixed(Mask(text), rules)


def _fixed(mask: Mask, rules: Rules) -> str:
    runs = RUNS.split(mask.text)
    for at in range(0, len(runs), 2):
        run = _paired(runs[at], rules.quotes) or runs[at]
        if run.strip() and rules.within.search(run):
            run = SPACES.sub(" ", run)
            run = _dashes(run, rules.dash) if rules.dash else run
            for rule in rules.typography:
                run = rule.sub(run)
            run = _numbers(run, rules) if rules.decimal == "," else run
        runs[at] = run
    return mask.restore("".join(runs))


def check(page: Page) -> Iterator[Problem]:
    """Where a page is not as `fix` would write it, and quotation marks that do not pair (which it leaves alone)."""
    mend = f"python -m layer_by_layer fix docs/{page.language}/{page.name}.md"
    try:
        mask = Mask(page.source)
    except ValueError as error:
        yield Problem(page.path, 1, str(error))
        return
    old, new = page.lines, _fixed(mask, page.rules).split("\n")
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if old != new else []
    for kind, i1, i2, j1, j2 in changes:
        for at, (was, now) in enumerate(zip_longest(old[i1:i2], new[j1:j2])) if kind != "equal" else ():
            if was is not None:
                found, wanted = _around(was, now or "")
                message = f"typography: “{found}” should be “{wanted}” (⍽: no-break space)"
                yield Problem(page.path, i1 + at + 1, message, mend)
    start = 0
    for run in RUNS.split(mask.text):  # what it splits at has no quotation marks
        if _paired(run, page.rules.quotes) is None and (first := ANY_QUOTE.search(run)):
            line = mask.restore(mask.text[: start + first.start()]).count("\n") + 1
            pair = " ".join(page.rules.quotes[0])
            yield Problem(page.path, line, f"quotation marks do not pair in this paragraph: write {pair}")
        start += len(run)


def _around(was: str, now: str) -> tuple[str, str]:
    """The place where two lines first differ, in both, with no-break spaces made visible."""
    same = next((at for at, (a, b) in enumerate(zip(was, now)) if a != b), min(len(was), len(now)))
    place = slice(max(0, same - 12), same + 12)
    before, after = (re.sub(f"[{NB}{NARROW}]", "⍽", text[place]) for text in (was, now))
    return before, after
