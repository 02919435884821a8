"""Programs: what a Copy button gives runs as it is, and prints what the page says it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from html import unescape
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser import Served

from layer_by_layer.content import book as books
from layer_by_layer.content.book import Book
from layer_by_layer.content.example import Cell, Example, parse
from layer_by_layer.content.program import before, program
from layer_by_layer.render.listing import listing, parts, prints

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BOOK = books.load(Path(__file__).parent.parent)


def shown(book: Book) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each block of code with a Copy button: of the pages in all languages, of claims, and of the examples' pages."""
    for page in book.pages.values():
        references = [block.argument for block in page.of_kind("example")]
        references += [evidence for claim in book.claims_on(page) for evidence in claim.evidence]
        for reference in references:
            example, cells = book.cells(reference, page, 1)
            yield example.name, tuple(cell.name for cell in cells)
    for example in book.examples.values():
        if not example.is_figure:
            yield from ((example.name, (cell,)) for cell in example.cells)


PROGRAMS: dict[str, set[tuple[str, ...]]] = {}
for one, names in shown(BOOK):
    PROGRAMS.setdefault(one, set()).add(names)


def run(text: str) -> list[str]:
    """What a program prints, line by line."""
    said = StringIO()
    with redirect_stdout(said):
        exec(compile(text, "program.py", "exec"), {"__name__": "__main__"})
    return [line.rstrip() for line in said.getvalue().splitlines()]


def claimed(example: Example, cells: list[Cell]) -> list[str]:
    """What the cells of a program claim to print, in the order of the file."""
    there = {cell.name for cell in [*before(example, cells), *cells]}
    return [line for cell in example.cells.values() if cell.name in there for line in cell.claimed]


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_what_is_copied_runs_and_prints_what_it_claims(name: str) -> None:
    example = BOOK.examples[name]
    for names in sorted(PROGRAMS[name]):
        cells = [example.cells[cell] for cell in names]
        assert run(program(example, cells)) == claimed(example, cells), names


def made(text: str) -> Example:
    """An example of the cells in a text."""
    root = Path("examples")
    return parse(root / "topic/name.py", root, f'"""Title\n\nSummary.\n"""\n\n{text}')


SOURCE = """# %% imports
import numpy as np

# %% unused
z = 3

# %% data
x = [1]
rng = np.random.default_rng(0)

# %% change
x.append(2)

# %% draw
print(rng.integers(9) >= 0)
#> True

# %% last
print(x, rng.integers(9) >= 0)
#> [1, 2] True
"""


def test_a_cell_needs_what_binds_its_names_and_what_changes_them() -> None:
    example = made(SOURCE)
    assert [cell.name for cell in before(example, [example.cells["data"]])] == ["imports"]
    assert [cell.name for cell in before(example, [example.cells["last"]])] == ["imports", "data", "change", "draw"]
    assert "z = 3" not in program(example, [example.cells["last"]])
    assert run(program(example, [example.cells["last"]])) == ["True", "[1, 2] True"]


def test_a_program_without_a_cell_that_it_needs_is_found() -> None:
    example = made(SOURCE)
    with pytest.raises(NameError):
        run(example.cells["last"].code)


def test_what_is_hidden_stands_where_it_is_needed() -> None:
    example = made(SOURCE)
    cells = [example.cells["data"], example.cells["last"]]
    found = [([cell.name for cell in part.cells], part.hidden) for part in parts(example, cells)]
    assert found == [(["imports"], True), (["data"], False), (["change", "draw"], True), (["last"], False)]
    assert [part.lines for part in parts(example, cells)] == [1, 2, 3, 1]


def test_output_is_no_part_of_the_code() -> None:
    cell = made(SOURCE).cells["last"]
    assert prints(cell.source) == ["[1, 2] True"] and "#>" not in cell.code
    assert prints("print(1)\n#> 1\nprint(2, 3, sep='\\n')\n#> 2\n#> 3\n") == ["1", "2\n3"]
    html = listing("# why\nfor x in 'a<b':\n    print(x)\n")
    assert "<i># why</i>" in html and "<b>for</b> x <b>in</b> <q>'a&lt;b'</q>" in html


BLOCK = re.compile(r'<(figure) class="example"[^>]*>.*?</figure>|<(section)[^>]* class="cell"[^>]*>.*?</section>', re.S)
CODE = re.compile(r'<pre(?! class="output")[^>]*>(.*?)</pre>', re.S)


def copied(block: str, others: dict[str, str]) -> str:
    """What the button of a block gives: the code of the cells that it needs, and its own, without output."""
    needed = re.search(r'data-needs="([^"]*)"', block)
    blocks = [*(others[name] for name in (needed[1].split() if needed else ())), block]
    return "\n".join(unescape(re.sub(r"<[^>]+>", "", code)) for one in blocks for code in CODE.findall(one))


def blocks(html: str, address: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Of each block of a page: the example, the cells that it shows, and what its button gives."""
    found = [match[0] for match in BLOCK.finditer(html)]
    others = {match[1]: block for block in found if (match := re.search(r' id="([^"]+)"', block))}
    for block in found:
        opening = block[: block.index(">")]
        shows = re.search(r' data-example="([^"]+)"', opening), re.search(r' data-cells="([^"]+)"', opening)
        if shows[0] and shows[1]:
            yield shows[0][1], tuple(shows[1][1].split(",")), copied(block, others)
        else:
            own = re.search(r' id="([^"]+)"', opening)
            assert own, f"{address}: a cell without a name"
            yield address.split("examples/")[1].rstrip("/"), (own[1],), copied(block, others)


def test_each_block_of_each_page_in_each_language_gives_a_program_that_is_run_here(site: Path) -> None:
    counted = 0
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix()
        for name, cells, text in blocks(path.read_text(encoding="utf-8"), address):
            example = BOOK.examples[name]
            assert text.split() == program(example, [example.cells[cell] for cell in cells]).split(), (address, cells)
            assert example.is_figure or cells in PROGRAMS[name], f"{address}: {name}#{cells} is run by no test"
            counted += 1
    assert counted > 1000, "the blocks of the pages are not found"


def test_a_block_without_the_cells_that_it_needs_gives_another_program() -> None:
    block = '<figure class="example" data-example="a/b" data-cells="last"><pre><code>print(x)</code></pre></figure>'
    assert [*blocks(block, "")] == [("a/b", ("last",), "print(x)")]
    whole = block.replace("<pre>", "<details><pre>x = 1 &lt; 2</pre></details><pre>", 1)
    assert [*blocks(whole + '<pre class="output">2</pre>', "")] == [("a/b", ("last",), "x = 1 < 2\nprint(x)")]


@pytest.mark.parametrize(
    "address", ["layer-order/max-pooling/", "fr/dense-dimension/", "zh/", "examples/layer_order/gradients/"]
)
def test_the_button_copies_that_program(address: str, browser: Browser, served: Served) -> None:
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(f"{served.url}/{address}")
        blocks = page.locator("figure.example, .cell")
        for at in range(min(blocks.count(), 6)):
            block = blocks.nth(at)
            block.locator("button[data-copy]").first.dispatch_event("click")
            page.wait_for_timeout(50)
            name = block.get_attribute("data-example") or address.removeprefix("examples/").rstrip("/")
            cells = (block.get_attribute("data-cells") or block.get_attribute("id") or "").split(",")
            example = BOOK.examples[name]
            copied = page.evaluate("navigator.clipboard.readText()")
            assert copied.split() == program(example, [example.cells[cell] for cell in cells]).split()
