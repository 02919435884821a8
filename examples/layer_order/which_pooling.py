"""Which poolings let the activation pass

The same two windows under max pooling and average pooling, then slicing, minimum and median.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


# %% max_and_average
# two windows, one per row
x = np.array([[2, -2], [-1, -3]])
print(relu(x).max(axis=1), relu(x.max(axis=1)))
#> [2 0] [2 0]
print(relu(x).mean(axis=1), relu(x.mean(axis=1)))
#> [1. 0.] [0. 0.]

# %% evaluations
# How often the activation is evaluated: once per input, or once per
# output.
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
print(M.size, M.reshape(2, 2, 2, 2).max(axis=(1, 3)).size)
#> 16 4

# %% slicing
# Keeping every second cell computes nothing: every function passes,
# even abs and -x.
print(np.array_equal(abs(M)[::2, ::2], abs(M[::2, ::2])))
#> True
print(np.array_equal((-M)[::2, ::2], -(M[::2, ::2])))
#> True
# A running sum reads several cells for each result, and does not pass.
print(
    np.array_equal(
        M.cumsum(axis=1)[::2, ::2], M[::2, ::2].cumsum(axis=1)
    )
)
#> False

# %% minimum
print(relu(x).min(axis=1), relu(x.min(axis=1)))
#> [0 0] [0 0]
print(abs(x).min(axis=1), abs(x.min(axis=1)))
#> [2 1] [2 3]

# %% median
# An odd number of values has a middle one; of an even number, the
# median is an average of two.
print(np.median(relu([-3, 1, 2])), relu(np.median([-3, 1, 2])))
#> 1.0 1.0
print(np.median(relu([-3, -1, 1, 3])), relu(np.median([-3, -1, 1, 3])))
#> 0.5 0.0
print(np.median([3, -1, -2]), -np.median([-3, 1, 2]))
#> -1.0 -1.0
print(np.median(abs(np.array([-3, 1, 2]))), abs(np.median([-3, 1, 2])))
#> 2.0 1.0

# %% affine
# 2x + 3 passes through the average as well.
print((2 * x + 3).mean(axis=1), 2 * x.mean(axis=1) + 3)
#> [ 3. -1.] [ 3. -1.]
