"""The head of a page: what search engines, feeds and browsers read."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

from layer_by_layer.content.book import Book
from layer_by_layer.content.claim import Claim
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.render import address

POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)
PLACE = "content-security-policy-of-this-page"
SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
# How far a verdict is from “true”, for schema.org's ClaimReview; a verdict that is no degree of truth has no number.
RATING = {"false": 1, "depends": 3, "true": 5}


def alternates(book: Book, site: str, name: str, languages: list[str]) -> list[dict[str, str]]:
    """hreflang links to the real translations of a page, itself included, and x-default."""
    names = book.names
    there = [language for language in languages if (language, name) in names]
    if len(there) < 2:
        return []
    links = [{"language": language, "address": address.absolute(site, language, name)} for language in there]
    return [*links, {"language": "x-default", "address": address.absolute(site, ENGLISH, name)}]


def csp(html: str) -> str:
    """`html` with its content security policy, which names the hash of each of its inline scripts."""
    hashes = []
    for script in SCRIPT.finditer(html):
        attributes, code = script["attributes"], script["code"]
        if "src=" not in attributes and "json" not in attributes and code:
            digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
            if f" 'sha256-{digest}'" not in hashes:
                hashes.append(f" 'sha256-{digest}'")
    return html.replace(PLACE, POLICY.format(hashes="".join(hashes)), 1)


def data(book: Book, site: str, name: str, language: str, text: Callable[[str], str], html: str) -> str:
    """schema.org data of a page as JSON-LD: an article, the question that it answers, and a review for each claim."""
    page = book.pages[language, name]
    url = address.absolute(site, language, name)
    home = address.absolute(site, language, "index")
    publisher = {"@type": "Organization", "@id": f"{home}#site", "name": text("language.site"), "url": home}
    article: dict[str, Any] = {
        "@type": "TechArticle",
        "@id": url,
        "headline": page.meta["title"],
        "description": page.meta["description"],
        "inLanguage": language,
        "license": "https://creativecommons.org/licenses/by-sa/4.0/",
        "publisher": publisher,
        "isPartOf": {"@type": "WebSite", "name": text("language.site"), "url": home},
    }
    if str(page.meta["title"]).endswith(("?", "？", "؟")):  # the page that answers one of the site's questions
        answer = {"@type": "Answer", "text": first_paragraph(html), "url": url}
        article["mainEntity"] = {"@type": "Question", "name": page.meta["title"], "acceptedAnswer": answer}
    graph = [article, *(_review(claim, url, home, text) for claim in book.claims_on(page))]
    made = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return made.replace("<", "\\u003c")


def _review(claim: Claim, url: str, home: str, text: Callable[[str], str]) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": text(f"verdict.{claim.verdict}")}
    if claim.verdict in RATING:
        rating |= {"ratingValue": RATING[claim.verdict], "worstRating": 1, "bestRating": 5}
    return {
        "@type": "ClaimReview",
        "url": f"{url}#{claim.id}",
        "claimReviewed": plain(claim.title),
        "reviewRating": rating,
        "author": {"@id": f"{home}#site"},
    }


def plain(markdown: str) -> str:
    """A title without its marks of code, emphasis and mathematics."""
    return re.sub(r"[`*$]", "", markdown)


def first_paragraph(html: str) -> str:
    """The text of the first paragraph of a page: on an answer page, the answer."""
    match = re.search(r"<p>(.*?)</p>", html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", match[1])).split()) if match else ""
