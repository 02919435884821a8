"""What goes wrong on a contributor's machine is said clearly, and no work is lost."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from layer_by_layer.content.book import Book
from layer_by_layer.content.page import parse
from layer_by_layer.content.problem import Problem
from layer_by_layer.render.renderer import Renderer

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples/layer_order/max_pooling.py"


def run(*command: str, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with this Python, without colours."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
    )


def without(package: str, folder: Path) -> dict[str, str]:
    """An environment in which `package` cannot be imported, as on a machine that lacks it."""
    message = f"No module named '{package}'"
    (folder / f"{package}.py").write_text(f"raise ModuleNotFoundError({message!r}, name={package!r})\n")
    return {"PYTHONPATH": str(folder)}


def test_an_example_without_numpy_names_numpy(tmp_path: Path) -> None:
    done = run(str(EXAMPLE), **without("numpy", tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip().endswith("ModuleNotFoundError: No module named 'numpy'")


def test_the_commands_without_their_dependencies_name_the_command_that_installs_them(tmp_path: Path) -> None:
    done = run("-m", "layer_by_layer", "status", **without("yaml", tmp_path))
    assert done.returncode == 2
    assert "the module “yaml” is missing" in done.stderr
    assert "pip install -e . -c constraints.txt" in done.stderr


def test_serving_on_a_port_in_use_names_another(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", NO_MKDOCS_2_WARNING="")
    assert "end of life" not in done.stderr, "Material’s notice is switched off in mkdocs.yml"
    assert done.returncode == 1
    assert f"127.0.0.1:{port} is in use" in done.stderr
    assert f"mkdocs serve -a 127.0.0.1:{port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'"""T\n\nS.\n"""\n\n# %% a\nprint(1\n', "7: Python cannot read this example: '(' was never closed"),
        (b'"""T\n\nS.\n"""\n\n# %% a\nprint("\xe9")\n', "7: this file is not UTF-8"),
        (b"", "1: an example begins with a docstring"),
    ],
)
def test_update_says_which_file_is_broken_and_leaves_it_alone(tmp_path: Path, content: bytes, message: str) -> None:
    folder = tmp_path / "examples" / "topic"
    folder.mkdir(parents=True)
    broken, right = folder / "broken.py", folder / "right.py"
    broken.write_bytes(content)
    right.write_text('"""Title\n\nSummary.\n"""\n\n# %% a\nprint(1)\n')
    done = run("-m", "layer_by_layer", "update", folder=tmp_path)
    assert done.returncode == 1
    assert f"examples/topic/broken.py:{message}" in done.stderr
    assert "Traceback" not in done.stderr
    assert broken.read_bytes() == content
    assert right.read_text().endswith("print(1)\n#> 1\n"), "the other examples are updated all the same"


def test_update_of_an_unknown_example_says_so() -> None:
    done = run("-m", "layer_by_layer", "update", "no_such_example")
    assert (done.returncode, done.stderr) == (2, "no example matches no_such_example\n")


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("generated | nothing", "7: nothing generates “nothing”"),
        ("figure | layer_order/max_pooling\n    alt: A map.", "7: no figure “layer_order/max_pooling”"),
        ("example | layer_order/max_pooling#nothing", "7: "),
    ],
)
def test_a_block_that_cannot_be_shown_while_serving_is_named_with_its_line(
    block: str, message: str, book: Book
) -> None:
    head = "---\ntitle: T\ndescription: D.\n---\n# T {#t}\n\n"
    page = parse(f"{head}/// {block}\n\nA caption.\n///\n", Path("docs/en/a.md"), "en", "a")
    with pytest.raises(Problem, match=f"docs/en/a.md:{message}"):
        Renderer(book, book.languages["en"]).render(page)
