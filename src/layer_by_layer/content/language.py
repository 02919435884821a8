"""Languages: a language is a folder under docs/ with pages, a strings.toml for what a reader sees beside them, and a
language.toml for what holds in all its texts."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from layer_by_layer.content.example import Example
from layer_by_layer.content.file import find, is_ours, read_toml
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import NEUTRAL, Rules

ENGLISH = "en"
STRINGS = "strings.toml"
EXAMPLES = "examples.toml"


class Names(dict[str, str]):
    """Strings that are not there: each is its own name. So a page can be shown while strings.toml is broken."""

    def __missing__(self, name: str) -> str:
        return f"[{name}]"


@dataclass(frozen=True)
class Language:
    """A folder of pages and its interface strings."""

    code: str
    folder: Path
    strings: Mapping[str, str]
    """Interface strings by dotted name: ``verdict.true``."""
    examples: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By name of the example: its ``title`` and ``summary`` in this language, and ``source``, the stamp of the
    English docstring that they translate. English has none: there the docstring is the text."""

    fallback: Mapping[str, str] = field(default_factory=dict)
    """The English strings, for those that the language lacks (which the checks report)."""
    rules: Rules = NEUTRAL

    @property
    def name(self) -> str:
        """What the language is called in itself; so its column in the glossary is headed."""
        return self.strings.get("language.name", self.code)

    def text(self, name: str, **values: object) -> str:
        """An interface string with its ``{placeholders}`` filled. Raises Problem when not even English has it."""
        try:
            text = self.strings[name] if name in self.strings else self.fallback[name]
        except KeyError:
            told = f"no string “{name}” in this language: add it, as in docs/en"
            raise Problem(self.folder / STRINGS, 1, told) from None
        try:
            return string.Formatter().vformat(text, (), values) if values else text
        except (LookupError, ValueError, AttributeError) as error:
            raise Problem(self.folder / STRINGS, 1, f"“{name}”: {text!r} cannot be filled in: {error}") from None

    def within(self, *tables: str) -> dict[str, str]:
        """The interface strings of some tables by their last names, English where the language lacks one."""
        both = {**self.fallback, **self.strings}
        return {key.rpartition(".")[2]: text for key, text in both.items() if key.rpartition(".")[0] in tables}

    def about(self, example: Example) -> tuple[str, str]:
        """Title and summary of an example in this language; the English ones where it has none."""
        words = self.examples.get(example.name)
        words = {"title": example.title, "summary": example.summary, **(words or {})}
        return words["title"], words["summary"]


def load(folder: Path, fallback: Mapping[str, str], rules: Rules = NEUTRAL) -> Language:
    """Read docs/<language>/. Raises Problem on a strings.toml that is missing, and on what is malformed."""
    path = folder / STRINGS
    if not path.is_file():
        raise Problem(path, 1, "a language needs this file", f"python -m layer_by_layer new {folder.name}")
    examples = read_toml(folder / EXAMPLES) if (folder / EXAMPLES).is_file() else {}
    for name, words in examples.items():
        if not isinstance(words, dict) or not all(isinstance(text, str) for text in words.values()):
            raise Problem(folder / EXAMPLES, 1, f"“{name}” is no table of texts: title, summary, source")
    stamped = {name: words for name, words in examples.items() if "source" in words}  # the rest is to be translated
    return Language(folder.name, folder, strings(path), stamped, fallback, rules)


def strings(path: Path, text: str | None = None) -> dict[str, str]:
    """Interface strings by dotted name, of a file or of another text of it."""
    return dict(_flatten(read_toml(path, text)))


def folders(docs: Path) -> list[Path]:
    """The folders of languages, English first: those that have pages, or interface strings."""
    here = [path for path in docs.iterdir() if path.is_dir() and is_ours(Path(path.name))] if docs.is_dir() else []
    found = [path for path in here if (path / STRINGS).exists() or next(find(path, "*.md"), None)]
    return sorted(found, key=lambda path: (path.name != ENGLISH, path.name))


def _flatten(tables: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tables.items():
        found += _flatten(value, f"{prefix}{name}.") if isinstance(value, Mapping) else [(prefix + name, str(value))]
    return found
