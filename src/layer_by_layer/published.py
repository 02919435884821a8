"""What the site publishes as data: claims.json."""

from __future__ import annotations

from typing import Any

from layer_by_layer.book import Book
from layer_by_layer.language import ENGLISH


def address(site: str, language: str, name: str) -> str:
    """Absolute address of a page."""
    parts = [site.rstrip("/"), "" if language == ENGLISH else language, name.removesuffix("index").rstrip("/")]
    return "/".join(filter(None, parts)) + "/"


def claims(book: Book, site: str, languages: list[str]) -> list[dict[str, Any]]:
    """Every claim: id, verdict, the statements that it settles, evidence, and its address per language."""
    return [
        {
            "id": claim.id,
            "title": claim.title,
            "verdict": claim.verdict,
            "statements": claim.statements,
            "evidence": claim.evidence,
            "pages": {
                language: f"{address(site, language, claim.page.name)}#{claim.id}"
                for language in languages
                if (language, claim.page.name) in book.pages
            },
        }
        for (language, _), claim in book.claims.items()
        if language == ENGLISH
    ]
