"""Max pooling is not linear, with or without ReLU

A convolution followed by max pooling computes an absolute value and an exclusive or. With average
pooling the same cell is linear, and the three friends compute three different functions.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def relu(x):
    return np.maximum(x, 0)


def windows(x, k):
    return sliding_window_view(x, (k, k), axis=(-2, -1))[
        ..., ::k, ::k, :, :
    ]


def max_pool2d(x, kernel_size):
    return windows(x, kernel_size).max(axis=(-2, -1))


def avg_pool2d(x, kernel_size):
    return windows(x, kernel_size).mean(axis=(-2, -1))


# %% not_additive
a = np.array([[1, 0], [0, 0]])
b = np.array([[0, 1], [0, 0]])
print(
    max_pool2d(a + b, 2).item(),
    max_pool2d(a, 2).item() + max_pool2d(b, 2).item(),
)
#> 1 2
print(max_pool2d(-a, 2).item(), -max_pool2d(a, 2).item())
#> 0 -1
print(max_pool2d(2 * a, 2).item(), 2 * max_pool2d(a, 2).item())
#> 2 2

# %% absolute_value_and_xor
# No ReLU: a kernel [1, -1], one zero of padding on each side, then the
# maximum of both outputs.
print([
    max(np.correlate([0, x, 0], [1, -1])).item() for x in (-3, -1, 0, 2)
])
#> [3, 1, 0, 2]
bits = [(0, 0), (0, 1), (1, 0), (1, 1)]
print([max(np.correlate([p, q, p], [1, -1])).item() for p, q in bits])
#> [0, 1, 1, 0]

# %% average_pooling
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
print(avg_pool2d(relu(M), 2).tolist())
#> [[1.5, 2.5], [0.0, 1.5]]
print(relu(avg_pool2d(M, 2)).tolist())
#> [[0.0, 1.0], [0.0, 0.0]]
print(avg_pool2d(M, 2).tolist())
#> [[0.0, 1.0], [-2.75, -2.75]]
print(
    avg_pool2d(a + b, 2).item(),
    avg_pool2d(a, 2).item() + avg_pool2d(b, 2).item(),
)
#> 0.5 0.5

# %% relu_adds_a_bend
print(relu(-1 + 1), relu(-1) + relu(1))
#> 0 1
