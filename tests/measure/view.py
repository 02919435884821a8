"""A page opened cold in the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .host import Server
from .page import Page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Request
    from playwright.sync_api import Page as Tab

PHONE, DESK = (360, 740), (1280, 800)
SETTLE = 200  # ms; a page is still when nothing happened for so long after the network fell silent
Scheme = Literal["light", "dark"]

WATCH = """
window.measured = {shift: 0, shifts: [], policy: []};
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (entry.hadRecentInput) return;
  measured.shift += entry.value;
  measured.shifts.push(...entry.sources.map(source => {
    const node = source.node && (source.node.outerHTML || source.node.textContent) || 'an element';
    return `${entry.value.toFixed(3)}: ${node.slice(0, 100)}`;
  }));
})).observe({type: 'layout-shift', buffered: true});
document.addEventListener('securitypolicyviolation', event => measured.policy.push(
  `${event.effectiveDirective} blocks ${event.blockedURI} ${event.sample} (line ${event.lineNumber})`));
"""


@dataclass
class View:
    """A page opened cold, and all that it said while it was open."""

    tab: Tab
    server: Server
    address: str
    console: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Take note of messages and of requests to others."""
        self.tab.on("console", self._message)
        self.tab.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        self.tab.context.on("request", self._request)

    def _message(self, message: ConsoleMessage) -> None:
        # The browser reports the 404 of the 404 page itself, which is right.
        if message.location.get("url") != self.address or "status of 404" not in message.text:
            self.console.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.server.origin, "data:", "blob:", "about:")):
            self.hosts.append(request.url)

    def settle(self) -> None:
        """Wait until the network is silent and the page is still."""
        self.tab.wait_for_load_state("networkidle")
        self.tab.wait_for_timeout(SETTLE)

    def measured(self) -> Mapping[str, Any]:
        """What the script in the page has seen."""
        measured: Mapping[str, Any] = self.tab.evaluate("measured")
        return measured

    def unfold(self) -> None:
        """Open what is folded: what it holds must keep the limits, too."""
        self.tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")


@contextmanager
def view(opened: Browser, server: Server, page: Page, scheme: Scheme, size: tuple[int, int]) -> Iterator[View]:
    """The page in a browser that has never seen the site."""
    context = opened.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(10_000)
    try:
        context.add_init_script(WATCH)
        server.sent.clear()
        seen = View(context.new_page(), server, server.address(page.address))
        seen.listen()
        seen.tab.goto(seen.address)
        seen.settle()
        yield seen
    finally:
        context.close()
