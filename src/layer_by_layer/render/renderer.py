"""Rendering: a page's blocks and mathematics as HTML, its prose as plain Markdown around them.

What Markdown must not touch (code, MathML, the frame of a claim) is replaced by a token that Markdown passes
through; `Rendered.finish` puts it back into the HTML. Knows nothing of MkDocs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from math_core import LatexError

from layer_by_layer.checks.shown import TOKEN
from layer_by_layer.content.book import THREADS
from layer_by_layer.content.claim import Claim
from layer_by_layer.content.example import Example
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.markup import INLINE_CODE, MATH, fold
from layer_by_layer.content.page import Block, Page
from layer_by_layer.content.problem import Problem
from layer_by_layer.render import address, generated
from layer_by_layer.render.drawing import figure
from layer_by_layer.render.edition import Edition
from layer_by_layer.render.listing import listing
from layer_by_layer.render.verdict import verdict

HELD = re.compile(TOKEN.format(r"(?P<token>\d+)"))


@dataclass
class Rendered:
    """Markdown with tokens, and what the tokens stand for."""

    markdown: str = ""
    tokens: dict[str, str] = field(default_factory=dict)
    """HTML by number."""
    said: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What of that the checks have read, in the terms of `content.markup`."""

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
                raise Problem(page.path, at, f"LaTeX does not accept “{latex.strip()}”: {error}") from None
            if match["block"]:
                mathml = f'<div class="math" tabindex="0">{mathml}</div>'
            return out.hold(mathml, ("math", ""))

        hidden = INLINE_CODE.sub(hide, text)
        text = MATH.sub(convert, hidden).replace(r"\$", "&#36;")
        return re.sub("\ue002(\\d+)\ue003", lambda match: codes[int(match[1])], text)

    def _block(self, block: Block, page: Page, out: Rendered) -> list[str]:
        body = self._math(block.body, page, block.body_line, out)
        if block.kind == "example":
            return [out.hold(self._example(block.argument, page, block.line), ("block", block.reference)), "", body]
        if block.kind == "figure":
            return self._figure(block, body, page, out)
        if block.kind == "claim":
            if not (claim := self.book.claims.get((page.language, block.options["id"]))):
                raise Problem(page.path, block.line, f"the claim “{block.options['id']}” cannot be read")
            return self._claim(claim, body, page, out)
        if block.kind == "statement":
            return self._statement(block, body, page, out)
        if block.argument not in generated.PARTS:  # while serving: a build has stopped at it before
            raise Problem(page.path, block.line, f"nothing generates “{block.argument}”")
        return [out.hold(generated.PARTS[block.argument](self, page), ("block", block.reference)), "", body]

    def _example(self, reference: str, page: Page, line: int) -> str:
        """One or several cells with their output, and a link to the whole example."""
        example, cells = self.book.cells(reference, page, line)
        shown = "\n\n".join(cell.source.strip("\n") for cell in cells) + "\n"
        target = address.of_example(page.name, example, cells[0])
        return (
            f'<figure class="example" data-example="{example.name}"'
            f' data-cells="{",".join(cell.name for cell in cells)}">{listing(shown)}'
            f'<figcaption><a href="{target}">{escape(example.name)}<span> · {escape(cells[0].name)}</span></a>'
            f"</figcaption></figure>"
        )

    def _figure(self, block: Block, caption: str, page: Page, out: Rendered) -> list[str]:
        if not (example := self.book.examples.get(block.argument)) or not example.is_figure:
            raise Problem(page.path, block.line, f"no figure “{block.argument}”")
        svg = self.drawing(example, block.options["alt"])
        link = f'<a href="{address.of_example(page.name, example)}">{escape(self.language.text("figure.source"))}</a>'
        return [
            out.hold(f'<figure class="drawing">{svg}<figcaption>', ("block", block.reference)),
            "",
            caption,
            "",
            out.hold(f"<p>{link}</p></figcaption></figure>", ("end", "figure")),
        ]

    def drawing(self, example: Example, alt: str) -> str:
        """The SVG that a figure's script draws."""
        return figure(example, alt, self.book.runs.get(example.name))

    def _claim(self, claim: Claim, body: str, page: Page, out: Rendered) -> list[str]:
        marks = "#" * min(claim.block.level + 1, 6)
        section = f'<section class="claim claim-{claim.verdict}" aria-labelledby="{claim.id}">'
        title = re.sub(r"#$", r"\#", claim.title)  # Markdown takes away a # at the end
        end = self._evidence(claim, page) + self._settles(claim, page) + "</section>"
        return [
            out.hold(section, ("block", claim.block.reference)),
            "",
            f"{marks} {self._math(title, page, claim.block.line, out)} {{#{claim.id}}}",
            "",
            out.hold(f'<p class="claim-verdict">{verdict(claim.verdict, self.language)}</p>'),
            "",
            body,
            "",
            out.hold(end, ("end", "claim")),
        ]

    def _evidence(self, claim: Claim, page: Page) -> str:
        if not claim.evidence:
            return ""
        shown = "".join(self._example(evidence, page, claim.block.line) for evidence in claim.evidence)
        names = ", ".join(f"<code>{escape(evidence.split('#')[1])}</code>" for evidence in claim.evidence)
        label = escape(self.language.text("claim.evidence"))
        return f'<details class="evidence"><summary>{label} {names}</summary>{shown}</details>'

    def _settles(self, claim: Claim, page: Page) -> str:
        entries = []
        for id_, word in claim.statements.items():
            statement = self.book.statements[id_]
            who = statement.author or self.language.text(f"role.{statement.role}")
            target = address.relative(page.name, f"{THREADS}{statement.threads[0]}#{id_}")
            own = f" {verdict(word, self.language)}" if word != claim.verdict else ""
            entries.append(f'<li><a href="{target}">{statement.number} · {escape(who)}</a>{own}</li>')
        if not entries:
            return ""
        label = escape(self.language.text("claim.settles"))
        return f'<div class="settles"><span>{label}</span><ul>{"".join(entries)}</ul></div>'

    def _statement(self, block: Block, body: str, page: Page, out: Rendered) -> list[str]:
        if not (statement := self.book.statements.get(block.argument)):
            raise Problem(page.path, block.line, f"there is no statement “{block.argument}”")
        said, _, reason = body.partition("\n\n")
        claim = self.book.settling(page.language, statement.id) or self.book.settling(ENGLISH, statement.id)
        if claim is None:
            raise Problem(page.path, block.line, f"no claim settles “{statement.id}”")
        word = claim.statements[statement.id]
        role = self.language.text(f"role.{statement.role}")
        who = f"{escape(statement.author)}, {escape(role)}" if statement.author else escape(role)
        target = address.relative(page.name, f"{claim.page.name}#{claim.id}")
        link = escape(self.language.text("statement.settled"))
        return [
            out.hold(
                f'<article class="statement statement-{word}" id="{statement.id}">'
                f'<p class="statement-by"><a href="#{statement.id}">{statement.number}</a> {who}</p>'
                f'<div class="statement-said">',
                ("block", block.reference),
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
                "</div></article>",
                ("end", "statement"),
            ),
        ]

    def mathematics(self) -> list[str]:
        """All formulas of the language's pages, as MathML."""
        found = []
        for (language, _), page in self.book.pages.items():
            if language == self.language.code:
                found += [html for html in self.render(page).tokens.values() if "<math" in html]
        return found
