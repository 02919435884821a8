"""Typography of each language: what is typed, and what the fixer makes of it. ⍽ is U+00A0, ⌇ is U+202F."""

from __future__ import annotations

from pathlib import Path

import pytest

from layer_by_layer.checks import typography
from layer_by_layer.content import rules
from layer_by_layer.content.page import parse

DOCS = Path(__file__).parent.parent / "docs"
RULES = {code: rules.load(DOCS / code / rules.FILE) for code in ("en", "fr", "ru", "zh")}
HEAD = "---\ntitle: T\ndescription: D\n---\n\n# T {#t}\n\n"
FIXED = {
    "en": [("two  spaces", "two spaces"), ("“a” and it's 3 %: fine?", "“a” and it's 3 %: fine?")],
    "fr": [
        ("Pourquoi? Oui! Non; et: voilà", "Pourquoi⌇? Oui⌇! Non⌇; et⍽: voilà"),
        ("Quoi ?! Non⍽? Si⌇!", "Quoi⌇?! Non⍽? Si⌇!"),
        ('le "pas" et “l\'ordre”', "le «⍽pas⍽» et «⍽l’ordre⍽»"),
        ("« un “mot” » et «⌇deux⌇»", "«⍽un “mot”⍽» et «⌇deux⌇»"),
        ("l'**ordre** et l'`axe`", "l’**ordre** et l’`axe`"),
        ("12 750 et 37,752,832 et 4096", "12⌇750 et 37⌇752⌇832 et 4096"),
        ("96.17% ou 96,17 % ou $96$ %", "96,17⍽% ou 96,17⍽% ou $96$⍽%"),
        ("Python 3.10 et la version 1.26", "Python 3.10 et la version 1.26"),
        ("**Note:** [quoi?](a.md#b:c) `x;`; fin", "**Note⍽:** [quoi⌇?](a.md#b:c) `x;`⌇; fin"),
        ("| a: | b? |\n|:--|--:|\n| `x: y` | 1 |", "| a⍽: | b⌇? |\n|:--|--:|\n| `x: y` | 1 |"),
        ("<https://a.b/?c;d> et https://a.b/?q=1; fin", "<https://a.b/?c;d> et https://a.b/?q=1⌇; fin"),
        ("à 10:30, $a:b$, &nbsp;", "à 10:30, $a:b$, &nbsp;"),
        ("## Pourquoi? {#why}", "## Pourquoi⌇? {#why}"),
        (
            "/// claim | Vrai?\n    id: a\n    verdict: true\n    evidence: x/y#z?\n\nOui!\n///",
            "/// claim | Vrai⌇?\n    id: a\n    verdict: true\n    evidence: x/y#z?\n\nOui⌇!\n///",
        ),
        ("/// figure | a/b?\n    alt: où? là\n\nOù?\n///", "/// figure | a/b?\n    alt: où⌇? là\n\nOù⌇?\n///"),
        ('```shell\necho "a"? b\n```', '```shell\necho "a"? b\n```'),
        ('1. Dire:\n\n    ```shell\n    a; "b"?\n    ```', '1. Dire⍽:\n\n    ```shell\n    a; "b"?\n    ```'),
        ("| id | a |\n|---|---|\n| x | fr: y; z? |", "| id | a |\n|---|---|\n| x | fr: y; z? |"),
    ],
    "ru": [
        ('это "слово" и “ещё”', "это «слово» и «ещё»"),
        ('« а "б" в »', "«а „б“ в»"),
        ("слово - это – не то — нет", "слово⍽— это⍽— не то⍽— нет"),
        ("слово\n— тире", "слово⍽—\nтире"),
        ("5 - 3, полно-связный, $a$ - $b$, `a` - код", "5 - 3, полно-связный, $a$ - $b$, `a`⍽— код"),
        ("- пункт - да\n- — начало", "- пункт⍽— да\n- — начало"),
        ("12 750 и 37,752,832 и 12⌇750", "12⍽750 и 37⍽752⍽832 и 12⌇750"),
        ("96.17% и Python 3.10", "96,17⍽% и Python 3.10"),
        ("вопрос? да: нет!", "вопрос? да: нет!"),
    ],
    "zh": [
        ("池化,激活;卷积:好!吗?", "池化，激活；卷积：好！吗？"),
        ("先激活, 再池化.", "先激活，再池化。"),
        ("用ReLU激活2次", "用 ReLU 激活 2 次"),
        ("用`relu`和$f$得到**GELU**值", "用 `relu` 和 $f$ 得到 **GELU** 值"),
        ("池化(pooling)和 ReLU (激活函数)", "池化（pooling）和 ReLU（激活函数）"),
        ("函数 max(0, x) 的值", "函数 max(0, x) 的值"),
        ("池化 ，激活。 好", "池化，激活。好"),
        ("见[卷积](a.md#b)ReLU。", "见[卷积](a.md#b) ReLU。"),
        ('他说"好"，「对」', "他说“好”，“对”"),
        ("他说“甲“乙”丙”", "他说“甲‘乙’丙”"),
        ("您好", "你好"),
        ("第一行\n第二行，\n再用\nReLU", "第一行第二行，再用\nReLU"),
        ("共 12,750 个，96.17 %，版本 3.10", "共 12,750 个，96.17%，版本 3.10"),
        ("- 一:\n- 二ReLU\n\n| 甲(a) | `b`值 |", "- 一：\n- 二 ReLU\n\n| 甲（a） | `b` 值 |"),
        ("得到 $7$.", "得到 $7$。"),
        ("## 标题:ReLU {#title}", "## 标题：ReLU {#title}"),
    ],
}
PAIRS = [(language, *pair) for language, pairs in FIXED.items() for pair in pairs]


def typed(text: str) -> str:
    return text.replace("⍽", "\u00a0").replace("⌇", "\u202f")


def shown(text: str) -> str:
    return text.replace("\u00a0", "⍽").replace("\u202f", "⌇")


@pytest.mark.parametrize(("language", "before", "after"), PAIRS)
def test_fix(language: str, before: str, after: str) -> None:
    fixed = typography.fix(HEAD + typed(before), RULES[language])
    assert shown(fixed) == HEAD + after
    assert typography.fix(fixed, RULES[language]) == fixed, "fixing twice changes nothing more"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("fr", "title: Pourquoi?\n", "title: Pourquoi⌇?\n"),
        ("fr", 'title: "Ordre: lequel?"\n', 'title: "Ordre⍽: lequel⌇?"\n'),
        ("ru", "title: Слово - дело\n", "title: Слово⍽— дело\n"),
        ("zh", "title: 用ReLU激活\n", "title: 用 ReLU 激活\n"),
    ],
)
def test_front_matter_is_fixed_but_its_keys_are_not(language: str, before: str, after: str) -> None:
    rest = "description: D\nsource: 0123:4;5?\n---\n\n# T {#t}\n"
    assert shown(typography.fix(f"---\n{before}{rest}", RULES[language])) == f"---\n{after}{rest}"


@pytest.mark.parametrize(
    ("language", "text", "line", "expected"),
    [
        ("fr", "Un.\n\nVoilà: rien", 10, "“Voilà: rien” should be “Voilà⍽: rien”"),
        ("ru", "Да - нет", 8, "should be “Да⍽— нет”"),
        ("zh", "用ReLU", 8, "should be “用 ReLU”"),
        ("en", "a  b", 8, "should be “a b”"),
        ("fr", "Un « mot", 8, "do not pair in this paragraph: write « »"),
    ],
)
def test_check_names_line_both_sides_and_the_command(language: str, text: str, line: int, expected: str) -> None:
    page = parse(HEAD + text, Path(f"docs/{language}/a.md"), language, "a", RULES[language])
    said = [str(problem) for problem in typography.check(page)]
    assert any(f"docs/{language}/a.md:{line}: " in one and expected in one for one in said), said
    if "mot" not in text:
        assert all(f"mend it with: python -m layer_by_layer fix docs/{language}/a.md" in one for one in said)
