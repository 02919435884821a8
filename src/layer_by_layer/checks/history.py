"""History: what git remembers of a file. Every question has the answer “unknown” where there is no git."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path


def blob_id(text: str) -> str:
    """The id that git gives to a file with this text, with line feeds. Needs neither git nor a history."""
    data = text.replace("\r\n", "\n").encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _git(root: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def blob(root: Path, id_: str) -> str | None:
    """The text that has this id; None where git or the blob is missing."""
    return _git(root, "cat-file", "blob", id_)


def was_version(root: Path, path: str, id_: str) -> bool | None:
    """Whether the file had this id in some commit; None where the history is not complete, or there is none."""
    if _git(root, "rev-parse", "--is-shallow-repository", "--verify", "HEAD") is None:
        return None
    if (_git(root, "rev-parse", "--is-shallow-repository") or "").strip() != "false":
        return None
    return bool(_git(root, "log", "--all", "-1", "--format=%H", f"--find-object={id_}", "--", path))


def is_committed(root: Path, path: str) -> bool | None:
    """Whether git has the file as it stands in the working tree; None where there is no git."""
    status = _git(root, "status", "--porcelain", "--ignored", "--", path)
    return None if status is None else not status and bool(_git(root, "ls-files", "--", path))
