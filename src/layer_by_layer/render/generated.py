"""What ``/// generated`` puts on a page: tables of claims, statements and translations, and the list of examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from layer_by_layer.checks import translation
from layer_by_layer.content import settings
from layer_by_layer.content.book import THREADS, Book
from layer_by_layer.content.claim import Claim
from layer_by_layer.content.example import Example
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.page import Page
from layer_by_layer.render.edition import Edition

# The order in which a reader looks for what surprises.
UNUSUAL = ("false", "depends", "choice", "not-checkable", "true")


def verdicts(edition: Edition, page: Page) -> str:
    """Every claim of the site by page, the exceptions first, and how many have each verdict."""
    claims = edition.book.claims_in(page.language)
    groups: dict[str, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: UNUSUAL.index(claim.verdict)):
        groups.setdefault(claim.page.name, []).append(claim)
    order = [*settings.pages(edition.book.root), *groups]
    in_order = [(groups[name][0].page, groups[name]) for name in sorted(groups, key=order.index)]
    counts = Counter(claim.verdict for claim in claims)
    return edition.html("verdicts", page.name, page=page, groups=in_order, counts=counts)


def tally(edition: Edition, page: Page) -> str:
    """How many claims have each verdict, and of each the one that settles most of what the threads state."""
    by_verdict: dict[str, list[Claim]] = {}
    for claim in edition.book.claims_in(page.language) or edition.book.claims_in(ENGLISH):
        by_verdict.setdefault(claim.verdict, []).append(claim)
    asked = {word: max(claims, key=lambda claim: len(claim.statements)) for word, claims in by_verdict.items()}
    return edition.html(
        "tally", page.name, counts={word: len(claims) for word, claims in by_verdict.items()}, asked=asked
    )


def statements(edition: Edition, page: Page) -> str:
    """How the statements of the threads were judged: verdicts by thread."""
    book, threads = edition.book, []
    for thread in sorted({thread for statement in book.statements.values() for thread in statement.threads}):
        if there := _titled(edition, THREADS + thread):
            words = [_word(book, page.language, s.id) for s in book.statements.values() if thread in s.threads]
            threads.append((THREADS + thread, there, words))
    return edition.html("statements", page.name, threads=threads)


def _titled(edition: Edition, name: str) -> Page | None:
    """The page of this name in the language, or in English."""
    return edition.book.pages.get((edition.language.code, name)) or edition.book.pages.get((ENGLISH, name))


def _word(book: Book, language: str, statement: str) -> str:
    claim = book.settling(language, statement) or book.settling(ENGLISH, statement)
    return claim.statements[statement] if claim else ""


def status(edition: Edition, page: Page) -> str:
    """Which pages are not in step, in which language; for those that are behind, what changed in the English."""
    book = edition.book
    names = {code: language.text("language.name") for code, language in book.languages.items() if code != ENGLISH}
    states = translation.states(book)
    rows = [(name, one) for name, one in states.items() if any(state.kind != "in step" for state in one.values())]
    values = {"titled": partial(_titled, edition), "difference": partial(translation.difference, book)}
    return edition.html("status", page.name, names=names, rows=rows, pages=len(states), **values)


def examples(edition: Edition, page: Page) -> str:
    """All examples by topic, each with what it shows. A topic has the title of the folder of pages of its name."""
    topics: dict[str, list[Example]] = {}
    for example in edition.book.examples.values():
        topics.setdefault(example.name.split("/")[0], []).append(example)
    titled = [(topic, _titled(edition, f"{topic.replace('_', '-')}/index"), found) for topic, found in topics.items()]
    named = [(topic, str(there.meta["title"]) if there else topic, found) for topic, there, found in titled]
    return edition.html("examples", page.name, topics=named, about=edition.language.about)


# By what stands after ``/// generated |``; `structure.GENERATED` has the same names.
PARTS: dict[str, Callable[[Edition, Page], str]] = {
    "verdicts": verdicts,
    "tally": tally,
    "examples": examples,
    "statements": statements,
    "status": status,
}
