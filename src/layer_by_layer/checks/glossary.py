"""The glossary: one word for each term in each language, and the variants that no page may use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from layer_by_layer.content.language import Language
from layer_by_layer.content.markup import INLINE_CODE, MATH
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import Rules

NAME = "glossary"
CELLS = re.compile(r"(?<!\\)\|")
QUOTED = re.compile(r"[“«„\"][^“”«»„\"\n]{1,40}[”»“\"]")  # a page may discuss a word that it does not use


@dataclass(frozen=True)
class Term:
    """A row of the glossary."""

    id: str
    words: dict[str, str]
    """By language."""
    forbidden: list[tuple[str, str, re.Pattern[str]]] = field(repr=False)
    """(language, as written, pattern)"""
    line: int = 0


def pattern(variant: str, rules: Rules) -> re.Pattern[str]:
    """What finds a forbidden variant. Between slashes it is a regular expression; else it is found with its inflected
    forms: a single word with any ending, the words of a phrase with those of their grammar."""
    if variant.startswith("/") and variant.endswith("/") and len(variant) > 2:
        return re.compile(variant[1:-1], re.IGNORECASE)
    words = variant.replace("’", "'").split()
    if not rules.spaces:
        return re.compile(r"\s*".join(map(re.escape, words)), re.IGNORECASE)
    if len(words) == 1:
        found = [_stem(words[0], rules) + r"\w*"]
    else:
        found = [_stem(word, rules) + (rules.ending.pattern if len(word) > 3 else "") for word in words]
    return re.compile(rf"(?<!\w){' +'.join(found)}(?!\w)".replace("'", "['’]"), re.IGNORECASE)


def _stem(word: str, rules: Rules) -> str:
    stem = re.escape(word)
    for rule in rules.stem if len(word) > 3 else ():
        stem = rule.sub(stem)
    return stem


def read(page: Page, languages: Mapping[str, Language]) -> tuple[list[Term], list[Problem]]:
    """The terms of the glossary page and what is wrong with its tables. Columns are headed by names of languages."""
    names = {language.name: code for code, language in reversed([*languages.items()])}
    terms: list[Term] = []
    problems: list[Problem] = []
    head: list[str] = []
    for line, text in enumerate(page.lines, 1):
        cells = [cell.strip().replace(r"\|", "|") for cell in CELLS.split(text.strip())[1:-1]]
        if not text.startswith("|") or not cells or not cells[0].strip(":- "):
            continue
        if cells[:1] == ["id"]:
            head = cells
            continue
        row = dict(zip(head, cells))
        if len(cells) != len(head):
            problems.append(Problem(page.path, line, f"{len(cells)} cells; the table has {len(head)} columns"))
        words = {names[title]: re.sub(r"\s*\(.*?\)", "", cell) for title, cell in row.items() if title in names}
        term = Term(cells[0], words, [], line)
        for variant in filter(None, re.split(r";\s*(?=[a-z]{2}[A-Za-z-]*:)", row.get("Forbidden", ""))):
            language, _, word = (part.strip(" `") for part in variant.partition(":"))
            try:
                if language in words and word and (word[0] == "/" or ";" not in word):
                    term.forbidden.append((language, word, pattern(word, languages[language].rules)))
                elif not word or all(title in names for title in head[1:-2]):  # else of a language that is not here
                    told = f"write forbidden variants as “fr: word”, not “{variant}”"
                    problems.append(Problem(page.path, line, told))
            except re.error as error:
                problems.append(Problem(page.path, line, f"“{variant}” is not a regular expression: {error}"))
        if any(other.id == term.id for other in terms):
            problems.append(Problem(page.path, line, f"term id “{term.id}” stands twice"))
        terms.append(term)
    for term in terms:
        for language, word, regex in term.forbidden:
            for hit in (other.words[language] for other in terms if regex.search(other.words.get(language, ""))):
                message = f"the forbidden “{language}: {word}” finds “{hit}”, which is the word for another term"
                problems.append(Problem(page.path, term.line, message, "narrow it, by a regular expression if need be"))
    return terms, problems


@cache
def unmarked(text: str, rules: Rules) -> list[tuple[str, re.Pattern[str]]]:
    """(word, what finds it written otherwise) of all words in a text with a letter that many write as another: ё, е.
    Words that may be either are left out: все is a word, too."""
    found = []
    mark, other = [*rules.marked]
    for word in sorted(set(re.findall(rf"[^\W\d_]*{mark}[^\W\d_]*", text.lower())) - {mark, *rules.either}):
        plain = (_stem(word, rules) if len(word) > 4 else word).replace(mark, other)
        if mark in word[: len(plain)]:
            ending = r"\w*" if len(word) > 4 else ""
            found.append((word, re.compile(rf"(?<!\w){plain}{ending}(?!\w)", re.IGNORECASE)))
    return found


def reading(page: Page) -> str:
    """What a reader reads, line by line as in the file, without code and mathematics."""
    lines = [""] * len(page.lines)
    lines[0] = f"{page.meta['title']} {page.meta['description']}"
    terms = False
    for line, text in page.prose:
        terms = text.startswith("|") and (terms or text.startswith("| id |"))  # the glossary speaks all languages
        lines[line - 1] = "" if terms else re.sub(r"\*+", "", INLINE_CODE.sub("`", text.strip()))
    return MATH.sub(lambda match: "$" + "\n" * match[0].count("\n"), "\n".join(lines))


def check(page: Page, terms: Iterable[Term], glossary: Page) -> Iterator[Problem]:
    """Forbidden variants on a page, and words without a letter that they need (ё)."""
    if page.name == NAME:
        return
    text = QUOTED.sub(lambda match: " " * len(match[0]), reading(page))
    flat = re.sub(r"(?<!\n)\n(?!\n)|[\u00a0\u202f]", " ", text)  # a phrase may go over a line end
    where = f"docs/{glossary.language}/{NAME}.md"
    hunted = [
        (regex, f"is not our word for “{term.id}”; {where}:{term.line} has", term.words[language])
        for term in terms
        for language, _, regex in term.forbidden
        if language == page.language
    ]
    mark = page.rules.marked[:1]
    spelt = unmarked(glossary.source, page.rules) if mark else []
    for regex, told, word in [*hunted, *((regex, f"without {mark}: {where} has", word) for word, regex in spelt)]:
        for match in regex.finditer(flat):
            found = _whole_words(match) if page.rules.spaces else match[0]
            line = text.count("\n", 0, match.start()) + 1
            yield Problem(page.path, line, f"“{found}” {told} “{word}”", f"write “{word}”")


def _whole_words(match: re.Match[str]) -> str:
    """What a pattern has found, with the rest of the words that it begins and ends in."""
    before = re.search(r"\w*\Z", match.string[: match.start()])
    after = re.match(r"\w*", match.string[match.end() :])
    return (before[0] if before else "") + match[0] + (after[0] if after else "")


def words(terms: Iterable[Term], language: Language) -> list[re.Pattern[str]]:
    """What finds the words of the terms of a language, inflected."""
    found = {word for term in terms for word in re.findall(r"[^\W\d_]+", term.words.get(language.code, ""))}
    ending = r"\w*" if language.rules.derived else language.rules.ending.pattern
    return [re.compile(_stem(word, language.rules) + ending, re.IGNORECASE) for word in sorted(found) if len(word) > 3]
