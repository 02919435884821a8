"""The font of the mathematics: a subset of Latin Modern Math with the characters that pages use.

The subset lies in docs/assets/fonts/, so that a build needs no font; a test says when a page uses a character that it
lacks, and ``python -m tests.font PATH/latinmodern-math.otf`` makes it again.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from html import unescape
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from layer_by_layer.content import book as books
from layer_by_layer.content.book import Book
from layer_by_layer.render.renderer import Renderer

SUBSET = Path("docs/assets/fonts/layer-by-layer-math.woff2")
MATHML = re.compile(r"<math\b.*?</math>", re.DOTALL)
# What formulas are likely to need next, so that a new page seldom needs a new font.
RESERVE = "0123456789()[]|,.=+-*/<>abcdefghijklmnopqrstuvwxyz−×·±≤≥≠≈∈→∑√⌊⌋⌈⌉…σμλδ"


def italic(letter: str) -> str:
    """The mathematical italic that a browser draws for a variable of one letter."""
    if letter == "h":
        return "\u210e"
    for first, base in (("A", 0x1D434), ("a", 0x1D44E), ("Α", 0x1D6E2), ("α", 0x1D6FC)):
        last = {"A": "Z", "a": "z", "Α": "Ω", "α": "ω"}[first]
        if first <= letter <= last:
            return chr(base + ord(letter) - ord(first))
    return letter


def used(pages: Iterable[str]) -> set[str]:
    """The characters of the mathematics in built pages, as a browser draws them."""
    found: set[str] = set()
    for html in pages:
        for math in MATHML.findall(html):
            for variable in re.findall(r"<mi>([^<&])</mi>", math):
                found.add(italic(variable))
            rest = re.sub(r"<mi>[^<&]</mi>", "", math)
            found |= set(unescape(re.sub(r"<[^>]+>", "", rest)))
    return {character for character in found if not character.isspace() and ord(character) > 32}


def contained(path: Path) -> set[str]:
    """The characters that a font can draw."""
    with TTFont(path) as font:
        return {chr(code) for code in font.getBestCmap()}


def make(source: Path, target: Path, characters: set[str]) -> int:
    """Write the subset of the font `source`, with its MATH table; return its size in bytes."""
    wanted = characters | set(RESERVE) | {italic(letter) for letter in RESERVE if letter.isalpha()}
    # Without layout features: the variants for scripts (“ssty”) would double the size.
    options = subset.Options(flavor="woff2", layout_features=[], hinting=False, name_IDs=[0, 13, 14])
    with TTFont(source) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(wanted)))
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(target)
    return target.stat().st_size


def mathematics(book: Book) -> list[str]:
    """All formulas of the pages, as MathML."""
    renderers = {code: Renderer(book, language) for code, language in book.languages.items()}
    return [
        html
        for (code, _), page in book.pages.items()
        for html in renderers[code].render(page).tokens.values()
        if "<math" in html
    ]


def main(source: Path) -> None:
    """Make the font again, with the characters that the pages use now."""
    read = books.load(Path("."))
    made = mathematics(read)
    print(f"{SUBSET}: {make(source, SUBSET, used(made))} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
