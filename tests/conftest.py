"""What several tests share: the repository, its book, and the site built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import browser, served  # noqa: F401 (fixtures for every test)

from layer_by_layer.content import book as books
from layer_by_layer.content.book import Book

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def book() -> Book:
    """Everything that the site is made of."""
    return books.load(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built strictly from the repository. With --strict MkDocs refuses what it would otherwise warn of;
    never together with -q, which makes it return 0."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("LOCALE", None)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"mkdocs build --strict failed\n{done.stdout}\n{done.stderr}"
    return folder
