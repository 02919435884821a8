"""From the image to 4096: every network, padding, rounding and last pool, images that leave nothing among them."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

EXAMPLE = "dense_dimension/forced_inputs"
LASTS = {"32": (3, 2), "23": (2, 3), "none": None}


def states(rng: np.random.Generator) -> list[str]:
    """All choices, each with many images and numbers of units."""
    found = ["paper_227_0_f_32_4096", "paper_1_0_f_32_1", "paper_1024_2_c_none_8192", "torch_30_0_f_32_4096"]
    for net, padding, up, last in product(("paper", "cuda", "torch"), (0, 2), "fc", LASTS):
        for image in rng.choice(np.arange(5, 600), 17, replace=False):
            found.append(f"{net}_{image}_{padding}_{up}_{last}_{rng.integers(1, 8193)}")
    return [*dict.fromkeys(found)]


def expected(state: str, functions: dict[str, Any]) -> dict[str, Any] | None:
    """The ladder of the example; torchvision averages what is left to 6x6. None where nothing is left."""
    net, image, padding, up, last, units = state.split("_")
    sizes = functions["ladder"](int(image), int(padding), up == "c", LASTS[last])
    if min(sizes) < 1:
        return None
    side = 6 if net == "torch" else sizes[-1]
    inputs = side * side * 256
    weights = inputs * int(units)
    found = {"sizes": sizes, "side": side, "inputs": inputs, "units": int(units), "weights": weights}
    return {**found, "parameters": weights + int(units)}
