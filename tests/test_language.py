"""A language is one thing: a folder with its words and rules, listed once. What is amiss is said before a build."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from layer_by_layer.__main__ import main
from layer_by_layer.checks import numbers, texts, typography
from layer_by_layer.checks.translation import stamp_of, stamped
from layer_by_layer.content import book as books
from layer_by_layer.content import rules, settings
from layer_by_layer.content.problem import Problem

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BASE = ROOT / "tests" / "guard" / "base"
HEAD = "---\ntitle: T\ndescription: D\n---\n\n# T {#t}\n\n"
LISTED = "languages:\n        - {locale: en, name: English, default: true, build: true}\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature with the rules of English and a list of languages, in which the tests stand."""
    folder = tmp_path / "miniature"
    shutil.copytree(BASE, folder)
    shutil.copy(DOCS / "en" / rules.FILE, folder / "docs/en")
    path = folder / settings.FILE
    path.write_text(re.sub(r"languages: \[.*\]\n", LISTED, path.read_text()))
    monkeypatch.chdir(folder)
    monkeypatch.delenv("LOCALE", raising=False)
    return folder


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add_entry(root: Path, entry: str) -> None:
    path = root / settings.FILE
    path.write_text(path.read_text().replace(LISTED, f"{LISTED}        - {entry}\n"))


def problems(root: Path) -> list[str]:
    book = books.load(root)
    return [str(problem) for problem in [*book.problems, *texts.check_translations(book)]]


def rules_of(text: str, folder: Path) -> rules.Rules:
    write(folder / rules.FILE, text)
    return rules.load(folder / rules.FILE)


# The rules of a language


def test_english_explains_every_key() -> None:
    explained = set(re.findall(r"^(?:# )?(?:\[\[)?([a-z]+)(?:\]\]| =)", (DOCS / "en" / rules.FILE).read_text(), re.M))
    assert explained - {"find", "replace"} == rules.KEYS.keys()


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in DOCS.glob("*/strings.toml")), ids=lambda one: one.name
)
def test_our_languages_have_all_parts(folder: Path) -> None:
    assert rules.load(folder / rules.FILE).missing == ()


def test_a_language_without_rules_writes_as_english_does_and_is_left_alone(tmp_path: Path) -> None:
    neutral = rules.load(tmp_path / rules.FILE)
    assert neutral.missing == ("number", "inflection", "spelling", "typography")
    assert [str(value) for _, value in numbers.find("12,750 and 1.5", neutral)] == ["12750.0", "1.5"]
    text = f'{HEAD}"a" - «b» : c ?\n'
    assert typography.fix(text, neutral) == text


def test_a_new_language_needs_no_code(tmp_path: Path) -> None:
    """German, in ten lines: numbers, quotation marks, a rule with a class, a rule of characters."""
    german = rules_of(
        """decimal = ","
groups = ".\\u202f\\u00a0"
quotes = ["„“", "‚‘"]
dash = "–"
[[typography]]
find = "(?<=[{LATIN}])'(?=[{LATIN}])"
replace = "’"
[[typography]]
find = '[;:]{2}'
replace = {":" = ".", ";" = ""}
""",
        tmp_path,
    )
    assert [str(value) for _, value in numbers.find("12.750 und 1,5", german)] == ["12750.0", "1.5"]
    fixed = typography.fix(f"{HEAD}\"Geht's 'so'\" - 37,752,832 oder 1.5;:\n", german)
    assert fixed == f"{HEAD}„Geht’s 'so'“\u00a0– 37.752.832 oder 1.5.\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("decimal =\n", 1, "this is not TOML"),
        ('\ndecimall = ","\n', 2, "“decimall”: none of the keys decimal, groups"),
        ("decimal = 1\n", 1, "“decimal”: a text in quotation marks"),
        ('decimal = ",."\n', 1, "“decimal”: “,.” has 2 characters, not 1"),
        ('groups = ""\n', 1, "“groups”"),
        ('quotes = "«»"\n', 1, "“quotes”: list of values is wanted"),
        ('decimal = [","]\n', 1, "“decimal”: no list of values is wanted"),
        ('quotes = ["«»", "“"]\n', 1, "“quotes”: ““” has 1 characters, not 2"),
        ('derived = "yes"\n', 1, "“derived”: true or false"),
        ("ending = '(s'\n", 1, "“ending”: “(s” is not a regular expression: missing )"),
        ("[[stem]]\nfind = 'a'\nreplace = ''\n[[stem]]\nfind = '['\nreplace = ''\n", 4, "“[” is not a regular"),
        ("[[typography]]\nfind = 'a'\n", 1, "a rule has “find” and “replace”"),
        ("[[typography]]\nfind = 'a'\nreplace = '\\2'\n", 1, "“typography”: invalid group reference 2"),
        ("[typography]\nfind = 'a'\nreplace = ''\n", 1, "list of values is wanted"),
        ("[[typography]]\nfind = 'a'\nreplace = {ab = ''}\n", 1, "“typography”: string keys"),
    ],
)
def test_a_malformed_file_is_one_problem_with_its_line(text: str, line: int, said: str, tmp_path: Path) -> None:
    with pytest.raises(Problem) as raised:
        rules_of(text, tmp_path)
    assert (raised.value.line, said in raised.value.message) == (line, True), raised.value


def test_rules_that_cannot_be_read_make_no_other_problem(root: Path, capsys: Capture) -> None:
    main(["new", "fr", "--name", "Français"])
    main(["new", "index", "fr"])
    write(root / "docs/fr" / rules.FILE, 'decimal = ","\nending = "("\n')
    page = stamped(english := (root / "docs/en/index.md").read_text(), stamp_of(english))
    write(root / "docs/fr/index.md", page.replace("printed 42", "printed 42,5 ? « oui"))
    (said,) = problems(root)
    assert said.startswith("docs/fr/language.toml:2: “ending”: “(” is not a regular expression")
    capsys.readouterr()
    assert main(["check", "docs/fr/index.md"]) == 1
    assert "docs/fr/language.toml:2: " in capsys.readouterr().err
    assert main(["fix", "docs/fr/index.md"]) == 2
    assert "docs/fr/language.toml:2: " in capsys.readouterr().err


# One list of languages


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("{locale: no, name: N}", ["mkdocs.yml:12: “locale:” False is no code", 'reads as another thing: "no"']),
        ("{locale: PT, name: P}", ["mkdocs.yml:12: “locale:” 'PT' is no code of a language", "de, zh-Hant, pt-BR"]),
        ("{locale: en, name: E}", ["mkdocs.yml:12: “en” is listed twice", "keep one entry"]),
        ("{locale: de, name: D}", ["mkdocs.yml:12: “de” is listed, and docs/de has neither", "layer_by_layer new de"]),
    ],
)  # fmt: skip
def test_an_entry_that_is_none_is_named_with_its_line(entry: str, said: list[str], root: Path) -> None:
    add_entry(root, entry)
    (problem,) = problems(root)
    assert all(part in problem for part in said), problem


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("de", ["docs/de/strings.toml:1: a language needs this file", "layer_by_layer new de"]),
        ("de", ["docs/de:1: mkdocs.yml does not list “de”", "layer_by_layer new de"]),
        ("DE", ["docs/DE:1: “DE” is no code of a language, and the folder has pages", "de, zh-Hant, pt-BR"]),
    ],
)
def test_a_folder_that_is_no_language_says_why(folder: str, said: list[str], root: Path) -> None:
    write(root / f"docs/{folder}/index.md", (root / "docs/en/index.md").read_text())
    assert any(all(part in one for part in said) for one in problems(root)), problems(root)


def test_an_empty_folder_is_nothing(root: Path) -> None:
    (root / "docs/de").mkdir()
    assert problems(root) == []
    assert main(["new", "de"]) == 0


def test_two_languages_of_one_name(root: Path) -> None:
    main(["new", "ru", "--name", "English"])
    said = [one for one in problems(root) if "is the name of “en”, too" in one]
    assert said and said[0].startswith("docs/ru/strings.toml:1: “English”")


# The command that makes one


CODES = ("pt-BR", "zh-Hant", "sr-Latn", "zh-Hans-CN", "no", "ga", "ar")


@pytest.mark.parametrize("code", CODES)
def test_new_writes_all_that_a_language_needs(code: str, root: Path) -> None:
    path = root / settings.FILE
    path.write_text(path.read_text().replace("site_name:", "copyright: Ours\nsite_name:"))
    add_entry(root, "{locale: fr, name: Français, copyright: À nous, site_name: Une miniature}")
    main(["new", "fr"])
    assert main(["new", code, "--name", "Name: (x) #1"]) == 0
    entries = yaml.safe_load(path.read_text())["plugins"][0]["i18n"]["languages"]
    assert entries[-1] == {"locale": code, "name": "Name: (x) #1", "build": True, "site_name": "Layer by Layer",
                           "copyright": "Ours"}  # fmt: skip
    assert tomllib.loads((root / f"docs/{code}/strings.toml").read_text())["language"]["name"] == "Name: (x) #1"
    made = (root / f"docs/{code}" / rules.FILE).read_text()
    assert tomllib.loads(made) == {} and '\n# decimal = "."\n' in made
    assert problems(root) == []


@pytest.mark.parametrize("code", ["pt-br", "PT", "deu", "zh_Hant", "zh-hant", "en-GB-oed", "../x", "d"])
def test_new_refuses_what_is_no_code(code: str, root: Path, capsys: Capture) -> None:
    before = snapshot(root)
    assert main(["new", code]) == 2
    assert f"“{code}” is not a language code: two small letters, as de," in capsys.readouterr().err
    assert snapshot(root) == before


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_new_writes_what_is_missing(root: Path, capsys: Capture) -> None:
    strings = (root / "docs/en/strings.toml").read_text().replace('"English"', '"Deutsch"')
    write(root / "docs/de/strings.toml", strings)
    assert main(["new", "de"]) == 0
    assert capsys.readouterr().out.startswith("docs/de/language.toml, mkdocs.yml: ")
    assert (root / "docs/de/strings.toml").read_text() == strings
    assert problems(root) == []
    assert main(["new", "de"]) == 2
    assert "“de” is a language already" in capsys.readouterr().err


def test_new_writes_everything_or_nothing(root: Path, capsys: Capture) -> None:
    (root / settings.FILE).chmod(0o444)
    before = snapshot(root)
    assert main(["new", "de"]) == 2
    assert "mkdocs.yml:1: not written: this file is read-only" in capsys.readouterr().err
    assert snapshot(root) == before
    assert not (root / "docs/de").exists()


# What the commands say of a language that has no rules


def test_the_commands_say_what_a_language_lacks_once(root: Path, capsys: Capture) -> None:
    main(["new", "ga", "--name", "Gaeilge"])
    write(root / "docs/ga/index.md", (root / "docs/en/index.md").read_text())
    for command in (["status"], ["check"], ["fix", "docs/ga/index.md"]):
        capsys.readouterr()
        main(command)
        said = "".join(capsys.readouterr())
        assert said.count("no number, inflection, spelling, typography rules for ga yet: docs/ga/language.toml") == 1
        assert said.count("Material has no words for ga") == 1
    write(root / "docs/ga" / rules.FILE, 'decimal = "."\nending = ""\ndictionary = ""\nquotes = []\ntheme = "cy"\n')
    capsys.readouterr()
    main(["status"])
    assert "ga" not in capsys.readouterr().err.replace("page", "")


# The built site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature in seven more languages, of which three have a home page of their own."""
    folder = tmp_path_factory.mktemp("built") / "miniature"
    shutil.copytree(BASE, folder)
    shutil.copy(DOCS / "en" / rules.FILE, folder / "docs/en")
    path = folder / settings.FILE
    path.write_text(re.sub(r"languages: \[.*\]\n", LISTED, path.read_text()))
    environment = {name: value for name, value in os.environ.items() if name != "LOCALE"}
    environment |= {"NO_MKDOCS_2_WARNING": "1"}

    def run(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", *arguments], cwd=folder, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"

    for code in CODES:
        run("layer_by_layer", "new", code, "--name", f"Name of {code}")
    for code, sentence in SENTENCES.items():
        run("layer_by_layer", "new", "index", code)
        page = folder / f"docs/{code}/index.md"
        words = {"A miniature": sentence, "The smallest.*": sentence, "In 1997 nobody printed 42. See": "1997, 42:",
                 "The order of": sentence, "does not matter": "", "draft: true\n": ""}  # fmt: skip
        text = page.read_text(encoding="utf-8")
        for english, own in words.items():
            text = re.sub(english, own, text)
        write(page, stamped(text, stamp_of((folder / "docs/en/index.md").read_text(encoding="utf-8"))))
    run("layer_by_layer", "check")
    run("mkdocs", "build", "--strict")
    return folder / "site"


SENTENCES = {"pt-BR": "A soma não depende da ordem", "zh-Hant": "求和的順序無關緊要", "ar": "الجمع تبديلي"}


def head(site: Path, code: str, page: str = "") -> tuple[str, str]:
    """(lang, dir) of a page."""
    html = (site / code / page / "index.html").read_text(encoding="utf-8")
    return re.findall('<html lang="(.*?)"', html)[0], re.findall('<body dir="(.*?)"', html)[0]


@pytest.mark.parametrize("code", CODES)
def test_every_language_is_built_under_its_own_code_and_direction(code: str, built: Path) -> None:
    assert head(built, code) == (code, "rtl" if code == "ar" else "ltr")
    html = (built / code / "threads/thread/index.html").read_text(encoding="utf-8")
    assert '<div lang="en">' in html, "what is not translated says that it is English"
    assert f'hreflang="{code}" class="md-select__link"' in (built / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", SENTENCES)
def test_a_page_of_its_own_is_shown_and_offered(code: str, built: Path) -> None:
    html = (built / code / "index.html").read_text(encoding="utf-8")
    assert f">{SENTENCES[code]}<" in html
    assert '<div lang="en">' not in html
    assert f"<loc>https://miniature.example/{code}/</loc>" in (built / "sitemap.xml").read_text()
    assert (built / f"search/{code}/core.json").is_file(), "the search has an index of its own"


@pytest.mark.parametrize(
    ("code", "word"), [("pt-BR", "Pular para conteúdo"), ("sr-Latn", "Skip to content"), ("ar", "انتقل إلى المحتوى")]
)
def test_the_words_of_the_theme_are_the_nearest(code: str, word: str, built: Path) -> None:
    html = (built / code / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'class="md-skip">\s*(.*?)\s*</a>', html) == [word]


def test_code_and_english_run_from_left_to_right_in_every_language() -> None:
    style = "".join(sheet.read_text(encoding="utf-8") for sheet in DOCS.glob("assets/css/*.css"))
    assert '[dir="rtl"] [lang="en"] {\n  direction: ltr;' in style
    assert not re.search(r"(?:margin|padding|border)-(?:left|right)|text-align: (?:left|right)", style)
