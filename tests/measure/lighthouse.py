"""Lighthouse: the scores of a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .budget import KINDS, LIMITS, SCORES
from .host import serve
from .result import Result
from .tool import Missing, chromium, module


def handful(results: Sequence[Result]) -> list[Result]:
    """For Lighthouse: a page of each kind that is marked for it, the languages in turn."""
    kinds = [kind for kind in KINDS if kind.lighthouse]
    chosen = []
    for number, kind in enumerate(kinds):
        members = [result for result in results if result.page.kind == kind]
        if members:
            chosen.append(members[number % len(members)])
    return chosen or [result for result in results if result.page.kind.name != "404"][:1]


def score(folder: Path, results: Sequence[Result], tries: int = 3) -> None:
    """Lighthouse's scores as on a telephone. Performance depends on what else the machine does: the best of `tries`
    counts, and the first that reaches its limit ends the search."""
    least = {limit.measure: limit.most for limit in LIMITS if limit.score}
    if not (node := shutil.which("node")):
        raise Missing("Node.js is not installed: install version 20 or newer")
    command = [node, str(module("lighthouse/cli/index.js")), "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless=new --no-sandbox"]
    with serve(folder) as server:
        for result in results:
            address = server.address(result.page.address)
            print(f"Lighthouse looks at /{result.page.address}", file=sys.stderr, flush=True)
            for _ in range(tries):
                environment = {**os.environ, "CHROME_PATH": chromium()}
                done = subprocess.run([*command, address], capture_output=True, text=True, env=environment)
                if done.returncode:
                    raise Missing(f"Lighthouse does not run on {address}\n{done.stderr[-2000:]}")
                _scores(result, json.loads(done.stdout))
                if all(result.number(name) >= least[name] for name in SCORES):
                    break
                if any(result.number(name) < least[name] for name in SCORES if name != "performance"):
                    break


def _scores(result: Result, report: Mapping[str, Any]) -> None:
    for name in SCORES:
        category = report["categories"][name]
        points = round(100 * (category["score"] or 0))
        if points < result.number(name):
            continue
        result.values[name] = points
        # What else the machine does costs performance: a reader of the report must know.
        result.details[name] = [f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"]
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                nodes = [
                    item["node"]["snippet"] for item in audit.get("details", {}).get("items", []) if "node" in item
                ]
                said = [audit["title"], audit.get("displayValue", ""), audit.get("explanation", ""), *nodes[:2]]
                result.details[name].append(f"{reference['id']}: {' '.join(filter(None, said))}")
