"""How the tests run, and what several of them share: the repository, its book, and the site built once."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from browser import browser, served  # noqa: F401 (fixtures for every test)

from layer_by_layer.content import book as books
from layer_by_layer.content.book import Book

ROOT = Path(__file__).parent.parent
NEEDS_BROWSER = {"browser", "tools"}
PATIENCE = 300  # s, for what another process makes
# -k, --lf, --sw, -x (the first failure, not those of all workers), --pdb, --trace, --collect-only
FEW = ("keyword", "lf", "stepwise", "maxfail", "usepdb", "trace", "collectonly")

needs_torch = pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="PyTorch is not installed: pip install torch"
)


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads these options
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Use all cores, unless what is asked for is so little that starting workers would take longer; -n0 and -n4 say
    otherwise."""
    option = config.option
    few = any(getattr(option, name, None) for name in FEW)
    one = len(config.args) == 1 and not Path(config.args[0]).is_dir()
    is_worker = hasattr(config, "workerinput")
    if few or one or is_worker or not config.pluginmanager.has_plugin("xdist"):
        return
    # Who drives a browser waits half of the time: two for each core.
    workers = min(8, (os.cpu_count() or 1) * (1 if "not browser" in option.markexpr else 2))
    if option.numprocesses is None and option.dist == "no" and workers > 1:
        option.numprocesses, option.dist = workers, "worksteal"


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark what opens a browser, so that a run can leave it out: -m "not browser"."""
    if NEEDS_BROWSER & set(getattr(item, "fixturenames", ())):
        item.add_marker("browser")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what stops nobody, a line for each; and what was skipped and how to have it, a line for each reason."""
    for report in terminalreporter.getreports("passed"):
        for text in [str(value) for name, value in report.user_properties if name == "told"]:
            terminalreporter.write_line(text, yellow=True)
    reasons: Counter[str] = Counter()
    for report in terminalreporter.getreports("skipped"):
        reasons[str(report.longrepr[2]).removeprefix("Skipped: ")] += 1
    for reason, number in reasons.most_common():
        terminalreporter.write_line(f"skipped: {number} {'test' if number == 1 else 'tests'}: {reason}", yellow=True)


Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """once(name, make): a folder that `make` fills, in whichever of the test processes asks first; the others wait."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def once(name: str, make: Callable[[Path], None]) -> Path:
        folder, answer = shared / name, shared / f"{name}.json"
        try:
            folder.mkdir()
        except FileExistsError:
            _wait(answer)
        else:
            failure = ""
            try:
                make(folder)
            except BaseException as error:
                failure = str(error) or repr(error)
                raise
            finally:
                part = answer.with_suffix(".part")
                part.write_text(json.dumps(failure), encoding="utf-8")
                part.replace(answer)  # whole, or not there
        if failure := json.loads(answer.read_text(encoding="utf-8")):
            pytest.fail(f"{name} could not be made: {failure}")
        return folder

    return once


def _wait(answer: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not answer.exists():
        if time.monotonic() > end:
            pytest.fail(f"another test process has not finished {answer.stem} within {PATIENCE} s")
        time.sleep(0.05)


def written(language: str, address: str) -> bool:
    """Whether a language has the page of this address, of its own and no draft; what is collected depends on it."""
    path = address.partition("#")[0].strip("/")
    paths = [ROOT / "docs" / language / f"{one}.md" for one in (path, f"{path}/index".lstrip("/")) if one]
    return any("\ndraft: true\n" not in one.read_text(encoding="utf-8") for one in paths if one.is_file())


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def book() -> Book:
    """Everything that the site is made of."""
    return books.load(ROOT)


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The site, built strictly from the repository."""
    return once("site", lambda folder: build(ROOT, folder))


def build(root: Path, folder: Path) -> None:
    """Build the site of `root`. With --strict MkDocs refuses what it would otherwise warn of; never together with -q,
    which makes it return 0."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("LOCALE", None)
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"mkdocs build --strict failed\n{done.stdout}\n{done.stderr}"
