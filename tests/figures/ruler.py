"""The ruler: rows of up to 32 cells and longer ones, windows, strides, padding, dilation, both ways to round."""

from __future__ import annotations

from typing import Any

import numpy as np

EXAMPLE = "dense_dimension/ruler_sizes"


def states(rng: np.random.Generator) -> list[str]:
    """AlexNet's numbers and their neighbours, then random ones, some of which are no state: the window does not fit."""
    found = [
        "13_3_2_0_1_f",
        "13_2_3_0_1_f",
        "224_11_4_0_1_f",
        "224_11_4_0_1_c",
        "227_11_4_0_1_f",
        "5_5_1_2_1_c",
        "1_1_1_0_1_f",
    ]
    while len(found) < 600:
        n = int(rng.choice([rng.integers(1, 33), rng.integers(33, 513)], p=[0.8, 0.2]))
        kernel = int(rng.integers(1, min(n + 2, 12)))
        numbers = [n, kernel, rng.integers(1, 7), rng.integers(0, kernel // 2 + 1), rng.integers(1, 4)]
        found.append("_".join(map(str, numbers)) + "_" + "fc"[rng.integers(2)])
    return [*dict.fromkeys(found)]


def expected(state: str, functions: dict[str, Any]) -> dict[str, Any] | None:
    """Size, starts and cells of the example; None where the window does not fit."""
    *numbers, rounding = state.split("_")
    n, kernel, stride, padding, dilation = map(int, numbers)
    if dilation * (kernel - 1) + 1 > n + 2 * padding:
        return None
    starts, reads = functions["windows"](n, kernel, stride, padding, dilation, rounding == "c")
    return {
        "size": len(starts),
        "starts": starts,
        "unread": [cell for cell, count in enumerate(reads) if count == 0],
        "overlapped": sum(count > 1 for count in reads),
        "wrong": (n - kernel) / (stride + 1),
        "rules": functions["rules"](n, kernel, stride, padding, dilation),
    }
