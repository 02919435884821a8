"""Which operations change places with max pooling, average pooling and ReLU

Each line tries one operation on 200 maps of small integers, in both orders. The three answers are
for 2x2 max pooling, 2x2 average pooling and ReLU. One differing value in one map is enough for
False.
"""

# %% functions
import numpy as np


def windows(x, k):
    view = np.lib.stride_tricks.sliding_window_view(
        x, (k, k), axis=(-2, -1)
    )
    return view[..., ::k, ::k, :, :]


def max_pool2d(x, kernel_size):
    return windows(x, kernel_size).max(axis=(-2, -1))


def avg_pool2d(x, kernel_size):
    return windows(x, kernel_size).mean(axis=(-2, -1))


def relu(x):
    return np.maximum(x, 0)


# %% both_orders
rng = np.random.default_rng(0)
# 200 maps, 3 channels, 8 x 8
maps = rng.integers(-4, 5, size=(200, 3, 8, 8))


def answers(f):
    others = [
        lambda x: max_pool2d(x, 2),
        lambda x: avg_pool2d(x, 2),
        relu,
    ]
    return [
        bool(np.array_equal(f(g(maps)), g(f(maps)))) for g in others
    ]


# %% values
per_channel = np.array([1, 0, -2]).reshape(3, 1, 1)
# a bias for each channel
print(*answers(lambda x: x + per_channel))
#> True True False
print(*answers(lambda x: 3 * x))  # a factor of 0 or more
#> True True True
print(*answers(lambda x: -3 * x))  # a negative factor
#> False True False
# a non-decreasing function (hard tanh)
print(*answers(lambda x: np.clip(x, -2, 2)))
#> True False True
print(*answers(np.abs))  # a function that is not monotone
#> False False False

# %% places
print(*answers(lambda x: x[..., ::-1]))  # a mirror image
#> True True True
# every second row and column
print(*answers(lambda x: x[..., ::2, ::2]))
#> False False True
# channels in another order
print(*answers(lambda x: x[..., ::-1, :, :]))
#> True True True

# %% sums
mix = np.array([[1, -1, 0], [2, 0, 1], [-1, 1, 1]])
# a 1x1 convolution
print(*answers(lambda x: np.einsum("oc,nchw->nohw", mix, x)))
#> False True False
# a convolution with the kernel [-1, 1]
print(*answers(lambda x: x - np.roll(x, 1, axis=-1)))
#> False False False
