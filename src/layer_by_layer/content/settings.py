"""Settings: what mkdocs.yml says of Markdown, of languages, and of the titles of the navigation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
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
LANGUAGES = ("plugins", "i18n", "languages")
CODES = "de, zh-Hant, pt-BR"
BUILT_IN = ("toc", "tables", "fenced_code")
"""The extensions that MkDocs adds to those of the settings."""


class _Loader(getattr(yaml, "CUnsafeLoader", yaml.UnsafeLoader)):  # type: ignore[misc]  # LibYAML, where it is
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


def pages(root: Path) -> list[str]:
    """The names of the pages that the navigation lists, in order; none where there are no settings."""
    files = listed(data(root).get("nav")) if (root / FILE).is_file() else []
    return [name.removesuffix(".md") for name in files]


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


def _sequence(text: str, *keys: str) -> yaml.SequenceNode | None:
    """A list of the settings, with its places in the text."""
    node: Any = yaml.compose(text, _Loader)
    for key in keys:
        items = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [pair for item in items if isinstance(item, yaml.MappingNode) for pair in item.value]
        node = next((value for name, value in pairs if name.value == key), None)
    return node if isinstance(node, yaml.SequenceNode) else None


def entries(root: Path, text: str | None = None) -> list[tuple[int, dict[str, Any]]]:
    """(line, entry) of the languages that the settings list; none where there are no settings."""
    if not (root / FILE).is_file() or not data(root, text):
        return []
    text = read_text(root / FILE) if text is None else text
    nodes = [node for node in getattr(_sequence(text, *LANGUAGES), "value", ()) if isinstance(node, yaml.MappingNode)]
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
    """The settings list the languages that have a folder, each once. Each has a name of its own, and names the site."""
    path, seen, names = root / FILE, set[str](), dict[str, str]()
    for line, entry in entries(root):
        code = entry.get("locale")
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
        if known and code != ENGLISH and "site_name" not in entry:
            yield Problem(path, line, f"“{code}” has no site_name", "write one in this entry")
    for code, language in languages.items() if path.is_file() else ():
        if not is_code(code):
            mend = f"name it by a code: {CODES}; or move its pages"
            yield Problem(language.folder, 1, f"“{code}” is no code of a language, and the folder has pages", mend)
        elif code not in seen:
            yield Problem(language.folder, 1, f"{FILE} does not list “{code}”", f"python -m layer_by_layer new {code}")
        if (other := names.setdefault(language.name, code)) != code:
            told = f"“{language.name}” is the name of “{other}”, too: each language has its own"
            yield Problem(language.folder / STRINGS, 1, told, "correct “name” below [language]")


def lacks(root: Path, codes: Collection[str]) -> Iterator[Problem]:
    """Titles of the navigation that some languages do not translate, so that they are shown in English, and
    translations of titles that it does not have."""
    wanted = titles(root)
    for line, entry in entries(root):
        code, given = entry.get("locale"), entry.get("nav_translations")
        if code == ENGLISH or code not in codes:
            continue
        translated = given if isinstance(given, dict) else {}
        for title in [title for title in wanted if title not in translated]:
            told = f"“{code}” does not translate “{title}”, which is shown in English"
            yield Problem(root / FILE, line, told, "add it to its nav_translations")
        for title in [title for title in translated if title not in wanted]:
            yield Problem(root / FILE, line, f"“{code}” translates “{title}”, which “nav:” does not have", "remove it")


def added(root: Path, entry: dict[str, Any]) -> str:
    """The text of the settings with one more language behind the last, everything else as it was. Raises Problem
    where there is no list of languages."""
    path, text = root / FILE, read_text(root / FILE)
    data(root, text)
    node = _sequence(text, *LANGUAGES)
    if node is None or node.flow_style or not node.value:
        raise Problem(path, 1, "no list below “plugins: - i18n: languages:” to which a language could be added")
    return _behind(text, node, node.value[-1], entry)


def _behind(text: str, node: yaml.SequenceNode, last: Any, item: object) -> str:
    """A text with one more item in one of its lists, behind the item `last`."""
    if node.flow_style:
        made = yaml.safe_dump([item], allow_unicode=True, default_flow_style=True, width=1000).strip()[1:-1]
        return f"{text[: last.end_mark.index]}, {made}{text[last.end_mark.index :]}"
    while isinstance(last, yaml.CollectionNode) and not last.flow_style and last.value:
        last = last.value[-1][1] if isinstance(last, yaml.MappingNode) else last.value[-1]
    made = yaml.safe_dump([item], allow_unicode=True, sort_keys=False, width=1000)
    lines, end = text.split("\n"), last.end_mark.line + 1
    return "\n".join([*lines[:end], indent(made.rstrip(), " " * node.start_mark.column), *lines[end:]])


def listed(items: object) -> list[str]:
    """The files that the navigation lists, in order."""
    pairs = [*_pairs(items)]
    return [file for name, below in pairs for file in ([name] if below is None else listed(below) or [str(below)])]


def with_page(root: Path, name: str, section: str) -> str:
    """The text of the settings with one more page in the navigation: behind the pages of its folder; the first of a
    folder in a section of its own, ahead of the threads; the same text where no navigation is written down."""
    text, folder = read_text(root / FILE), name.rpartition("/")[0]
    node = _sequence(text, "nav")
    if node is None or not node.value:
        return text

    def files(one: Any) -> list[str]:
        return listed(_Loader("").construct_document(yaml.SequenceNode("tag:yaml.org,2002:seq", [one])))

    while inner := [one for one in node.value if folder and any(file.startswith(f"{folder}/") for file in files(one))]:
        below = inner[-1].value[0][1] if isinstance(inner[-1], yaml.MappingNode) else None
        if not isinstance(below, yaml.SequenceNode):
            return _behind(text, node, inner[-1], f"{name}.md")
        node = below
    threads = [at for at, one in enumerate(node.value) if any(file.startswith("threads/") for file in files(one))]
    ahead = node.value[threads[0] - 1] if folder and threads and threads[0] else node.value[-1]
    return _behind(text, node, ahead, {section: [f"{name}.md"]} if folder else f"{name}.md")


def differs(root: Path, before: str, more: dict[str, Any] | str, after: str) -> str | None:
    """What a text of the settings would say beside one more language, or one more page of the navigation."""
    (old, was), (new, now) = ((data(root, text), [one for _, one in entries(root, text)]) for text in (before, after))
    pages = [sorted(listed(one.pop("nav", None))) for one in (old, new)]
    wanted = ([*was, more], pages[0]) if isinstance(more, dict) else (was, sorted([*pages[0], more]))
    same = ({**old, "plugins": 0}, *wanted) == ({**new, "plugins": 0}, now, pages[1])
    return None if same else "it would say more than one more language or page"


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
