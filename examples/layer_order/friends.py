"""Three friends, three cells: two of them compute the same function

Alex applies ReLU and then max pooling, Ilya max pooling and then ReLU, Jeffrey max pooling alone.
Jeffrey differs from the others exactly where the pooled value is negative.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def relu(x):
    return np.maximum(x, 0)


def max_pool2d(x, kernel_size, stride=None):
    step = stride or kernel_size
    windows = sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    return windows[..., ::step, ::step, :, :].max(axis=(-2, -1))


# %% outputs
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
alex = max_pool2d(relu(M), 2)
ilya = relu(max_pool2d(M, 2))
jeffrey = max_pool2d(M, 2)
print(alex.tolist())
#> [[5, 7], [0, 4]]
print(ilya.tolist())
#> [[5, 7], [0, 4]]
print(jeffrey.tolist())
#> [[5, 7], [-1, 4]]

# %% random_maps
maps = np.random.default_rng(0).normal(size=(400, 30, 30))
for k, s in [(2, 2), (3, 3), (3, 2), (2, 1)]:
    first, last = (
        max_pool2d(relu(maps), k, s),
        relu(max_pool2d(maps, k, s)),
    )
    print((k, s), np.array_equal(first, last))
    #> (2, 2) True
    #> (3, 3) True
    #> (3, 2) True
    #> (2, 1) True

# %% evaluations
# Side of the map, kernel size, stride, padding; the last pooling keeps
# the size of the map.
for n, k, s, p in [
    (4, 2, 2, 0),
    (55, 3, 2, 0),
    (28, 2, 1, 0),
    (28, 3, 1, 1),
]:
    pooled = ((n + 2 * p - k) // s + 1) ** 2
    print((n, k, s, p), n**2, pooled, round(n**2 / pooled, 2))
    #> (4, 2, 2, 0) 16 4 4.0
    #> (55, 3, 2, 0) 3025 729 4.15
    #> (28, 2, 1, 0) 784 729 1.08
    #> (28, 3, 1, 1) 784 784 1.0

# %% where_jeffrey_differs
print((alex - jeffrey).tolist())
#> [[0, 0], [1, 0]]
for k, s in [(2, 2), (3, 3), (3, 2)]:
    pooled = max_pool2d(maps, k, s)
    gap = max_pool2d(relu(maps), k, s) - pooled
    print(
        np.array_equal(gap, relu(-pooled)),
        np.array_equal(gap == 0, pooled >= 0),
    )
    #> True True
    #> True True
    #> True True

# %% one_window
# The same ReLU after the same pooling: idle in one window, at work in
# the other.
for window in ([1, -2, -4, 5], [-1, -3, -5, -2]):
    print(max(window), relu(max(window)))
    #> 5 5
    #> -1 0
