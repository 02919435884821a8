"""Translations: which English page a translation was made from, and whether the two still say the same.

The front matter of a translation has ``source:``, the git blob id of the English page it was made from. A page with the
id of today's English page is in step, and then it must have the same blocks, ids, links, code and numbers.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher, unified_diff

from layer_by_layer.checks import history, numbers
from layer_by_layer.checks.glossary import reading
from layer_by_layer.content.book import Book
from layer_by_layer.content.example import Example
from layer_by_layer.content.file import read_text
from layer_by_layer.content.language import ENGLISH, EXAMPLES, STRINGS, Language
from layer_by_layer.content.markup import HEADING, INLINE_CODE, fenced
from layer_by_layer.content.page import FRONT_MATTER, Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import NEUTRAL, Rules

ROW = re.compile(r"^[ ]*\|.*$")
Items = list[tuple[str, int]]
"""(what stands there, line)"""


@dataclass(frozen=True)
class State:
    """How a translation stands to the English page."""

    kind: str
    """missing, draft, unstamped, wrong (the stamp is no version of the English page), stale, in step."""
    stamp: str = ""
    changed: int | None = None
    """How many Markdown blocks of the English changed since the stamp; None where git cannot say."""
    sections: list[str] = field(default_factory=list)
    """Ids of the headings under which they stand."""

    def __str__(self) -> str:
        if self.kind == "stale":
            count = "?" if self.changed is None else self.changed
            return f"stale: {count} block{'s' * (count != 1)}"
        return f"{self.kind} stamp" if self.kind == "wrong" else self.kind


def stamp_of(text: str) -> str:
    """The stamp of a translation that is made from this English text."""
    return history.blob_id(text)


def stamped(text: str, stamp: str, *, draft: bool = False) -> str:
    """The text of a page with another stamp in its front matter, or none."""
    front = FRONT_MATTER.match(text)
    if not front:
        raise ValueError("a page begins with front matter")
    lines = [line for line in front["yaml"].split("\n") if line and not line.startswith(("source:", "draft:"))]
    lines += [f"source: {stamp}"] * bool(stamp) + ["draft: true"] * draft
    return "---\n" + "\n".join(lines) + "\n---\n" + text[front.end() :]


def state(book: Book, name: str, language: str) -> State:
    """The state of a page in a language."""
    english, translation = book.pages.get((ENGLISH, name)), book.pages.get((language, name))
    if translation is None or english is None:
        return State("missing")
    stamp = str(translation.meta.get("source") or "")
    if translation.is_draft:
        return State("draft", stamp)
    if not stamp:
        return State("unstamped")
    if stamp == stamp_of(english.source):
        return State("in step", stamp)
    known = history.was_version(book.root, f"docs/{ENGLISH}", f"docs/{ENGLISH}/{name}.md", stamp)
    if known is False or not re.fullmatch("[0-9a-f]{40}", stamp):
        return State("wrong", stamp)
    then = history.blob(book.root, stamp)
    return State("stale", stamp) if then is None else State("stale", stamp, *changes(then, english.source))


def states(book: Book) -> dict[str, dict[str, State]]:
    """The state of every page (by name) in every language (by code)."""
    names = [name for code, name in book.pages if code == ENGLISH]
    codes = [code for code in book.languages if code != ENGLISH]
    return {name: {code: state(book, name, code) for code in codes} for name in names}


def difference(book: Book, name: str, language: str) -> str | None:
    """What changed in the English page since a translation was made, as a unified diff; None where git does not have
    the version that the stamp names."""
    now, stamp, path = book.pages[ENGLISH, name].source, state(book, name, language).stamp, f"docs/{ENGLISH}/{name}.md"
    then = now if stamp == stamp_of(now) else history.blob(book.root, stamp)
    if then is None:
        return None
    old, new = then.splitlines(keepends=True), now.splitlines(keepends=True)
    return "".join(unified_diff(old, new, f"{path} at the stamp", f"{path} now"))


def _paragraphs(text: str) -> list[tuple[str, str]]:
    """(id of the heading above, text) of the Markdown blocks: what stands between blank lines, fences in one piece."""
    lines = text.split("\n")
    fences = fenced(lines)
    found: list[tuple[str, str]] = [("", "")]
    heading = ""
    for number_, line in enumerate(lines, 1):
        match = None if number_ in fences else HEADING.match(line)
        heading = match["id"] or heading if match else heading
        if not line.strip() and number_ not in fences:
            found.append((heading, ""))
        else:
            found[-1] = (heading, f"{found[-1][1]}\n{line}")
    return [(heading, paragraph) for heading, paragraph in found if paragraph]


def changes(then: str, now: str) -> tuple[int, list[str]]:
    """How many Markdown blocks differ, and the ids of the headings under which they stand (now, or then if gone)."""
    old, new = _paragraphs(then), _paragraphs(now)
    count, sections = 0, []
    was, is_ = ([text for _, text in side] for side in (old, new))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, was, is_, autojunk=False).get_opcodes():
        if kind != "equal":
            count += max(i2 - i1, j2 - j1)
            sections += [heading for heading, _ in new[j1:j2] or old[i1:i2]]
    return count, list(dict.fromkeys(filter(None, sections)))


def check_stamp(book: Book, page: Page) -> Iterator[Problem]:
    """The stamp of a translation is there, and names a version of its English page."""
    if (ENGLISH, page.name) not in book.pages:
        if not (book.root / "docs" / ENGLISH / f"{page.name}.md").exists():  # else it cannot be read, which is said
            yield Problem(page.path, 1, f"docs/{ENGLISH}/{page.name}.md does not exist", "move or remove this page")
        return
    english = book.pages[ENGLISH, page.name]
    if not page.is_draft and page.lines[page.body_start :] == english.lines[english.body_start :]:
        mend = "translate it, or mark it “draft: true”"
        yield Problem(page.path, page.body_start, "this page is still the English text", mend)
    now = state(book, page.name, page.language)
    mend = f"python -m layer_by_layer stamp {page.name} {page.language}, once the page says what the English says"
    if now.kind == "unstamped":
        yield Problem(page.path, 1, "no “source:” in the front matter: from which English page was this made?", mend)
    if now.kind == "wrong":
        line = page.source[: page.source.index("\nsource:")].count("\n") + 2
        want = stamp_of(book.pages[ENGLISH, page.name].source)
        message = f"stamp {now.stamp} is no version of docs/{ENGLISH}/{page.name}.md; today’s is {want}"
        yield Problem(page.path, line, message, mend)


def check_stale(book: Book, page: Page, state: State) -> Iterator[Problem]:
    """Numbers on a page that is behind that neither the English page has, nor had when the translation was made."""
    then = history.blob(book.root, state.stamp) or ""
    texts = [*_text(book.pages[ENGLISH, page.name]), *enumerate(then.split("\n"))]
    known = {value for _, text in texts for _, value in numbers.find(text)}
    for line, text in _text(page):
        for written, value in numbers.find(text, page.rules):
            if then and numbers.matters(written, value) and value not in known:
                yield Problem(page.path, line, f"{written}: neither today's English page nor that of the stamp has it")


class _Pair:
    """An English page and its translation, compared."""

    def __init__(self, english: Page, translation: Page) -> None:
        self.english, self.page = english, translation

    def problem(self, line: int, there: int, message: str) -> Problem:
        """A problem on a line of the translation, with the line of the English it must agree with."""
        file = f"docs/{self.page.language}/{self.page.name}.md"
        english = f"docs/{ENGLISH}/{self.english.name}.md:{there}"
        mend = f"make {file}:{line} agree with {english}, then python -m layer_by_layer check {file}"
        return Problem(self.page.path, line, message, mend)

    def sequence(self, what: str, english: Items, translation: Items) -> Iterator[Problem]:
        """Both sides have the same things in the same order."""
        there, here = ([key for key, _ in side] for side in (english, translation))
        changes = SequenceMatcher(None, there, here, autojunk=False).get_opcodes() if there != here else []
        for kind, i1, i2, j1, j2 in changes:
            if kind != "equal":
                yield self.differ(what, english[i1:i2], translation[j1:j2])

    def bag(self, what: str, english: Items, translation: Items) -> Iterator[Problem]:
        """Both sides have the same things, each as often, in any order."""
        count = Counter(key for key, _ in english)
        count.subtract(key for key, _ in translation)
        missing = [item for item in dict(english).items() if count[item[0]] > 0]
        extra = [item for item in dict(translation).items() if count[item[0]] < 0]
        if missing or extra:
            yield self.differ(what, missing, extra)

    def differ(self, what: str, english: Items, translation: Items, hint: str = "") -> Problem:
        """What stands on either side, with both lines."""
        here, there = (", ".join(f"“{key}”" for key, _ in side) or "nothing" for side in (translation, english))
        first = english[0][1] if english else _near(self.page, self.english, translation[0][1])
        line = translation[0][1] if translation else _near(self.english, self.page, first)
        return self.problem(line, first, f"{what}: {here} here; the English has {there} (line {first}){hint}")


def _anchors(page: Page) -> Items:
    """What stands at the same place in every language, in order: headings and blocks, and the ends of blocks."""
    found = [(f"#{heading.id}", heading.line) for heading in page.headings]
    seen: Counter[str] = Counter()
    for block in page.blocks:
        key = block.reference
        seen[key] += 1
        found += [(f"{key} {seen[key]}", block.line), (f"end of {key} {seen[key]}", block.end)]
    return sorted(found, key=lambda item: item[1])


def _near(page: Page, other: Page, line: int) -> int:
    """The line of the other page on which the heading or block begins that a line of this page stands under."""
    above = [key for key, at in _anchors(page) if at <= line]
    there = dict(_anchors(other))
    return next((there[key] for key in reversed(above) if key in there), other.body_start)


SEQUENCES = ("blocks", "headings", "claims", "code", "tables")


def parity(english: Page, translation: Page) -> Iterator[Problem]:
    """What a translation says or shows otherwise than the English page: blocks, ids, links, code, tables, numbers."""
    pair, there, here = _Pair(english, translation), _shared(english), _shared(translation)
    for what in there:
        yield from (pair.sequence if what in SEQUENCES else pair.bag)(what, there[what], here[what])
    yield from _english(pair)
    yield from _numbers(pair)


def _shared(page: Page) -> dict[str, Items]:
    """What a page shares with its translations: SEQUENCES in their order, the rest in any."""
    spans = [(match["code"], line) for line, text in reversed([*_text(page)]) for match in INLINE_CODE.finditer(text)]
    options = [
        (f"{name}: {', '.join(block.options.get(name, '').replace(',', ' ').split()) or 'nothing'}", block, name)
        for block in page.of_kind("claim")
        for name in ("verdict", "statements", "evidence")
    ]
    return {
        "blocks": [(block.reference, block.line) for block in page.blocks],
        "headings": [(f"{'#' * heading.level} {{#{heading.id}}}", heading.line) for heading in page.headings],
        "claims": [(key, block.line + 1 + [*block.options, name].index(name)) for key, block, name in options],
        "code": [(page.lines[line - 1].strip() or "(blank line)", line) for line in sorted(page.fences)],
        "tables": _tables(page),
        "links": [(target, line) for line, target in page.links],
        "inline code": [*dict(spans).items()],
        "mathematics": [(_formula(item.raw, page.rules), item.line) for item in page.markup.of_kind("math")],
    }


def _formula(text: str, rules: Rules) -> str:
    """A formula without its words (\\text) and with numbers as English writes them."""
    formula = re.sub(r"\\text\{[^}]*\}", r"\\text{}", text.strip("$"))
    formula = re.sub(r"(?<=[0-9])\\[,;:](?=[0-9]{3})", "", formula)
    return " ".join(re.sub(r"(?<=[0-9])\{,\}(?=[0-9])", "." if rules.decimal == "," else "", formula).split())


def _english(pair: _Pair) -> Iterator[Problem]:
    """Prose that is still English: lines of six words or more that stand on the English page, too."""
    there, here = (reading(page).split("\n") for page in (pair.english, pair.page))
    for line, text in enumerate(here, 1):
        if text in there and len(re.findall("[A-Za-z]{2,}", text)) >= 6:
            message = f"“{' '.join(text.split()[:6])} …” is still English"
            yield Problem(pair.page.path, line, message, "translate it, or mark the page “draft: true”")


def _text(page: Page) -> Iterator[tuple[int, str]]:
    """The prose of a page with the two texts of its front matter."""
    yield 1, f"{page.meta['title']} / {page.meta['description']}"
    yield from page.prose


def _tables(page: Page) -> Items:
    """Rows and columns of every table."""
    fences, before = page.fences, 0
    found: list[tuple[int, list[int]]] = []
    for line, text in enumerate(page.lines, 1):
        if not ROW.match(text) or line in fences:
            continue
        cells = re.sub(r"\\\||`[^`]*`|\$[^$]*\$", "x", text.strip()).strip("|").count("|") + 1
        if line == before + 1:
            found[-1][1].append(cells)
        else:
            found.append((line, [cells]))
        before = line
    return [(f"{len(rows)} rows of {'/'.join(map(str, sorted(set(rows))))} cells", line) for line, rows in found]


def _numbers(pair: _Pair) -> Iterator[Problem]:
    """The numbers between the same headings and blocks, each digit of them, are the same in both formats."""
    anchors = [_anchors(page) for page in (pair.english, pair.page)]
    same = [key for key, _ in anchors[0]] == [key for key, _ in anchors[1]]
    sides: list[dict[int, list[tuple[Decimal, str, int]]]] = [{}, {}]
    for side, page, places in zip(sides, (pair.english, pair.page), anchors):
        lines = [line for _, line in places] if same else []
        for line, text in _text(page):
            for written, value in numbers.find(text, page.rules):
                side.setdefault(bisect_right(lines, line), []).append((value, written, line))
    own = str.maketrans({",": pair.page.rules.groups[:1], ".": pair.page.rules.decimal})
    for section in sorted(sides[0].keys() | sides[1].keys()):
        there, here = (side.get(section, []) for side in sides)
        count = Counter(value for value, *_ in there)
        count.subtract(value for value, *_ in here)
        missing = [*{value: (written, line) for value, written, line in there if count[value] > 0}.values()]
        extra = [*{value: (written, line) for value, written, line in here if count[value] < 0}.values()]
        form = ", ".join(f"“{written.translate(own)}”" for written, _ in missing if written.translate(own) != written)
        if missing or extra:
            yield pair.differ("numbers", missing, extra, form and f", in this language {form}")


def check_strings(english: Language, language: Language) -> Iterator[Problem]:
    """A language has the interface strings of the English, with the same placeholders."""
    path = language.folder / STRINGS
    lines = read_text(path).split("\n")

    def problem(name: str, message: str, mend: str) -> Problem:
        last = re.escape(name.rpartition(".")[2])
        at = next((at for at, line in enumerate(lines, 1) if re.match(rf"\s*\"?{last}\"?\s*=", line)), 1)
        return Problem(path, at, message, mend)

    for name, text in english.strings.items():
        if name not in language.strings:
            yield Problem(path, 1, f"no string “{name}”; the English is “{text}”", f"add “{name}”, translated")
        elif name != "language.name" and (here := _placeholders(language.strings[name])) != (
            there := _placeholders(text)
        ):
            yield problem(name, f"“{name}” has the placeholders {here}; the English has {there}", "write the same ones")
    for name in language.strings.keys() - english.strings.keys():
        yield problem(name, f"string “{name}” is not in docs/{ENGLISH}/{STRINGS}", "remove it")


def check_examples(book: Book, language: Language) -> Iterator[Problem]:
    """The words of a language for the examples belong to examples that exist, and have their numbers."""
    path = language.folder / EXAMPLES
    for name, words in language.examples.items():
        if name not in book.examples:
            yield Problem(path, 1, f"there is no example “{name}”", "remove it, or correct its name")
        elif missing := {"title", "summary"} - words.keys():
            yield Problem(path, 1, f"“{name}” has no {', '.join(sorted(missing))}")
        elif words["source"] == book.examples[name].stamp:
            yield from parity_of_example(book.examples[name], words, language)


def parity_of_example(example: Example, words: Mapping[str, str], language: Language) -> Iterator[Problem]:
    """The words of a language for an example have the numbers of the English ones."""
    for key, english in (("title", example.title), ("summary", example.summary)):
        there, here = _values(english), _values(words[key], language.rules)
        if there.keys() != here.keys():
            said, wanted = (", ".join(side.values()) or "nothing" for side in (here, there))
            message = f"“{example.name}”: numbers {said} in its {key}; the English has {wanted}"
            yield Problem(language.folder / EXAMPLES, 1, message, "write the same numbers")


def _values(text: str, rules: Rules = NEUTRAL) -> dict[Decimal, str]:
    found = sorted((value, written) for written, value in numbers.find(text, rules) if numbers.matters(written, value))
    return dict(found)


def lacks(book: Book, code: str) -> Iterator[Problem]:
    """What a language lacks beside the English, each with its mend: pages that are missing or behind, and words of
    examples. Readers see the English in their place, or a banner."""
    for name in [name for other, name in book.pages if other == ENGLISH]:
        now = state(book, name, code)
        command = {"missing": "new", "stale": "diff"}.get(now.kind, "stamp")
        if now.kind != "in step":
            path = book.root / "docs" / code / f"{name}.md"
            yield Problem(path, 1, f"this page is {now}", f"python -m layer_by_layer {command} {name} {code}")
    words = book.languages[code].examples
    for name in book.examples:
        if words.get(name, {}).get("source") != book.examples[name].stamp:
            told = f"“{name}” " + ("was made from another docstring" if name in words else "is not translated")
            command = f"stamp examples/{name} {code}" if name in words else f"new examples {code}"
            yield Problem(book.languages[code].folder / EXAMPLES, 1, told, f"python -m layer_by_layer {command}")


def _placeholders(text: str) -> list[str]:
    try:
        return sorted(f"{{{name}}}" for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    except ValueError as error:
        return [str(error)]
