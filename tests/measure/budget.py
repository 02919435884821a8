"""The budgets: the kinds of pages, and what each measure of a page may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of page, known by its address and by what it holds; the first that fits is meant."""

    name: str
    weight: int
    """KB, gzip, all requests of the first view."""
    scripts: int
    """KB, gzip, of our own scripts."""
    path: str = ""
    holds: tuple[str, ...] = ()
    lighthouse: bool = False
    """One of the handful that Lighthouse looks at."""


KINDS = (
    Kind("404", 72, 6, r"^404\.html$"),
    Kind("home", 90, 18, r"^(\w\w/)?index\.html$", lighthouse=True),
    Kind("page to touch", 110, 18, holds=("data-figure=",), lighthouse=True),
    Kind("figure example", 95, 6, r"^(\w\w/)?examples/.+/index\.html$", ('class="drawing"',)),
    Kind("example", 95, 6, r"^(\w\w/)?examples/.+/index\.html$", lighthouse=True),
    Kind("thread", 95, 6, r"^(\w\w/)?threads/.+/index\.html$", lighthouse=True),
    Kind("verdicts", 95, 6, r"^(\w\w/)?verdicts/index\.html$", lighthouse=True),
    Kind("glossary", 95, 6, r"^(\w\w/)?glossary/index\.html$"),
    Kind("page with figures", 95, 6, holds=('class="drawing"',), lighthouse=True),
    Kind("math and claims", 95, 6, holds=("<math", 'class="claim '), lighthouse=True),
    Kind("answer", 95, 6, holds=('class="claim ',)),
    Kind("other", 95, 6),
)


@dataclass(frozen=True)
class Limit:
    """What a measure may be, and how a page that passes it is mended. A measure is a number or a list of findings."""

    measure: str
    most: float = 0
    """The budget; for scores, the least."""
    mend: str = ""
    score: bool = False


LIMITS = (
    Limit("weight", mend="make or load less: the heaviest requests are named"),  # most: by kind
    Limit("scripts", mend="make docs/assets/js smaller, or load it where it is used"),  # most: by kind
    Limit("requests", 14, "join files, or load them when they are used"),
    Limit("third_party", mend="ship the file with the site, or leave it out: no request leaves the site"),
    Limit("failed", mend="correct the address, or add the file"),
    Limit("console", mend="mend what the browser complains of: a reader's console stays empty"),
    Limit("policy", mend="move style and script into files of the site (head.py writes the policy)"),
    Limit("shift", 0.02, "give what arrives late its size beforehand (width and height, min-height)"),
    Limit("overflow", mend="wrap it, or let it scroll by itself (overflow-x: auto) within 360 px"),
    Limit("use", mend="what a reader presses must answer: look at the page at 360 px"),
    Limit("axe", mend="mend the element; the rule's page explains how: dequeuniversity.com/rules/axe/html"),
    Limit("html", mend="mend the HTML at this line of the built file, in its template or in src/layer_by_layer"),
    Limit("performance", 98, "look at the metrics named", score=True),
    Limit("accessibility", 100, "mend the audits named", score=True),
    Limit("best-practices", 100, "mend the audits named", score=True),
    Limit("seo", 100, "mend the audits named", score=True),
)
SCORES = tuple(limit.measure for limit in LIMITS if limit.score)
