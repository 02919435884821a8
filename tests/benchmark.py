"""How the build grows: sites of 10, 100 and 1,000 pages per language, in four languages, from the real machinery.

Run it as ``python tests/benchmark.py [pages …]``; it prints build time, pages per second, memory, and the weight of a
page, and returns 1 when a bound is broken: 1,000 pages x 4 languages within 60 s and 1 GB on 2 cores, and pages per
second at 1,000 within a factor of 1.3 of that at 100.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SECTION = 25
EXAMPLES = ("layer_order/max_pooling", "dense_dimension/question")
BOUND_SECONDS, BOUND_GB, BOUND_FACTOR = 60, 1.0, 1.3

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


# Numbers in prose must be printed by an example: the pages are numbered in letters.
LETTERS = str.maketrans("0123456789", "abcdefghij")


def stamp(text: str, english: Path) -> str:
    """The same page as a translation that is in step."""
    from layer_by_layer.checks.translation import stamp_of

    return text.replace("\n---\n", f"\nsource: {stamp_of(english.read_text())}\n---\n", 1)


def measure(pages: int) -> tuple[float, float, int, float]:
    """(seconds, GB, pages built in all languages, KB of HTML per page) of a cold build."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, pages)
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
        start = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict"], cwd=folder, env=environment, capture_output=True
        )
        seconds = time.perf_counter() - start
        assert done.returncode == 0, done.stderr.decode()[-3000:]
        built = [path for path in (folder / "site").rglob("page-*/index.html")]
        weight = sum(path.stat().st_size for path in built) / len(built) / 1000
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        return seconds, memory, len(built), weight


def main(sizes: list[int]) -> int:
    """Measure each size; return 1 when a bound is broken."""
    print(f"{'pages/language':>14} {'built':>6} {'seconds':>8} {'pages/s':>8} {'GB':>6} {'KB/page':>8}")
    rates = {}
    failed = False
    for size in sizes:
        seconds, memory, built, weight = measure(size)
        rates[size] = built / seconds
        print(f"{size:>14} {built:>6} {seconds:>8.1f} {rates[size]:>8.1f} {memory:>6.2f} {weight:>8.1f}", flush=True)
        if size == 1000:
            failed |= seconds > BOUND_SECONDS or memory > BOUND_GB
    if 100 in rates and 1000 in rates:
        failed |= rates[100] / rates[1000] > BOUND_FACTOR
    return int(failed)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or [10, 100, 1000]))
