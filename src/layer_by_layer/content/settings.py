"""Settings: what mkdocs.yml says of Markdown, of languages, and of the titles of the navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from layer_by_layer.content.file import read_text
from layer_by_layer.content.problem import Problem

FILE = "mkdocs.yml"
BUILT_IN = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs adds to those of the settings."""


class _Loader(yaml.UnsafeLoader):
    """Reads the settings as MkDocs does, whose file is code, too; a tag that only MkDocs knows is passed over."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_constructor("!relative", lambda loader, node: None)


def data(root: Path, text: str | None = None) -> dict[str, Any]:
    """The settings, of the file or of another text. Raises Problem where they are no YAML, or no mapping."""
    path = root / FILE
    text = read_text(path) if text is None else text
    try:
        found = yaml.load(text, _Loader)
    except Exception as error:  # YAMLError, and what constructors raise
        mark = getattr(error, "problem_mark", None)
        told = getattr(error, "problem", None) or error
        raise Problem(path, mark.line + 1 if mark else 1, f"this is not YAML: {told}") from None
    if not isinstance(found, dict):
        raise Problem(path, 1, "settings are a list of “name: value” lines")
    return found


def markdown_extensions(root: Path) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The names of the Markdown extensions, and the options of those that have some."""
    names: list[str] = [*BUILT_IN]
    options: dict[str, dict[str, Any]] = {}
    listed = data(root).get("markdown_extensions") or []
    for name, given in listed.items() if isinstance(listed, dict) else _pairs(listed):
        names += [name] if name not in names else []
        options[name] = given if isinstance(given, dict) else {}
    return names, options


def _pairs(listed: object) -> Iterator[tuple[str, Any]]:
    """(name, value) of a list whose items are names, or mappings of names to values."""
    for entry in listed if isinstance(listed, list) else []:
        for name, value in entry.items() if isinstance(entry, dict) else [(entry, None)]:
            yield str(name), value


def entries(root: Path, text: str | None = None) -> list[dict[str, Any]]:
    """The languages that the settings list, as they list them; none where there are no settings."""
    if not (root / FILE).is_file():
        return []
    plugins = data(root, text).get("plugins")
    found = dict(plugins.items() if isinstance(plugins, dict) else _pairs(plugins)).get("i18n")
    languages = found.get("languages") if isinstance(found, dict) else None
    return [entry for entry in languages or () if isinstance(entry, dict)] if isinstance(languages, list) else []


def titles(root: Path) -> list[str]:
    """The titles that the navigation gives to sections and pages, in order."""

    def walk(items: object) -> Iterator[str]:
        for title, below in _pairs(items):
            if below is not None:
                yield title
                yield from walk(below)

    return list(walk(data(root).get("nav"))) if (root / FILE).is_file() else []


def check(root: Path, default: str) -> Iterator[Problem]:
    """Every language names the site and translates every title of the navigation, and nothing else."""
    path, wanted = root / FILE, titles(root)
    for entry in entries(root):
        code, given = str(entry.get("locale", "")), entry.get("nav_translations")
        if code == default:
            continue
        translated = given if isinstance(given, dict) else {}
        found = re.search(rf"\blocale:[ ]*[\"']?{re.escape(code)}\b", text := read_text(path))
        line = text.count("\n", 0, found.start()) + 1 if found else 1
        if "site_name" not in entry:
            yield Problem(path, line, f"“{code}” has no site_name", "write one in this entry")
        for title in [title for title in wanted if title not in translated]:
            yield Problem(path, line, f"“{code}” does not translate “{title}”", "add it to its nav_translations")
        for title in [title for title in translated if title not in wanted]:
            yield Problem(path, line, f"“{code}” translates “{title}”, which “nav:” does not have", "remove it")


def added(root: Path, entry: dict[str, Any]) -> str:
    """The text of the settings with one more language behind the last, everything else as it was. Raises Problem
    where there is no list of languages."""
    path, text = root / FILE, read_text(root / FILE)
    data(root, text)
    node: Any = yaml.compose(text, _Loader)
    for key in ("plugins", "i18n", "languages"):
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [pair for item in items if isinstance(item, yaml.MappingNode) for pair in item.value]
        node = next((value for name, value in pairs if name.value == key), None)
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        raise Problem(path, 1, "no list below “plugins: - i18n: languages:” to which a language could be added")
    indent, last = " " * node.start_mark.column, node
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    made = [f"{indent}- locale: {entry['locale']}"]
    for name, value in entry.items():
        if isinstance(value, dict):
            pairs = [
                f"{json.dumps(a, ensure_ascii=False)}: {json.dumps(b, ensure_ascii=False)}" for a, b in value.items()
            ]
            made += [
                f"{indent}  {name}: # the right-hand sides are to be translated",
                *(f"{indent}    {pair}" for pair in pairs),
            ]
        elif name != "locale":
            made.append(f"{indent}  {name}: {json.dumps(value, ensure_ascii=False)}")
    lines = text.split("\n")
    return "\n".join([*lines[: last.end_mark.line + 1], *made, *lines[last.end_mark.line + 1 :]])


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)  # is YAML, whatever the text


def is_code(code: str) -> bool:
    """Whether this is a language code as mkdocs.yml and the folders have them: two small letters."""
    return bool(re.fullmatch("[a-z]{2}", code))
