"""Run every example that needs only NumPy as a reader would, and compare what it prints with its ``#>`` lines.

For machines with nothing but Python (3.10 or newer) and NumPy: no pytest, nothing of this project. Run it as
``python tests/run_examples.py``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CLAIMED = re.compile(r"^[ \t]*#>(?: (.*))?$", re.MULTILINE)


def main() -> int:
    """Run them all; return 1 when one failed or printed something else."""
    paths = sorted(p for p in (ROOT / "examples").rglob("*.py") if "figures" not in p.parts)
    failed = 0
    for path in paths:
        command = [sys.executable, "-W", "error", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        claimed = [line.rstrip() for line in CLAIMED.findall(path.read_text(encoding="utf-8"))]
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
