"""The measurement finds what it is for, says what to mend, and finds nothing on the site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from browser import skip
from conftest import Once
from measure import axe, nu
from measure.__main__ import measure
from measure.budget import KINDS
from measure.host import Server, serve
from measure.lighthouse import handful
from measure.look import look
from measure.page import Page, one_of_each, pages_of
from measure.report import report
from measure.result import Result, order
from measure.tool import Missing, chromium, module

from layer_by_layer.content.language import folders

if TYPE_CHECKING:
    from playwright.sync_api import Browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
PAGE = dedent(
    """\
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="POLICY">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <title>A page</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="site.css">
    HEAD
    </head>
    <body><main><h1>A page</h1>BODY</main></body>
    </html>
    """
)
STYLE = "body { color: #111; background: #fff; font: 16px/1.5 sans-serif } main { padding: 16px } img { width: 9px }"
ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0h9v9H0z"/></svg>'
LATE = """
const note = Object.assign(document.createElement("div"), {textContent: "late", className: "late"});
setTimeout(() => document.querySelector("main").prepend(note), 250);
"""

# Name of the fault: what the page holds beside the sound one (head, body, further files), the measure that must find
# it, and a part of what it must say.
FAULTS: dict[str, tuple[str, str, dict[str, str], str, str]] = {
    "third-party image": ("", '<img src="https://example.org/a.png" alt="A">', {}, "third_party", "example.org/a.png"),
    "console error": (
        '<script src="a.js" defer></script>',
        "",
        {"a.js": "console.error('no')"},
        "console",
        "error: no",
    ),
    "exception": ('<script src="a.js" defer></script>', "", {"a.js": "nothing.at.all"}, "console", "nothing"),
    "missing file": ("", '<img src="gone.png" alt="A">', {}, "failed", "/gone.png"),
    "overflow": ("", '<p class="wide">A</p>', {"site.css": STYLE + ".wide { width: 700px }"}, "overflow", "724 px: <p"),
    "missing alt": ("", '<img src="a.svg">', {"a.svg": ICON}, "axe", "image-alt"),
    "missing alt, in HTML": ("", '<img src="a.svg">', {"a.svg": ICON}, "html", "alt"),
    "heading that skips a level": ("", "<h4>A</h4>", {}, "axe", "heading-order"),
    "pale text": (
        "",
        '<p class="pale">Pale text</p>',
        {"site.css": STYLE + ".pale { color: #ccc }"},
        "axe",
        "color-contrast",
    ),
    "pale text in the dark only": (
        "",
        "<p>A</p>",
        {"site.css": STYLE + "@media (prefers-color-scheme: dark) { body { background: #222 } }"},
        "axe",
        "color-contrast (dark)",
    ),
    "inline style": ("", '<p style="color: #222">A</p>', {}, "policy", "style-src-attr blocks inline"),
    "inline script": ("", "<script>1</script>", {}, "policy", "script-src-elem blocks inline"),
    "loose policy": ("", "", {}, "policy", "allows 'unsafe-inline'"),
    "no policy": ("", "", {}, "policy", "no content security policy"),
    "layout shift": (
        '<script src="a.js" defer></script>',
        "<p>A</p>" * 9,
        {"a.js": LATE, "site.css": STYLE + ".late { height: 300px }"},
        "shift",
        "<p>A</p>",
    ),
    "heavy page": ("", '<img src="a.png" alt="A">', {"a.png": "a" * 100_000}, "weight", "97.8 KB /"),
    "heavy script of ours": (
        '<script src="assets/js/a.js" defer></script>',
        "",
        {"assets/js/a.js": "// " + "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(14000))},
        "scripts",
        "assets/js/a.js",
    ),
    "many requests": ("", "".join(f'<img src="{n}.svg" alt="A">' for n in range(14)), {}, "requests", ".svg"),
    "button that does not answer": (
        "",
        '<div class="over"></div><button data-copy type="button">Copy</button>',
        {"site.css": STYLE + ".over { position: fixed; inset: 0; z-index: 1 }"},
        "use",
        "copy:",
    ),
    "broken HTML": ("", "<p><div>A</div></p>", {}, "html", "p"),
}


@pytest.fixture(scope="session")
def tools() -> None:
    """The tools of the measurement; without them a contributor's run goes on, CI's does not."""
    try:
        chromium()
        for name in (axe.SCRIPT, nu.JAR):
            module(name)
        if not shutil.which("java"):
            raise Missing(nu.NO_JAVA)
    except Missing as missing:
        skip(missing)


def checked(once: Once, name: str, folder: Path, paths: Sequence[str]) -> dict[str, list[str]]:
    """What the HTML checker says of files, asked once for all of them."""

    def make(place: Path) -> None:
        (place / "errors.json").write_text(json.dumps(nu.errors(folder, paths)), encoding="utf-8")

    found: dict[str, list[str]] = json.loads((once(name, make) / "errors.json").read_text(encoding="utf-8"))
    return found


Measure = Callable[[str], Result]


@pytest.fixture(scope="session")
def measured(tools: None, browser: Browser, once: Once) -> Iterator[Measure]:
    """What is measured on a page that has the fault of this name, or is sound."""
    names = ["sound", *FAULTS]
    folder = once("miniatures", write_miniatures)
    paths = [f"{number}/index.html" for number in range(len(names))]
    html = checked(once, "miniatures-html", folder, paths)
    pages = {page.path: page for page in pages_of(folder)}
    with serve(folder) as server:

        @cache
        def measure(name: str) -> Result:
            path = paths[names.index(name)]
            result = look(browser, server, pages[path])
            result.values["html"] = html[path]
            return result

        yield measure


def write_miniatures(folder: Path) -> None:
    """A sound page, and pages with one fault each."""
    sound = {"sound": ("", "<p>Sound.</p>", {}, "", "")}
    for number, (name, (head, body, files, *_)) in enumerate({**sound, **FAULTS}.items()):
        policy = POLICY.replace("style-src", "style-src 'unsafe-inline'") if name == "loose policy" else POLICY
        text = PAGE.replace("POLICY", policy).replace("HEAD", head).replace("BODY", body)
        if name == "no policy":
            text = "\n".join(line for line in text.splitlines() if "Security-Policy" not in line)
        if name == "many requests":
            files = {f"{icon}.svg": ICON for icon in range(14)}
        place = folder / str(number)
        for path, content in {"index.html": text, "site.css": STYLE, **files}.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(content, encoding="utf-8")


def test_a_sound_page_has_no_fault(measured: Measure) -> None:
    assert not list(measured("sound").faults())


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, measured: Measure) -> None:
    *_, wanted, said = FAULTS[name]
    faults = list(measured(name).faults())
    (found,) = [fault for fault in faults if fault.startswith(f"{wanted} ")] or [f"not found; only {faults}"]
    assert said in found
    assert "mend: " in found


def test_the_table_shows_the_worst_first_and_what_to_mend(measured: Measure) -> None:
    results = [measured("sound"), measured("missing alt, in HTML")]
    results.sort(key=order)
    shown = report(results)
    assert results[0] is measured("missing alt, in HTML")
    assert "2 pages measured, 1 with faults" in shown
    assert "axe" in shown.splitlines()[0]


def test_a_folder_that_is_no_site_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure(tmp_path) == 2
    assert "no index.html" in capsys.readouterr().out


def test_pages_are_served_as_a_static_host_serves_them(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text('<link rel="canonical" href="https://example.org/book/">', encoding="utf-8")
    (tmp_path / "a" / "index.html").write_text("a", encoding="utf-8")
    (tmp_path / "404.html").write_text("no", encoding="utf-8")
    with serve(tmp_path) as server:
        assert server.answer("/book/")[0] == 200
        assert server.answer("/book/a")[:2] == (301, "Location: /book/a/\r\n")
        assert "gzip" in server.answer("/book/a/")[1]
        assert server.answer("/book/b/")[0] == 404
        assert server.answer("/")[0] == 404
        assert server.answer("/book/../../etc/passwd")[0] == 404


def test_lighthouse_looks_at_every_marked_kind_once() -> None:
    pages = [Page(f"{n}/index.html", kind, 1) for kind in KINDS for n in ("aa", "bb")]
    chosen = handful([Result(page) for page in pages])
    assert [result.page.kind for result in chosen] == [kind for kind in KINDS if kind.lighthouse]
    assert {result.page.language for result in chosen} == {"aa", "bb"}


@pytest.fixture(scope="session")
def chosen(site: Path) -> list[Page]:
    """The pages of the site that stand for all."""
    return one_of_each(pages_of(site))


@pytest.fixture(scope="session")
def site_html(tools: None, site: Path, chosen: list[Page], once: Once) -> dict[str, list[str]]:
    """What the HTML checker says of them."""
    return checked(once, "site-html", site, [page.path for page in chosen])


@pytest.fixture(scope="session")
def site_server(site: Path) -> Iterator[Server]:
    """The built site on a server whose requests are those of one page."""
    with serve(site) as server:
        yield server


LANGUAGES = [folder.name for folder in folders(Path(__file__).parent.parent / "docs")]
PAGES = [(kind.name, code) for kind in KINDS for code in (LANGUAGES if kind.name == "home" else [None])]


@pytest.mark.parametrize(("kind", "language"), PAGES)
def test_the_site_keeps_its_budgets(
    kind: str,
    language: str | None,
    chosen: list[Page],
    site_html: dict[str, list[str]],
    site_server: Server,
    browser: Browser,
) -> None:
    """One page of each kind; Lighthouse, which takes a minute, runs with the command."""
    pages = [page for page in chosen if page.kind.name == kind and language in (None, page.language)]
    for page in pages:
        result = look(browser, site_server, page)
        result.values["html"] = site_html[page.path]
        assert not list(result.faults()), "\n" + report([result])
