"""Search: an index of the built site for each language, made by Pagefind and read by docs/assets/js/search.js.

Pagefind stems English, French and Russian and ignores accents (“ё” counts as “е”). Some languages need help, of which
the reader sees nothing, since search.js takes it back; language.toml says which. An elided article would stick to its
word (“l’ordre”). Chinese is not cut into the same words by Pagefind and by the browser: of 50 terms of the field 5 were
not found, among them 展平 and 张量. So it is indexed by character, and search.js asks for characters in a row.

Tested with Pagefind 1.5.2. 98 pages take 0.3 s, so that “mkdocs serve” makes the index, too.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pagefind.service import get_executable

from layer_by_layer.content.problem import Problem
from layer_by_layer.content.rules import NEUTRAL, Rules

FOLDER = "pagefind"
# Not searched: what is code, says nothing in words, or says it again. Code and drawings, most of a page's bytes, are
# cut out before Pagefind reads them, which then takes a fifth of the time.
CODE = re.compile(r"<(pre|svg)\b.*?</\1>", re.DOTALL)
EXCLUDED = ".headerlink, .verdict, .settles, .evidence, .banner, .downloads, .command, figcaption, .math"
# Pagefind's own interfaces, which nobody loads, and Material's search, which search.js replaces.
UNUSED = ("pagefind-*.js", "pagefind-*.css")
REPLACED = ("assets/javascripts/lunr", "assets/javascripts/workers")

LANGUAGE = re.compile(r'<html[^>]*\slang="([^"]+)"')
CONTENT = '<article class="md-content__inner'
TITLE = re.compile(r"<h1[\s>][^>]*>?")
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
# Examples and threads come after the pages that explain them.
SECONDARY = ('<div class="notebook"', '<article class="statement')
MARKED = re.compile(r'\slang="([^"]+)"')
HAN = re.compile(r"(?<=[\u3400-\u9fff])(?=[\u3400-\u9fff])")


@contextmanager
def indexing(site: Path, languages: Mapping[str, Rules]) -> Iterator[int]:
    """Index the site that was built in the folder `site`, all languages at once, while something else is done to its
    style sheets; give how many pages. Raises Problem when there is nothing to index and when Pagefind fails."""
    program = get_executable()
    if not program:
        raise Problem(site, 1, "no search index without Pagefind", "pip install 'pagefind[extended]'")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # A language that is built alone, and has no page yet, is searched in English.
        pages = [*_pages(site, languages)] or [*_pages(site, languages, fallen_back=True)]
        for path, text in pages:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        if not pages:
            raise Problem(site, 1, f"no page to search: none has “{CONTENT}” with a title; has the theme changed?")
        shutil.rmtree(site / FOLDER, ignore_errors=True)
        command = [str(program), "--site", name, "--output-path", str(site / FOLDER), "--exclude-selectors", EXCLUDED]
        with subprocess.Popen([*command, "--silent"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
            yield len(pages)
            said, _ = running.communicate()
    if running.returncode:
        raise Problem(site, 1, f"Pagefind failed\n{said.decode()}")
    # The languages in one order, so that the same pages make the same site.
    entry = site / FOLDER / "pagefind-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_text("utf-8")), sort_keys=True), encoding="utf-8")
    own = {
        code: {"elided": rules.elided.pattern, "characters": rules.characters}
        for code, rules in languages.items()
        if rules.characters or rules.elided.pattern
    }
    (site / FOLDER / "languages.json").write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    for pattern in UNUSED:
        for path in (site / FOLDER).glob(pattern):
            path.unlink()
    for replaced in REPLACED:
        shutil.rmtree(site / replaced, ignore_errors=True)


def _pages(site: Path, languages: Mapping[str, Rules], fallen_back: bool = False) -> Iterator[tuple[Path, str]]:
    """What is searched: path and content of every page that is written in the language that it is shown in."""
    for path in sorted(site.rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        language = LANGUAGE.search(html)
        start, end = html.find(CONTENT), html.rfind("</article>")
        title = TITLE.search(html, max(start, 0))
        if not language or start < 0 or not title:
            continue
        written = MARKED.findall(html, start, title.end())
        if written and (written[-1] != language[1]) is not fallen_back:
            continue  # English, for want of a translation: the English page is the one to find
        about = DESCRIPTION.search(html, 0, start)
        content, said = f"{html[start:end]}</article>", about[1] if about else ""
        yield path.relative_to(site), prepare(content, said, language[1], languages.get(language[1], NEUTRAL))


def prepare(content: str, description: str, language: str, rules: Rules) -> str:
    """The content of a page as Pagefind shall read it. The weights of what the attributes name are in search.js."""
    content = CODE.sub("", content)
    if any(mark in content for mark in SECONDARY):
        content = content.replace("<h1", '<h1 data-pagefind-weight="0.3"', 1)
        content = content.replace("<article", '<article data-pagefind-weight="0.1"', 1)
    else:
        content = content.replace("<h1", '<h1 data-pagefind-meta="title, page"', 1)
        content = f'<p data-pagefind-ignore data-pagefind-meta="description">{description}</p>{content}'
    if rules.elided.pattern:
        content = re.sub(rf"(?<!\w)({rules.elided.pattern})[’'](?=\w)", r"\1’ ", content, flags=re.IGNORECASE)
    if rules.characters:
        content = HAN.sub("\u200b", content)
    return f'<!doctype html><html lang="{language}"><body>{content}</body></html>'
