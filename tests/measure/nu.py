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


def check(folder: Path, results: Sequence[Result]) -> None:
    """Errors of the Nu HTML checker."""
    paths = {(folder / result.page.path).resolve().as_uri(): result for result in results}
    files = [str((folder / result.page.path).resolve()) for result in results]
    if not (java := shutil.which("java")):
        raise Missing("Java is not installed: apt-get install default-jre-headless (11 or newer)")
    command = [java, "-jar", str(module(JAR)), "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, "--errors-only", *files], capture_output=True, text=True, encoding="utf-8")
    if not done.stderr.startswith("{"):
        raise Missing(f"the Nu HTML checker does not run: {done.stderr or done.stdout}")
    for result in results:
        result.values["html"] = []
    for message in json.loads(done.stderr)["messages"]:
        uri = "file:///" + message["url"].removeprefix("file:").lstrip("/")
        paths[uri].add("html", [f"line {message.get('lastLine', 1)}: {message['message']}"])
