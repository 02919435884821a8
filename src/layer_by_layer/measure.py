"""Measure a built site against the budgets, in a browser: weight, requests, console, policy, layout, contrast, HTML.

Serves the folder itself, as a static host does, opens pages cold in Chromium, and says what to mend. Needs Playwright
(`pip install -e .[test]`), Chromium, Node and Java, and the packages of package.json (`npm ci`).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class Kind:
    """A kind of page, known by its address and by what it holds; the first that fits is meant."""

    name: str
    weight: int
    """KB, gzip, all requests of the first view."""
    scripts: int
    """KB, gzip, of our own scripts."""
    path: str = ""
    holds: tuple[str, ...] = ()
    lighthouse: bool = False
    """One of the handful that Lighthouse looks at."""


KINDS = (
    Kind("404", 72, 5, r"^404\.html$"),
    Kind("home", 72, 5, r"^(\w\w/)?index\.html$", lighthouse=True),
    Kind("figure example", 115, 20, r"^(\w\w/)?examples/.+/index\.html$", ('class="drawing"',)),
    Kind("example", 95, 5, r"^(\w\w/)?examples/.+/index\.html$", lighthouse=True),
    Kind("thread", 95, 5, r"^(\w\w/)?threads/.+/index\.html$", lighthouse=True),
    Kind("verdicts", 95, 5, r"^(\w\w/)?verdicts/index\.html$", lighthouse=True),
    Kind("glossary", 95, 5, r"^(\w\w/)?glossary/index\.html$"),
    Kind("page with figures", 115, 20, holds=('class="drawing"',), lighthouse=True),
    Kind("math and claims", 95, 5, holds=("<math", 'class="claim '), lighthouse=True),
    Kind("answer", 95, 5, holds=('class="claim ',)),
    Kind("other", 95, 5),
)


@dataclass(frozen=True)
class Limit:
    """What a measure may be, and how a page that passes it is mended. A measure is a number or a list of findings."""

    measure: str
    most: float = 0
    """The budget; for scores, the least."""
    mend: str = ""
    score: bool = False


LIMITS = (
    Limit("weight", mend="make or load less: the heaviest requests are named"),  # most: by kind
    Limit("scripts", mend="make docs/assets/js smaller, or load it where it is used"),  # most: by kind
    Limit("requests", 12, "join files, or load them when they are used"),
    Limit("third_party", mend="ship the file with the site, or leave it out: no request leaves the site"),
    Limit("failed", mend="correct the address, or add the file"),
    Limit("console", mend="mend what the browser complains of: a reader's console stays empty"),
    Limit("policy", mend="move style and script into files of the site (head.py writes the policy)"),
    Limit("shift", 0.02, "give what arrives late its size beforehand (width and height, min-height)"),
    Limit("overflow", mend="wrap it, or let it scroll by itself (overflow-x: auto) within 360 px"),
    Limit("use", mend="what a reader presses must answer: look at the page at 360 px"),
    Limit("axe", mend="mend the element; the rule's page explains how: dequeuniversity.com/rules/axe/html"),
    Limit("html", mend="mend the HTML at this line of the built file, in its template or in src/layer_by_layer"),
    Limit("performance", 98, "look at the metrics named", score=True),
    Limit("accessibility", 100, "mend the audits named", score=True),
    Limit("best-practices", 100, "mend the audits named", score=True),
    Limit("seo", 100, "mend the audits named", score=True),
)
SCORES = tuple(limit.measure for limit in LIMITS if limit.score)
PHONE, DESK = (360, 740), (1280, 800)
PATIENCE = 5000  # ms, for what a reader presses
MODULES = Path("node_modules")
SETTLE = 200  # ms; a page is still when nothing happened for so long after the network fell silent


class Missing(Exception):  # noqa: N818 (it says what to install)
    """A tool that the measurement needs is not installed."""


@dataclass(frozen=True)
class Page:
    """A page of the built site."""

    path: str
    kind: Kind
    size: int

    @property
    def language(self) -> str:
        """The language's folder; English has none."""
        return match[0] if (match := re.match(r"[a-z]{2}(?=/)", self.path)) else "en"

    @property
    def address(self) -> str:
        """Below the site's root. The 404 page is asked for as a reader does: by an address that does not exist."""
        return "no/such/page/" if self.kind.name == "404" else self.path.removesuffix("index.html")


@dataclass
class Result:
    """What was measured on a page: numbers, or lists of findings."""

    page: Page
    values: dict[str, float | list[str]] = field(default_factory=dict)
    details: dict[str, list[str]] = field(default_factory=dict)
    """For numbers: what they are made of."""

    def faults(self) -> Iterator[str]:
        """What passes its limit: measure, value, findings, mend."""
        for limit in LIMITS:
            if (value := self.values.get(limit.measure)) is None:
                continue
            most = getattr(self.page.kind, limit.measure, limit.most)
            details = value if isinstance(value, list) else self.details.get(limit.measure, [])
            number = len(value) if isinstance(value, list) else value
            if number < most if limit.score else number > most:
                share = f"{number:g}, {'at least' if limit.score else 'at most'} {most:g}"
                found = "".join(f"\n      {line}" for line in [*details[:8], *(["…"] if len(details) > 8 else [])])
                yield f"{limit.measure} {share}{found}\n      mend: {limit.mend}"


def order(result: Result) -> tuple[float, float, str]:
    """Sorts the worst first: by faults, then by the share of the weight that is used."""
    return -len(list(result.faults())), -_number(result, "weight") / result.page.kind.weight, result.page.path


# The site as a static host serves it


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

    @cache  # noqa: B019 (one server, one process)
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
        self.server.sent.append(Sent(path, status, len(head) + len(body)))
        self.wfile.write(head.encode() + body)

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


# The browser


def chromium() -> str:
    """Chromium's path. Raises Missing."""
    named = os.environ.get("CHROME_PATH")
    found = named or next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None)
    if not found:
        raise Missing("no Chromium: install it, or name it in CHROME_PATH")
    return found


def module(name: str) -> Path:
    """A file of an npm package. Raises Missing."""
    if not (MODULES / name).is_file():
        raise Missing(f"{MODULES / name} is missing: run “npm ci”")
    return MODULES / name


@contextmanager
def browser() -> Iterator[Any]:
    """A Playwright browser. Raises Missing."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        raise Missing("Playwright is not installed: run “python -m pip install -e .[test]”") from None
    with sync_playwright() as playwright:
        # Whoever asks another host gets an error at once, also where there is a network.
        offline = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
        opened = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", offline])
        try:
            yield opened
        finally:
            opened.close()


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

# When nothing moves any more: a text that fades in has too little contrast for a moment.
AXE = """Promise.race([
  Promise.allSettled(document.getAnimations().map(animation => animation.finished)),
  new Promise(wait => setTimeout(wait, 3000)),
]).then(() => axe.run(document, {resultTypes: ['violations'], preload: false, rules: {'target-size': {enabled: true}}}))
  .then(found => JSON.stringify(found.violations))"""


@dataclass
class View:
    """A page opened cold, and all that it said while it was open."""

    tab: Any
    server: Server
    address: str
    console: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Take note of messages and of requests to others."""
        self.tab.on("console", self._message)
        self.tab.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        self.tab.context.on("request", self._request)

    def _message(self, message: Any) -> None:
        # The browser reports the 404 of the 404 page itself, which is right.
        if message.location.get("url") != self.address or "status of 404" not in message.text:
            self.console.append(f"{message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.server.origin, "data:", "blob:", "about:")):
            self.hosts.append(request.url)

    def settle(self) -> None:
        """Wait until the network is silent and the page is still."""
        self.tab.wait_for_load_state("networkidle")
        self.tab.wait_for_timeout(SETTLE)

    def measured(self) -> Mapping[str, Any]:
        """What the script in the page has seen."""
        return self.tab.evaluate("measured")  # type: ignore[no-any-return]


@contextmanager
def view(opened: Any, server: Server, page: Page, scheme: str, size: tuple[int, int]) -> Iterator[View]:
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
        seen = View(context.new_page(), server, server.origin + server.root + page.address)
        seen.listen()
        seen.tab.goto(seen.address)
        seen.settle()
        yield seen
    finally:
        context.close()


# The measures: each takes an open page and adds to the result


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
    if measured["shift"] >= _number(result, "shift"):
        result.values["shift"] = round(measured["shift"], 4)
        result.details["shift"] = measured["shifts"]


def _number(result: Result, measure: str) -> float:
    value = result.values.get(measure, 0)
    return value if isinstance(value, int | float) else 0


def overflow(seen: View, result: Result) -> None:
    """What is wider than a telephone, with everything unfolded."""
    unfold(seen)
    _add(result, "overflow", seen.tab.evaluate(OVERFLOW))


def unfold(seen: View) -> None:
    """Open what is folded: what it holds must keep the limits, too."""
    seen.tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })")


def use(seen: View, result: Result) -> None:
    """Do what readers do, where the page offers it: search, copy, switch the theme. Each must answer, without a
    complaint."""
    find, field = seen.tab.locator("header label[for=__search]:visible"), "[data-md-component=search-query]"
    switch = seen.tab.locator("form[data-md-component=palette] label:visible")
    copies = seen.tab.locator("button[data-copy]:visible")
    with _attempt(result, "search"):
        if find.count():
            find.first.click(timeout=PATIENCE)
            seen.tab.locator(field).press_sequentially("pooling", delay=20)
            seen.tab.locator("[data-md-component=search-result] li").first.wait_for(timeout=PATIENCE)
            seen.tab.keyboard.press("Escape")
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
        _add(result, "use", [f"{what}: {log[0]} {log[-1] if len(log) > 1 else ''}"])


def complaints(seen: View, result: Result) -> None:
    """Requests to other hosts, failed requests, console messages, violations of the content security policy."""
    own = seen.address.removeprefix(seen.server.origin)
    _add(result, "third_party", seen.hosts)
    failed = (f"{one.status} {one.path}" for one in seen.server.sent if one.status >= 400 and one.path != own)
    _add(result, "failed", failed)
    _add(result, "console", seen.console)
    _add(result, "policy", seen.measured()["policy"])
    policies = seen.tab.locator("meta[http-equiv='content-security-policy' i]").evaluate_all(
        "all => all.map(e => e.content)"
    )
    if not policies:
        _add(result, "policy", ["the page has no content security policy"])
    for loose in re.findall(r"'unsafe-[\w-]+'|\*|https?:\S*", " ".join(policies)):
        _add(result, "policy", [f"the policy allows {loose}"])


def axe(seen: View, result: Result, scheme: str) -> None:
    """Violations of axe's rules, best practices included, on telephone and desk."""
    unfold(seen)
    # Through the debugging protocol: the page's own policy forbids scripts that are not the site's.
    session = seen.tab.context.new_cdp_session(seen.tab)
    session.send("Runtime.evaluate", {"expression": module("axe-core/axe.min.js").read_text("utf-8")})
    for width, height in (PHONE, DESK):
        seen.tab.set_viewport_size({"width": width, "height": height})
        seen.tab.wait_for_timeout(SETTLE)
        answer = session.send("Runtime.evaluate", {"expression": AXE, "awaitPromise": True, "returnByValue": True})
        for violation in json.loads(answer["result"]["value"]):
            for node in violation["nodes"]:
                summary = " ".join(node["failureSummary"].partition("\n")[2].split())
                element = " ".join(node["html"].split())
                _add(result, "axe", [f"{violation['id']} ({scheme}) {element[:120]}: {summary[:200]}"])


def _add(result: Result, measure: str, findings: Iterable[str]) -> None:
    known = result.values.setdefault(measure, [])
    assert isinstance(known, list)
    known += [finding for finding in dict.fromkeys(findings) if finding not in known]


def look(folder: Path, pages: Sequence[Page]) -> list[Result]:
    """Open each page on a light telephone and on a dark desk, and measure what one sees there."""
    results = []
    with serve(folder) as server, browser() as opened:
        for page in pages:
            result = Result(page)
            for measure in ("third_party", "failed", "console", "policy", "overflow", "use", "axe"):
                result.values[measure] = []
            with view(opened, server, page, "light", PHONE) as seen:
                first_view(seen, result)
                shift(seen, result)
                overflow(seen, result)
                use(seen, result)
                complaints(seen, result)
                axe(seen, result, "light")
            with view(opened, server, page, "dark", DESK) as seen:
                shift(seen, result)
                complaints(seen, result)
                axe(seen, result, "dark")
            results.append(result)
    return results


def html(folder: Path, results: Sequence[Result]) -> None:
    """Errors of the Nu HTML checker."""
    paths = {(folder / result.page.path).resolve().as_uri(): result for result in results}
    files = [str((folder / result.page.path).resolve()) for result in results]
    if not (java := shutil.which("java")):
        raise Missing("no Java: install a Java runtime of version 11 or newer")
    command = [java, "-jar", str(module("vnu-jar/build/dist/vnu.jar")), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, "--errors-only", *files], capture_output=True, text=True, encoding="utf-8")
    if not done.stderr.startswith("{"):
        raise Missing(f"the Nu HTML checker does not run: {done.stderr or done.stdout}")
    for result in results:
        result.values["html"] = []
    for message in json.loads(done.stderr)["messages"]:
        uri = "file:///" + message["url"].removeprefix("file:").lstrip("/")
        _add(paths[uri], "html", [f"line {message.get('lastLine', 1)}: {message['message']}"])


def lighthouse(folder: Path, results: Sequence[Result], tries: int = 3) -> None:
    """Lighthouse's scores as on a telephone. Performance depends on what else the machine does: the best of `tries`
    counts, and the first that reaches its limit ends the search."""
    least = {limit.measure: limit.most for limit in LIMITS if limit.score}
    if not (node := shutil.which("node")):
        raise Missing("no Node.js: install version 20 or newer")
    command = [node, str(module("lighthouse/cli/index.js")), "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--only-categories={','.join(SCORES)}", "--chrome-flags=--headless=new --no-sandbox"]
    with serve(folder) as server:
        for result in results:
            address = server.origin + server.root + result.page.address
            for _ in range(tries):
                environment = {**os.environ, "CHROME_PATH": chromium()}
                done = subprocess.run([*command, address], capture_output=True, text=True, env=environment)
                if done.returncode:
                    raise Missing(f"Lighthouse does not run on {address}\n{done.stderr[-2000:]}")
                _scores(result, json.loads(done.stdout))
                if all(_number(result, score) >= least[score] for score in SCORES):
                    break
                if any(_number(result, score) < least[score] for score in SCORES if score != "performance"):
                    break


def _scores(result: Result, report: Mapping[str, Any]) -> None:
    for name in SCORES:
        category = report["categories"][name]
        score = round(100 * (category["score"] or 0))
        if score < _number(result, name):
            continue
        result.values[name] = score
        # What else the machine does costs performance: a reader of the report must know.
        result.details[name] = [f"load of this machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"]
        for reference in category["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                nodes = [
                    item["node"]["snippet"] for item in audit.get("details", {}).get("items", []) if "node" in item
                ]
                said = [audit["title"], audit.get("displayValue", ""), audit.get("explanation", ""), *nodes[:2]]
                result.details[name].append(f"{reference['id']}: {' '.join(filter(None, said))}")


# The pages, the table, the command


def pages_of(folder: Path) -> list[Page]:
    """All pages of a built site."""
    found = []
    for file in sorted(folder.rglob("*.html")):
        text, path = file.read_text(encoding="utf-8"), file.relative_to(folder).as_posix()
        if re.search(r'http-equiv="refresh"', text):
            continue
        kind = next(k for k in KINDS if re.search(k.path, path) and all(mark in text for mark in k.holds))
        found.append(Page(path, kind, len(text)))
    return found


def one_of_each(pages: Sequence[Page]) -> list[Page]:
    """The longest page of each kind, the languages in turn, and the home page of each: every kind and every language
    is seen without measuring their product."""
    languages = sorted({page.language for page in pages}, key=lambda code: (code != "en", code))
    chosen: list[Page] = []
    for number, kind in enumerate(KINDS):
        members = [page for page in pages if page.kind == kind]
        for language in languages if kind.name == "home" else languages[number % len(languages) :][:1]:
            there = [page for page in members if page.language == language] or members
            chosen += [max(there, key=lambda page: page.size)] if there else []
    return chosen


def handful(results: Sequence[Result]) -> list[Result]:
    """For Lighthouse: a page of each kind that is marked for it, the languages in turn."""
    kinds = [kind for kind in KINDS if kind.lighthouse]
    chosen = []
    for number, kind in enumerate(kinds):
        members = [result for result in results if result.page.kind == kind]
        if members:
            chosen.append(members[number % len(members)])
    return chosen or [result for result in results if result.page.kind.name != "404"][:1]


def cheap(folder: Path, pages: Sequence[Page], jobs: int = 2) -> list[Result]:
    """Everything but Lighthouse. Raises Missing."""
    module("axe-core/axe.min.js")
    shares = [pages[start::jobs] for start in range(jobs) if pages[start::jobs]]
    with ThreadPoolExecutor(max(1, len(shares))) as pool:
        results = [result for share in pool.map(partial(look, folder), shares) for result in share]
    html(folder, results)
    return results


COLUMNS = (
    "page",
    "kind",
    "KB",
    "of",
    "js",
    "req",
    "shift",
    "3rd",
    "fail",
    "msg",
    "csp",
    "wide",
    "use",
    "axe",
    "html",
    "lighthouse",
)


def table(results: Sequence[Result]) -> str:
    """Page by page, the worst first."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for result in results:
        value = result.values
        counts = [
            str(len(found)) if isinstance(found := value.get(name, []), list) else "?"
            for name in ("third_party", "failed", "console", "policy", "overflow", "use", "axe", "html")
        ]
        numbers = (
            f"{_number(result, 'scripts'):.1f}",
            f"{_number(result, 'requests'):g}",
            f"{_number(result, 'shift'):.3f}",
        )
        scores = "/".join(f"{value[name]:g}" for name in SCORES if isinstance(value.get(name), int | float))
        weight = (f"{_number(result, 'weight'):.1f}", str(result.page.kind.weight))
        rows.append((f"/{result.page.address}", result.page.kind.name, *weight, *numbers, *counts, scores))
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths))
        )
        for row in rows
    )


def report(results: Sequence[Result]) -> str:
    """The table, and below it the faults of each page with what to mend."""
    parts = [table(results)]
    for result in results:
        if faults := list(result.faults()):
            parts.append(
                f"/{result.page.address} ({result.page.path})\n" + "\n".join(f"  - {fault}" for fault in faults)
            )
    faulty = sum(1 for result in results if any(result.faults()))
    parts.append(f"{len(results)} pages measured, {faulty} with faults")
    return "\n\n".join(parts)


def measure(folder: Path, *, pages: str = "one-of-each", scores: str = "handful", data: Path | None = None) -> int:
    """Measure a built site against the budgets; print a table, the worst page first, and what to mend."""
    if not (folder / "index.html").is_file():
        print(f"{folder} is not a built site: it has no index.html")
        return 2
    every = pages_of(folder)
    try:
        results = cheap(folder, every if pages == "all" else one_of_each(every), max(1, min(4, os.cpu_count() or 1)))
        if scores != "none":
            chosen = results if scores == "all" else handful(results)
            lighthouse(folder, [result for result in chosen if result.page.kind.name != "404"])
    except Missing as missing:
        print(missing)
        return 2
    results.sort(key=order)
    if data:
        entries = [{**asdict(result), "faults": list(result.faults())} for result in results]
        data.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(report(results))
    return 1 if any(any(result.faults()) for result in results) else 0
