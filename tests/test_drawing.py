"""Drawings: colours, letters and numbers of a figure's script as the site shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from layer_by_layer.content import example as examples
from layer_by_layer.content import rules
from layer_by_layer.content.example import Example
from layer_by_layer.render.drawing import PALETTE, SCALE, figure, localised

ROOT = Path(__file__).parent.parent
FIGURES = sorted((ROOT / "examples").glob("*/figures/*.py"))
MATTER = {"en": "37,748,736 × 0.25", "fr": "37\u202f748\u202f736 × 0,25", "zh": "37,748,736 × 0.25"}


def load(path: Path) -> Example:
    """A figure's script."""
    return examples.load(path, ROOT / "examples")


def test_the_palette_is_that_of_the_style_sheet() -> None:
    light = (ROOT / "docs/assets/css/tokens.css").read_text(encoding="utf-8").split("slate")[0]
    tokens = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    for colour, name in PALETTE.items():
        assert colour == ("#000000" if name == "ink" else tokens[name]), name


def test_every_colour_has_its_class_in_the_style_sheet() -> None:
    sheet = (ROOT / "docs/assets/css/figures.css").read_text(encoding="utf-8")
    for name in PALETTE.values():
        assert f".fill-{name} {{ fill: var(--{name}); }}" in sheet
        assert f".stroke-{name} {{ stroke: var(--{name}); }}" in sheet


@pytest.mark.parametrize(("language", "written"), MATTER.items())
def test_a_language_writes_its_numbers(language: str, written: str) -> None:
    own = rules.load(ROOT / "docs" / language / "language.toml")
    assert localised("37748736 × 0.25", own) == written


@pytest.mark.parametrize(
    ("label", "shown"),
    [("-3", "−3"), ("9216", "9216"), ("conv1", "conv1"), ("227×227×3", "227×227×3"), ("96.17", "96.17"), ("", "")],
)
def test_what_is_no_long_number_stays(label: str, shown: str) -> None:
    assert localised(label, rules.NEUTRAL) == shown


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.stem)
def test_a_drawing_keeps_to_the_rules_of_the_house(path: Path) -> None:
    svg = figure(load(path), "what it shows")
    assert "style=" not in svg
    assert "font-family" not in svg
    assert not re.findall(r'(?:fill|stroke)="#[0-9a-f]+"', svg), "a colour that is none of the tokens"
    assert "<text" in svg
    assert "DejaVu" not in svg
    width = float(re.findall(r'viewBox="0 0 (\S+)', svg)[0])
    assert width <= 360, "wider than a phone"
    assert f'width="{width * SCALE:.0f}"' in svg
    assert min(map(float, re.findall(r'font-size="([0-9.]+)', svg))) >= 12, "too small on a phone"


def test_a_colour_of_no_token_is_seen(tmp_path: Path) -> None:
    script = tmp_path / "topic" / "figures" / "line.py"
    script.parent.mkdir(parents=True)
    script.write_text(
        '"""A line\n\nRed."""\n\n# %% drawing\nimport matplotlib.pyplot as plt\n\nfigure = plt.figure()\n'
        'figure.add_axes((0, 0, 1, 1)).plot([0, 1], color="#ff0000")\nprint(1)\n#> 1\nfigure.savefig("line.svg")\n',
        encoding="utf-8",
    )
    svg = figure(examples.load(script, tmp_path), "a line")
    assert re.findall(r'stroke="#[0-9a-f]+"', svg)
