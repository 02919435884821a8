"""Navigation: what mkdocs.yml says of languages: the names of the site and of the sections of its navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from layer_by_layer.content.file import read_text
from layer_by_layer.content.problem import Problem

SETTINGS = "mkdocs.yml"


@dataclass(frozen=True)
class Entry:
    """A language in plugins.i18n.languages, with the line on which it begins."""

    code: str
    line: int
    keys: set[str]
    translated: set[str]
    """The section titles that nav_translations has."""


def _get(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """The value of a key, in a mapping or in a list of mappings with one key each."""
    entries = [pair for item in node.value for pair in _pairs(item)] if isinstance(node, yaml.SequenceNode) else []
    return dict(_pairs(node) or entries).get(key)


def _pairs(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    return [(key.value, value) for key, value in node.value] if isinstance(node, yaml.MappingNode) else []


def _read(root: Path) -> tuple[Path, yaml.Node | None, yaml.Node | None]:
    path = root / SETTINGS
    if not path.is_file():
        return path, None, None
    try:
        tree = yaml.compose(read_text(path))
    except yaml.YAMLError as error:
        raise Problem(path, 1, f"this is not YAML: {error}") from None
    return path, tree, _get(_get(_get(tree, "plugins"), "i18n"), "languages")


def entries(root: Path) -> list[Entry]:
    """The languages that mkdocs.yml lists."""
    _, _, languages = _read(root)
    found = []
    for item in languages.value if languages else []:
        values = dict(_pairs(item))
        code = values["locale"].value if "locale" in values else ""
        translated = {key for key, _ in _pairs(values.get("nav_translations"))}
        found.append(Entry(code, item.start_mark.line + 1, set(values), translated))
    return found


def titles(root: Path) -> list[str]:
    """The titles that the navigation gives to sections and pages, in order."""

    def walk(node: yaml.Node | None) -> Iterator[str]:
        for item in node.value if isinstance(node, yaml.SequenceNode) else []:
            for title, below in _pairs(item):
                yield title
                yield from walk(below)

    return list(walk(_get(_read(root)[1], "nav")))


def check(root: Path, default: str) -> Iterator[Problem]:
    """Every language names the site and translates every title of the navigation, and nothing else."""
    wanted = titles(root)
    for entry in entries(root):
        if entry.code == default:
            continue
        where, line = root / SETTINGS, entry.line
        if "site_name" not in entry.keys:
            yield Problem(where, line, f"“{entry.code}” has no site_name", "write one in this entry")
        for title in [title for title in wanted if title not in entry.translated]:
            yield Problem(where, line, f"“{entry.code}” does not translate “{title}”", "add it to its nav_translations")
        for title in sorted(entry.translated - set(wanted)):
            yield Problem(where, line, f"“{entry.code}” translates “{title}”, which “nav:” does not have", "remove it")


def added(root: Path, code: str, name: str, site_name: str) -> str:
    """The text of mkdocs.yml with one more language, everything else as it was. Raises Problem where it has no list."""
    path, _, languages = _read(root)
    if not isinstance(languages, yaml.SequenceNode) or languages.flow_style or not languages.value:
        raise Problem(path, 1, "no list below “plugins: - i18n: languages:” to which a language could be added")
    last: yaml.Node = languages.value[-1]
    while not isinstance(last, yaml.ScalarNode) and not getattr(last, "flow_style", False):
        child = last.value[-1]
        last = child[1] if isinstance(child, tuple) else child
    indent = " " * languages.start_mark.column
    quoted = [f'"{title}": "{title}"' for title in titles(root)]
    lines = [
        f"- locale: {code}",
        f"  name: {name} # of the language, in the language",
        "  build: true",
        f'  site_name: "{site_name}" # to be translated',
        "  nav_translations: # the right-hand sides are to be translated",
        *[f"    {entry}" for entry in quoted],
    ]
    text = read_text(path).split("\n")
    return "\n".join(
        text[: last.end_mark.line + 1] + [indent + line for line in lines] + text[last.end_mark.line + 1 :]
    )


def is_code(code: str) -> bool:
    """Whether this is a language code as mkdocs.yml and the folders have them: two small letters."""
    return bool(re.fullmatch("[a-z]{2}", code))
