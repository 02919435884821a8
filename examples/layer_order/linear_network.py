"""A network of linear layers is one linear layer

Two correlations are one with a larger kernel. Such a network fits AND and cannot fit XOR, at any
depth. Max pooling ends that, because it is not linear; average pooling does not.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(x, kernel):
    windows = sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def convolve2d(x, kernel):
    return correlate2d(x, kernel[::-1, ::-1])


# %% two_layers_are_one
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
V, W = np.array([[1, 2], [3, 4]]), np.array([[0, -1], [2, 1]])
stacked = correlate2d(correlate2d(M, V), W)
# the full convolution of the two kernels
merged = convolve2d(np.pad(V, 1), W)
print(merged.tolist())
#> [[0, -1, -2], [2, 2, -2], [6, 11, 4]]
print(stacked.tolist(), np.array_equal(stacked, correlate2d(M, merged)))
#> [[-21, -47], [-93, -89]] True

# %% zero_padded_border
A = np.arange(1, 10).reshape(3, 3)
stacked = correlate2d(np.pad(correlate2d(np.pad(M, 1), A), 1), A)
merged = convolve2d(np.pad(A, 2), A)
print((stacked == correlate2d(np.pad(M, 2), merged)).astype(int))
#> [[0 0 0 0]
#>  [0 1 1 0]
#>  [0 1 1 0]
#>  [0 0 0 0]]

# %% and_xor
inputs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
with_bias = np.column_stack([inputs, np.ones(4)])
for target in ([0, 0, 0, 1], [0, 1, 1, 0]):
    best = np.linalg.lstsq(with_bias, np.array(target), rcond=None)[0]
    print(target, (with_bias @ best).round(6).tolist())
    #> [0, 0, 0, 1] [-0.25, 0.25, 0.25, 0.75]
    #> [0, 1, 1, 0] [0.5, 0.5, 0.5, 0.5]

# %% xor_by_max_pooling
ring = np.column_stack([inputs, inputs[:, 0]])  # a, b, a
# a - b, b - a
maps = correlate2d(ring, np.array([[1, -1]]))
print(maps.tolist(), maps.max(axis=1).tolist())
#> [[0, 0], [-1, 1], [1, -1], [0, 0]] [0, 1, 1, 0]

# %% max_is_not_linear
u, v = np.array([1, -1]), np.array([-1, 1])
print(u.max() + v.max(), (u + v).max())
#> 2 0
print(u.mean() + v.mean(), (u + v).mean())
#> 0.0 0.0
