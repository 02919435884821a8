"""The page of an example: its notebook, with what stands above and below it."""

from __future__ import annotations

from html import escape

from layer_by_layer.content.example import Example
from layer_by_layer.render import address
from layer_by_layer.render.drawing import figure
from layer_by_layer.render.edition import Edition
from layer_by_layer.render.verdict import verdict


def example_page(edition: Edition, example: Example, cells: str) -> str:
    """The page of an example: title, summary, downloads, figure, `cells` (HTML), and the claims that it supports."""
    book, language = edition.book, edition.language
    text = language.text
    here = f"examples/{example.name}"
    title, summary = language.about(example)
    own = "" if example.name in language.examples else ' lang="en"'
    downloads = "".join(
        f'<li><a href="{address.root(here, language.code)}{here}{suffix}" download>'
        f"{escape(text(f'example.{kind}'))}</a></li>"
        for suffix, kind in ((".py", "script"), (".ipynb", "notebook"))
    )
    supports = "".join(
        f"<li>{verdict(claim.verdict, language)}"
        f' <a href="{address.relative(here, f"{claim.page.name}#{claim.id}")}">{edition.inline(claim.title)}</a></li>'
        for claim in book.claims_in(language.code)
        if any(evidence.split("#")[0] == example.name for evidence in claim.evidence)
    )
    alt = _alt(edition, example) or title
    drawing = (
        f'<figure class="drawing">{figure(example, alt, book.runs.get(example.name))}</figure>'
        if example.is_figure
        else ""
    )
    claims = (
        f'<h2 id="claims">{escape(text("example.claims"))}</h2><ul class="supports">{supports}</ul>' if supports else ""
    )
    return (
        f'<h1 id="example"{own}>{escape(title)}</h1><p{own}>{escape(summary)}</p>'
        f'<p class="command"><code>python examples/{example.name}.py</code></p><ul class="downloads">{downloads}</ul>'
        f'{drawing}<div class="notebook" lang="en">{cells}</div>{claims}'
    )


def _alt(edition: Edition, example: Example) -> str | None:
    """What a page of this language says of a drawing to those who do not see it."""
    pages = (page for (code, _), page in edition.book.pages.items() if code == edition.language.code)
    figures = (block for page in pages for block in page.of_kind("figure") if block.argument == example.name)
    return next((block.options["alt"] for block in figures), None)
