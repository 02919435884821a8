"""The book as a whole: what is there in which language."""

from __future__ import annotations

import shutil
from pathlib import Path

from layer_by_layer.content import book as books

BASE = Path(__file__).parent / "guard" / "base"


def french(root: Path, front: str) -> books.Book:
    """The miniature with a French home page whose front matter ends with `front`."""
    shutil.copytree(BASE, root)
    (root / "docs/fr").mkdir()
    shutil.copy(root / "docs/en/strings.toml", root / "docs/fr")
    english = (root / "docs/en/index.md").read_text(encoding="utf-8")
    (root / "docs/fr/index.md").write_text(english.replace("\n---\n", f"\n{front}---\n", 1), encoding="utf-8")
    return books.load(root)


def test_a_translation_is_there_in_its_language(tmp_path: Path) -> None:
    assert ("fr", "index") in french(tmp_path / "site", "").names


def test_a_draft_is_no_translation_yet(tmp_path: Path) -> None:
    book = french(tmp_path / "site", "draft: true\n")
    assert ("fr", "index") in book.pages
    assert ("fr", "index") not in book.names
    assert ("en", "index") in book.names


def test_an_example_is_there_where_it_has_words(tmp_path: Path) -> None:
    words = '["topic/sums"]\nsource = "x"\ntitle = "Les sommes"\nsummary = "Elles commutent."\n'
    shutil.copytree(BASE, tmp_path / "site")
    (tmp_path / "site/docs/fr").mkdir()
    shutil.copy(tmp_path / "site/docs/en/strings.toml", tmp_path / "site/docs/fr")
    (tmp_path / "site/docs/fr/examples.toml").write_text(words, encoding="utf-8")
    names = books.load(tmp_path / "site").names
    assert ("fr", "examples/topic/sums") in names
    assert ("fr", "examples/topic/figures/line") not in names
    assert ("en", "examples/topic/figures/line") in names
