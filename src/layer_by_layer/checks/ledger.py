"""The ledger: what people have read and found right, so that it cannot change unseen.

A verdict, and the places that prove a number which stands in several: changed in one, the sentence that quotes it is
proved by the others, and would say so whatever it meant. docs/ledger.toml is written by ``python -m layer_by_layer
settle``, once somebody has read what is told here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from layer_by_layer.checks import numbers
from layer_by_layer.content.book import Book
from layer_by_layer.content.file import read_toml
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.problem import Problem

FILE = "ledger.toml"
MEND = "read it, and once it is right: python -m layer_by_layer settle"
Tables = dict[str, dict[str, str]]
"""``verdicts``, and ``page#section`` for numbers: what is settled, by name."""


def now(book: Book, only: Collection[str] = ()) -> tuple[Tables, dict[tuple[str, str], tuple[Path, int]]]:
    """What the ledger would say today of the English pages, or `only` of some, and where each thing stands."""
    tables: Tables = {"verdicts": {}}
    where: dict[tuple[str, str], tuple[Path, int]] = {}
    for (language, id_), claim in book.claims.items():
        if language == ENGLISH:
            tables["verdicts"][id_] = claim.verdict
            where["verdicts", id_] = claim.page.path, claim.block.line + 1 + [*claim.block.options].index("verdict")
    for page in book.pages.values():
        wanted = page.language == ENGLISH and (not only or page.name in only)
        for quote in numbers.quotes(book, page) if wanted else ():
            table, value = f"{page.name}#{quote.section}", f"{quote.value.normalize():f}"
            where.setdefault((table, value), (page.path, quote.line))
            if sum(quote.places.values()) > 1:
                proofs = (f"{place} ×{count}" if count > 1 else place for place, count in sorted(quote.places.items()))
                tables.setdefault(table, {})[value] = ", ".join(proofs)
    return tables, where


def check(book: Book, only: Collection[str] = ()) -> Iterator[Problem]:
    """Where the English pages, or `only` some of them, are not as the ledger has settled them."""
    path = book.root / "docs" / FILE
    if not path.is_file():  # a site that has settled nothing
        return
    there: Tables = read_toml(path)
    if not all(isinstance(entries, dict) for entries in there.values()):
        yield Problem(path, 1, "the ledger has tables only: leave it to the command", MEND)
        return
    there = {table: entries for table, entries in there.items() if not only or table.split("#")[0] in only}
    today, where = now(book, only)
    today = today if not only else {**today, "verdicts": {}}
    names = {(table, name) for side in (there, today) for table, entries in side.items() for name in entries}
    for table, name in sorted(names):
        was, is_ = (str(side.get(table, {}).get(name, "nothing")) for side in (there, today))
        if was != is_:
            file, line = where.get((table, name), (path, 1))
            what = f"verdict of “{name}”" if table == "verdicts" else f"{name} is proved by"
            yield Problem(file, line, f"{what}: {is_}; the ledger has: {was}", MEND)


def text(book: Book) -> str:
    """The ledger as it would be today."""
    lines = ["# What has been read and found right; written by: python -m layer_by_layer settle"]
    for table, entries in sorted(now(book)[0].items()):
        lines += ["", f"[{_quoted(table)}]"]
        lines += [f"{_quoted(name)} = {_quoted(what)}" for name, what in sorted(entries.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
