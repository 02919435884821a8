"""GELU, SiLU, Mish and Hardswish fail only in all-negative windows

These four relatives of ReLU dip below zero, left of zero. The two orders differ only where
the window contains no value at or above zero, and never by more than the depth of the dip.
"""

# %% functions
import math

import numpy as np


def gelu(x):
    return (
        x
        * (1 + np.vectorize(math.erf, otypes=[float])(x / np.sqrt(2)))
        / 2
    )


def silu(x):
    return x / (1 + np.exp(-x))


def mish(x):
    return x * np.tanh(np.log1p(np.exp(x)))


def hardswish(x):
    return x * np.clip(x + 3, 0, 6) / 6


smooth = {
    "gelu": gelu,
    "silu": silu,
    "mish": mish,
    "hardswish": hardswish,
}

# %% two_orders
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
# one window per row
windows = M.reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
print(silu(windows).max(axis=1).round(6))
#> [ 4.966536  6.993623 -0.033464  3.928055]
print(silu(windows.max(axis=1)).round(6))
#> [ 4.966536  6.993623 -0.268941  3.928055]

# %% only_all_negative
# All pairs from -8, -7.9, ..., 8: does any differ with a maximum >= 0,
# does any with a maximum < 0?
x = np.arange(-80, 81) / 10
a, b = np.meshgrid(x, x)
top = np.maximum(a, b)
for name, f in smooth.items():
    differs = np.maximum(f(a), f(b)) > f(top) + 1e-9
    print(name, differs[top >= 0].any(), differs[top < 0].any())
    #> gelu False True
    #> silu False True
    #> mish False True
    #> hardswish False True

# %% depth_of_the_dip
# Where the dip is deepest, and how deep: no difference between the
# orders is larger.
fine = np.arange(-40000, 1) / 10000
for name, f in smooth.items():
    print(
        name, fine[f(fine).argmin()].round(2), -f(fine).min().round(4)
    )
    #> gelu -0.75 0.17
    #> silu -1.28 0.2785
    #> mish -1.19 0.3088
    #> hardswish -1.5 0.375
