"""A miniature book in four languages, in a git repository: what the tests of the translators' workshop change."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from layer_by_layer.checks.translation import stamp_of, stamped

DOCS = Path(__file__).parent.parent / "docs"
EXAMPLE = '''"""Sums

Small and large sums.
"""

# %% small
print(12750, 12, 1.5, 0.5)
#> 12750 12 1.5 0.5

# %% large
print(256)
#> 256
'''
PAGE = """---
title: {title}
description: {description}
---

# {title} {{#sums}}

{answer}[{link}](index.md#home) `sum()` $0{comma}5 + a$

```shell
python sums.py # prints
```

| {a} | {b} |
|---|---|
| 1 | 2 |

## {section} {{#claims}}

/// claim | {claim}
    id: sums-commute
    verdict: true
    evidence: topic/sums#small

{reason}
///

/// claim | {other}
    id: sums-are-small
    verdict: false
    evidence: topic/sums#large

{small}
///
"""
NAMES = {"en": "English", "fr": "Français", "ru": "Русский", "zh": "中文"}
WORDS = {
    "en": {
        "title": "Sums", "description": "How sums behave.", "answer": "All 12,750 of them: 1.5 is not 12. ",
        "link": "home", "comma": ".", "a": "one", "b": "two", "section": "Claims", "claim": "Sums commute",
        "reason": "See 12.", "other": "Sums are small", "small": "One is 256.",
    },
    "fr": {
        "title": "Sommes", "description": "Comment se comportent les sommes.",
        "answer": "Il y en a 12\u202f750\u00a0: 1,5 n’est pas 12. ", "link": "accueil", "comma": "{,}", "a": "un",
        "b": "deux", "section": "Affirmations", "claim": "Les sommes commutent", "reason": "Voir 12.",
        "other": "Les sommes sont petites", "small": "L’une vaut 256.",
    },
    "ru": {
        "title": "Суммы", "description": "Как ведут себя суммы.", "answer": "Их 12\u00a0750, и 1,5\u00a0— не 12. ",
        "link": "домой", "comma": "{,}", "a": "один", "b": "два", "section": "Утверждения",
        "claim": "Суммы коммутируют", "reason": "См. 12.", "other": "Суммы малы", "small": "Одна равна 256.",
    },
    "zh": {
        "title": "求和", "description": "和的性质。", "answer": "共有 12,750 个：1.5 不是 12。", "link": "首页",
        "comma": ".", "a": "一", "b": "二", "section": "论断",
        "claim": "求和可交换", "reason": "见 12。", "other": "和都很小",
        "small": "其中一个是 256。",
    },
}  # fmt: skip
HOME = "---\ntitle: {title}\ndescription: {title}\n---\n\n# {title} {{#home}}\n"
GLOSSARY = """---
title: Glossary
description: Words.
---

# Glossary {#glossary}

| id | English | Français | Русский | 中文 | Why this word | Forbidden |
|---|---|---|---|---|---|---|
| pooling | pooling | pooling | пулинг | 池化 | x | fr: mise en commun; fr: regroupement; ru: `/пуллинг/`; zh: 汇聚 |
| order | order | ordre | порядок | 顺序 | y | fr: commande; ru: заказ; ru: тренировочный порядок; ru: потолок |
| convolution | convolution | convolution | свёртка | 卷积 | Usual | zh: /(?<!理)论证/; fr: /convolutions? vraie/ |
"""
LANGUAGES = """plugins:
  - i18n:
      languages: # who reads us
        - {locale: en, name: English, default: true, build: true}
        - locale: fr
          site_name: Sommes
          nav_translations: {Part: Partie}
        - locale: ru
          site_name: Суммы
          nav_translations: {Part: Часть}
        - locale: zh
          site_name: 求和
          nav_translations:
            Part: 部分
  - search # stays behind the languages
nav:
  - Part: [index.md, sums.md]
"""


def git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def make(root: Path) -> Path:
    """Four languages in step, committed."""
    english = PAGE.format(**WORDS["en"])
    write(root / "examples/topic/sums.py", EXAMPLE)
    write(root / "mkdocs.yml", LANGUAGES)
    write(root / "docs/statements.toml", "statement = []\n")
    write(root / "docs/en/glossary.md", GLOSSARY)
    for code, words in WORDS.items():
        home = HOME.format(title="Home")
        named = f'[language]\nname = "{NAMES[code]}"\nsite = "{words["title"]}"\n'
        write(root / f"docs/{code}/strings.toml", f'{named}[page]\nof = "{{count}}"\n')
        shutil.copy(DOCS / code / "language.toml", root / f"docs/{code}")
        if code == "en":
            write(root / "docs/en/sums.md", english)
            write(root / "docs/en/index.md", home)
        else:
            write(root / f"docs/{code}/sums.md", stamped(PAGE.format(**words), stamp_of(english)))
            write(root / f"docs/{code}/index.md", stamped(HOME.format(title=words["title"]), stamp_of(home)))
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "four languages")
    return root


def change(path: Path, find: str, replace: str) -> None:
    """Change one place of a file, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert find in text, f"{path} no longer contains what this case changes: {find}"
    write(path, text.replace(find, replace, 1))
