"""Convolution flips its kernel, cross-correlation does not

One map and one kernel tell the two operations apart. A kernel that is its own flip cannot.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(x, kernel):
    windows = sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def convolve2d(x, kernel):
    return correlate2d(x, kernel[::-1, ::-1])


# %% one_to_nine
x = np.arange(1, 10).reshape(3, 3)
kernel = np.array([[1, 2], [3, 4]])
print(correlate2d(x, kernel).tolist())
#> [[37, 47], [67, 77]]
print(convolve2d(x, kernel).tolist())
#> [[23, 33], [53, 63]]

# 1*1 + 2*2 + 4*3 + 5*4, then the same window with the kernel flipped
print(1 * 1 + 2 * 2 + 4 * 3 + 5 * 4, 1 * 4 + 2 * 3 + 4 * 2 + 5 * 1)
#> 37 23

# %% impulse
impulse = np.zeros((3, 3), dtype=int)
impulse[1, 1] = 1
print(convolve2d(impulse, kernel).tolist())
#> [[1, 2], [3, 4]]
print(correlate2d(impulse, kernel).tolist())
#> [[4, 3], [2, 1]]

# %% own_flip
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
box = np.ones((2, 2), dtype=int)
laplacian = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
# equal to its transpose, not to its flip
transposable = np.array([[1, 2], [2, 3]])
for k in (box, laplacian, transposable, sobel):
    a, b = correlate2d(M, k), convolve2d(M, k)
    print(np.array_equal(a, b), np.array_equal(a, -b))
    #> True False
    #> True False
    #> False False
    #> False True

# %% flip_is_a_view
flipped = kernel[::-1, ::-1]
print(np.shares_memory(flipped, kernel), flipped.base is kernel)
#> True True

# multiplications with either kernel
print([
    (sliding_window_view(x, k.shape) * k).size
    for k in (kernel, flipped)
])
#> [16, 16]
