"""What one sees who opens a page: each measure takes an open page and adds to the result."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from . import axe, nu
from .host import Server, serve
from .page import Page
from .result import Result
from .tool import browser, module
from .view import DESK, PHONE, View, view

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 5000  # ms, for what a reader presses

# Whoever asks another host gets an error at once, also where there is a network.
OFFLINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

# What is wider than the window and stands in nothing that scrolls by itself or hides it.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const held = element => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== 'visible') return true;
    return getComputedStyle(element).position === 'fixed';
  };
  const wide = [...document.body.querySelectorAll('*')].filter(element =>
    element.getBoundingClientRect().right > width + 1 && !held(element));
  const name = element => `${Math.round(element.getBoundingClientRect().right)} px: ` +
    element.outerHTML.slice(0, 120).replace(/\\s+/g, ' ');
  return wide.length ? wide.filter(element => !wide.some(other => element !== other && element.contains(other)))
    .map(name) : [`${document.documentElement.scrollWidth} px: the page`];
}"""


def first_view(seen: View, result: Result) -> None:
    """Weight, requests and our own scripts, as the server sent them."""
    sent = sorted(seen.server.sent, key=lambda one: -one.size)
    own = [one for one in sent if "/assets/js/" in one.path]
    result.values["weight"] = round(sum(one.size for one in sent) / 1024, 1)
    result.details["weight"] = [f"{one.size / 1024:.1f} KB {one.path}" for one in sent]
    result.values["scripts"] = round(sum(one.size for one in own) / 1024, 1)
    result.details["scripts"] = [f"{one.size / 1024:.1f} KB {one.path}" for one in own]
    result.values["requests"] = len(sent)
    result.details["requests"] = [one.path for one in sent]


def shift(seen: View, result: Result) -> None:
    """The cumulative layout shift; the worse of several views counts."""
    measured = seen.measured()
    if measured["shift"] >= result.number("shift"):
        result.values["shift"] = round(measured["shift"], 4)
        result.details["shift"] = measured["shifts"]


def overflow(seen: View, result: Result) -> None:
    """What is wider than a telephone, with everything unfolded."""
    seen.unfold()
    result.add("overflow", seen.tab.evaluate(OVERFLOW))


def use(seen: View, result: Result) -> None:
    """Do what readers do, where the page offers it: search, copy, switch the theme. Each must answer, without a
    complaint."""
    find, field = seen.tab.locator(".search-open:visible"), ".search input"
    switch = seen.tab.locator("form[data-md-component=palette] label:visible")
    copies = seen.tab.locator("button[data-copy]:visible")
    with _attempt(result, "search"):
        if find.count():
            find.first.click(timeout=PATIENCE)
            seen.tab.locator(field).press_sequentially("pooling", delay=20)
            seen.tab.locator(".search ol li").first.wait_for(timeout=PATIENCE)
            seen.tab.locator(".search-close").click(timeout=PATIENCE)
    for button in copies.all()[:2]:
        with _attempt(result, "copy"):
            button.click(timeout=PATIENCE)
    for _ in range(2 if switch.count() else 0):
        with _attempt(result, "switch the theme"):
            switch.click(timeout=PATIENCE)
    seen.settle()


@contextmanager
def _attempt(result: Result, what: str) -> Iterator[None]:
    """Note that `what` is not possible, and go on."""
    from playwright.sync_api import Error

    try:
        yield
    except Error as error:
        log = [line.strip(" -") for line in error.message.splitlines() if line.strip(" -")]
        result.add("use", [f"{what}: {log[0]} {log[-1] if len(log) > 1 else ''}"])


def complaints(seen: View, result: Result) -> None:
    """Requests to other hosts, failed requests, console messages, violations of the content security policy."""
    own = seen.address.removeprefix(seen.server.origin)
    result.add("third_party", seen.hosts)
    failed = (f"{one.status} {one.path}" for one in seen.server.sent if one.status >= 400 and one.path != own)
    result.add("failed", failed)
    result.add("console", seen.console)
    result.add("policy", seen.measured()["policy"])
    policies = seen.tab.locator("meta[http-equiv='content-security-policy' i]").evaluate_all(
        "all => all.map(e => e.content)"
    )
    if not policies:
        result.add("policy", ["the page has no content security policy"])
    for loose in re.findall(r"'unsafe-[\w-]+'|\*|https?:\S*", " ".join(policies)):
        result.add("policy", [f"the policy allows {loose}"])


def look(opened: Browser, server: Server, page: Page) -> Result:
    """Open a page on a light telephone and on a dark desk, and measure what one sees there."""
    result = Result(page)
    for measure in ("third_party", "failed", "console", "policy", "overflow", "use", "axe"):
        result.values[measure] = []
    with view(opened, server, page, "light", PHONE) as seen:
        first_view(seen, result)
        shift(seen, result)
        overflow(seen, result)
        use(seen, result)
        complaints(seen, result)
        axe.check(seen, result, "light")
    with view(opened, server, page, "dark", DESK) as seen:
        shift(seen, result)
        complaints(seen, result)
        axe.check(seen, result, "dark")
    return result


def _look(folder: Path, pages: Sequence[Page]) -> Iterator[Result]:
    with serve(folder) as server, browser(OFFLINE) as opened:
        for page in pages:
            yield look(opened, server, page)
            print(f"looked at /{page.address}", file=sys.stderr, flush=True)  # hundreds of pages take a while


def cheap(folder: Path, pages: Sequence[Page], jobs: int = 2) -> list[Result]:
    """Everything but Lighthouse. Raises Missing."""
    module(axe.SCRIPT)
    shares = [pages[start::jobs] for start in range(jobs) if pages[start::jobs]]
    with ThreadPoolExecutor(max(1, len(shares))) as pool:
        results = [result for share in pool.map(lambda share: list(_look(folder, share)), shares) for result in share]
    nu.check(folder, results)
    return results
