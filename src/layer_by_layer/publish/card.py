"""Cards: the picture that stands beside a link to a page when it is shared. Drawn at build, without network."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
SIGN = HEIGHT - 200  # where the sign of the site begins
# The light colours of tokens.css: paper, ink, then three steps of positive values, and three of negative ones.
PAPER, INK = (252, 252, 249), (22, 32, 42)
STEPS = ((211, 230, 245), (141, 191, 227), (63, 143, 198), (251, 227, 208), (240, 177, 132), (208, 112, 44))
SHADES = 10
MAP = ((1, -2, 3, 0), (-4, 5, -6, 7), (-1, -3, 2, -8), (-5, -2, -9, 4))
CHINESE = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Serif CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")


def font_for(text: str) -> str | None:
    """A font file that has the letters of `text`: DejaVu, which comes with matplotlib, or an installed Chinese one;
    None where the machine has none that can write it."""
    if all(ord(letter) < 0x2E80 for letter in text):
        return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf")
    return _chinese()


@cache
def _chinese() -> str | None:
    installed = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    return next((installed[name] for name in CHINESE if name in installed), None)


def card(title: str, site: str, question: str = "") -> bytes:
    """A PNG of 1200 x 630: the title of a page, the name of the site, and the figure of the question it belongs to.

    Drawn in grey and given a palette of 16 colours (10 shades from paper to ink, 6 for the figure). Only the
    rows down to the end of the title are drawn and packed for each page, the rest once for a site: a quarter of the
    work, which matters at a thousand pages a language.
    """
    path = font_for(title)
    size, lines = _fit(title, path) if path else (0, [])
    grey = Image.new("L", (WIDTH, min(MARGIN + math.ceil(len(lines) * size * 1.3), SIGN)), 0)
    for number, line in enumerate(lines):
        ImageDraw.Draw(grey).text((MARGIN, MARGIN + number * size * 1.3), line, 255, _font(str(path), size))
    rows, (foot, packed) = _rows(_shaded(grey)), _foot(site, question, grey.height)
    check = zlib.adler32(foot, zlib.adler32(rows)).to_bytes(4)
    data = b"\x78\x01" + _packed(rows, zlib.Z_FULL_FLUSH) + packed + check
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(_palette())), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(part)) + name + part + zlib.crc32(name + part).to_bytes(4) for name, part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@cache
def _foot(site: str, question: str, top: int) -> tuple[bytes, bytes]:
    """The rows of a card from `top` on, plain and packed: the name of the site, and a figure."""
    grey = Image.new("L", (WIDTH, HEIGHT), 0)
    if path := font_for(site):
        ImageDraw.Draw(grey).text((MARGIN, HEIGHT - MARGIN - 36), site, 160, _font(path, 36))
    picture = _shaded(grey)
    FIGURES.get(question, _layers)(ImageDraw.Draw(picture))
    rows = _rows(picture.crop((0, top, WIDTH, HEIGHT)))
    return rows, _packed(rows, zlib.Z_FINISH)


def _layers(pen: ImageDraw.ImageDraw) -> None:
    """Three layers, the sign of the site."""
    for step in range(3):
        y = SIGN + 50 + 34 * step
        edge = [(980, y), (1080, y - 50), (1180, y), (1080, y + 50)]
        pen.polygon(edge, fill=SHADES + 2 - step, outline=0)


def _order(pen: ImageDraw.ImageDraw) -> None:
    """The map of the site, and what both orders make of it with max pooling."""
    _map(pen, MAP, 800, SIGN)
    pen.line([(976, SIGN + 80), (1010, SIGN + 80)], SHADES - 1, 5)
    pen.polygon([(1010, SIGN + 70), (1010, SIGN + 90), (1026, SIGN + 80)], fill=SHADES - 1)
    _map(pen, ((5, 7), (0, 4)), 1040, SIGN + 40)


def _map(pen: ImageDraw.ImageDraw, values: Sequence[Sequence[int]], left: int, top: int) -> None:
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            step = min(abs(value) * 2 // 7, 2) + 3 * (value < 0)
            x, y = left + 40 * column, top + 40 * row
            pen.rectangle((x, y, x + 40, y + 40), fill=SHADES + step if value else 1, outline=SHADES - 1)
            place, font = (x + 20, y + 20), _font(str(font_for("")), 20)
            pen.text(place, str(value).replace("-", "\N{MINUS SIGN}"), SHADES - 1, font, anchor="mm")


def _weights(pen: ImageDraw.ImageDraw) -> None:
    """The weights of the first dense layer, 4096 rows of 9216."""
    left, top, right, bottom = 780, SIGN + 20, 780 + 340, SIGN + 20 + 151
    pen.rectangle((left, top, right, bottom), fill=SHADES, outline=SHADES - 1, width=3)
    place, font = ((left + right) // 2, (top + bottom) // 2), _font(str(font_for("")), 32)
    pen.text(place, "9216 \N{MULTIPLICATION SIGN} 4096", SHADES - 1, font, anchor="mm")


FIGURES = {"layer-order": _order, "dense-dimension": _weights}
"""The figure of a question, by the folder of its pages; other pages have the sign of the site."""


def _shaded(grey: Image.Image) -> Image.Image:
    """A grey picture in the colours of the palette."""
    picture = grey.point([shade * (SHADES - 1) // 255 for shade in range(256)])
    picture.putpalette(_palette())  # which makes its greys numbers of colours
    return picture


def _rows(picture: Image.Image) -> bytes:
    """The rows of a PNG, each but the first as its difference from the row above: most are nothing then."""
    pixels = np.frombuffer(picture.tobytes("raw", "P;4"), np.uint8).reshape(-1, WIDTH // 2)
    rows = np.pad(pixels, ((0, 0), (1, 0)), constant_values=2)  # the number of the filter stands before each row
    rows[0, 0] = 0
    rows[1:, 1:] -= pixels[:-1]
    return rows.tobytes()


def _packed(rows: bytes, end: int) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15, 9, zlib.Z_RLE)  # runs of paper, mostly
    return packer.compress(rows) + packer.flush(end)


def draw(path: Path, title: str, site: str) -> None:
    """Write a card into a file, whose folder, named as that of the page, is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(card(title, site, path.parent.name.replace("_", "-")))


def _palette() -> list[int]:
    shades = [[round(p + (i - p) * s / (SHADES - 1)) for p, i in zip(PAPER, INK)] for s in range(SHADES)]
    return [part for colour in [*shades, *STEPS] for part in colour]


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _fit(title: str, path: str) -> tuple[int, list[str]]:
    """The largest size at which a title leaves room for the sign of the site, and its lines."""
    for size in (76, 64, 54, 46, 38):
        lines = _wrap(title, _font(path, size))
        if len(lines) * size * 1.3 < SIGN - MARGIN:
            break
    return size, lines


def _wrap(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    """`text` in lines that fit: broken at spaces, and between Chinese characters."""
    parts: list[str] = []
    for word in text.replace("\u00a0", " ").replace("\u202f", " ").split(" "):
        parts += [*word] if any(ord(letter) >= 0x2E80 for letter in word) else [word]
        parts.append(" ")
    lines = [""]
    for part in parts:
        if font.getlength(lines[-1] + part) > WIDTH - 2 * MARGIN and part.strip():
            lines.append("")
        lines[-1] = (lines[-1] + part).lstrip()
    return [line.rstrip() for line in lines]
