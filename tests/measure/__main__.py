"""The command line: ``python -m tests.measure SITE``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from .lighthouse import handful, score
from .look import cheap
from .page import one_of_each, pages_of
from .report import report
from .result import Result, order
from .tool import Missing


def measure(folder: Path, *, pages: str = "one-of-each", scores: str = "handful", data: Path | None = None) -> int:
    """Measure a built site against the budgets; print a table, the worst page first, and what to mend. With
    --pages none, Lighthouse alone looks at it: the tests measure the rest."""
    if not (folder / "index.html").is_file():
        print(f"{folder} is not a built site: it has no index.html")
        return 2
    every = pages_of(folder)
    try:
        if pages == "none":
            results = [Result(page) for page in (every if scores == "all" else one_of_each(every))]
        else:
            looked = every if pages == "all" else one_of_each(every)
            results = cheap(folder, looked, max(1, min(4, os.cpu_count() or 1)))
        if scores != "none":
            chosen = results if scores == "all" else handful(results)
            chosen = [result for result in chosen if result.page.kind.name != "404"]
            score(folder, chosen)
            results = chosen if pages == "none" else results
    except Missing as missing:
        print(missing)
        return 2
    results.sort(key=order)
    if data:
        entries = [{**asdict(result), "faults": list(result.faults())} for result in results]
        data.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(report(results))
    return 1 if any(any(result.faults()) for result in results) else 0


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.measure", description=measure.__doc__)
    parser.add_argument("folder", type=Path, metavar="SITE", help="the folder that “mkdocs build” has made")
    parser.add_argument("--pages", choices=("none", "one-of-each", "all"), default="one-of-each")
    parser.add_argument("--lighthouse", choices=("none", "handful", "all"), default="handful", dest="scores")
    parser.add_argument("--json", type=Path, metavar="FILE", dest="data", help="write the measurements there, too")
    given = parser.parse_args(arguments)
    return measure(given.folder, pages=given.pages, scores=given.scores, data=given.data)


if __name__ == "__main__":
    sys.exit(main())
