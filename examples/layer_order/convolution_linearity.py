"""Convolution is linear without a bias, affine with one

Integers, so that every equality is exact. A bias, a ReLU, and a change of map and kernel at the
same time are the places where an equality ends.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(x, kernel):
    windows = sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def convolve2d(x, kernel):
    return correlate2d(x, kernel[::-1, ::-1])


def relu(x):
    return np.maximum(x, 0)


# %% linear
X = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
Y = np.arange(16).reshape(4, 4)
W = np.array([[1, 2], [3, 4]])
for f in (correlate2d, convolve2d):
    print(
        np.array_equal(f(2 * X - 3 * Y, W), 2 * f(X, W) - 3 * f(Y, W))
    )
    #> True
    #> True


# %% bias
def g(x):
    return correlate2d(x, W) + 1


print(g(np.zeros((2, 2))).tolist())
#> [[1.0]]
print(np.array_equal(g(X + Y), g(X) + g(Y)))
#> False
print(np.array_equal(g(0.25 * X + 0.75 * Y), 0.25 * g(X) + 0.75 * g(Y)))
#> True

# %% no_activation
out = correlate2d(X, W)
print(out.tolist())
#> [[5, -5, 13], [-9, -8, -18], [-30, -41, -25]]
print(np.array_equal(correlate2d(-X, W), -out))
#> True
print(np.array_equal(relu(-out), -relu(out)))
#> False

# %% bilinear
V = np.array([[0, -1], [2, 1]])
f = correlate2d
print(np.array_equal(f(X + Y, W), f(X, W) + f(Y, W)))
#> True
print(np.array_equal(f(X, W + V), f(X, W) + f(X, V)))
#> True
print(np.array_equal(f(X + Y, W + V), f(X, W) + f(Y, V)))
#> False
print(np.array_equal(f(2 * X, 2 * W), 4 * f(X, W)))
#> True

# %% floats
left, right = 3 * (0.1 + 0.7), 3 * 0.1 + 3 * 0.7
print(left == right, np.allclose(left, right))
#> False True
