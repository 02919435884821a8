"""What max pooling forgets: the place inside the window

A bright pixel moves one column to the right. The output notices only when the pixel enters the next
window. A whole map is another matter: there, other values take the place of the maximum.
"""

# %% functions
import numpy as np


def max_pool2d(x, kernel_size):
    k = kernel_size
    view = np.lib.stride_tricks.sliding_window_view(
        x, (k, k), axis=(-2, -1)
    )
    return view[..., ::k, ::k, :, :].max(axis=(-2, -1))


# %% shift_by_one
same = different = 0
for row in range(8):
    for column in range(7):
        before, after = np.zeros((2, 8, 8))
        # one bright pixel moves to the right
        before[row, column] = after[row, column + 1] = 1
        equal = np.array_equal(
            max_pool2d(before, 2), max_pool2d(after, 2)
        )
        same, different = same + equal, different + (not equal)
print(same, different, same + different)
#> 32 24 56

# %% shift_of_a_full_map
x = np.random.default_rng(0).normal(size=(8, 8))
print(
    np.array_equal(
        max_pool2d(np.roll(x, 1, axis=1), 2), max_pool2d(x, 2)
    )
)
#> False
by_two = max_pool2d(np.roll(x, 2, axis=1), 2)
print(np.array_equal(by_two, np.roll(max_pool2d(x, 2), 1, axis=1)))
#> True
