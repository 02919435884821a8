"""Average pooling does not commute with ReLU

Activating first never gives less than pooling first. The two results are equal exactly when the
window does not contain both a positive and a negative value.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def avg_pool2d(x, kernel_size, stride=None):
    stride = stride or kernel_size
    shape = (kernel_size, kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(
        x, shape, axis=(-2, -1)
    )
    return windows[..., ::stride, ::stride, :, :].mean(axis=(-2, -1))


# %% smallest_windows
for window in ([2, -2], [1, 3], [-1, -3], [0, -1, 0, 0]):
    print(window, relu(window).mean(), relu(np.mean(window)))
    #> [2, -2] 1.0 0.0
    #> [1, 3] 2.0 2.0
    #> [-1, -3] 0.0 0.0
    #> [0, -1, 0, 0] 0.0 0.0

# %% both_orders
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
print(avg_pool2d(relu(M), 2).tolist())
#> [[1.5, 2.5], [0.0, 1.5]]
print(relu(avg_pool2d(M, 2)).tolist())
#> [[0.0, 1.0], [0.0, 0.0]]

# %% every_small_window
# All windows of four integers from -3 to 3. Averages are multiples of
# 1/4, so that == is exact.
windows = np.stack(
    np.meshgrid(*[np.arange(-3, 4)] * 4), axis=-1
).reshape(-1, 4)
activate_first = relu(windows).mean(axis=1)
pool_first = relu(windows.mean(axis=1))
mixed = (windows.min(axis=1) < 0) & (windows.max(axis=1) > 0)
print(len(windows), (pool_first <= activate_first).all())
#> 2401 True
print((~mixed).sum(), ((activate_first == pool_first) == ~mixed).all())
#> 511 True

# %% exact_gap
positive, negative = (
    relu(windows).mean(axis=1),
    relu(-windows).mean(axis=1),
)
print(
    np.array_equal(
        activate_first - pool_first, np.minimum(positive, negative)
    )
)
#> True

# %% rounding
# Rounding is non-decreasing, so that it cannot turn the inequality
# round.
noise = np.random.default_rng(0).normal(size=(10_000, 4))
print((relu(noise.mean(axis=1)) > relu(noise).mean(axis=1)).sum())
#> 0
absorbed = np.array([1e20, -1])
print(relu(absorbed).mean() == relu(absorbed.mean()))
#> True

# %% how_often_equal
# Averages over side x side values with stride 1 make the noise smooth,
# as images are.
noise = np.random.default_rng(0).normal(size=(200, 200))
for side in (1, 3, 5, 9):
    smooth = avg_pool2d(noise, side, 1)
    difference = avg_pool2d(relu(smooth), 2) - relu(
        avg_pool2d(smooth, 2)
    )
    print(side, f"{(np.abs(difference) < 1e-12).mean():.2f}")
    #> 1 0.12
    #> 3 0.47
    #> 5 0.60
    #> 9 0.71
