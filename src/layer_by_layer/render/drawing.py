"""Drawings: the SVG that a figure's script saves, as the site shows it."""

from __future__ import annotations

import re
from html import escape

from layer_by_layer.content import example as examples
from layer_by_layer.content.example import Example, Run
from layer_by_layer.content.problem import Problem

# The colours in which the scripts draw, and the names of those of the site that take their place.
PALETTE = {
    "#000000": "ink",
    "#666666": "faint",
    "#2a7f9e": "positive",
    "#c8553d": "negative",
    "#e0a82e": "accent",
    "#d5e8ee": "positive-pale",
    "#f6ddd7": "negative-pale",
    "#f8ecd0": "accent-pale",
    "#eeeeee": "grey-pale",
    "#ffffff": "paper",
}


def figure(example: Example, alt: str, result: Run | None = None) -> str:
    """The SVG that a figure's script draws, without inline styles (the content security policy forbids them), its
    colours as classes that the site maps to its light and dark palettes. Raises Problem when it draws nothing."""
    result = result or examples.run(example)
    if result.failure:
        raise Problem(example.path, result.failure_line or 1, f"the figure raised\n{result.failure}")
    if not result.svg:
        raise Problem(example.path, 1, f"no figure: end the script with savefig(“{example.name.split('/')[-1]}.svg”)")
    prefix = example.name.split("/")[-1].replace("_", "-")
    svg = result.svg[result.svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(id="|xlink:href="#|href="#|url\(#)', rf"\1{prefix}-", svg)
    svg = re.sub(r"<(\w+)((?:[^>\"]|\"[^\"]*\")*?)(/?)>", _restyle, svg)
    svg = re.sub(
        r'<svg[^>]*?viewBox="([^"]*)"[^>]*>',
        rf'<svg class="fill-ink" viewBox="\1" role="img" aria-label="{escape(alt)}">',
        svg,
    )
    return re.sub(r">\s+<", "><", svg.replace("xlink:href", "href")).strip()


def _restyle(match: re.Match[str]) -> str:
    name, attributes, slash = match[1], match[2], match[3]
    classes: list[str] = []

    def attribute(key: str, value: str) -> str:
        value = value.strip()
        if key in ("fill", "stroke") and value.lower() in PALETTE:
            classes.append(f"{key}-{PALETTE[value.lower()]}")
            return ""
        return f' {key}="{value}"'

    style = re.search(r'\sstyle="([^"]*)"', attributes)
    if style:
        pairs = [part.partition(":") for part in style[1].split(";") if ":" in part]
        attributes = attributes.replace(style[0], "") + "".join(attribute(k.strip(), v) for k, _, v in pairs)
    attributes = re.sub(r'\s(fill|stroke)="([^"]*)"', lambda m: attribute(m[1], m[2]), attributes)
    if classes:
        attributes += f' class="{" ".join(classes)}"'
    elif name == "text" and "fill" not in attributes:
        attributes += ' class="fill-ink"'
    return f"<{name}{attributes}{slash}>"
