"""Two points under a curve: every activation and pooling, values on and between the quarters of −4 to 4."""

from __future__ import annotations

import runpy
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from figures.swap import ACTIVATIONS

EXAMPLE = "layer_order/window_of_two"
SLOPES = (0.1, 0, -0.5, 1, 2, -4)
GIVEN = [f for f in ACTIVATIONS if f != "leaky"] + [f"leaky:{slope}" for slope in SLOPES]
# Both ends, both zeros, equal values, opposite ones, lowest points, and values that no slider has.
PAIRS = [(-1, -3), (2, -2), (-4, 4), (4, -4), (0, -0.0), (3, 3), (-1.278, -4), (-0.25, -3.75), (1e-9, -1e-9)]


def states(rng: np.random.Generator) -> list[str]:
    """For each activation and pooling these pairs, and one that is drawn."""
    drawn = rng.integers(-16, 17, (len(GIVEN) * 3, 2)) / 4
    found = []
    for number, given in enumerate(GIVEN):
        for kind, pool in enumerate(("max", "avg", "min")):
            pairs = [*PAIRS, tuple(drawn[3 * number + kind])]
            found += [f"{pool}_{given}_{a:g}_{b:g}" for a, b in pairs]
    return found


@cache
def library() -> dict[str, Any]:
    """The example that knows all activations."""
    with redirect_stdout(StringIO()):
        return runpy.run_path(str(Path(__file__).parents[2] / "examples/layer_order/swap_order.py"))


def expected(state: str, functions: dict[str, Any]) -> dict[str, Any]:
    """Both orders, where the curve falls and how it bends, as the examples compute them."""
    pool, given, *numbers = state.split("_")
    name, _, slope = given.partition(":")
    a, b = (float(x) + 0.0 for x in numbers)

    def f(x: Any) -> Any:
        return library()["activate"](np.asarray(x, float), name, float(slope or 0.1))

    first, last = (float(x) for x in functions["both_orders"](f, pool, a, b))
    same = bool(np.isclose(first, last, rtol=1e-12, atol=1e-12))
    # Every window of two values: here all pairs of quarters from −8 to 8.
    many = np.meshgrid(np.arange(-32, 33) / 4, np.arange(-32, 33) / 4)
    return {
        "a": a,
        "b": b,
        "A": first,
        "B": last,
        "gap": 0.0 if same else first - last,
        "same": same,
        "always": bool(np.allclose(*functions["both_orders"](f, pool, *many), rtol=1e-12, atol=1e-12)),
        "falls": functions["falling"](f),
        "bends": functions["bending"](f),
        "table": functions["gaps"](f, pool),
    }
