"""How an example is read, run and refused: what counts as a mark, what a print claims, and what is said of the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layer_by_layer.content import example as examples
from layer_by_layer.content.example import Example, Run
from layer_by_layer.content.problem import Problem
from layer_by_layer.render.notebook import notebook

HEAD = '"""Title\n\nSummary.\n"""\n\n# %% first\n'
"""Six lines: what a body adds begins on line 7."""
ROOT = Path("examples")


def parse(body: str, head: str = HEAD, name: str = "topic/one") -> Example:
    """An example that exists nowhere: reading needs no file."""
    return examples.parse(ROOT / f"{name}.py", ROOT, head + body)


def woven(body: str) -> str:
    """The body of an example with what it prints."""
    example = parse(body)
    return examples.check(example, examples.run(example)).removeprefix(HEAD)


def refusal(body: str, head: str = HEAD, name: str = "topic/one") -> str:
    """What is said of an example, read and run."""
    try:
        example = parse(body, head, name)
        examples.compare(example, examples.check(example, examples.run(example)))
    except Problem as problem:
        return f"{problem.line}: {problem.message}"
    return "nothing"


# What is a mark


def test_a_mark_inside_a_string_is_text() -> None:
    body = 'TEXT = """first\n#> 2\n# %% second\nlast"""\nprint(len(TEXT.split("\\n")))\n'
    example = parse(body + "#> 4\n")
    assert list(example.cells) == ["first"]
    assert example.cells["first"].claimed == ["4"]
    assert example.cells["first"].code == body, "the string keeps its lines in notebooks and downloads"
    assert woven(body) == woven(woven(body)) == body + "#> 4\n"
    assert json.loads(notebook(example))["cells"][1]["source"] == body.rstrip("\n")


def test_lines_end_where_python_ends_them() -> None:
    body = 'SEPARATORS = "a\u2028b\x0cc\x1cd\x85e"\nprint(len(SEPARATORS))\n'
    assert examples.weave(HEAD + body, [(8, "9\n")]) == f"{HEAD}{body}#> 9\n"
    assert examples.strip(f"{HEAD}{body}#> 9\n") == HEAD + body


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("print(5)  #> 7\n", 7, "output stands on lines of its own"),
        ("print(5)\n# > 7\n", 8, "output stands on lines of its own"),
        ("print(5)  # => 7\n", 7, "output stands on lines of its own"),
        ("print(5)\n## > 7\n", 8, "output stands on lines of its own"),
        ("print(5)\n#\uff1e 7\n", 8, "output stands on lines of its own"),
        ("print(\n    5,  #> 7\n)\n", 8, "output stands on lines of its own"),
        ("print(5)\n#%% second\nprint(6)\n", 8, "a cell begins with “# %% name” in the first column"),
        ("print(5)\n# %%second\nprint(6)\n", 8, "a cell begins with “# %% name”"),
        ("print(5)\n# %%% second\nprint(6)\n", 8, "a cell begins with “# %% name”"),
        ("print(5)\n#  %% second\nprint(6)\n", 8, "a cell begins with “# %% name”"),
        ("print(5)\n## %% second\nprint(6)\n", 8, "a cell begins with “# %% name”"),
        ("if True:\n    # %% second\n    print(6)\n", 8, "a cell begins with “# %% name”"),
        ("print(5)  # %% second\nprint(6)\n", 7, "a cell begins with “# %% name”"),
        ("print(5)\n# In[2]:\nprint(6)\n", 8, "a cell begins with “# %% name”"),
        ("print(5)\n# <codecell>\nprint(6)\n", 8, "a cell begins with “# %% name”"),
    ],
)
def test_what_looks_like_a_mark_and_is_none_is_refused(body: str, line: int, message: str) -> None:
    said = refusal(body)
    assert said.startswith(f"{line}: ")
    assert message in said


def test_output_without_its_space_is_output_in_the_wrong_spelling() -> None:
    assert refusal("print(6)\n#>6\n") == "8: the file claims\n#>6\nbut the code prints\n#> 6"


def test_comments_that_only_resemble_a_mark_are_comments() -> None:
    body = "# coding: latin-1\n# 50 %% of it > 5\n# -> shape (2, 3), as In [1] and In[2]\nprint(5)  # a > b\n#> 5\n"
    assert woven(body) == body
    assert parse(body).cells["first"].claimed == ["5"]


# Cells


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("x = [\n# %% second\n1]\nprint(x)\n", "6: cell “first” is empty, or begins or ends inside a statement"),
        ("if True:\n    print(1)\n# %% b\nelse:\n    print(2)\n", "9: cell “b” is empty, or begins"),
        ("print(1)\n# %% b\n# nothing\n", "8: cell “b” is empty, or begins"),
        ("print(1)\n# %% first\nprint(2)\n", "8: cell “first” is already defined on line 6"),
        ("print(1)\n# %%\nprint(2)\n", "8: cell name “” is not of the form"),
        ("print(1)\n# %% Zwei\nprint(2)\n", "8: cell name “Zwei” is not of the form"),
        (f"print(1)\n# %% {'a' * 65}\nprint(2)\n", "8: cell name “a"),
        ("print(1)\n# %% about\nprint(2)\n", "8: cell name “about” is taken"),
    ],
)
def test_a_cell_is_python_by_itself_and_has_a_name_of_its_own(body: str, said: str) -> None:
    assert refusal(body).startswith(said)


def test_nothing_stands_above_the_first_cell() -> None:
    head = '"""Title"""\n\nimport numpy as np\n\n# %% first\n'
    assert (
        refusal("print(np.ones(2).tolist())\n", head) == "3: this stands above the first cell, where no page shows it"
    )


# Files


@pytest.mark.parametrize(
    "name", ["Topic/one", "topic/One", "topic/one two", "topic/one-two", "topic/2d", "topic/index"]
)
def test_a_name_that_cannot_be_an_address_is_refused(name: str) -> None:
    assert "rename it, lower_case_with_underscores" in refusal("print(1)\n", name=name)


@pytest.mark.parametrize("name", ["random", "numpy", "matplotlib"])
def test_a_name_that_hides_a_module_from_its_neighbours_is_refused(name: str) -> None:
    assert f"hides Python's module “{name}”" in refusal("print(1)\n", name=f"topic/{name}")


def test_files_that_are_nobodys_are_passed_over(tmp_path: Path) -> None:
    for name in (
        ".ipynb_checkpoints/a-checkpoint.py",
        ".#a.py",
        "__pycache__/a.py",
        "~a.py",
        "#a.py",
        "._a.py",
        "a.py",
    ):
        path = tmp_path / "topic" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    assert examples.find(tmp_path) == [tmp_path / "topic" / "a.py"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\xff\xfe\x00",
        b"\xef\xbb\xbf" + HEAD.encode(),
        b'"""T"""\r# %% a\r',
        b'"""\\ud800"""\n# %% a\nprint(1)\n',
        b'""" """\n# %% a\nprint(1)\n',
        b"# coding: latin-1\n" + HEAD.encode() + "print('é')\n".encode(),
        b"# coding: nonsense\n" + HEAD.encode() + b"print(1)\n",
        HEAD.encode() + b"x = " + b"(" * 500 + b"1" + b")" * 500,
        HEAD.encode() + b"x = " + b"1 + " * 20_000 + b"1\n",
        HEAD.encode() + b"x = " + b"9" * 5000 + b"\n",
        HEAD.encode() + b"x = 1 \\",
        HEAD.encode() + b"x = '''",
        HEAD.encode() + b"if x:\n\ty\n        z\n",
    ],
)
def test_a_file_that_is_no_example_is_a_problem(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.py"
    path.write_bytes(content)
    with pytest.raises(Problem):
        examples.load(path, tmp_path)


def test_a_folder_or_a_link_to_nothing_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "link.py").symlink_to("nowhere")
    for path in examples.find(tmp_path):
        with pytest.raises(Problem, match="cannot be read"):
            examples.load(path, tmp_path)


@given(
    st.lists(st.sampled_from(['"""', "'", "#>", "# %%", "# %% a", "\n", " ", "\\", "(", ")", "x", "=", "f", "if", ":"]))
)
def test_no_text_raises_anything_but_a_problem(pieces: list[str]) -> None:
    try:
        example = parse("".join(pieces))
    except Problem:
        return
    assert examples.weave(example.source, []) == examples.weave(examples.strip(example.source), [])


# An example stands alone


@pytest.mark.parametrize(
    "line",
    [
        "import helper",
        "from helper import x",
        "from . import x",
        "from .helper import x",
        "import scipy.signal",
        "import matplotlib",
    ],
)
def test_an_example_imports_nothing_but_the_standard_library_and_numpy(line: str) -> None:
    assert refusal(f"print(1)\nif False:\n    {line}\n").startswith("9: an example stands alone")


def test_a_figure_imports_matplotlib() -> None:
    parse("import matplotlib.pyplot as plt\nfrom numpy.lib import stride_tricks\n", name="topic/figures/one")


def test_an_example_finds_no_module_beside_it(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("V = 1\n")
    path = tmp_path / "one.py"
    path.write_text(f"{HEAD}import importlib\n\nprint(importlib.import_module('helper').V)\n")
    failure = examples.run(examples.load(path, tmp_path)).failure
    assert failure is not None
    assert failure.endswith("ModuleNotFoundError: No module named 'helper'")


# Output goes under the statement that prints it, and weaving again changes nothing

SHAPES = {
    "tabs": "if True:\n\tprint(1)\n\t#> 1\n",
    "class": "class A:\n    print(1)\n    #> 1\n\n    def f(self):\n        print(2)\n        #> 2\n\n\nA().f()\n",
    "generator": "def g():\n    yield 1\n    print(2)\n    #> 2\n    yield 3\n\n\nprint(sum(g()))\n#> 4\n",
    "with": "import io\n\nwith io.StringIO() as f:\n    print(f.tell())\n    #> 0\n",
    "match": "match 1:\n    case 1:\n        print(1)\n        #> 1\n    case _:\n        print(2)\n",
    "try": (
        "try:\n    print(1)\n    #> 1\n    1 / 0\nexcept ZeroDivisionError:\n    print(2)\n    #> 2\n"
        "finally:\n    print(3)\n    #> 3\n"
    ),
    "else": "if False:\n    print(1)\nelse:\n    print(2)\n    #> 2\n",
    "decorator": "def d(f):\n    print(1)\n    #> 1\n    return f\n\n\n@d\ndef g():\n    print(2)\n    #> 2\n\n\ng()\n",
    "print as decorator": "@(lambda f: print(1))\ndef g():\n    pass\n#> 1\n",
    "default": "def f(x=print(1)):\n    print(x)\n    #> 1\n    #> None\n\n\nf()\n",
    "lambda": "f = lambda: print(1)\n#> 1\nf()\n",
    "comprehension": "_ = [\n    print(x)\n    for x in (1, 2)\n]\n#> 1\n#> 2\n",
    "exec": "exec('print(1)\\nprint(2)')\n#> 1\n#> 2\n",
    "exec under the same name": "exec(compile('\\n' * 99 + 'print(1)', __file__, 'exec'))\n#> 1\n",
    "recursion": "def f(n):\n    if n:\n        print(n)\n        #> 2\n        #> 1\n        f(n - 1)\n\n\nf(2)\n",
    "semicolons": "print(1); print(2)\n#> 1\n#> 2\n",
    "semicolon and string": 'print(1); x = """a\n  b"""; print(2)\n#> 1\n#> 2\n',
    "semicolon and backslash": "print(1); x = 1 + \\\n    1; print(x)\n#> 1\n#> 2\n",
    "loop on a line": "for x in (1, 2): print(x)\n#> 1\n#> 2\n",
    "backslash": "print(1 + \\\n      1)\n#> 2\n",
    "empty": "print()\n#>\nprint(1)\n#> 1\n",
    "spaces": "print('  ')\n#>\nprint('1  ')\n#> 1\n",
    "marks": "print('#> 5')\n#> #> 5\nprint('# %% x')\n#> # %% x\n",
    "lines": "print('a\\n\\n#> b')\n#> a\n#>\n#> #> b\n",
    "end": "for x in (1, 2):\n    print(x, end=' ')\n    #> 1 2\n",
    "nothing at all": "print(end='')\nprint(1)\n#> 1\n",
    "f-string": "x = 1\nprint(f'''\n#> {x}\n''')\n#>\n#> #> 1\n#>\n",
}


@pytest.mark.parametrize("body", SHAPES.values(), ids=SHAPES)
def test_each_shape_of_python_keeps_its_output_in_place(body: str) -> None:
    assert woven(body) == body
    assert woven(examples.strip(body)) == body


def test_a_file_ends_with_one_line_feed() -> None:
    assert refusal("print(1)\n#> 1") == "8: end the file with one line feed"
    assert refusal("print(1)\n#> 1\n\n\n") == "8: end the file with one line feed"


def test_no_more_than_the_difference_is_shown_however_long_the_output() -> None:
    said = refusal("print('\\n'.join(str(n) for n in range(20_000)))\n#> 1\n")
    assert said.startswith("8: the file claims\n(nothing)\nbut the code prints\n#> 0")
    assert len(said) < 3000


# What Python prints


def test_print_goes_where_python_would_send_it() -> None:
    body = (
        "import contextlib\nimport io\n\nwith contextlib.redirect_stdout(io.StringIO()) as s:\n    print(5)\n"
        "print(s.getvalue())\n#> 5\n#>\n"
    )
    assert woven(body) == body


def test_print_at_exit_and_in_a_thread_is_printed() -> None:
    body = (
        "import atexit\nimport threading\n\n\ndef f():\n    print(2)\n    #> 2\n\n\nprint(1)\n"
        "threading.Thread(target=f).start()\n"
    )
    assert refusal(body).endswith("gather what one place prints into one print")
    thread = "import threading\n\nthreading.Thread(target=lambda: print(2)).start()\n#> 2\n"
    assert woven(thread) == thread
    at_exit = "import atexit\n\natexit.register(lambda: print(2))\n#> 2\n"
    assert woven(at_exit) == at_exit


def test_a_class_of_an_example_can_be_pickled_as_in_a_script() -> None:
    body = "import pickle\n\n\nclass A:\n    x = 1\n\n\nprint(pickle.loads(pickle.dumps(A())).x)\n#> 1\n"
    assert woven(body) == body


# What cannot be claimed

REFUSED = {
    "two prints on a line": (
        "print('a', end='')\nprint('b')\n",
        "7: this does not end its line (end=), so what line 8 prints",
    ),
    "an open line and nothing": ("print('a', end='')\nprint()\n", "7: this does not end its line (end=)"),
    "one print in a loop, another behind": (
        "for x in (1, 2):\n    print(x, end=' ')\nprint(3)\n",
        "8: this does not end its line (end=)",
    ),
    "two prints in a loop": (
        "for x in (1, 2):\n    print(x)\n    print(-x)\n",
        "8: the output does not come in the order",
    ),
    "nothing": ("x = 1\n", "1: the example prints nothing"),
    "nothing but an empty text": ("print(end='')\n", "1: the example prints nothing"),
    "write": ("import sys\n\nsys.stdout.write('5\\n')\n", "9: output came past print()"),
    "write of bytes": ("import sys\n\nsys.stdout.buffer.write(b'5')\n", "9: output came past print()"),
    "print to standard output by name": ("import sys\n\nprint(5, file=sys.stdout)\n", "9: output came past print()"),
    "a child": ("import subprocess\n\nsubprocess.run(['echo', '5'])\nprint(1)\n", "1: output came past print()"),
    "a fork": (
        "import os\n\nif os.fork() == 0:\n    print(1)\nelse:\n    os.wait()\n    print(2)\n",
        "1: output came past print()",
    ),
    "a thread without a line": (
        "import threading\n\nthreading.Thread(target=print, args=(5,)).start()\n",
        "1: output came past print()",
    ),
    "NUL": ("print(1)\nprint(bytes(3).decode())\n", "8: this prints U+0000, which nobody sees"),
    "escape": ("print('\\x1b[1m1')\n", "7: this prints U+001B"),
    "carriage return": ("print('a\\rb')\n", "7: this prints U+000D"),
    "line separator": ("print('a\\u2028b')\n", "7: this prints U+2028"),
    "byte order mark": ("print('\\ufeff')\n", "7: this prints U+FEFF"),
    "letter in two parts": ("print('e\\u0301')\n", "7: this prints a letter that is not composed"),
    "letter in two prints": ("print('e', end=''); print('\\u0301')\n", "7: this prints a letter that is not composed"),
    "surrogate": ("print('\\ud800')\n", "7: this prints U+D800, which nobody sees"),
    "surrogate in an error": ("raise ValueError('\\ud800')\n", "7: the example raised\nTraceback"),
    "exit": ("import sys\n\nprint(1)\nsys.exit(0)\n", "10: the example raised\nTraceback"),
    "input": ("print(input())\n", "7: the example raised\nTraceback"),
    "return": ("print(1)\nreturn\n", "8: the example raised\nTraceback"),
    "a warning": ("import warnings\n\nwarnings.warn('w')\n", "9: the example raised\nTraceback"),
    "a thread that raises": (
        "import threading\n\nthreading.Thread(target=lambda: 1 / 0).start()\nprint(1)\n",
        "1: a thread, or what runs at exit, raised",
    ),
    "death": ("import os\n\nprint(1)\nos._exit(9)\n", "1: the interpreter died (status 9)"),
    "murder": ("import os\n\nos.kill(os.getpid(), 9)\n", "1: the interpreter died (status -9)"),
    "no end": ("while True:\n    print(1)\n", "8: the example prints more than 200,000 characters"),
    "no end that catches all": (
        "while True:\n    try:\n        print(1)\n    except BaseException:\n        pass\n",
        "9: the example prints more than",
    ),
    "no end past print": (
        "import os\n\nwhile True:\n    os.write(1, b'1' * 10**6)\n",
        "10: the example raised\nTraceback",
    ),
    "a long error": ("raise ValueError('x' * 10**7)\n", "7: the example raised\nTraceback"),
}


@pytest.mark.parametrize(("body", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_claimed_is_refused_with_its_line(body: str, said: str) -> None:
    message = refusal(body)
    assert message.startswith(said)
    assert len(message) < 8000


def test_the_notebook_of_an_example_that_is_refused_can_be_written() -> None:
    example = parse("print('\\ud800')\n")
    assert notebook(example, examples.run(example)).encode()


def test_a_line_of_a_hundred_thousand_characters_is_a_line() -> None:
    assert woven("print('x' * 100_000)\n").endswith("x\n")


def test_an_example_without_an_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examples, "TIMEOUT_SECONDS", 1)
    assert refusal("import time\n\nprint(1)\ntime.sleep(99)\n") == "1: the example is still running after 1 s"


def test_a_child_left_behind_is_not_waited_for_and_does_not_stay() -> None:
    start = time.monotonic()
    body = "import subprocess\n\nprint(subprocess.Popen(['sleep', '600']).pid)\n"
    example = parse(body)
    result = examples.run(example)
    assert examples.check(example, result)
    assert time.monotonic() - start < 30
    pid = int(result.prints[0][1])
    deadline = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


@pytest.mark.parametrize("run", [
    Run([(7, "\ud800\n")], "", None, None, None),
    Run([(99, "1\n")], "", None, None, None),
    Run([], "", None, None, None),
    Run([(0, "")], "", None, None, None),
])  # fmt: skip
def test_a_run_that_cannot_be_is_a_problem(run: Run) -> None:
    with pytest.raises(Problem):
        examples.check(parse("print(1)\n"), run)


def test_a_failure_is_tried_again(tmp_path: Path) -> None:
    there = tmp_path / "there"
    example = parse(f"from pathlib import Path\n\nprint(len(Path({str(there)!r}).read_text()))\n")
    assert examples.run(example).failure
    there.write_text("12")
    assert examples.run(example).prints == [(9, "2\n")]


# The memory of runs


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Example]:
    """The examples that ran, while nothing is kept in this process."""
    ran: list[Example] = []
    real = examples.run

    def run(example: Example) -> Run:
        ran.append(example)
        return real(example)

    monkeypatch.setattr(examples, "run", run)
    return ran


def test_a_run_is_remembered(tmp_path: Path, counted: list[Example]) -> None:
    example = parse("print(1)\n")
    first = examples.remembered(example, tmp_path / "runs")
    assert examples.remembered(example, tmp_path / "runs") == first
    assert len(counted) == 1
    assert [path.suffix for path in (tmp_path / "runs").iterdir()] == [".json"], "no half file"


def test_a_failure_is_not_remembered(tmp_path: Path, counted: list[Example]) -> None:
    example = parse("print(1 / 0)\n")
    for _ in range(2):
        assert examples.remembered(example, tmp_path).failure
    assert len(counted) == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", "null", "1", '{"prints": 1}', "cut", "number", "\0", "folder"]
)
def test_half_a_file_is_made_again(tmp_path: Path, content: str, counted: list[Example]) -> None:
    example = parse("print(1)\n")
    right = examples.remembered(example, tmp_path)
    [path] = tmp_path.iterdir()
    whole = path.read_text()
    if content == "folder":
        path.unlink()
        path.mkdir()
    else:
        path.write_text({"cut": whole[:-9], "number": whole.replace('"1\\n"', "1")}.get(content, content))
    assert examples.remembered(example, tmp_path) == right
    assert len(counted) == 2
    assert content == "folder" or path.read_text() == whole


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert examples.remembered(parse("print(1)\n"), tmp_path / "file" / "runs").prints == [(7, "1\n")]


def test_what_an_older_version_remembered_is_read(tmp_path: Path) -> None:
    example = parse("print(1)\n")
    right = examples.remembered(example, tmp_path)
    [path] = tmp_path.iterdir()
    older = asdict(right)
    del older["stray_line"]
    path.write_text(json.dumps(older))
    assert examples.remembered(example, tmp_path) == right
    path.write_text(json.dumps({**older, "failure": "the example is still running after 60 s"}))
    assert examples.remembered(example, tmp_path) == right, "not the failures that it kept"


def test_standard_input_is_not_the_terminal() -> None:
    body = "import sys\n\nprint(repr(sys.stdin.read()))\n#> ''\n"
    assert woven(body) == body


def test_the_recorder_runs_with_a_safe_path() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import layer_by_layer.content.example as e; print(e.run(e.parse(e.Path('a/one.py'), "
         f"e.Path('a'), {HEAD + 'print(1)'!r})).prints)"],
        capture_output=True, text=True, env={**os.environ, "PYTHONSAFEPATH": "1"},
    )  # fmt: skip
    assert done.stdout == "[(7, '1\\n')]\n", done.stderr
