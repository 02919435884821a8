"""The report: a table, and what to mend."""

from __future__ import annotations

from collections.abc import Sequence

from .budget import SCORES
from .result import Result

COLUMNS = (
    "page",
    "kind",
    "KB",
    "of",
    "js",
    "req",
    "shift",
    "3rd",
    "fail",
    "msg",
    "csp",
    "wide",
    "use",
    "axe",
    "html",
    "lighthouse",
)


def table(results: Sequence[Result]) -> str:
    """Page by page, the worst first."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for result in results:
        value = result.values
        counts = [
            str(len(found)) if isinstance(found := value.get(name, []), list) else "?"
            for name in ("third_party", "failed", "console", "policy", "overflow", "use", "axe", "html")
        ]
        formats = {"weight": ".1f", "scripts": ".1f", "requests": "g", "shift": ".3f"}
        weight, *numbers = (
            format(result.number(name), form) if "weight" in value else "?" for name, form in formats.items()
        )
        scores = "/".join(f"{value[name]:g}" for name in SCORES if isinstance(value.get(name), int | float))
        most = str(result.page.kind.weight)
        rows.append((f"/{result.page.address}", result.page.kind.name, weight, most, *numbers, *counts, scores))
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths))
        )
        for row in rows
    )


def report(results: Sequence[Result]) -> str:
    """The table, and below it the faults of each page with what to mend."""
    parts = [table(results)]
    for result in results:
        if faults := list(result.faults()):
            parts.append(
                f"/{result.page.address} ({result.page.path})\n" + "\n".join(f"  - {fault}" for fault in faults)
            )
    faulty = sum(1 for result in results if any(result.faults()))
    parts.append(f"{len(results)} pages measured, {faulty} with faults")
    return "\n\n".join(parts)
