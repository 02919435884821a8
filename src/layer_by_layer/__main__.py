"""The command line: ``python -m layer_by_layer update`` and its sisters."""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
from pathlib import Path

from layer_by_layer import book, example
from layer_by_layer.problem import Problem


def update(root: Path, names: list[str], *, dry: bool) -> int:
    """Rewrite the ``#>`` lines of examples to what they print, and show the difference."""
    failed = 0
    paths = [path for path in example.find(root) if not names or any(str(path).find(name) >= 0 for name in names)]
    if not paths:
        print(f"no example matches {' '.join(names)}", file=sys.stderr)
        return 2
    loaded = []
    for path in paths:
        try:
            loaded.append(example.load(path, root))
        except Problem as problem:
            failed += 1
            print(problem, file=sys.stderr)
    for one in [formatted(one) for one in loaded] if not dry else loaded:
        try:
            woven = example.check(one, example.run(one))
        except Problem as problem:
            failed += 1
            print(problem, file=sys.stderr)
            continue
        if woven != one.source:
            diff = difflib.unified_diff(
                one.source.splitlines(True), woven.splitlines(True), f"{one.path} (claimed)", f"{one.path} (printed)"
            )
            sys.stdout.writelines(diff)
            if dry:
                failed += 1
            else:
                one.path.write_text(woven, encoding="utf-8", newline="\n")
    return 1 if failed else 0


def formatted(one: example.Example) -> example.Example:
    """An example as ruff formats it, where ruff is installed. Without its ``#>`` lines, which ruff would turn into
    ``# >``; they are woven back in afterwards."""
    command = [sys.executable, "-m", "ruff", "format", "--quiet", "--stdin-filename", "example.py", "-"]
    done = subprocess.run(command, input=example.strip(one.source), capture_output=True, text=True, encoding="utf-8")
    if done.returncode or done.stdout == example.strip(one.source):
        return one
    one.path.write_text(done.stdout, encoding="utf-8", newline="\n")
    return example.load(one.path, Path("examples"))


def check(root: Path, files: list[Path]) -> int:
    """Check pages and what they refer to: blocks, claims, evidence, statements, numbers. Does not run examples."""
    read = book.load(root)
    names = {page.path.resolve(): page for page in read.pages.values()}
    problems = [] if files else list(book.check_all(read))
    for file in files:
        unreadable = [problem for problem in read.problems if problem.path.resolve() == file.resolve()]
        problems += unreadable
        if page := names.get(file.resolve()):
            problems += book.check(read, page)
        elif not unreadable:
            print(f"{file} is not a page below docs/<language>/", file=sys.stderr)
            return 2
    for problem in sorted(problems, key=lambda problem: (str(problem.path), problem.line)):
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m layer_by_layer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("update", help=update.__doc__)
    command.add_argument("names", nargs="*", metavar="EXAMPLE", help="part of a path; all examples when left out")
    command.add_argument("--dry-run", action="store_true", dest="dry", help="show the difference, change nothing")
    command.set_defaults(call=lambda given: update(Path("examples"), given.names, dry=given.dry))
    command = commands.add_parser("check", help=check.__doc__)
    command.add_argument("files", nargs="*", type=Path, metavar="PAGE", help="a page; everything when left out")
    command.set_defaults(call=lambda given: check(Path("."), given.files))
    given = parser.parse_args(arguments)
    return int(given.call(given))


if __name__ == "__main__":
    sys.exit(main())
