"""An edition: the book in one language, and the HTML around its text, which stands in templates/."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from html import escape
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from math_core import LatexError, LatexToMathML

from layer_by_layer.content.book import Book
from layer_by_layer.content.claim import VERDICTS
from layer_by_layer.content.language import Language
from layer_by_layer.content.markup import INLINE_CODE, MATH
from layer_by_layer.render import address
from layer_by_layer.render.listing import parts


class _Loader(FileSystemLoader):
    """Reads templates without the line ends and indentation that make them readable."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, name, current = super().get_source(environment, template)
        return re.sub(r"\n\s*", "", source), name, current


@cache
def templates() -> Environment:
    """The templates, whose text is escaped and in which a name that is not there is an error."""
    loader = _Loader(Path(__file__).with_name("templates"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)


class Edition:
    """The book in one language; `repository` is the address of its sources, where it is known."""

    def __init__(self, book: Book, language: Language, repository: str = "") -> None:
        self.book = book
        self.repository = repository.rstrip("/")
        self.language = language
        self.latex = LatexToMathML()

    def html(self, template: str, page_name: str, **values: object) -> str:
        """A template filled in for the page `page_name`, with `values` and what every template may ask for."""
        return (
            templates()
            .get_template(f"{template}.html")
            .render(
                edition=self,
                book=self.book,
                text=self.language.text,
                inline=self.inline,
                verdicts=VERDICTS,
                parts=parts,
                link=partial(address.relative, page_name),
                example_link=partial(address.of_example, page_name),
                root=address.root(page_name, self.language.code),
                **values,
            )
        )

    def inline(self, text: str) -> Markup:
        """A title as HTML: its inline code and mathematics."""

        def formula(match: re.Match[str]) -> str:
            try:
                return self.latex.convert_with_local_state(match["block"] or match["inline"], displaystyle=False)
            except LatexError:  # reported where the title stands
                return match[0]

        text = INLINE_CODE.sub(lambda match: f"<code>{match['code']}</code>", escape(text, quote=False))
        return Markup(MATH.sub(formula, text))
