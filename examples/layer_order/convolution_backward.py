"""The backward pass of a correlation contains a convolution

The loss is linear in the map and linear in the kernel, so a difference of two losses, in integers,
is the exact gradient.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(x, kernel):
    windows = sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def convolve2d(x, kernel):
    return correlate2d(x, kernel[::-1, ::-1])


def exact_gradient(loss, at):
    impulses = np.eye(at.size, dtype=int).reshape(-1, *at.shape)
    return np.array([
        loss(at + e) - loss(at) for e in impulses
    ]).reshape(at.shape)


# %% input_gradient
X = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
W = np.array([[1, 2], [3, 4]])
# gradient that arrives from the next layer
D = np.array([[1, 0, 2], [0, -1, 3], [4, 1, 0]])
grad_x = exact_gradient(lambda x: (D * correlate2d(x, W)).sum(), X)
print(grad_x)
#> [[ 1  2  2  4]
#>  [ 3  3  7 14]
#>  [ 4  6  7 12]
#>  [12 19  4  0]]
full = np.pad(D, 1)
print(
    np.array_equal(grad_x, convolve2d(full, W)),
    np.array_equal(grad_x, correlate2d(full, W)),
)
#> True False

# %% kernel_gradient
grad_w = exact_gradient(lambda w: (D * correlate2d(X, w)).sum(), W)
print(grad_w.tolist())
#> [[-23, 15], [-29, -24]]
print(
    np.array_equal(grad_w, correlate2d(X, D)),
    np.array_equal(grad_w, convolve2d(X, D)),
)
#> True False

# %% other_way_round
other = exact_gradient(lambda x: (D * convolve2d(x, W)).sum(), X)
print(np.array_equal(other, correlate2d(full, W)))
#> True

# %% transposed_matrix
impulses = np.eye(16, dtype=int).reshape(16, 4, 4)
T = np.array([correlate2d(e, W).ravel() for e in impulses]).T
print(T.shape, np.array_equal(T @ X.ravel(), correlate2d(X, W).ravel()))
#> (9, 16) True
print(np.array_equal(T.T @ D.ravel(), grad_x.ravel()))
#> True

# %% same_at_every_map
print(
    np.array_equal(
        grad_x,
        exact_gradient(lambda x: (D * correlate2d(x, W)).sum(), 0 * X),
    )
)
#> True
# x * x is not linear: its gradient 2x changes with x
square = np.array([1, 2])
print((2 * square).tolist(), (2 * 0 * square).tolist())
#> [2, 4] [0, 0]
