"""A translation in step says and shows what the English page does; each way to break that is found, with its mend."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from translated import DOCS, WORDS, change, git, make, write

from layer_by_layer.checks import structure, texts, translation
from layer_by_layer.content import book as books
from layer_by_layer.content import rules, settings
from layer_by_layer.content.page import Page, parse

CODES = ("fr", "ru", "zh")
WRITTEN = {"fr": ("12\u202f750", "13\u202f750"), "ru": ("12\u00a0750", "13\u00a0750"), "zh": ("12,750", "13,750")}
CHECK = "then python -m layer_by_layer check docs/{code}/sums.md"
DROPPED = (
    "/// claim | {other}\n    id: sums-are-small\n    verdict: false\n    evidence: topic/sums#large\n\n{small}\n///\n"
)
# what a careless translator does: (find, replace, what the message says)
CASES = {
    "changes a number": (
        "{number}", "{other_number}", ["numbers: “{other}” here", "the English has “12,750” (line 8)", CHECK],
    ),
    "changes a number in the description": (
        "description: ", "description: 77 ", ["sums.md:1:", "numbers: “77” here", "has nothing", CHECK],
    ),
    "drops a number": ("256", "…", ["numbers: nothing here", "the English has “256”", CHECK]),
    "drops a claim": (DROPPED, "", ["blocks: nothing here", "claim sums-are-small", "docs/en/sums.md:28", CHECK]),
    "flips a verdict": (
        "verdict: true", "verdict: depends",
        ["sums.md:23:", "“verdict: depends” here", "has “verdict: true” (line 22)"],
    ),
    "swaps an evidence cell": (
        "evidence: topic/sums#small", "evidence: topic/sums#large",
        ["sums.md:24:", "“evidence: topic/sums#large” here", "has “evidence: topic/sums#small”", CHECK],
    ),
    "edits code": (
        "sums.py # prints", "sums.py # affiche",
        ["sums.md:12:", "“python sums.py # affiche” here", "has “python sums.py # prints”", CHECK],
    ),
    "edits inline code": ("`sum()`", "`somme()`", ["inline code: “somme()” here", "has “sum()”", CHECK]),
    "edits a formula": (" + a$", " + b$", ["mathematics: “0.5 + b” here", "has “0.5 + a”", CHECK]),
    "leaves a line in English": (
        "{answer}[{link}](index.md#home)", "All 12,750 of them: 1.5 is not 12. [home](index.md#home)",
        ["docs/{code}/sums.md:9: “All 12,750 of them: 1.5 is …” is still English", "draft: true"],
    ),
    "renames a heading id": (
        "{{#claims}}", "{{#theses}}", ["headings: “## {#theses}” here", "has “## {#claims}”", CHECK],
    ),
    "points a link at another language": (
        "(index.md#home)", "(../en/index.md#home)",
        ["“../en/index.md#home” points out of docs/{code}/", "the same relative link"],
    ),
    "points a link elsewhere": ("(index.md#home)", "(index.md)", ["links: “index.md” here", "“index.md#home”", CHECK]),
    "loses a row of a table": ("| 1 | 2 |\n", "", ["tables: “2 rows of 2 cells”", "“3 rows of 2 cells”", CHECK]),
    "carries the stamp of nothing": (
        "source: ", "source: 0000", ["sums.md:4:", "is no version of docs/en/sums.md", "stamp sums {code}"],
    ),
    "carries no stamp": ("source: ", "# ", ["no “source:”", "layer_by_layer stamp sums {code}"]),
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(make(tmp_path))
    return Path(".")


def problems_of(root: Path) -> list[str]:
    book = books.load(root)
    return [str(problem) for problem in [*structure.check_all(book), *texts.check_translations(book)]]


def state(root: Path, code: str = "fr") -> translation.State:
    return translation.state(books.load(root), "sums", code)


def test_nothing_is_wrong_with_the_miniature(root: Path) -> None:
    assert problems_of(root) == []
    assert {state(root, code).kind for code in CODES} == {"in step"}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("case", CASES)
def test_a_translation_that(case: str, code: str, root: Path) -> None:
    find, replace, expected = CASES[case]
    number, other_number = WRITTEN[code]
    words = {**WORDS[code], "number": number, "other_number": other_number, "code": code}
    change(root / f"docs/{code}/sums.md", find.format(**words), replace.format(**words))
    wanted = [part.replace("{code}", code).replace("{other}", other_number) for part in expected]
    said = problems_of(root)
    assert any(all(part in message for part in wanted) for message in said), "\n\n".join([str(wanted), *said])


@pytest.mark.parametrize("code", CODES)
def test_the_stamp_of_another_page_is_wrong(code: str, root: Path) -> None:
    other = translation.stamp_of((root / "docs/en/index.md").read_text())
    change(root / f"docs/{code}/sums.md", state(root, code).stamp, other)
    assert state(root, code).kind == "wrong"


def test_a_stamp_is_the_id_that_git_gives(root: Path) -> None:
    asked = subprocess.run(["git", "hash-object", "docs/en/sums.md"], capture_output=True, text=True, check=True)
    text = (root / "docs/en/sums.md").read_text()
    assert translation.stamp_of(text) == asked.stdout.strip() == translation.stamp_of(text.replace("\n", "\r\n"))


def test_a_stale_page_is_reported_and_does_not_block(root: Path) -> None:
    change(root / "docs/en/sums.md", "One is 256.", "Two are 256.\n\nThis is new.")
    stale = state(root)
    assert (str(stale), stale.changed, stale.sections) == ("stale: 2 blocks", 2, ["claims"])
    assert problems_of(root) == []


def test_without_git_a_stale_page_is_stale_by_an_unknown_amount(root: Path) -> None:
    (root / ".git").rename(root / "gone")
    change(root / "docs/en/sums.md", "One is 256.", "Two are 256.")
    assert (str(state(root)), problems_of(root)) == ("stale: ? blocks", [])


def test_a_draft_counts_as_missing(root: Path) -> None:
    text = (root / "docs/en/sums.md").read_text()
    write(root / "docs/fr/sums.md", translation.stamped(text, translation.stamp_of(text), draft=True))
    assert (state(root).kind, problems_of(root)) == ("draft", [])
    (root / "docs/fr/sums.md").unlink()
    assert (state(root).kind, problems_of(root)) == ("missing", [])


def test_a_page_without_an_english_one_is_found(root: Path) -> None:
    (root / "docs/fr/sums.md").rename(root / "docs/fr/sommes.md")
    assert any("docs/en/sommes.md does not exist" in problem for problem in problems_of(root))


@pytest.mark.parametrize(
    ("file", "find", "replace", "expected"),
    [
        ("docs/fr/strings.toml", 'of = "{count}"', "", ["no string “page.of”", "“{count}”", "add “page.of”"]),
        ("docs/ru/strings.toml", "{count}", "{number}", ["strings.toml:5:", "['{number}']", "['{count}']"]),
        ("docs/zh/strings.toml", "of =", "off =", ["“page.off” is not in docs/en/strings.toml", "remove it"]),
        ("mkdocs.yml", "          site_name: Суммы\n", "", ["“ru” has no site_name"]),
    ],
)
def test_interface_strings_and_navigation(file: str, find: str, replace: str, expected: list[str], root: Path) -> None:
    change(root / file, find, replace)
    assert any(all(part in message for part in expected) for message in problems_of(root)), problems_of(root)


@pytest.mark.parametrize(
    ("find", "replace", "expected"),
    [
        ("{Part: Partie}", "{}", ["mkdocs.yml:5:", "“fr” does not translate “Part”", "shown in English"]),
        ("Part: 部分", "Part: 部分\n            Old: 旧", ["“zh” translates “Old”", "remove it"]),
    ],
)
def test_a_title_of_the_navigation_that_is_not_translated_is_told_and_stops_nothing(
    find: str, replace: str, expected: list[str], root: Path
) -> None:
    change(root / "mkdocs.yml", find, replace)
    assert problems_of(root) == []
    (told,) = settings.lacks(root, CODES)
    assert all(part in str(told) for part in expected), told


def test_a_number_as_in_english_is_shown_as_it_is_written_and_once(root: Path) -> None:
    change(root / "docs/fr/sums.md", WRITTEN["fr"][0], "12,750")
    (told,) = problems_of(root)
    assert "numbers: “12,750” here; the English has “12,750” (line 8), in this language “12\u202f750”" in told


def test_every_digit_of_a_number_is_a_digit_in_each_language_but_for_the_month() -> None:
    head = "---\ntitle: T\ndescription: D\n---\n\n# T {#t}\n\n"

    def page(code: str, text: str) -> Page:
        return parse(head + text, Path(f"{code}.md"), code, "t", rules.load(DOCS / code / rules.FILE))

    english = page("en", "In October, 3 of 12 maps; Python 3.10.")
    chinese = page("zh", "10 月，12 张图中的 3 张；Python 3.10。")
    french = page("fr", "En octobre, 3 cartes sur 12\u202f; Python 3.10.")
    words = page("fr", "En octobre, trois cartes sur 12\u202f; Python 3.10.")
    formula = "$f(1,12) = f(0{,}5)$"
    assert [*translation.parity(page("en", formula.replace("{,}", ".")), page("ru", formula))] == []
    assert [*translation.parity(english, chinese), *translation.parity(english, french)] == []
    (problem,) = translation.parity(english, words)
    assert "the English has “3”" in str(problem)


def test_a_history_that_git_lacks_is_not_an_error(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    change(root / "docs/en/sums.md", "One is 256.", "Two are 256.")
    git(root, "commit", "-qam", "new English")
    shallow = tmp_path_factory.mktemp("clone") / "shallow"
    git(root, "clone", "-q", "--depth", "1", f"file://{root.resolve()}", str(shallow))
    assert str(state(shallow)) == "stale: ? blocks"


def test_many_pages_are_checked_on_all_processors_with_the_same_result(root: Path) -> None:
    change(root / "docs/fr/sums.md", "Voir 12", "Voir 13")
    change(root / "docs/ru/sums.md", "256", "255")
    book = books.load(root)
    pages = list(book.pages.values())
    few, many = ([str(problem) for problem in texts.check_pages(book, pages, many)] for many in (1000, 1))
    assert few == many
    assert len(few) >= 2
