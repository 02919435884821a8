"""An edition: the book in one language, as its pages, tables and banners show it."""

from __future__ import annotations

from html import escape

from math_core import LatexToMathML

from layer_by_layer.content.book import Book
from layer_by_layer.content.language import Language
from layer_by_layer.content.markup import INLINE_CODE, MATH


class Edition:
    """The book in one language; `repository` is the address of its sources, where it is known."""

    def __init__(self, book: Book, language: Language, repository: str = "") -> None:
        self.book = book
        self.repository = repository.rstrip("/")
        self.language = language
        self.latex = LatexToMathML()

    def inline(self, text: str) -> str:
        """A title as HTML: its inline code and mathematics."""
        text = INLINE_CODE.sub(lambda match: f"<code>{match['code']}</code>", escape(text, quote=False))
        return MATH.sub(
            lambda match: self.latex.convert_with_local_state(match["block"] or match["inline"], displaystyle=False),
            text,
        )
