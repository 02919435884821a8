"""The pages of a built site, and which of them stand for the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .budget import KINDS, Kind


@dataclass(frozen=True)
class Page:
    """A page of the built site."""

    path: str
    kind: Kind
    size: int

    @property
    def language(self) -> str:
        """The language's folder; English has none."""
        return match[0] if (match := re.match(r"[a-z]{2}(?=/)", self.path)) else "en"

    @property
    def address(self) -> str:
        """Below the site's root. The 404 page is asked for as a reader does: by an address that does not exist."""
        return "no/such/page/" if self.kind.name == "404" else self.path.removesuffix("index.html")


def pages_of(folder: Path) -> list[Page]:
    """All pages of a built site."""
    found = []
    for file in sorted(folder.rglob("*.html")):
        text, path = file.read_text(encoding="utf-8"), file.relative_to(folder).as_posix()
        if re.search(r'http-equiv="refresh"', text):
            continue
        kind = next(k for k in KINDS if re.search(k.path, path) and all(mark in text for mark in k.holds))
        found.append(Page(path, kind, len(text)))
    return found


def one_of_each(pages: Sequence[Page]) -> list[Page]:
    """The longest page of each kind, the languages in turn, and the home page of each: every kind and every language
    is seen without measuring their product."""
    languages = sorted({page.language for page in pages}, key=lambda code: (code != "en", code))
    chosen: list[Page] = []
    for number, kind in enumerate(KINDS):
        members = [page for page in pages if page.kind == kind]
        for language in languages if kind.name == "home" else languages[number % len(languages) :][:1]:
            there = [page for page in members if page.language == language] or members
            chosen += [max(there, key=lambda page: page.size)] if there else []
    return chosen
