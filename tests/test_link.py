"""The link checker finds what leads nowhere in built pages, whoever wrote the link."""

from __future__ import annotations

from pathlib import Path

import pytest

from layer_by_layer.checks import links

SITE = "https://site.example/"
PAGE = '<h1 id="top">Page</h1><a href="{}">a link</a>'


@pytest.mark.parametrize(
    "target",
    [
        "",
        "#top",
        ".",
        "other/",
        "other/#there",
        "/other/#there",
        f"{SITE}other/#there",
        "file.py",
        "https://else.example/x",
    ],
)
def test_accepts(tmp_path: Path, target: str) -> None:
    write(tmp_path, target)
    assert list(links.check(tmp_path, SITE)) == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("missing/", "leads nowhere: no file missing/index.html"),
        ("/missing.png", "leads nowhere: no file missing.png"),
        ("#bottom", "has no id “bottom”"),
        ("other/#here", "other/index.html has no id “here”"),
        (f"{SITE}missing/", "leads nowhere: no file missing/index.html"),
    ],
)
def test_finds(tmp_path: Path, target: str, message: str) -> None:
    write(tmp_path, target)
    (problem,) = links.check(tmp_path, SITE)
    assert message in str(problem)
    assert (problem.path.name, problem.line) == ("index.html", 1)


def test_finds_an_id_that_stands_twice(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<p id="a"></p>\n<p id="a"></p>')
    (problem,) = links.check(tmp_path, SITE)
    assert "index.html:2: id “a” stands twice" in str(problem)


@pytest.mark.parametrize("element", ['<script src="{}"></script>', '<img src="{}">', '<iframe src="{}"></iframe>'])
def test_finds_a_request_to_another_host(tmp_path: Path, element: str) -> None:
    (tmp_path / "index.html").write_text(element.format("https://cdn.example/x"))
    (problem,) = links.requests(tmp_path, SITE)
    assert "asks another host: https://cdn.example/x" in str(problem)


def write(folder: Path, target: str) -> None:
    (folder / "index.html").write_text(PAGE.format(target))
    (folder / "file.py").write_text("")
    (folder / "other").mkdir()
    (folder / "other" / "index.html").write_text('<p id="there"></p>')
