"""A trial: a broken copy of the book, the commands and the build on it, in a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import pickle
import shutil
import signal
import tempfile
import traceback
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

import layer_by_layer.mkdocs_plugin  # noqa: F401 (what a process has imported, its children have)
from layer_by_layer.__main__ import main
from layer_by_layer.checks import spelling

from . import book, oracle
from .kinds import PAGE, Damage, apply
from .oracle import Failure

SECONDS = 60
EXTRAS = (
    "diff index fr", "stamp index fr", "stamp changes fr ru", "new markup ru", "new threads/thread zh", "check index",
    "new --language de --name Deutsch", "new --language es --name Español:#(es)", "status --json", "status --summary",
    "check {file}", "fix {file}", "update --dry-run", "update sums", "new {name} fr", "stamp {name} fr",
    "diff {name} fr",
    "links ../site",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """Some damages, what is asked besides the usual commands, and what MkDocs does: nothing (most of the time, since it
    takes longest), build or serve."""

    damages: tuple[Damage, ...]
    extra: str = "check index"
    mkdocs: str = ""

    def __str__(self) -> str:
        return json.dumps(
            {**asdict(self), "damages": [[*asdict(one).values()] for one in self.damages]}, ensure_ascii=True
        )

    @staticmethod
    def read(text: str) -> Case:
        """A case from its data, as it was printed."""
        data = json.loads(text)
        return Case(tuple(Damage(*one) for one in data["damages"]), data["extra"], data["mkdocs"])


class Bench:
    """Where books are broken: an unbroken one, and a copy at the same place for each trial, so that what the examples
    print is remembered."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="damage")).resolve()
        self.whole, self.copy, self.site = (self.folder / name for name in ("whole", "room/book", "room/site"))
        self.whole.mkdir()
        book.make(self.whole)
        self._fresh()
        with inside(self.copy), quiet() as said:
            # What runs here once is remembered by every child.
            assert main(["check"]) == main(["update"]) == 0, said.getvalue()
        wrong = apart(lambda: build(self.copy, self.site, languages=("en", "fr", "ru", "zh")))
        assert wrong == [] and (self.site / "zh/index.html").is_file(), wrong
        shutil.copytree(self.copy / ".cache", self.whole / ".cache")
        self.files = sorted(
            path.relative_to(self.whole).as_posix()
            for path in self.whole.rglob("*")
            if path.is_file() and not {".git", ".cache", ".gitignore"} & set(path.relative_to(self.whole).parts)
        )

    def close(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _fresh(self) -> None:
        shutil.rmtree(self.copy.parent, ignore_errors=True)
        shutil.copytree(self.whole, self.copy, symlinks=True)

    def run(self, case: Case) -> list[Failure]:
        """What does not hold for a case."""
        self._fresh()
        for damage in case.damages:
            apply(self.copy, damage)
        return apart(lambda: list(trial(self.copy, self.site, case)))


def apart(work: Callable[[], Any]) -> Any:
    """The result of some work in a process of its own, which is ended when it takes too long."""
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of threads: NumPy has some, which do nothing now
        child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            os.setsid()
            warnings.simplefilter("ignore")  # of the libraries; the tests make them errors
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            signal.signal(signal.SIGALRM, expired)
            signal.alarm(SECONDS)
            result = work()
            status = 0
        except BaseException as error:
            result = [Failure("the trial itself", "".join(traceback.format_exception(error))[-1500:])]
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(result, pipe)
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        try:
            result = pickle.load(pipe)  # not to the end: whoever draws cards holds the other side, too
        except EOFError:
            result = [Failure("the process died", "")]
    os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)  # whoever draws cards for a build that failed
    return result


class Expired(BaseException):
    """A command takes too long."""


def expired(number: int, frame: Any) -> None:
    """End what takes too long."""
    raise Expired(f"still running after {SECONDS} s")


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def quiet() -> Iterator[io.StringIO]:
    """What is said, on both streams."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        yield said


def trial(root: Path, site: Path, case: Case) -> Iterator[Failure]:
    """Run every command and a build on a broken book."""
    files = [damage.file for damage in case.damages]
    if not case.mkdocs:  # the dictionaries take longer than all other checks
        spelling.missing = lambda language: "left out"  # type: ignore[assignment]
    os.environ.pop("CI", None)
    where = next((damage.text for damage in case.damages if damage.kind == "elsewhere"), "")
    with inside(root / where):
        pages = [file for file in files if file.endswith(PAGE)] or ["index"]
        code = yield from command_holds(root, ["check"], case)
        yield from command_holds(root, ["status"], case)
        languages = {"en", *(file.split("/")[1] for file in files if file.startswith("docs/"))}
        if case.mkdocs == "serve":
            yield from serve(root, site, languages, gentle=all(file.endswith((".md", ".py", "/")) for file in files))
        elif case.mkdocs and not where:
            yield from build(root, site, languages=languages)
        if code == 0 and not where:
            yield from oracle.rendered(files)
        names = {"file": pages[0], "name": pages[0].removesuffix(PAGE).split("/", 2)[-1]}
        extra = [part.format(**names) for part in case.extra.split(" ")]
        update = [["update"]] if any(file.startswith("examples") for file in files) else []
        for command in (*update, ["fix", *pages], extra):
            before = snapshot(root)
            yield from command_holds(root, command, case)
            if command[0] in ("update", "fix") and snapshot(root) != before:
                yield from nothing_more(root, command)


def ask(command: Sequence[str]) -> tuple[object, str, BaseException | None]:
    """(exit status, what was said, what was raised) of a command."""
    with inside(Path.cwd()), quiet() as said:
        try:
            return main([*command]), said.getvalue(), None
        except SystemExit as error:  # argparse
            return error.code, said.getvalue(), None
        except BaseException as error:
            return None, said.getvalue(), error


def command_holds(root: Path, command: list[str], case: Case) -> Generator[Failure, None, object]:
    """A command says what is wrong, without a traceback, and writes what it was asked to, and nothing else. Returns its
    exit status."""
    told = " ".join(command)
    before = snapshot(root)
    code, said, error = ask(command)
    if error is not None:
        yield Failure("crash", oracle.crash(error), told)
    else:
        names = [
            *(Path(damage.file).stem for damage in case.damages),
            *command[1:],
            "usage:",
            "mkdocs.yml",
            "docs/",
            "git says",
            "git repository",
            "examples/",
        ]
        if command[0] == "links":  # the problems of a site that was built from something broken
            names.append("problems")
        for failure in oracle.spoken(code, said, names):
            yield Failure(failure.rule, failure.found, told)
    after = snapshot(root)
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            for failure in changed(path, before.get(path), after.get(path), command, root):
                yield Failure(failure.rule, failure.found, told)
    return code


def snapshot(root: Path) -> dict[str, bytes]:
    """Every file of the book, links as what they point to, and git's own but for its index (whose times it renews)."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in (".cache", "__pycache__")]
        for name in [*names, *(one for one in folders if os.path.islink(os.path.join(folder, one)))]:
            path = Path(folder) / name
            inner = path.relative_to(root).as_posix()
            if inner != ".git/index":
                found[inner] = b"-> " + os.readlink(path).encode() if path.is_symlink() else path.read_bytes()
    return found


def changed(path: str, was: bytes | None, now: bytes | None, command: list[str], root: Path) -> Iterator[Failure]:
    """What is wrong with a change of one file by a command."""
    here = Path(os.path.relpath(Path.cwd(), root)).as_posix()
    known = lambda name: f"{here}/{name}".removeprefix("./")  # noqa: E731
    allowed = {
        "update": path.startswith("examples/") and path.endswith(".py"),
        "fix": path.endswith(PAGE)
        and any(path.removesuffix(PAGE).endswith(one.removesuffix(PAGE)) or path == known(one) for one in command[1:]),
        "stamp": path.endswith(PAGE) and path.split("/")[1] in command[2:],
        "new": path == "mkdocs.yml" or path.split("/")[0] == "docs",
    }.get(command[0], False)
    if not allowed or now is None:
        yield Failure("a file was touched that was not meant", path)
        return
    if command[0] == "new":
        yield from made(path, was, now, command)
        return
    if was is None:
        yield Failure("a file was made that was not meant", path)
        return
    old, new = oracle.meaning(path, was), oracle.meaning(path, now)
    if command[0] == "stamp":
        old, new = oracle.without_stamp(old), oracle.without_stamp(new)
    if old != new:
        yield Failure("the meaning of a file was changed", f"{path}: {differs(was, now)}")


def differs(was: bytes, now: bytes) -> str:
    """The first line that is another."""
    old, new = (data.decode("utf-8", "replace").split("\n") for data in (was, now))
    pairs = [(a, b) for a, b in zip(old, new) if a != b] or [("", "")]
    return f"{pairs[0][0][:60]!r} -> {pairs[0][1][:60]!r}"


def made(path: str, was: bytes | None, now: bytes, command: list[str]) -> Iterator[Failure]:
    """What is wrong with what “new” has made."""
    if path == "mkdocs.yml":

        def languages(data: bytes) -> list[Any]:
            text = data.decode().replace("!ENV", "")
            plugins = yaml.safe_load(text)["plugins"]
            return [*next(one["i18n"] for one in plugins if isinstance(one, dict) and "i18n" in one)["languages"]]

        try:
            old, new = languages(was or b""), languages(now)
        except Exception as error:
            yield Failure("what was made cannot be read", f"{path}: {error}")
            return
        if new[:-1] != old or new[-1]["name"] != command[-1]:
            yield Failure("what was made is not what was asked for", f"{path}: {new[-1]}")
    elif was is not None:
        yield Failure("a file was overwritten", path)
    elif path.endswith(PAGE):
        english = Path("docs/en") / path.removeprefix("docs/").partition("/")[2]
        if not english.is_file():
            return
        if oracle.without_stamp(oracle.meaning(path, now)) != oracle.without_stamp(
            oracle.meaning(path, english.read_bytes().replace(b"\r\n", b"\n"))
        ):
            yield Failure("what was made is not what was asked for", f"{path} is not the English text")


def nothing_more(root: Path, command: list[str]) -> Iterator[Failure]:
    """A second time there is nothing left to write."""
    before = snapshot(root)
    ask(command)
    after = snapshot(root)
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            told = differs(before.get(path) or b"", after.get(path) or b"")
            yield Failure("a second time, it writes again", f"{path}: {told}", " ".join(command))


class Ear(logging.Handler):
    """What MkDocs says while it builds."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(self.format(record))


@contextlib.contextmanager
def heard(languages: Any) -> Iterator[Ear]:
    """What is said during a build of some languages."""
    ear = Ear()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(ear)
    logger.propagate = False
    for code in ("fr", "ru", "zh"):
        os.environ[code.upper()] = str(code in languages).lower()
    with quiet() as said:
        try:
            yield ear
        finally:
            logger.removeHandler(ear)
            ear.said.append(said.getvalue())


def run_build(site: Path, command: str) -> None:
    """What “mkdocs build --strict” and the first build of “mkdocs serve” do."""
    shutil.rmtree(site, ignore_errors=True)
    config = load_config("mkdocs.yml", strict=command == "build", site_dir=str(site), dev_addr="127.0.0.1:0")
    config.plugins.on_startup(command=command, dirty=False)
    try:
        mkdocs_build(config, serve_url="http://127.0.0.1:0/" if command == "serve" else None)
    finally:
        config.plugins.on_shutdown()


def build(root: Path, site: Path, *, languages: Any = ("en",)) -> list[Failure]:
    """What is wrong with a strict build: how it failed, or the site that it made."""
    failures: list[Failure] = []
    raised: BaseException | None = None
    before = snapshot(root)
    with inside(root), heard(languages) as ear:
        try:
            run_build(site, "build")
        except (MkDocsException, SystemExit) as error:  # what MkDocs prints without a traceback
            raised = error
            ear.said.append(str(error))
        except BaseException as error:
            raised = error
            failures.append(Failure("crash", oracle.crash(error), "build"))
    said = "\n".join(ear.said)
    if before != snapshot(root):
        failures.append(Failure("a file was touched that was not meant", "in a build", "build"))
    if raised is None:
        return failures + list(oracle.built(root, site))
    if not failures:
        names = ["mkdocs.yml", "Config", "config", "docs/", ".md", ".py", ".toml", "in use"]
        failures += [Failure(one.rule, one.found, "build") for one in oracle.spoken(1, said, names)]
    return failures


def serve(root: Path, site: Path, languages: Any, *, gentle: bool) -> Iterator[Failure]:
    """An author who serves sees the site all the same, when pages and examples are broken."""
    with inside(root), heard(languages) as ear:
        error: BaseException | None = None
        try:
            run_build(site, "serve")
        except BaseException as raised:
            error = raised
    if error and (gentle or not isinstance(error, MkDocsException | SystemExit)):
        yield Failure("serving ends", f"{oracle.crash(error)}", "serve")
    said = "\n".join(ear.said)
    for failure in oracle.spoken(0, said, []):
        yield Failure(failure.rule, failure.found, "serve")
