"""The folder in which a build keeps what the next one need not make again: what examples printed, their pages."""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from pathlib import Path


def place(root: Path) -> tuple[Path, str]:
    """The folder of the checkout `root`; where nothing can be written into it, one that lasts as long as the process,
    and a line that says so."""
    folder = root.absolute() / ".cache" / "layer-by-layer"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        temporary = Path(tempfile.mkdtemp(prefix="layer-by-layer-"))
        atexit.register(shutil.rmtree, temporary, ignore_errors=True)
        return temporary, f"{folder} cannot be written ({error.strerror}): nothing is kept for the next build"
    return folder, ""


def sweep(folder: Path) -> None:
    """Remove the pages that mkdocs-jupyter has kept in half: it writes in place, and stops at what it cannot read."""
    for path in folder.glob("*.json"):
        try:
            whole = {"content", "toc_tokens"} <= json.loads(path.read_bytes()).keys()
        except (ValueError, AttributeError):
            whole = False
        if not whole:
            path.unlink()
