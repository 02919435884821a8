"""A test that proves nothing

The map printed in the Chinese post. Both orders print the same four numbers, and so does max
pooling without any ReLU: no pooling window of this map is all negative.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def max_pool2d(x, kernel_size):
    windows = np.lib.stride_tricks.sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    return windows[..., ::kernel_size, ::kernel_size, :, :].max(
        axis=(-2, -1)
    )


# %% two_orders
x = np.array([
    [0.0489, -0.5657, -0.1745, 0.1998, 0.1667],
    [0.0288, -0.4943, -0.5088, 0.6079, -0.2137],
    [-0.6882, 0.2084, -0.9552, 0.4098, -0.0591],
    [0.4386, -0.4203, 0.8329, -0.9906, 0.5458],
    [1.2271, 0.1976, 0.0591, 1.4228, -2.0060],
])
print(max_pool2d(relu(x), 2).tolist())
#> [[0.0489, 0.6079], [0.4386, 0.8329]]
print(relu(max_pool2d(x, 2)).tolist())
#> [[0.0489, 0.6079], [0.4386, 0.8329]]

# %% no_relu_at_all
print(max_pool2d(x, 2).tolist())
#> [[0.0489, 0.6079], [0.4386, 0.8329]]

# %% output_size
# 5 x 5 to 2 x 2: the last row and the last column lie in no window.
print((5 - 2) // 2 + 1, max_pool2d(x, 2).shape)
#> 2 (2, 2)
print(x.size - x[:4, :4].size, x.max(), max_pool2d(x, 2).max())
#> 9 1.4228 0.8329

# %% all_sign_patterns
# Four windows of four cells: sign patterns, those without an
# all-negative window, and their share. 0 stands for a negative cell
signs = (np.arange(2**16)[:, None] >> np.arange(16)) & 1
without = signs.reshape(-1, 4, 4).any(axis=2).all(axis=1).sum()
print(len(signs), without, round(without / len(signs), 4))
#> 65536 50625 0.7725
