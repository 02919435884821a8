"""The navigation beside a page: Material draws it once for the pages that stand side by side in a folder.

Material draws all of it for every page, which was a quarter of the work on its pages. From one page to its neighbour
only the item of the page itself changes (it carries the table of contents), so that only this one is drawn again.
"""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

from jinja2 import Template, pass_context
from jinja2.runtime import Context

ACTIVE = " md-nav__item--active"


class Sidebar:
    """Draws items of the navigation with the macro “render” of one of Material's templates."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.kept: dict[tuple[int, str, int], str] = {}

    @pass_context
    def __call__(self, context: Context, item: Any, *place: Any) -> str:
        """An item of the first level, as it stands on a page."""
        page = context["page"]
        if not page or page is item or page.is_index or not page.url.endswith("/"):
            return self._draw(context, page, item, *place)
        folder, _, name = page.url[:-1].rpartition("/")
        link, key = f'href="../{name}/', (id(item), folder, id(page.parent))
        if key not in self.kept:
            neighbour = SimpleNamespace(url=f"{folder}/-/".lstrip("/"))
            drawn = self._draw(context, neighbour, item, *place)
            start, end = _leaf(drawn, link)
            drawn = drawn[:start] + drawn[start:end].replace(ACTIVE, "", 1) + drawn[end:]
            self.kept[key] = re.sub(r"\n\s+", "\n", drawn)  # as mend.py does, but once
        kept = self.kept[key]
        if link not in kept:
            return kept
        start, end = _leaf(kept, link)
        if start == end or kept.count(link) > 1:  # links to it otherwise, or to what is below it
            return self._draw(context, page, item, *place)
        return kept[:start] + self._draw(context, page, page, *place).strip() + kept[end:]

    def _draw(self, context: Context, page: Any, *arguments: Any) -> str:
        module: Any = self.template.make_module({**context.get_all(), "page": page})
        return str(module.render(*arguments))


def _leaf(drawn: str, link: str) -> tuple[int, int]:
    """Where the list item of a page begins and ends; nowhere where it has none."""
    at = drawn.find(f'<a {link}" class="md-nav__link">')
    return (drawn.rindex("<li", 0, at), drawn.index("</li>", at) + len("</li>")) if at >= 0 else (0, 0)
