"""Run every example that needs only NumPy as a reader would, and compare what it prints with its ``#>`` lines.

For machines with nothing but Python (3.10 or newer) and NumPy: no pytest, nothing of this project. Run it as
``python tests/run_examples.py``.
"""

from __future__ import annotations

import subprocess
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parent.parent


def claims(path: Path) -> list[str]:
    """What the comments of an example claim: part of a string is no comment."""
    with path.open("rb") as file:
        comments = [token.string for token in tokenize.tokenize(file.readline) if token.type == tokenize.COMMENT]
    return [text[2:].removeprefix(" ").rstrip() for text in comments if text.startswith("#>")]


def main() -> int:
    """Run them all; return 1 when one failed or printed something else."""
    paths = sorted((ROOT / "examples").glob("[a-z]*/[a-z]*.py"))
    failed = 0
    for path in paths:
        command = [sys.executable, "-W", "error", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        claimed = claims(path)
        printed = [line.rstrip() for line in done.stdout.removesuffix("\n").split("\n")]
        if done.returncode or printed != claimed:
            failed += 1
            print(f"FAILED {path.relative_to(ROOT)}\n{done.stderr}", file=sys.stderr)
            for there, real in zip(claimed, printed):
                if there != real:
                    print(f"  claimed {there}\n  printed {real}", file=sys.stderr)
                    break
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
