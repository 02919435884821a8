"""Examples: complete scripts in percent format, with their printed output written beside the code.

``# %% name`` starts a named cell. What a statement prints stands under it as ``#> …`` lines. The check strips
every ``#>``, runs the script, weaves the real output back in and compares the whole file, so that a ``#>``
under a line that no longer prints, or in a function that is never called, is found as well.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from layer_by_layer.content.file import read_text
from layer_by_layer.content.problem import Problem

CELL = re.compile(r"^# %%[ \t]*(?P<name>.*?)[ \t]*$")
CELL_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
CLAIMED = re.compile(r"^[ \t]*#>(?: (?P<text>.*))?$")
RECORDER = Path(__file__).with_name("recorder.py")
TIMEOUT_SECONDS = 60


@dataclass(frozen=True)
class Cell:
    """One named part of an example."""

    name: str
    line: int
    """Line of the ``# %%`` marker, counted from 1."""
    source: str
    """Code with its ``#>`` lines, without the marker."""

    @property
    def code(self) -> str:
        """The code alone, as a reader would copy it."""
        return strip(self.source)

    @property
    def claimed(self) -> list[str]:
        """The output that the file claims, line by line, in the order of the source."""
        return [match["text"] or "" for line in self.source.splitlines() if (match := CLAIMED.match(line))]


@dataclass(frozen=True)
class Example:
    """A script under examples/, and the cells that pages may show."""

    name: str
    """Path below examples/ without ``.py``: ``layer_order/max_pooling``."""
    path: Path
    source: str
    title: str
    """First line of the docstring."""
    summary: str
    """The rest of the docstring, as one paragraph."""
    cells: dict[str, Cell]

    @property
    def stamp(self) -> str:
        """What a translation of title and summary records, to be found out of date when they change."""
        return hashlib.sha1(f"{self.title}\n{self.summary}".encode()).hexdigest()[:8]

    @property
    def is_figure(self) -> bool:
        """Whether it draws: figures may import matplotlib and leave one ``.svg``."""
        return "figures" in Path(self.name).parts


@dataclass(frozen=True)
class Run:
    """What happened when an example ran."""

    prints: list[tuple[int, str]]
    """(line of the call, text) of each print, in order."""
    stray: str
    """Standard output that did not come through print."""
    failure: str | None
    """Traceback, if it raised."""
    failure_line: int | None
    svg: str | None
    """The figure that it saved in its working directory, if any."""


def strip(source: str) -> str:
    """`source` without its ``#>`` lines."""
    return "".join(line for line in source.splitlines(keepends=True) if not CLAIMED.match(line.rstrip("\n")))


def load(path: Path, root: Path) -> Example:
    """Read an example. Raises Problem on a syntax error, a missing docstring or a bad cell name."""
    source = read_text(path)
    name = path.relative_to(root).with_suffix("").as_posix()
    try:
        docstring = ast.get_docstring(ast.parse(source, str(path)))
    except SyntaxError as error:
        raise Problem(path, error.lineno or 1, f"Python cannot read this example: {error.msg}") from None
    if not docstring:
        raise Problem(path, 1, "an example begins with a docstring: its title, a blank line, what it shows")
    title, _, summary = docstring.partition("\n")
    lines = source.splitlines(keepends=True)
    starts = [(number, match["name"]) for number, line in enumerate(lines, 1) if (match := CELL.match(line.rstrip()))]
    if not starts:
        raise Problem(path, 1, "an example has named cells: write “# %% name” above each part")
    cells: dict[str, Cell] = {}
    ends = [number for number, _ in starts[1:]] + [len(lines) + 1]
    for (number, cell), end in zip(starts, ends):
        if not CELL_NAME.match(cell):
            raise Problem(path, number, f"cell name “{cell}” is not of the form lower_case_with_underscores")
        if cell in cells:
            raise Problem(path, number, f"cell “{cell}” is already defined on line {cells[cell].line}")
        cells[cell] = Cell(cell, number, "".join(lines[number : end - 1]).strip("\n") + "\n")
    return Example(name, path, source, title.strip(), " ".join(summary.split()), cells)


def find(root: Path) -> list[Path]:
    """All example scripts below `root`, sorted."""
    return sorted(path for path in root.rglob("*.py") if "__pycache__" not in path.parts)


def load_all(root: Path) -> dict[str, Example]:
    """All examples below `root` by name."""
    return {example.name: example for example in (load(path, root) for path in find(root))}


def run(example: Example) -> Run:
    """Run an example in a process of its own, in an empty folder where it may leave a figure."""
    return _run(example.path.resolve(), example.source)


def remembered(example: Example, folder: Path) -> Run:
    """What happened when an example last ran with this Python and these packages, from `folder`; else run it. For
    builds: tests run examples."""
    packages = [version(name) for name in ("numpy", "matplotlib")]
    parts = [example.source, RECORDER.read_text(encoding="utf-8"), sys.version, *packages]
    path = folder / f"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}.json"
    if path.is_file():
        return Run(**json.loads(path.read_text(encoding="utf-8")))
    result = run(example)
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(result)), encoding="utf-8")
    return result


def run_all(examples: Iterable[Example], memory: Path | None = None) -> Iterator[tuple[Example, Run]]:
    """Run several examples, as many at once as there are cores; with `memory`, only those that are not in it."""
    examples = list(examples)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(examples, pool.map(lambda one: remembered(one, memory) if memory else run(one), examples))


@cache
def _run(path: Path, source: str) -> Run:  # `source` makes the cache notice an edited file
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "svg"}
        command = [sys.executable, str(RECORDER), str(path)]
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, timeout=TIMEOUT_SECONDS
            )
        except subprocess.TimeoutExpired:
            return Run([], "", f"still running after {TIMEOUT_SECONDS} s", None, None)
        figures = sorted(Path(folder).glob("*.svg"))
        svg = figures[0].read_text(encoding="utf-8") if figures else None
    try:
        report = json.loads(done.stdout)
    except json.JSONDecodeError:
        return Run([], done.stdout, done.stderr.strip() or "the interpreter died", None, None)
    prints = [(line, text) for line, text in report["prints"]]
    return Run(prints, report["stray"], report["failure"], report["failure_line"], svg)


def weave(source: str, prints: list[tuple[int, str]]) -> str:
    """`source` with ``#>`` lines that say what `prints` printed, each under the statement that printed it.

    `prints` carries line numbers of `source` itself, ``#>`` lines counted.
    """
    statements = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    lines = source.splitlines()
    printed: dict[int, str] = {}
    indents: dict[int, str] = {}
    for number, text in prints:
        around = [s for s in statements if s.lineno <= number <= (s.end_lineno or s.lineno)]
        statement = min(around, key=lambda s: (s.end_lineno or s.lineno) - s.lineno)
        end = statement.end_lineno or statement.lineno
        printed[end] = printed.get(end, "") + text
        # Indentation of the line, not of the statement: “for x in y: print(x)” keeps its output outside.
        first = lines[statement.lineno - 1]
        indents[end] = first[: len(first) - len(first.lstrip())]
    woven: list[str] = []
    for number, line in enumerate(lines, 1):
        if not CLAIMED.match(line):
            woven.append(line)
        if number in printed:
            output = printed[number].removesuffix("\n").split("\n")
            woven += [f"{indents[number]}#> {text.rstrip()}".rstrip() for text in output]
    return "\n".join(woven) + "\n"


def check(example: Example, result: Run) -> str:
    """Compare an example with its run; return the file as it should be. Raises Problem when it raised, printed
    nothing, printed past print, printed out of order, or when what it claims is not what it prints."""
    path = example.path
    if result.failure is not None:
        raise Problem(path, result.failure_line or 1, f"the example raised\n{result.failure}")
    if result.stray:
        raise Problem(path, 1, f"output came past print(), so it cannot be claimed: {result.stray[:80]!r}")
    if not result.prints:
        raise Problem(path, 1, "the example prints nothing, so it proves nothing: print what it shows")
    woven = weave(example.source, result.prints)
    claimed = [match["text"] or "" for line in woven.splitlines() if (match := CLAIMED.match(line))]
    printed = "".join(text for _, text in result.prints).removesuffix("\n").split("\n")
    if claimed != [line.rstrip() for line in printed]:
        first = next(i for i, (a, b) in enumerate(zip(claimed, printed)) if a != b.rstrip())
        raise Problem(
            path,
            result.prints[min(first, len(result.prints) - 1)][0],
            "the output does not come in the order of the source (two prints in one loop, or a function that prints"
            " and is called twice): gather what one place prints into one print",
        )
    return woven


def compare(example: Example, woven: str) -> None:
    """Raise Problem at the first line where the file differs from `woven`, the file as it should be."""
    if woven == example.source:
        return
    there, real = example.source.splitlines(), woven.splitlines()
    for tag, first, last, other, end in difflib.SequenceMatcher(None, there, real, autojunk=False).get_opcodes():
        if tag != "equal":
            claimed = "\n".join(there[first:last]) or "(nothing)"
            printed = "\n".join(real[other:end]) or "(nothing)"
            raise Problem(
                example.path,
                first + 1,
                f"the file claims\n{claimed}\nbut the code prints\n{printed}",
                f"python -m layer_by_layer update {example.name}",
            )
    raise Problem(example.path, len(there), "end the file with one line feed")
