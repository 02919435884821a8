"""The translators' commands: what they do, what they refuse, and that a refusal writes nothing."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from translated import LANGUAGES, change, git, make

from layer_by_layer.__main__ import main
from layer_by_layer.checks import structure, texts, translation
from layer_by_layer.checks.translation import stamp_of
from layer_by_layer.content import book as books

ROOT = Path(__file__).parent.parent
KINDS = (".md", ".toml", ".yml")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.chdir(make(tmp_path))
    return Path(".")


def files(root: Path) -> dict[Path, str]:
    return {path: path.read_text() for path in sorted(root.rglob("*")) if path.is_file() and path.suffix in KINDS}


def english(root: Path) -> str:
    return (root / "docs/en/sums.md").read_text()


def test_status(root: Path, capsys: Capture) -> None:
    change(root / "docs/en/sums.md", "See 12.", "See 12 again.")
    (root / "docs/ru/sums.md").unlink()
    assert main(["status"]) == 0
    rows = [line.split("  ") for line in capsys.readouterr().out.splitlines()]
    table = {row[0]: [cell.strip() for cell in row[1:] if cell.strip()] for row in rows}
    assert table["page"] == ["fr", "ru", "zh"]
    assert table["index"] == ["in step"] * 3
    assert table["sums"] == ["stale: 1 block", "missing", "stale: 1 block"]
    assert table["in step"] == ["1 of 3"] * 3
    assert main(["status", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["sums"]["fr"]["changed"] == 1
    assert said["sums"]["fr"]["sections"] == ["claims"]
    assert said["sums"]["ru"]["kind"] == "missing"


@pytest.mark.parametrize("page", ["sums", "sums.md", "docs/fr/sums.md", "docs/en/sums.md"])
def test_diff_shows_what_changed_in_the_english(page: str, root: Path, capsys: Capture) -> None:
    change(root / "docs/en/sums.md", "See 12.", "See 12 again.")
    assert main(["diff", page, "fr"]) == 0
    said = capsys.readouterr().out
    assert "-See 12.\n+See 12 again.\n" in said
    assert "docs/en/sums.md at the stamp" in said


def test_new_page_is_a_draft_that_is_never_overwritten(root: Path, capsys: Capture) -> None:
    (root / "docs/zh/sums.md").unlink()
    assert main(["new", "sums", "zh"]) == 0
    made = (root / "docs/zh/sums.md").read_text()
    assert "\ndraft: true\n---\n" in made
    assert "source:" not in made, "only a person stamps, who has read both"
    assert made.split("---\n")[2] == english(root).split("---\n")[2]
    book = books.load(root)
    assert [*structure.check_all(book), *texts.check_translations(book)] == []
    assert main(["new", "sums", "zh"]) == 2
    assert "exists, and is not overwritten" in capsys.readouterr().err
    assert (root / "docs/zh/sums.md").read_text() == made
    change(root / "docs/zh/sums.md", "draft: true\n", "")
    assert translation.state(books.load(root), "sums", "zh").kind == "unstamped"
    assert main(["check", "docs/zh/sums.md"]) == 1
    said = capsys.readouterr().err
    assert "this page is still the English text" in said
    assert "mend it with: python -m layer_by_layer stamp sums zh" in said


@pytest.mark.parametrize("words", [["de"], ["--language", "de"]])
def test_new_language(words: list[str], root: Path, capsys: Capture) -> None:
    assert main(["new", *words, "--name", "Deutsch"]) == 0
    assert tomllib.loads((root / "docs/de/strings.toml").read_text())["page"] == {"of": "{count}"}
    assert (root / "docs/de/strings.toml").read_text().startswith("# Interface strings of “de”: translate")
    text = (root / "mkdocs.yml").read_text()
    entry = text[text.index("        - locale: de") : text.index("  - search")]
    assert text.replace(entry, "") == LANGUAGES, "comments and the rest are as they were"
    languages = yaml.safe_load(text)["plugins"][0]["i18n"]["languages"]
    assert [language["locale"] for language in languages] == ["en", "fr", "ru", "zh", "de"]
    assert languages[-1] == {
        "locale": "de", "name": "Deutsch", "build": True, "site_name": "Sums", "nav_translations": {"Part": "Part"},
    }  # fmt: skip
    book = books.load(root)
    assert [*structure.check_all(book), *texts.check_translations(book)] == []


def test_stamp_is_a_persons_act(root: Path, capsys: Capture) -> None:
    change(root / "docs/en/sums.md", "See 12.", "See 12 again.")
    git(root, "commit", "-qam", "new English")
    assert main(["stamp", "sums", "fr", "ru"]) == 0
    said = capsys.readouterr().out
    stamp = stamp_of(english(root))
    assert f"docs/fr/sums.md: stamped {stamp[:12]}" in said
    assert "was stale: 1 block" in said
    assert translation.states(books.load(root))["sums"]["ru"].kind == "in step"
    assert f"\nsource: {stamp}\n" in (root / "docs/fr/sums.md").read_text()
    assert translation.states(books.load(root))["sums"]["zh"].kind == "stale"


def test_fix_mends_what_check_finds(root: Path, capsys: Capture) -> None:
    change(root / "docs/fr/sums.md", "Voir 12.", "Voir 12: oui!")
    assert main(["check", "docs/fr/sums.md"]) == 1
    assert "mend it with: python -m layer_by_layer fix docs/fr/sums.md" in capsys.readouterr().err
    assert main(["fix", "docs/fr/sums.md"]) == 0
    assert "docs/fr/sums.md: 1 line changed" in capsys.readouterr().out
    assert "Voir 12\u00a0: oui\u202f!" in (root / "docs/fr/sums.md").read_text()
    main(["check", "docs/fr/sums.md"])
    assert "typography" not in capsys.readouterr().err


def test_fix_mends_a_description_too(root: Path, capsys: Capture) -> None:
    change(root / "docs/fr/sums.md", "title: Sommes", "title: Sommes ?")
    assert main(["fix", "docs/fr/sums.md"]) == 0, capsys.readouterr().err
    assert "title: Sommes\u202f?" in (root / "docs/fr/sums.md").read_text()


def _dirty(root: Path) -> None:
    change(root / "docs/en/sums.md", "See 12.", "See 12 again.")


def _no_git(root: Path) -> None:
    (root / ".git").rename(root / "gone")


def _broken(root: Path) -> None:
    change(root / "docs/fr/sums.md", "title: Sommes", "title: a: b")


def _broken_english(root: Path) -> None:
    change(root / "docs/en/sums.md", "title: Sums", "title: a: b")


def _wrong_verdict(root: Path) -> None:
    change(root / "docs/fr/sums.md", "verdict: true", "verdict: depends")


def _draft(root: Path) -> None:
    change(root / "docs/fr/sums.md", "source:", "draft: true\nsource:")


def _nothing(root: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("before", "command", "expected"),
    [
        (_nothing, ["new", "sums", "xx"], "no language “xx” to translate into; there are fr, ru, zh"),
        (_nothing, ["new", "sums", "en"], "docs/en/sums.md exists, and has this address"),
        (_nothing, ["new", "sums/index", "en", "--title", "Sums"], "docs/en/sums.md exists, and has this address"),
        (_nothing, ["new", "more/Sums", "en", "--title", "Sums"], "cannot be an address"),
        (_nothing, ["new", "more", "en"], "say what the page is called"),
        (_nothing, ["stamp", "examples", "fr"], "nothing to stamp"),
        (_nothing, ["status", "--write"], "README.md"),
        (_nothing, ["new", "sum", "fr"], "no page “sum”; did you mean sums"),
        (_nothing, ["new", "sums", "fr"], "exists, and is not overwritten"),
        (_nothing, ["new", "fr"], "“fr” is a language already"),
        (_nothing, ["new", "deu"], "“deu” is not a language code: two small letters"),
        (_nothing, ["diff", "sums", "de"], "no language “de”"),
        (_nothing, ["diff", "../sums", "fr"], "../sums is not below docs/"),
        (_nothing, ["check", "/etc/hostname"], "/etc/hostname is not below docs/"),
        (_nothing, ["fix", "mkdocs.yml"], "mkdocs.yml is not below docs/"),
        (_nothing, ["fix", "docs/statements.toml"], "is not below the folder of a language"),
        (_nothing, ["check", "docs/fr/nothing.md"], "no page “nothing”"),
        (_broken, ["check", "docs/fr/sums.md"], "docs/fr/sums.md:2: front matter is not YAML"),
        (_broken, ["fix", "docs/fr/sums.md"], "front matter is not YAML"),
        (_broken, ["stamp", "sums", "fr"], "front matter is not YAML"),
        (_broken, ["diff", "sums", "fr"], "front matter is not YAML"),
        (_broken_english, ["new", "sums", "fr"], "docs/en/sums.md:2: front matter is not YAML"),
        (_dirty, ["stamp", "sums", "fr"], "docs/en/sums.md has changes that are not committed"),
        (_no_git, ["stamp", "sums", "fr"], "this is not a git repository"),
        (_wrong_verdict, ["stamp", "sums", "ru", "fr"], "docs/fr/sums.md is not stamped"),
        (_draft, ["stamp", "sums", "fr"], "is a draft: translate it and remove “draft: true” first"),
    ],
)
def test_refuses_and_writes_nothing(
    before: Callable[[Path], None], command: list[str], expected: str, root: Path, capsys: Capture
) -> None:
    before(root)
    was = files(root)
    assert main(command) == 2
    assert expected in capsys.readouterr().err
    assert files(root) == was


def test_check_of_one_page_takes_less_than_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the processor: what else the machine does, as the other tests, is not counted."""
    monkeypatch.chdir(ROOT)
    begin = os.times()
    main(["check", "docs/en/layer-order/max-pooling.md"])
    assert sum(os.times()[:4]) - sum(begin[:4]) < 2
