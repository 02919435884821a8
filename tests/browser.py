"""A browser and a server, for tests that look at the built site as a reader does. conftest.py imports the fixtures."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass
class Served:
    """A folder as a static host serves it."""

    url: str
    """The root, without a slash at the end."""
    requests: list[str] = field(default_factory=list)
    """Path and query of every request so far, those of workers too."""


class _Host(SimpleHTTPRequestHandler):
    """Answers as static hosts do: with 404.html where there is nothing."""

    def __init__(self, *args: Any, requests: list[str], **names: Any) -> None:
        self.requests = requests
        super().__init__(*args, **names)

    def do_GET(self) -> None:
        self.requests.append(self.path)
        super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def serve(folder: Path) -> Iterator[Served]:
    """Serve `folder` at the root of a free port of 127.0.0.1."""
    requests: list[str] = []
    host = partial(_Host, directory=str(folder), requests=requests)
    with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Served(f"http://127.0.0.1:{server.server_address[1]}", requests)
        server.shutdown()
        thread.join()


def missing(what: str) -> NoReturn:
    """Skip for want of `what`; but fail in CI, where nothing may be skipped."""
    if os.environ.get("CI"):
        pytest.fail(f"no test in the browser without {what}")
    pytest.skip(f"no test in the browser without {what}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium of the system, without a window. A test opens a context of its own in it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright: pip install playwright")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        missing("Chromium: install it, or name it in the environment variable CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Served]:
    """The built site, at the root of a server."""
    yield from serve(site)
