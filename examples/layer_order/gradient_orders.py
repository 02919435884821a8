"""Where the gradient goes, in both orders

Backwards through ReLU and 2x2 pooling, on a map of any size: what reaches each cell, for max and
average pooling, with the derivative of ReLU at 0 taken as 0 or as 1.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def derivative(x, at_zero):
    return np.where(x == 0, at_zero, x > 0)


def windows(x):
    """the four values of each 2x2 window, row by row"""
    side = len(x) // 2
    blocks = x[: 2 * side, : 2 * side].reshape(side, 2, side, 2)
    return blocks.swapaxes(1, 2).reshape(side, side, 4)


# %% pooling_backwards
def pool_backward(x, gradient, pool):
    """max: all to the first largest; average: a quarter to each"""
    result = np.zeros(x.shape)
    winners = windows(x).argmax(axis=-1)
    for i, j in np.ndindex(gradient.shape):
        share = (
            np.full(4, 1 / 4)
            if pool == "avg"
            else np.eye(4)[winners[i, j]]
        )
        here = np.s_[2 * i : 2 * i + 2, 2 * j : 2 * j + 2]
        result[here] = share.reshape(2, 2) * gradient[i, j]
    return result + 0.0  # no negative zero


# %% both_orders
def activate_first(x, gradient, pool, at_zero=0):
    back = pool_backward(relu(x), gradient, pool)
    return back, back * derivative(x, at_zero) + 0.0


def pool_first(x, gradient, pool, at_zero=0):
    pooled = (
        windows(x).max(axis=-1)
        if pool == "max"
        else windows(x).mean(axis=-1)
    )
    back = gradient * derivative(pooled, at_zero) + 0.0
    return back, pool_backward(x, back, pool)


M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
gradient = np.array([[1, 2], [3, 4]])
(_, a), (_, b) = (
    activate_first(M, gradient, "max"),
    pool_first(M, gradient, "max"),
)
print(b, np.array_equal(a, b))
#> [[0. 0. 0. 0.]
#>  [0. 1. 0. 2.]
#>  [0. 0. 0. 0.]
#>  [0. 0. 0. 4.]] True

# %% average
(_, a), (_, b) = (
    activate_first(M, gradient, "avg"),
    pool_first(M, gradient, "avg"),
)
print(a)
#> [[0.25 0.   0.5  0.  ]
#>  [0.   0.25 0.   0.5 ]
#>  [0.   0.   1.   0.  ]
#>  [0.   0.   0.   1.  ]]
print(b)
#> [[0.  0.  0.5 0.5]
#>  [0.  0.  0.5 0.5]
#>  [0.  0.  0.  0. ]
#>  [0.  0.  0.  0. ]]
print(np.count_nonzero(a), np.count_nonzero(b), a.size)
#> 6 4 16

# %% derivative_1_at_0
x = np.array([[-1, 0], [-2, -3]])
for at_zero in (0, 1):
    (_, a), (_, b) = (
        order(x, np.ones((1, 1)), "max", at_zero)
        for order in (activate_first, pool_first)
    )
    print(at_zero, a.tolist(), b.tolist())
    #> 0 [[0.0, 0.0], [0.0, 0.0]] [[0.0, 0.0], [0.0, 0.0]]
    #> 1 [[0.0, 0.0], [0.0, 0.0]] [[0.0, 1.0], [0.0, 0.0]]
