"""Files: the one place that reads what people write, and the one that writes what a command has made of it."""

from __future__ import annotations

import codecs
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from layer_by_layer.content.problem import Problem

# Characters that look like nothing or like another, at which programs disagree: controls, line ends that are none to
# git, byte order marks, what bad decoding leaves, and the private ones that our own readers put in place of markup.
STRANGE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufffc-\uffff\ud800-\uf8ff\U000f0000-\U0010ffff]"
)
CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
ENCODINGS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}
NOT_OURS = re.compile(r"[.~#]|__pycache__$")


def find(folder: Path, pattern: str) -> Iterator[Path]:
    """The files below a folder that a person wrote, sorted: no locks and copies of editors, checkpoints, dot files."""
    yield from (path for path in sorted(folder.rglob(pattern)) if is_ours(path.relative_to(folder)))


def is_ours(path: Path) -> bool:
    """Whether a person wrote the file at this relative path, and no editor, system or notebook server."""
    return not any(NOT_OURS.match(part) for part in path.parts)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file, with line feeds. Raises Problem, with the line, when it cannot be read, is in another
    encoding or not in Unicode's composed form (NFC), has characters that cannot be seen, or a merge left undecided."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Problem(path, 1, f"this file cannot be read: {error.strerror}") from None
    for mark, name in ENCODINGS.items():
        if data.startswith(mark):
            raise Problem(path, 1, f"this file is not UTF-8 but {name}: save it as UTF-8")
    if data.startswith(codecs.BOM_UTF8):
        raise Problem(path, 1, "this file begins with a byte order mark (BOM): save it as UTF-8 without one")
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Problem(path, line, f"this file is not UTF-8 ({error.reason}): save it as UTF-8") from None
    if "\r" in text:
        line = text[: text.index("\r")].count("\n") + 1
        raise Problem(path, line, "a line ends with CR alone: save the file with line feeds (LF)")
    for pattern, told in ((STRANGE, "the character {}, which nobody sees: remove it"), (CONFLICT, "“{}”: {}")):
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            name = f"U+{ord(found[0][0]):04X}"
            merge = "a merge left undecided: keep one side, and remove the marks"
            raise Problem(path, line, told.format(name) if pattern is STRANGE else told.format(found[0], merge))
    if not unicodedata.is_normalized("NFC", text):
        for line, row in enumerate(text.split("\n"), 1):
            if (composed := unicodedata.normalize("NFC", row)) != row:
                at = next(i for i, (a, b) in enumerate(zip(row, composed)) if a != b)
                raise Problem(path, line, f"“{composed[at]}” is not composed (NFC): save it as one character")
    return text


def read_toml(path: Path, text: str | None = None) -> dict[str, Any]:
    """The tables of a TOML file, or of another text of it. Raises Problem, with the line, where it is none."""
    try:
        return tomllib.loads(read_text(path) if text is None else text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise Problem(path, int(line[1]) if line else 1, f"this is not TOML: {error}") from None


def write(path: Path, text: str, *, was: str | None, differs: Callable[[str], str | None]) -> None:
    """Put `text` into a file in one step, after it has been written beside it and read again.

    `was` is the text from which `text` was made; None makes a new file. `differs` is given what was read again and
    says what in it is not as meant; None when all is. Raises Problem, and changes nothing, when it says so, when the
    file is a link, read-only, there already or changed meanwhile, and when the system cannot write.
    """
    if path.is_symlink():
        raise Problem(path, 1, f"not written: this is a symbolic link to {os.readlink(path)}; replace it by a file")
    if path.exists() and not path.stat().st_mode & 0o222:
        raise Problem(path, 1, "not written: this file is read-only")
    if was is None and path.exists():
        raise Problem(path, 1, "not written: this file exists, and is not overwritten")
    ends = "\r\n" if was is not None and b"\r\n" in path.read_bytes() else "\n"
    beside: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            beside = Path(file.name)
            file.write(text.replace("\n", ends).encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        try:
            again = read_text(beside)
        except Problem as problem:
            raise Problem(path, problem.line, f"not written: {problem.message}") from None
        if reason := "it reads otherwise than it was written" if again != text else differs(again):
            raise Problem(path, 1, f"not written: {reason}")
        if was is not None and read_text(path) != was:
            raise Problem(path, 1, "not written: the file has changed while the command ran; run it again")
        beside.chmod(path.stat().st_mode & 0o777 if was is not None else 0o666 & ~_umask())
        os.replace(beside, path)
    except OSError as error:
        raise Problem(path, 1, f"not written: {error.strerror}") from None
    finally:
        if beside:
            with suppress(OSError):
                beside.unlink()


def write_all(todo: Iterable[tuple[Path, str, str | None, Callable[[str], str | None]]]) -> None:
    """Write files by (path, text, was, differs), all or none."""
    before: dict[Path, bytes | None] = {}
    try:
        for path, text, was, differs in todo:
            held = None if was is None else path.read_bytes()
            write(path, text, was=was, differs=differs)
            before[path] = held
    except Problem:
        for path, data in before.items():
            path.unlink() if data is None else path.write_bytes(data)
            with suppress(OSError):
                path.parent.rmdir()  # if it was made for this
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
