"""Run one script and report what each of its print calls printed. Executed as a script, in a process of its own.

Standard library only, and no import from this package: it is started by path, next to nothing but the
interpreter and whatever the example itself imports.
"""

import builtins
import io
import json
import linecache
import os
import sys
import traceback
import warnings
from types import FrameType
from typing import Any


def main(path: str) -> dict[str, object]:
    """Execute `path` as ``__main__``; return prints, stray output and, if it raised, the traceback."""
    # As for “python example.py”: modules are looked for next to the example, not next to this file.
    sys.path[0] = os.path.dirname(path)
    with open(path, encoding="utf-8") as file:
        source = file.read()
    prints: list[tuple[int, str]] = []
    stray = io.StringIO()

    def recording_print(
        *values: object, sep: str | None = " ", end: str | None = "\n", file: Any = None, flush: bool = False
    ) -> None:
        if file is not None:
            builtins_print(*values, sep=sep, end=end, file=file, flush=flush)
            return
        text = io.StringIO()
        builtins_print(*values, sep=sep, end=end, file=text)
        frame: FrameType = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename != path:
            frame = frame.f_back
        prints.append((frame.f_lineno, text.getvalue()))

    builtins_print = builtins.print
    builtins.print = recording_print
    real_stdout, sys.stdout = sys.stdout, stray
    # A reader sees warnings on the terminal; an example that shows one has not been finished.
    warnings.simplefilter("error")
    failure = None
    failure_line = None
    try:
        exec(compile(source, path, "exec"), {"__name__": "__main__", "__file__": path})
    except BaseException as error:  # SystemExit and KeyboardInterrupt are failures of the example, too
        linecache.checkcache(path)
        frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == path]
        failure_line = frames[-1].lineno if frames else getattr(error, "lineno", None)
        lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames)]
        failure = "".join(lines + traceback.format_exception_only(type(error), error)).rstrip()
    finally:
        sys.stdout = real_stdout
        builtins.print = builtins_print
    return {"prints": prints, "stray": stray.getvalue(), "failure": failure, "failure_line": failure_line}


if __name__ == "__main__":
    json.dump(main(sys.argv[1]), sys.stdout)
