"""The book that is broken: the miniature of the guard in four languages, with a history and a filled cache."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from layer_by_layer.checks import ledger
from layer_by_layer.checks.translation import stamp_of, stamped
from layer_by_layer.content import book as books
from layer_by_layer.content import example

GUARD = Path(__file__).parent.parent / "guard" / "base"
DOCS = Path(__file__).parents[2] / "docs"
SETTINGS = """\
site_name: A miniature
site_url: https://miniature.example/
exclude_docs: |
  *.toml
  words.txt
not_in_nav: "*.ipynb"
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, footnotes, tables, toc, pymdownx.superfences]
plugins:
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true, build: true}
        - locale: fr
          name: Français
          build: !ENV [FR, true]
          site_name: Une miniature
          nav_translations: {More: Suite}
        - locale: ru
          name: Русский
          build: !ENV [RU, true]
          site_name: Миниатюра
          nav_translations: {More: Ещё}
        - locale: zh
          name: 中文
          build: !ENV [ZH, true]
          site_name: 缩影
          nav_translations: {More: 更多}
  - mkdocs-jupyter: {include: ["*.ipynb"], ignore: ["*.md"], execute: false}
  - layer-by-layer
nav:
  - index.md
  - More: [markup.md, threads/thread.md, changes.md, glossary.md]
validation: {anchors: warn, unrecognized_links: warn}
"""
MARKUP = """\
---
title: Markup
description: What a page may contain.
---

# Markup {#markup}

Some *stressed* words, some **loud** ones, and `code(42)`; see the [first page](index.md#claims).

## Lists {#lists}

- one
- two, with
  two lines

Term
:   What it means.

1. first
2. second

> A word of somebody else.

## Tables {#tables}

| sum | value |
|---|---|
| $20 + 1$ | 21 |
| `20 + 1` | 21 |

/// example | topic/sums#large
///

## Code {#code}

```shell
python examples/topic/sums.py # prints
```

$$
a + b = b + a
$$

## Generated {#generated}

/// generated | verdicts
///

/// generated | statements
///

/// generated | examples
///

/// generated | status
///
"""
GLOSSARY = """\
---
title: Glossary
description: Words.
---

# Glossary {#glossary}

| id | English | Français | Русский | 中文 | Why this word | Forbidden |
|---|---|---|---|---|---|---|
| sum | sum | somme | сумма | 和 | Usual | fr: addition; ru: `/итог/`; zh: 总数 |
"""
# What stands in the English pages, and what a translator wrote in its place.
WORDS: dict[str, dict[str, dict[str, str]]] = {
    "fr": {
        "index": {
            "title: A miniature": "title: Une miniature",
            "The smallest site on which every checker has something to say.": "Le plus petit site à vérifier.",
            "# A miniature": "# Une miniature",
            "In 1997 nobody printed 42. See the [claims]": "En 1997 personne n’affichait 42. Voir les [affirmations]",
            "[one of them](#sums) and the [thread]": "[une autre](#sums) et le [fil]",
            "## Claims": "## Affirmations",
            "| Sums commute": "| Les sommes commutent",
            "The order of $a + b$ does not matter.": (
                "L’ordre de $a + b$ est indifférent\u202f: «\u00a0rien\u00a0» ne change."
            ),
            "| Sums are beautiful": "| Les sommes sont belles",
            "A matter of taste.": "Une affaire de goût.",
            "alt: a line from 0 to 1": "alt: une ligne de 0 à 1",
            "\nA line.": "\nUne ligne.",
        },
        "changes": {
            "title: Changes": "title: Nouvelles",
            "What is new.": "Ce qui est nouveau.",
            "# Changes": "# Nouvelles",
            "2026-11-21: It opens": "2026-11-21\u00a0: ouverture",
            "The site is there.": "Le site est là.",
        },
        "threads/thread": {
            "title: A thread": "title: Un fil",
            "Two statements.": "Deux phrases.",
            "# A thread": "# Un fil",
            "The order of a sum does not matter.": "L’ordre d’une somme est indifférent.",
            "It does not.": "Il l’est.",
            "The order of a difference does not matter.": "L’ordre d’une différence est indifférent.",
            "It does.": "Il ne l’est pas.",
        },
    },
    "ru": {
        "index": {
            "title: A miniature": "title: Миниатюра",
            "The smallest site on which every checker has something to say.": "Самый маленький сайт.",
            "# A miniature": "# Миниатюра",
            "In 1997 nobody printed 42. See the [claims]": "В 1997 никто не печатал 42. Смотрите [утверждения]",
            "[one of them](#sums) and the [thread]": "[одно из них](#sums) и [обсуждение]",
            "## Claims": "## Утверждения",
            "| Sums commute": "| Суммы коммутативны",
            "The order of $a + b$ does not matter.": "Порядок $a + b$\u00a0— «не важен».",
            "| Sums are beautiful": "| Суммы красивы",
            "A matter of taste.": "Дело вкуса.",
            "alt: a line from 0 to 1": "alt: линия от 0 до 1",
            "\nA line.": "\nЛиния.",
        },
    },
    "zh": {
        "index": {
            "title: A miniature": "title: 缩影",
            "The smallest site on which every checker has something to say.": "最小的网站。",
            "# A miniature": "# 缩影",
            "In 1997 nobody printed 42. See the [claims](#claims), [one of them](#sums) and the [thread]": (
                "1997 年没有人打印 42。见[论断](#claims)，[其中一个](#sums)和[讨论]"
            ),
            "#sums-commute).": "#sums-commute)。",
            "## Claims": "## 论断",
            "| Sums commute": "| 求和可交换",
            "The order of $a + b$ does not matter.": "$a + b$ 的顺序“无关紧要”。",
            "| Sums are beautiful": "| 求和很美",
            "A matter of taste.": "见仁见智。",
            "alt: a line from 0 to 1": "alt: 从 0 到 1 的线",
            "\nA line.": "\n一条线。",
        },
    },
}
NAMES = {"fr": "Français", "ru": "Русский", "zh": "中文"}
EXAMPLES = """\
["topic/sums"]
source = "{stamp}"
title = "Les sommes commutent"
summary = "Pas les différences."
"""


def git(root: Path, *arguments: str) -> None:
    """Run git as somebody."""
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def write(path: Path, text: str) -> None:
    """A file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def translated(english: str, words: dict[str, str]) -> str:
    """An English page in another language, stamped."""
    text = english
    for here, there in words.items():
        assert here in text, f"the miniature no longer says “{here}”"
        text = text.replace(here, there)
    return stamped(text, stamp_of(english))


def make(root: Path) -> None:
    """Write the book into an empty folder, and commit it. One French page is behind the English."""
    shutil.copytree(GUARD, root, dirs_exist_ok=True)
    write(root / "mkdocs.yml", SETTINGS)
    write(root / ".gitignore", ".cache/\n/site/\n")
    write(root / "docs/en/markup.md", MARKUP)
    write(root / "docs/en/glossary.md", GLOSSARY)
    write(root / "docs/en/words.txt", "miniature\nmarkup # the page\n")
    write(root / "docs/fr/words.txt", "# ours\ncommut*\n")
    write(root / "docs/ru/words.txt", "коммутатив*\n")
    strings = (root / "docs/en/strings.toml").read_text(encoding="utf-8")
    shutil.copy(DOCS / "en" / "language.toml", root / "docs/en")
    for code, pages in WORDS.items():
        write(root / f"docs/{code}/strings.toml", strings.replace('name = "English"', f'name = "{NAMES[code]}"'))
        shutil.copy(DOCS / code / "language.toml", root / f"docs/{code}")
        for name, words in pages.items():
            english = (root / f"docs/en/{name}.md").read_text(encoding="utf-8")
            write(root / f"docs/{code}/{name}.md", translated(english, words))
    stamp = example.load(root / "examples/topic/sums.py", root / "examples").stamp
    write(root / "docs/fr/examples.toml", EXAMPLES.format(stamp=stamp))
    write(root / "docs" / ledger.FILE, ledger.text(books.load(root)))
    git(root, "init", "-q", "--template=")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "four languages")
    write(
        root / "docs/en/changes.md",
        (root / "docs/en/changes.md").read_text(encoding="utf-8").replace("is there", "is here"),
    )
    git(root, "commit", "-q", "-a", "-m", "the English goes on")
