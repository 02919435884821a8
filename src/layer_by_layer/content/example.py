"""Examples: complete scripts in percent format, with their printed output written beside the code.

``# %% name`` starts a named cell. What a statement prints stands under it as ``#> …`` lines. The check strips
every ``#>``, runs the script, weaves the real output back in and compares the whole file, so that a ``#>``
under a line that no longer prints, or in a function that is never called, is found as well. Both marks are comments
on lines of their own, as Python reads them: part of a string is no mark.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import io
import json
import os
import re
import signal
import sys
import tokenize
import unicodedata
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any

from layer_by_layer.content import file
from layer_by_layer.content.problem import Problem

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")  # a notebook takes no longer id for a cell
TAKEN = {"about", "example", "claims"}  # by the notebook and the page of an example
CELL = re.compile(r"# %%(?: (?P<name>.*))?$")
CLAIMED = re.compile(r"[ \t]*#> ?(?P<text>.*)$")
LIKE_A_MARK = re.compile(r"#[#\s]*(?:(?P<output>=?>)|%\s*%|<codecell>|In\[[ \d]*\]:)")
MODULES = {*sys.stdlib_module_names, "numpy"}
RECORDER = Path(__file__).with_name("recorder.py")
SETTINGS = RECORDER.with_name("matplotlibrc")
TIMEOUT_SECONDS = 60
_runs: dict[tuple[Path, str], Run] = {}


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
        return list(claims(self.source).values())


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
    """Traceback, if it raised; a sentence, if it did not end."""
    failure_line: int | None
    svg: str | None
    """The figure that it saved in its working directory, if any."""
    stray_line: int | None = None


@cache
def read(source: str) -> tuple[list[tuple[int, int | None, str]], dict[int, tuple[int, int]]]:
    """A source as Python's own tokenizer reads it: its comments (line, indentation if alone on it, text); and for each
    line of code where the statement, or header of one, begins and ends that stands there."""
    comments: list[tuple[int, int | None, str]] = []
    spans: dict[int, tuple[int, int]] = {}
    first, lines = 0, source.split("\n")
    for kind, text, (line, column), _, _ in tokenize.generate_tokens(io.StringIO(f"{source}\n").readline):
        if kind == tokenize.COMMENT:
            comments.append((line, None if lines[line - 1][:column].strip() else column, text.rstrip()))
        elif kind == tokenize.NEWLINE:
            spans |= dict.fromkeys(range(first, line + 1), (first, line))
            first = 0
        elif kind not in (tokenize.NL, tokenize.INDENT, tokenize.DEDENT):
            first = first or line
    return comments, spans


def claims(source: str) -> dict[int, str]:
    """The output that a source claims: the text of its ``#>`` lines, by their number."""
    alone = [(line, text) for line, indent, text in read(source)[0] if indent is not None]
    return {line: match["text"] for line, text in alone if (match := CLAIMED.match(text))}


def strip(source: str) -> str:
    """`source` without its ``#>`` lines."""
    claimed = claims(source)
    return "\n".join(line for number, line in enumerate(source.split("\n"), 1) if number not in claimed)


def load(path: Path, root: Path) -> Example:
    """Read an example. Raises Problem when it is none: see `parse`."""
    return parse(path, root, file.read_text(path))


def parse(path: Path, root: Path, source: str) -> Example:
    """The example that `source` is, or will be, in the file `path` below `root`. Raises Problem on a syntax error, a
    missing docstring, a bad name, a cell that is not Python by itself, what looks like a mark of ours and is none, and
    an import of anything but the standard library and NumPy (figures: matplotlib)."""
    name = path.relative_to(root).with_suffix("").as_posix()
    for part in name.split("/"):
        if not NAME.match(part) or part == "index":
            raise Problem(path, 1, f"“{part}” cannot be part of an address: rename it, lower_case_with_underscores")
    if path.stem in MODULES | {"matplotlib"}:
        raise Problem(path, 1, f"this file hides Python's module “{path.stem}” from its neighbours: rename it")
    try:
        if (encoding := tokenize.detect_encoding(io.BytesIO(source.encode()).readline)[0]) != "utf-8":
            raise SyntaxError(f"it says that its encoding is {encoding}: remove this, it is UTF-8")
        tree, (comments, _) = ast.parse(source), read(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
        reason = getattr(error, "msg", None) or repr(error)
        raise Problem(path, getattr(error, "lineno", 0) or 1, f"Python cannot read this example: {reason}") from None
    docstring = ast.get_docstring(tree)
    if not docstring or not docstring.strip():
        raise Problem(path, 1, "an example begins with a docstring: its title, a blank line, what it shows")
    if strange := file.STRANGE.search(docstring):
        raise Problem(path, 1, f"the docstring has the character U+{ord(strange[0]):04X}, which nobody sees: remove it")
    title, _, summary = docstring.partition("\n")
    starts: list[tuple[int, str]] = []
    for line, indent, text in comments:
        if indent == 0 and (match := CELL.match(text)):
            starts.append((line, match["name"] or ""))
        elif like := LIKE_A_MARK.match(unicodedata.normalize("NFKC", text)):
            rule = "a cell begins with “# %% name” in the first column"
            if like["output"]:
                rule = "output stands on lines of its own, as “#> …”: remove this, and run “update”"
            if indent is None or not CLAIMED.match(text):
                raise Problem(path, line, f"“{text[:40]}” looks like a mark and is none: {rule}")
    if not starts:
        raise Problem(path, 1, "an example has named cells: write “# %% name” above each part")
    if above := [line for node in tree.body[1:] if (line := _span(node)[0]) < starts[0][0]]:
        raise Problem(path, above[0], "this stands above the first cell, where no page shows it")
    cells: dict[str, Cell] = {}
    lines = source.split("\n")
    for (number, cell), (end, _) in zip(starts, [*starts[1:], (len(lines) + 1, "")]):
        if not NAME.match(cell) or cell in TAKEN:
            reason = "is taken by its page" if cell in TAKEN else "is not of the form lower_case_with_underscores"
            raise Problem(path, number, f"cell name “{cell}” {reason}")
        if cell in cells:
            raise Problem(path, number, f"cell “{cell}” is already defined on line {cells[cell].line}")
        cells[cell] = Cell(cell, number, "\n".join(lines[number : end - 1]).strip("\n") + "\n")
        with suppress(SyntaxError):
            if ast.parse(cells[cell].source).body:
                continue
        raise Problem(path, number, f"cell “{cell}” is empty, or begins or ends inside a statement")
    example = Example(name, path, source, title.strip(), " ".join(summary.split()), cells)
    allowed = MODULES | {"matplotlib"} if example.is_figure else MODULES
    nodes = list(ast.walk(tree))
    imports = [(alias.name, node.lineno) for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    imports += [
        ("." * node.level + (node.module or ""), node.lineno) for node in nodes if isinstance(node, ast.ImportFrom)
    ]
    for module, line in imports:
        if module.split(".")[0] not in allowed:
            rule = "an example stands alone: it imports the standard library and NumPy (a figure: matplotlib)"
            raise Problem(path, line, f"{rule}, not “{module}”")
    return example


def find(root: Path) -> list[Path]:
    """All example scripts below `root`, sorted."""
    return list(file.find(root, "*.py"))


def run(example: Example) -> Run:
    """Run an example in a process of its own, in an empty folder where it may leave a figure. What went well is not
    run again in this process."""
    key = (example.path, example.source)
    if not (result := _runs.get(key)):
        result = _run(example.path.absolute(), example.source)
        if result.failure is None:
            _runs[key] = result
    return result


def remembered(example: Example, folder: Path) -> Run:
    """What happened when an example last ran with this Python and these packages, from `folder`; else run it. For
    builds: tests run examples. Failures are not kept, and a file that cannot be read or written is as none."""
    packages = [version(name) for name in ("numpy", "matplotlib")]
    parts = [example.source, *(path.read_text(encoding="utf-8") for path in (RECORDER, SETTINGS))]
    path = folder / f"{hashlib.sha256(chr(0).join([*parts, sys.version, *packages]).encode()).hexdigest()}.json"
    with suppress(OSError, ValueError, TypeError, KeyError):
        known = _as_run(json.loads(path.read_text(encoding="utf-8")))
        if known.failure is None:
            return known
    result = run(example)
    if result.failure is None:
        with suppress(OSError, Problem):
            path.unlink(missing_ok=True)
            file.write(path, json.dumps(asdict(result)), was=None, differs=lambda _: None)
    return result


def run_all(examples: Iterable[Example], memory: Path | None = None) -> Iterator[tuple[Example, Run]]:
    """Run several examples, as many at once as there are cores; with `memory`, only those that are not in it."""
    examples = list(examples)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(examples, pool.map(lambda one: remembered(one, memory) if memory else run(one), examples))


def _run(path: Path, source: str) -> Run:
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        here, work = Path(folder), Path(folder, "work")
        work.mkdir()
        (here / "script").write_text(source, encoding="utf-8", newline="\n")
        env = {**os.environ, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "svg"}
        env["MATPLOTLIBRC"] = str(SETTINGS)
        command = [sys.executable, str(RECORDER), str(here / "script"), str(path), str(here / "report")]
        with TemporaryFile() as out, TemporaryFile() as err:  # no pipes, whose end a child could hold
            process = Popen(command, cwd=work, env=env, stdin=DEVNULL, stdout=out, stderr=err, start_new_session=True)
            try:
                status = f"status {process.wait(TIMEOUT_SECONDS)}"
            except TimeoutExpired:
                return Run([], "", f"the example is still running after {TIMEOUT_SECONDS} s", None, None)
            finally:  # also what it has started and left behind
                with suppress(OSError, AttributeError):  # there is none left; Windows has no groups
                    os.killpg(process.pid, signal.SIGKILL)
                process.kill()
                process.wait()
            out.seek(0)
            err.seek(max(0, err.seek(0, os.SEEK_END) - 2000))
            stray, errors = (text.read(2000).decode("utf-8", "replace").strip() for text in (out, err))
        figures = [path.read_text("utf-8", "replace") for path in sorted(work.glob("*.svg")) if path.is_file()]
        try:
            report = json.loads((here / "report").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return Run([], stray, f"the interpreter died ({status})\n{errors}".strip(), None, None)
    if re.search("Exception (in thread|ignored in atexit)", errors):
        report["failure"] = report["failure"] or f"a thread, or what runs at exit, raised\n{errors}"
    report |= {"stray": report["stray"] or stray, "svg": next((svg for svg in figures if "<svg" in svg), None)}
    return _as_run(report)


def _as_run(report: dict[str, Any]) -> Run:
    """A run as JSON has it. Raises ValueError, TypeError or KeyError when it has another shape."""
    result = Run(**{**report, "prints": [(line + 0, text + "") for line, text in report["prints"]]})
    if not all(value is None or isinstance(value, str) for value in (result.stray, result.failure, result.svg)):
        raise TypeError
    return result


def _span(statement: ast.stmt) -> tuple[int, int]:
    """First and last line of a statement, decorators included."""
    above = [node.lineno for node in getattr(statement, "decorator_list", [])]
    return min([statement.lineno, *above]), statement.end_lineno or statement.lineno


def _placed(source: str, prints: list[tuple[int, str]]) -> Iterator[tuple[int, str, int, str]]:
    """(line of the call, text, line below which it is claimed, indentation there) of each print that shows anything."""
    spans = [_span(node) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt)]
    lines, logical = source.split("\n"), read(source)[1]
    for number, text in prints:
        around = [span for span in spans if span[0] <= number <= span[1]]
        if text and around:
            first, last = min(around, key=lambda span: span[1] - span[0])
            # Indentation of the line, not of the statement: “for x in y: print(x)” keeps its output outside.
            line = lines[logical[first][0] - 1]
            yield number, text, logical[last][1], line[: len(line) - len(line.lstrip())]


def weave(source: str, prints: list[tuple[int, str]]) -> str:
    """`source` with ``#>`` lines that say what `prints` printed, each under the statement that printed it. `prints`
    carries line numbers of `source` itself, ``#>`` lines counted."""
    printed: dict[int, str] = {}
    indents: dict[int, str] = {}
    for _, text, end, indent in _placed(source, prints):
        printed[end] = printed.get(end, "") + text
        indents[end] = indent
    woven: list[str] = []
    claimed = claims(source)
    for number, line in enumerate(source.split("\n"), 1):
        if number not in claimed:
            woven.append(line)
        if number in printed:
            output = printed[number].removesuffix("\n").split("\n")
            woven += [f"{indents[number]}#> {text.rstrip()}".rstrip() for text in output]
    return "\n".join(woven).rstrip("\n") + "\n"


def check(example: Example, result: Run) -> str:
    """Compare an example with its run; return the file as it should be. Raises Problem when it raised, printed
    nothing, printed past print, printed what no file may contain or out of order, or left a line open."""
    path, prints = example.path, result.prints
    if result.failure is not None:
        raised = "the example raised\n" if result.failure.startswith("Traceback") else ""
        raise Problem(path, result.failure_line or 1, raised + result.failure)
    if result.stray:
        where = result.stray_line or 1
        raise Problem(path, where, f"output came past print(), so it cannot be claimed: {result.stray[:80]!r}")
    if not (printed := "".join(text for _, text in prints)):
        raise Problem(path, 1, "the example prints nothing, so it proves nothing: print what it shows")
    for number, text in [*prints, (prints[-1][0], printed)]:
        if strange := file.STRANGE.search(text):
            raise Problem(path, number, f"this prints U+{ord(strange[0]):04X}, which nobody sees: print its number")
        if not unicodedata.is_normalized("NFC", text):
            raise Problem(path, number, "this prints a letter that is not composed (NFC): print it as one character")
    woven = weave(example.source, prints)
    if list(claims(woven).values()) == [line.rstrip() for line in printed.removesuffix("\n").split("\n")]:
        return woven
    line, before, place, number = 1, "\n", 0, 1
    for number, text, end, _ in _placed(example.source, prints):
        if end != place and not before.endswith("\n"):
            rest = f"so what line {number} prints would stand behind it: print whole lines"
            raise Problem(path, line, f"this does not end its line (end=), {rest}")
        if end < place:
            break
        line, before, place = number, text, end
    reason = "two prints in one loop, or a function that prints and is called twice"
    mend = "gather what one place prints into one print"
    raise Problem(path, number, f"the output does not come in the order of the source ({reason}): {mend}")


def compare(example: Example, woven: str) -> None:
    """Raise Problem at the first line where the file differs from `woven`, the file as it should be."""
    if woven == example.source:
        return
    there, real = (text.rstrip("\n").split("\n") for text in (example.source, woven))
    same = next((i for i, (a, b) in enumerate(zip(there, real)) if a != b), min(len(there), len(real)))
    there, real = there[same : same + 50], real[same : same + 50]  # enough to read
    for tag, first, last, other, end in difflib.SequenceMatcher(None, there, real, autojunk=False).get_opcodes():
        if tag != "equal":
            claimed = "\n".join(there[first:last])[:2000] or "(nothing)"
            printed = "\n".join(real[other:end])[:2000] or "(nothing)"
            message = f"the file claims\n{claimed}\nbut the code prints\n{printed}"
            mend = f"python -m layer_by_layer update {example.name}"
            raise Problem(example.path, same + first + 1, message, mend)
    raise Problem(example.path, same, "end the file with one line feed")
