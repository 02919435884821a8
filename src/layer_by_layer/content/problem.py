"""Problems: what a check says to a contributor."""

from __future__ import annotations

import os
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
