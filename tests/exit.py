"""The exit, rehearsed: ProperDocs, without MkDocs, builds the same site byte for byte; and two cold builds are equal.

Run ``python -m tests.exit``. In a fresh environment with the versions of constraints.txt it builds a copy of this
checkout three times: with MkDocs from cold, again from cold, and, when MkDocs has been removed, with ProperDocs on what
the second has kept. Prints the first difference and returns 1 where there is one. Takes two or three minutes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROPERDOCS = "properdocs==1.6.7"
PATIENCE = 900  # s, for each step
LEFT = ("[.]*", "node_modules", "site", "build", "*.egg-info", "__pycache__")


def difference(one: Path, other: Path) -> str:
    """The first file, in the order of paths, that is not the same in both folders; empty when there is none."""
    sides = [{path.relative_to(side): path for path in side.rglob("*") if path.is_file()} for side in (one, other)]
    for path in sorted(sides[0].keys() | sides[1].keys()):
        there = [side[path].read_bytes() if path in side else None for side in sides]
        if None in there:
            return f"{path} is only in {(one if there[0] is not None else other).name}"
        if there[0] != there[1]:
            at = next((at for at, pair in enumerate(zip(*there)) if pair[0] != pair[1]), min(map(len, there)))
            shown = " and ".join(repr(text[max(at - 40, 0) : at + 40]) for text in there)
            return f"{path} differs from byte {at} on: {shown}"
    return ""


def main() -> int:
    """Build three times and compare; return 1 at a difference."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    environment.pop("PYTHONPATH", None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT, folder / "checkout", ignore=shutil.ignore_patterns(*LEFT))
        venv.create(folder / "venv", with_pip=True)
        programs = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")

        def call(program: str, *arguments: str) -> None:
            command = [str(programs / program), *arguments]
            done = subprocess.run(
                command, cwd=folder / "checkout", env=environment, capture_output=True, text=True, timeout=PATIENCE
            )
            if done.returncode:
                raise SystemExit(
                    f"{' '.join([program, *arguments])} failed\n{done.stdout[-3000:]}{done.stderr[-3000:]}"
                )

        def build(program: str, site: str) -> Path:
            call(program, "build", "--strict", "-f", "mkdocs.yml", "-d", str(folder / site))
            return folder / site

        call("python", "-m", "pip", "install", "--quiet", ".", PROPERDOCS, "-c", "constraints.txt")
        first = build("mkdocs", "first")
        shutil.rmtree(folder / "checkout" / ".cache")
        again = build("mkdocs", "again")
        call("python", "-m", "pip", "uninstall", "--quiet", "--yes", "mkdocs")
        exit_ = build("properdocs", "properdocs")
        failed = 0
        for what, site in (("MkDocs once more, from cold", again), (PROPERDOCS, exit_)):
            found = difference(first, site)
            print(f"{what}: {found or 'the same, byte for byte'}", flush=True)
            failed |= bool(found)
    return failed


if __name__ == "__main__":
    sys.exit(main())
