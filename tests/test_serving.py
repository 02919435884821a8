"""Who starts a build or a server hears at once what it does, then how far it is; and nothing who asks for silence."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layer_by_layer.mkdocs_plugin import LayerByLayer

BASE = Path(__file__).parent / "guard/base"
PLAN = "layer_by_layer: checks 3 pages, runs what is new of 3 examples, builds en"
# The first example, which takes longer than anybody hears nothing.
SLOW = '"""Slow\n\nIt takes its time.\n"""\n\n# %% sleep\nimport time\n\ntime.sleep(2.5)\nprint(1)\n#> 1\n'


@pytest.fixture
def miniature(tmp_path: Path) -> Path:
    folder = tmp_path / "miniature"
    shutil.copytree(BASE, folder)
    (folder / "examples/topic/a.py").write_text(SLOW, encoding="utf-8")
    return folder


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """MkDocs, at work in a folder; what it says is one stream."""
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="this system does not say what a process has used")
def test_the_first_line_comes_within_two_seconds_and_before_an_example_runs(miniature: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = start(miniature, "serve", "-a", f"127.0.0.1:{port}")
    assert server.stdout
    said = ""
    for said in server.stdout:
        if "layer_by_layer:" in said:
            break
    server.kill()
    used = os.wait4(server.pid, 0)[2]
    server.stdout.close()
    server.returncode = -9  # it has been waited for
    assert PLAN in said
    assert used.ru_utime + used.ru_stime < 2  # s of work: a machine that does other things takes longer
    assert not list(miniature.glob(".cache/layer-by-layer/runs/*")), "an example had run before"


def test_a_build_says_how_far_it_is(miniature: Path) -> None:
    said = start(miniature, "build", "--strict").communicate()[0]
    assert PLAN in said
    assert "layer_by_layer: examples 1 of 3" in said, "the first example took longer than two seconds"


def test_what_is_quick_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "mkdocs")
    plugin = LayerByLayer()
    plugin.spoke = time.monotonic()
    for number in range(3):
        plugin.say(f"page {number}")
    plugin.spoke -= 3  # s
    for number in range(3, 6):
        plugin.say(f"page {number}")
    assert [one.message for one in caplog.records] == ["layer_by_layer: page 3"]


def test_nobody_hears_anything_who_asks_for_silence(miniature: Path) -> None:
    build = start(miniature, "build", "--quiet")
    assert build.communicate()[0] == ""
    assert build.returncode == 0
