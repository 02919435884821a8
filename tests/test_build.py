"""A build is the same twice, from anywhere, with half of its cache or none. On the miniature site; of the whole one,
``python -m tests.exit`` says it every week."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from exit import difference
from test_guard import miniature  # noqa: F401 (a fixture)


def build(here: Path, site: Path, *options: str) -> str:
    """Build strictly, started in the folder `here`; return what the build said."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site), *options]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(command, cwd=here, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_a_build_is_the_same_twice(miniature: Path, tmp_path: Path) -> None:  # noqa: F811
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    build(miniature, first)
    assert (first / "sitemap.xml.gz").read_bytes()[4:8] == bytes(4), "the archive carries no date"

    kept = [*(miniature / ".cache").glob("**/html/*/*.json"), *(miniature / ".cache").glob("**/*.ipynb")]
    assert len(kept) >= 4
    for number, path in enumerate(kept):  # a build that was stopped while it wrote
        path.write_bytes(path.read_bytes()[: 40 * (number % 2)])
    build(miniature / "docs", second, "-f", "../mkdocs.yml")
    assert not (miniature / "docs" / ".cache").exists(), "the cache is that of the checkout"
    assert difference(first, second) == ""

    (miniature / ".cache").rename(tmp_path / "away")
    (miniature / ".cache").touch()  # nothing can be written there, even by root
    said = build(miniature, third)
    assert said.count("cannot be written") == 1
    assert difference(first, third) == "", "nor does it matter that nothing was kept"
