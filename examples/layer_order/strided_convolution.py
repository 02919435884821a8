"""Every activation changes places with subsampling, so a strided convolution is no special case

A convolution with stride 2 computes every second value of the same convolution with stride 1. An
activation treats each value by itself: it does not notice which values are left out.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def correlate2d(x, kernel):
    patches = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return (patches * kernel).sum(axis=(-2, -1))


# computes only the values that it keeps
def strided(x, kernel, stride):
    size = len(kernel)
    starts = range(0, len(x) - size + 1, stride)
    return np.array([
        [(x[i:, j:][:size, :size] * kernel).sum() for j in starts]
        for i in starts
    ])


M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])

# %% subsampling
for f in (relu, np.abs, np.negative, np.square):
    print(np.array_equal(f(M)[::2, ::2], f(M[::2, ::2])))
    #> True
    #> True
    #> True
    #> True

# %% strided_convolution
kernel = np.array([[1, 2], [0, 1]])
print(
    strided(M, kernel, 2).tolist(),
    correlate2d(M, kernel)[::2, ::2].tolist(),
)
#> [[2, 10], [-9, -10]] [[2, 10], [-9, -10]]
print(
    relu(strided(M, kernel, 2)).tolist(),
    relu(correlate2d(M, kernel))[::2, ::2].tolist(),
)
#> [[2, 10], [0, 0]] [[2, 10], [0, 0]]

# %% not_a_pooling
print(correlate2d(M, kernel).tolist())
#> [[2, -2, 10], [3, -5, 0], [-9, -8, -10]]
print(correlate2d(M, kernel)[:2, :2].max(), strided(M, kernel, 2)[0, 0])
#> 3 2
