"""A dense layer is a convolution whose kernel covers the whole map

Eight units on 256 maps of 6x6 equal a 6x6 convolution with eight output channels: the same weights,
reshaped. On larger maps the dense layer fails and the convolution gives a map of scores.
"""

# %% functions
import numpy as np


def dense(x, weight, bias):
    return x @ weight.T + bias


def conv2d(x, weight, bias):
    windows = np.lib.stride_tricks.sliding_window_view(
        x, weight.shape[2:], axis=(1, 2)
    )
    return (
        np.tensordot(weight, windows, axes=([1, 2, 3], [0, 3, 4]))
        + bias[:, None, None]
    )


# %% equal
rng = np.random.default_rng(0)
maps = rng.integers(-9, 10, size=(256, 6, 6))
weight = rng.integers(-9, 10, size=(8, 9216))
bias = rng.integers(-9, 10, size=8)
as_dense = dense(maps.reshape(-1), weight, bias)
as_convolution = conv2d(maps, weight.reshape(8, 256, 6, 6), bias)
print(as_dense.shape, as_convolution.shape)
#> (8,) (8, 1, 1)
print(np.array_equal(as_dense, as_convolution[:, 0, 0]))
#> True

# %% smaller_kernel
# A kernel that does not cover the map has several positions: no longer
# one number per unit.
print(
    conv2d(maps, weight.reshape(8, 256, 6, 6)[:, :, :3, :3], bias).shape
)
#> (8, 4, 4)

# %% larger_input
larger = rng.integers(-9, 10, size=(256, 8, 8))
try:
    dense(larger.reshape(-1), weight, bias)
except ValueError as error:
    print(type(error).__name__, larger.size, weight.shape)
    #> ValueError 16384 (8, 9216)
scores = conv2d(larger, weight.reshape(8, 256, 6, 6), bias)
print(scores.shape)
#> (8, 3, 3)

# %% one_score_per_window
window = larger[:, 1:7, 2:8].reshape(-1)
print(np.array_equal(dense(window, weight, bias), scores[:, 1, 2]))
#> True
