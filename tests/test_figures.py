"""Figures that one can touch: they compute what NumPy computes, and anybody can use them.

A figure is a file in docs/assets/js/figures/ that defines a custom element; tests/figures/ says what it must compute.
"""

from __future__ import annotations

import importlib
import json
import math
import re
import runpy
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from browser import Served

from layer_by_layer.content.language import ENGLISH, folders

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parent.parent
DEFINES = re.compile(r'customElements\.define\("([a-z]+)-figure"')
FIGURES = sorted(
    found[1]
    for path in (ROOT / "docs/assets/js/figures").glob("*.js")
    if (found := DEFINES.search(path.read_text("utf-8")))
)
SHOWS = re.compile(r"^    explore: (\w+)$", re.MULTILINE)
LANGUAGES = [folder.name for folder in folders(ROOT / "docs")]
EVERY = pytest.mark.parametrize("name", FIGURES)
SPOKEN = pytest.mark.parametrize("language", LANGUAGES)
# Which element has the focus (a grid is one, whichever of its cells has it), and whether a reader sees that.
FOCUSED = """() => {
  const active = document.activeElement, all = [...document.querySelectorAll("*")];
  return [all.indexOf(active.closest("[role=grid]") || active), getComputedStyle(active).outlineStyle];
}"""
NUMBERS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def pages(name: str, language: str = ENGLISH) -> list[str]:
    """Addresses of the pages that show a figure."""
    docs = ROOT / "docs" / language
    there = [path for path in sorted(docs.rglob("*.md")) if name in SHOWS.findall(path.read_text("utf-8"))]
    prefix = "" if language == ENGLISH else f"{language}/"
    return [prefix + f"{path.relative_to(docs).with_suffix('')}/".removesuffix("index/") for path in there]


@contextmanager
def opened(browser: Browser, served: Served, address: str, width: int = 1280, **options: Any) -> Iterator[Page]:
    """A page whose scripts never fail and which says nothing on the console."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page, said = context.new_page(), []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    try:
        page.goto(f"{served.url}/{address}")
        yield page
        assert not said, said
    finally:
        context.close()


def ready(page: Page, name: str) -> Locator:
    """The figure on a page, once it has drawn itself."""
    figure = page.locator(f"[data-figure={name}]")
    figure.scroll_into_view_if_needed()
    page.wait_for_selector(f"[data-figure={name}][data-result]", state="attached")
    return figure


def differs(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    """Where a result of a figure is not what NumPy says, to 1e-9; NaN is NaN, and a zero has its sign."""
    theirs = theirs.tolist() if isinstance(theirs, np.ndarray | np.generic) else theirs
    ours = NUMBERS.get(ours, ours) if isinstance(ours, str) and isinstance(theirs, float) else ours
    if isinstance(theirs, dict):
        for key, value in theirs.items():
            yield from differs(ours.get(key), value, f"{path}.{key}")
    elif isinstance(theirs, list):
        if not isinstance(ours, list) or len(ours) != len(theirs):
            yield f"{path}: {ours} has not the length of {theirs}"
        else:
            for at, (one, other) in enumerate(zip(ours, theirs)):
                yield from differs(one, other, f"{path}[{at}]")
    elif isinstance(theirs, float) and isinstance(ours, int | float) and not isinstance(ours, bool):
        near = math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-9) or (math.isnan(ours) and math.isnan(theirs))
        if not near or (ours == 0 == theirs and math.copysign(1, ours) != math.copysign(1, theirs)):
            yield f"{path}: {ours} is not {theirs}"
    elif ours != theirs:
        yield f"{path}: {ours!r} is not {theirs!r}"


def test_every_figure_is_compared_and_shown() -> None:
    compared = {path.stem for path in (ROOT / "tests/figures").glob("*.py")} - {"__init__"}
    assert set(FIGURES) == compared, "write tests/figures/NAME.py: what the figure must compute"
    assert all(pages(name, language) for name in FIGURES for language in LANGUAGES)


@EVERY
def test_a_figure_computes_what_numpy_computes(name: str, browser: Browser, served: Served) -> None:
    truth = importlib.import_module(f"figures.{name}")
    with redirect_stdout(StringIO()):
        functions = runpy.run_path(str(ROOT / f"examples/{truth.EXAMPLE}.py"))
    states = truth.states(np.random.default_rng(0))
    assert len(set(states)) >= 500
    with opened(browser, served, pages(name)[0]) as page:
        figure = ready(page, name)
        results = figure.evaluate(
            "(figure, states) => states.map(s => figure.show(s) && figure.dataset.result)", states
        )
    refused = [state for state, result in zip(states, results) if result is False]
    assert refused == [state for state in states if truth.expected(state, functions) is None]
    wrong = []
    for state, result in zip(states, results):
        if result is not False:
            wrong += [f"{state}: {one}" for one in differs(json.loads(result), truth.expected(state, functions))]
    assert not wrong, "\n".join(wrong[:10])


@EVERY
def test_the_sentence_says_what_is_seen(name: str, browser: Browser, served: Served) -> None:
    said = getattr(importlib.import_module(f"figures.{name}"), "SENTENCES", {})
    with opened(browser, served, pages(name)[0]) as page:
        figure = ready(page, name)
        told = {state: figure.evaluate("(figure, state) => figure.show(state) && figure.told", state) for state in said}
    assert told == said


def test_a_wrong_result_is_found() -> None:
    assert [*differs({"a": [1, 2]}, {"a": np.array([1.0, 2.0])})] == []
    assert [*differs({"a": ["NaN", "-Infinity"]}, {"a": [math.nan, -math.inf]})] == []
    assert [*differs({"a": [1, 2.00001]}, {"a": [1.0, 2.0]})] == [".a[1]: 2.00001 is not 2.0"]
    assert [*differs({"a": 0.0}, {"a": -0.0})] == [".a: 0.0 is not -0.0"]
    assert [*differs({"a": [1]}, {"a": [1, 2]})] == [".a: [1] has not the length of [1, 2]"]
    assert [*differs({}, {"same": True})] == [".same: None is not True"]


@SPOKEN
@EVERY
def test_a_figure_speaks_the_language_of_its_page_and_fits_a_phone(
    name: str, language: str, browser: Browser, served: Served
) -> None:
    for address in pages(name, language):
        with opened(browser, served, address, width=360, has_touch=True) as page:
            figure = ready(page, name)
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert figure.get_by_role("status").inner_text().strip()
            assert "[explorer" not in figure.inner_text() and "{" not in figure.inner_text()
            small = """figure => [...figure.querySelectorAll("button, select, input, td[tabindex]")].filter(one => {
                const {width, height} = one.getBoundingClientRect();
                return width && (width < 43.5 && !one.closest(".small") || height < 43.5 && !one.closest(".small"));
            }).map(one => one.outerHTML.slice(0, 80))"""
            assert figure.evaluate(small) == []


@EVERY
def test_the_address_has_the_state_and_restores_it_in_any_language(name: str, browser: Browser, served: Served) -> None:
    truth = importlib.import_module(f"figures.{name}")
    state = truth.states(np.random.default_rng(1))[7]
    with opened(browser, served, pages(name)[0]) as page:
        figure = ready(page, name)
        assert f"{name}=" not in page.url
        result = figure.evaluate("(figure, state) => figure.show(state) && figure.dataset.result", state)
        page.wait_for_url(f"**{name}=*")
        query = page.url.partition("?")[2]
    for language in LANGUAGES:
        with opened(browser, served, f"{pages(name, language)[0]}?{query}") as page:
            assert ready(page, name).get_attribute("data-result") == result


@EVERY
def test_an_address_that_names_no_state_is_told_and_the_first_one_shown(
    name: str, browser: Browser, served: Served
) -> None:
    with opened(browser, served, pages(name)[0]) as page:
        first = ready(page, name).get_attribute("data-result")
        told = ready(page, name).get_by_role("status").first.inner_text()
    for wrong in ("", "nonsense", "%3Cscript%3E", "1" * 500, "_____", "__proto__", "%F0%9F%98%80"):
        with opened(browser, served, f"{pages(name)[0]}?{name}={wrong}") as page:
            figure = ready(page, name)
            assert figure.get_attribute("data-result") == first, wrong
            assert figure.get_by_role("status").first.inner_text() != told, wrong


@EVERY
def test_what_is_no_number_is_told_at_its_field_and_the_picture_stays(
    name: str, browser: Browser, served: Served
) -> None:
    with opened(browser, served, pages(name)[0]) as page:
        figure = ready(page, name)
        for field in figure.locator("input:not([type=range])").all():
            if not field.is_visible():
                continue
            for wrong in ("", "abc", "1e99", "--1", "1/0", "9" * 40, "💥"):
                before = figure.get_attribute("data-result")
                field.fill(wrong)
                assert figure.get_attribute("data-result") == before, wrong
                told = page.locator(f"#{field.get_attribute('aria-describedby')}")
                assert told.inner_text().strip(), wrong
                assert field.get_attribute("aria-invalid") == "true", wrong
            field.blur()


@EVERY
def test_every_button_and_every_choice_answers(name: str, browser: Browser, served: Served) -> None:
    with opened(browser, served, pages(name)[0]) as page:
        figure = ready(page, name)
        for choice in figure.locator("select").all():
            for option in choice.locator("option").all():
                if choice.is_visible():
                    choice.select_option(option.get_attribute("value"))
        for button in figure.locator(".explorer-presets button").all():
            before = figure.get_attribute("data-result")
            button.click()
            assert figure.get_attribute("data-result") != before, button.inner_text()
        figure.locator(".explorer-foot button").first.click()
        page.reload()
        assert ready(page, name).get_attribute("data-result")


@EVERY
def test_the_keyboard_reaches_everything_and_leaves_again(name: str, browser: Browser, served: Served) -> None:
    with opened(browser, served, pages(name)[0]) as page:
        figure = ready(page, name)
        controls = figure.locator("button:visible, select:visible, input:visible, summary:visible, [role=grid]:visible")
        figure.evaluate("figure => figure.querySelector('button, select, input').focus()")
        steps, seen = 0, set()
        while figure.evaluate("figure => figure.contains(document.activeElement)"):
            place, outline = page.evaluate(FOCUSED)
            seen.add(place)
            assert outline != "none", page.evaluate("() => document.activeElement.outerHTML.slice(0, 100)")
            page.keyboard.press("Tab")
            steps += 1
            assert steps < 100, "Tab does not leave the figure"
        assert len(seen) >= controls.count()


@EVERY
def test_without_scripts_a_drawing_stands_in_its_place(name: str, browser: Browser, served: Served) -> None:
    for address in pages(name):
        with opened(browser, served, address, width=360, java_script_enabled=False) as page:
            drawing = page.locator(f"[data-figure={name}] svg")
            assert drawing.is_visible() and drawing.get_attribute("aria-label")
            assert page.locator(f"figure:has([data-figure={name}]) figcaption").inner_text().strip()
