"""Typography: the spaces, quotation marks, dashes, punctuation and number formats of each language, with a fixer.

While the rules run, everything that is not prose is one private character: WORD is read as a word (code, mathematics,
an address), OPEN and CLOSE stand before and behind a word (emphasis, the brackets of a link), WALL ends a run of text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest

from layer_by_layer.content.markup import CLOSE as BLOCK_END
from layer_by_layer.content.markup import INLINE_CODE, LINK, MATH, OPTION, RULE, fenced
from layer_by_layer.content.markup import OPEN as BLOCK
from layer_by_layer.content.page import FRONT_MATTER, Page
from layer_by_layer.content.problem import Problem

FRAME = re.compile(f"{BLOCK_END.pattern}|{RULE.pattern}")
WORD, OPEN, CLOSE, WALL = (f"{chr(a)}-{chr(a + 0x3FFF)}" for a in range(0xF0000, 0x100000, 0x4000))
RUNS = re.compile(rf"([{WALL}]|\n[ \t]*\n)")
NB, NARROW = "\u00a0", "\u202f"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
FULL = "，。：；？！（）、“”‘’《》…—"
WIDE = dict(zip(",.:;?!", "，。：；？！"))
LATIN = f"0-9A-Za-z\u0370-\u03ff{WORD}"
LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
META = re.compile(r"^((?:title|description):[ ]*(?:(?P<q>[\"'])(?=.*[\"'][ ]*$))?)(.*?)((?(q)(?P=q))[ ]*)$")
LIST = re.compile(r"^[ ]*(?:[-*+]|[0-9]+[.)])[ ]+|^(?:[ ]*>[ ]?|:[ ]+|#{1,6}[ ]+|\[\^[^\]]+\]:[ ]*)", re.M)
EMPHASIS = (
    re.compile(r"(\*{1,3})(?=[^\s*])((?:(?!\n[ \t]*\n)[^*])*?[^\s*])\1(?!\*)"),
    re.compile(r"(?<!\w)(_{1,2})(?=[^\s_])((?:(?!\n[ \t]*\n)[^_])*?[^\s_])\1(?!\w)"),
)
QUOTES = {"fr": ("«»", "“”"), "ru": ("«»", "„“"), "zh": ("“”", "‘’")}
ANY_QUOTE = re.compile('["“”„«»「」]')
VERSION = re.compile(r"(?:\b[A-Za-z]*[a-z][A-Z]\w*|Python|Keras|Theano|[Vv]ersions?|[Ss]ections?|[Вв]ерси\w+|§)\s$")
Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _comma(match: re.Match[str]) -> str:
    """A decimal comma, except in a version: “Python 3.10”."""
    version = not match[0].startswith("0.") and VERSION.search(match.string[: match.start()])
    return match[0] if version else match[0].replace(".", ",")


def _numbers(space: str, accepted: str) -> list[Rule]:
    """Rules for a decimal comma, thousands grouped with `space`, a no-break space before %."""
    return [
        (
            re.compile(r"(?<![\w,.])[0-9]{1,3}(?:(?:[ \u00a0\u202f][0-9]{3})+|(?:,[0-9]{3}){2,})(?![0-9])"),
            lambda match: re.sub(f"[^0-9{accepted}]", space, match[0]),
        ),
        (re.compile(r"(?<![\w,.])[0-9]+\.[0-9]+(?!\w|[.,][0-9])"), _comma),
        (re.compile(rf"(?<=[0-9{WORD}])[ \n]*%"), f"{NB}%"),
    ]


def _dash(match: re.Match[str]) -> str:
    """A dash behind a no-break space; where it began a line it now ends the line before. A minus stays."""
    sides = match.string[match.start() - 1], match.string[match.end() : match.end() + 1]
    if match["dash"] != "—" and all(re.match(f"[0-9{WORD}]", side) for side in sides):
        return match[0]
    before = match["before"] if match["before"] in (NB, NARROW) else NB
    return f"{before}—" + ("\n" if "\n" in match["before"] else match["after"])


def _brackets(match: re.Match[str]) -> str:
    """Full-width brackets around or next to Chinese characters; f(x) keeps its own."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    sides = before.rstrip(" ")[-1:] + after.lstrip(" ")[:1]
    outside = re.search(f"[{HAN}]", sides) and not re.search(r"[0-9A-Za-z]\Z", before)
    return f"（{match[1]}）" if outside or re.search(f"[{HAN}]", match[1]) else match[0]


def _wide(match: re.Match[str]) -> str:
    return match[0].replace(match["mark"], WIDE[match["mark"]]).strip(" \n")


SPACE = f"[ {NB}{NARROW}]"
RULES: dict[str, list[Rule]] = {
    "fr": [
        (re.compile(rf"(?<=[{LETTER}])'(?=[{OPEN}]*[{LETTER}{WORD}«])"), "’"),
        (re.compile(rf"(?<=[^\s(\[;!?…{OPEN}])[ \n]*([;!?]+)(?![\w/=])"), f"{NARROW}\\1"),
        (re.compile(rf"(?<=[^\s(\[:{OPEN}])[ \n]*:(?=[\s)».,{CLOSE}]|$)"), f"{NB}:"),
        (re.compile(rf"«[ \n]*(?![{NB}{NARROW} \n])"), f"«{NB}"),
        (re.compile(r"(?<!\s)[ \n]*»"), f"{NB}»"),
        *_numbers(NARROW, NARROW),
    ],
    "ru": [
        (re.compile(r"(?<=\S)(?P<before>[ \u00a0\u202f\n]+)(?P<dash>[-–—])(?P<after>[ \n]|$)"), _dash),
        (re.compile(r"«\s+"), "«"),
        (re.compile(r"\s+»"), "»"),
        *_numbers(NB, NB + NARROW),
    ],
    "zh": [
        (re.compile("您"), "你"),
        (re.compile(r"\(([^()]*)\)"), _brackets),
        (
            re.compile(rf"(?<=[{HAN}）”’》])[{CLOSE}]*{SPACE}*(?P<mark>[,:;?!]|\.(?![.0-9A-Za-z]))"),
            _wide,
        ),
        (re.compile(rf"(?<=[^\s.])(?P<mark>[,.:;?!])[ \n]*(?=[{OPEN}]*[{HAN}（“《])"), _wide),
        (re.compile(rf"(?<=[\w%）”{WORD}{CLOSE}])(?P<mark>\.)(?=\s*$)"), _wide),
        (re.compile(rf"(?<=[{HAN}])([{CLOSE}]*){SPACE}*([{OPEN}]*)(?=[{LATIN}])"), r"\1 \2"),
        (re.compile(rf"(?<=[%{LATIN}])([{CLOSE}]*){SPACE}*([{OPEN}]*)(?=[{HAN}])"), r"\1 \2"),
        (re.compile(rf"(?<=\S)[ {NB}{NARROW}\n]+([{CLOSE}]*)(?=[{FULL}])"), r"\1"),
        (re.compile(rf"(?<=[{FULL}])([{CLOSE}{OPEN}]*)[ {NB}{NARROW}\n]+(?=\S)"), r"\1"),
        # A line feed between two Chinese characters would be shown as a space.
        (re.compile(rf"(?<=[{HAN}])([{CLOSE}]*)\n[ ]*([{OPEN}]*)(?=[{HAN}])"), r"\1\2"),
        (re.compile(rf"(?<=[0-9{WORD}]){SPACE}+%"), "%"),
    ],
}
ALL: list[Rule] = [(re.compile(r"(?<=\S) {2,}(?=\S)"), " ")]


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


def _paired(run: str, language: str) -> str | None:
    """A run with the quotation marks of the language; None when they do not pair."""
    if not ANY_QUOTE.search(run):
        return run
    result, stack = [], ""
    for at, char in enumerate(run):
        if not ANY_QUOTE.match(char):
            result.append(char)
            continue
        beside = run[at - 1 : at].isspace() and not run[at + 1 : at + 2].isspace()
        if char in "«„「" or (char == '"' and (stack[-1:] != '"' or beside)) or (char == "“" and stack[-1:] != "„"):
            stack += char
            result.append(QUOTES[language][len(stack) > 1][0])
        elif stack:
            result.append(QUOTES[language][len(stack) > 1][1])
            stack = stack[:-1]
        else:
            return None
    return None if stack else "".join(result)


def fix(text: str, language: str) -> str:
    """A page as the typography of its language wants it. Fixing twice changes nothing more."""
    return _fixed(Mask(text), language)


def _fixed(mask: Mask, language: str) -> str:
    runs = RUNS.split(mask.text)
    for at in range(0, len(runs), 2):
        if not runs[at].strip():
            continue
        if language in QUOTES:
            runs[at] = _paired(runs[at], language) or runs[at]
        if language == "zh" and not re.search(f"[{HAN}{FULL}]", runs[at]):
            continue
        for pattern, replacement in ALL + RULES.get(language, []):
            runs[at] = pattern.sub(replacement, runs[at])
    return mask.restore("".join(runs))


def check(page: Page) -> Iterator[Problem]:
    """Where a page is not as `fix` would write it, and quotation marks that do not pair (which it leaves alone)."""
    mend = f"python -m layer_by_layer fix docs/{page.language}/{page.name}.md"
    try:
        mask = Mask(page.source)
    except ValueError as error:
        yield Problem(page.path, 1, str(error))
        return
    old, new = page.lines, _fixed(mask, page.language).split("\n")
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if old != new else []
    for kind, i1, i2, j1, j2 in changes:
        for at, (was, now) in enumerate(zip_longest(old[i1:i2], new[j1:j2])) if kind != "equal" else ():
            if was is not None:
                found, wanted = _around(was, now or "")
                message = f"typography: “{found}” should be “{wanted}” (⍽: no-break space)"
                yield Problem(page.path, i1 + at + 1, message, mend)
    if page.language in QUOTES:
        start = 0
        for run in RUNS.split(mask.text):  # what it splits at has no quotation marks
            if _paired(run, page.language) is None and (first := ANY_QUOTE.search(run)):
                line = mask.restore(mask.text[: start + first.start()]).count("\n") + 1
                pair = " ".join(QUOTES[page.language][0])
                yield Problem(page.path, line, f"quotation marks do not pair in this paragraph: write {pair}")
            start += len(run)


def _around(was: str, now: str) -> tuple[str, str]:
    """The place where two lines first differ, in both, with no-break spaces made visible."""
    same = next((at for at, (a, b) in enumerate(zip(was, now)) if a != b), min(len(was), len(now)))
    place = slice(max(0, same - 12), same + 12)
    before, after = (re.sub(f"[{NB}{NARROW}]", "⍽", text[place]) for text in (was, now))
    return before, after
