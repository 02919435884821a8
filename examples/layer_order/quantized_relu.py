"""Rounding to small integers may make the ReLU superfluous

Quantised networks store each value as an integer from 0 to 255. The zero point says which integer
stands for the value 0. Rounding and clipping are non-decreasing, so they may cross max pooling.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def max_pool2d(x, kernel_size):
    k = kernel_size
    view = np.lib.stride_tricks.sliding_window_view(
        x, (k, k), axis=(-2, -1)
    )
    return view[..., ::k, ::k, :, :].max(axis=(-2, -1))


def quantize(x, zero_point):  # two steps for each unit
    return np.clip(np.round(2 * x) + zero_point, 0, 255)


M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])

# %% zero_point
for zero_point in (0, 128):
    print(
        np.array_equal(
            quantize(relu(M), zero_point), quantize(M, zero_point)
        )
    )
    #> True
    #> False

# %% smallest_example
for zero_point in (0, 128):
    print(
        quantize(np.array([-3, 3]), zero_point),
        quantize(relu(np.array([-3, 3])), zero_point),
    )
    #> [0 6] [0 6]
    #> [122 134] [128 134]

# %% max_pooling
x = np.random.default_rng(0).normal(size=(64, 64))
for zero_point in (0, 128):
    first, after = (
        quantize(max_pool2d(x, 2), zero_point),
        max_pool2d(quantize(x, zero_point), 2),
    )
    print(np.array_equal(first, after))
    #> True
    #> True
