"""The Nu HTML checker: whether the HTML is right."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from .result import Result
from .tool import Missing, module

JAR = "vnu-jar/build/dist/vnu.jar"
NO_JAVA = "Java is not installed: apt-get install default-jre-headless (11 or newer)"


def check(folder: Path, results: Sequence[Result]) -> None:
    """Errors of the Nu HTML checker."""
    found = errors(folder, [result.page.path for result in results])
    for result in results:
        result.values["html"] = []
        result.add("html", found[result.page.path])


def errors(folder: Path, paths: Sequence[str]) -> dict[str, list[str]]:
    """What the checker says of each file below a folder; of all at once, since it takes seconds to start."""
    uris = {(folder / path).resolve().as_uri(): path for path in paths}
    if not (java := shutil.which("java")):
        raise Missing(NO_JAVA)
    command = [java, "-jar", str(module(JAR)), "--format", "json", "--exit-zero-always", "--errors-only"]
    files = [str((folder / path).resolve()) for path in paths]
    done = subprocess.run([*command, *files], capture_output=True, text=True, encoding="utf-8")
    if not done.stderr.startswith("{"):
        raise Missing(f"the Nu HTML checker does not run: {done.stderr or done.stdout}")
    found: dict[str, list[str]] = {path: [] for path in paths}
    for message in json.loads(done.stderr)["messages"]:
        uri = "file:///" + message["url"].removeprefix("file:").lstrip("/")
        found[uris[uri]].append(f"line {message.get('lastLine', 1)}: {message['message']}")
    return found
