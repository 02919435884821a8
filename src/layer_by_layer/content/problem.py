"""Problems: what a check says to a contributor."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Collection
from difflib import get_close_matches
from pathlib import Path


class Problem(Exception):  # noqa: N818 (it is what a contributor reads, not a failure of ours)
    """Something that a contributor has to mend: file and line, what was found, and the command that mends it."""

    def __init__(self, path: Path | str, line: int, message: str, mend: str | None = None) -> None:
        self.path = Path(path)
        self.line = line
        self.message = message
        self.mend = mend
        super().__init__(str(self))

    def __reduce__(self) -> tuple[object, ...]:  # from one process to another
        return Problem, (self.path, self.line, self.message, self.mend)

    def __str__(self) -> str:
        path = self.path
        if path.is_absolute() and path.is_relative_to(os.getcwd()):
            path = path.relative_to(os.getcwd())
        mend = f"\nmend it with: {self.mend}" if self.mend else ""
        return f"{path}:{self.line}: {self.message}{mend}"


def nearest(word: str, words: Collection[str]) -> str:
    """What somebody may have meant who wrote a word that is none of these."""
    return f"did you mean {' or '.join(get_close_matches(word, words, n=3, cutoff=0.3) or sorted(words)[:5])}?"


def told(error: BaseException) -> str:
    """What is said of an error, in place of a traceback: a problem as it is, what the system refuses with the file, and
    of everything else that it is our fault, and where. With LAYER_BY_LAYER_DEBUG set, with its traceback."""
    if isinstance(error, Problem):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return str(Problem(os.fsdecode(error.filename), 1, f"the system says: {error.strerror}"))
    if os.environ.get("LAYER_BY_LAYER_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "layer_by_layer" in frame.filename]
    where = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return (
        f"this is a fault of the machinery, not of your files: {type(error).__name__}{where}: {error}\n"
        "report it with what you did; LAYER_BY_LAYER_DEBUG=1 shows the whole story"
    )
