"""What search engines, feeds and other sites read: heads, structured data, sitemap, feeds, cards."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from conftest import written
from PIL import Image

from layer_by_layer.content.book import Book
from layer_by_layer.content.language import folders
from layer_by_layer.publish import head

ROOT = Path(__file__).parent.parent
ADDRESS = "https://layer-by-layer.example/"
LANGUAGES = [folder.name for folder in folders(ROOT / "docs")]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def file_of(site: Path, language: str, name: str) -> Path:
    """The built file of a page."""
    return site / ("" if language == "en" else language) / name.removesuffix("index") / "index.html"


def address_of(site: Path, path: Path) -> str:
    """The absolute address of a built file."""
    return ADDRESS + path.relative_to(site).as_posix().removesuffix("index.html")


def one(pattern: str, html: str) -> str:
    """The only match of a pattern."""
    (found,) = re.findall(pattern, html)
    return unescape(found)


def test_every_page_has_its_own_title_and_description(site: Path, book: Book) -> None:
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for code, name in sorted(book.names):
            if code != language:
                continue
            html = file_of(site, language, name).read_text(encoding="utf-8")
            title, description = (
                one("<title>(.*?)</title>", html),
                one('<meta name="description" content="(.*?)">', html),
            )
            assert title not in seen, f"{name} and {seen.get(title)} have the title “{title}” in {language}"
            seen[title] = name
            assert description, name


def test_canonical_and_hreflang_are_absolute_and_mutual(site: Path, book: Book) -> None:
    for language, name in book.names:
        path = file_of(site, language, name)
        html = path.read_text(encoding="utf-8")
        assert one('<link rel="canonical" href="(.*?)">', html) == address_of(site, path)
        links = dict(re.findall(r'<link rel="alternate " hreflang="(.*?)" href="(.*?)">', html))
        there = {code: address_of(site, file_of(site, code, name)) for code in LANGUAGES if (code, name) in book.names}
        expected = {**there, "x-default": address_of(site, file_of(site, "en", name))} if len(there) > 1 else {}
        assert links == expected, name
        assert one('<html lang="(.*?)"', html) == language


def test_no_link_of_the_kind_that_makes_material_fetch_a_sitemap(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert 'rel="alternate"' not in path.read_text(encoding="utf-8"), path


def test_structured_data_names_the_question_and_reviews_every_claim(site: Path, book: Book) -> None:
    for (language, name), page in book.pages.items():
        if page.is_draft:
            continue
        html = file_of(site, language, name).read_text(encoding="utf-8")
        data: dict[str, Any] = json.loads(one('<script type="application/ld\\+json">(.*?)</script>', html))
        article, *reviews = data["@graph"]
        assert (article["@type"], article["headline"], article["inLanguage"]) == (
            "TechArticle",
            page.meta["title"],
            language,
        )
        claims = book.claims_on(page)
        assert [review["url"].partition("#")[2] for review in reviews] == [claim.id for claim in claims]
        for claim, review in zip(claims, reviews):
            word = book.languages[language].text(f"verdict.{claim.verdict}")
            assert review["reviewRating"]["alternateName"] == word
        question = article.get("mainEntity")
        assert bool(question) == str(page.meta["title"]).endswith(("?", "？", "؟"))
        assert not question or len(question["acceptedAnswer"]["text"]) > 40


def test_every_page_has_a_card(site: Path, book: Book) -> None:
    for language, name in book.names:
        html = file_of(site, language, name).read_text(encoding="utf-8")
        card = site / one('<meta property="og:image" content="(.*?)">', html).removeprefix(ADDRESS)
        with Image.open(card) as picture:
            assert picture.size == (1200, 630), card
        assert card.stat().st_size < 40_000, card


def test_sitemap_lists_the_pages_that_were_written_and_no_fallback(site: Path, book: Book) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    listed = [element.text for element in tree.iter(f"{SITEMAP}loc")]
    assert sorted(filter(None, listed)) == sorted(address_of(site, file_of(site, *page)) for page in book.names)
    assert f"Sitemap: {ADDRESS}sitemap.xml" in (site / "robots.txt").read_text()


@pytest.mark.parametrize("language", [language for language in LANGUAGES if written(language, "changes")])
def test_feed_tells_the_changes(site: Path, book: Book, language: str) -> None:
    feed = ElementTree.parse((site if language == "en" else site / language) / "feed.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(book.pages[language, "changes"].headings) - 1
    for entry in entries:
        page, _, fragment = (entry.findtext(f"{ATOM}id") or "").removeprefix(ADDRESS).partition("#")
        assert f'id="{fragment}"' in (site / page / "index.html").read_text(encoding="utf-8")
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language


def test_policy_names_the_hash_of_every_script_and_nothing_unsafe(site: Path) -> None:
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        policy = one('<meta http-equiv="Content-Security-Policy" content="(.*?)">', html)
        assert "unsafe" not in policy
        for script in head.SCRIPT.finditer(html):
            if "src=" not in script["attributes"] and "json" not in script["attributes"]:
                digest = base64.b64encode(hashlib.sha256(script["code"].encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy, path


def test_404_speaks_every_language(site: Path) -> None:
    html = (site / "404.html").read_text(encoding="utf-8")
    assert re.findall(r'<section class="not-found" lang="(.*?)"', html) == LANGUAGES


def test_font_of_the_mathematics_has_every_character(site: Path) -> None:
    import font

    used = font.used(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    missing = used - font.contained(ROOT / font.SUBSET)
    assert not missing, f"mend it with: python -m tests.font PATH/latinmodern-math.otf (missing: {missing})"
    assert (ROOT / font.SUBSET).stat().st_size < 20_000
    assert (ROOT / font.SUBSET).with_name("GUST-FONT-LICENSE.txt").is_file()
