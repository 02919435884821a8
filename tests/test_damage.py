"""Broken on purpose: a few cases of each kind of damage, always the same ones. As many as one likes, from any seed:
``python -m tests.damage 5000 1``."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from damage import oracle
from damage.kinds import KINDS, Damage
from damage.survey import survey
from damage.trial import Bench, Case

SEED = 20261125
# More of the kinds that have many texts. A case takes a quarter of a second, or one when it is built or served.
MORE = {"markup": 16, "markup_in_a_line": 8, "cell": 6, "character": 8, "front_matter": 6, "retype": 6}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a trial is a process of its own (fork)")


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.close()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_it_holds(kind: str, bench: Bench) -> None:
    found = survey(bench, MORE.get(kind, 3), SEED, [kind])
    assert found.kinds[kind] >= found.cases >= 1
    assert not found.failures, "\n".join(f"{failure}\n  {case}" for failure, case in found.failures.items())


def test_it_holds_for_several_damages_at_once(bench: Bench) -> None:
    found = survey(bench, 16, SEED)
    assert not found.failures, "\n".join(f"{failure}\n  {case}" for failure, case in found.failures.items())


# The oracle is guarded, too.


def test_nothing_is_wrong_with_the_book(bench: Bench) -> None:
    nothing = Damage("elsewhere", "./", 0, "docs")
    assert bench.run(Case((nothing,), "check index", "serve")) == []
    assert bench.run(Case((), "check index", "build")) == []


def test_a_case_is_read_as_it_is_printed(bench: Bench) -> None:
    case = Case((Damage("character", "docs/en/index.md", 500, "\u2028"),), "check index", "build")
    assert Case.read(str(case)) == case


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("Oui : « non » - 1,5", "Oui\u00a0: «\u00a0non\u00a0» – 1.5", True),
        ("世界.", "世界。", True),
        ("Terme\n: sa définition", "Terme\u00a0: sa définition", False),
        ('[a](b.md "c")', "[a](b.md « c »)", False),
        ("- - -", "- -\u00a0—", False),
        ("a", "b", False),
        ("*a*", "a", False),
        ("`a  b`", "`a b`", True),
    ],
)
def test_what_a_page_means(before: str, after: str, same: bool) -> None:
    head = "---\ntitle: T\ndescription: D\n---\n\n"
    old, new = (oracle.meaning("a.md", f"{head}{text}\n".encode()) for text in (before, after))
    assert (old == new) is same


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("print(1)\n#> 1\n", "print(1)\n#> 2\n", True),
        ("print( 'a' )\n", 'print("a")\n', True),
        ('x = """a\n#> 2\n"""\n', 'x = """a\n"""\n', False),
        ("x = 1  # why\n", "x = 1\n", False),
        ("x = 1\n", "x = 2\n", False),
        ("x = (\n", "x = 1\n", False),
    ],
)
def test_what_an_example_means(before: str, after: str, same: bool) -> None:
    assert (oracle.meaning("a.py", before.encode()) == oracle.meaning("a.py", after.encode())) is same


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<p>98765</p>", "a number that nobody checked is shown"),
        ("<p>9876<em>5</em></p>", "a number that nobody checked is shown"),
        ("<p>９８７６５</p>", "a number that nobody checked is shown"),
        ("<p>```shell</p>", "markup is shown as text"),
        ("<p>/// claim</p>", "markup is shown as text"),
        ("<p>A word.</p>", "words are checked that nobody sees"),
        ("<p>A word or two more.</p>", "words are shown that no check has read"),
        ("<p>A word or two.</p><p class='verdict'>True</p><pre>98765</pre>", None),
    ],
)
def test_what_a_reader_reads(html: str, rule: str | None) -> None:
    from pathlib import Path

    from layer_by_layer.content.page import parse

    page = parse("---\ntitle: T\ndescription: D\n---\n\n# T {#t}\n\nA *word* or two.\n", Path("a.md"), "en", "a")
    article = oracle.Article()
    article.feed(f'<article class="md-content__inner"><h1>T</h1>{html}</article>')
    assert [failure.rule for failure in oracle.read(page, article, "a")] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("code", "said", "rules"),
    [
        (0, "", []),
        (2, "docs/en/index.md:3: no", []),
        (1, "no", ["message names no file"]),
        (3, "docs/en/index.md:3: no", ["exit status"]),
        (2, "a.md:1: x\nTraceback (most recent call last):\n  File \"/x/layer_by_layer/y.py\"", ["traceback"]),
        (2, "this is a fault of the machinery, not of your files: KeyError at x.py:1: 'en'", ["crash"]),
        (1, "examples/a.py:1: the example raised\nTraceback (most recent call last):\n  File \"/b/examples/a.py\"", []),
    ],
)  # fmt: skip
def test_what_a_command_may_say(code: int, said: str, rules: list[str]) -> None:
    assert [failure.rule for failure in oracle.spoken(code, said, [])] == rules
