"""A browser and a server, for tests that look at the built site as a reader does. conftest.py imports the fixtures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from measure import host, tool
from measure.look import OFFLINE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    OFFLINE,
]


@dataclass(frozen=True)
class Served:
    """A folder as a static host serves it."""

    server: host.Server

    @property
    def url(self) -> str:
        """The root, without a slash at the end."""
        return self.server.address("").rstrip("/")

    @property
    def requests(self) -> list[str]:
        """The path of every request so far, those of workers too."""
        return [sent.path for sent in self.server.sent]


def serve(folder: Path) -> Iterator[Served]:
    """Serve `folder`, which does not change any more, from a free port of 127.0.0.1."""
    with host.serve(folder) as server:
        yield Served(server)


def skip(missing: tool.Missing) -> NoReturn:
    """Skip for want of a tool; but fail in CI, where nothing may be skipped."""
    if os.environ.get("CI"):
        pytest.fail(str(missing))
    pytest.skip(str(missing))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the system, without a window. A test opens a context of its own in it."""
    try:
        with tool.browser(*FLAGS) as opened:
            yield opened
    except tool.Missing as missing:
        skip(missing)


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Served]:
    """The built site, at the root of a server."""
    yield from serve(site)
