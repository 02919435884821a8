"""Rendering: a page's blocks and mathematics as HTML, its prose as plain Markdown around them.

What Markdown must not touch (code, MathML, the frame of a claim) is replaced by a token that Markdown passes
through; `Rendered.finish` puts it back into the HTML. Knows nothing of MkDocs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup
from math_core import LatexError

from layer_by_layer.checks.shown import TOKEN
from layer_by_layer.content.claim import Claim
from layer_by_layer.content.example import Cell, Example
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.markup import INLINE_CODE, MATH, fold
from layer_by_layer.content.page import Block, Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.render import generated
from layer_by_layer.render.drawing import figure
from layer_by_layer.render.edition import Edition

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
HOLE = Markup("\ue004")
SENTENCE = re.compile(r"(?<=[^\W\d][.!?])[ \n]+(?=[^a-z])|(?<=[0-9`)”»\ue001$][.!?])[ \n]+(?=[^a-z])|[。！？]")
HELD = re.compile(TOKEN.format(r"(?P<token>\d+)"))


@dataclass
class Rendered:
    """Markdown with tokens, and what the tokens stand for."""

    markdown: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    """HTML by number."""
    said: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What of that the checks have read, in the terms of `content.markup`."""
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    """Where each cell is shown that the page shows: (example, cell) to the id of its block."""

    def hold(self, html: str, *said: tuple[str, str]) -> str:
        """Keep `html`; return the token that stands for it."""
        number = str(len(self.tokens))
        self.tokens[number], self.said[number] = html, [*said]
        return TOKEN.format(number)

    def finish(self, html: str) -> str:
        """Put what was held back into the HTML that Markdown made."""
        html = re.sub(f"<p>({HELD.pattern})</p>", r"\1", html)
        return HELD.sub(lambda match: self.finish(self.tokens[match["token"]]), html)


class Renderer(Edition):
    """Renders the pages of one language."""

    def render(self, page: Page) -> Rendered:
        """Render a page.

        Raises Problem, with the line, on a block that names what is not there and on mathematics that LaTeX
        does not accept.
        """
        out = Rendered()
        for one in page.of_kind("example"):
            shown, cells = self.book.cells(one.argument, page, one.line)
            for cell in cells:
                out.places.setdefault((shown.name, cell.name), _place(shown, cells[0]))
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
            html = f"<code>{escape(match['code'].strip(), quote=False)}</code>"
            codes.append(out.hold(html, ("code", fold(match["code"]))) if "<" in match["code"] else match[0])
            return f"\ue002{len(codes) - 1}\ue003"

        def convert(match: re.Match[str]) -> str:
            latex = match["block"] or match["inline"]
            try:
                mathml = self.latex.convert_with_local_state(latex.strip(), displaystyle=match["block"] is not None)
            except LatexError as error:
                at = line + text.count("\n", 0, match.start())
                told = f"LaTeX does not accept “{latex.strip()}”: {COLOUR.sub('', str(error))}"
                raise Problem(page.path, at, told) from None
            if match["block"]:
                mathml = f'<div class="math" tabindex="0">{mathml}</div>'
            return out.hold(mathml, ("math", ""))

        hidden = INLINE_CODE.sub(hide, text)
        text = MATH.sub(convert, hidden).replace(r"\$", "$")
        return re.sub("\ue002(\\d+)\ue003", lambda match: codes[int(match[1])], text)

    def _block(self, block: Block, page: Page, out: Rendered) -> list[str]:
        body = self._math(block.body, page, block.body_line, out)
        if block.kind == "example":
            shown, cells = self.book.cells(block.argument, page, block.line)
            id_ = _place(shown, cells[0])
            own = [cell for cell in cells if out.places[shown.name, cell.name] == id_]
            html = self.html("example", page.name, example=shown, cells=own or cells, id=id_ if own else "")
            return [out.hold(html, ("block", block.reference)), "", body]
        if block.kind == "figure":
            if not (example := self.book.examples.get(block.argument)) or not example.is_figure:
                raise Problem(page.path, block.line, f"no figure “{block.argument}”")
            svg = Markup(self.drawing(example, block.options["alt"]))
            explore = block.options.get("explore", "")
            return self._framed(
                block,
                page,
                out,
                [body],
                example=example,
                svg=svg,
                explore=explore,
                state=block.options.get("state"),
                words=self.language.within("explorer", f"explorer.{explore}") if explore else {},
            )
        if block.kind == "claim":
            if not (claim := self.book.claims.get((page.language, block.options["id"]))):
                raise Problem(page.path, block.line, f"the claim “{block.options['id']}” cannot be read")
            return self._claim(block, claim, body, page, out)
        if block.kind == "statement":
            if not (statement := self.book.statements.get(block.argument)):
                raise Problem(page.path, block.line, f"there is no statement “{block.argument}”")
            settled = (self.book.settling(code, statement.id) for code in (page.language, ENGLISH))
            if not (claim := next(filter(None, settled), None)):
                raise Problem(page.path, block.line, f"no claim settles “{statement.id}”")
            said, _, reason = body.partition("\n\n")
            framed = self._framed(block, page, out, [said, reason.strip()], statement=statement, claim=claim)
            if block is not page.of_kind("statement")[0]:
                return framed
            return [out.hold(self.html("filter", page.name, counts=self._judged(page))), "", *framed]
        if block.argument not in generated.PARTS:  # while serving: a build has stopped at it before
            raise Problem(page.path, block.line, f"nothing generates “{block.argument}”")
        return [out.hold(generated.PARTS[block.argument](self, page), ("block", block.reference)), "", body]

    def _claim(self, block: Block, claim: Claim, body: str, page: Page, out: Rendered) -> list[str]:
        """A claim: its verdict before its title, a quotation when it is false; then one sentence, the rest folded."""
        written = re.sub(r"#$", r"\#", claim.title)  # Markdown removes a # at the end
        title = self._math(written, page, block.line, out)
        quoted = self.language.text("claim.quoted", title="\n") if claim.verdict == "false" else "\n"
        before, _, after = (out.hold(escape(sign)) for sign in quoted.partition("\n"))
        mark, word = (
            out.hold(self.html("claim_mark", page.name, claim=claim, word=word)) for word in ("", claim.verdict)
        )
        heading = f"{'#' * min(block.level + 1, 6)} {mark}{before}{title}{after} {{#{claim.id}}}"
        first, rest = _first_sentence(body)
        runs = [*self._runs(claim, page, out)]
        texts = [heading, f"{word}{first}", rest]
        return self._framed(block, page, out, texts, claim=claim, runs=runs, has_more=bool(rest))

    def _judged(self, page: Page) -> Counter[str]:
        """How many statements of a thread page have each verdict."""
        found: Counter[str] = Counter()
        for block in page.of_kind("statement"):
            settled = (self.book.settling(code, block.argument) for code in (page.language, ENGLISH))
            found.update(claim.statements[block.argument] for claim in [*filter(None, settled)][:1])
        return found

    def _runs(self, claim: Claim, page: Page, out: Rendered) -> Iterator[dict[str, object]]:
        """What proves a claim, cell by cell: those that print something, and where the page has shown it already."""
        for evidence in claim.evidence:
            example, cells = self.book.cells(evidence, page, claim.block.line)
            for cell in cells:
                if not cell.claimed:
                    continue
                here, id_ = out.places.get((example.name, cell.name), ""), _place(example, cell)
                out.places.setdefault((example.name, cell.name), id_)
                label = cell.name.replace("_", " ")
                yield {"example": example, "cell": cell, "label": label, "here": here, "id": id_}

    def _framed(self, block: Block, page: Page, out: Rendered, texts: list[str], **values: object) -> list[str]:
        """Markdown texts in the places that the template of a block leaves for them."""
        first, *parts = self.html(block.kind, page.name, page=page, body=HOLE, **values).split(HOLE)
        lines = [out.hold(first, ("block", block.reference))]
        for text, html in zip(texts, parts):
            said = [("end", block.kind)] if html is parts[-1] else []
            lines += ["", text, "", out.hold(html, *said)]
        return lines

    def drawing(self, example: Example, alt: str) -> str:
        """The SVG that a figure's script draws."""
        return figure(example, alt, self.language.rules, self.book.runs.get(example.name))


def _place(example: Example, cell: Cell) -> str:
    """The id of the block that begins with a cell: no heading and no claim has one of this form."""
    return f"run_{example.name.rpartition('/')[2]}_{cell.name}"


def _first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text in Markdown, and the rest; what is held or in code ends no sentence."""
    for end in SENTENCE.finditer(text):
        before = text[: end.end()]
        if (
            before.count("`") % 2 == 0
            and before.count("[") == before.count("]")
            and before.count("(") == before.count(")")
        ):
            return before.rstrip(), text[end.end() :].strip()
    return text, ""
