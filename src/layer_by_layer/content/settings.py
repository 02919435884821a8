"""Settings: what mkdocs.yml says of Markdown, of languages, and of the titles of the navigation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from layer_by_layer.content.file import read_text
from layer_by_layer.content.language import ENGLISH, STRINGS, Language
from layer_by_layer.content.problem import Problem

FILE = "mkdocs.yml"
CODES = "de, zh-Hant, pt-BR"
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


def _languages(text: str) -> yaml.SequenceNode | None:
    """The list of languages, with its places in the text."""
    node: Any = yaml.compose(text, _Loader)
    for key in ("plugins", "i18n", "languages"):
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [pair for item in items if isinstance(item, yaml.MappingNode) for pair in item.value]
        node = next((value for name, value in pairs if name.value == key), None)
    return node if isinstance(node, yaml.SequenceNode) else None


def entries(root: Path, text: str | None = None) -> list[tuple[int, dict[str, Any]]]:
    """(line, entry) of the languages that the settings list; none where there are no settings."""
    if not (root / FILE).is_file() or not data(root, text):
        return []
    text = read_text(root / FILE) if text is None else text
    nodes = [node for node in getattr(_languages(text), "value", ()) if isinstance(node, yaml.MappingNode)]
    return [(node.start_mark.line + 1, _Loader("").construct_document(node)) for node in nodes]


def titles(root: Path) -> list[str]:
    """The titles that the navigation gives to sections and pages, in order."""

    def walk(items: object) -> Iterator[str]:
        for title, below in _pairs(items):
            if below is not None:
                yield title
                yield from walk(below)

    return list(walk(data(root).get("nav"))) if (root / FILE).is_file() else []


def check(root: Path, languages: Mapping[str, Language]) -> Iterator[Problem]:
    """The settings list the languages that have a folder, each once. Each has a name of its own, names the site, and
    translates every title of the navigation and nothing else."""
    path, wanted, seen, names = root / FILE, titles(root), set[str](), dict[str, str]()
    for line, entry in entries(root):
        code, given = entry.get("locale"), entry.get("nav_translations")
        if not isinstance(code, str) or not is_code(code):
            mend = f'write a code: {CODES}; and in quotation marks what YAML reads as another thing: "no"'
            yield Problem(path, line, f"“locale:” {code!r} is no code of a language", mend)
            continue
        if code in seen:
            yield Problem(path, line, f"“{code}” is listed twice", "keep one entry")
        elif code not in languages:
            mend = f"python -m layer_by_layer new {code}, or remove this entry"
            yield Problem(path, line, f"“{code}” is listed, and docs/{code} has neither pages nor strings.toml", mend)
        known, seen = code not in seen and code in languages, {*seen, code}
        if code == ENGLISH or not known:
            continue
        translated = given if isinstance(given, dict) else {}
        if "site_name" not in entry:
            yield Problem(path, line, f"“{code}” has no site_name", "write one in this entry")
        for title in [title for title in wanted if title not in translated]:
            yield Problem(path, line, f"“{code}” does not translate “{title}”", "add it to its nav_translations")
        for title in [title for title in translated if title not in wanted]:
            yield Problem(path, line, f"“{code}” translates “{title}”, which “nav:” does not have", "remove it")
    for code, language in languages.items() if path.is_file() else ():
        if not is_code(code):
            mend = f"name it by a code: {CODES}; or move its pages"
            yield Problem(language.folder, 1, f"“{code}” is no code of a language, and the folder has pages", mend)
        elif code not in seen:
            yield Problem(language.folder, 1, f"{FILE} does not list “{code}”", f"python -m layer_by_layer new {code}")
        if (other := names.setdefault(language.name, code)) != code:
            told = f"“{language.name}” is the name of “{other}”, too: each language has its own"
            yield Problem(language.folder / STRINGS, 1, told, "correct “name” below [language]")


def added(root: Path, entry: dict[str, Any]) -> str:
    """The text of the settings with one more language behind the last, everything else as it was. Raises Problem
    where there is no list of languages."""
    path, text = root / FILE, read_text(root / FILE)
    data(root, text)
    last: Any = (node := _languages(text))
    if node is None or node.flow_style or not node.value:
        raise Problem(path, 1, "no list below “plugins: - i18n: languages:” to which a language could be added")
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    made = indent(yaml.safe_dump([entry], allow_unicode=True, sort_keys=False), " " * node.start_mark.column)
    lines = text.split("\n")
    return "\n".join([*lines[: last.end_mark.line + 1], made.rstrip(), *lines[last.end_mark.line + 1 :]])


def differs(root: Path, before: str, entry: dict[str, Any], after: str) -> str | None:
    """What a text of the settings would say beside one more language."""
    old, new = ({**data(root, text), "plugins": 0} for text in (before, after))
    was, now = ([one for _, one in entries(root, text)] for text in (before, after))
    return None if (old, [*was, entry]) == (new, now) else "it would say more than one more language"


def is_code(code: str) -> bool:
    """Whether this is a language code as mkdocs.yml and the folders have them."""
    return bool(re.fullmatch("[a-z]{2}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", code))


def words_of_theme(code: str, near: str) -> Path:
    """Where Material's own words for a language stand: in the nearest language that it has, at last in English."""
    theme = find_spec("material")
    assert theme and theme.origin
    folder = Path(theme.origin).with_name("templates") / "partials" / "languages"
    codes = [near, code, re.sub("-[A-Z]{2}$", "", code), ENGLISH]
    return next(path for one in codes if (path := folder / f"{one}.html").is_file())
