"""The command line: ``python -m tests.damage 5000 [SEED]``, or with the data of a case, to try it again."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from pathlib import Path

from .survey import Survey, survey
from .trial import Bench, Case


def show(result: Survey) -> None:
    """The counts, and each distinct failure with its smallest case."""
    print(f"{result.cases} cases; tried: " + ", ".join(f"{name} {n}" for name, n in sorted(result.kinds.items())))
    rules = Counter(failure.rule for failure in result.failures)
    for failure, case in sorted(result.failures.items()):
        print(f"\n{failure}\n  {case}")
    print(f"\n{len(result.failures)} distinct failures" + "".join(f"; {rule}: {n}" for rule, n in rules.items()))


def run() -> int:
    """Entry point."""
    parser = argparse.ArgumentParser(prog="python -m tests.damage", description=__doc__)
    parser.add_argument("cases", help="how many cases; or a case as it was printed")
    parser.add_argument("seed", nargs="?", type=int, default=0)
    parser.add_argument("--kind", action="append", help="only this kind of damage")
    given = parser.parse_args()
    bench = Bench()
    try:
        if not given.cases.isdigit():
            failures = bench.run(Case.read(given.cases))
            print("\n".join(map(str, failures)) or "it holds")
            return 1 if failures else 0
        result = survey(bench, int(given.cases), given.seed, given.kind, say=lambda text: print(text, flush=True))
        show(result)
        return 1 if result.failures else 0
    finally:
        bench.close()


if __name__ == "__main__":
    # Python writes no .pyc beside what it reads: the book would change.
    sys.dont_write_bytecode = True
    os.chdir(Path(__file__).parent.parent.parent)
    sys.exit(run())
