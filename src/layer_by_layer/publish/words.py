"""Words: what a text holds for the search. docs/assets/js/search/words.js does the same to what a reader types; a test
compares the two on every text of the site.

A word is a run of letters and digits of one script, in lower case, without accents on Latin letters, without its
ending. A run of Chinese characters is its pairs. What is joined (13x13x256, maxpool2d) is also its parts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from layer_by_layer.content.file import read_text, read_toml
from layer_by_layer.content.problem import Problem

FILE = "search.toml"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
LATIN = "a-z0-9\u00df\u00e6\u00f0\u00f8\u00fe\u0142\u0153"
RUN = re.compile(f"[{HAN}]+|[{LATIN}]+|[^\\W_{HAN}{LATIN}]+")
ACCENT = re.compile(r"(?<=[a-z])[\u0300-\u036f]+|(?<=\u0435)\u0308")  # the accents of Latin letters, and ё is е
TIMES = re.compile(r"(?<=[0-9])\s*[×x*х]\s*(?=[0-9])")
GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:[ ,'][0-9]{3})+(?![0-9])")
PART = re.compile(r"[^\W\d_]{3,}|[0-9]+")
LEAST = 3
"""Letters that remain of a word when its ending is taken off."""


@dataclass(frozen=True)
class Words:
    """How words are made in one language. What a language does not say is empty: then words are found as they stand."""

    endings: Sequence[str] = ()
    """Endings, longest first; those of Latin words where the language is written otherwise are English."""
    latin: Sequence[str] = ()
    stop: frozenset[str] = frozenset()
    """Stems of words that hardly count: articles, and what questions are asked with."""
    groups: Sequence[Sequence[str]] = ()
    """Words of which one asks for all: before, after, first, order."""
    synonyms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What pages say, and what people type for it."""

    def stems(self, text: str) -> Iterator[str]:
        """The words of a text, the parts of joined ones behind them."""
        for run in RUN.findall(fold(text)):
            if "\u3400" <= run[0] <= "\u9fff" or run[0] == "\u3007":
                yield from (run[at : at + 2] for at in range(max(1, len(run) - 1)))
                continue
            yield self.stem(run)
            parts = PART.findall(run)
            if len(parts) > 1 or (parts and parts[0] != run):
                yield from map(self.stem, parts)

    def stem(self, word: str) -> str:
        """A word without its ending."""
        if re.search("[0-9]", word):
            return word
        for ending in self.latin if re.match(f"[{LATIN}]", word) else self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= LEAST:
                return word[: -len(ending)]
        return word


def fold(text: str) -> str:
    """A text in lower case, without accents on Latin letters, × as x, grouped numbers in one piece."""
    text = unicodedata.normalize("NFKC", text).lower().replace("\u2019", "'").replace("\u02bc", "'")
    text = unicodedata.normalize("NFC", ACCENT.sub("", unicodedata.normalize("NFD", text)))
    text = TIMES.sub("x", text)
    return GROUPED.sub(lambda match: f"{re.sub('[^0-9]', '', match[0])} {match[0]}", text)


def load(folder: Path, english: Words | None = None) -> Words:
    """Read docs/<language>/search.toml, neutral where there is none. Raises Problem on what is malformed."""
    path = folder / FILE
    if not path.is_file():
        return Words()
    data = read_toml(path, read_text(path))
    try:
        endings = sorted(str(data.pop("endings", "")).split(), key=lambda ending: (-len(ending), ending))
        latin = (
            endings if any(re.match(f"[{LATIN}]", ending) for ending in endings) else english.endings if english else ()
        )
        plain = Words(endings, latin)
        stop = frozenset(stem for word in str(data.pop("stop", "")).split() for stem in plain.stems(word))
        groups = [[str(word) for word in group] for group in data.pop("groups", [])]
        synonyms = {str(key): [str(word) for word in words] for key, words in data.pop("synonyms", {}).items()}
    except (AttributeError, TypeError) as error:
        raise Problem(path, 1, f"this is not as in docs/en/{FILE}: {error}") from None
    if data:
        raise Problem(path, 1, f"“{next(iter(data))}” means nothing here: endings, stop, groups, synonyms")
    return Words(endings, latin, stop, groups, synonyms)
