"""The measurement finds what it is for, says what to mend, and finds nothing on the site."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from browser import skip
from measure import axe, nu
from measure.__main__ import measure
from measure.budget import KINDS
from measure.host import serve
from measure.lighthouse import handful
from measure.look import cheap
from measure.page import Page, one_of_each, pages_of
from measure.report import report
from measure.result import Result, order
from measure.tool import Missing, browser, chromium, module

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
        {"assets/js/a.js": "// " + "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(4000))},
        "scripts",
        "assets/js/a.js",
    ),
    "many requests": ("", "".join(f'<img src="{n}.svg" alt="A">' for n in range(12)), {}, "requests", ".svg"),
    "button that does not answer": (
        "",
        '<div class="over"></div><button data-copy type="button">Copy</button>',
        {"site.css": STYLE + ".over { position: fixed; inset: 0; z-index: 1 }"},
        "use",
        "copy:",
    ),
    "broken HTML": ("", "<p><div>A</div></p>", {}, "html", "p"),
}


def apart(call: Callable[..., Any], *arguments: Any) -> Any:
    """What `call` returns, from a thread of its own: the session's browser occupies Playwright in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call, *arguments).result()


def _open_and_close() -> None:
    with browser():
        pass


@pytest.fixture(scope="session")
def tools(root: Path) -> None:
    """The tools of the measurement; without them a contributor's run goes on, CI's does not."""
    try:
        chromium()
        for name in (axe.SCRIPT, nu.JAR):
            module(name)
        apart(_open_and_close)
    except Missing as missing:
        skip(missing)


@pytest.fixture(scope="session")
def miniatures(tools: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """A sound page, and pages with one fault each, measured together."""
    folder = tmp_path_factory.mktemp("miniatures")
    sound = {"sound": ("", "<p>Sound.</p>", {}, "", "")}
    for number, (name, (head, body, files, *_)) in enumerate({**sound, **FAULTS}.items()):
        policy = POLICY.replace("style-src", "style-src 'unsafe-inline'") if name == "loose policy" else POLICY
        text = PAGE.replace("POLICY", policy).replace("HEAD", head).replace("BODY", body)
        if name == "no policy":
            text = "\n".join(line for line in text.splitlines() if "Security-Policy" not in line)
        if name == "many requests":
            files = {f"{icon}.svg": ICON for icon in range(12)}
        place = folder / str(number)
        for path, content in {"index.html": text, "site.css": STYLE, **files}.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_text(content, encoding="utf-8")
    pages = sorted(pages_of(folder), key=lambda page: int(page.path.split("/")[0]))
    results = apart(cheap, folder, pages)
    return dict(zip([*sound, *FAULTS], sorted(results, key=lambda result: int(result.page.path.split("/")[0]))))


def test_a_sound_page_has_no_fault(miniatures: dict[str, Result]) -> None:
    assert not list(miniatures["sound"].faults())


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, miniatures: dict[str, Result]) -> None:
    *_, wanted, said = FAULTS[name]
    faults = list(miniatures[name].faults())
    (found,) = [fault for fault in faults if fault.startswith(f"{wanted} ")] or [f"not found; only {faults}"]
    assert said in found
    assert "mend: " in found


def test_the_table_shows_the_worst_first_and_what_to_mend(miniatures: dict[str, Result]) -> None:
    results = [miniatures["sound"], miniatures["missing alt, in HTML"]]
    results.sort(key=order)
    shown = report(results)
    assert results[0] is miniatures["missing alt, in HTML"]
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


def test_the_site_keeps_its_budgets(tools: None, site: Path) -> None:
    """One page of each kind; Lighthouse, which takes a minute, runs with the command."""
    results = apart(cheap, site, one_of_each(pages_of(site)))
    results.sort(key=order)
    assert not any(list(result.faults()) for result in results), "\n" + report(results)
