"""Run one script and report what each of its print calls printed. Executed as a script, in a process of its own.

Standard library only, and no import from this package: it is started by path, next to nothing but the
interpreter and whatever the example itself imports. What a child process prints goes to the real standard output.
"""

import atexit
import builtins
import io
import json
import linecache
import os
import sys
import traceback
import warnings
from contextlib import suppress
from types import CodeType, FrameType, ModuleType
from typing import Any

LIMIT = 200_000
"""Characters that an example may print: a loop without end must not fill the memory, nor (in bytes × 100) the disk."""


def main(script: str, path: str, report: str) -> None:
    """Execute the text of `script` as ``__main__`` in `path`. Prints, stray output and the traceback, if it raised, go
    into the file `report` when the interpreter ends, after threads and what the example leaves to atexit."""
    with open(script, encoding="utf-8") as file:
        source = file.read()
    found: dict[str, Any] = {"prints": [], "stray": "", "stray_line": None, "failure": None, "failure_line": None}
    codes: set[int] = set()
    owner, printed = os.getpid(), 0

    def write_report() -> None:
        if os.getpid() == owner:
            with open(report, "w", encoding="ascii") as file:
                json.dump(found, file)

    def caller() -> int | None:
        """The line of the example that is being executed; None where none is, in a thread or at exit."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and id(frame.f_code) not in codes:
            frame = frame.f_back
        return frame.f_lineno if frame else None

    def note(line: int | None, text: str, **stray: object) -> None:
        nonlocal printed
        printed += len(text)
        found.update({} if found["stray"] else stray)
        if not stray:
            found["prints"].append((line, text))
        if printed > LIMIT:
            found.update(failure=f"the example prints more than {LIMIT:,} characters", failure_line=line)
            write_report()
            os._exit(1)

    class Stray(io.RawIOBase):
        """What lies under sys.stdout: what arrives here did not come through print."""

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            if os.getpid() != owner:
                return os.write(1, data)
            text, line = bytes(data).decode("utf-8", "replace"), caller()
            note(line, text, stray=text[:200], stray_line=line)
            return len(data)

    def recording_print(*values: object, file: Any = None, **how: Any) -> None:
        line = caller()
        if file is not None or sys.stdout is not stdout or stdout.closed or line is None or os.getpid() != owner:
            real_print(*values, file=file, **how)
        else:
            real_print(*values, file=(text := io.StringIO()), **how)
            note(line, text.getvalue())

    atexit.register(write_report)  # first, so that it is called last
    with suppress(ImportError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT * 100, LIMIT * 100))
    if not sys.flags.safe_path:
        del sys.path[0]  # this file's folder; nor is anything imported from the example's: it stands alone
    linecache.cache[path] = (len(source), None, source.splitlines(True), path)
    sys.argv, module = [path], ModuleType("__main__")
    module.__file__, sys.modules["__main__"] = path, module
    stdout = io.TextIOWrapper(Stray(), encoding="utf-8", write_through=True)  # type: ignore[type-var]
    sys.stdout, real_print, builtins.print = stdout, builtins.print, recording_print
    # A reader sees warnings on the terminal; an example that shows one has not been finished.
    warnings.simplefilter("error")
    try:
        parts: list[object] = [compile(source, path, "exec")]
        for part in parts:  # which grows meanwhile
            if isinstance(part, CodeType):
                codes.add(id(part))
                parts += part.co_consts
        exec(parts[0], module.__dict__)  # type: ignore[arg-type]
    except BaseException as error:  # SystemExit and KeyboardInterrupt are failures of the example, too
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
        lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames[-20:])]
        failure = "".join(lines)[:4000] + "".join(traceback.format_exception_only(type(error), error))[:2000]
        found["failure"] = failure.rstrip().encode("utf-8", "backslashreplace").decode()
        found["failure_line"] = frames[-1].lineno if frames else getattr(error, "lineno", None)


if __name__ == "__main__":
    main(*sys.argv[1:])
