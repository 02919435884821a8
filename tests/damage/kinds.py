"""The kinds of damage: each is a small function that spoils one file, `at` a place in it, with or without a text.

A damage is plain data, so that a failing case can be printed, kept and tried again.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .snippets import CELLS, CHARACTERS, MARKUP, TOML, VALUES, YAML

Act = Callable[[Path, int, str], None]
PAGE, EXAMPLE, TABLE, SETTINGS = ".md", ".py", ".toml", ".yml"
ANY = (PAGE, EXAMPLE, TABLE, SETTINGS, ".txt")
TEXT = (PAGE, EXAMPLE, TABLE, SETTINGS)


@dataclass(frozen=True)
class Damage:
    """What is done to one file. `at` is a place in it, in thousandths; `text` what is put there, or a name."""

    kind: str
    file: str
    at: int = 0
    text: str = ""


class Kind(NamedTuple):
    """How to damage, which files (by suffix, or a folder that ends with “/”), and the texts to choose from."""

    act: Act
    files: tuple[str, ...]
    texts: tuple[str, ...]


KINDS: dict[str, Kind] = {}


def kind(*files: str, texts: tuple[str, ...] = ("",)) -> Callable[[Act], Act]:
    """Register a function as a kind of damage."""

    def register(act: Act) -> Act:
        KINDS[act.__name__] = Kind(act, files, texts)
        return act

    return register


def apply(root: Path, damage: Damage) -> None:
    """Do one damage in a copy of the book. What an earlier one has taken away cannot be damaged again."""
    path = root / damage.file
    with suppress(OSError, UnicodeError, IndexError):
        KINDS[damage.kind].act(path, damage.at, damage.text)


def text_of(path: Path) -> str:
    """A text, line ends and all."""
    return path.read_bytes().decode("utf-8")


def put(path: Path, text: str) -> None:
    """Write a text, line ends and all."""
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def place(parts: str | bytes | list[str], at: int) -> int:
    """The index that lies `at` thousandths into a text, a file or a list."""
    return min(len(parts) - 1, len(parts) * at // 1000) if parts else 0


def lines_of(path: Path) -> list[str]:
    """The lines of a file, with their line feeds."""
    parts = text_of(path).split("\n")
    return [f"{line}\n" for line in parts[:-1]] + [parts[-1]] * bool(parts[-1])


def relined(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Change a file as a list of lines."""
    put(path, "".join(change(lines_of(path))))


def gap(lines: list[str], at: int) -> int:
    """The number of the line before which a paragraph can be inserted: behind a blank one, after the front matter."""
    gaps = [number for number, line in enumerate(lines) if number > 4 and not lines[number - 1].strip()]
    return [*gaps, len(lines)][place([""] * (len(gaps) + 1), at)]


# Whole files


@kind(*ANY)
def delete(path: Path, at: int, text: str) -> None:
    path.unlink()


@kind(*ANY)
def empty(path: Path, at: int, text: str) -> None:
    path.write_bytes(b"")


@kind(*ANY)
def truncate(path: Path, at: int, text: str) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: place(data, at)])


@kind(
    *ANY,
    texts=("README.md", "Upper Case.md", "näme.md", "a.b.md", "x'y.md", "index.html.md", "404.md", "x.markdown", "x.py",
           "con#x.md", "100%.md", "日本.py", "__init__.py", "class.py", "two words.py"),
)  # fmt: skip
def rename(path: Path, at: int, text: str) -> None:
    path.rename(path.with_name(text))


@kind(
    *ANY,
    texts=("._{0}", ".#{0}", "#{0}#", "{0}~", ".{0}.swp", ".ipynb_checkpoints/{1}-checkpoint{2}", "{1} (copy){2}",
           "__pycache__/{0}", "{0}.orig", "{1}_BACKUP_12{2}", ".hidden/{0}", "deep/er/{0}", "node_modules/{0}"),
)  # fmt: skip
def copy(path: Path, at: int, text: str) -> None:
    other = path.parent / text.format(path.name, path.stem, path.suffix)
    other.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, other)


@kind(*ANY, texts=("._{0}", ".#{0}", "{0}.tmp", "x{2}"))
def binary_neighbour(path: Path, at: int, text: str) -> None:
    path.with_name(text.format(path.name, path.stem, path.suffix)).write_bytes(b"\0\5\26\7\xff\xfe" * 9)


@kind(*ANY)
def folder_for_file(path: Path, at: int, text: str) -> None:
    path.unlink()
    path.mkdir()


@kind(PAGE, EXAMPLE, TABLE, ".txt")
def file_for_folder(path: Path, at: int, text: str) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_text("a file\n")


@kind(*ANY, texts=("{0}", "nowhere", "../en/{0}", "../en/changes.md", "/etc/hostname", "/dev/null", "..", "index.md"))
def link(path: Path, at: int, text: str) -> None:
    path.unlink()
    path.symlink_to(text.format(path.name))


@kind(*ANY)
def read_only(path: Path, at: int, text: str) -> None:
    path.chmod(0o444)


@kind(*ANY)
def swap_files(path: Path, at: int, text: str) -> None:
    others = sorted(other for other in path.parent.iterdir() if other.is_file() and other != path)
    other = others[place([""] * len(others), at)]
    here, there = path.read_bytes(), other.read_bytes()
    path.write_bytes(there)
    other.write_bytes(here)


# Bytes and encodings


@kind(*ANY)
def swap_bytes(path: Path, at: int, text: str) -> None:
    data = bytearray(path.read_bytes())
    here = place(bytes(data), at)
    data[here], data[here - 1] = data[here - 1], data[here]
    path.write_bytes(data)


@kind(*ANY, texts=("\x00", "\x80", "\xff", "\xc3", "\xed", "\x1a"))
def insert_byte(path: Path, at: int, text: str) -> None:
    data = path.read_bytes()
    here = place(data, at)
    path.write_bytes(data[:here] + text.encode("latin-1") + data[here:])


@kind(*ANY)
def delete_byte(path: Path, at: int, text: str) -> None:
    data = path.read_bytes()
    here = place(data, at)
    path.write_bytes(data[:here] + data[here + 1 :])


@kind(*ANY, texts=("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "latin-1", "cp1252", "koi8-r"))
def encoding(path: Path, at: int, text: str) -> None:
    path.write_bytes(text_of(path).encode(text, "replace"))


@kind(*ANY, texts=("\r\n", "\r", "\n\r", "\x85", "\u2028", "\n\n"))
def line_ends(path: Path, at: int, text: str) -> None:
    put(path, text_of(path).replace("\n", text))


@kind(*ANY, texts=("", "\n", "\n\n\n", " ", "\r", "\x1a"))
def last_line_end(path: Path, at: int, text: str) -> None:
    put(path, text_of(path).rstrip("\n") + text)


@kind(*ANY, texts=("NFD", "NFKD", "NFKC"))
def normal_form(path: Path, at: int, text: str) -> None:
    put(path, unicodedata.normalize(text, text_of(path)))  # type: ignore[arg-type]


@kind(*ANY, texts=CHARACTERS)
def character(path: Path, at: int, text: str) -> None:
    source = text_of(path)
    here = place(source, at)
    put(path, source[:here] + text + source[here:])


# Lines


@kind(*ANY)
def delete_line(path: Path, at: int, text: str) -> None:
    relined(path, lambda lines: lines[: place(lines, at)] + lines[place(lines, at) + 1 :])


@kind(*ANY)
def double_line(path: Path, at: int, text: str) -> None:
    relined(path, lambda lines: lines[: place(lines, at) + 1] + lines[place(lines, at) :])


@kind(*TEXT)
def swap_lines(path: Path, at: int, text: str) -> None:
    def swapped(lines: list[str]) -> list[str]:
        here = max(1, place(lines, at))
        return [*lines[: here - 1], lines[here], lines[here - 1], *lines[here + 1 :]]

    relined(path, swapped)


@kind(*TEXT)
def turn_lines_round(path: Path, at: int, text: str) -> None:
    def turned(lines: list[str]) -> list[str]:
        here = place(lines, at)
        return [*lines[:here], *reversed(lines[here : here + 6]), *lines[here + 6 :]]

    relined(path, turned)


@kind(*TEXT, texts=(" ", "  ", "    ", "\t", "> ", "- ", "# ", "| ", "\u00a0"))
def indent(path: Path, at: int, text: str) -> None:
    relined(path, lambda lines: [text * (n == place(lines, at)) + line for n, line in enumerate(lines)])


@kind(*TEXT)
def dedent(path: Path, at: int, text: str) -> None:
    relined(path, lambda lines: [line.lstrip(" ") if n >= place(lines, at) else line for n, line in enumerate(lines)])


@kind(*TEXT, texts=(" ", "  ", "\t", "\\", " #", "\u00a0", " \u200b"))
def behind_line(path: Path, at: int, text: str) -> None:
    def longer(lines: list[str]) -> list[str]:
        here = place(lines, at)
        return [line.rstrip("\n") + text + "\n" if n == here else line for n, line in enumerate(lines)]

    relined(path, longer)


@kind(*TEXT)
def join_lines(path: Path, at: int, text: str) -> None:
    relined(path, lambda lines: [line.rstrip("\n") if n == place(lines, at) else line for n, line in enumerate(lines)])


@kind(*TEXT, texts=("HEAD", "", "diff3", "one mark", "half"))
def conflict(path: Path, at: int, text: str) -> None:
    def merged(lines: list[str]) -> list[str]:
        here = place(lines, at)
        ours, name = lines[here], f" {text}" if text == "HEAD" else ""
        base = ["|||||||\n", ours] if text == "diff3" else []
        if text == "one mark":
            return [*lines[:here], f"======={name}\n", *lines[here:]]
        if text == "half":
            return [*lines[:here], f"<<<<<<<{name}\n", *lines[here:]]
        marked = [f"<<<<<<<{name}\n", ours, *base, "=======\n", f"{ours.rstrip()} 98765\n", ">>>>>>> other\n"]
        return [*lines[:here], *marked, *lines[here + 1 :]]

    relined(path, merged)


# Pages


@kind(PAGE, texts=MARKUP)
def markup(path: Path, at: int, text: str) -> None:
    def with_text(lines: list[str]) -> list[str]:
        here = gap(lines, at)
        return [*lines[:here], text, "\n\n", *lines[here:]]

    relined(path, with_text)


@kind(PAGE, texts=MARKUP)
def markup_in_a_line(path: Path, at: int, text: str) -> None:
    def with_text(lines: list[str]) -> list[str]:
        prose = [n for n, line in enumerate(lines) if n > 4 and line[0].isalpha() and "=" not in line] or [
            len(lines) - 1
        ]
        here = prose[place([""] * len(prose), at)]
        first = text.split("\n")[0]
        return [*lines[:here], f"{lines[here].rstrip()} {first} and so on.\n", *lines[here + 1 :]]

    relined(path, with_text)


@kind(PAGE, texts=("whole", "title: B", "title: 98765", "description: B", "source: " + "0" * 40, "draft: true", "open",
                   "draft: yes", "hide: [toc]", "template: 404.html", "search: {exclude: true}", "title: [a]",
                   "status: new", "date: 2026-13-45", "<<: *x", "a: &x [*x]", "title: !!python/name:os.system",
                   "title: Why 42 # and not 43", "tags: 5", "title: no", "redirect: x", "title: 42",
                   "title: ''"))  # fmt: skip
def front_matter(path: Path, at: int, text: str) -> None:
    source = text_of(path)
    end = source.index("---\n", 4) + 4
    if text == "whole":
        put(path, source[:end] + source)
    elif text == "open":
        put(path, source[: end - 4] + source[end:])
    elif at < 500:
        put(path, source[: end - 4] + text + "\n" + source[end - 4 :])
    else:
        put(path, source[:4] + text + "\n" + source[4:])


@kind(PAGE)
def double_block(path: Path, at: int, text: str) -> None:
    def doubled(lines: list[str]) -> list[str]:
        starts = [n for n, line in enumerate(lines) if line.startswith("/// ")] or [0]
        first = starts[place([""] * len(starts), at)]
        last = lines.index("///\n", first) + 1
        return [*lines[:last], "\n", *lines[first:last], *lines[last:]]

    try:
        relined(path, doubled)
    except ValueError:
        return


@kind(PAGE)
def double_section(path: Path, at: int, text: str) -> None:
    def doubled(lines: list[str]) -> list[str]:
        starts = [n for n, line in enumerate(lines) if line.startswith("#")] or [0]
        first = starts[place([""] * len(starts), at)]
        last = next((n for n in starts if n > first), len(lines))
        return lines[:last] + lines[first:last] + lines[last:]

    relined(path, doubled)


@kind(PAGE, texts=("///", "    id: ", "    verdict: ", "    evidence: ", "    statements: ", "    alt: ", "{#", "]("))
def delete_mark(path: Path, at: int, text: str) -> None:
    source = text_of(path)
    found = [n for n in range(len(source)) if source.startswith(text, n)]
    here = found[place([""] * len(found), at)]
    put(path, source[:here] + source[here + len(text) :])


@kind(PAGE, texts=(
    "topic/sums", "topic/sums#", "topic/sums#nothing", "topic/sums#large,large", "topic/figures/line", "../x#y",
    "#large",
    "topic/figures/line#drawing", "", "sums", "a|b", "a=b=c", "sums-commute=nothing", "TRUE", "true # sure",
    "true, false",
    "[sums-commute, differences-commute]", "*", "{x}", "é", "0", "x" * 3000,
))  # fmt: skip
def option_value(path: Path, at: int, text: str) -> None:
    def changed(lines: list[str]) -> list[str]:
        found = [
            n for n, line in enumerate(lines) if line.startswith(("    ", "/// ")) and (":" in line or "|" in line)
        ]
        here = found[place([""] * len(found), at)]
        mark = "|" if lines[here].startswith("///") else ":"
        return [*lines[:here], f"{lines[here].partition(mark)[0]}{mark} {text}\n", *lines[here + 1 :]]

    relined(path, changed)


# Examples


@kind("topic/sums.py", texts=CELLS)
def cell(path: Path, at: int, text: str) -> None:
    put(path, text_of(path) + text)


@kind(EXAMPLE, texts=("a,b = np", "print( 1 )", "if True: print(1)", "x = {  'a':1 }", "import os, sys",
"from . import x",
                      "from __future__ import nothing", "return", "yield 1", "await x", "print = 5", "exec('1/0')",
                      "#> 5", "    #> 5", "#>5", "# > 5", "#%% two", "# %%", "# %% Two", "# %% a b", "x = 1  #> 1",
                      '"""', "'''", "\\", "assert False", "import numpy as print", "raise SystemExit",
                      "1/0  # %% x"))  # fmt: skip
def python_line(path: Path, at: int, text: str) -> None:
    def with_line(lines: list[str]) -> list[str]:
        here = place(lines, at)
        space = lines[here][: len(lines[here]) - len(lines[here].lstrip(" "))]
        return [*lines[:here], f"{space}{text}\n", *lines[here:]]

    relined(path, with_line)


# Tables and settings


@kind(TABLE, SETTINGS, texts=VALUES)
def retype(path: Path, at: int, text: str) -> None:
    mark = ": " if path.suffix == SETTINGS else " = "

    def changed(lines: list[str]) -> list[str]:
        found = [n for n, line in enumerate(lines) if mark in line] or [0]
        here = found[place([""] * len(found), at)]
        return [*lines[:here], f"{lines[here].partition(mark)[0]}{mark}{text}\n", *lines[here + 1 :]]

    relined(path, changed)


@kind(TABLE, texts=TOML)
def toml_text(path: Path, at: int, text: str) -> None:
    put(path, text if at < 300 else f"{text}\n{text_of(path)}" if at < 600 else f"{text_of(path)}\n{text}\n")


@kind(SETTINGS, texts=YAML)
def yaml_text(path: Path, at: int, text: str) -> None:
    put(path, text if at < 300 else f"{text}\n{text_of(path)}" if at < 600 else f"{text_of(path)}\n{text}\n")


@kind(TABLE, SETTINGS)
def rename_key(path: Path, at: int, text: str) -> None:
    def changed(lines: list[str]) -> list[str]:
        found = [n for n, line in enumerate(lines) if "=" in line or ":" in line or line.startswith("[")] or [0]
        here = found[place([""] * len(found), at)]
        return [*lines[:here], lines[here].replace("e", "ee", 1), *lines[here + 1 :]]

    relined(path, changed)


# What the machine made, and where it stands


@kind(".cache/", texts=("", "{", "{}", "[]", "null", "5", '{"prints": 5}', "\x00\xff", "folder", "gone", "read-only"))
def cache(path: Path, at: int, text: str) -> None:
    files = sorted(file for file in path.rglob("*") if file.is_file())
    file = files[place([""] * len(files), at)]
    if text in ("folder", "gone"):
        file.unlink()
    if text == "folder":
        file.mkdir()
    elif text == "read-only":
        file.chmod(0o444)
    elif text != "gone":
        file.write_bytes(text.encode("latin-1"))


@kind(".cache/", texts=("file", "link", "half"))
def cache_folder(path: Path, at: int, text: str) -> None:
    if text == "half":
        for file in path.rglob("*.*"):
            if file.is_file():
                file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
        return
    shutil.rmtree(path)
    if text == "file":
        path.write_text("a file\n")
    else:
        path.symlink_to("nowhere")


@kind(".git/", texts=("gone", "file", "HEAD", "objects", "outer", "index", "config", "owner"))
def history(path: Path, at: int, text: str) -> None:
    if text == "objects":
        shutil.rmtree(path / "objects")
    elif text in ("HEAD", "index", "config"):
        (path / text).write_text("broken\n")
    elif text == "owner":
        for one in (path, path.parent):
            os.chown(one, 65534, 65534)
    else:
        shutil.rmtree(path)
        if text == "file":
            path.write_text("gitdir: nowhere\n")
        elif text == "outer":
            os.system(f"cd {path.parent.parent} && git init -q --template= .")


@kind("docs/", texts=("de", "pt-BR", "DE", "x", "assets", "de/strings.toml", "de/index.md", "en/new.md", "fr/new.md",
                      "fr/deep/index.md", "en/markup/index.md", "en/threads/more.md", "en/index/index.md", "stray.md",
                      "en/picture.png", "en/page.html", "en/notes.ipynb", "en/examples/topic/sums.md", "en/examples.md",
                      "en/examples/index.md", "fr/examples.md", "en/404.md"))  # fmt: skip
def stranger(path: Path, at: int, text: str) -> None:
    new = path / text
    new.parent.mkdir(parents=True, exist_ok=True)
    if not new.suffix:
        new.mkdir()
    elif new.suffix == ".toml":
        shutil.copy(path / "en/strings.toml", new)
    else:
        new.write_text("---\ntitle: New\ndescription: New.\n---\n\n# New {#new}\n\nMore 98765 text.\n"[at // 300 * 9 :])


@kind("./", texts=("docs", "docs/fr", "examples/topic", ".cache"))
def elsewhere(path: Path, at: int, text: str) -> None:
    """Nothing is damaged: the commands are given from another folder (see `trial`)."""
