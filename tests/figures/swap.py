"""Swap the order: every activation, pooling, kernel, stride and padding, maps of 2 to 8 a side."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

EXAMPLE = "layer_order/swap_order"
RISING = ("relu", "leaky", "relu6", "elu", "tanh", "sigmoid", "softplus")
ACTIVATIONS = (*RISING, "gelu", "silu", "mish", "hardswish", "abs", "negative", "affine")
M = "1,-2,3,0,-4,5,-6,7,-1,-3,2,-8,-5,-2,-9,4"
# NaN, infinities, negative zero, the largest values and the thresholds of the activations.
STRANGE = "nan,1,-0,0,-inf,-1,inf,-2,999,-999,6,-6,3,-3,0.5,-0.5"


def states(rng: np.random.Generator) -> list[str]:
    """One state for each choice of everything but the map; half of the maps are M or strange, the others random."""
    found = []
    for number, (f, pool, kernel, stride, padding) in enumerate(
        product(ACTIVATIONS, ("max", "avg", "min"), (2, 3), (1, 2, 3), ("0", "i", "z"))
    ):
        side = int(rng.integers(kernel, 9))
        values = np.round(rng.normal(0, 3, side * side), 2)
        own = ",".join(f"{x:g}" for x in (np.round(values) if number % 3 else values))
        given = f"leaky:{[0.1, 0, -0.5, 1, 2][number % 5]}" if f == "leaky" else f
        found.append("_".join([pool, given, str(kernel), str(stride), padding, [own, M, own, STRANGE][number % 4]]))
    return found


def expected(state: str, functions: dict[str, Any]) -> dict[str, Any]:
    """Both orders as the example computes them."""
    pool, f, kernel, stride, border, values = state.split("_")
    f, _, slope = f.partition(":")
    numbers = np.array([float(x) for x in values.split(",")])
    side = round(numbers.size**0.5)
    x = numbers.reshape(side, side)
    how = (int(kernel), int(stride), int(border != "0"), border == "z")
    with np.errstate(all="ignore"):
        a, b = functions["both_orders"](x, pool, f, *how, slope=float(slope or 0.1))
        activated = functions["activate"](x, f, float(slope or 0.1))
        pooled = functions["pool2d"](x, pool, *how)
        same = np.isclose(a, b, rtol=1e-12, atol=1e-12, equal_nan=True)
        gaps = np.where(same, 0, abs(a - b))
    return {
        "activated": activated,
        "pooled": pooled,
        "a": a,
        "b": b,
        "same": bool(same.all()),
        "different": int((~same).sum()),
        "largest": gaps.max(),
        "calls": [x.size, a.size],
    }
