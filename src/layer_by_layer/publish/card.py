"""Cards: the picture that stands beside a link to a page when it is shared. Drawn at build, without network."""

from __future__ import annotations

import io
import zlib
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
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

    Drawn in grey and given a palette of 16 colours (13 shades from paper to ink, 3 for the sign of the site): many
    times faster than drawing in colour and reducing afterwards, which matters at a thousand pages a language.
    """
    grey = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(grey)
    if path := font_for(title):
        size, lines = _fit(title, path)
        font = _font(path, size)
        for number, line in enumerate(lines):
            draw.text((MARGIN, MARGIN + number * size * 1.3), line, 255, font)
    if path := font_for(site):
        draw.text((MARGIN, HEIGHT - MARGIN - 36), site, 160, _font(path, 36))
    picture = grey.point([shade * (SHADES - 1) // 255 for shade in range(256)])
    picture.putpalette(_palette())  # which makes its greys numbers of colours
    draw = ImageDraw.Draw(picture)
    for step in range(3):  # three layers, the sign of the site
        top = HEIGHT - 150 + 34 * step
        draw.polygon([(980, top), (1080, top - 50), (1180, top), (1080, top + 50)], fill=SHADES + step, outline=0)
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=6, compress_type=zlib.Z_RLE)  # runs of paper, mostly
    return out.getvalue()


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
    """The largest size at which a title leaves room for the name of the site, and its lines."""
    for size in (76, 64, 54, 46, 38):
        lines = _wrap(title, _font(path, size))
        if len(lines) * size * 1.3 < HEIGHT - 3 * MARGIN:
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
