"""The foot of a page: where to report an error, where to edit, and how to cite it."""

from __future__ import annotations

import importlib.metadata
import re
from dataclasses import dataclass
from urllib.parse import quote

YEAR = 2026  # of the version: that of “date-released” in CITATION.cff
VERSION = importlib.metadata.version("layer-by-layer")


@dataclass(frozen=True)
class Foot:
    """What stands under a page. The addresses are empty where that of the repository is not known."""

    report: str
    edit: str
    citation: str
    bibtex: str


def foot(title: str, site: str, address: str, *, source: str, repository: str, subject: str) -> Foot:
    """The foot of the page `title` of the site named `site`. `source` is its file in the repository, `subject` the
    title of a report."""
    repository = repository.rstrip("/")
    report = f"{repository}/issues/new?title={quote(subject, safe='')}&body={quote(address + chr(10) * 2, safe='')}"
    return Foot(
        report=report if repository else "",
        edit=f"{repository}/edit/main/{quote(source)}" if repository else "",
        citation=f"{site} ({YEAR}). {title}{'' if title.endswith(tuple('?!.？！。')) else '.'} {VERSION}. {address}",
        bibtex=bibtex(title, site, address),
    )


def bibtex(title: str, site: str, address: str) -> str:
    """An entry for BibTeX. Its key is made from the address, which is for ever."""
    key = re.sub(r"[^a-z0-9]+", "-", address.partition("://")[2].partition("/")[2]).strip("-")
    fields = {
        "title": "{" + escaped(title) + "}",  # a second pair of braces keeps capitals
        "author": "{" + escaped(site) + "}",
        "year": str(YEAR),
        "version": VERSION,
        "url": address,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{'-'.join(filter(None, ('layer-by-layer', key)))},\n{lines}}}"


def escaped(text: str) -> str:
    """A text without the characters that TeX reads as commands."""
    return re.sub(r"([&%$#_{}])", r"\\\1", text.replace("\\", r"\textbackslash "))
