"""The notebooks that a reader downloads print in Jupyter what the scripts print, and are the same at every build."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from layer_by_layer.content import example as examples
from layer_by_layer.render.notebook import notebook

ROOT = Path(__file__).parent.parent
# The longest of each topic is enough: the conversion is the same for all, and each takes a kernel of its own.
PATHS = examples.find(ROOT / "examples")
TOPICS = {path.parent.name: path for path in sorted(PATHS, key=lambda path: path.stat().st_size)}
NAMES = [f"{topic}/{path.stem}" for topic, path in TOPICS.items() if topic != "figures"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_download_prints_what_the_script_claims(name: str) -> None:
    example = examples.load(ROOT / "examples" / f"{name}.py", ROOT / "examples")
    document = nbformat.reads(notebook(example), as_version=4)
    nbformat.validate(document)
    NotebookClient(document, timeout=60, kernel_name="python3").execute()
    printed = {
        cell.id: "".join(out.text for out in cell.outputs) for cell in document.cells if cell.cell_type == "code"
    }
    for cell in example.cells.values():
        assert printed[cell.name].splitlines() == cell.claimed


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_download_is_clean_and_reproducible(path: Path) -> None:
    example = examples.load(path, ROOT / "examples")
    text = notebook(example)
    assert text == notebook(example)
    document = nbformat.reads(text, as_version=4)
    code = [cell for cell in document.cells if cell.cell_type == "code"]
    assert [cell.id for cell in code] == list(example.cells)
    assert all("#>" not in cell.source and not cell.outputs for cell in code)
