"""The page of an example: its notebook, with what stands above and below it."""

from __future__ import annotations

from markupsafe import Markup, escape

from layer_by_layer.content.example import Example
from layer_by_layer.content.program import before
from layer_by_layer.render.drawing import figure
from layer_by_layer.render.edition import Edition


def example_page(edition: Edition, example: Example, cells: str) -> str:
    """The page of an example: title, summary, downloads, figure, `cells` (HTML), and the claims that it supports."""
    book, language = edition.book, edition.language
    title, summary = language.about(example)
    pages = (page for (code, _), page in book.pages.items() if code == language.code)
    shown = (block for page in pages for block in page.of_kind("figure") if block.argument == example.name)
    alt = next((block.options["alt"] for block in shown), title) if example.is_figure else ""
    claims = book.claims_in(language.code)
    return edition.html(
        "example_page",
        f"examples/{example.name}",
        example=example,
        title=title,
        summary=summary,
        own=Markup("" if example.name in language.examples else ' lang="en"'),
        svg=Markup(figure(example, alt, language.rules, book.runs.get(example.name)) if alt else ""),
        cells=Markup(_whole(cells, example, language.text("example.prints"))),
        supports=[claim for claim in claims if any(one.split("#")[0] == example.name for one in claim.evidence)],
    )


def _whole(cells: str, example: Example, prints: str) -> str:
    """The cells with what a script needs to copy a whole program from one: the names of those that it needs."""
    for name, cell in example.cells.items():
        needs = " ".join(one.name for one in before(example, [cell]))
        cells = cells.replace(f' id="{name}">', f' id="{name}" data-needs="{needs}">', 1)  # attributes are sorted
    label = escape(prints)
    return cells.replace('<pre class="output"', f'<pre class="output" data-label="{label}"')
