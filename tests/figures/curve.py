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

SENTENCES = {
    "max_silu_-1_-3": "−0.142 and −0.269: they differ by 0.127. "
    "The curve falls between −3 and −1.28: the right-hand point is the lower one.",
    "min_silu_-1_-3": "−0.269 and −0.142: they differ by 0.127. "
    "The curve falls between −3 and −1.28: the left-hand point is the higher one.",
    "max_silu_2_-3": "Both orders give 1.76. The curve falls between −3 and −1.28, "
    "but the right-hand point is not the lower one. With other values they can differ.",
    "max_hardswish_2_-1": "Both orders give 1.67. "
    "Between the two values the curve does not fall. With other values they can differ.",
    "max_gelu_2_2": "Both orders give 1.95. The two values are equal. With other values they can differ.",
    "max_relu_-1_-3": "Both orders give 0. "
    "The curve never falls: the higher value always belongs to the right-hand point.",
    "min_leaky:0.1_-1_-3": "Both orders give −0.3. "
    "The curve never falls: the lower value always belongs to the left-hand point.",
    "max_leaky:-0.5_-2_-1": "1 and 0.5: they differ by 0.5. "
    "The curve falls between −2 and −1: the right-hand point is the lower one.",
    "avg_relu_2_-2": "1 and 0: they differ by 1. The curve is convex: the middle of a chord never lies below it.",
    "avg_relu_2_1": "Both orders give 1.5. Between the two values the curve is straight, and the chord lies on it. "
    "The curve is convex: the middle of a chord never lies below it.",
    "avg_affine_2_-2": "Both orders give 3. The curve is a straight line: the middle of every chord lies on it.",
    "avg_leaky:2_2_-2": "−1 and 0: they differ by 1. The curve is concave: the middle of a chord never lies above it.",
    "avg_tanh_3_0": "0.498 and 0.905: they differ by 0.408. The middle of this chord lies below the curve. "
    "The curve bends both ways: other chords lie above it.",
    "avg_tanh_2_-2": "Both orders give 0. The chord meets the curve in its middle. With other values they can differ.",
}


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
