"""From 13×13×256 to a dense layer of 4096

A max pool lies between the two numbers, and the number of units of the dense layer is free: the
same four inputs feed one unit, three units or sixteen.
"""

# %% functions
import numpy as np


def max_pool2d(x, kernel_size, stride=None):
    stride = stride or kernel_size
    window = (kernel_size, kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(
        x, window, axis=(-2, -1)
    )
    return windows[..., ::stride, ::stride, :, :].max(axis=(-2, -1))


def dense(x, weight, bias):
    return weight @ x + bias


# %% smallest
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
inputs = max_pool2d(M, 2).ravel()
# 3 units, 4 inputs each
weight = np.array([[1, 0, 0, 1], [0, 1, 1, 0], [1, 1, 1, 1]])
print(M.size, inputs.tolist(), dense(inputs, weight, 0).tolist())
#> 16 [5, 7, -1, 4] [9, 6, 15]

# %% any_number_of_units
for units in (1, 3, 16):
    weight = np.ones((units, inputs.size), dtype=np.int64)
    print(units, weight.shape, dense(inputs, weight, 0).shape)
    #> 1 (1, 4) (1,)
    #> 3 (3, 4) (3,)
    #> 16 (16, 4) (16,)

# %% alexnet
conv5 = np.zeros((256, 13, 13))
pool5 = max_pool2d(conv5, 3, 2)  # 3×3 windows, stride 2
units = 4096
print(conv5.shape, conv5.size)
#> (256, 13, 13) 43264
print(pool5.shape, pool5.size)
#> (256, 6, 6) 9216
print(units, pool5.size * units)
#> 4096 37748736

# %% without_the_pool
print(conv5.size * units)
#> 177209344

# %% swapped
# 2×2 windows, stride 3: another network
print(max_pool2d(conv5, 2, 3).shape)
#> (256, 4, 4)
