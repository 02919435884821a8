"""What ``/// generated`` puts on a page: tables of claims, statements and translations, and the list of examples."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from layer_by_layer.checks import translation
from layer_by_layer.content.book import THREADS, Book
from layer_by_layer.content.claim import VERDICTS
from layer_by_layer.content.example import Example
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.page import Page
from layer_by_layer.render import address
from layer_by_layer.render.edition import Edition
from layer_by_layer.render.verdict import verdict


def verdicts(edition: Edition, page: Page) -> str:
    """Every claim of the site in one table: its verdict; its title, and below it the evidence. How many have each."""
    book, language = edition.book, edition.language
    listed = book.claims_in(page.language)
    count = {word: sum(claim.verdict == word for claim in listed) for word in VERDICTS}
    tally = "".join(f"<li>{verdict(word, language)} <b>{count[word]}</b></li>" for word in VERDICTS if count[word])
    name = {word: escape(language.text(f"verdicts.{word}")) for word in ("verdict", "claim", "evidence")}
    head = (_column(name["verdict"]), _column(f"{name['claim']} · {name['evidence']}"))
    rows = []
    for claim in listed:
        cells = []
        for evidence in claim.evidence:
            example, (first, *_) = book.cells(evidence, claim.page, claim.block.line)
            target = address.of_example(page.name, example, first)
            cells.append(f'<li><a href="{target}"><code>{escape(first.name)}</code></a></li>')
        shown = f'<ul aria-label="{name["evidence"]}">{"".join(cells)}</ul>' if cells else ""
        target = address.relative(page.name, f"{claim.page.name}#{claim.id}")
        rows.append(
            f"<td>{verdict(claim.verdict, language)}</td>"
            f'<td><a href="{target}">{edition.inline(claim.title)}</a>{shown}</td>'
        )
    data = f'<p><a href="{address.root(page.name, language.code)}claims.json">claims.json</a></p>'
    return f'<ul class="tally">{tally}</ul>{_table("verdicts", head, rows)}{data}'


def statements(edition: Edition, page: Page) -> str:
    """How the statements of the threads were judged: verdicts by thread."""
    book, language = edition.book, edition.language
    threads = sorted({thread for statement in book.statements.values() for thread in statement.threads})
    head = [_column(escape(language.text("verdicts.thread"))), *(_column(verdict(word, language)) for word in VERDICTS)]
    rows = []
    for thread in threads:
        there = book.pages.get((page.language, THREADS + thread)) or book.pages.get((ENGLISH, THREADS + thread))
        if there is None:
            continue
        words = [_word(book, page.language, s.id) for s in book.statements.values() if thread in s.threads]
        cells = "".join(f"<td>{words.count(word) or ''}</td>" for word in VERDICTS)
        rows.append(_row(address.relative(page.name, THREADS + thread), there) + cells)
    return _table("statements", head, rows)


def _word(book: Book, language: str, statement: str) -> str:
    claim = book.settling(language, statement) or book.settling(ENGLISH, statement)
    return claim.statements[statement] if claim else ""


def status(edition: Edition, page: Page) -> str:
    """How each page stands in each language; for those that are behind, what changed in the English."""
    book, text = edition.book, edition.language.text
    names = {code: language.text("language.name") for code, language in book.languages.items() if code != ENGLISH}
    head = [_column(escape(text("status.page"))), *(_column(escape(name), code) for code, name in names.items())]
    rows, changes = [], []
    for name, states in translation.states(book).items():
        own = book.pages.get((edition.language.code, name)) or book.pages[ENGLISH, name]
        cells = []
        for code, state in states.items():
            kind = "missing" if state.kind in ("missing", "draft") else state.kind.replace(" ", "-")
            word = escape(text(f"status.{kind}", blocks="?" if state.changed is None else state.changed))
            cells.append(f'<td class="status-{kind}">{_edit(edition.repository, word, code, name)}</td>')
            if state.kind == "stale":
                diff = escape(translation.difference(book, name, code) or "")
                changes.append(
                    f"<details><summary>{escape(name)} · {escape(names[code])}</summary>"
                    f'<pre tabindex="0" lang="en"><code>{diff}</code></pre></details>'
                )
        rows.append(_row(address.relative(page.name, name), own) + "".join(cells))
    return _table("statements states", head, rows) + "".join(changes)


def _edit(repository: str, word: str, language: str, name: str) -> str:
    """A word that leads to where the page is edited, when the address of the repository is known."""
    return f'<a href="{repository}/edit/main/docs/{language}/{name}.md">{word}</a>' if repository else word


def examples(edition: Edition, page: Page) -> str:
    """All examples by topic, each with what it shows."""
    topics: dict[str, list[Example]] = {}
    for example in edition.book.examples.values():
        topics.setdefault(example.name.split("/")[0], []).append(example)
    parts = []
    for topic, members in topics.items():
        items = "".join(
            f'<li><a href="{address.of_example(page.name, example)}">{escape(edition.language.about(example)[0])}</a>'
            f" <code>{escape(example.name)}.py</code></li>"
            for example in members
        )
        parts.append(f'<section><h2 id="{topic.replace("_", "-")}"><code>{topic}</code></h2><ul>{items}</ul></section>')
    return f'<div class="examples">{"".join(parts)}</div>'


def _table(kind: str, head: Iterable[str], rows: Iterable[str]) -> str:
    """A table that can be scrolled: `head` are the header cells, `rows` the cells of each row."""
    body = "".join(f"<tr>{cells}</tr>" for cells in rows)
    return (
        f'<div class="table" tabindex="0"><table class="{kind}"><thead><tr>{"".join(head)}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _column(html: str, language: str = "") -> str:
    """The header of a column; `language` is that of its text, when that is not the page's."""
    lang = f' lang="{language}"' if language else ""
    return f'<th scope="col"{lang}>{html}</th>'


def _row(target: str, page: Page) -> str:
    """The header of a row: the title of a page, and a link to it."""
    return f'<th scope="row"><a href="{target}">{escape(str(page.meta["title"]))}</a></th>'


# By what stands after ``/// generated |``; `structure.GENERATED` has the same names.
PARTS: dict[str, Callable[[Edition, Page], str]] = {
    "verdicts": verdicts,
    "examples": examples,
    "statements": statements,
    "status": status,
}
