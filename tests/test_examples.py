"""Every example prints what it claims. Found by glob: adding an example adds its tests. How examples are read, run
and refused: test_reading.py. How they are rewritten: test_update.py."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from layer_by_layer.content import example as examples
from layer_by_layer.workshop import update

ROOT = Path(__file__).parent.parent
PATHS = examples.find(ROOT / "examples")
IDS = [path.relative_to(ROOT / "examples").as_posix() for path in PATHS]
NUMPY_ONLY = [path for path in PATHS if "figures" not in path.parts]
ALLOWED = {"numpy", "math", "fractions", "itertools", "functools", "collections", "statistics", "decimal"}


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_prints_what_it_claims(path: Path) -> None:
    example = examples.load(path, ROOT / "examples")
    examples.compare(example, examples.check(example, examples.run(example)))


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_is_formatted(path: Path) -> None:
    """Without its ``#>`` lines, which ruff would take for comments without a space."""
    stripped = examples.strip(path.read_text(encoding="utf-8"))
    assert update.formatted(stripped) == stripped, f"mend it with: python -m layer_by_layer update {path.stem}"


WIDE = 72  # columns that a page shows without cutting them, also in a claim


def wide(source: str) -> list[str]:
    """The lines of the cells, and of what they print, that a page would cut."""
    cells = source[source.index("# %%") :]
    shown = [line for line in cells.splitlines() if not line.lstrip().startswith("#>")]
    return [line for line in [*shown, *examples.claims(cells).values()] if len(line) > WIDE]


@pytest.mark.parametrize("path", NUMPY_ONLY, ids=[path.stem for path in NUMPY_ONLY])
def test_no_line_is_cut_on_a_page(path: Path) -> None:
    assert wide(path.read_text(encoding="utf-8")) == []


def test_a_line_that_would_be_cut_is_found() -> None:
    code, output = f"x = '{'a' * 70}'", "1 " * 40
    assert wide(f"# %% a\n{code}\nprint(x)\n#> {output.strip()}\n") == [code, output.strip()]


@pytest.mark.parametrize("path", NUMPY_ONLY, ids=[path.stem for path in NUMPY_ONLY])
def test_needs_numpy_and_nothing_else(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or ".").split(".")[0])
    assert imported <= ALLOWED, f"{path}: imports {imported - ALLOWED}; examples run in a browser with NumPy alone"


@pytest.mark.parametrize("path", PATHS, ids=IDS)
def test_output_has_no_prose(path: Path) -> None:
    """Output is not translated: no word of it may need to be. Names of functions and of layers are code."""
    example = examples.load(path, ROOT / "examples")
    allowed = _names(path)
    for number, text in examples.claims(example.source).items():
        words = {word.strip("()[],.:='\"") for word in text.split()}
        prose = {word for word in words if word.isalpha() and len(word) > 3 and word not in allowed}
        assert not prose, f"{path}:{number}: output contains words: {sorted(prose)}"


def _names(path: Path) -> set[str]:
    """Words that are code: identifiers and strings of the script, booleans, error names."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {"True", "False", "None"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Attribute):
            names.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= set(re.findall(r"[A-Za-z]+", node.value)) if len(node.value) < 30 else set()
    return names
