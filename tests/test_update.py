"""``update`` writes what an example prints, in one step, or leaves the file as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from layer_by_layer.content import example as examples
from layer_by_layer.workshop import update as workshop
from layer_by_layer.workshop.update import differs, update

HEAD = '"""Title\n\nSummary.\n"""\n\n# %% first\n'


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the example of a test stands."""
    monkeypatch.chdir(tmp_path)
    path = Path("examples/topic/one.py")
    path.parent.mkdir(parents=True)
    return path


def updated(path: Path, body: str, *, dry: bool = False) -> int:
    """The exit status of an update of an example."""
    path.write_bytes((HEAD + body).encode())
    return update(Path("examples"), [], dry=dry)


def test_output_is_written_and_only_the_change_is_shown(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert updated(path, "print( 1 )\n#> 1\nprint(2)\n#> 3\n") == 0
    assert path.read_text() == HEAD + "print(1)\n#> 1\nprint(2)\n#> 2\n", "formatted and woven in one step"
    shown = [line for line in capsys.readouterr().out.split("\n") if line[:1] in ("+", "-")]
    assert shown[2:] == ["-print( 1 )", "+print(1)", "-#> 3", "+#> 2"], "“#> 1”, which is right, is no difference"
    assert update(Path("examples"), [], dry=False) == 0
    assert capsys.readouterr().out == ""
    assert [one.name for one in path.parent.iterdir()] == ["one.py"], "nothing is left beside it"


def test_a_dry_run_shows_the_same_and_changes_nothing(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = "print( 1 )\n#> 3\n"
    assert updated(path, body, dry=True) == 1
    assert path.read_text() == HEAD + body
    dry = capsys.readouterr().out
    assert updated(path, body) == 0
    assert capsys.readouterr().out == dry
    assert dry


def test_strings_that_look_like_output_stay(path: Path) -> None:
    body = 'TEXT = """\n#> 2\n# %% x\n"""\nprint(len(TEXT))\n'
    for _ in range(2):
        assert updated(path, body) == 0
        assert path.read_text() == HEAD + body + "#> 13\n"


def test_formatting_of_docstrings_strings_and_comments_is_no_change_of_meaning(path: Path) -> None:
    path.write_text(
        "'''Title   \n\n  Summary. '''\n# %% first\ndef f( ):\n      '''  Text.\n\n      More.   '''\n      #why\n"
        "      return u'a'\nprint(f( ))\n"
    )
    assert update(Path("examples"), [], dry=False) == 0
    assert path.read_text() == (
        '"""Title\n\nSummary."""\n\n\n# %% first\ndef f():\n    """Text.\n\n    More."""\n    # why\n'
        '    return "a"\n\n\nprint(f())\n#> a\n'
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("a,b = 1,2\nprint(a)\n#> 1\nprint(1 / 0)\n", "one.py:10: the example raised"),
        ("print( 1 )\n#> 2\nexit()\n", "one.py:9: the example raised"),
        ("print( bytes(3).decode() )\n", "one.py:7: this prints U+0000"),
        ("print( '\\ud800' )\n", "one.py:7: this prints U+D800"),
        ("print( 'a', end='' )\nprint('b')\n", "one.py:7: this does not end its line"),
        ("print( 5 )  #> 7\n", "one.py:7: “#> 7” looks like a mark"),
        ("print( 5 )\n#%% two\nprint(5)\n", "one.py:8: “#%% two” looks like a mark"),
        ("import helper\n\nprint( 5 )\n", "one.py:7: an example stands alone"),
        ("print( __import__('time').time_ns() )\n", "prints something else each time it runs"),
        ("print( __import__('os').getpid() )\n#> 1\n", "prints something else each time it runs"),
        ("print( 1\n", "Python cannot read this example"),
    ],
)
def test_what_cannot_be_claimed_leaves_the_file_byte_for_byte(
    path: Path, body: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert updated(path, body) == 1
    assert path.read_bytes() == (HEAD + body).encode()
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == "", "no difference is shown that is not written"
    assert [one.name for one in path.parent.iterdir()] == ["one.py"]


def test_one_that_fails_does_not_keep_the_others(path: Path) -> None:
    path.with_name("two.py").write_text(HEAD + "print(2)\n")
    assert updated(path, "print(1 / 0)\n") == 1
    assert path.with_name("two.py").read_text() == HEAD + "print(2)\n#> 2\n"


def test_a_time_out_leaves_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "TIMEOUT_SECONDS", 1)
    body = "import time\nprint( 1 )\n#> 2\ntime.sleep(99)\n"
    assert updated(path, body) == 1
    assert path.read_text() == HEAD + body


def test_an_interruption_leaves_the_file_and_no_process(path: Path) -> None:
    body = (
        "import os\nimport time\nfrom pathlib import Path\n\nPath('PID').write_text(str(os.getpid()))\ntime.sleep(99)\n"
    )
    body = body.replace("'PID'", repr(str(path.parent.absolute() / "pid")))
    path.write_text(HEAD + body)
    command = [sys.executable, "-m", "layer_by_layer", "update"]
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell's background job has it ignored
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=heard)
    pid = path.parent / "pid"
    while not (pid.is_file() and pid.read_text()):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[1] == "interrupted at examples/topic/one.py; no file is half written\n"
    assert process.returncode == 130
    assert path.read_text() == HEAD + body
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_line_ends_of_windows_stay(path: Path) -> None:
    crlf = (HEAD + "print(1)\n").replace("\n", "\r\n").encode()
    path.write_bytes(crlf)
    assert update(Path("examples"), [], dry=False) == 0
    assert path.read_bytes() == crlf + b"#> 1\r\n"


def test_a_read_only_file_and_a_link_are_not_replaced(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = path.parent.parent.parent / "elsewhere.py"
    elsewhere.write_text(HEAD + "print(2)\n")
    path.with_name("two.py").symlink_to(elsewhere.absolute())
    path.write_text(HEAD + "print(1)\n")
    path.chmod(0o444)
    assert update(Path("examples"), [], dry=False) == 1
    said = capsys.readouterr().err
    assert "one.py:1: not written: this file is read-only" in said
    assert "two.py:1: not written: this is a symbolic link" in said
    assert path.read_text() == HEAD + "print(1)\n"
    assert elsewhere.read_text() == HEAD + "print(2)\n"


def test_a_file_that_changes_while_its_example_runs_keeps_the_change(path: Path) -> None:
    body = f"from pathlib import Path\n\nPath({str(path.absolute())!r}).write_text('mine')\nprint(1)\n"
    assert updated(path, body) == 1
    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("again", "said"),
    [
        ("x = '''a\n#> 1\n'''\n# why\nprint(2)\n#> 1\n", "the program would be another"),
        ("x = '''a\n'''\n# why\nprint(1)\n#> 1\n", "the program would be another"),
        ("x = '''a\n#> 1\n'''\nprint(1)\n#> 1\n", "a cell or a comment would be lost"),
        ("x = '''a\n#> 1\n'''\n# why\n# %% b\nprint(1)\n#> 1\n", "a cell or a comment would be lost"),
        ("x = 'a\\n#> 1\\n'\n#why\nprint( 1 )\n#> 2\n", None),
    ],
)
def test_what_is_written_is_the_same_program(path: Path, again: str, said: str | None) -> None:
    old = examples.parse(path, Path("examples"), HEAD + "x = '''a\n#> 1\n'''\n# why\nprint(1)\n")
    assert differs(old, Path("examples"), HEAD + again) == said


def test_a_formatter_that_changes_the_program_is_not_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(workshop, "formatted", lambda source: source.replace("'a'", "'b'"))
    assert updated(path, "print('a')\n") == 1
    assert path.read_text() == HEAD + "print('a')\n"
    assert "not written: the program would be another" in capsys.readouterr().err


def test_without_ruff_the_output_is_written_all_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **how: real([sys.executable, "-c", "exit(1)"], **how))
    assert updated(path, "print( 1 ); x = '''\n'''\n") == 0
    assert path.read_text() == HEAD + "print( 1 ); x = '''\n'''\n#> 1\n"


def test_a_name_that_nothing_matches_is_said(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_text(HEAD + "print(1)\n")
    assert update(Path("examples"), ["one", "nowhere"], dry=False) == 2
    assert capsys.readouterr().err == "no example matches nowhere\n"
    assert path.read_text() == HEAD + "print(1)\n"


@pytest.mark.parametrize(
    "content", [b"", b"\0", b"\xff\xfe", HEAD.encode() + b"x = " + b"1+" * 3000 + b"1\nprint(1)\n"]
)
def test_no_bytes_end_in_a_traceback(path: Path, content: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(content)
    path.with_name("folder.py").mkdir()
    path.with_name("link.py").symlink_to("nowhere")
    assert update(Path("examples"), [], dry=False) == 1
    assert path.read_bytes() == content
    assert "folder.py:1: this file cannot be read" in capsys.readouterr().err


def test_a_folder_without_examples_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert update(tmp_path, [], dry=False) == 2
    assert capsys.readouterr().err == f"no example matches {tmp_path}/*.py\n"


def test_the_command_updates_the_file_it_is_given(path: Path) -> None:
    path.write_text(HEAD + "print(1)\n")
    path.with_name("two.py").write_text(HEAD + "print(2)\n")
    command = [sys.executable, "-m", "layer_by_layer", "update", "topic/one"]
    assert subprocess.run(command).returncode == 0
    assert path.read_text().endswith("#> 1\n")
    assert path.with_name("two.py").read_text() == HEAD + "print(2)\n"
