"""The guard is guarded: for each checker a miniature site in which it must fail, with the message a contributor needs.

`guard/base` is a site in which nothing is wrong. Each file in `guard/cases` changes one thing in it and says what the
checks must answer. To add a case, add a file: `file`, `find`, `replace`, `expect` (parts of one message), and
`check = "site"` where only a build finds it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from layer_by_layer.checks import links, structure
from layer_by_layer.content import book as books
from layer_by_layer.content import example as examples
from layer_by_layer.content.problem import Problem
from layer_by_layer.render import proof

GUARD = Path(__file__).parent / "guard"
CASES = sorted((GUARD / "cases").glob("*.toml"))


@pytest.fixture
def miniature(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the miniature site; messages name files from its root."""
    folder = tmp_path / "miniature"
    shutil.copytree(GUARD / "base", folder)
    monkeypatch.chdir(folder)
    return folder


def problems_of(root: Path, memory: Path) -> list[str]:
    """What the checks say that run before a build. An example that no case has changed runs once."""
    book = books.load(root)
    found = list(structure.check_all(book))
    found += proof.check(book, book.pages.values())
    for example, result in examples.run_all(book.examples.values(), memory):
        try:
            examples.compare(example, examples.check(example, result))
        except Problem as problem:
            found.append(problem)
    return [str(problem) for problem in found]


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the runs of examples are remembered for as long as the tests run."""
    return tmp_path_factory.mktemp("runs")


def build(root: Path, site: Path) -> str:
    """What a strict build says; empty when it succeeds."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_nothing_is_wrong_with_the_miniature(miniature: Path, memory: Path, tmp_path: Path) -> None:
    assert problems_of(miniature, memory) == []
    assert build(miniature, tmp_path / "site") == ""
    assert list(links.check(tmp_path / "site", "https://miniature.example/")) == []


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_finds(path: Path, miniature: Path, memory: Path, tmp_path: Path) -> None:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    file = miniature / case["file"]
    text = file.read_text(encoding="utf-8")
    assert case["find"] in text, f"{path.name}: the miniature no longer contains what this case changes"
    changed = text.replace(case["find"], case["replace"], 1)
    file.write_bytes(changed.encode(case.get("encoding", "utf-8")))
    needs_build = case.get("check") == "site"
    answers = [build(miniature, tmp_path / "site")] if needs_build else problems_of(miniature, memory)
    assert any(all(part in answer for part in case["expect"]) for answer in answers), (
        f"no message contains {case['expect']}\n\nwhat the checks say:\n\n" + "\n\n".join(answers)
    )


def test_an_example_that_dies_does_not_take_the_session_with_it(miniature: Path, memory: Path) -> None:
    file = miniature / "examples/topic/sums.py"
    file.write_text(file.read_text().replace("# %% large\n", "# %% large\nimport os\n\nos._exit(9)\n"))
    assert any("examples/topic/sums.py" in answer for answer in problems_of(miniature, memory))


def test_update_mends_what_the_check_finds(miniature: Path) -> None:
    file = miniature / "examples/topic/sums.py"
    right = file.read_text()
    file.write_text(right.replace("#> [4, 6] [4, 6]", "#> 1").replace("    #> 21\n", ""))
    done = subprocess.run(
        [sys.executable, "-m", "layer_by_layer", "update"], cwd=miniature, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "-#> 1\n+#> [4, 6] [4, 6]" in done.stdout, "the difference is shown"
    assert file.read_text() == right
