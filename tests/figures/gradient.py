"""Where the gradient goes: both poolings, both derivatives at 0, maps of 2 to 6 a side, full of ties and zeros."""

from __future__ import annotations

from typing import Any

import numpy as np

EXAMPLE = "layer_order/gradient_orders"
M = "1,-2,3,0,-4,5,-6,7,-1,-3,2,-8,-5,-2,-9,4"
GIVEN = [
    f"{M}_1,2,3,4",
    f"{M}_-1,0,-0,0.25",  # what arrives may be negative, or nothing
    "-1,0,-2,-3_1",
    "0,-1,-2,-3_1",
    "0,0,0,0_1",
    "-0,-0,0,-1_-3",
    "5,5,5,5_1",
    "3,-1,1,-1_1",
    "999,-999,998,-997_999",
    "-1,-2,-3,-4_0",
    "1,1,9,1,1,9,9,9,9_2",  # the last row and column are in no window
    "inf,1,2,3_1",  # no states: only finite numbers
    "1,2,3,4_nan",
    f"{M}_1",
    "1,2,3,4_1000",
]


def states(rng: np.random.Generator) -> list[str]:
    """These, and drawn maps: integers near 0 for ties and zeros, and quarters, whose averages are exact."""
    found = [f"{pool}_{zero}_{given}" for pool in ("max", "avg") for zero in (0, 1) for given in GIVEN]
    for number in range(520):
        side = int(rng.integers(2, 7))
        drawn = rng.integers(-2, 3, side**2) if number % 2 else rng.integers(-40, 41, side**2) / 4
        arriving = rng.integers(-8, 9, (side // 2) ** 2) / 2
        texts = [",".join(f"{x:g}" for x in values) for values in (drawn, arriving)]
        found.append("_".join(["max" if number % 4 < 2 else "avg", str(number % 8 // 4), *texts]))
    return found


def expected(state: str, functions: dict[str, Any]) -> dict[str, Any] | None:
    """Both orders as the example computes them; None for what is no state."""
    pool, zero, *texts = state.split("_")
    values, given = (np.array([float(x) for x in text.split(",")]) for text in texts)
    side = round(values.size**0.5)
    finite = (abs(np.concatenate([values, given])) <= 999).all()
    if not finite or given.size != (side // 2) ** 2:
        return None
    x, arriving = values.reshape(side, side) + 0.0, given.reshape(side // 2, side // 2) + 0.0
    after_pool, a = functions["activate_first"](x, arriving, pool, int(zero))
    after_relu, b = functions["pool_first"](x, arriving, pool, int(zero))
    positions = [functions["windows"](y).argmax(axis=-1).ravel() for y in (functions["relu"](x), x)]
    return {
        "a": a,
        "b": b,
        "afterPool": after_pool,
        "afterReLU": after_relu,
        "winners": [found.tolist() if pool == "max" else [] for found in positions],
        "same": bool((a == b).all()),
        "different": int((a != b).sum()),
        "reached": [np.count_nonzero(a), np.count_nonzero(b)],
    }
