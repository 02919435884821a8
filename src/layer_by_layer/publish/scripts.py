"""Scripts without comments and indentation, which are a third of what a reader would have to load."""

from __future__ import annotations

import re

COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*\*.*?\*/)\n|^[ \t]+", re.MULTILINE | re.DOTALL)


def lean(script: str) -> str:
    """A script of ours: comments stand on lines of their own, and no text runs over several lines."""
    return COMMENT.sub("", script)
