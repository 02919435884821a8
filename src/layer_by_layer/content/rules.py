"""Rules: what holds for every text in a language: numbers, typography, inflection, spelling, search. They stand in its
language.toml, which docs/en/language.toml explains key by key; what a language does not say is neutral."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from layer_by_layer.content.file import read_text, read_toml
from layer_by_layer.content.problem import Problem

FILE = "language.toml"
NEVER, EMPTY = re.compile("(?!)"), re.compile("")
# While typography works, everything that is not prose is one private character: WORD is read as a word (code,
# mathematics, an address), OPEN and CLOSE stand before and behind a word (emphasis, the brackets of a link), WALL ends
# a run of text. In a regular expression, [{WORD}] is such a character, and [{HAN}] one of these scripts.
WORD, OPEN, CLOSE, WALL = (f"{chr(a)}-{chr(a + 0x3FFF)}" for a in range(0xF0000, 0x100000, 0x4000))
LATIN, HAN, FULL = "A-Za-zÀ-ÖØ-öø-ÿŒœ", "\u3400-\u4dbf\u4e00-\u9fff\u3007", "，。：；？！（）、“”‘’《》…—"
CLASSES = {"WORD": WORD, "OPEN": OPEN, "CLOSE": CLOSE, "LATIN": LATIN, "HAN": HAN, "FULL": FULL}
# The key that says a part of the rules, if only that there is nothing to say.
PARTS = {"decimal": "number", "ending": "inflection", "dictionary": "spelling", "quotes": "typography"}

LENGTHS = {"decimal": (1,), "groups": (1, 2, 3), "quotes": (2,), "marked": (2,)}


@dataclass(frozen=True, eq=False)
class Rule:
    """What to find, and what to put in its place: a text, or another text for each of some characters."""

    find: re.Pattern[str]
    replace: str | dict[int, str]

    def sub(self, text: str) -> str:
        """The text as the rule wants it."""
        new = self.replace
        return self.find.sub(new if isinstance(new, str) else lambda match: match[0].translate(new), text)


@dataclass(frozen=True, eq=False)
class Rules:
    """The keys of language.toml, each with what holds where it does not say."""

    decimal: str = "."
    groups: str = ","
    versions: re.Pattern[str] = NEVER
    months: re.Pattern[str] = NEVER
    quotes: tuple[str, ...] = ()
    dash: str = ""
    within: re.Pattern[str] = EMPTY
    typography: tuple[Rule, ...] = ()
    spaces: bool = True
    ending: re.Pattern[str] = re.compile(r"\w*")
    derived: bool = True
    stem: tuple[Rule, ...] = ()
    dictionary: str = ""
    package: str = ""
    letters: re.Pattern[str] = re.compile(f"[{LATIN}]")
    marked: str = ""
    either: tuple[str, ...] = ()
    theme: str = ""
    direction: str = ""
    complete: bool = False

    missing: tuple[str, ...] = tuple(PARTS.values())
    """The parts of which the file says nothing."""
    broken: bool = False
    """Whether the file cannot be read. Until it can, no text is checked against what it might say."""


NEUTRAL = Rules()
KEYS = {one.name: one.default for one in fields(Rules)[:-2]}


def load(path: Path) -> Rules:
    """The rules in a file; neutral ones where there is none. Raises Problem, with the line, at what is malformed."""
    text, made = read_text(path) if path.is_file() else "", dict[str, Any]()
    for key, value in read_toml(path, text).items():
        for at, one in enumerate(value if isinstance(value, list) else [value]):
            try:
                read = _read(key, one)
            except (ValueError, IndexError, re.error) as error:
                places = [*re.finditer(rf"^\s*(?:\[+{key}\]|\"?{key}\"?\s*=)|\Z", text, re.M)]
                line = text.count("\n", 0, places[min(at, max(len(places) - 2, 0))].end()) + 1
                raise Problem(path, line, f"“{key}”: {error}") from None
            made[key] = (*made.get(key, ()), read) if isinstance(value, list) else read
        made.setdefault(key, ())
        if isinstance(made[key], tuple) is not isinstance(KEYS[key], tuple):
            raise Problem(path, 1, f"“{key}”: {'no ' * isinstance(value, list)}list of values is wanted")
    return Rules(**made, missing=tuple(part for key, part in PARTS.items() if key not in made))


def _read(key: str, value: object) -> object:
    """A value of a key. Raises ValueError, IndexError or re.error when it cannot be one."""
    default = KEYS.get(key)
    if default is None:
        raise ValueError(f"none of the keys {', '.join(KEYS)}")
    if key in ("typography", "stem"):
        if not isinstance(value, dict) or value.keys() != {"find", "replace"}:
            raise ValueError("a rule has “find” and “replace”")
        new = value["replace"]
        rule = Rule(_pattern(value["find"]), str.maketrans(new) if isinstance(new, dict) else str(new))
        rule.sub("")  # raises at a \1 that is not there
        return rule
    if isinstance(default, bool) is not isinstance(value, bool) or not isinstance(value, str | bool):
        raise ValueError("true or false" if isinstance(default, bool) else "a text in quotation marks")
    if key in LENGTHS and len(str(value)) not in LENGTHS[key]:
        raise ValueError(f"“{value}” has {len(str(value))} characters, not {LENGTHS[key][0]}")
    return _pattern(value) if isinstance(default, re.Pattern) else value


def _pattern(value: object) -> re.Pattern[str]:
    named = re.sub(r"\{([A-Z]+)\}", lambda match: CLASSES.get(match[1], match[0]), str(value))
    try:
        return re.compile(named)
    except re.error as error:
        raise ValueError(f"“{value}” is not a regular expression: {error}") from None
