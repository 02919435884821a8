"""Cards: the picture that stands beside a link to a page when it is shared. Drawn at build, without network."""

from __future__ import annotations

import math
import struct
import zlib
from functools import cache
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
SIGN = HEIGHT - 200  # where the sign of the site begins
PAPER, INK = (253, 253, 251), (28, 40, 48)
LAYERS = ((29, 100, 128), (127, 179, 199), (201, 223, 231))
SHADES = 13
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


def card(title: str, site: str) -> bytes:
    """A PNG of 1200 x 630: the title of a page, and the name of the site.

    Drawn in grey and given a palette of 16 colours (13 shades from paper to ink, 3 for the sign of the site). Only the
    rows down to the end of the title are drawn and packed for each page, the rest once for a site: a quarter of the
    work, which matters at a thousand pages a language.
    """
    path = font_for(title)
    size, lines = _fit(title, path) if path else (0, [])
    grey = Image.new("L", (WIDTH, min(MARGIN + math.ceil(len(lines) * size * 1.3), SIGN)), 0)
    for number, line in enumerate(lines):
        ImageDraw.Draw(grey).text((MARGIN, MARGIN + number * size * 1.3), line, 255, _font(str(path), size))
    rows, (foot, packed) = _rows(_shaded(grey)), _foot(site, grey.height)
    check = zlib.adler32(foot, zlib.adler32(rows)).to_bytes(4)
    data = b"\x78\x01" + _packed(rows, zlib.Z_FULL_FLUSH) + packed + check
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0)
    parts = ((b"IHDR", header), (b"PLTE", bytes(_palette())), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(part)) + name + part + zlib.crc32(name + part).to_bytes(4) for name, part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@cache
def _foot(site: str, top: int) -> tuple[bytes, bytes]:
    """The rows of a card from `top` on, plain and packed: the name of the site, and its sign."""
    grey = Image.new("L", (WIDTH, HEIGHT), 0)
    if path := font_for(site):
        ImageDraw.Draw(grey).text((MARGIN, HEIGHT - MARGIN - 36), site, 160, _font(path, 36))
    picture = _shaded(grey)
    for step in range(3):  # three layers, the sign of the site
        y = SIGN + 50 + 34 * step
        edge = [(980, y), (1080, y - 50), (1180, y), (1080, y + 50)]
        ImageDraw.Draw(picture).polygon(edge, fill=SHADES + step, outline=0)
    rows = _rows(picture.crop((0, top, WIDTH, HEIGHT)))
    return rows, _packed(rows, zlib.Z_FINISH)


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
    """Write a card into a file, whose folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(card(title, site))


def _palette() -> list[int]:
    shades = [[round(p + (i - p) * s / (SHADES - 1)) for p, i in zip(PAPER, INK)] for s in range(SHADES)]
    return [part for colour in [*shades, *LAYERS] for part in colour]


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
