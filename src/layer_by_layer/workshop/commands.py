"""The command line: ``python -m layer_by_layer update`` and its sisters."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from layer_by_layer.checks import ledger, translation
from layer_by_layer.checks import links as site_links
from layer_by_layer.content import book, settings
from layer_by_layer.content.file import read_text, write
from layer_by_layer.content.language import ENGLISH
from layer_by_layer.content.problem import told
from layer_by_layer.workshop import translations as workshop
from layer_by_layer.workshop.translations import Refused
from layer_by_layer.workshop.update import update


def check(root: Path, pages: list[str]) -> int:
    """Check pages and what they refer to: blocks, claims, numbers, typography, terms, spelling, and translations
    against the English. Does not run examples."""
    problems, remarks = workshop.check(book.load(root), pages)
    for said in [*remarks, *problems]:
        print(said, file=sys.stderr)
    return 1 if problems else 0


def status(root: Path, given: argparse.Namespace) -> int:
    """Show pages x languages: missing, draft, stale by how many changed blocks, in step."""
    read = book.load(root)
    codes, lacking = workshop.lacks(read) if given.complete else ([], [])
    if given.json:
        table = translation.states(read)
        states = {n: {c: asdict(state) for c, state in row.items()} for n, row in table.items()}
        print(json.dumps(states, indent=1, ensure_ascii=False))
    elif given.complete:
        count = f"{', '.join(codes) or 'no language'}: {len(lacking) or 'nothing'} to bring up to date"
        print(*lacking, count, sep="\n")
    elif given.write:
        print(workshop.write_summary(read))
    else:
        print(workshop.summary(read) if given.summary else workshop.status(read))
    for said in [*workshop.remarks(read, read.languages), *read.problems]:
        print(said, file=sys.stderr)
    return 2 if read.problems else bool(lacking)


def new(root: Path, given: argparse.Namespace) -> int:
    """Scaffold the translation of a page (new PAGE LANG), of the words of examples (new examples LANG), a whole
    language (new LANG), or an English page with its entry in the navigation (new PAGE en --title TITLE)."""
    read, page, language = book.load(root), given.page, given.language
    if not language:
        return say(workshop.new_language(read, given.whole or page or "", given.name))
    if language == ENGLISH:
        return say(workshop.new_english(read, page, given.title, given.section))
    return say(workshop.new_examples(read, language) if page == "examples" else workshop.new_page(read, page, language))


def stamp(root: Path, page: str, languages: list[str]) -> int:
    """Say that translations of a page, or of the words of examples, say what the English say today."""
    read = book.load(root)
    if page == "examples" or page.removeprefix("examples/") in read.examples:
        return say("\n".join(workshop.stamp_examples(read, page, one) for one in languages))
    return say(workshop.stamp(read, page, languages))


def say(text: str) -> int:
    """Print what a command has to say."""
    print(text)
    return 0


def settle(root: Path) -> int:
    """Write down the verdicts and the proofs of numbers as they are now, once somebody has read what changed."""
    read = book.load(root)
    path, text = root / "docs" / ledger.FILE, ledger.text(read)
    was = read_text(path) if path.exists() else None
    if text != was:
        write(path, text, was=was, differs=lambda again: None if again == text else "it would be another")
    return say(f"{path}: {len(text.splitlines())} lines{'' if text != was else ', as before'}")


def links(folder: Path) -> int:
    """Check every link, fragment and id of a built site, and that no page asks another host."""
    if not any(folder.rglob("*.html")):
        raise Refused(f"{folder} has no pages: name the folder that “mkdocs build” has made")
    site = str(settings.data(Path(".")).get("site_url") or "/").rstrip("/") + "/"
    problems = [*site_links.check(folder, site), *site_links.requests(folder, site)]
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{len(list(folder.rglob('*.html')))} pages, {len(problems)} problems")
    return 1 if problems else 0


def main(arguments: list[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m layer_by_layer", description=__doc__)
    here = Path(".")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser("update", help=update.__doc__)
    command.add_argument("names", nargs="*", metavar="EXAMPLE", help="part of a path; all examples when left out")
    command.add_argument("--dry-run", action="store_true", dest="dry", help="show the difference, change nothing")
    command.set_defaults(call=lambda given: update(Path("examples"), given.names, dry=given.dry))
    command = commands.add_parser("check", help=check.__doc__)
    command.add_argument("pages", nargs="*", metavar="PAGE", help="a page; everything when left out")
    command.set_defaults(call=lambda given: check(here, given.pages))
    command = commands.add_parser("status", help=status.__doc__)
    command.add_argument("--summary", action="store_true", help="the table of the README")
    command.add_argument("--write", action="store_true", help="write that table into the README")
    command.add_argument("--complete", action="store_true", help="what our own languages lack; fails when they do")
    command.add_argument("--json", action="store_true", help="as JSON, with stamps and changed sections")
    command.set_defaults(call=lambda given: status(here, given))
    command = commands.add_parser("diff", help=workshop.diff.__doc__)
    command.add_argument("page", metavar="PAGE")
    command.add_argument("language", metavar="LANG")
    command.set_defaults(call=lambda given: say(workshop.diff(book.load(here), given.page, given.language)))
    command = commands.add_parser("new", help=new.__doc__)
    command.add_argument("page", nargs="?", metavar="PAGE", help="left out: the whole language")
    command.add_argument("language", nargs="?", metavar="LANG")
    command.add_argument("--language", dest="whole", metavar="LANG", help="the same as LANG alone")
    command.add_argument("--name", help="what a new language is called in that language")
    command.add_argument("--title", help="what a new English page is called")
    command.add_argument("--section", help="a shorter title for the navigation, for the first page of a folder")
    command.set_defaults(call=lambda given: new(here, given))
    command = commands.add_parser("stamp", help=stamp.__doc__)
    command.add_argument("page", metavar="PAGE", help="or “examples”, or examples/topic/name")
    command.add_argument("languages", nargs="+", metavar="LANG")
    command.set_defaults(call=lambda given: stamp(here, given.page, given.languages))
    command = commands.add_parser("fix", help=workshop.fix.__doc__)
    command.add_argument("pages", nargs="+", metavar="PAGE")
    command.set_defaults(call=lambda given: say(workshop.fix(book.load(here), given.pages)))
    command = commands.add_parser("settle", help=settle.__doc__)
    command.set_defaults(call=lambda given: settle(here))
    command = commands.add_parser("links", help=links.__doc__)
    command.add_argument("folder", type=Path, metavar="SITE_FOLDER", help="what “mkdocs build” has made")
    command.set_defaults(call=lambda given: links(given.folder))
    given = parser.parse_args(arguments)
    try:
        _go_home(given)
        return int(given.call(given))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # “| head” has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        print(error if isinstance(error, Refused) else told(error), file=sys.stderr)
        return 2


def _go_home(given: argparse.Namespace) -> None:
    """Go to the folder of mkdocs.yml, here or above: messages name files from there. What was named from here is named
    absolutely."""
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / settings.FILE).exists()), here)
    if not (root / settings.FILE).exists() and not (root / "examples").is_dir():
        raise Refused(f"no {settings.FILE} here or above: run this in your clone of the site")
    for name, value in vars(given).items():
        if isinstance(value, Path):
            setattr(given, name, value.absolute())
        elif name in ("page", "pages") and value and root != here:
            given_ = [value] if name == "page" else value
            there = [os.path.abspath(one) if os.path.isfile(one) else one for one in given_]
            setattr(given, name, there[0] if name == "page" else there)
    os.chdir(root)
