"""Proofs: pages as Markdown makes them, without building a site, compared with what the checks have read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from markdown import Markdown

from layer_by_layer.checks import shown
from layer_by_layer.content import settings
from layer_by_layer.content.book import Book
from layer_by_layer.content.example import Example
from layer_by_layer.content.language import Language, Names
from layer_by_layer.content.markup import fold
from layer_by_layer.content.page import Page, parse
from layer_by_layer.content.problem import Problem
from layer_by_layer.render.renderer import Renderer


class Proof(Renderer):
    """Renders pages without what no check reads: drawings, which take seconds, and words of the interface."""

    def __init__(self, book: Book, language: Language) -> None:
        super().__init__(book, replace(language, strings={}, fallback=Names()))

    def drawing(self, example: Example, alt: str) -> str:
        """Nothing in the place of a drawing."""
        return ""


def markdown(root: Path) -> Markdown:
    """Markdown with the extensions of mkdocs.yml, as MkDocs uses it. Raises Problem when they cannot be loaded."""
    names, options = settings.markdown_extensions(root)
    try:
        return Markdown(extensions=names, extension_configs=options)
    except Exception as error:  # whatever an extension raises
        raise Problem(root / settings.FILE, 1, f"markdown_extensions: {error}") from None


def check(book: Book, pages: Iterable[Page]) -> Iterator[Problem]:
    """What is wrong with pages as they will be shown: the first difference of each, and LaTeX that is none."""
    reader = markdown(book.root)
    proofs = {code: Proof(book, language) for code, language in book.languages.items()}
    for page in pages:
        if page.of_kind("statement") and not book.statements:
            continue  # they cannot be read, which is said
        try:
            rendered = proofs[page.language].render(page)
            yield from shown.check(page, reader.reset().convert(rendered.markdown), rendered.said)
        except Problem as problem:
            yield problem


def differs(book: Book, page: Page, text: str) -> str | None:
    """What a page would show otherwise if it had another text, but for the characters that typography changes."""
    reader, proof = markdown(book.root), Proof(book, book.languages[page.language])
    there = parse(text, page.path, page.language, page.name)
    # Not the repr of the front matter: it writes a narrow space as an escape, which would be another text.
    texts = [
        [reader.reset().convert(proof.render(one).markdown), *map(str, one.meta.values())] for one in (page, there)
    ]
    made = [_untypeset("\n".join(text)) for text in texts]
    if made[0] == made[1]:
        return None
    at = next((at for at, (a, b) in enumerate(zip(*made)) if a != b), 0)
    return f"the page would show “{made[1][max(0, at - 20) : at + 20]}” for “{made[0][max(0, at - 20) : at + 20]}”"


def _untypeset(html: str) -> str:
    """HTML without spaces, quotation marks and dashes, punctuation in one width, numbers in one format."""
    html = fold(html.replace("&quot;", "")).translate(_MARKS)
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", html)


_MARKS = str.maketrans("，。：；？！（）您.", ",,:;?!()你,", "«»“”„‘’'\"「」-–—")
