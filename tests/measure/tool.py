"""The tools that may be missing: Chromium, Playwright, and the packages of package.json."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MODULES = Path("node_modules")


class Missing(Exception):  # noqa: N818 (it says what to install)
    """A tool that the measurement needs is not installed."""


def chromium() -> str:
    """Chromium's path. Raises Missing."""
    named = map(os.environ.get, ("CHROMIUM", "CHROME_PATH"))
    installed = map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))
    if not (found := next(filter(None, chain(named, installed)), None)):
        raise Missing("Chromium is not installed: apt-get install chromium, or name it in CHROMIUM or CHROME_PATH")
    return found


def module(name: str) -> Path:
    """A file of an npm package. Raises Missing."""
    if not (MODULES / name).is_file():
        raise Missing(f"{MODULES / name} is missing: npm ci")
    return MODULES / name


@contextmanager
def browser(*flags: str) -> Iterator[Browser]:
    """Chromium, driven by Playwright, without a window. Raises Missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Missing("Playwright is not installed: pip install -e '.[test]' -c constraints.txt") from None
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", *flags])
        try:
            yield opened
        finally:
            opened.close()
