"""What the build costs, and how it grows: sites of 10, 100, 250 and 1,000 pages per language, in four languages.

Run it as ``python tests/benchmark.py [pages …]``; it prints build time, pages per second, CPU time, memory, and the
weight of a page, and returns 1 when a bound is broken: 1,000 pages x 4 languages within 60 s and 1 GB on 2 cores;
pages per second at 1,000 within a factor of 1.3 of that at 100; at 250, CPU time (user and system, children included)
within a factor of 1.3 of what stock MkDocs needs with the same theme and mkdocs-static-i18n. Stock MkDocs builds the
same pages in plain Markdown: the same words, the code in fences, the formula left to the browser, its own search.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECTION = 25
EXAMPLES = ("layer_order/max_pooling", "dense_dimension/question")
BOUND_SECONDS, BOUND_GB, BOUND_FACTOR = 60, 1.0, 1.3
COMPARED, BOUND_RATIO, TRIES = 250, 1.3, 3

PAGE = """\
---
title: Page {number} on max pooling
description: A page of the benchmark, as long as an answer, with a claim, its evidence, a formula and a table.
---

# Page {number} on max pooling {{#page}}

With max pooling and ReLU both orders give the same result. With average pooling they are different functions.

## The smallest example {{#smallest}}

/// example | layer_order/max_pooling#two_orders
///

## Conditions {{#conditions}}

{prose}

$$
\\max_{{i \\in W}} f(x_i) = f\\bigl(\\max_{{i \\in W}} x_i\\bigr)
$$

| pooling | same result |
|---|---|
| max | yes |
| average | no |

/// claim | Both orders give the same result on page {number}
    id: claim-{number}
    verdict: true
    evidence: layer_order/max_pooling#two_orders

A non-decreasing function keeps the largest value largest. See [the next page]({link}).
///
"""
PROSE = (
    "A pool chooses the largest value of each window. A function that never decreases keeps the order of the values, "
    "so that the largest stays the largest, and it does not matter whether the function is applied before or after. "
)


def write(folder: Path, pages: int) -> None:
    """A site of `pages` pages in each language of the real one, in sections of 25."""
    from layer_by_layer.checks import ledger
    from layer_by_layer.content import book as books

    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copytree(ROOT / "src" / "layer_by_layer" / "theme", folder / "src" / "layer_by_layer" / "theme")
    for example in EXAMPLES:
        target = folder / "examples" / f"{example}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "examples" / f"{example}.py", target)
    (folder / "docs" / "statements.toml").write_text("statement = []\n")
    (folder / "docs" / "numbers.toml").write_text("")
    names = [f"section-{n // SECTION:03}/page-{n:04}.md" for n in range(pages - 1)]
    languages = [path.parent.name for path in sorted((ROOT / "docs").glob("*/strings.toml"))]
    for language in languages:
        docs = folder / "docs" / language
        docs.mkdir()
        for file in ("strings.toml", "language.toml"):
            shutil.copy(ROOT / "docs" / language / file, docs)
        english = dict.fromkeys(["index.md", *names], "")
        for at, name in enumerate(english):
            after = [*names, "index.md"][at] if at < len(names) else "index.md"
            text = PAGE.format(number=at, prose=PROSE * 8, link=os.path.relpath(after, Path(name).parent))
            text = re.sub(r"Page \d+|page \d+", lambda match: match[0].translate(LETTERS), text)
            (docs / name).parent.mkdir(exist_ok=True)
            if language != "en":  # a translation is not the English text
                said = re.sub(r"(?<=\n\n|\| )(?=[A-Z])|(?<=ion: )", f"{language} ", text)
                text = stamp(said, folder / "docs/en" / name)
            (docs / name).write_text(text)
    nav = "nav:\n  - index.md\n" + "".join(
        (f"  - Section {at // SECTION}:\n" if at % SECTION == 0 else "") + f"      - {name}\n"
        for at, name in enumerate(names)
    )
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"^nav:\n(?:[ ].*\n)+", nav, settings, flags=re.MULTILINE)
    sections = range(0, len(names), SECTION)
    words = "          nav_translations:\n" + "".join(f"            Section {at // SECTION}: {at}\n" for at in sections)
    words = re.sub(r": (\d+)\n", r': "\1"\n', words)
    settings = re.sub(r"^          nav_translations:\n(?:            .*\n)+", words, settings, flags=re.MULTILINE)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (folder / "docs" / ledger.FILE).write_text(ledger.text(books.load(folder)), encoding="utf-8")


# Numbers in prose must be printed by an example: the pages are numbered in letters.
LETTERS = str.maketrans("0123456789", "abcdefghij")


def stamp(text: str, english: Path) -> str:
    """The same page as a translation that is in step."""
    from layer_by_layer.checks.translation import stamp_of

    return text.replace("\n---\n", f"\nsource: {stamp_of(english.read_text())}\n---\n", 1)


def as_stock(folder: Path) -> None:
    """Turn a site that `write` has made into one for stock MkDocs: the same pages and examples in plain Markdown."""
    from layer_by_layer.content import book as books

    known = books.load(folder).examples

    def code(reference: str) -> str:
        name, _, cells = reference.partition("#")
        return "\n".join(f"```python\n{known[name].cells[cell].source}```\n" for cell in cells.split(","))

    def claim(match: re.Match[str]) -> str:
        said = f"### {match['title']} {{#{match['id']}}}\n\n**{match['verdict']}**\n\n{match['body']}\n"
        return f"{said}\nEvidence `{match['evidence'].split('#')[1]}`\n\n{code(match['evidence'])}"

    for page in folder.glob("docs/*/**/*.md"):
        text = re.sub(r"^/// example \| (\S+)\n///\n", lambda match: code(match[1]), page.read_text(), flags=re.M)
        page.write_text(CLAIM.sub(claim, text))
    for language in sorted(folder.glob("docs/*/strings.toml")):
        for name, example in known.items():
            page = language.parent / "examples" / f"{name}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            cells = "\n".join(f"## {cell}\n\n{code(f'{name}#{cell}')}" for cell in example.cells)
            page.write_text(f"# {example.title}\n\n{example.summary}\n\n{cells}")
    settings = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    for pattern, new in STOCK.items():
        settings, found = re.subn(pattern, new, settings, flags=re.MULTILINE)
        assert found == 1, pattern
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")


CLAIM = re.compile(
    r"^/// claim \| (?P<title>.*)\n    id: (?P<id>.*)\n    verdict: (?P<verdict>.*)\n    evidence: (?P<evidence>.*)\n"
    r"(?P<body>(?s:.*?))\n///\n",
    re.MULTILINE,
)
# From our mkdocs.yml to one without us: no templates, plugin or notebooks of ours; MkDocs’s search and a formula that
# a script in the browser would draw.
STOCK = {
    r"^  custom_dir: .*\n": "",
    r"^not_in_nav: .*\n": "not_in_nav: examples/\n",
    r"^  - mkdocs-jupyter:\n(?:      .*\n)+": "  - search\n",
    r"^  - layer-by-layer\n": "",
    r"^  - attr_list\n": "  - attr_list\n  - pymdownx.arithmatex: {generic: true}\n",
}


@dataclass(frozen=True)
class Cost:
    """What a cold build took, and what came of it."""

    seconds: float
    cpu: float
    """Seconds of user and system time, processes that it started included."""
    memory: float
    """GB, of the largest process."""
    built: int
    """Pages, in all languages."""
    weight: float
    """KB of HTML per page."""


def build(folder: Path) -> Cost:
    """Build a site from cold."""
    for made in ("site", ".cache"):
        shutil.rmtree(folder / made, ignore_errors=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said) as running:
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        said.seek(0)
        assert running.returncode == 0, said.read().decode()[-3000:]
    built = [*(folder / "site").rglob("page-*/index.html")]
    weight = sum(path.stat().st_size for path in built) / len(built) / 1000
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6, len(built), weight)


def compare(pages: int, ours: Path) -> float:
    """Build the same pages with us and with stock MkDocs in turns; return the ratio of CPU time."""
    with tempfile.TemporaryDirectory() as name:
        stock = Path(name)
        write(stock, pages)
        as_stock(stock)
        costs = [(build(ours), build(stock)) for _ in range(TRIES)]
    assert costs[0][0].built == costs[0][1].built
    cpu, wall = (
        min(getattr(one, kind) for one, _ in costs) / min(getattr(other, kind) for _, other in costs)
        for kind in ("cpu", "seconds")
    )
    for who, cost in zip(("ours", "stock"), min(costs, key=lambda pair: pair[0].cpu + pair[1].cpu)):
        print(f"{who:>14} {line(cost)}", flush=True)
    print(f"{'ratio':>14} {wall:>15.2f} {cpu:>17.2f}", flush=True)
    return cpu


def line(cost: Cost) -> str:
    """A row of the table."""
    rate = cost.built / cost.seconds
    return f"{cost.built:>6} {cost.seconds:>8.1f} {rate:>8.1f} {cost.cpu:>8.1f} {cost.memory:>6.2f} {cost.weight:>8.1f}"


def main(sizes: list[int]) -> int:
    """Measure each size; return 1 when a bound is broken."""
    print(f"{'pages/language':>14} {'built':>6} {'seconds':>8} {'pages/s':>8} {'CPU':>8} {'GB':>6} {'KB/page':>8}")
    rates = {}
    failed = False
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write(folder, size)
            cost = build(folder)
            print(f"{size:>14} {line(cost)}", flush=True)
            rates[size] = cost.built / cost.seconds
            if size == COMPARED:
                failed |= compare(size, folder) > BOUND_RATIO
        if size == 1000:
            failed |= cost.seconds > BOUND_SECONDS or cost.memory > BOUND_GB
    if 100 in rates and 1000 in rates:
        failed |= rates[100] / rates[1000] > BOUND_FACTOR
    return int(failed)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [10, 100, COMPARED, 1000]))
