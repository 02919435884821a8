"""Search: an index of each language, made from the book when the site is built, and read by docs/assets/js/search/.

Our own, since with the right words, fields and kinds of page the engine hardly matters, and ours is a third of the
bytes of the libraries that were compared, needs no Node, and comes in one file, or in pieces once it is large. What a
word is worth on a page is an integer here, so that the browser only adds:

    worth(word, page) = sum over fields of  weight · n / (n + 1.2 · (1 - b + b · length / mean length))

that is BM25 (Robertson and Zaragoza, 2009) for each field by itself; then added. How people ask stands in search.toml.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from layer_by_layer.checks import glossary
from layer_by_layer.content.book import THREADS, Book
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.markup import INLINE_CODE, LINK, MATH
from layer_by_layer.content.page import Page
from layer_by_layer.publish.published import CHANGES
from layer_by_layer.publish.words import HAN, Words, fold, load
from layer_by_layer.render import address

FOLDER = "search"
# What a field weighs, and how much its length counts against it.
FIELDS = {
    "title": (8, 0.3),
    "questions": (4, 0.3),
    "headings": (3, 0.5),
    "claims": (2, 0.5),
    "description": (2, 0.3),
    "body": (1, 0.6),
}
# Pages that explain come before pages that list; the first page of a folder answers its question.
FACTORS = {"explains": 1.0, "hub": 1.2, "about": 0.8, "home": 0.6, "list": 0.35, "example": 0.2}
SECTIONED = ("explains", "hub", "home")
"""Kinds of pages of which the best sections are found, too."""
SATURATION = 1.2
HEADING = 3
SCALE = 4
"""Worth is written as an integer number of quarters."""
WHOLE, PIECE = 75_000, 7_000
"""Bytes (deflated) up to which an index is one file, and of a piece beyond."""
SENTENCE = re.compile(r"^.{20,}?(?:[.!?](?=\s|$)|[。！？])", re.DOTALL)


@dataclass
class Document:
    """A page as the search sees it."""

    url: str
    title: str
    description: str
    kind: str
    fields: dict[str, str]
    sections: list[Section] = field(default_factory=list)


@dataclass
class Section:
    """A heading or a claim, with the text below it."""

    id: str
    title: str
    text: str
    verdict: str = ""


def kind(page: Page) -> str:
    """The kind of a page: what stands in a folder explains, unless it is made of lists: threads, tables, news."""
    if page.name == "index":
        return "home"
    if page.name.startswith(THREADS) or page.of_kind("generated") or page.name in (glossary.NAME, CHANGES):
        return "list"
    if "/" not in page.name:
        return "about"
    return "hub" if page.name.endswith("/index") else "explains"


def plain(markdown: str) -> str:
    """A text without marks of Markdown; of mathematics what can be read."""
    text = LINK.sub(lambda match: match["text"], markdown)
    text = MATH.sub(lambda match: "…" if "\\" in match[0] else match[0].strip("$"), text)
    text = INLINE_CODE.sub(lambda match: match["code"], text)
    return " ".join(re.sub(r"\*+|^[ ]*(?:[-#>]|\d+\.)[ ]+|\|", " ", text, flags=re.MULTILINE).split())


def first_sentence(text: str) -> str:
    """The first sentence of a text, of 160 characters at most."""
    found = SENTENCE.match(text)
    sentence = found[0] if found else text
    return sentence if len(sentence) <= 160 else sentence[:159].rsplit(" ", 1)[0] + "…"


def documents(book: Book, code: str) -> Iterator[Document]:
    """Every page of a language that is its own, and the examples that have a title in it."""
    for (language, _), page in book.pages.items():
        if language == code and not page.is_draft:
            yield _document(book, page)
    for name, example in book.examples.items():
        if (code, f"examples/{name}") in book.names:
            title, summary = book.languages[code].about(example)
            fields = {"title": f"{title} {name.rpartition('/')[2].replace('_', ' ')}", "description": summary}
            yield Document(address.folder(f"examples/{name}") + "/", title, summary, "example", fields)


def _document(book: Book, page: Page) -> Document:
    title, description = plain(str(page.meta["title"])), plain(str(page.meta["description"]))
    places = [(heading.line, heading.id, heading.title, "") for heading in page.headings[1:]]
    places += [(claim.block.line, claim.id, claim.title, claim.verdict) for claim in book.claims_on(page)]
    places.sort()
    prose = [(line, text) for line, text in page.prose if line not in {line for line, *_ in places}]
    ends = [line for line, *_ in places[1:]] + [len(page.lines) + 1]
    sections = [
        Section(id_, plain(head), plain("\n".join(text for line, text in prose if start < line < end)), verdict)
        for (start, id_, head, verdict), end in zip(places, ends)
    ]
    questions = page.meta.get("questions") or []
    fields = {
        "title": f"{title} {plain(page.headings[0].title)}",
        "questions": "\n".join(questions) if isinstance(questions, list) else "",
        "headings": "\n".join(one.title for one in sections if not one.verdict),
        "claims": "\n".join(one.title for one in sections if one.verdict),
        "description": description,
        "body": plain("\n".join(text for _, text in prose)),
    }
    name = address.folder(page.name)
    return Document(f"{name}/" if name else "", title, description, kind(page), fields, sections)


class Counts:
    """What the words of some texts are worth in each."""

    def __init__(self, words: Words) -> None:
        self.words = words
        groups = [[fold(word) for word in group] for group in words.groups]
        self.groups = [{stem for word in group for stem in words.stems(word)} - words.stop for group in groups]
        self.inside = [[word for word in group if re.match(f"[{HAN}]", word)] for group in groups]

    def of(self, text: str) -> Counter[str]:
        """How often each word stands in a text; “@0” is a word of the first group."""
        found = Counter(self.words.stems(text))
        folded = fold(text)
        for number, group in enumerate(self.groups):
            if many := sum(found[stem] for stem in group) + sum(folded.count(word) for word in self.inside[number]):
                found[f"@{number}"] = many
        return found

    def worth(self, texts: list[str], weight: float, b: float) -> list[dict[str, float]]:
        """For each text, what a field that holds it is worth for each of its words."""
        counted = [self.of(text) for text in texts]
        lengths = [sum(words.values()) for words in counted]
        mean = sum(lengths) / max(1, sum(1 for length in lengths if length)) or 1
        return [
            {word: weight * n / (n + SATURATION * (1 - b + b * length / mean)) for word, n in words.items()}
            for words, length in zip(counted, lengths)
        ]


Postings = dict[str, tuple[list[int], list[int]]]


def postings(pages: list[Document], words: Words) -> Postings:
    """For each word, in order: pages and sections, as gaps to the one before, with its worth there."""
    counts = Counts(words)
    on_pages: list[dict[str, float]] = [{} for _ in pages]
    in_sections: list[dict[str, float]] = []
    for name, (weight, b) in FIELDS.items():
        worths = counts.worth([page.fields.get(name, "") for page in pages], weight, b)
        for total, worth_here in zip(on_pages, worths):
            for word, value in worth_here.items():
                total[word] = total.get(word, 0) + value
    sections = [section for page in pages if page.kind in SECTIONED for section in page.sections]
    bodies = counts.worth([f"{one.title}\n{one.text}" for one in sections], 1, 0.5)
    for section, body in zip(sections, bodies):
        title = counts.of(section.title)
        share = HEADING * (0.7 + 0.6 / max(1, title.total()))  # “Dropout” says more of it than a sentence does
        in_sections.append({word: n + share * (word in title) for word, n in body.items()})
    found: Postings = {}
    for part, where in enumerate((on_pages, in_sections)):
        last: dict[str, int] = {}
        for number, one in enumerate(where):
            for word, worth in one.items():
                if (quarters := round(worth * SCALE)) > part:  # what a long section says once is no reason to go there
                    found.setdefault(word, ([], []))[part].extend((number - last.get(word, 0), quarters))
                    last[word] = number
    # Chinese pairs that stand in one body and nowhere else are chance, and half of the index.
    chance = {
        w for w, (there, _) in found.items() if re.match(f"[{HAN}]", w) and len(there) == 2 and there[1] <= SCALE // 2
    }
    return {word: found[word] for word in sorted(found.keys() - chance)}


def synonyms(book: Book, code: str, words: Words) -> dict[str, list[str]]:
    """What is typed, as stems in one piece, and the stems of what pages say: by hand, and from the glossary."""
    found: dict[str, list[str]] = {}

    def add(typed: str, said: str) -> None:
        asked = _whole(words, typed)
        key, stems = "".join(asked), [stem for stem in _whole(words, said) if stem not in words.stop]
        if key and stems and stems != asked:  # “maxpool” is one word, “max pool” are those of the pages
            found.setdefault(key, []).extend(stem for stem in stems if stem not in found.get(key, []))

    for said, typed in words.synonyms.items():
        for one in typed:
            add(one, said)
    if page := book.pages.get((ENGLISH, glossary.NAME)):
        for term in glossary.read(page, book.languages)[0]:
            own = term.words.get(code, "")
            for language, variant, _ in term.forbidden:
                for one in spellings(variant) if language == code else ():
                    add(one, own)
            if code != ENGLISH:
                add(term.words.get(ENGLISH, ""), own)
    return dict(sorted(found.items()))


def _whole(words: Words, text: str) -> list[str]:
    """The stems of a text; of Chinese the text itself, since it is looked for within a run."""
    folded = fold(text)
    if re.match(f"[{HAN}]+$", folded):
        return [folded]
    stems = list(words.stems(text))
    runs = re.findall(r"[^\W_]+", folded)
    return stems if len(stems) <= len(runs) else [words.stem(run) for run in runs]


def spellings(variant: str) -> list[str]:
    """The spellings of a forbidden variant: itself, or those that a simple regular expression finds."""
    if not variant.startswith("/"):
        return [variant]
    choices = []
    for sign, letters, maybe in re.findall(r"(\[[^]]*\]|\((?:\?:)?[^()]*\)|.)(\w*?)(\??)", variant[1:-1]):
        if sign[0] == "[" and "-" not in sign and "^" not in sign:
            some = list(sign[1:-1])
        elif sign[0] == "(":
            some = sign.strip("()").removeprefix("?:").split("|")
        elif re.match(r"[\w \-’']", sign):
            some = [sign]
        else:
            return []
        choices.append([one + letters for one in some] + [""] * bool(maybe))
    return ["".join(one) for one in product(*choices)][:20]


def index(book: Book, code: str) -> dict[str, Any]:
    """The files of the index of a language, by name: “core”; where it is large “0”, “1”… have its words, and “page-0”…
    what is shown of a page."""
    english = load(book.root / "docs" / ENGLISH)
    words = english if code == ENGLISH else load(book.root / "docs" / code, english)
    pages = [*documents(book, code)] or [*documents(book, ENGLISH)]
    there = postings(pages, words)
    pieces = [*_cut(there)]
    text = book.languages[code].text

    def shown(one: Section) -> str:
        return text("claim.quoted", title=one.title) if one.verdict == "false" else one.title

    texts = [
        [page.description, [[one.id, shown(one), first_sentence(one.text), one.verdict] for one in _sections(page)]]
        for page in pages
    ]
    counts = Counts(words)
    core = {
        "pages": [[page.url, page.title, FACTORS[page.kind], page.kind] for page in pages],
        "sections": [number for number, page in enumerate(pages) for _ in _sections(page)],
        "hubs": [number for number, page in enumerate(pages) if page.kind == "hub"],
        "begins": [piece[0] for piece in pieces] or [""],
        "endings": words.endings,
        "latin": words.latin,
        "stop": sorted(words.stop),
        "groups": [sorted({*stems, *inside}) for stems, inside in zip(counts.groups, counts.inside)],
        "synonyms": synonyms(book, code, words),
    }
    if len(pieces) == 1:
        return {"core": {**core, "texts": texts, **_piece(pieces[0], there)}}
    made = {str(number): _piece(piece, there) for number, piece in enumerate(pieces)}
    return {"core": core, **made, **{f"page-{number}": text for number, text in enumerate(texts)}}


def _sections(page: Document) -> list[Section]:
    return page.sections if page.kind in SECTIONED else []


def _piece(words: Iterable[str], there: Mapping[str, tuple[list[int], list[int]]]) -> dict[str, Any]:
    return {"words": " ".join(words), "postings": [there[word] for word in words]}


def _cut(there: Postings) -> Iterator[list[str]]:
    """The words in one piece, or in pieces that begin where the first two letters change."""
    if (whole := _weight(there, [*there])) <= WHOLE:
        yield [*there]
        return
    piece: list[str] = []
    size = 0.0
    share = whole / sum(len(json.dumps(one)) for one in there.values())
    for word, posting in there.items():
        if piece and size > PIECE:
            yield piece
            piece, size = [], 0.0
        piece.append(word)
        size += len(json.dumps(posting)) * share
    yield piece


def _weight(there: Postings, words: list[str]) -> int:
    return len(zlib.compress(written(_piece(words, there)), 6))


def written(data: object) -> bytes:
    """A file of the index."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
