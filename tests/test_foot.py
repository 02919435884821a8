"""The foot of a page: report, edit, cite; and CITATION.cff, which says the same of the whole."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from layer_by_layer.publish import foot as feet
from layer_by_layer.publish.card import card
from layer_by_layer.publish.foot import Foot, foot

ROOT = Path(__file__).parent.parent
ADDRESS = "https://layer-by-layer.example/fr/layer-order/"
REQUIRED = {"cff-version", "message", "title", "authors"}
KNOWN = REQUIRED | {"type", "abstract", "version", "date-released", "license", "keywords", "url", "repository-code"}


def made(title: str = "100 % & more?", repository: str = "https://forge.example/us/book/") -> Foot:
    """The foot of a page with a title that needs care."""
    source = "docs/fr/layer-order/index.md"
    return foot(title, "Site", ADDRESS, source=source, repository=repository, subject=f"Error on “{title}”")


def test_a_report_names_the_page_and_its_address() -> None:
    address = urlsplit(made().report)
    assert address.path == "/us/book/issues/new"
    asked = parse_qs(address.query)
    assert asked["title"] == ["Error on “100 % & more?”"]
    assert asked["body"][0].strip() == ADDRESS


def test_edit_leads_to_the_file_of_the_page() -> None:
    assert made().edit == "https://forge.example/us/book/edit/main/docs/fr/layer-order/index.md"


def test_without_a_repository_a_page_is_cited_all_the_same() -> None:
    page = made(repository="")
    assert (page.report, page.edit) == ("", "")
    assert ADDRESS in page.citation


def test_a_citation_has_title_year_version_and_the_permanent_address() -> None:
    page = made("Max pooling")
    assert page.citation == f"Site ({feet.YEAR}). Max pooling. {feet.VERSION}. {ADDRESS}"
    assert "more?." not in made().citation


def test_bibtex_escapes_what_tex_would_read() -> None:
    entry = made().bibtex
    assert entry.startswith("@misc{layer-by-layer-fr-layer-order,\n")
    assert r"title = {{100 \% \& more?}}" in entry
    assert f"url = {{{ADDRESS}}}" in entry
    assert len(re.findall(r"(?<!\\)\{", entry)) == len(re.findall(r"(?<!\\)\}", entry))


def test_the_citation_file_is_cff_and_says_the_version_of_the_package() -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cff.keys() >= REQUIRED
    assert cff.keys() <= KNOWN
    assert cff["cff-version"] == "1.2.0"
    assert all(author.keys() & {"name", "family-names"} for author in cff["authors"])
    assert str(cff["version"]) == project["version"] == feet.VERSION
    assert cff["date-released"].year == feet.YEAR
    assert cff["license"] == project["license"].split(" AND ")


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh"])
def test_every_page_can_be_cited(language: str, site: Path) -> None:
    folder = site if language == "en" else site / language
    html = (folder / "layer-order" / "index.html").read_text(encoding="utf-8")
    assert html.count('<footer class="foot">') == 1
    assert "@misc{layer-by-layer-" in html


def test_a_card_shows_the_figure_of_its_question() -> None:
    """The same title three times: only the figure differs, and a page of no question has the sign of the site."""
    made = {question: card("Title", "Site", question) for question in ("layer-order", "dense-dimension", "threads", "")}
    assert len(set(made.values())) == 3
    assert made["threads"] == made[""]
