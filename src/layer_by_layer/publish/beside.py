"""What Material draws anew for every page although it is the same on others: the navigation, the tabs, the header.

That was two thirds of its work. The navigation is drawn once for the pages that stand side by side in a folder: from
one to its neighbour only the item of the page itself changes (it carries the table of contents), which is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from jinja2 import Template, pass_context
from jinja2.runtime import Context

ACTIVE = " md-nav__item--active"


class Once:
    """Draws a part of a page that depends on nothing but the language and how deep the page lies."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str, bool], str] = {}

    @pass_context
    def __call__(self, context: Context, part: str, draw: Callable[[], str] | None = None) -> str:
        """What `draw` draws, or else the template of that name."""
        key = (part, context["base_url"], bool(context["page"]))
        if key not in self.kept:
            self.kept[key] = draw() if draw else context.environment.get_template(part).render(context.get_all())
        return self.kept[key]


class Beside:
    """Draws the navigation, or the tabs, with Material's template; `items` has its macro for the item of a page."""

    def __init__(self, template: Template, items: Template | None = None) -> None:
        self.template = template
        self.items = items
        self.kept: dict[tuple[str, int], str] = {}

    @pass_context
    def __call__(self, context: Context) -> str:
        """The navigation as it stands on a page."""
        page = context["page"]
        if not page or page.is_index or not page.url.endswith("/"):
            return self._draw(context, page)
        folder, _, name = page.url[:-1].rpartition("/")
        link, key = f'href="../{name}/', (folder, id(page.parent))
        kept = self.kept.get(key) or self._draw(context, SimpleNamespace(url=f"{folder}/-/".lstrip("/")))
        start, end = self._item(kept, link)
        if link in kept and (start == end or kept.count(link) > 1):  # links to it otherwise, or to what is below it
            return self._draw(context, page)
        if key not in self.kept:
            kept = kept[:start] + kept[start:end].replace(ACTIVE, "", 1) + kept[end:]
            kept = self.kept[key] = re.sub(r"\n\s+", "\n", kept)  # as mend.py does, but once
            start, end = self._item(kept, link)
        if start == end or not self.items:
            return kept
        module: Any = self.items.make_module(context.get_all())
        return kept[:start] + str(module.render(page, "", 1)).strip() + kept[end:]

    def _draw(self, context: Context, page: Any) -> str:
        return self.template.render({**context.get_all(), "page": page})

    def _item(self, drawn: str, link: str) -> tuple[int, int]:
        """Where the item of a page begins and ends; nowhere where it has none."""
        at = drawn.find(f'<a {link}" class="md-nav__link">')
        return (drawn.rindex("<li", 0, at), drawn.index("</li>", at) + len("</li>")) if at >= 0 else (0, 0)
