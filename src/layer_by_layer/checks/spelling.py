"""Spelling: Debian's hunspell dictionaries, and a list of the words of this project for each language."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from layer_by_layer.checks.glossary import reading
from layer_by_layer.content.file import read_text
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import Rules

LIST = "words.txt"
WORD = re.compile(r"(?<![\w.])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w])")


@cache
def missing(rules: Rules) -> str | None:
    """Why the spelling of a language cannot be checked here, and how to mend that; None when it can."""
    if shutil.which("hunspell") and not _hunspell(rules.dictionary, [])[1]:
        return None
    return f"hunspell with {rules.dictionary} is not installed: apt-get install hunspell {rules.package}"


def _hunspell(dictionary: str, words: list[str]) -> tuple[set[str], str]:
    """(the words that are not in the dictionary, what hunspell complains of)"""
    done = subprocess.run(
        ["hunspell", "-i", "utf-8", "-l", "-d", dictionary],
        input="\n".join(words).replace("’", "'"),
        capture_output=True,
        encoding="utf-8",
    )
    return set(done.stdout.split("\n")), "" if done.returncode == 0 else done.stderr or "it failed"


def known(docs: Path, language: str) -> re.Pattern[str]:
    """What finds the words of the project: those of the language, and the English ones, since names and methods keep
    theirs. ``word*`` stands for a word with any ending."""
    words = sorted({*_list(docs / language / LIST), *_list(docs / ENGLISH / LIST)})
    forms = [re.escape(word).replace(r"\*", r"\w*") for word in words]
    either = [f"(?i:{form})" if form == form.lower() else form for form in forms]
    return re.compile("(?:" + "|".join(either or ["(?!)"]) + ")(?:['’]s)?")


def _list(path: Path) -> list[str]:
    lines = read_text(path).split("\n") if path.is_file() else []
    return [word for line in lines if (word := line.partition("#")[0].strip())]


def check(pages: Sequence[Page], docs: Path, terms: Iterable[re.Pattern[str]] = ()) -> Iterator[Problem]:
    """Words of pages of one language that neither the dictionary, nor the project's list, nor the glossary has."""
    if not pages:
        return
    language, rules = pages[0].language, pages[0].rules
    ours = [known(docs, language), *terms]
    found: dict[str, list[tuple[Page, int]]] = {}
    for page in pages:
        for line, text in enumerate(reading(page).split("\n"), 1):
            for match in WORD.finditer(re.sub(r"https?:\S+", "", text)):
                if not rules.letters.sub("", match[0]).strip("'’-"):
                    found.setdefault(match[0].replace("’", "'"), []).append((page, line))
    parts = {word: re.split("['-]", word) for word in found}
    unknown, _ = _hunspell(rules.dictionary, [*found, *(part for word in parts.values() for part in word)])
    for word, places in found.items():
        wrong = [part for part in parts[word] if part in unknown and len(part) > 1]
        if word in unknown and any(not any(p.fullmatch(one) for p in ours for one in (part, word)) for part in wrong):
            for page, line in places:
                mend = f"correct it, or add it to docs/{language}/{LIST} if it is right"
                yield Problem(page.path, line, f"spelling: “{word}” is in no dictionary", mend)
