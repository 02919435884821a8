"""Once: parts of a page that are the same on all pages of a language that lie equally deep are drawn once."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import pass_context
from jinja2.runtime import Context


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
