"""The mends of Material's HTML and the lean style sheets."""

from __future__ import annotations

from pathlib import Path

import pytest

from layer_by_layer.publish import scripts, styles
from layer_by_layer.publish.mend import mend


def test_what_the_checkers_refuse_is_mended() -> None:
    assert mend('<input class="md-toggle" type="checkbox" autocomplete="off">') == (
        '<input class="md-toggle" type="checkbox">'
    )
    assert mend('<label for="a" tabindex="">') == '<label for="a">'
    assert mend('<mtable displaystyle="false" scriptlevel="0"><mtr>') == '<mtable displaystyle="false"><mtr>'
    assert mend('<nav aria-labelledby="__nav_2_label" x><label class="md-nav__title" for="__nav_2">T') == (
        '<nav aria-labelledby="__nav_2_title" x><label class="md-nav__title" id="__nav_2_title" for="__nav_2">T'
    )
    assert mend('<label class="md-nav__title" for="__toc">') == '<label class="md-nav__title">'


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<p>of <math>x</math>, then", "<p>of <b><math>x</math>,</b> then"),
        ("<p>Пусть <math>f</math>\u00a0— функция", "<p>Пусть <b><math>f</math>\u00a0—</b> функция"),
        ("<p>si <math>x</math>\u202f; puis", "<p>si <b><math>x</math>\u202f;</b> puis"),
        ("<p>的（<math>x</math>），那么", "<p>的<b>（<math>x</math>），</b>那么"),
        ("<p>at\u00a0(<math>a</math>,<math>b</math>)", "<p><b>at\u00a0(<math>a</math>,</b><b><math>b</math>)</b>"),
        ("<p>where <math>x</math> is", "<p>where <math>x</math> is"),
        ("<p>其中<math>x</math>是", "<p>其中<math>x</math>是"),
        ('<div class="math"><math>x</math></div>', '<div class="math"><math>x</math></div>'),
    ],
)
def test_a_formula_stays_with_the_marks_beside_it(html: str, joined: str) -> None:
    assert mend(html) == joined.replace("<b>", '<span class="together">').replace("</b>", "</span>")


def test_tables_scroll_and_a_keyboard_reaches_them() -> None:
    assert mend("<table><tr></table>") == '<div class="table" tabindex="0"><table class="data"><tr></table></div>'
    assert mend('<table class="verdicts"></table>') == '<table class="verdicts"></table>'


def test_indentation_goes_and_code_keeps_its_lines() -> None:
    assert mend("<p>\n    a\n\n  b</p><pre>x\n\n  y</pre>\n   c") == "<p>\na\nb</p><pre>x\n\n  y</pre>\nc"


def test_rules_that_no_page_can_use_go() -> None:
    css = (
        "a{b:c}.in,.out{b:c}.out .in{b:c}.in:not(.out){b:c}.in:is(.out,p){b:c}@media print{.out{b:c}}@media x{.in{b:c}}"
    )
    assert styles.prune(css, {"in"}) == "a{b:c}.in{b:c}.in:not(.out){b:c}.in:is(.out,p){b:c}@media x{.in{b:c}}"


def test_rules_that_cost_a_telephone_its_time_go() -> None:
    css = ".in table:not([class]) td>:first-child,.in td{b:c}[data-md-color-switching] *,[data-md-color-switching]{b:c}"
    assert styles.prune(css, {"in"}) == ".in td{b:c}"


def test_classes_of_pages_and_scripts_and_variables_that_are_read_stay(tmp_path: Path) -> None:
    (tmp_path / "assets" / "stylesheets").mkdir(parents=True)
    (tmp_path / "index.html").write_text('<p class="in">', encoding="utf-8")
    (tmp_path / "assets" / "a.js").write_text('p.classList.add("late")', encoding="utf-8")
    sheet = tmp_path / "assets" / "stylesheets" / "main.css"
    icon = "url(\"data:image/svg+xml;utf8,<svg style='a;b}'/>\")"
    sheet.write_text(
        f":root{{--icon:{icon};--gone:{icon}}}.in{{a:var(--icon)}}.late{{b:c}}.out{{b:c}}", encoding="utf-8"
    )
    styles.prune_all(tmp_path)
    assert sheet.read_text(encoding="utf-8") == f":root{{--icon:{icon};}}.in{{a:var(--icon)}}.late{{b:c}}"


def test_one_style_sheet_is_sent_made_of_those_that_it_imports(tmp_path: Path) -> None:
    (tmp_path / "site.css").write_text('/* all */\n@import url("a.css"); /* a */\n@import url("b.css");\n')
    (tmp_path / "a.css").write_text("a { color: red } /* why */")
    (tmp_path / "b.css").write_text("b { color: blue }")
    assert styles.parts(tmp_path / "site.css") == ["a.css", "b.css"]
    assert styles.joined(tmp_path / "site.css") == "a{color: red}b{color: blue}"


def test_a_script_is_sent_without_its_comments() -> None:
    script = '// Why.\n/** @param {number} x\n * more */\nexport const f = (x) => {\n  // how\n  return "//" + x;\n};\n'
    assert scripts.lean(script) == 'export const f = (x) => {\nreturn "//" + x;\n};\n'


def test_a_wide_table_says_in_each_cell_which_column_it_is() -> None:
    html = "<table><thead><tr><th>a</th><th><code>b</code></th><th>c</th></tr></thead>"
    html += "<tbody><tr><td>1</td><td>2</td><td></td></tr></tbody></table>"
    made = mend(html)
    assert '<table class="data stack">' in made
    assert '<td data-head="a">1</td><td data-head="b">2</td><td data-head="c"></td>' in made
