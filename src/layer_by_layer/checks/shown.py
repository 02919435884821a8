"""What is checked is what is shown: the finished HTML of a page says, in order, what the checks have read in its text.

Words and numbers, headings with level and id, links, images, code, blocks: the first difference is a problem. So a
spelling that our reader and Markdown understand differently cannot pass, whichever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import pairwise, zip_longest
from posixpath import basename

from layer_by_layer.content.markup import ALIGNMENT, Item, fold, where
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
RESIDUE = re.compile(
    r"`{3,}|~{3,}|///(?=[ \n]|$)|\]\(|\]\[|\[\^|\{[#:.]|\*\*|\$\$|^ {0,3}#{1,6} |^ *\|.*\|[ ]*$|^={3,}[ ]*$",
    re.MULTILINE,
)
HINTS = {
    "<": "“{}” is HTML: pages are Markdown, without scripts and styles",
    "{": "“{}” is an inline style, which the content security policy forbids, or an id: headings alone have one",
    "[": "write a link as [text](target) and an image as ![what it shows](file)",
    "`": "close each fence with the same marks on a line of their own, and code in a sentence in its paragraph",
    "#": "a heading is “## Title {{#id}}” at the beginning of its line; a # at the end of a title is written \\#",
    "|=-*+>0123456789.": "a list, a quotation or a table begins after a blank line, and its rows have the same cells",
}
MARKED = re.compile(r"<[^<>]*>|\{[^{}]*\}|\S+")


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
    """The first difference between what the checks have read on a page and what its HTML shows, images without
    alternative text and tables without a header. `html` is what Markdown made, with tokens for what `said` says."""
    for line, (head, below) in enumerate(pairwise(page.lines), 1):
        if ALIGNMENT.match(below) and "|" in head and not head.strip("| ") and line not in page.fences:
            yield Problem(page.path, line, "this table has no header: name its columns in the first row")
    ours, theirs = page.markup.parts(), _joined(shown(html, page.name, said))
    for read, there in zip_longest(ours, theirs):
        if not read or not there or read[:2] != there[:2]:
            yield _differs(page, read, there)
            return
        if read.kind == "text" and (residue := RESIDUE.search(there.raw)):
            at = read.line + read.raw[: max(read.raw.find(residue[0].strip()), 0)].count("\n")
            rest = there.raw[residue.start() :].strip()
            yield _problem(page, at, rest, f"the page shows “{residue[0].strip()}” as text")
            return
        if read.kind == "code" and read.raw.startswith("```"):
            yield _problem(page, read.line, "`", "this fence is no fence, and the page shows it within a sentence")
            return
        if read.kind == "image" and read.text.startswith(" "):
            yield Problem(page.path, read.line, "this image has no alternative text: ![what it shows](file)")


def _differs(page: Page, read: Item | None, there: Item | None) -> Problem:
    """The problem that a page shows one thing where the checks have read another."""
    if not read or not there or {read.kind, there.kind} != {"text"}:
        both = (there, read)
        told = [f"{one.kind} “{(one.raw or one.text).strip()[:60]}”" if one else "nothing more" for one in both]
        message = "the page shows {}, where the checks have read {}".format(*told)
        what = (read or there or page.markup.parts()[0]).raw.lstrip()
        return _problem(page, read.line if read else len(page.lines), what, message)
    shorter = min(len(read.text), len(there.text))
    same = next((at for at, (a, b) in enumerate(zip(read.text, there.text)) if a != b), shorter)
    here, shows = (_unfold(item.raw, same) for item in (read, there))
    told = [" ".join(item.raw[max(0, at - 20) : at + 20].split()) for item, at in ((there, shows), (read, here))]
    line = read.line + read.raw[:here].count("\n")
    message = "the page shows “{}”, where the checks have read “{}”".format(*told)
    return _problem(page, line, read.raw[here:] or there.raw[shows:], message)


def _unfold(raw: str, place: int) -> int:
    """Where in `raw` the character stands that is at `place` in its folded form."""
    places = [at for at, char in enumerate(raw) if fold(char)]
    return places[place] if place < len(places) else len(raw)


def _problem(page: Page, line: int, what: str, message: str) -> Problem:
    hint = next((hint for marks, hint in HINTS.items() if what[:1] and what[0] in marks), "")
    marked = MARKED.match(what)
    return Problem(page.path, line, f"{message}. {hint.format(marked[0] if marked else what)}".strip(". "))
