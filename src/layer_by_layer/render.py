"""Rendering: a page's blocks and mathematics as HTML, its prose as plain Markdown around them.

What Markdown must not touch (code, MathML, the frame of a claim) is replaced by a token that Markdown passes
through; `Rendered.finish` puts it back into the HTML. Knows nothing of MkDocs.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cache
from html import escape

from math_core import LatexError, LatexToMathML
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from layer_by_layer import example as examples
from layer_by_layer import translation, workshop
from layer_by_layer.book import THREADS, Book
from layer_by_layer.claim import VERDICTS, Claim
from layer_by_layer.example import Cell, Example, Run
from layer_by_layer.language import ENGLISH, Language
from layer_by_layer.page import INLINE_CODE, MATH, Block, Page
from layer_by_layer.problem import Problem

# Shapes of the verdict marks, drawn in a 16 x 16 box: told apart without colour.
SHAPES = {
    "true": '<circle cx="8" cy="8" r="7"/><path d="m4.5 8.3 2.4 2.4 4.6-5"/>',
    "false": '<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path d="m5.3 5.3 5.4 5.4m0-5.4-5.4 5.4"/>',
    "depends": '<path d="m8 .8 7.2 7.2L8 15.2.8 8z"/><path d="M5 8c1-1.6 2-1.6 3 0s2 1.6 3 0"/>',
    "choice": '<rect x="1" y="1" width="14" height="14" rx="4"/><path d="M8 12V8L4.8 4.5M8 8l3.2-3.5"/>',
    "not-checkable": '<circle cx="8" cy="8" r="7" stroke-dasharray="2.4 2"/><path d="M5 8h6"/>',
}
OUTPUT = re.compile(r'<span class="c1">#&gt;(?: (.*?))?</span>')
# Names and punctuation look like the text around them: without their elements a page of code is half as long.
PLAIN = re.compile(r'<span class="(?:n\w?|p|o|w|vm)">([^<]*)</span>')
TOKEN = "\u2402{}\u2403"  # two characters that no page contains and that Markdown leaves alone
FORMATTER = HtmlFormatter(nowrap=True)


@dataclass
class Rendered:
    """Markdown with tokens, and what the tokens stand for."""

    markdown: str = ""
    tokens: dict[str, str] = field(default_factory=dict)

    def hold(self, html: str) -> str:
        """Keep `html`; return the token that stands for it."""
        token = TOKEN.format(len(self.tokens))
        self.tokens[token] = html
        return token

    def finish(self, html: str) -> str:
        """Put what was held back into the HTML that Markdown made."""
        html = re.sub(r"<p>(\u2402\d+\u2403)</p>", r"\1", html)
        return re.sub(r"\u2402\d+\u2403", lambda match: self.finish(self.tokens[match[0]]), html)


def relative(page: str, target: str) -> str:
    """Address of the page named `target`, seen from the page named `page`, both below a language's root."""
    name, hash_, anchor = target.partition("#")
    here, there = _folder(page), _folder(name)
    path = posixpath.relpath(there or ".", here or ".")
    return ("" if path == "." and hash_ and name == page else f"{path}/") + hash_ + anchor


def _folder(name: str) -> str:
    return name.removesuffix("index").rstrip("/")


def verdict(word: str, language: Language) -> str:
    """A verdict as shape, word and class (for its colour)."""
    shape = f'<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{SHAPES[word]}</svg>'
    return f'<span class="verdict verdict-{word}">{shape}{escape(language.text(f"verdict.{word}"))}</span>'


@cache  # a cell is shown on several pages, in each language
def code(source: str) -> str:
    """Highlighted Python, with its ``#>`` lines marked as output."""
    marked = PLAIN.sub(r"\1", highlight(source, PythonLexer(stripnl=False), FORMATTER)).rstrip("\n")
    marked = OUTPUT.sub(lambda match: f"<samp>{'#&gt; ' + match[1] if match[1] else '#&gt;'}</samp>", marked)
    return f'<pre tabindex="0" translate="no"><code class="language-python">{marked}\n</code></pre>'


class Renderer:
    """Renders the pages of one language."""

    def __init__(self, book: Book, language: Language, repository: str = "") -> None:
        self.book = book
        self.repository = repository.rstrip("/")
        self.language = language
        self.latex = LatexToMathML()

    def render(self, page: Page, name: str | None = None) -> Rendered:
        """Render a page. `name` is where it will stand, when that differs from its own name.

        Raises Problem, with the line, on a block that names what is not there and on mathematics that LaTeX
        does not accept.
        """
        out = Rendered()
        lines = page.lines
        fences = page.fences
        text: list[str] = []
        blocks = {block.line: block for block in page.blocks}
        number = page.body_start
        while number <= len(lines):
            if block := blocks.get(number):
                text += ["", *self._block(block, page, out), ""]
                number = block.end + 1
                continue
            start = number
            while number <= len(lines) and number not in blocks and (number in fences) == (start in fences):
                number += 1
            part = "\n".join(lines[start - 1 : number - 1])
            text.append(part if start in fences else self._math(part, page, start, out))
        out.markdown = "\n".join(text)
        return out

    def _math(self, text: str, page: Page, line: int, out: Rendered) -> str:
        """`text` with its mathematics held as MathML; `line` is the line on which `text` begins."""
        codes: list[str] = []

        def hide(match: re.Match[str]) -> str:
            # Python-Markdown takes “<!” for HTML, even in code.
            held = out.hold(f"<code>{escape(match['code'].strip(), quote=False)}</code>")
            codes.append(held if "<" in match["code"] else match[0])
            return f"\u2404{len(codes) - 1}\u2405"

        def convert(match: re.Match[str]) -> str:
            latex = match["block"] or match["inline"]
            try:
                mathml = self.latex.convert_with_local_state(latex.strip(), displaystyle=match["block"] is not None)
            except LatexError as error:
                at = line + text.count("\n", 0, match.start())
                raise Problem(page.path, at, f"LaTeX does not accept “{latex.strip()}”: {error}") from None
            if match["block"]:
                mathml = f'<div class="math" tabindex="0">{mathml}</div>'
            return out.hold(mathml)

        hidden = INLINE_CODE.sub(hide, text)
        return re.sub("\u2404(\\d+)\u2405", lambda match: codes[int(match[1])], MATH.sub(convert, hidden))

    def _block(self, block: Block, page: Page, out: Rendered) -> list[str]:
        body = self._math(block.body, page, block.body_line, out)
        if block.kind == "example":
            return [out.hold(self.example(block.argument, page, block.line)), "", body]
        if block.kind == "figure":
            return self._figure(block, body, page, out)
        if block.kind == "claim":
            return self._claim(self._own_claim(block, page), body, page, out)
        if block.kind == "statement":
            return self._statement(block, body, page, out)
        return [out.hold(getattr(self, f"_generated_{block.argument}")(page)), "", body]

    def about(self, example: Example) -> tuple[str, str]:
        """Title and summary of an example in this language; the English ones where it has none."""
        words = self.language.examples.get(example.name)
        return (words["title"], words["summary"]) if words else (example.title, example.summary)

    def mathematics(self) -> list[str]:
        """All formulas of the language's pages, as MathML."""
        found = []
        for (language, _), page in self.book.pages.items():
            if language == self.language.code:
                found += [html for html in self.render(page).tokens.values() if "<math" in html]
        return found

    def example(self, reference: str, page: Page, line: int) -> str:
        """One or several cells with their output, and a link to the whole example."""
        example, cells = self.book.cells(reference, page, line)
        shown = "\n\n".join(cell.source.strip("\n") for cell in cells) + "\n"
        target = self.example_address(page, example, cells[0])
        return (
            f'<figure class="example" data-example="{example.name}"'
            f' data-cells="{",".join(cell.name for cell in cells)}">{code(shown)}'
            f'<figcaption><a href="{target}">{escape(example.name)}<span> · {escape(cells[0].name)}</span></a>'
            f"</figcaption></figure>"
        )

    def example_address(self, page: Page, example: Example, cell: Cell | None = None) -> str:
        """Address of an example's page, at a cell."""
        return relative(page.name, f"examples/{example.name}" + (f"#{cell.name}" if cell else ""))

    def _figure(self, block: Block, caption: str, page: Page, out: Rendered) -> list[str]:
        example = self.book.examples[block.argument]
        svg = figure(example, block.options["alt"], self.book.runs.get(example.name))
        link = f'<a href="{self.example_address(page, example)}">{escape(self.language.text("figure.source"))}</a>'
        return [
            out.hold(f'<figure class="drawing">{svg}<figcaption>'),
            "",
            caption,
            "",
            out.hold(f"<p>{link}</p></figcaption></figure>"),
        ]

    def _own_claim(self, block: Block, page: Page) -> Claim:
        return self.book.claims[page.language, block.options["id"]]

    def _claim(self, claim: Claim, body: str, page: Page, out: Rendered) -> list[str]:
        marks = "#" * min(claim.block.level + 1, 6)
        section = f'<section class="claim claim-{claim.verdict}" aria-labelledby="{claim.id}">'
        end = self._evidence(claim, page) + self._settles(claim, page) + "</section>"
        return [
            out.hold(section),
            "",
            f"{marks} {self._math(claim.title, page, claim.block.line, out)} {{#{claim.id}}}",
            "",
            out.hold(f'<p class="claim-verdict">{verdict(claim.verdict, self.language)}</p>'),
            "",
            body,
            "",
            out.hold(end),
        ]

    def _evidence(self, claim: Claim, page: Page) -> str:
        if not claim.evidence:
            return ""
        shown = "".join(self.example(evidence, page, claim.block.line) for evidence in claim.evidence)
        names = ", ".join(f"<code>{escape(evidence.split('#')[1])}</code>" for evidence in claim.evidence)
        label = escape(self.language.text("claim.evidence"))
        return f'<details class="evidence"><summary>{label} {names}</summary>{shown}</details>'

    def _settles(self, claim: Claim, page: Page) -> str:
        entries = []
        for id_, word in claim.statements.items():
            statement = self.book.statements[id_]
            who = statement.author or self.language.text(f"role.{statement.role}")
            target = relative(page.name, f"{THREADS}{statement.threads[0]}#{id_}")
            own = f" {verdict(word, self.language)}" if word != claim.verdict else ""
            entries.append(f'<li><a href="{target}">{statement.number} · {escape(who)}</a>{own}</li>')
        if not entries:
            return ""
        label = escape(self.language.text("claim.settles"))
        return f'<div class="settles"><span>{label}</span><ul>{"".join(entries)}</ul></div>'

    def _statement(self, block: Block, body: str, page: Page, out: Rendered) -> list[str]:
        statement = self.book.statements[block.argument]
        said, _, reason = body.partition("\n\n")
        claim = self.book.settling(page.language, statement.id) or self.book.settling(ENGLISH, statement.id)
        if claim is None:
            raise Problem(page.path, block.line, f"no claim settles “{statement.id}”")
        word = claim.statements[statement.id]
        role = self.language.text(f"role.{statement.role}")
        who = f"{escape(statement.author)}, {escape(role)}" if statement.author else escape(role)
        target = relative(page.name, f"{claim.page.name}#{claim.id}")
        link = escape(self.language.text("statement.settled"))
        return [
            out.hold(
                f'<article class="statement statement-{word}" id="{statement.id}">'
                f'<p class="statement-by"><a href="#{statement.id}">{statement.number}</a> {who}</p>'
                f'<div class="statement-said">'
            ),
            "",
            said,
            "",
            out.hold(f'</div><div class="statement-judged"><p>{verdict(word, self.language)}</p>'),
            "",
            reason.strip(),
            "",
            out.hold(
                f'<p class="statement-claim">{link} <a href="{target}">{self.inline(claim.title)}</a></p>'
                "</div></article>"
            ),
        ]

    def localise(self, html: str, name: str, written: str) -> str:
        """A finished page in this language: links to pages that it lacks are marked; on a page that falls back to
        English, a banner says so, and the content says that it is English."""
        if written == self.language.code:
            return self._stale(name) + self.mark_untranslated(html, name)
        help_page = relative(name, "translating")
        banner = self.language.text("banner.missing")
        link = f'<a href="{help_page}">{escape(self.language.text("banner.help"))}</a>'
        return f'<aside class="banner"><p>{escape(banner)} {link}</p></aside><div lang="{written}">{html}</div>'

    def _stale(self, name: str) -> str:
        """The banner of a translation that the English page has left behind: what has changed, and the English."""
        if self.language.code == ENGLISH or (self.language.code, name) not in self.book.pages:
            return ""
        state = translation.state(self.book, name, self.language.code)
        if state.kind != "stale":
            return ""
        titles = {heading.id: heading.title for heading in self.book.pages[self.language.code, name].headings}
        changed = "".join(
            f'<li><a href="#{section}">{self.inline(titles[section])}</a></li>'
            for section in state.sections
            if section in titles
        )
        text = escape(self.language.text("banner.stale"))
        english = f"{self.root(name)}{_folder(name)}/".replace("//", "/")
        link = f'<a href="{english}" hreflang="en">{escape(self.language.text("banner.english"))}</a>'
        return f'<aside class="banner"><p>{text} {link}</p>{f"<ul>{changed}</ul>" if changed else ""}</aside>'

    def mark_untranslated(self, html: str, name: str) -> str:
        """Links that lead to a page which this language lacks say so: the style sheet adds “(EN)”."""
        if self.language.code == ENGLISH:
            return html

        def mark(match: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(_folder(name), match["path"])).strip("./")
            names = {target, posixpath.join(target, "index").lstrip("/")}
            here = any((self.language.code, one) in self.book.names for one in names)
            english = any((ENGLISH, one) in self.book.names for one in names)
            return f'<a hreflang="en" class="untranslated" href="{match[1]}"' if english and not here else match[0]

        return re.sub(r'<a href="((?P<path>(?!https?:)[^"#]+/)(?:#[^"]*)?)"', mark, html)

    def inline(self, text: str) -> str:
        """A title as HTML: its inline code and mathematics."""
        text = INLINE_CODE.sub(lambda match: f"<code>{match['code']}</code>", escape(text, quote=False))
        return MATH.sub(
            lambda match: self.latex.convert_with_local_state(match["block"] or match["inline"], displaystyle=False),
            text,
        )

    def claims(self, page_language: str) -> list[Claim]:
        """The claims of a language in the order of their pages; English ones where the language has none."""
        own = {id_: claim for (code, id_), claim in self.book.claims.items() if code == page_language}
        english = [claim for (code, _), claim in self.book.claims.items() if code == ENGLISH]
        return [own.get(claim.id, claim) for claim in english]

    def _generated_verdicts(self, page: Page) -> str:
        """Every claim of the site: verdict, title, evidence, in one table; and how many have each verdict."""
        listed = self.claims(page.language)
        count = {word: sum(claim.verdict == word for claim in listed) for word in VERDICTS}
        tally = "".join(
            f"<li>{verdict(word, self.language)} <b>{count[word]}</b></li>" for word in VERDICTS if count[word]
        )
        head = "".join(
            f'<th scope="col">{escape(self.language.text(f"verdicts.{name}"))}</th>'
            for name in ("verdict", "claim", "evidence")
        )
        rows = []
        for claim in listed:
            cells = []
            for evidence in claim.evidence:
                example, (first, *_) = self.book.cells(evidence, claim.page, claim.block.line)
                target = self.example_address(page, example, first)
                cells.append(f'<a href="{target}"><code>{escape(first.name)}</code></a>')
            target = relative(page.name, f"{claim.page.name}#{claim.id}")
            rows.append(
                f"<tr><td>{verdict(claim.verdict, self.language)}</td>"
                f'<td><a href="{target}">{self.inline(claim.title)}</a></td><td>{" ".join(cells)}</td></tr>'
            )
        return (
            f'<ul class="tally">{tally}</ul><div class="table" tabindex="0"><table class="verdicts">'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
            f'<p><a href="{self.root(page.name)}claims.json">claims.json</a></p>'
        )

    def root(self, name: str) -> str:
        """The root of the site, seen from the page named `name`: downloads and data exist there once."""
        depth = _folder(name).count("/") + bool(_folder(name)) + (self.language.code != ENGLISH)
        return "../" * depth

    def _generated_statements(self, page: Page) -> str:
        """How the statements of the threads were judged: verdicts by thread."""
        threads = sorted({thread for s in self.book.statements.values() for thread in s.threads})
        head = "".join(f'<th scope="col">{verdict(word, self.language)}</th>' for word in VERDICTS)
        rows = []
        for thread in threads:
            there = self.book.pages.get((page.language, THREADS + thread)) or self.book.pages[ENGLISH, THREADS + thread]
            words = [self._word(page.language, s.id) for s in self.book.statements.values() if thread in s.threads]
            cells = "".join(f"<td>{words.count(word) or ''}</td>" for word in VERDICTS)
            target = relative(page.name, THREADS + thread)
            rows.append(
                f'<tr><th scope="row"><a href="{target}">{escape(str(there.meta["title"]))}</a></th>{cells}</tr>'
            )
        return (
            '<div class="table" tabindex="0"><table class="statements"><thead><tr>'
            f'<th scope="col">{escape(self.language.text("verdicts.thread"))}</th>{head}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table></div>"
        )

    def _word(self, language: str, statement: str) -> str:
        claim = self.book.settling(language, statement) or self.book.settling(ENGLISH, statement)
        return claim.statements[statement] if claim else ""

    def _generated_status(self, page: Page) -> str:
        """How each page stands in each language; for those that are behind, what changed in the English."""
        text, codes = self.language.text, [code for code in self.book.languages if code != ENGLISH]
        names = {code: self.book.languages[code].text("language.name") for code in codes}
        head = "".join(f'<th scope="col" lang="{code}">{escape(name)}</th>' for code, name in names.items())
        rows, changes = [], []
        for name, states in workshop.states(self.book).items():
            own = self.book.pages.get((self.language.code, name)) or self.book.pages[ENGLISH, name]
            cells = []
            for code, state in states.items():
                kind = "missing" if state.kind in ("missing", "draft") else state.kind.replace(" ", "-")
                word = escape(text(f"status.{kind}", blocks="?" if state.changed is None else state.changed))
                cells.append(f'<td class="status-{kind}">{self._edit(word, code, name)}</td>')
                if state.kind == "stale":
                    diff = escape(workshop.diff(self.book, name, code))
                    changes.append(
                        f"<details><summary>{escape(name)} · {escape(names[code])}</summary>"
                        f'<pre tabindex="0" lang="en"><code>{diff}</code></pre></details>'
                    )
            link = f'<a href="{relative(page.name, name)}">{escape(str(own.meta["title"]))}</a>'
            rows.append(f'<tr><th scope="row">{link}</th>{"".join(cells)}</tr>')
        first = f'<th scope="col">{escape(text("status.page"))}</th>'
        return (
            f'<div class="table" tabindex="0"><table class="statements"><thead><tr>{first}{head}</tr></thead>'
            f"<tbody>{''.join(rows)}</tbody></table></div>{''.join(changes)}"
        )

    def _edit(self, word: str, language: str, name: str) -> str:
        """A word that leads to where the page is edited, when the address of the repository is known."""
        where = f"docs/{language}/{name}.md"
        return f'<a href="{self.repository}/edit/main/{where}">{word}</a>' if self.repository else word

    def _generated_examples(self, page: Page) -> str:
        """All examples by topic, each with what it shows."""
        topics: dict[str, list[Example]] = {}
        for example in self.book.examples.values():
            topics.setdefault(example.name.split("/")[0], []).append(example)
        parts = []
        for topic, members in topics.items():
            items = "".join(
                f'<li><a href="{self.example_address(page, example)}">{escape(self.about(example)[0])}</a>'
                f" <code>{escape(example.name)}.py</code></li>"
                for example in members
            )
            parts.append(
                f'<section><h2 id="{topic.replace("_", "-")}"><code>{topic}</code></h2><ul>{items}</ul></section>'
            )
        return f'<div class="examples">{"".join(parts)}</div>'


def example_page(renderer: Renderer, example: Example, cells: str) -> str:
    """The page of an example: title, summary, downloads, figure, `cells` (HTML), and the claims that it supports."""
    language = renderer.language
    text = language.text
    here = f"examples/{example.name}"
    title, summary = renderer.about(example)
    own = "" if example.name in language.examples else ' lang="en"'
    downloads = "".join(
        f'<li><a href="{renderer.root(here)}{here}{suffix}" download>{escape(text(f"example.{kind}"))}</a></li>'
        for suffix, kind in ((".py", "script"), (".ipynb", "notebook"))
    )
    claims = [
        claim
        for claim in renderer.claims(language.code)
        if any(evidence.split("#")[0] == example.name for evidence in claim.evidence)
    ]
    supports = "".join(
        f'<li>{verdict(claim.verdict, language)} <a href="{relative(here, f"{claim.page.name}#{claim.id}")}">'
        f"{renderer.inline(claim.title)}</a></li>"
        for claim in claims
    )
    drawing = (
        f'<figure class="drawing">{figure(example, title, renderer.book.runs.get(example.name))}</figure>'
        if example.is_figure
        else ""
    )
    return (
        f'<h1 id="example"{own}>{escape(title)}</h1><p{own}>{escape(summary)}</p>'
        f'<p class="command"><code>python examples/{example.name}.py</code></p><ul class="downloads">{downloads}</ul>'
        f'{drawing}<div class="notebook" lang="en">{cells}</div>'
        + (
            f'<h2 id="claims">{escape(text("example.claims"))}</h2><ul class="supports">{supports}</ul>'
            if claims
            else ""
        )
    )


PALETTE = {
    "#000000": "ink",
    "#666666": "faint",
    "#2a7f9e": "positive",
    "#c8553d": "negative",
    "#e0a82e": "accent",
    "#d5e8ee": "positive-pale",
    "#f6ddd7": "negative-pale",
    "#f8ecd0": "accent-pale",
    "#eeeeee": "grey-pale",
    "#ffffff": "paper",
}


def figure(example: Example, alt: str, result: Run | None = None) -> str:
    """The SVG that a figure's script draws, without inline styles (the content security policy forbids them), its
    colours as classes that the site maps to its light and dark palettes. Raises Problem when it draws nothing."""
    result = result or examples.run(example)
    if result.failure:
        raise Problem(example.path, result.failure_line or 1, f"the figure raised\n{result.failure}")
    if not result.svg:
        raise Problem(example.path, 1, f"no figure: end the script with savefig(“{example.name.split('/')[-1]}.svg”)")
    prefix = example.name.split("/")[-1].replace("_", "-")
    svg = result.svg[result.svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(id="|xlink:href="#|href="#|url\(#)', rf"\1{prefix}-", svg)
    svg = re.sub(r"<(\w+)((?:[^>\"]|\"[^\"]*\")*?)(/?)>", _restyle, svg)
    svg = re.sub(
        r'<svg[^>]*?viewBox="([^"]*)"[^>]*>',
        rf'<svg class="fill-ink" viewBox="\1" role="img" aria-label="{escape(alt)}">',
        svg,
    )
    return re.sub(r">\s+<", "><", svg.replace("xlink:href", "href")).strip()


def _restyle(match: re.Match[str]) -> str:
    name, attributes, slash = match[1], match[2], match[3]
    classes: list[str] = []

    def attribute(key: str, value: str) -> str:
        value = value.strip()
        if key in ("fill", "stroke") and value.lower() in PALETTE:
            classes.append(f"{key}-{PALETTE[value.lower()]}")
            return ""
        return "" if key in ("-inkscape-font-specification", "") else f' {key}="{value}"'

    style = re.search(r'\sstyle="([^"]*)"', attributes)
    if style:
        pairs = [part.partition(":") for part in style[1].split(";") if ":" in part]
        attributes = attributes.replace(style[0], "") + "".join(attribute(k.strip(), v) for k, _, v in pairs)
    attributes = re.sub(r'\s(fill|stroke)="([^"]*)"', lambda m: attribute(m[1], m[2]), attributes)
    if classes:
        attributes += f' class="{" ".join(classes)}"'
    elif name == "text" and "fill" not in attributes:
        attributes += ' class="fill-ink"'
    return f"<{name}{attributes}{slash}>"
