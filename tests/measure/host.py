"""The site as a static host serves it."""

from __future__ import annotations

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Sent:
    """One answer of the server."""

    path: str
    status: int
    size: int


class Server(ThreadingHTTPServer):
    """Serves a folder on 127.0.0.1 with gzip and its 404.html, and remembers what it sent."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder.resolve()
        self.sent: list[Sent] = []
        # 404.html and absolute links know the path under which the site is published.
        home = folder / "index.html"
        canonical = re.search(r'rel="canonical" href="([^"]*)"', home.read_text("utf-8")) if home.is_file() else None
        self.root = (urlsplit(canonical[1]).path if canonical else "") or "/"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def address(self, path: str) -> str:
        """Where a path below the site's root is served."""
        return self.origin + self.root + path

    @cache  # noqa: B019 (the few servers live as long as the process)
    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, head and body for a path."""
        below = unquote(path).removeprefix(self.root).lstrip("/") if path.startswith(self.root) else "\0"
        file = (self.folder / below.replace("\0", "no such path")).resolve()
        if file.is_dir():
            if not path.endswith("/"):
                return 301, f"Location: {path}/\r\n", b""
            file /= "index.html"
        status = 200 if file.is_file() and file.is_relative_to(self.folder) else 404
        if status == 404:
            file = self.folder / "404.html"
        body = file.read_bytes() if file.is_file() else b"no such page"
        kind = guess_type(file.name)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml", "wasm"))
        head = f"Content-Type: {kind}{'; charset=utf-8' if text else ''}\r\nCache-Control: max-age=600\r\n"
        if text:
            body, head = gzip.compress(body, 6), head + "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n"
        return status, head, body

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes a connection is no error."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        status, head, body = self.server.answer(path)
        head = f"HTTP/1.1 {status} {self.responses[status][0]}\r\n{head}Content-Length: {len(body)}\r\n\r\n"
        answer = head.encode() + (body if self.command == "GET" else b"")
        self.server.sent.append(Sent(path, status, len(answer)))
        self.wfile.write(answer)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the server remembers."""


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """The folder, served until the block ends."""
    server = Server(folder)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
