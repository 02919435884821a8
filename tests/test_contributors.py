"""What contributors of such sites have met, case by case: a file as an editor, a merge or a habit leaves it, and what
must be said of it (file, line, words) or shown for it. Beside each case that somebody met stand its neighbours."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
import yaml
from damage import book as damaged
from damage import oracle
from damage.trial import apart, ask, heard, inside, run_build, snapshot
from markdown import markdown

from layer_by_layer.checks import spelling
from layer_by_layer.content import book as books
from layer_by_layer.content.page import parse
from layer_by_layer.render.renderer import Renderer

INDEX = "docs/en/index.md"
LANGUAGES = ("en", "fr", "ru", "zh")
Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    damaged.make(folder)
    return folder


@pytest.fixture
def root(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small book, in which the tests stand. Without dictionaries: they take most of the time."""
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(spelling, "missing", lambda language: "left out")
    shutil.copytree(whole, tmp_path / "book", symlinks=True)
    monkeypatch.chdir(tmp_path / "book")
    return tmp_path / "book"


def add(root: Path, text: str, file: str = INDEX) -> int:
    """Write at the end of a page; the line on which the text begins."""
    source = (root / file).read_text(encoding="utf-8")
    damaged.write(root / file, f"{source}\n{text}\n")
    return source.count("\n") + 2


def change(root: Path, find: str, replace: str, file: str = INDEX) -> None:
    source = (root / file).read_text(encoding="utf-8")
    assert find in source, f"{file} no longer contains “{find}”"
    damaged.write(root / file, source.replace(find, replace, 1))


def run(*command: str) -> str:
    """What a command says; it ends with 0, 1 or 2, and no fault of ours."""
    code, said, error = ask(command)
    assert error is None, error
    assert code in (0, 1, 2), code
    assert "Traceback" not in said
    assert "fault of the machinery" not in said, said
    return said


def problems() -> list[str]:
    """The problems that “check” finds, each in one piece, but for what is no problem."""
    found: list[str] = []
    for line in run("check").splitlines():
        if re.match(r"(?:docs|examples|mkdocs\.yml)\S*:\d+: ", line) or not found:
            found.append(line)
        else:
            found[-1] += f"\n{line}"
    return [one for one in found if not re.match(r"spelling of|docs/fr/changes.md is stale", one)]


def build(root: Path, languages: tuple[str, ...] = ("en",), command: str = "build") -> tuple[bool, str]:
    """(whether a strict build succeeds, what it says), in a process of its own. The site is beside the book."""

    def work() -> tuple[bool, str]:
        with heard(languages) as ear:
            try:
                run_build(root.parent / "site", command)
                done = True
            except BaseException as error:
                ear.said.append(oracle.crash(error) if type(error).__module__ == "builtins" else str(error))
                done = False
        return done, "\n".join(ear.said)

    with inside(root):
        done, said = apart(work)
    assert "Error at" not in said, said
    assert "fault of the machinery" not in said, said
    return done, said


def shown(root: Path, file: str = INDEX) -> str:
    """The HTML of a page."""
    read = books.load(root)
    language, _, name = file.removeprefix("docs/").removesuffix(".md").partition("/")
    rendered = Renderer(read, read.languages[language]).render(read.pages[language, name])
    return str(rendered.finish(markdown(rendered.markdown, extensions=oracle.EXTENSIONS)))


CLAIM = "/// claim | {}\n    id: planted\n    verdict: choice\n\nWhy.\n///"
NOT_PRINTED = "98765"
PRINTS_42 = "/// example | topic/sums#large\n///\n\n"

# What a page says at its end, the line (from there) that a message names, and a part of the message.
WRONG_PAGES = [
    # A block that does not begin in the first column.
    ("- item\n\n    /// example | topic/nothing#there\n    ///", 2, "///"),
    ("> /// example | topic/nothing#there\n> ///", 0, "///"),
    (" /// example | topic/sums#large\n ///", 0, "///"),
    ("1. item\n\n   /// claim | A\n   ///", 2, "///"),
    ("//// claim | A\n////", 0, "///"),
    # A fence that is not closed; its lines are prose.
    ("```shell\nls", 0, "```|fence"),
    ("~~~\nls", 0, "~~~|fence"),
    ("- item\n\n    ```\n    ls", 2, "```|fence"),
    ("````\nls\n```", 0, "```|fence"),
    ("```\nls\n~~~", 0, "```|fence"),
    ("```shell\nls\n``` x", 0, "```|fence"),
    ("```shell\nls\n\nWrong: 98765.", 3, NOT_PRINTED),
    # Images and links in other spellings.
    ('![](changes.md "t")', 0, "alternative text"),
    ("![ ](changes.md)", 0, "alternative text"),
    ("![][r]\n\n[r]: ../x.png", 0, "image"),
    ("![]( x.png )", 0, "image|alternative"),
    ("[text][r]\n\n[r]: nowhere.md", 0, "link"),
    ("[r]\n\n[r]: nowhere.md", 0, "link|\\[r\\]"),
    ("[text]( index.md )", 0, "link"),
    ("[text](<index.md>)", 0, "link"),
    ("[r]: index.md", 0, "\\[r\\]"),
    # A merge left undecided.
    ("<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other", 0, "merge"),
    ("||||||| base\nOne.", 0, "merge"),
    (">>>>>>> other", 0, "merge"),
    ("<<<<<<<", 0, "merge"),
    ("One.\n=======\nTwo.", 0, "=|heading"),
    # LaTeX, wherever it stands.
    (CLAIM.format("Sums are $\\frac{1$ beautiful"), 0, "LaTeX does not accept"),
    ("## A $\\frac{1$ {#latex}", 0, "LaTeX does not accept"),
    ("| $\\frac{1$ | b |\n|---|---|\n| 1 | 2 |", 0, "LaTeX does not accept"),
    ("$$\n\\frac{1\n$$", 0, "LaTeX does not accept"),
    # Digits that are not ASCII, and numbers in words of other scripts.
    ("The sum is ９８７６５.", 0, "９８７６５|98765"),
    ("The sum is ٩٨٧٦٥.", 0, "٩٨٧٦٥|98765"),
    ("The sum is ९८७६५.", 0, "९८७६५|98765"),
    ("Ten⁹⁸ sums.", 0, "⁹⁸|98"),
    ("The sum is 𝟵𝟴𝟳𝟲𝟱.", 0, "𝟵𝟴𝟳𝟲𝟱|98765"),
    ("The sum is ½ or 9½.", 0, "½"),
    ("The sum is ㊷ or ⑳.", 0, "㊷|⑳|42|20"),
    # The sign of a number: the page prints 42.
    (PRINTS_42 + "The sum is −42.", 3, "−42"),
    (PRINTS_42 + "The sum is -42.", 3, "-42"),
    (PRINTS_42 + "The sum is $-42$.", 3, "-42"),
    (PRINTS_42 + "The sum is `-42`.", 3, "-42"),
    # Numbers within marks, and in pieces.
    ("The sum is __98765__.", 0, NOT_PRINTED),
    ("The sum is *98765*.", 0, NOT_PRINTED),
    ("The sum is 98*765*.", 0, "98"),
    ("The sum is &#57;8765.", 0, NOT_PRINTED),
    ("The sum is 98&#8203;765.", 0, "98|U\\+200B|seen"),
    ("The sum is `1e-99999999999999999999`.", 0, "1e-9"),
    ("The sum is 1e99999999999999999999.", 0, "1e9"),
    # What only the site sees.
    ("*[sum]: 98765", 0, NOT_PRINTED),
    ("<b>bold</b>", 0, "HTML"),
    ("<!DOCTYPE html>", 0, "HTML|<!DOCTYPE"),
    ("<!-- 98765 -->", 0, "HTML|98765"),
    ("Title\n-----", 0, "heading|-----"),
    ("Text[^9].", 0, "\\^"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "words"), WRONG_PAGES, ids=[text.removeprefix(PRINTS_42)[:30] for text, *_ in WRONG_PAGES]
)
def test_a_page_that_is_wrong_is_named_with_its_line(text: str, line: int, words: str, root: Path) -> None:
    first = add(root, text)
    found = problems()
    place = f"{INDEX}:{first + line}: "
    assert any(one.startswith(place) and re.search(words, one.removeprefix(place)) for one in found), "\n".join(found)
    assert not re.search("\x1b", "".join(found)), "colours of a terminal"


# What a page says, and what its HTML contains then; nothing is wrong with it.
RIGHT_PAGES = [
    ("It costs $5 and then $6 more.", "It costs $5 and then $6 more."),
    ("Escaped \\$5 and \\$6.", "Escaped $5 and $6."),
    ("Each of $a$ costs $5 or US$6.", "costs $5 or US$6."),
    ("`$5` and `$6`", "<code>$5</code> and <code>$6</code>"),
    ("A &#8212; B", "A — B"),
    (PRINTS_42 + "It prints 42&nbsp;or&nbsp;21.", "42\u00a0or\u00a021"),
    ("&copy; &amp; &lt;", "© & <"),
    (CLAIM.format("Written in C#"), 'id="planted">.*</span>Written in C#<'),
    (CLAIM.format("F# is not C#, # is a mark"), 'id="planted">.*</span>F# is not C#, # is a mark<'),
    (CLAIM.format('Sums | "are" & $|x|$ `a|b` beautiful'),
    'Sums \\| "are" & <math.*</math> <code>a\\|b</code> beautiful'),
    (PRINTS_42 + "From 21 to 42, 21-42 and 21–42.", "21-42 and 21–42"),
    ("## Two {#two}\n\n---", "<hr"),
    ("- one\n- two\n\nTerm\n:   Meaning.", "<dt>Term</dt>"),
    ("See [it](changes.md \"The page of changes\").", 'title="The page of changes"'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "html"), RIGHT_PAGES, ids=[text.removeprefix(PRINTS_42)[:30] for text, _ in RIGHT_PAGES]
)
def test_a_page_that_is_right_is_shown_as_it_is_written(text: str, html: str, root: Path) -> None:
    add(root, text)
    run("settle")
    assert problems() == []
    page = unescape(shown(root))
    assert html in page or re.search(html, page, re.DOTALL), page[-600:]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("还有 ９８７６５。", "９８７６５|98765"),
        ("共九万八千。", "九万八千"),
        ("共 98765。", "98765"),
        ("共二十一。", "二十一"),
    ],
)
def test_numbers_in_chinese(text: str, words: str, root: Path) -> None:
    line = add(root, text, "docs/zh/index.md")
    assert any(re.match(rf"docs/zh/index.md:{line}: .*(?:{words})", one) for one in problems())


@pytest.mark.parametrize("text", ["一般、统一、一个、万一、三角形、十分。", "第一，第二。"])
def test_chinese_words_with_the_sign_of_a_number_are_words(text: str, root: Path) -> None:
    line = add(root, text, "docs/zh/index.md")
    assert not [one for one in problems() if one.startswith(f"docs/zh/index.md:{line}: ") and "print" in one]


def test_a_page_as_long_as_one_likes(root: Path) -> None:
    add(root, "| a | b |\n|---|---|\n" + "| `a` | `b` |\n" * 9000)
    run("check", INDEX)
    run("fix", INDEX)


def head(old: str, new: str) -> Change:
    return lambda root: change(root, old, new)


TITLE = "title: A miniature\n"
WRONG_HEADS = [
    (head(TITLE, "title: Why 42 # and not 43\n"), 2, "#"),
    (head(TITLE, "title: Why 42 #\n"), 2, "#"),
    (head(TITLE, TITLE + TITLE), 3, "title"),
    (head(TITLE, TITLE + "title: Another\n"), 3, "title"),
    (head("description: ", "description: B\ndescription: "), 4, "description"),
    (head("\n---\n\n#", "\n---\n\n---\ntitle: B\ndescription: B\n---\n\n#"), 6, "front matter|---"),
    (head(TITLE, "title: [A]\n"), 1, "title"),
    (head(TITLE, "title: 42\n"), 1, "title"),
    (head(TITLE, "title: yes\n"), 1, "title"),
    (head(TITLE, "title: &a A\n"), 2, "title|&"),
    (head(TITLE, "tilte: A miniature\n"), 1, "title"),
    (head(TITLE, f"{TITLE}template: 404.html\n"), 3, "template"),
]  # fmt: skip


@pytest.mark.parametrize(("harm", "line", "words"), WRONG_HEADS)
def test_front_matter_that_another_reader_reads_otherwise(harm: Change, line: int, words: str, root: Path) -> None:
    harm(root)
    found = [one for one in problems() if one.startswith(f"{INDEX}:")]
    lines = [int(one.split(":")[1]) for one in found if re.search(words, one)]
    assert any(abs(one - line) <= 1 for one in lines), found


def encoded(encoding: str, prefix: bytes = b"") -> Callable[[str], bytes]:
    return lambda text: prefix + text.encode(encoding)


def ended(end: str) -> Callable[[str], bytes]:
    return lambda text: text.replace("\n", end).encode()


BYTES = [
    (INDEX, encoded("utf-8", b"\xef\xbb\xbf"), "byte order mark|BOM"),
    ("docs/en/strings.toml", encoded("utf-8", b"\xef\xbb\xbf"), "byte order mark|BOM"),
    ("docs/statements.toml", encoded("utf-8", b"\xef\xbb\xbf"), "byte order mark|BOM"),
    ("docs/numbers.toml", encoded("utf-8", b"\xef\xbb\xbf"), "byte order mark|BOM"),
    ("docs/fr/examples.toml", encoded("utf-8", b"\xef\xbb\xbf"), "byte order mark|BOM"),
    ("examples/topic/sums.py", encoded("utf-8", b"\xef\xbb\xbf"), "byte order mark|BOM"),
    (INDEX, encoded("utf-16"), "UTF-8"),
    ("docs/fr/index.md", encoded("latin-1", b""), "UTF-8"),
    ("docs/statements.toml", encoded("utf-16"), "UTF-8"),
    (INDEX, ended("\r"), "CR|line feed"),
    ("docs/en/strings.toml", ended("\r"), "CR|line feed"),
    ("docs/fr/index.md", lambda text: text.replace("é", "e\u0301").encode(), "NFC|composed"),
    (INDEX, lambda text: text.replace("A line.", "A li\u2028ne.").encode(), "U\\+2028"),
    (INDEX, lambda text: text.replace("A line.", "A li\0ne.").encode(), "U\\+0000"),
    (INDEX, lambda text: text.replace("A line.", "A li\u200bne.").encode(), "U\\+200B"),
    (INDEX, lambda text: text.replace("A line.", "A li\u202ene.").encode(), "U\\+202E"),
    (INDEX, lambda text: text.replace("A line.", "A \ue000.").encode(), "U\\+E000"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "spoil", "words"), BYTES)
def test_bytes_that_look_alike(file: str, spoil: Callable[[str], bytes], words: str, root: Path) -> None:
    text = (root / file).read_text(encoding="utf-8").replace("’", "'").replace("\u202f", " ")
    (root / file).write_bytes(spoil(text))
    said = run("check") + run("update")
    assert re.search(rf"^{file}:\d+: .*(?:{words})", said, re.M), said


@pytest.mark.parametrize(
    "file", [INDEX, "docs/en/strings.toml", "docs/statements.toml", "mkdocs.yml", "docs/zh/index.md"]
)
def test_line_ends_of_windows_are_read(file: str, root: Path) -> None:
    (root / file).write_bytes((root / file).read_bytes().replace(b"\n", b"\r\n"))
    assert problems() == []


@pytest.mark.parametrize("file", [INDEX, "docs/fr/index.md"])
def test_a_command_keeps_the_line_ends_of_windows(file: str, root: Path) -> None:
    add(root, "Voir 12: oui!" if "fr" in file else "Two  spaces.", file)
    (root / file).write_bytes((root / file).read_bytes().replace(b"\n", b"\r\n"))
    run("fix", file)
    data = (root / file).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_page_that_cannot_be_read_is_the_only_one_with_a_problem(root: Path) -> None:
    """No “docs/en/index.md does not exist” of its translations, no “unknown statement” of a table that is not read."""
    (root / INDEX).write_bytes(b"\xef\xbb\xbf" + (root / INDEX).read_bytes())
    assert not any("does not exist" in one for one in problems())


def test_a_table_that_cannot_be_read_is_the_only_one_with_a_problem(root: Path) -> None:
    (root / "docs/statements.toml").write_bytes(b"\xef\xbb\xbf" + (root / "docs/statements.toml").read_bytes())
    assert [one.split(":")[0] for one in problems()] == ["docs/statements.toml"]


# Names of pages


@pytest.mark.parametrize("name", ["x/README.md", "README.md", "x/readme.md", "markup/index.md", "404.md", "sitemap.md",
                                  "examples/index.md", "examples/topic/sums.md", "assets.md", "fr.md",
                                  "fr/index.md"])  # fmt: skip
def test_every_address_that_the_site_gives_is_there(name: str, root: Path) -> None:
    text = "---\ntitle: New\ndescription: New.\n---\n\n# New {#new}\n\nText.\n"
    damaged.write(root / f"docs/en/{name}", text)
    done, said = build(root)
    if not done:
        assert f"docs/en/{name}" in said or "both" in said, said
        return
    site = root.parent / "site"
    found = re.findall(r"<loc>https://miniature\.example/(.*?)</loc>", (site / "sitemap.xml").read_text())
    assert [one for one in found if not (site / one / "index.html").is_file()] == []
    assert len(found) == len(set(found)), "two pages at one address"


# The typographer


FIXED = [
    ("fr", 'Voir [la page](index.md "La page du site").', '](index.md "La page du site")'),
    ("fr", "Voir [la page](index.md 'La page').", "](index.md 'La page')"),
    ("fr", "Terme\n: sa définition", "Terme\n: sa définition"),
    ("fr", "Terme\n:   sa définition", "Terme\n:   sa définition"),
    ("fr", "[r]: index.md \"La page\"", "[r]: index.md \"La page\""),
    ("fr", "![la carte : ici](x.png \"Une carte\")", "](x.png \"Une carte\")"),
    ("fr", "| a | b |\n|:--|--:|\n| 1 | 2 |", "|:--|--:|"),
    ("fr", "Il y a `a ? b : c` et $a : b$ !", "`a ? b : c` et $a : b$\u202f!"),
    ("fr", "Un titre\n: ", "Un titre\n: "),
    ("fr", "*Attention* : `x`; **oui** !", "*Attention*\u00a0: `x`\u202f; **oui**\u202f!"),
    ("ru", "a\n\n- - -\n\nb", "a\n\n- - -\n\nb"),
    ("ru", "a\n\n* * *\n\nb", "a\n\n* * *\n\nb"),
    ("ru", "- пункт\n- ещё - пункт", "- пункт\n- ещё\u00a0— пункт"),
    ("ru", 'Смотри [сюда](index.md "Сюда - туда").', '](index.md "Сюда - туда")'),
    ("ru", "Термин\n: значение - такое", "Термин\n: значение\u00a0— такое"),
    ("ru", "| - | - |\n|---|---|\n| - | а |", "| - | - |\n|---|---|\n| - | а |"),
    ("zh", '看[这里](changes.md "标题")。', '看[这里](changes.md "标题")。'),
    ("zh", "术语\n: 定义", "术语\n: 定义"),
    ("zh", "术语:\n\n- 一\n- 二", "术语：\n\n- 一\n- 二"),
    ("zh", "看 (这里) 。", "看（这里）。"),
    ("zh", "1. 一\n2. 二", "1. 一\n2. 二"),
    ("zh", "中文[^1]。\n\n[^1]: 注释", "[^1]: 注释"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), FIXED)
def test_fix_changes_characters_and_no_marks(language: str, text: str, expected: str, root: Path) -> None:
    file = f"docs/{language}/index.md"
    add(root, text, file)
    before = (root / file).read_bytes()
    run("fix", file)
    after = (root / file).read_bytes()
    assert expected in after.decode(), after.decode().rsplit("\n///\n", 1)[-1]
    assert oracle.meaning(file, before) == oracle.meaning(file, after)
    run("fix", file)
    assert (root / file).read_bytes() == after, "a second time, nothing is left to do"


# Git


def status_of(page: str, language: str) -> str:
    row = next(line for line in run("status").splitlines() if line.startswith(page))
    return re.split(r"\s{2,}", row)[1 + LANGUAGES[1:].index(language)]


def renamed(root: Path) -> None:
    for code in ("en", "fr"):
        (root / f"docs/{code}/changes.md").rename(root / f"docs/{code}/news.md")
    change(root, "The site is here", "The site is there now", "docs/en/news.md")
    change(root, "changes.md", "news.md", "mkdocs.yml")
    damaged.git(root, "add", "-A")
    damaged.git(root, "commit", "-qm", "renamed and edited")


def moved(root: Path) -> None:
    for code in ("en", "fr"):
        (root / f"docs/{code}/deep").mkdir()
        (root / f"docs/{code}/changes.md").rename(root / f"docs/{code}/deep/news.md")
    change(root, "The site is here", "The site is there now", "docs/en/deep/news.md")
    damaged.git(root, "add", "-A")
    damaged.git(root, "commit", "-qm", "moved and edited")


@pytest.mark.parametrize(("harm", "page"), [(renamed, "news"), (moved, "deep/news")])
def test_an_english_page_renamed_and_edited_in_one_commit(harm: Change, page: str, root: Path) -> None:
    harm(root)
    assert status_of(page, "fr") == "stale: 1 block"
    assert not [one for one in problems() if "stamp" in one]


def test_an_english_page_committed_with_line_ends_of_windows(root: Path) -> None:
    file = root / "docs/en/changes.md"
    damaged.git(root, "config", "core.autocrlf", "false")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    damaged.git(root, "commit", "-qam", "from Windows")
    assert "stamped" in run("stamp", "changes", "fr")
    assert status_of("changes", "fr") == "in step"
    damaged.git(root, "commit", "-qam", "stamped")
    file.write_bytes(file.read_bytes().replace(b"is here", b"is there now"))
    damaged.git(root, "commit", "-qam", "edited")
    assert status_of("changes", "fr") == "stale: 1 block"
    assert "is there now" in run("diff", "changes", "fr")
    assert not [one for one in problems() if "stamp" in one]


def test_a_download_without_git(root: Path) -> None:
    shutil.rmtree(root / ".git")
    assert status_of("changes", "fr") == "stale: ? blocks"
    assert problems() == []
    assert "translate it" in run("new", "markup", "ru")


def test_a_download_inside_another_repository(root: Path) -> None:
    shutil.rmtree(root / ".git")
    damaged.git(root.parent, "init", "-q", "--template=")
    damaged.write(root.parent / "x", "x\n")
    damaged.git(root.parent, "add", "x")
    damaged.git(root.parent, "commit", "-qm", "another")
    assert status_of("changes", "fr") == "stale: ? blocks"
    assert not [one for one in problems() if "stamp" in one]


def test_a_book_below_the_root_of_its_repository(root: Path) -> None:
    """As in a repository of several sites: its history is known."""
    shutil.rmtree(root / ".git")
    change(root, "is here", "is there", "docs/en/changes.md")
    damaged.git(root.parent, "init", "-q", "--template=")
    damaged.git(root.parent, "add", "-A")
    damaged.git(root.parent, "commit", "-qm", "sites")
    change(root, "is there", "is there now", "docs/en/changes.md")
    assert status_of("changes", "fr") == "stale: 1 block"


def test_a_checkout_of_another_owner(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "true")
    said = run("stamp", "index", "fr")
    assert "safe.directory" in said or "dubious ownership" in said


@pytest.mark.parametrize("spoil", ["HEAD", "index", "objects"])
def test_a_repository_that_git_cannot_read_is_not_called_none(spoil: str, root: Path) -> None:
    path = root / ".git" / spoil
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.write_text("broken\n")
    assert "stamp" not in "".join(problems())
    said = run("stamp", "index", "fr")
    assert "this is not a git repository" not in said or "fatal" in said


@pytest.mark.parametrize("first", [True, False])
def test_two_stamps_after_a_merge(first: bool, root: Path) -> None:
    text = (root / "docs/fr/index.md").read_text(encoding="utf-8")
    (stamp,) = re.findall("^source: .*\n", text, re.M)
    wrong = f"source: {'0' * 40}\n"
    change(root, stamp, wrong + stamp if first else stamp + wrong, "docs/fr/index.md")
    assert any(re.match(r"docs/fr/index.md:\d+: .*source", one) for one in problems())


@pytest.mark.parametrize("form", ['source: "{}"', "source: {} # by me", "source:   {}", "source: '{}'"])
def test_a_stamp_as_yaml_reads_it(form: str, root: Path) -> None:
    text = (root / "docs/fr/index.md").read_text(encoding="utf-8")
    (stamp,) = re.findall("^source: (.*)\n", text, re.M)
    change(root, f"source: {stamp}", form.format(stamp), "docs/fr/index.md")
    found = [one for one in problems() if "no version of" in one]
    assert found == []


@pytest.mark.parametrize("target", ["../en/changes.md", "../en/index.md", "../../mkdocs.yml", "/etc/hostname"])
@pytest.mark.parametrize(
    "command", [["stamp", "changes", "fr"], ["fix", "docs/fr/changes.md"], ["new", "changes", "fr"]]
)
def test_a_translation_that_is_a_link_is_never_written_through(target: str, command: list[str], root: Path) -> None:
    path = root / "docs/fr/changes.md"
    path.unlink()
    path.symlink_to(target)
    before = snapshot(root)
    run(*command)
    assert snapshot(root) == before


# Languages


def test_two_languages_of_one_name(root: Path) -> None:
    change(root, 'name = "Русский"', 'name = "English"', "docs/ru/strings.toml")
    assert any(one.startswith("docs/ru/strings.toml:") and "name" in one for one in problems())
    run("check", "docs/ru/index.md")


@pytest.mark.parametrize("code", ["pt-BR", "zh-Hant", "sr-Latn", "ast", "DE", "../x", "", "e", "d e"])
def test_a_code_is_that_of_a_language_or_refused(code: str, root: Path) -> None:
    before = snapshot(root)
    said = run("new", "--language", code, "--name", "X")
    assert ("is not a language code" in said) != (code in ("pt-BR", "zh-Hant", "sr-Latn")) or not code, said
    assert (snapshot(root) == before) != (root / "docs" / code / "strings.toml").is_file() or "/" in code or not code


NAMES = ["Español: (es)", "中文 # x", 'A "quoted" B', "@x", "*a", "&b", "yes", "null", "42", "1.0", "a\\b", "'a'",
"- a",
         "[x]", "%", "a: b", "!x", "🙂", "é", "'", '"', "a\tb", "O’Brien"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_language_whose_name_is_not_plain(name: str, root: Path) -> None:
    before = yaml.safe_load((root / "mkdocs.yml").read_text().replace("!ENV", ""))
    said = run("new", "--language", "es", "--name", name)
    now = yaml.safe_load((root / "mkdocs.yml").read_text().replace("!ENV", ""))
    if not (root / "docs/es").exists():
        assert now == before, said
        return
    languages = [data["plugins"][0]["i18n"].pop("languages") for data in (before, now)]
    assert now == before
    assert languages[1][:-1] == languages[0]
    assert languages[1][-1]["name"] == name
    strings = tomllib.loads((root / "docs/es/strings.toml").read_text())
    assert strings["language"]["name"] == name
    assert problems() == []


@pytest.mark.parametrize("code", ["ga", "am", "zz"])
def test_a_language_that_the_theme_does_not_have(code: str, root: Path) -> None:
    said = run("new", "--language", code, "--name", "New")
    if not (root / f"docs/{code}").exists():
        assert code in said
        return
    done, said = build(root)
    assert done, said


def test_an_empty_folder_is_no_language(root: Path) -> None:
    (root / "docs/de").mkdir()
    assert problems() == []
    assert build(root)[0]


def _pages_only(root: Path) -> None:
    damaged.write(root / "docs/de/index.md", (root / INDEX).read_text())


def _strings_only(root: Path) -> None:
    text = (root / "docs/en/strings.toml").read_text().replace('"English"', '"Deutsch"')
    damaged.write(root / "docs/de/strings.toml", text)


def _entry_only(root: Path) -> None:
    shutil.rmtree(root / "docs/zh")


def _entry_renamed(root: Path) -> None:
    change(root, "locale: zh", "locale: zn", "mkdocs.yml")


@pytest.mark.parametrize(
    ("harm", "place"),
    [(_pages_only, "docs/de/strings.toml"), (_strings_only, "docs/de|mkdocs.yml.*de"), (_entry_only,
    "mkdocs.yml|docs/zh"),
     (_entry_renamed, "mkdocs.yml|docs/z")],
)  # fmt: skip
def test_a_language_is_a_folder_with_strings_and_an_entry(harm: Change, place: str, root: Path) -> None:
    harm(root)
    said = "\n".join(problems())
    assert re.search(rf"^(?:{place})\S*:\d+: ", said, re.M | re.S), said
    done, said = build(root)
    assert not done
    assert re.search(place, said), said


@pytest.mark.parametrize("command", ["build", "serve"])
def test_one_language_with_no_page_yet_is_shown_in_english(command: str, root: Path) -> None:
    change(root, "docs_structure: folder\n", "docs_structure: folder\n      build_only_locale: pt\n", "mkdocs.yml")
    run("new", "pt", "--name", "Português")
    done, said = build(root, command=command)
    if done:
        home = root.parent / "site/index.html"
        assert home.is_file(), "there is no home page"
        assert "banner" in home.read_text()
    else:
        assert command == "build", said
        assert "index.md" in said, said


# The built site


@pytest.fixture(scope="module")
def site(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built") / "book"
    shutil.copytree(whole, folder, symlinks=True)
    assert build(folder) == (True, "")
    return folder.parent / "site"


@pytest.mark.parametrize("form", ["site", "./site", "site/", "../book/site", "{}/site"])
def test_links_of_a_site_however_its_folder_is_written(form: str, site: Path, root: Path) -> None:
    shutil.copytree(site, root / "site")
    page = root / "site/index.html"
    page.write_text(page.read_text().replace('href="threads/thread/#', 'href="threads/nowhere/#'))
    said = run("links", form.format(root))
    assert "threads/nowhere/" in said
    assert "leads nowhere" in said
    assert re.search(r"^site/index.html:\d+: ", said, re.M), said
    assert ask(["links", form.format(root)])[0] == 1


@pytest.mark.parametrize("folder", ["nowhere", "docs", "mkdocs.yml", "site/empty"])
def test_links_of_what_is_no_site(folder: str, root: Path) -> None:
    assert ask(["links", folder])[0] == 2
    assert folder in run("links", folder)


@pytest.mark.parametrize("address", ["https://miniature.example/project", "https://miniature.example/project/"])
def test_the_address_of_the_site_ends_with_a_slash(address: str, root: Path) -> None:
    change(root, "site_url: https://miniature.example/", f"site_url: {address}", "mkdocs.yml")
    assert build(root) == (True, "")
    assert "Sitemap: https://miniature.example/project/sitemap.xml" in (root.parent / "site/robots.txt").read_text()


@pytest.mark.parametrize("address", ['""', "miniature.example", "/", "null"])
def test_a_site_without_an_address_of_its_own(address: str, root: Path) -> None:
    change(root, "site_url: https://miniature.example/", f"site_url: {address}", "mkdocs.yml")
    done, said = build(root)
    assert not done
    assert "site_url" in said


# Where the commands are given


@pytest.mark.parametrize("folder", ["docs", "docs/fr", "examples/topic"])
@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["status"], "in step"), (["check"], ""), (["new", "markup", "ru"], "docs/ru/markup.md"),
        (["diff", "changes", "fr"], "-The site is there."), (["update", "sums"], ""), (["fix", "index"],
        "docs/en/index.md"),
        (["stamp", "changes", "fr"], "docs/fr/changes.md: stamped"),
    ],
)  # fmt: skip
def test_commands_from_a_subfolder(folder: str, command: list[str], expected: str, root: Path) -> None:
    os.chdir(root / folder)
    code, said, error = ask(command)
    assert error is None
    assert code == 0, said
    assert expected in said


def test_a_page_is_named_from_where_one_is(root: Path) -> None:
    os.chdir(root / "docs/fr")
    assert "docs/fr/index.md: 0 lines changed" in run("fix", "index.md")


def test_commands_outside_of_any_book(root: Path) -> None:
    os.chdir(root.parent)
    for command in (["status"], ["check"], ["update"], ["links", "site"], ["new", "index", "fr"]):
        assert ask(command)[0] == 2
        assert "mkdocs.yml" in run(*command)


# Files that are nobody's


@pytest.mark.parametrize(
    "file",
    ["docs/en/._index.md", "docs/en/.#index.md", "docs/en/#index.md#", "docs/en/index.md~", "docs/en/.index.md.swp",
     "docs/fr/._strings.toml", "docs/._fr/strings.toml", "docs/en/.DS_Store", "docs/en/Thumbs.db",
     "examples/topic/._sums.py",
     "examples/topic/.ipynb_checkpoints/sums-checkpoint.py", "examples/.venv/lib/x.py",
     "examples/topic/__pycache__/x.py",
     "docs/.ipynb_checkpoints/strings.toml", "docs/en/.obsidian/index.md", "docs/en/.git/x.md",
     "examples/topic/#sums.py#",
     "examples/topic/.sums.py.swp", "examples/topic/sums.py~", "docs/._statements.toml", "docs/en/._words.txt"],
)  # fmt: skip
def test_what_systems_and_editors_leave_is_passed_over(file: str, root: Path) -> None:
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_bytes(b"\0\5\26\7\xff\xfe")
    assert problems() == []
    assert run("update") == ""
    if "ipynb" in file or file.startswith("docs/en/."):
        assert build(root) == (True, "")
        assert "checkpoint" not in (root.parent / "site/sitemap.xml").read_text()


def test_a_lock_that_leads_nowhere(root: Path) -> None:
    """As Emacs leaves it beside a file that is being edited."""
    (root / "docs/en/.#index.md").symlink_to("somebody@somewhere.1234:5678")
    assert problems() == []
    assert build(root) == (True, "")


# The cache and what cannot be written


def _read_only(path: Path) -> None:
    path.write_text("in the way of a folder\n")


@pytest.mark.parametrize("cache", [".cache", ".cache/layer-by-layer"])
def test_a_folder_for_the_cache_that_cannot_be_made(cache: str, root: Path) -> None:
    (root / cache).parent.mkdir(exist_ok=True)
    _read_only(root / cache)
    assert problems() == []
    done, said = build(root)
    if not done:
        assert ".cache" in said
        assert len(said.strip().splitlines()) <= 6, said


def test_a_file_that_is_read_only_is_not_written(root: Path) -> None:
    add(root, "Voir 12: oui!", "docs/fr/index.md")
    (root / "docs/fr/index.md").chmod(0o444)
    before = snapshot(root)
    assert "read-only" in run("fix", "docs/fr/index.md")
    assert snapshot(root) == before


def test_two_builds_at_once(root: Path) -> None:
    def both() -> list[bool]:
        child = os.fork()
        with heard(("en",)):
            run_build(root.parent / ("one" if child else "two"), "build")
        if not child:
            os._exit(0)
        return [os.waitpid(child, 0)[1] == 0]

    with inside(root):
        assert apart(both) == [True]


def test_a_mistake_saved_while_serving_then_mended(root: Path) -> None:
    def work() -> Iterator[tuple[str, str]]:
        right = (root / INDEX).read_text()
        for text in (right, right.replace("title: A", "title: A: A"), right.replace("{#claims}", ""), "", right):
            damaged.write(root / INDEX, text)
            with heard(("en",)) as ear:
                run_build(root.parent / "site", "serve")
            yield "\n".join(ear.said), (root.parent / "site/index.html").read_text()

    with inside(root):
        said = apart(lambda: [*work()])
    assert "Error" not in "".join(text for text, _ in said)
    assert all(f"{INDEX}:" in text for text, _ in said[1:4])
    assert said[4][0].strip() == ""
    assert "A miniature" in said[4][1]


def test_a_page_renamed_while_serving(root: Path) -> None:
    def work() -> str:
        with heard(("en",)) as ear:
            run_build(root.parent / "site", "serve")
            (root / "docs/en/markup.md").rename(root / "docs/en/marks.md")
            run_build(root.parent / "site", "serve")
        return "\n".join(ear.said)

    with inside(root):
        assert "markup.md" in apart(work)
    assert (root.parent / "site/marks/index.html").is_file()


def test_a_page_is_parsed_like_python_markdown_or_not_at_all(root: Path) -> None:
    """The kind behind most of these cases: what a check reads is what the site shows."""
    for text in (
        "A\n: B",
        "    code 98765",
        "\t98765",
        "***",
        "* * *",
        "1) one",
        "+ one",
        "\\# a",
        "a  \nb",
        "<a@b.example>",
    ):
        page = (root / INDEX).read_text()
        add(root, text)
        if not problems():
            read = parse((root / INDEX).read_text(), root / INDEX, "en", "index")
            article = oracle.Article()
            article.feed(f'<article class="md-content__inner">{shown(root)}</article>')
            assert list(oracle.read(read, article, INDEX)) == [], text
        damaged.write(root / INDEX, page)
