"""Journeys: what a reader does in a browser, with the keyboard alone, without scripts, with large text, on paper."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import Served
from conftest import written

from layer_by_layer.content.language import ENGLISH, folders, load

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
LANGUAGES = {folder.name: load(folder, {}) for folder in folders(HERE.parent / "docs")}
QUERIES: dict[str, dict[str, str]] = tomllib.loads((HERE / "queries.toml").read_text(encoding="utf-8"))
KINDS = {
    "home": "",
    "answer": "layer-order/",
    "claims": "layer-order/max-pooling/",
    "figures": "dense-dimension/alexnet/",
    "thread": "threads/order-english/",
    "threads": "threads/",
    "verdicts": "verdicts/",
    "example": "examples/layer_order/max_pooling/",
    "examples": "examples/",
    "glossary": "glossary/",
    "running": "running/",
    "translating": "translating/",
    "status": "status/",
    "changes": "changes/",
    "404": "no-such-page",
}
# Of the same make as others: looked at in English only.
ENGLISH_ONLY = ("threads", "examples", "running", "translating", "changes")
EVERY = pytest.mark.parametrize("language", LANGUAGES)

# The element that has the focus: whether a reader sees that it has, and in which part of the page it is. Material shows
# a hidden radio button as the label beside it.
FOCUS = """() => {
  const element = document.activeElement;
  const shown = element.matches(".md-option") ? element.nextElementSibling : element;
  const {outlineStyle, outlineWidth, visibility} = getComputedStyle(shown);
  const {width, height, left, right, top, bottom} = shown.getBoundingClientRect();
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
  const inside = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
  const parts = [".md-skip", ".md-header", ".md-tabs", ".md-sidebar", "article", "body"];
  return {
    name: `${element.tagName} ${element.className} ${(element.ariaLabel || element.textContent).trim().slice(0, 40)}`,
    seen: outlined && inside && width > 0 && height > 0 && visibility === "visible",
    part: parts.find((part) => element.closest(part)),
  };
}"""


def address(language: str, path: str = "") -> str:
    return f"/{path}" if language == ENGLISH else f"/{language}/{path}"


def kinds(language: str) -> dict[str, str]:
    return {kind: path for kind, path in KINDS.items() if language == ENGLISH or kind not in ENGLISH_ONLY}


@contextmanager
def reader(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page of a reader who sees no error: no console message, no exception. The status of a page that is meant not to
    be there is none."""
    with browser.new_context(**options) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{message.type}: {message.text} {message.location}"))
        page.on("pageerror", lambda error: said.append(f"exception: {error}"))
        yield page
    assert not [line for line in said if "status of 404" not in line]


def focus(page: Page) -> str:
    """The part of the page in which the focus is; a reader sees it there, once what opens for it is open."""
    now = page.evaluate(FOCUS)
    if now["part"] != "body" and not now["seen"]:
        try:
            page.wait_for_function(f"() => ({FOCUS})().seen", timeout=2_000)
        except Exception:
            pytest.fail(f"{page.url}: who tabs does not see where the focus is: {now['name']}")
    return str(now["part"])


def tab_to(page: Page, target: str) -> None:
    """Press Tab until an element that matches `target` has the focus; everywhere on the way the focus is seen."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if focus(page) == "body":
            break
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    pytest.fail(f"{page.url}: the keyboard does not reach “{target}”")


@EVERY
def test_the_keyboard_leads_from_the_home_page_to_the_evidence_and_copies_it(
    language: str, browser: Browser, served: Served
) -> None:
    words = LANGUAGES[language]
    with reader(browser, locale=language, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(served.url + address(language))
        tab_to(page, "article a[href='layer-order/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**" + address(language, "layer-order/"))
        claim = page.locator(".claim:has(.run)").first
        verdicts = [words.text(f"verdict.{word}") for word in ("true", "false", "depends", "choice", "not-checkable")]
        said = claim.locator(".verdict").first.inner_text().strip()
        assert said in [words.text("claim.judged", word=word) for word in verdicts]

        tab_to(page, ".claim:has(.run) .evidence > summary")
        assert not claim.locator("figure.example").first.is_visible()
        page.keyboard.press("Enter")
        example = claim.locator(".run[open] figure.example").first
        example.wait_for()
        assert example.locator("pre.output").first.is_visible(), "what it prints stands below it"

        tab_to(page, ".run[open] button[data-copy]")
        page.keyboard.press("Enter")
        page.get_by_role("status").filter(has_text=words.text("copy.done")).wait_for(state="attached")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "import" in copied and (example.locator("pre > code").last.text_content() or "") in copied

        page.keyboard.press("Shift+Tab")
        assert page.evaluate("document.activeElement.matches('figcaption a')")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(re.escape(address(language, "examples/")) + ".+/#.+"))
        cell = page.locator(":target")
        cell.wait_for()
        tab_to(page, ".cell button[data-copy]")
        page.keyboard.press("Enter")
        text = page.evaluate("document.activeElement.closest('.cell').querySelector('pre code').textContent")
        page.wait_for_function("text => navigator.clipboard.readText().then((found) => found.endsWith(text))", arg=text)


# A query of each language of which a page is written that answers one.
ASKED = {
    code: next((q, t) for q, t in asked.items() if written(code, t) and "#" not in t)
    for code, asked in QUERIES.items()
    if code in LANGUAGES and any(written(code, target) and "#" not in target for target in asked.values())
}


@pytest.mark.parametrize("language", ASKED)
def test_the_keyboard_searches_switches_the_theme_and_the_language(
    language: str, browser: Browser, served: Served
) -> None:
    query, target = ASKED[language]
    other = "fr" if language == ENGLISH else ENGLISH
    with reader(browser, locale=language, color_scheme="light") as page:
        page.goto(served.url + address(language))
        page.keyboard.press("/")
        page.wait_for_function("document.activeElement.matches('.search input')")
        page.keyboard.type(query)
        page.locator(".search ol a").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**" + address(language, target) + "*")

        page.locator("[data-md-component=palette] label:visible").wait_for()
        tab_to(page, ".md-option")
        assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
        page.keyboard.press("Enter")
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        page.reload()
        page.wait_for_selector("body[data-md-color-scheme=slate]")

        tab_to(page, f".md-select__link[hreflang={other}]")
        page.keyboard.press("Enter")
        page.wait_for_url("**" + address(other, target) + "*")
        assert page.locator("html").get_attribute("lang") == other


def test_the_colours_follow_the_system_until_the_reader_chooses(browser: Browser, served: Served) -> None:
    with reader(browser, locale=ENGLISH, color_scheme="dark") as page:
        page.goto(served.url)
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        page.emulate_media(color_scheme="light")
        page.wait_for_selector("body[data-md-color-scheme=default]")
        page.locator("[data-md-component=palette] label:visible").click()
        page.wait_for_selector("body[data-md-color-scheme=slate]")
        page.emulate_media(color_scheme="dark")
        page.emulate_media(color_scheme="light")
        page.reload()
        page.wait_for_selector("[data-md-component=palette] label:visible")
        assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_the_list_of_headings_marks_the_one_that_is_read(browser: Browser, served: Served) -> None:
    with reader(browser, locale=ENGLISH, viewport={"width": 1440, "height": 600}) as page:
        page.goto(f"{served.url}/layer-order/max-pooling/")
        links = page.locator(".md-sidebar--secondary a.md-nav__link[href^='#']")
        marked = page.locator(".md-sidebar--secondary [aria-current=location]")
        for link in (links.last, links.first, links.nth(3)):  # down and up, past all that lies between
            place = link.get_attribute("href")
            page.evaluate("place => document.querySelector(place).scrollIntoView()", place)
            page.locator(f".md-sidebar--secondary [aria-current=location][href='{place}']").wait_for()
            assert marked.count() == 1
            assert page.evaluate(FOLLOWED), "the mark stands where the list can be seen"


# Whether the marked link lies within its list, and the list within the window.
FOLLOWED = """() => {
  const mark = document.querySelector(".md-sidebar--secondary [aria-current=location]");
  const [link, list] = [mark, mark.closest(".md-sidebar__scrollwrap")].map((one) => one.getBoundingClientRect());
  return link.top >= list.top - 1 && link.bottom <= list.bottom + 1 && list.top >= 0 && list.bottom <= innerHeight;
}"""


def test_an_address_within_a_folded_part_unfolds_it(browser: Browser, served: Served) -> None:
    with reader(browser, locale=ENGLISH) as page:
        page.goto(f"{served.url}/layer-order/")
        run = page.locator("details details.run figure.example[id]").first
        place = run.get_attribute("id")
        assert not run.is_visible()
        for come in (f"location.hash = '{place}'", "location.reload()"):
            page.evaluate(come)
            page.wait_for_load_state()
            run.wait_for()
            page.wait_for_function("() => document.querySelector(':target').getBoundingClientRect().top < innerHeight")
        page.evaluate("location.hash = '%'")  # names nothing, and harms nothing: the reader sees no error


@EVERY
@pytest.mark.parametrize("width", [1280, 640])
def test_the_order_of_focus_is_that_of_the_page_and_every_stop_is_seen(
    width: int, language: str, browser: Browser, served: Served
) -> None:
    with reader(browser, locale=language, viewport={"width": width, "height": 800}) as page:
        page.goto(served.url + address(language, "layer-order/"))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('.md-skip')")
        parts = [".md-skip"]
        while (part := focus(page)) != "body" and len(parts) < 300:
            parts.append(part)
            page.keyboard.press("Tab")
        order = [".md-skip", ".md-header", ".md-tabs", ".md-sidebar", "article"]
        assert list(dict.fromkeys(parts)) == [part for part in order if part in parts]
        assert parts == sorted(parts, key=order.index)
        assert parts[-1] == "article"
        assert not page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count()


def test_the_skip_link_leads_into_the_text(browser: Browser, served: Served) -> None:
    with reader(browser, locale=ENGLISH) as page:
        for kind in ("", "layer-order/", "examples/layer_order/max_pooling/", "verdicts/"):
            page.goto(f"{served.url}/{kind}")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            page.wait_for_function("location.hash")
            assert page.evaluate("document.querySelector(':target').matches('article *')")
            page.keyboard.press("Tab")
            assert focus(page) == "article"


def test_the_keyboard_opens_and_closes_the_drawer_on_a_narrow_screen(browser: Browser, served: Served) -> None:
    with reader(browser, locale=ENGLISH, viewport={"width": 640, "height": 800}) as page:
        page.goto(f"{served.url}/layer-order/")
        tab_to(page, ".md-header__button.drawer")
        page.keyboard.press("Enter")
        link = page.locator(".md-sidebar--primary a[href$='/cost/']")
        link.wait_for()
        page.keyboard.press("Escape")
        link.wait_for(state="hidden")
        page.keyboard.press("Space")
        link.wait_for()
        tab_to(page, ".md-sidebar--primary a[href$='/cost/']")
        page.keyboard.press("Enter")
        page.wait_for_url("**/layer-order/cost/")


# What the reader reads of a page. Scripts add buttons, and figures that one can touch, and nothing else, to it.
READ = """() => {
  const article = document.querySelector("article").cloneNode(true);
  for (const added of article.querySelectorAll("button, .explorer-made, .filter-said, .tally")) added.remove();
  return article.textContent.replace(/\\s+/g, " ");
}"""


HIDDEN = """() => [...document.querySelectorAll("article :is(h1, h2, .verdict, math, svg, pre, table, .claim p, li a)")]
  .filter((one) => !one.closest("details:not([open])") && !one.checkVisibility({visibilityProperty: true}))
  .map((one) => one.outerHTML.slice(0, 80))"""


@EVERY
def test_without_scripts_every_kind_of_page_is_complete(language: str, browser: Browser, served: Served) -> None:
    parts = {
        "home": ["figure.example pre.output"],
        "answer": ["figure.drawing svg", "figure.example pre.output", ".verdict svg", "math", ".settles a"],
        "claims": ["details.evidence", "math"],
        "figures": ["figure.drawing svg text, figure.drawing svg use, figure.drawing svg path", "math"],
        "thread": [".statement .verdict", ".statement-claim a"],
        "verdicts": [".group .verdict", ".tally li"],
        "example": [".cell pre code", ".cell .output", ".downloads a[download$='.py'], .downloads a[download]"],
        "status": ["p", ".highlight code"],
    }
    with reader(browser, locale=language) as with_scripts, reader(browser, java_script_enabled=False) as page:
        for kind, path in kinds(language).items():
            if kind == "404":
                continue
            page.goto(served.url + address(language, path))
            if language == ENGLISH:
                with_scripts.goto(page.url)
                assert page.evaluate(READ) == with_scripts.evaluate(READ), kind
            assert len(page.evaluate(READ)) > 100, kind
            for part in parts.get(kind, []):
                assert page.locator(f"article {part}").first.count(), f"{kind}: no {part}"
            if summary := page.query_selector("article details > summary"):
                summary.click()
                assert page.locator("article details[open] > :not(summary)").first.is_visible()
            assert page.evaluate(HIDDEN) == [], kind
        page.goto(served.url + address(language, KINDS["example"]))
        for link in page.locator(".downloads a").all():
            answer = page.request.get(link.evaluate("link => link.href"))
            assert answer.ok and "import" in answer.text()
        page.locator(".md-select button").focus()
        page.locator(".md-select__link:visible").first.wait_for()
        links = page.locator(".md-select__link").evaluate_all(
            "links => links.map((link) => [link.hreflang, link.href])"
        )
        assert dict(links) == {code: served.url + address(code, KINDS["example"]) for code in LANGUAGES}


def test_without_scripts_the_page_that_does_not_exist_speaks_every_language(browser: Browser, served: Served) -> None:
    with reader(browser, java_script_enabled=False) as page:
        page.goto(f"{served.url}/fr/no-such-page")
        for code, words in LANGUAGES.items():
            section = page.locator(f".not-found[lang={code}]")
            assert section.is_visible()
            assert words.text("404.title") in section.inner_text()
            assert section.locator("a").evaluate("link => link.href") == served.url + address(code)


# What lies outside of the screen and cannot be scrolled to, or is cut; and what scrolls, but not by the keyboard.
LOST = """() => {
  const lost = [];
  const name = (one) => `${one.tagName} ${one.getAttribute("class")} ${one.textContent.trim().slice(0, 40)}`;
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
  for (const element of document.querySelectorAll("article, article *, .md-header__inner > *, .md-footer *")) {
    const {left, right, width, height} = element.getBoundingClientRect();
    if (!width || !height || !element.checkVisibility({visibilityProperty: true})) continue;
    if (element.closest(".search, .md-select__inner, svg svg, svg g")) continue;
    let box = element.parentElement;
    while (box && !scrolls(box)) box = box.parentElement;
    if (!box && (right > innerWidth + 1 || left < -1)) lost.push(`outside: ${name(element)}`);
    if (!element.closest("article") || element.scrollWidth <= element.clientWidth + 1) continue;
    const {overflowX, display} = getComputedStyle(element);
    if (overflowX === "hidden" && element.clientWidth > 1) lost.push(`cut: ${name(element)}`);
    if (scrolls(element) && element.tabIndex < 0) lost.push(`no way for the keyboard: ${name(element)}`);
  }
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) lost.push(`the page is ${wide} wide`);
  return lost;
}"""


@EVERY
def test_on_a_narrow_screen_and_with_text_twice_as_large_nothing_is_lost(
    language: str, browser: Browser, served: Served
) -> None:
    lost = {}
    with reader(browser, locale=language) as page:
        for path in kinds(language).values():
            page.goto(served.url + address(language, path))
            page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
            for width, scale in ((320, 1), (640, 2)):
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate(
                    "scale => { const root = document.documentElement;"
                    " root.style.fontSize = `${parseFloat(getComputedStyle(root).fontSize) * scale}px` }",
                    scale,
                )
                lost[path, width] = page.evaluate(LOST)
                if lost[path, width]:  # Material lets the keyboard reach a block once it has seen that it scrolls
                    with suppress(Exception):
                        page.wait_for_function(f"() => !({LOST})().length", timeout=1_000)
                    lost[path, width] = page.evaluate(LOST)
    assert not {place: found[:5] for place, found in lost.items() if found}


def test_the_keyboard_scrolls_what_is_wider_than_the_screen(browser: Browser, served: Served) -> None:
    with reader(browser, locale=ENGLISH, viewport={"width": 320, "height": 800}) as page:
        page.goto(f"{served.url}/layer-order/")
        for box in ("figure.example > pre",):
            wide = page.locator(f"article {box}").first
            wide.focus()
            page.keyboard.press("ArrowRight")
            inner = "box => [box, ...box.querySelectorAll('*')].some((one) => one.scrollLeft > 0)"
            page.wait_for_function(f"() => ({inner})(document.activeElement)")


ON_PAPER = """() => {
  const wrong = [];
  const name = (one) => `${one.tagName} ${one.getAttribute("class")} ${one.textContent.trim().slice(0, 40)}`;
  const navigation = ".md-header, .md-tabs, .md-sidebar, .md-footer, .copy, .headerlink, .offer";
  for (const element of document.querySelectorAll(navigation))
    if (element.checkVisibility({opacityProperty: true})) wrong.push(`printed: ${name(element)}`);
  for (const element of document.querySelectorAll(".evidence > figure"))
    if (!element.getBoundingClientRect().height || !element.checkVisibility()) wrong.push(`closed: ${name(element)}`);
  for (const element of document.querySelectorAll("article *")) {
    const {clientWidth, scrollWidth} = element;
    if (clientWidth && scrollWidth > clientWidth + 1 && getComputedStyle(element).overflowX !== "visible")
      wrong.push(`cut: ${name(element)}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("wider than the paper");
  return wrong;
}"""


@EVERY
def test_on_paper_the_evidence_is_open_the_navigation_gone_and_nothing_cut(
    language: str, browser: Browser, served: Served
) -> None:
    wrong = {}
    with reader(browser, locale=language, viewport={"width": 690, "height": 1000}) as page:
        page.emulate_media(media="print")
        for kind, path in kinds(language).items():
            page.goto(served.url + address(language, path))
            if found := page.evaluate(ON_PAPER):
                wrong[kind] = found[:5]
    assert not wrong


def test_who_wants_no_motion_gets_none_of_ours(browser: Browser, served: Served) -> None:
    moving = """() => [...document.querySelectorAll("article *, .offer, .offer *, .copied, .copy *")].filter((one) => {
      const {animationName, transitionDuration} = getComputedStyle(one);
      return animationName !== "none" || transitionDuration.split(", ").some((time) => parseFloat(time) > 0.01);
    }).map((one) => `${one.tagName} ${one.className}`)"""
    with reader(browser, locale="fr", reduced_motion="reduce") as page:
        for path in KINDS.values():
            page.goto(f"{served.url}/{path}")
            assert page.evaluate(moving) == []
            assert page.evaluate("document.getAnimations().length") == 0
