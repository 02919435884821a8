"""What the site publishes beside its pages: claims.json, sitemap.xml, a feed of changes per language."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from layer_by_layer.content.book import Book
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.markup import LINK
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.render import address

CHANGES = "changes"
# French has a no-break space before the colon, Chinese a wide one.
DATED = re.compile(r"(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[\u00a0\u202f]?[:：]\s*(?P<title>.+)")


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
                language: f"{address.absolute(site, language, claim.page.name)}#{claim.id}"
                for language in languages
                if (language, claim.page.name) in book.pages
            },
        }
        for (language, _), claim in book.claims.items()
        if language == ENGLISH
    ]


def sitemap(book: Book, site: str, languages: list[str]) -> str:
    """sitemap.xml: every page in the languages in which it was written; no fallback pages."""
    urls = []
    names = book.names
    for language, name in sorted(names):
        if language not in languages:
            continue
        there = [other for other in languages if (other, name) in names]
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{other}" href={quoteattr(address.absolute(site, other, name))}/>'
            for other in there
            if len(there) > 1
        )
        urls.append(f"<url><loc>{escape(address.absolute(site, language, name))}</loc>{links}</url>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(urls) + "\n</urlset>\n"
    )


def feed(page: Page, site: str, language: str, title: str) -> str:
    """An Atom feed of the page of changes, whose headings are “2026-11-21: what changed”. Raises Problem on a heading
    without a date, or whose date is not one."""
    url = address.absolute(site, language, page.name)
    entries = []
    for number, heading in enumerate(page.headings[1:], 1):
        match = DATED.fullmatch(heading.title)
        if not match:
            raise Problem(page.path, heading.line, "write a change as “## 2026-11-21: what changed {#2026-11-21-id}”")
        try:
            date.fromisoformat(match["date"])
        except ValueError as error:
            raise Problem(page.path, heading.line, f"“{match['date']}” is no date: {error}") from None
        after = page.headings[number + 1].line if number + 1 < len(page.headings) else len(page.lines) + 1
        text = " ".join(" ".join(page.lines[heading.line : after - 1]).split())
        entries.append(
            f"<entry><id>{url}#{heading.id}</id><title>{escape(match['title'])}</title>"
            f'<link href="{url}#{heading.id}"/><updated>{match["date"]}T00:00:00Z</updated>'
            f"<summary>{escape(LINK.sub(lambda link: link['text'], text))}</summary></entry>"
        )
    dates = [match["date"] for h in page.headings[1:] if (match := DATED.fullmatch(h.title))]
    updated = max(dates, default="1970-01-01")
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">'
        f"<id>{url}</id><title>{escape(title)}</title><updated>{updated}T00:00:00Z</updated>"
        f'<link href="{url}"/><link rel="self" href="{address.absolute(site, language, "index")}feed.xml"/>'
        f"<author><name>{escape(title)}</name></author>{''.join(entries)}</feed>\n"
    )
