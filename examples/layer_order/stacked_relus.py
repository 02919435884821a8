"""Two convolutions, two ReLUs, one max pooling: only the last ReLU can move

The last ReLU stands next to the pooling and changes places with it. The first ReLU is separated
from it by a convolution, which adds values with signs. All numbers are integers, so equal means
equal.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def windows(x, k):
    view = np.lib.stride_tricks.sliding_window_view(
        x, (k, k), axis=(-2, -1)
    )
    return view[..., ::k, ::k, :, :]


def max_pool2d(x, kernel_size):
    return windows(x, kernel_size).max(axis=(-2, -1))


def correlate2d(x, kernel):
    patches = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return (patches * kernel).sum(axis=(-2, -1))


# %% by_hand
x = np.array([1, 3, 0])
first = np.correlate(x, [1, -1])
print(first.tolist(), relu(first).tolist())
#> [-2, 3] [0, 3]
# convolution, ReLU, convolution
print(np.correlate(relu(first), [1, 1]).tolist())
#> [3]
# the same ReLU after both convolutions
print(relu(np.correlate(first, [1, 1])).tolist())
#> [1]

# %% random_maps
rng = np.random.default_rng(0)
last_moved = first_moved = last_acts = 0
for _ in range(500):
    x = rng.integers(-4, 5, size=(8, 8))
    a, b = rng.integers(-2, 3, size=(2, 3, 3))
    second = correlate2d(relu(correlate2d(x, a)), b)
    expected = max_pool2d(relu(second), 2)
    last_moved += np.array_equal(relu(max_pool2d(second, 2)), expected)
    # the first ReLU comes after both convolutions
    linear = correlate2d(correlate2d(x, a), b)
    first_moved += np.array_equal(max_pool2d(relu(linear), 2), expected)
    # a window with negative values only
    last_acts += int((max_pool2d(second, 2) < 0).any())
print(last_moved, first_moved, last_acts)
#> 500 0 148

# %% pooling_too_early
first = relu(correlate2d(x, a))
late = max_pool2d(correlate2d(first, b), 2)
early = correlate2d(max_pool2d(first, 2), b)
print(late.shape, early.shape)
#> (2, 2) (1, 1)

# %% where_it_can_move
x = np.arange(64).reshape(8, 8)
# nothing negative to remove
print(np.array_equal(correlate2d(relu(x), b), correlate2d(x, b)))
#> True
y = rng.integers(-4, 5, size=(8, 8))
for w in (2, -2):  # a kernel with a single weight
    weight = np.array([[w]])
    print(
        w,
        np.array_equal(
            correlate2d(relu(y), weight), relu(correlate2d(y, weight))
        ),
    )
    #> 2 True
    #> -2 False
