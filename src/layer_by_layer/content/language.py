"""Languages: a language is a folder under docs/ with pages and a strings.toml for everything that is not a page."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from layer_by_layer.content.example import Example
from layer_by_layer.content.file import read_text
from layer_by_layer.content.problem import Problem

ENGLISH = "en"
STRINGS = "strings.toml"
EXAMPLES = "examples.toml"


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

    def text(self, name: str, **values: object) -> str:
        """An interface string with its ``{placeholders}`` filled. Raises Problem when the language lacks it."""
        if name not in self.strings:
            raise Problem(self.folder / STRINGS, 1, f"no string “{name}” in this language: add it, as in docs/en")
        return string.Formatter().vformat(self.strings[name], (), values) if values else self.strings[name]

    def about(self, example: Example) -> tuple[str, str]:
        """Title and summary of an example in this language; the English ones where it has none."""
        words = self.examples.get(example.name)
        return (words["title"], words["summary"]) if words else (example.title, example.summary)


def load(folder: Path) -> Language:
    """Read docs/<language>/. Raises Problem on a strings.toml that is missing or malformed."""
    path = folder / STRINGS
    if not path.is_file():
        raise Problem(path, 1, "a language needs this file; copy docs/en/strings.toml and translate its values")
    examples = _tables(folder / EXAMPLES) if (folder / EXAMPLES).is_file() else {}
    return Language(folder.name, folder, dict(_flatten(_tables(path))), examples)


def _tables(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise Problem(path, 1, f"this is not TOML: {error}") from None


def find(docs: Path) -> list[Language]:
    """The languages under docs/, English first. A folder is a language when it has a strings.toml."""
    folders = sorted(path.parent for path in docs.glob(f"*/{STRINGS}"))
    return sorted((load(folder) for folder in folders), key=lambda language: language.code != ENGLISH)


def _flatten(tables: Mapping[str, object], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tables.items():
        found += _flatten(value, f"{prefix}{name}.") if isinstance(value, Mapping) else [(prefix + name, str(value))]
    return found
