"""Cards: the picture that stands beside a link to a page when it is shared. Drawn at build, without network."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
PAPER, INK, BLUE, FAINT = "#fdfdfb", "#1c2830", "#1d6480", "#5a6770"
CHINESE = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Serif CJK SC", "Source Han Sans SC", "WenQuanYi Zen Hei")


def font_for(text: str) -> str | None:
    """A font file that has the letters of `text`: DejaVu, which comes with matplotlib, or an installed Chinese one;
    None where the machine has none that can write it."""
    if all(ord(letter) < 0x2E80 for letter in text):
        return str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans-Bold.ttf")
    return _chinese()


@lru_cache(maxsize=None)
def _chinese() -> str | None:
    installed = {font.name: font.fname for font in font_manager.fontManager.ttflist}
    return next((installed[name] for name in CHINESE if name in installed), None)


def card(title: str, site: str) -> bytes:
    """A PNG of 1200 x 630: the title of a page, and the name of the site."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    for step, colour in enumerate((BLUE, "#7fb3c7", "#c9dfe7")):  # three layers, the sign of the site
        top = HEIGHT - 150 + 34 * step
        draw.polygon([(980, top), (1080, top - 50), (1180, top), (1080, top + 50)], fill=colour, outline=PAPER, width=4)
    if path := font_for(title):
        for size in range(76, 35, -4):
            font = ImageFont.truetype(path, size)
            lines = _wrap(title, font)
            if len(lines) * size * 1.3 < HEIGHT - 3 * MARGIN:
                break
        for number, line in enumerate(lines):
            draw.text((MARGIN, MARGIN + number * size * 1.3), line, INK, font)
    if path := font_for(site):
        draw.text((MARGIN, HEIGHT - MARGIN - 36), site, FAINT, ImageFont.truetype(path, 36))
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


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
