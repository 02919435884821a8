"""The ``update`` command: the ``#>`` lines of examples, rewritten to what they print."""

from __future__ import annotations

import ast
import difflib
import subprocess
import sys
from functools import partial
from pathlib import Path

from layer_by_layer.content import example, file
from layer_by_layer.content.example import Example
from layer_by_layer.content.problem import Problem

# As wide as a page shows without cutting it; “np.array([”, on one line, and then the rows of a matrix.
FORMAT = ("--config", "line-length = 72", "--preview")


def update(root: Path, names: list[str], *, dry: bool) -> int:
    """Rewrite the ``#>`` lines of examples to what they print, and show the difference."""
    paths = [path for path in example.find(root) if not names or any(name in str(path) for name in names)]
    unknown = [name for name in names if not any(name in str(path) for path in paths)]
    if unknown or not paths:
        print(f"no example matches {' '.join(unknown or [f'{root}/*.py'])}", file=sys.stderr)
        return 2
    failed = 0
    for path in paths:
        try:
            one = example.load(path, root)
            new = settled(one, root)
            if new != one.source:
                there, real = one.source.split("\n"), new.split("\n")
                diff = difflib.unified_diff(there, real, f"{path} (claimed)", f"{path} (printed)", lineterm="")
                print("\n".join(diff))
                failed += dry
                if not dry:
                    file.write(path, new, was=one.source, differs=partial(differs, one, root))
        except Problem as problem:
            failed += 1
            print(problem, file=sys.stderr)
        except KeyboardInterrupt:
            print(f"interrupted at {path}; no file is half written", file=sys.stderr)
            return 130
    return 1 if failed else 0


def settled(one: Example, root: Path) -> str:
    """The source of an example, formatted and with what it prints, which prints the same when it runs again. Raises
    Problem when there is none."""
    for _ in range(4):  # as it is; formatted; with its output; once more
        text = formatted(example.check(one, example.run(one)))
        if text == one.source:
            return text
        one = example.parse(one.path, root, text)
    raise Problem(one.path, 1, "not written: it prints something else each time it runs; seed what is random")


def formatted(source: str) -> str:
    """A source as ruff formats it, where ruff is installed; the same when that changes nothing. Without its ``#>``
    lines, which ruff would turn into ``# >``; they are woven back in afterwards."""
    command = [sys.executable, "-m", "ruff", "format", "--quiet", *FORMAT, "--stdin-filename", "example.py", "-"]
    code = example.strip(source)
    done = subprocess.run(command, input=code, capture_output=True, text=True, encoding="utf-8")
    return source if done.returncode or done.stdout == code else done.stdout


def differs(old: Example, root: Path, again: str) -> str | None:
    """What the example `again` has otherwise than the `old` one, but for format and ``#>`` lines."""
    new = example.parse(old.path, root, again)
    try:
        if _meaning(old.source) != _meaning(again):
            return "the program would be another"
    except (RecursionError, ValueError):
        return "the program is nested too deeply to compare"
    if list(old.cells) != list(new.cells) or _comments(old.source) != _comments(again):
        return "a cell or a comment would be lost"
    return None


def _meaning(source: str) -> str:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            node.kind = None  # the u of u"text", which ruff removes
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = " ".join(node.value.value.split())  # a docstring, whose indentation ruff mends
    return ast.dump(tree)


def _comments(source: str) -> list[str]:
    claimed = example.claims(source)
    return sorted(text.lstrip("#").strip() for line, _, text in example.read(source)[0] if line not in claimed)
