"""History: what git remembers of a file. Every question has the answer “unknown” where there is no git."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path


def blob_id(text: str) -> str:
    """The id that git gives to a file with this text, with line feeds. Needs neither git nor a history."""
    data = text.replace("\r\n", "\n").encode()
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _git(root: Path, *arguments: str) -> tuple[str | None, str]:
    """(what git prints, None where it fails; what it complains of)"""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True)
    except OSError as error:
        return None, str(error)
    said, complaint = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return (None if done.returncode else said), complaint.strip()


def blob(root: Path, id_: str) -> str | None:
    """The text that has this id; None where git or the blob is missing."""
    return _git(root, "cat-file", "blob", id_)[0]


def was_version(root: Path, folder: str, path: str, id_: str) -> bool | None:
    """Whether the file had this id in some commit, perhaps under another name in `folder`. None where git cannot know:
    where the history is not complete, has no such file, or has it with other line ends."""
    if (_git(root, "rev-parse", "--is-shallow-repository")[0] or "").strip() != "false":
        return None
    ends = (_git(root, "ls-files", "--eol", "--", folder)[0] or "").split("\n")
    if not any(ends) or any("i/crlf" in line and line.endswith(path) for line in ends):
        return None
    found, _ = _git(
        root, "log", "--all", "--format=", "--name-only", "--relative", f"--find-object={id_}", "--", folder
    )
    return any(name == path or not (root / name).exists() for name in (found or "").split("\n") if name)


def is_committed(root: Path, path: str) -> bool | None:
    """Whether git has the file as it stands in the working tree; None where there is no git."""
    status = _git(root, "status", "--porcelain", "--ignored", "--", path)[0]
    return None if status is None else not status and bool(_git(root, "ls-files", "--", path)[0])


def complaint(root: Path) -> str:
    """Why git does not answer here, in its own words where there is a repository."""
    said = _git(root, "status", "--porcelain")[1].split("\n")[0]
    return f"git says: {said}" if said and (root / ".git").exists() else "this is not a git repository"
