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


def read_text(path: Path) -> str:
    """The text of a UTF-8 file with line feeds. Raises Problem when it is in another encoding."""
    try:
        return path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Problem(path, line, f"this file is not UTF-8 ({error.reason}): save it as UTF-8") from None
