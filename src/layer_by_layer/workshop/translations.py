"""The translators' workshop: what is to be done in which language, and the commands for it.

A command that cannot do what it is asked raises Refused, and has then written nothing.
"""

from __future__ import annotations

import difflib
import json
import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import yaml

from layer_by_layer.checks import history, spelling, structure, texts, translation, typography
from layer_by_layer.content import language as languages
from layer_by_layer.content import page as pages
from layer_by_layer.content import settings
from layer_by_layer.content.book import Book
from layer_by_layer.content.file import read_text, read_toml, write, write_all
from layer_by_layer.content.language import ENGLISH, EXAMPLES, STRINGS
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem, nearest
from layer_by_layer.content.rules import FILE as RULES
from layer_by_layer.render import proof

TABLE_BELOW = "<!-- python -m layer_by_layer status --write -->"
TABLE = re.compile(rf"(?m)^({TABLE_BELOW}\n)(?:\|.*\n)*")


class Refused(Exception):  # noqa: N818 (what a translator reads)
    """A command that cannot be carried out: why, and what to do instead."""


def page_name(book: Book, given: str) -> tuple[str | None, str]:
    """(language or None, name) of ``layer-order/max-pooling``, with or without .md, or of a path below docs/."""
    docs = Path(os.path.abspath(book.root / "docs"))
    path = Path(os.path.abspath(given))
    if path.is_relative_to(docs):
        language, _, name = path.relative_to(docs).as_posix().partition("/")
    elif path.is_file() or ".." in Path(given).parts or Path(given).is_absolute():
        raise Refused(f"{given} is not below docs/: name a page as layer-order/max-pooling or docs/fr/index.md")
    else:
        language, name = None, given
    name = name.removesuffix(".md").strip("/")
    if language is not None and language not in book.languages:
        raise Refused(f"{given} is not below the folder of a language; there are {', '.join(book.languages)}")
    pages = {page for code, page in book.pages if code in (ENGLISH, language)}
    if name not in pages:
        for problem in book.problems:
            if Path(os.path.abspath(problem.path)).with_suffix("") in [docs / code / name for code in book.languages]:
                raise Refused(str(problem))
        raise Refused(f"no page “{name}”; {nearest(name, pages)}")
    return language, name


def language_code(book: Book, code: str) -> str:
    """A code, if it is that of a language that pages are translated into."""
    others = [other for other in book.languages if other != ENGLISH]
    if code not in others:
        raise Refused(f"no language “{code}” to translate into; there are {', '.join(others)} (new CODE makes one)")
    return code


def _pages(book: Book, given: str) -> list[Page]:
    """The page that is meant; in all languages when the language is not said."""
    language, name = page_name(book, given)
    found = [page for (code, known), page in book.pages.items() if known == name and language in (None, code)]
    if not found:
        raise Refused(f"{given} cannot be read: " + " ".join(map(str, _unreadable(book, given))))
    return found


def _unreadable(book: Book, given: str) -> list[Problem]:
    stem = os.path.abspath(given).removesuffix(".md")
    return [problem for problem in book.problems if os.path.abspath(problem.path).removesuffix(".md") == stem]


def status(book: Book) -> str:
    """Pages x languages as a table, and how many pages of each language are in step."""
    table = translation.states(book)
    codes = [code for code in book.languages if code != ENGLISH]
    rows = [["page", *codes]] + [[name, *(str(row[code]) for code in codes)] for name, row in table.items()]
    done = [f"{sum(row[code].kind == 'in step' for row in table.values())} of {len(table)}" for code in codes]
    rows.append(["in step", *done])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows)


def summary(book: Book) -> str:
    """How many pages of each language are in step, as a table for the README."""
    table = translation.states(book)
    rows = ["| language | pages in step with the English |", "|---|---|"]
    for code, language in book.languages.items():
        if code != ENGLISH:
            done = sum(row[code].kind == "in step" for row in table.values())
            rows.append(f"| {language.text('language.name')} | {done} of {len(table)} |")
    return "\n".join(rows)


def _readme(book: Book) -> tuple[Path, str, str]:
    """(file, text, text with today's table of the languages) of the README."""
    path = book.root / "README.md"
    was = read_text(path) if path.exists() else ""
    return path, was, TABLE.sub(lambda match: f"{match[1]}{summary(book)}\n", was)


def write_summary(book: Book) -> str:
    """Write the table of the languages into the README."""
    path, was, text = _readme(book)
    if not TABLE.search(was):
        raise Refused(f"{path} has no line “{TABLE_BELOW}”, below which the table would stand")
    if text != was:
        rest = TABLE.sub(r"\1", was)
        write(path, text, was=was, differs=lambda again: "more" if TABLE.sub(r"\1", again) != rest else None)
    return f"{path}: the table of the languages {'is written' if text != was else 'was up to date'}"


def lacks(book: Book) -> tuple[list[str], list[Problem]]:
    """The languages that our own main keeps complete (language.toml says so), and what they and the README lack."""
    codes = [code for code, language in book.languages.items() if language.rules.complete and code != ENGLISH]
    found = [problem for code in codes for problem in translation.lacks(book, code)]
    path, was, text = _readme(book)
    line, mend = was.count("\n", 0, was.find(TABLE_BELOW)) + 1, "python -m layer_by_layer status --write"
    table = [Problem(path, line, "the table of the languages is of another day", mend)] if text != was else []
    return codes, [*found, *settings.lacks(book.root, codes), *table]


def diff(book: Book, given: str, code: str) -> str:
    """What changed in the English page since a translation was made, as a unified diff."""
    _, name = page_name(book, given)
    state = translation.state(book, name, language_code(book, code))
    path, there = f"docs/{ENGLISH}/{name}.md", f"docs/{code}/{name}.md"
    if not state.stamp:
        why = "\n".join(map(str, _unreadable(book, there))) or f"{there} is {state.kind}"
        raise Refused(f"{why}\nthere is no stamp to compare {path} with")
    difference = translation.difference(book, name, code)
    if difference is None:
        mend = "fetch the whole history (git fetch --unshallow), or restamp"
        raise Refused(f"{there}: git does not have {state.stamp}: {mend}")
    return difference


def new_page(book: Book, given: str, code: str) -> str:
    """Scaffold the translation of a page: the English text, as a draft that bears no stamp yet."""
    _, name = page_name(book, given)
    path = book.root / "docs" / language_code(book, code) / f"{name}.md"
    source = book.pages[ENGLISH, name].source
    text = translation.stamped(source, "", draft=True)
    write(path, text, was=None, differs=partial(_page_differs, path, source, added={"draft": True}))
    return f"{path}: the English page; translate it, remove “draft: true”, then “stamp {name} {code}”"


def new_english(book: Book, given: str, title: str | None, section: str | None) -> str:
    """Scaffold an English page, and its entry in the navigation; the first page of a folder makes a section."""
    name = given.removeprefix(f"docs/{ENGLISH}/").removesuffix(".md")
    path, file = book.root / "docs" / ENGLISH / f"{name}.md", book.root / settings.FILE
    if not all(map(pages.NAME.match, name.split("/"))):
        raise Refused(f"“{name}” cannot be an address: name the page lower-case-with-hyphens")
    same = {name, f"{name}/index", name.removesuffix("/index")}
    if there := sorted(str(page.path) for (code, one), page in book.pages.items() if code == ENGLISH and one in same):
        raise Refused(f"{there[0]} exists, and has this address; to translate it: new {name} LANG")
    if not title:
        raise Refused(f"say what the page is called: new {name} {ENGLISH} --title “…”")
    slug = name.removesuffix("/index").rpartition("/")[2]
    slug = slug if pages.HEADING_ID.match(slug) else f"page-{slug}"
    front = yaml.safe_dump({"title": title, "description": title}, allow_unicode=True, sort_keys=False, width=1000)
    before, text = read_text(file), settings.with_page(book.root, name, section or title)

    def page_differs(again: str) -> str | None:
        read = pages.parse(again, path, ENGLISH, name)
        return None if read.meta["title"] == read.headings[0].title == title else "the title would be another"

    entry = (file, text, before, partial(settings.differs, book.root, before, f"{name}.md"))
    write_all([(path, f"---\n{front}---\n\n# {title} {{#{slug}}}\n", None, page_differs), *[entry] * (text != before)])
    return f"{path}, and its entry in {file}: write its description, and the answer first, as CONTRIBUTING.md says"


def _examples(book: Book, code: str) -> tuple[Path, str | None, dict[str, dict[str, str]]]:
    """(file, its text, its tables) of what a language says of the examples."""
    path = book.languages[language_code(book, code)].folder / EXAMPLES
    was = read_text(path) if path.exists() else None
    return path, was, read_toml(path, was) if was else {}


def _examples_differ(path: Path, wanted: object, again: str) -> str | None:
    return None if read_toml(path, again) == wanted else "it would say something else"


def new_examples(book: Book, code: str) -> str:
    """Write the English titles and summaries of the examples that a language lacks, to be translated and stamped."""
    path, was, there = _examples(book, code)
    new = {name: {"title": e.title, "summary": e.summary} for name, e in book.examples.items() if name not in there}
    if not new:
        raise Refused(f"{path} has every example; when they are translated: stamp examples {code}")
    row = '\n["{}"]\ntitle = {}\nsummary = {}\n'
    text = (was or "") + "".join(row.format(name, *map(_quoted, words.values())) for name, words in new.items())
    write(path, text.lstrip("\n"), was=was, differs=partial(_examples_differ, path, there | new))
    return f"{path}: {len(new)} examples in English; translate them, then: stamp examples {code}"


def stamp_examples(book: Book, given: str, code: str) -> str:
    """Say that the words of a language for one example, or for all that are no longer English, say what the English
    say today. Refused where their numbers differ."""
    path, was, there = _examples(book, code)
    text, wanted = was or "", dict(there)
    for name, example in book.examples.items():
        words = there.get(name, {})
        english = {words.get("title"), words.get("summary")} & {example.title, example.summary, None}
        if english or words.get("source") == example.stamp or given not in ("examples", f"examples/{name}"):
            continue
        if problems := list(translation.parity_of_example(example, words, book.languages[code])):
            raise Refused("\n".join(map(str, problems)))
        wanted[name] = {**words, "source": example.stamp}
        head, mark, rest = text.partition(f'["{name}"]\n')
        body, end, tail = rest.partition("\n[")
        body = re.sub("(?m)^source *=.*\n?", "", body)
        text = f'{head}{mark}source = "{example.stamp}"\n{body}{end}{tail}'
    if text == was or was is None:
        raise Refused(f"{path}: nothing to stamp; what is missing, to be translated first: new examples {code}")
    write(path, text, was=was, differs=partial(_examples_differ, path, wanted))
    return f"{path}: {sum(wanted[name] != there[name] for name in there)} stamped"


_quoted = partial(json.dumps, ensure_ascii=False)


def _page_differs(path: Path, before: str, after: str, added: Mapping[str, object]) -> str | None:
    """What differs between two texts of a page, but for its stamp and what was added to its front matter."""
    old, new = (pages.parse(text, path, "", path.stem) for text in (before, after))
    own = {"source", *added}
    kept = [{key: value for key, value in page.meta.items() if key not in own} for page in (old, new)]
    if kept[0] != kept[1] or any(new.meta.get(key) != value for key, value in added.items()):
        return f"the front matter would say {new.meta}"
    same = old.lines[old.body_start - 1 :] == new.lines[new.body_start - 1 :]
    return None if same else "the text below the front matter would change"


def new_language(book: Book, code: str, name: str | None = None) -> str:
    """Scaffold a language, or what it lacks: interface strings, rules, the entry in mkdocs.yml, to be translated."""
    if not settings.is_code(code):
        script = "with its script or region where it needs one, as zh-Hant or pt-BR"
        raise Refused(f"“{code}” is not a language code: two small letters, as de, {script}")
    if ENGLISH not in book.languages:
        raise Refused(f"docs/{ENGLISH}/{STRINGS} cannot be read: a language is made from the English one")
    root, english, called = book.root, book.languages[ENGLISH], name or code
    folder, listed, before = root / "docs" / code, settings.entries(root), read_text(root / settings.FILE)
    wanted = {**english.strings} | ({"language.name": called} if "language.name" in english.strings else {})
    todo: list[tuple[Path, str, str | None, Callable[[str], str | None]]] = []

    def strings_differ(again: str) -> str | None:
        there = languages.strings(folder / STRINGS, again)
        return None if there == wanted else "it would not be the English strings"

    if not (folder / STRINGS).exists():
        head = f"# Interface strings of “{code}”: translate the right-hand sides, keep the names and the {{…}}.\n"
        named = re.compile(r"(\A|\n)(\[language\]\n(?:[^\[\n].*\n)*?name = ).*")
        text = named.sub(lambda match: match[1] + match[2] + _quoted(called), read_text(english.folder / STRINGS), 1)
        todo.append((folder / STRINGS, head + text, None, strings_differ))
    if not (folder / RULES).exists() and (english.folder / RULES).is_file():
        text = re.sub("^(?=[^#\n])", "# ", read_text(english.folder / RULES), flags=re.M)
        todo.append((folder / RULES, text, None, lambda again: "it would say more" if tomllib.loads(again) else None))
    if code not in [other.get("locale") for _, other in listed]:
        entry = {"locale": code, "name": called, "build": True, "site_name": english.text("language.site")}
        if any("copyright" in other for _, other in listed):
            entry["copyright"] = settings.data(root).get("copyright", "")
        if titles := {title: title for title in settings.titles(root)}:
            entry["nav_translations"] = titles
        differs = partial(settings.differs, root, before, entry)
        todo.append((root / settings.FILE, settings.added(root, entry), before, differs))
    if not todo:
        raise Refused(f"“{code}” is a language already: docs/{code}, and its entry in {settings.FILE}")
    write_all(todo)
    made = ", ".join(str(path) for path, *_ in todo)
    return f"{made}: translate what is new there, then “new PAGE {code}” for each page"


def remarks(book: Book, codes: Collection[str]) -> Iterator[str]:
    """What some languages lack, so that nobody takes silence for praise."""
    for code, language in book.languages.items():
        path, rules = f"docs/{code}/{RULES}", language.rules
        if code in codes and rules.missing and not rules.broken:
            yield f"no {', '.join(rules.missing)} rules for {code} yet: {path}"
        if code in codes and settings.words_of_theme(code, rules.theme).stem == ENGLISH != code:
            mend = f"name a language near it as “theme” in {path}"
            yield f"Material has no words for {code}, so that its menus and its search are English: {mend}"


def stamp(book: Book, given: str, codes: Sequence[str]) -> str:
    """Say that translations say what the English page says today. Refused where parity or git says otherwise."""
    _, name = page_name(book, given)
    path = f"docs/{ENGLISH}/{name}.md"
    english = book.pages[ENGLISH, name]
    committed = history.is_committed(book.root, path)
    if not committed:
        why = history.complaint(book.root) if committed is None else f"{path} has changes that are not committed"
        raise Refused(f"{why}: commit the English page first, since the stamp names a version of it")
    texts: list[tuple[Page, str]] = []
    said = []
    for code in codes:
        page = book.pages.get((language_code(book, code), name))
        if page is None:
            problems = _unreadable(book, str(book.root / "docs" / code / name))
            raise Refused("\n".join(map(str, problems)) or f"docs/{code}/{name}.md is missing: new {name} {code}")
        if page.is_draft:
            raise Refused(f"{page.path} is a draft: translate it and remove “draft: true” first")
        if problems := list(translation.parity(english, page)):
            raise Refused("\n".join(map(str, problems)) + f"\n{page.path} is not stamped")
        before = translation.state(book, name, code)
        stamp = translation.stamp_of(english.source)
        texts.append((page, translation.stamped(page.source, stamp)))
        said.append(f"{page.path}: stamped {stamp[:12]} ({path} as committed), was {before}")
    write_all(
        (page.path, text, page.source, partial(_page_differs, page.path, page.source, added={"source": stamp}))
        for page, text in texts
    )
    return "\n".join(said)


def fix(book: Book, given: Sequence[str]) -> str:
    """Mend the typography of pages, in all languages when none is said."""
    said, pages = [], [page for one in given for page in _pages(book, one)]
    for page in pages:
        if page.rules.broken:
            raise Refused("\n".join(map(str, _about(book, page))))
        try:
            text = typography.fix(page.source, page.rules)
        except ValueError as error:
            raise Refused(f"{page.path}: {error}") from None
        count = sum(line[0] == "+" for line in difflib.ndiff(page.lines, text.split("\n")))
        if text != page.source:
            write(page.path, text, was=page.source, differs=partial(proof.differs, book, page))
        said.append(f"{page.path}: {count} line{'s' * (count != 1)} changed")
    return "\n".join([*said, *remarks(book, {page.language for page in pages})])


def _about(book: Book, page: Page) -> list[Problem]:
    """What went wrong while reading a page, and the rules and words of its language."""
    folder = book.languages[page.language].folder
    files = [page.path, *(folder / name for name in (RULES, STRINGS))]
    return [problem for problem in book.problems if problem.path in files]


def check(book: Book, given: Sequence[str]) -> tuple[list[Problem], list[str]]:
    """(problems, remarks) of some pages with everything they refer to, or of the whole book."""
    pages = [page for one in given for page in _pages(book, one)] if given else list(book.pages.values())
    problems = []
    if given:
        asked = [page_name(book, one) for one in given]
        lost = [(code, name) for own, name in asked for code in book.languages if own in (None, code)]
        for code, name in [key for key in lost if key not in book.pages]:
            problems += _unreadable(book, str(book.root / "docs" / code / name))
        for page in pages:
            problems += _about(book, page)
            problems += [*structure.check(book, page), *texts.check_page(book, page)]
    else:
        problems += [*structure.check_all(book), *texts.check_translations(book)]
    said_already = {str(problem) for problem in problems}
    problems += [problem for problem in proof.check(book, pages) if str(problem) not in said_already]
    problems += texts.check_spelling(book, pages)
    codes = {page.language for page in pages}
    said = [*remarks(book, codes), *(f"{problem}" for problem in settings.lacks(book.root, codes))]
    for code, rules in [(code, book.languages[code].rules) for code in book.languages if code in codes]:
        if rules.dictionary and (why := spelling.missing(rules)):
            said.append(f"spelling of {code}: {why}")
    for page in pages:
        if page.language != ENGLISH and (ENGLISH, page.name) in book.pages:
            state = translation.state(book, page.name, page.language)
            see = f"; see: python -m layer_by_layer diff {page.name} {page.language}"
            if state.kind in ("stale", "draft"):
                said.append(f"{page.path} is {state}{see * (state.kind == 'stale')}")
    return sorted(problems, key=lambda problem: (str(problem.path), problem.line)), said
