"""What must hold whatever is broken: no traceback, no change of meaning, no word on a page that no check has read."""

from __future__ import annotations

import ast
import io
import re
import tokenize
import traceback
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import markdown
import yaml

from layer_by_layer.content import book as books
from layer_by_layer.content.book import Book
from layer_by_layer.content.example import CLAIMED
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.markup import INLINE_CODE, MATH
from layer_by_layer.content.page import Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.render.renderer import Renderer

CANARY = "98765"
"""A number that no example prints, with which the damages are marked."""


@dataclass(frozen=True, order=True)
class Failure:
    """What did not hold: the rule, what was found, and in which command."""

    rule: str
    found: str
    command: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.found}" + (f" [{self.command}]" if self.command else "")


# (a) What a command says

EXAMPLE_RAISED = re.compile(
    r"(?:raised|the interpreter died)\n(?:.*\n)*?Traceback"
    r"|Traceback \(most recent call last\):\n  File \"[^\"]*examples/"
)


def crash(error: BaseException) -> str:
    """An exception, and the place in our code from which it came."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "layer_by_layer" in frame.filename]
    where = f"{frames[-1].filename.split('layer_by_layer/')[-1]} {frames[-1].name}" if frames else "not in our code"
    said = str(error).split("\n")[0][:120]
    return f"{type(error).__name__} at {where}: {said}"


FAULT = re.compile(r"this is a fault of the machinery, not of your files: (.*)")


def spoken(code: object, said: str, names: list[str]) -> Iterator[Failure]:
    """A command ends with 0, 1 or 2, shows no traceback of ours, and says of which file it complains."""
    if code not in (0, 1, 2):
        yield Failure("exit status", f"{code}")
    for fault in FAULT.finditer(said):
        yield Failure("crash", re.sub(r":\d+", "", fault[1], count=1)[:200])
    if "Traceback" in EXAMPLE_RAISED.sub("", said):
        yield Failure("traceback", said[said.index("Traceback") :][-300:])
    if code in (1, 2) and not located(said, names) and not FAULT.search(said):
        yield Failure("message names no file", said.strip()[:200] or "(nothing)")


def located(said: str, names: list[str]) -> bool:
    """Whether a message begins with file:line, or names what the command was given."""
    return bool(re.search(r"^[^\s:][^\n:]*:\d+: \S", said, re.M)) or any(name in said for name in names if name)


# (b) What a command writes


def meaning(path: str, data: bytes) -> object:
    """What a file means: that which no command may change. The bytes, where nobody can read it."""
    try:
        text = data.decode("utf-8")
        if path.endswith(".py"):
            return of_python(text)
        if path.endswith(".md"):
            return of_page(text)
    except (
        UnicodeDecodeError,
        SyntaxError,
        ValueError,
        yaml.YAMLError,
        RecursionError,
        MemoryError,
        tokenize.TokenError,
    ):
        pass
    return data


def of_python(text: str) -> object:
    """The syntax tree and the comments but for ``#>``. Formatting may change the ends of lines in a docstring."""
    tree = ast.parse(text)
    first = tree.body[0] if tree.body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        first.value.value = "\n".join(line.rstrip() for line in first.value.value.strip().split("\n"))
    comments = []
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not (
            CLAIMED.match(token.string) and not token.line[: token.start[1]].strip()
        ):
            comments.append(re.sub(r"\s", "", token.string))
    return ast.dump(tree), comments


EXTENSIONS = ["attr_list", "def_list", "footnotes", "tables", "toc", "pymdownx.superfences"]
MARKS = str.maketrans("，。：；？！（）’‘“”„«»—–您", ',.:;?!()\'\'"""""--你')


def of_page(text: str) -> object:
    """Front matter, and the HTML of the rest, but for spaces, quotation marks, dashes and the width of punctuation."""
    _, front, body = text.split("---\n", 2)
    meta = yaml.safe_load(front)
    settled = {key: typed(str(value)) for key, value in meta.items()}
    return settled, typed(markdown.markdown(body, extensions=EXTENSIONS))


def typed(text: str) -> str:
    """A text as it is before any typography."""
    text = unescape(text.replace("&lt;", "⟨").replace("&gt;", "⟩")).translate(MARKS)
    text = re.sub(r"(?<=[0-9])[.,\s]+(?=[0-9])|\s+", "", text)
    return text.replace("《", '"')


def without_stamp(value: object) -> object:
    """The meaning of a page but for its stamp."""
    if isinstance(value, tuple) and isinstance(value[0], dict):
        return {key: word for key, word in value[0].items() if key not in ("source", "draft")}, value[1]
    return value


# (c) What a built page shows


@dataclass
class Article(HTMLParser):
    """What a reader reads in the article of a built page: its prose, without what the machine has made."""

    prose: str = ""
    code: str = ""
    """What stands in fences and inline code."""
    seen: str = ""
    """All that is shown, prose or not, with what is read out in place of pictures."""
    _open: list[tuple[str, bool, bool]] = field(default_factory=list)
    """(element, made by the machine, code)"""
    found: bool = False

    VOID = frozenset(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
    )
    INLINE = frozenset(
        [
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "code",
            "del",
            "em",
            "i",
            "ins",
            "kbd",
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "u",
            "var",
        ]
    )
    MADE = re.compile(
        r"\b(?:headerlink|example|evidence|settles|claim-mark|verdict|statement-by|statement-claim|banner|tally|group"
        r"|crumbs|around|foot|statements|states|examples|footnote-ref|footnote-backref|md-source-file|md-content__button|tabbed-labels)\b"
    )

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "article" and "md-content__inner" in given.get("class", ""):
            self.found = True
            self._open = [("article", False, False)]
            return
        if not self._open:
            return
        made = self._open[-1][1] or tag in ("math", "script", "style") or bool(self.MADE.search(given.get("class", "")))
        below_a_figure = (
            tag == "a" and "examples/" in given.get("href", "") and "figcaption" in (n for n, *_ in self._open)
        )
        made = made or tag == "details" or below_a_figure
        said = " ".join(given[name] for name in ("alt", "title", "aria-label") if name in given)
        self._add(f"\n{said}\n" if said else "\n" * (tag not in self.INLINE), made, self._open[-1][2])
        if tag not in self.VOID:
            self._open.append((tag, made or tag == "svg", self._open[-1][2] or tag in ("pre", "code")))

    def handle_endtag(self, tag: str) -> None:
        if not self._open:
            return
        if tag not in self.INLINE:
            self._add("\n", self._open[-1][1], self._open[-1][2])
        while tag not in self.VOID and len(self._open) > 1 and any(name == tag for name, *_ in self._open[1:]):
            if self._open.pop()[0] == tag:
                return
        if tag == "article":
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open:
            tags = {name for name, *_ in self._open}
            self._add(data, self._open[-1][1] or bool(tags & {"script", "style", "svg", "pre"}), self._open[-1][2])

    def handle_comment(self, data: str) -> None:
        """Nothing is shown of it."""

    def _add(self, text: str, made: bool, code: bool) -> None:
        if not made:
            self.prose += text
            if not code:
                self.seen += text


NOT_SEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
LEFT = re.compile(
    r"```|~~~|^ *///|\{#|\{:|\]\(|\]\[|\*\*|<{7}|={7}|>{7}|\|{7}|!\[|^\[\^|\u2402|\u2403|\[\^\w+\]|^ *\|.*\| *$", re.M
)


def words(text: str) -> Counter[str]:
    """The words and numbers of a text, as a reader sees them."""
    text = NOT_SEEN.sub("", unicodedata.normalize("NFKC", text))
    return Counter(re.findall(r"[^\W_]+", text))


def prose_of(page: Page, *, counted: bool = False) -> str:
    """What the checks read of a page, without the marks of Markdown; `counted`, with the numbers at the beginning of
    lines, which may be those of a list."""
    text = "\n".join(line for _, line in page.prose)
    codes: list[str] = []

    def hide(match: re.Match[str]) -> str:
        codes.append(match["code"])
        return f"\ue000{len(codes) - 1}\ue001"

    text = MATH.sub(" ", INLINE_CODE.sub(hide, text))
    text = re.sub(
        r"^[ >]*(?:[-*+] |\d+[.)] )*(?:\d+[.)]|:)?[ ]", lambda match: match[0] if counted else " ", text, flags=re.M
    )
    text = re.sub(r"\[\^[^\]]+\]:?|[ ]*\{:?[ ]*[#.:][^}\n]*\}", " ", text)
    text = unescape(re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text))
    text = re.sub(r"[*~]|(?<!\w)_+|_+(?!\w)", "", text)
    return re.sub("\ue000(\\d+)\ue001", lambda match: codes[int(match[1])], text)


FORMULA_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")


def formulas_of_words(page: Page) -> Iterator[str]:
    """Formulas that are a sentence between two dollar signs."""
    text = INLINE_CODE.sub("`", "\n".join(line for _, line in page.prose))
    for match in MATH.finditer(text):
        formula = re.sub(
            r"\\(?:text|mathrm|operatorname|href|begin|end)\{[^}]*\}", "", match["block"] or match["inline"]
        )
        if FORMULA_WORDS.search(formula):
            yield match[0]


def built(root: Path, site: Path) -> Iterator[Failure]:
    """What is wrong with a site that was built without complaint."""
    book = books.load(root)
    for file in sorted(site.rglob("*.html")):
        name = file.relative_to(site).as_posix()
        article = Article()
        article.feed(file.read_text(encoding="utf-8"))
        if not article.found or name == "404.html" or "examples/" in name:
            continue
        page = page_at(book, name)
        if page is None:
            yield Failure("a page that the checks do not know is built", name)
        elif not page.is_draft:
            yield from read(page, article, name)


def rendered(files: list[str]) -> Iterator[Failure]:
    """What is wrong with some pages of the book in this folder, of which the checks say nothing: rendered without
    MkDocs, which takes a hundredth of the time."""
    book = books.load(Path("."))  # relative: what the examples print is remembered by their paths
    for page in book.pages.values():
        path = page.path.as_posix()
        if page.is_draft or not any(file in (path, path.rpartition("/")[0]) for file in files):
            continue
        try:
            made = Renderer(book, book.languages[page.language]).render(page)
            html = made.finish(markdown.markdown(made.markdown, extensions=["fenced_code", *EXTENSIONS]))
        except Problem:  # a build finds it as well
            continue
        except Exception as error:
            yield Failure("crash", crash(error), "render")
            continue
        article = Article()
        article.feed(f'<article class="md-content__inner">{html}</article>')
        yield from read(page, article, path)


def read(page: Page, article: Article, name: str) -> Iterator[Failure]:
    """A page shows what was checked, and all that was checked."""
    if CANARY in re.sub(r"[^\w\s]", "", NOT_SEEN.sub("", unicodedata.normalize("NFKC", article.prose))):
        yield Failure("a number that nobody checked is shown", around(article.prose, CANARY), name)
    elif left := LEFT.search(article.seen):
        yield Failure("markup is shown as text", around(article.seen, left[0]), name)
    else:
        yield from compared(page, article, name)


def page_at(book: Book, name: str) -> Page | None:
    """The page from which a file of the site was made; the English one where a language has none."""
    folder = name.removesuffix("index.html").strip("/")
    first, _, rest = folder.partition("/")
    language, below = (first, rest) if first in book.languages and first != ENGLISH else (ENGLISH, folder)
    for code in (language, ENGLISH):
        for one in (below, f"{below}/index".lstrip("/")):
            if (code, one) in book.pages and one:
                page = book.pages[code, one]
                if not page.is_draft:
                    return page
    return None


def compared(page: Page, article: Article, name: str) -> Iterator[Failure]:
    """The words of a built page are those that the checks have read."""
    shown, read, most = words(article.prose), words(prose_of(page)), words(prose_of(page, counted=True))
    if page.of_kind("generated"):
        shown -= words("claims.json")
    if more := shown - most:
        yield Failure("words are shown that no check has read", f"{' '.join(sorted(more))[:120]}", name)
    if fewer := read - shown:
        yield Failure("words are checked that nobody sees", f"{' '.join(sorted(fewer))[:120]}", name)
    for formula in formulas_of_words(page):
        yield Failure("a sentence is set as a formula", formula[:80], name)


def around(text: str, what: str) -> str:
    """What stands beside a find."""
    at = max(text.find(what), 0)
    return " ".join(text[max(at - 40, 0) : at + 60].split())
