"""What strangers bring is green: the first page of a language, a new question in English alone, a correction of one
number. What translations lack then is told, and nothing below src/ or tests/ has to be touched. On the broken book."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from damage import book as damaged
from damage.trial import apart, ask, heard, inside, run_build
from translated import change

from layer_by_layer.checks import spelling

GERMAN = {
    "title: A miniature": "title: Eine Miniatur",
    "The smallest site on which every checker has something to say.": "Die kleinste Seite, an der etwas zu prüfen ist.",
    "# A miniature": "# Eine Miniatur",
    "In 1997 nobody printed 42. See the [claims]": "Im Jahr 1997 druckte niemand 42. Siehe die [Aussagen]",
    "[one of them](#sums) and the [thread]": "[eine davon](#sums) und den [Faden]",
    "## Claims": "## Aussagen",
    "| Sums commute": "| Summen vertauschen",
    "The order of $a + b$ does not matter.": "Auf die Reihenfolge von $a + b$ kommt es nicht an.",
    "| Sums are beautiful": "| Summen sind schön",
    "A matter of taste.": "Geschmackssache.",
    "alt: a line from 0 to 1": "alt: eine Linie von 0 bis 1",
    "\nA line.": "\nEine Linie.",
    "draft: true\n": "",
}
MEANS = '''"""Means commute

The mean of means is the mean, where they are of as many.
"""

# %% means
print((10 + 20) / 2, (30 + 40) / 2, (15 + 35) / 2)
'''
CLAIM = """
Of 15.0 and 35.0 it is 25.0. More in the [proof](proof.md#proof); see the [thread](../threads/means.md#means-commute)
and the [script](../examples/topic/means.ipynb#means).

/// claim | The mean of means is the mean
    id: mean-of-means
    verdict: true
    statements: means-commute
    evidence: topic/means#means

Where they are means of as many numbers.
///
"""
STATEMENT = '\n[[statement]]\nnumber = 3\nid = "means-commute"\nthreads = ["means"]\nrole = "question"\n'
SAID = "\n/// statement | means-commute\nThe mean of means is the mean.\n\nIt is, of as many.\n///\n"
TABLE = "# A miniature\n\n<!-- python -m layer_by_layer status --write -->\n\nThe end.\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small book in four languages, of which one keeps what it has in step; in a clone of which a stranger works."""
    monkeypatch.setattr(spelling, "missing", lambda language: "left out")
    monkeypatch.delenv("CI", raising=False)
    folder = tmp_path / "book"
    folder.mkdir()
    damaged.make(folder)
    for code in ("ru", "zh"):
        change(folder / f"docs/{code}/language.toml", "\ncomplete = true\n", "\n")
    (folder / "README.md").write_text(TABLE, encoding="utf-8")
    monkeypatch.chdir(folder)
    run("new", "translating", "en", "--title", "How to translate")  # to which banners lead
    damaged.git(folder, "add", "-A")
    damaged.git(folder, "commit", "-q", "-m", "a README")
    return Path(".")


def run(*command: str, ends: int = 0) -> str:
    """What a command says, which ends as is meant."""
    code, said, error = ask(command)
    assert error is None and code == ends, said
    return said


def build(languages: tuple[str, ...] = ("en", "fr"), locale: str | None = None) -> Path:
    """The site, built strictly in a process of its own."""
    site = Path.cwd().parent / "site"

    def work() -> str:
        os.environ.pop("LOCALE", None)
        os.environ.update({"LOCALE": locale} if locale else {})
        with heard(languages) as ear:
            run_build(site, "build")
        return "\n".join(ear.said)

    with inside(Path.cwd()):
        said = apart(work)
    assert isinstance(said, str), said
    return site


def touched() -> set[str]:
    """The parts of the clone in which something has changed."""
    done = subprocess.run(["git", "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True)
    return {line[3:].split("/")[0] for line in done.stdout.splitlines()}


def test_the_first_page_of_a_language(root: Path) -> None:
    locale = "docs_structure: folder\n      build_only_locale: !ENV [LOCALE, null]\n"
    change(root / "mkdocs.yml", "docs_structure: folder\n", locale)
    run("new", "de", "--name", "Deutsch")
    run("new", "index", "de")
    for english, german in GERMAN.items():
        change(root / "docs/de/index.md", english, german)
    said = run("check", "index", ends=1)
    assert said.count("docs/de/index.md:1: no “source:” in the front matter") == 1
    assert "mend it with: python -m layer_by_layer stamp index de" in said
    run("stamp", "index", "de")
    run("check")
    assert "docs/de/index.md" not in run("status", "--complete", ends=1), (
        "a language that is being added may lack the rest"
    )
    run("status", "--write")
    assert "| Deutsch | 1 of 6 |\n" in (root / "README.md").read_text(encoding="utf-8")
    site = build(("en", "fr", "ru", "zh"), "de")  # “mkdocs serve” prints the address of its root
    assert "Im Jahr 1997" in (site / "index.html").read_text(encoding="utf-8")
    english = (site / "markup/index.html").read_text(encoding="utf-8")
    assert 'class="banner"' in english and '<html lang="de"' in english
    assert touched() == {"README.md", "docs", "mkdocs.yml"}


def test_a_new_question_in_english_alone(root: Path) -> None:
    (root / "examples/topic/means.py").write_text(MEANS, encoding="utf-8")
    assert "+#> 15.0 35.0 25.0" in run("update", "means")
    said = run("new", "means/index", "en", "--title", "Do means commute?", "--section", "Means")
    assert "docs/en/means/index.md, and its entry in mkdocs.yml" in said
    run("new", "means/proof", "en", "--title", "The proof")
    run("new", "threads/means", "en", "--title", "A thread on means")
    assert "More: [markup.md, threads/thread.md, threads/means.md, changes" in (root / "mkdocs.yml").read_text()
    for file, text in (("en/means/index.md", CLAIM), ("en/threads/means.md", SAID), ("statements.toml", STATEMENT)):
        with (root / "docs" / file).open("a", encoding="utf-8") as page:
            page.write(text)
    run("settle")
    assert "“fr” does not translate “Means”, which is shown in English" in run("check")
    said = run("status", "--complete", ends=1)
    assert (
        "docs/fr/means/proof.md:1: this page is missing\nmend it with: python -m layer_by_layer new means/proof" in said
    )
    assert "“topic/means” is not translated\nmend it with: python -m layer_by_layer new examples fr" in said
    site = build()
    assert 'id="means-commute"' in (site / "threads/means/index.html").read_text(encoding="utf-8")
    assert 'class="banner"' in (site / "fr/means/index.html").read_text(encoding="utf-8")
    assert "0 problems" in run("links", str(site))
    assert touched() == {"docs", "examples", "mkdocs.yml"}


def test_a_correction_of_a_number(root: Path) -> None:
    change(root / "examples/topic/sums.py", "(20, 41)", "(20, 43)")
    assert "+    #> 44" in run("update", "sums")
    assert "docs/en/index.md:8: no example on this page prints 42" in run("check", ends=1)
    change(root / "docs/en/index.md", "printed 42", "printed 44")
    change(root / "docs/en/index.md", "## Claims", "## More {#more}\n\nNew.\n\n## Claims")
    change(
        root / "docs/en/markup.md",
        "code(42)`; see the [first page](index.md#claims)",
        "code(44)`, [more](index.md#more)",
    )
    run("settle")
    said = run("check")
    for code in ("fr", "ru", "zh"):
        assert f"docs/{code}/index.md is stale: 3 blocks; see: python -m layer_by_layer diff index {code}" in said
    said = run("status", "--complete", ends=1)
    assert (
        "docs/fr/index.md:1: this page is stale: 3 blocks\nmend it with: python -m layer_by_layer diff index fr" in said
    )
    assert "docs/ru" not in said, "which does not say that it is complete"
    site = build()
    assert 'class="banner"' in (site / "fr/index.html").read_text(encoding="utf-8"), "the French still says 42, and why"
    assert "0 problems" in run("links", str(site)), "nothing leads to a place that the French lacks"
    assert touched() == {"docs", "examples"}


def test_the_words_of_examples_are_scaffolded_and_stamped(root: Path) -> None:
    assert "1 examples in English" in run("new", "examples", "fr")
    assert "nothing to stamp" in run("stamp", "examples", "fr", ends=2)
    change(root / "docs/fr/examples.toml", '["topic/sums"]\nsource = "', '["topic/sums"]\nsource = "0')
    change(
        root / "docs/fr/examples.toml",
        '["topic/figures/line"]\ntitle = "A line',
        '["topic/figures/line"]\ntitle = "Une ligne',
    )
    shutil.copy(root / "docs/fr/examples.toml", root / "before.toml")
    assert "1 stamped" in run("stamp", "examples/topic/sums", "fr")
    text = (root / "docs/fr/examples.toml").read_text(encoding="utf-8")
    assert text.count("source = ") == 1
