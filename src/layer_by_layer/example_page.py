"""The page of an example: its notebook, with what stands above and below it."""

from __future__ import annotations

from html import escape

from layer_by_layer import address
from layer_by_layer.drawing import figure
from layer_by_layer.example import Example
from layer_by_layer.render import Renderer
from layer_by_layer.verdict import verdict


def example_page(renderer: Renderer, example: Example, cells: str) -> str:
    """The page of an example: title, summary, downloads, figure, `cells` (HTML), and the claims that it supports."""
    book, language = renderer.book, renderer.language
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
        f' <a href="{address.relative(here, f"{claim.page.name}#{claim.id}")}">{renderer.inline(claim.title)}</a></li>'
        for claim in book.claims_in(language.code)
        if any(evidence.split("#")[0] == example.name for evidence in claim.evidence)
    )
    drawing = (
        f'<figure class="drawing">{figure(example, title, book.runs.get(example.name))}</figure>'
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
