"""Drawings: the SVG that a figure's script saves, as the site shows it in a language."""

from __future__ import annotations

import re
from html import escape

from layer_by_layer.content import example as examples
from layer_by_layer.content.example import Example, Run
from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import NEUTRAL, Rules

# The colours in which scripts draw: the light values of tokens.css. Each becomes a class, which is dark in the dark.
PALETTE = {
    "#000000": "ink",
    "#55626c": "faint",
    "#d7dbda": "line",
    "#8a949a": "edge",
    "#f3f4f0": "wash",
    "#fcfcf9": "paper",
    "#d3e6f5": "positive-1",
    "#8dbfe3": "positive-2",
    "#3f8fc6": "positive-3",
    "#fbe3d0": "negative-1",
    "#f0b184": "negative-2",
    "#d0702c": "negative-3",
    "#eceeec": "zero",
    "#16202a": "on-3",
    "#0f766e": "order-a",
    "#7a3e9d": "order-b",
}
# A unit of a drawing in pixels, where there is room: its text is then as large as that of the page.
SCALE = 1.15
NUMBER = re.compile(r"(?<![0-9.])([0-9]+)(?:\.([0-9]+))?")


def figure(example: Example, alt: str, rules: Rules = NEUTRAL, result: Run | None = None) -> str:
    """The SVG that a figure's script draws, without inline styles (the content security policy forbids them), its
    colours as classes, its labels as text in the font of the page, its numbers as the language writes them. Raises
    Problem when it draws nothing."""
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
    svg = re.sub(r"(<text[^>]*>)([^<]*)", lambda match: match[1] + localised(match[2], rules), svg)
    svg = re.sub(
        r'<svg[^>]*?viewBox="(\S+ \S+ (\S+) \S+)"[^>]*>',
        lambda match: (
            f'<svg class="fill-ink" viewBox="{match[1]}" width="{float(match[2]) * SCALE:.0f}" '
            f'role="img" aria-label="{escape(alt)}">'
        ),
        svg,
    )
    svg = re.sub(r">\s+<", "><", svg.replace("xlink:href", "href")).strip()
    return re.sub(r'<g id="[^"]*">(<path[^>]*/>|<text[^>]*>[^<]*</text>)</g>', r"\1", svg)  # half of the elements


def localised(label: str, rules: Rules) -> str:
    """A label with its numbers as a language writes them: decimal mark, thousands from five digits on, minus sign."""

    def number(match: re.Match[str]) -> str:
        whole, fraction = match[1], match[2]
        if len(whole) > 4:
            whole = f"{int(whole):,}".replace(",", rules.groups[0])
        return f"{whole}{rules.decimal}{fraction}" if fraction else whole

    return NUMBER.sub(number, label).replace("-", "\N{MINUS SIGN}")


def _restyle(match: re.Match[str]) -> str:
    name, attributes, slash = match[1], match[2], match[3]
    classes: list[str] = []

    def attribute(key: str, value: str) -> str:
        value = value.strip()
        if key in ("fill", "stroke") and value.lower() in PALETTE:
            classes.append(f"{key}-{PALETTE[value.lower()]}")
            return ""
        if key == "font":  # weight, size and family in one; the family is that of the page
            weight, size = re.match(r"(.*?)([0-9.]+)px", value).groups()  # type: ignore[union-attr]
            return f' font-size="{size}"' + (' font-weight="700"' if re.search("bold|[6-9]00", weight) else "")
        return "" if key == "font-family" else f' {key}="{value}"'

    style = re.search(r'\sstyle="([^"]*)"', attributes)
    if style:
        pairs = [part.partition(":") for part in style[1].split(";") if ":" in part]
        attributes = attributes.replace(style[0], "") + "".join(attribute(k.strip(), v) for k, _, v in pairs)
    attributes = re.sub(r'\s(fill|stroke)="([^"]*)"', lambda m: attribute(m[1], m[2]), attributes)
    attributes = re.sub(r'\stransform="rotate\(-?0 [^"]*"', "", attributes)
    if classes:
        attributes += f' class="{" ".join(classes)}"'
    elif name == "text" and "fill" not in attributes:
        attributes += ' class="fill-ink"'
    return f"<{name}{attributes}{slash}>"
