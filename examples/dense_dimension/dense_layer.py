"""A dense layer is a weight matrix and one bias per unit

The 4x4 map is pooled, flattened and multiplied by a matrix of shape (units, inputs). One changed
input changes every unit, unless its weight is zero.
"""

# %% functions
import numpy as np

M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])


def max_pool2d(x, kernel_size):
    k = kernel_size
    windows = np.lib.stride_tricks.sliding_window_view(
        x, (k, k), axis=(-2, -1)
    )
    return windows[..., ::k, ::k, :, :].max(axis=(-2, -1))


def dense(x, weight, bias):
    # one row of the weight matrix for each unit
    return x @ weight.T + bias


# %% smallest
pooled = max_pool2d(M, 2)
x = pooled.reshape(-1)  # flatten
weight = np.array([[1, 0, 2, 1], [3, -1, 1, 2], [1, 1, 1, 1]])
bias = np.array([10, 20, 30])
print(pooled.tolist(), x.tolist())
#> [[5, 7], [-1, 4]] [5, 7, -1, 4]
print(weight.shape, bias.shape)
#> (3, 4) (3,)
print(dense(x, weight, bias).tolist())
#> [17, 35, 45]

# %% by_hand
for row, b in zip(weight, bias, strict=True):
    print(
        row.tolist(), "+", b, sum(row[i] * x[i] for i in range(4)) + b
    )
    #> [1, 0, 2, 1] + 10 17
    #> [3, -1, 1, 2] + 20 35
    #> [1, 1, 1, 1] + 30 45

# %% every_input_to_every_unit
change = np.array([
    dense(x + one_input, weight, bias)
    for one_input in np.eye(4, dtype=int)
])
# the weight matrix again
print((change - dense(x, weight, bias)).T.tolist())
#> [[1, 0, 2, 1], [3, -1, 1, 2], [1, 1, 1, 1]]
print(weight.size, 3 * 4, bias.size)
#> 12 12 3
# one connection has weight 0: there, but without effect
print(np.count_nonzero(weight))
#> 11

# %% alexnet_shapes
# a view of one number: takes no memory
w = np.broadcast_to(np.float32(1), (9216, 4096))
column = np.ones((9216, 1), dtype=np.float32)
print((w.T @ column).shape)
#> (4096, 1)
print(9216 * 4096, 4096, 9216 * 4096 + 4096)
#> 37748736 4096 37752832
# (units, inputs), the order in which PyTorch stores it
print(w.T.shape)
#> (4096, 9216)

# %% with_and_without_the_last_pool
print(13 * 13 * 256, 13 * 13 * 256 * 4096)
#> 43264 177209344
print(6 * 6 * 256, 6 * 6 * 256 * 4096)
#> 9216 37748736
