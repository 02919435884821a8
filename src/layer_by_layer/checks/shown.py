"""What is checked is what is shown: the finished HTML of a page says, in order, what the checks have read in its text.

Words and numbers, headings with level and id, links, images, code, blocks: the first difference is a problem. So a
spelling that our reader and Markdown understand differently cannot pass, whichever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import zip_longest
from posixpath import basename

from layer_by_layer.content.markup import Item, fold, where
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem

TOKEN = "\ue000{}\ue001"
"""What stands in the HTML of Markdown for something that the renderer has held back from it."""
PIECE = re.compile(
    r'(?P<sign><a class="headerlink".*?</a>)|<pre\b(?P<pre>.*?)</pre>|<code\b[^>]*>(?P<code>.*?)</code>'
    r'|<a href="(?P<url>[^"]*)">(?P=url)</a>|\ue000(?P<token>\d+)\ue001'
    r"|<(?P<tag>/?[a-z][a-z0-9]*)(?P<attributes>[^>]*)>",
    re.DOTALL,
)
TAGS = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Text that is no text: Markdown that was not understood as its author meant it.
RESIDUE = re.compile(r"`{3,}|~{3,}|^ *///|\]\(|\]\[|\[\^|\{[#:.]|\*\*|\$\$|^ {0,3}#{1,6} ", re.MULTILINE)
HINTS = {
    "<": "pages are Markdown, without HTML, scripts and styles",
    "{": "only a heading has braces, with its id: {#like-this}; a style is forbidden by the content security policy",
    "[": "write a link as [text](target) and an image as ![what it shows](file)",
    "`": "close each fence with the same marks on a line of their own; code in a sentence stays in one paragraph",
    "#": "a heading is “## Title {#id}” at the beginning of its line; a # at the end of a title is written \\#",
    "-*+>0123456789.": "a list, a quotation or a table begins after a blank line, and its rows have the same cells",
}


def shown(html: str, name: str, said: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Item]:
    """What the HTML that Markdown makes of the page `name` shows; `said` is what the tokens in it stand for."""
    end = 0
    for match in PIECE.finditer(html):
        yield Item("text", "", 0, unescape(TAGS.sub("", html[end : match.start()])))
        end = match.end()
        tag, given = match["tag"], {key: unescape(value) for key, value in ATTRIBUTE.findall(match["attributes"] or "")}
        title = fold(given.get("title", ""))
        if match["token"]:
            yield from (Item(kind, text) for kind, text in said[match["token"]])
        elif match["pre"] is not None:
            yield Item("code block", fold(unescape(TAGS.sub("", f"<pre{match['pre']}"))))
        elif match["code"] is not None:
            yield Item("code", fold(unescape(match["code"])))
        elif match["url"] is not None:
            yield Item("address", unescape(match["url"]))
        elif tag in HEADINGS:
            yield Item("heading", f"{HEADINGS[tag]} {given.get('id', '')}")
        elif tag and tag[0] == "/" and tag[1:] in HEADINGS:
            yield Item("end", "heading")
        elif tag == "a" and "href" in given:
            yield Item("link", where(name, given["href"]) + title)
        elif tag == "img":
            yield Item("image", f"{fold(given.get('alt', ''))} {basename(given.get('src', ''))}{title}")
        elif tag == "hr":
            yield Item("rule", "")
    yield Item("text", "", 0, unescape(TAGS.sub("", html[end:])))


def _joined(items: Iterator[Item]) -> list[Item]:
    """Items with the text between two others in one piece."""
    found: list[Item] = []
    for item in items:
        if item.kind == "text":
            raw = found.pop().raw + item.raw if found and found[-1].kind == "text" else item.raw
            item = Item("text", fold(raw), 0, raw)
        if item.text or item.kind != "text":
            found.append(item)
    return found


def check(page: Page, html: str, said: Mapping[str, Sequence[tuple[str, str]]]) -> Iterator[Problem]:
    """The first difference between what the checks have read on a page and what its HTML shows, and images without
    alternative text. `html` is what Markdown made, with tokens for what `said` says."""
    read, there = page.markup.parts(), _joined(shown(html, page.name, said))
    line = page.body_start
    for ours, theirs in zip_longest(read, there):
        line = ours.line if ours else len(page.lines)
        if ours and theirs and ours[:2] == theirs[:2]:
            if ours.kind == "text" and (residue := RESIDUE.search(theirs.raw)):
                at = line + ours.raw[: max(ours.raw.find(residue[0].strip()), 0)].count("\n")
                yield _problem(page, at, residue[0].strip(), f"the page shows “{residue[0].strip()}” as text")
                return
            if ours.kind == "image" and ours.text.startswith(" "):
                yield Problem(page.path, line, "this image has no alternative text: ![what it shows](file)")
            continue
        if ours and theirs and ours.kind == theirs.kind == "text":
            yield _text(page, ours, theirs)
        else:
            hint = ours.raw if ours else theirs.raw
            told = f"the page shows {_told(theirs)}, where the checks have read {_told(ours)}"
            yield _problem(page, line, hint, told)
        return


def _text(page: Page, ours: Item, theirs: Item) -> Problem:
    same = next((at for at, (a, b) in enumerate(zip(ours.text, theirs.text)) if a != b), None)
    same = min(len(ours.text), len(theirs.text)) if same is None else same
    raw, left = 0, same
    while raw < len(ours.raw) and (left or not fold(ours.raw[raw])):
        left -= bool(fold(ours.raw[raw]))
        raw += 1
    here, there = (f"“{text[max(0, same - 12) : same + 20]}”" for text in (ours.text, theirs.text))
    line = ours.line + ours.raw[:raw].count("\n")
    return _problem(
        page, line, ours.text[same:] or theirs.text[same:], f"the page shows {there}, where the checks have read {here}"
    )


def _told(item: Item | None) -> str:
    if item is None:
        return "nothing more"
    return f"“{item.raw.strip()[:40]}”" if item.kind == "text" else f"{item.kind} “{item.text[:60]}”"


def _problem(page: Page, line: int, what: str, message: str) -> Problem:
    hint = next((hint for marks, hint in HINTS.items() if what[:1] and what[0] in marks), None)
    return Problem(page.path, line, f"{message}: Markdown understands this otherwise", hint)
