"""Programs: some cells of an example with the cells that they need, in order, so that what a reader copies runs.

A cell needs the last cell above it that binds a name which it uses, and each cell between the two that may change what
the name stands for: that assigns to a part of it, calls a method which changes it, or draws from a random generator.
What cannot be seen in this way a test finds, since it runs every program of the site.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache

from layer_by_layer.content.example import Cell, Example

CHANGING = {"append", "extend", "insert", "pop", "remove", "clear", "update", "setdefault", "add", "sort", "fill", "at"}
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Names:
    """The names that a cell binds, uses before it binds them, and may change."""

    def __init__(self, code: str) -> None:
        self.bound: set[str] = set()
        self.used: set[str] = set()
        self.changed: set[str] = set()
        self.generators: set[str] = set()
        for statement in ast.parse(code).body:
            nodes = [*ast.walk(statement)]
            loads = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
            self.used |= loads - self.bound
            self.changed |= {name for node in nodes if (name := _changed(node))}
            if isinstance(statement, ast.AugAssign) and isinstance(statement.target, ast.Name):
                self.used |= {statement.target.id} - self.bound
            if isinstance(statement, ast.Assign) and "default_rng" in ast.unparse(statement.value):
                self.generators |= {*_bound(statement)}
            self.bound |= {*_bound(statement)}


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds in its own scope."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
        return
    if isinstance(node, ast.alias):
        yield (node.asname or node.name).split(".")[0]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    if not isinstance(node, SCOPES + COMPREHENSIONS):
        for child in ast.iter_child_nodes(node):
            yield from _bound(child)


def _changed(node: ast.AST) -> str:
    """The name of what a part of a cell may change without binding it; empty where it changes nothing."""
    target: ast.AST | None = None
    if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
        target = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CHANGING:
        target = node.args[0] if node.func.attr == "at" and node.args else node.func.value  # np.add.at(x, …)
    while isinstance(target, ast.Subscript | ast.Attribute):
        target = target.value
    return target.id if isinstance(target, ast.Name) else ""


@cache
def _names(code: str) -> Names:
    return Names(code)


def before(example: Example, shown: Iterable[Cell]) -> list[Cell]:
    """The cells that must have run before `shown`, in order, without those."""
    cells = [*example.cells.values()]
    asked = {cell.name for cell in shown}
    wanted = [at for at, cell in enumerate(cells) if cell.name in asked]
    needed = {*wanted}
    while wanted:
        at = wanted.pop()
        for name in _names(cells[at].code).used:
            binding = next((i for i in range(at - 1, -1, -1) if name in _names(cells[i].code).bound), None)
            if binding is None:
                continue  # a builtin, or a name of a function's own
            drawn = name in _names(cells[binding].code).generators
            for i in range(binding, at):
                here = _names(cells[i].code)
                if i not in needed and (i == binding or name in here.changed or (drawn and name in here.used)):
                    needed.add(i)
                    wanted.append(i)
    return [cells[at] for at in sorted(needed) if cells[at].name not in asked]


def program(example: Example, shown: Iterable[Cell]) -> str:
    """The text that runs as it is and prints, last, what `shown` claims."""
    chosen = [*shown]
    there = {cell.name for cell in [*before(example, chosen), *chosen]}
    return "\n\n".join(cell.code.strip("\n") for cell in example.cells.values() if cell.name in there) + "\n"
