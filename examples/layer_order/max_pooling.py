"""Max pooling and ReLU change places

Both orders give one result on the map M, on all of its 65,535 sets of cells, and with overlapping
windows. A function that decreases somewhere fails.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def max_pool2d(x, kernel_size, stride=None):
    windows = np.lib.stride_tricks.sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    step = stride or kernel_size
    return windows[..., ::step, ::step, :, :].max(axis=(-2, -1))


# %% two_orders
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
print(max_pool2d(relu(M), 2))
#> [[5 7]
#>  [0 4]]
print(relu(max_pool2d(M, 2)))
#> [[5 7]
#>  [0 4]]

# %% pooling_alone
# Without ReLU, only the window whose values are all negative gives
# something else.
print(max_pool2d(M, 2))
#> [[ 5  7]
#>  [-1  4]]

# %% every_set_of_cells
# Each row chooses some of the 16 cells: windows of every shape, with
# and without holes.
chosen = (np.arange(1, 2**16)[:, None] >> np.arange(16)) & 1 == 1
relu_first = np.where(chosen, relu(M.ravel()), -9).max(axis=1)
pool_first = relu(np.where(chosen, M.ravel(), -9).max(axis=1))
print(len(chosen), np.array_equal(relu_first, pool_first))
#> 65535 True

# %% overlapping_windows
for kernel_size, stride in [(2, 1), (3, 1), (4, 1), (2, 3)]:
    first = max_pool2d(relu(M), kernel_size, stride)
    print(
        kernel_size,
        stride,
        np.array_equal(first, relu(max_pool2d(M, kernel_size, stride))),
    )
    #> 2 1 True
    #> 3 1 True
    #> 4 1 True
    #> 2 3 True

# %% decreasing
# x -> -x turns the order round: pooling the negated map is negated min
# pooling.
minimum = M.reshape(2, 2, 2, 2).min(axis=(1, 3))
print(max_pool2d(-M, 2).tolist(), (-minimum).tolist())
#> [[4, 6], [5, 9]] [[4, 6], [5, 9]]
print((-max_pool2d(M, 2)).tolist())
#> [[-5, -7], [1, -4]]

# %% step_down
# Any f with a < b and f(a) > f(b) fails on the window [a, b]: here f =
# abs, a = -4, b = 1.
window = np.array([-4, 1])
print(abs(window).max(), abs(window.max()))
#> 4 1
