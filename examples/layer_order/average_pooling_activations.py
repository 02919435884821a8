"""Which activations commute with average pooling

Affine ones do, as long as the weights of the average sum to one. Convex ones give more when they
come first, concave ones give less, and the S-shaped ones do either.
"""

# %% functions
import numpy as np


def avg_pool2d(x, kernel_size, stride=None, padding=0):
    stride = stride or kernel_size
    x = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2)
    shape = (kernel_size, kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(
        x, shape, axis=(-2, -1)
    )
    return windows[..., ::stride, ::stride, :, :].mean(axis=(-2, -1))


# %% affine
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
print(
    np.array_equal(avg_pool2d(2 * M + 3, 2), 2 * avg_pool2d(M, 2) + 3)
)
#> True
print(np.array_equal(avg_pool2d(-M, 2), -avg_pool2d(M, 2)))
#> True

# %% zero_padding
# One real value and three zeros in each window: the weight of the real
# value is 1/4.
ones = np.ones((2, 2))
print(avg_pool2d(2 * ones + 3, 2, padding=1).tolist())
#> [[1.25, 1.25], [1.25, 1.25]]
print((2 * avg_pool2d(ones, 2, padding=1) + 3).tolist())
#> [[3.5, 3.5], [3.5, 3.5]]
print(
    np.array_equal(
        avg_pool2d(2 * ones, 2, padding=1),
        2 * avg_pool2d(ones, 2, padding=1),
    )
)
#> True

# %% padding_not_counted
# Divided by the share of real values, the weights sum to 1 again.
share = avg_pool2d(ones, 2, padding=1)
print((avg_pool2d(2 * ones + 3, 2, padding=1) / share).tolist())
#> [[5.0, 5.0], [5.0, 5.0]]
print((2 * avg_pool2d(ones, 2, padding=1) / share + 3).tolist())
#> [[5.0, 5.0], [5.0, 5.0]]

# %% direction
# Is activating first ever larger, is it ever smaller, over all pairs of
# integers from -5 to 5?
activations = {
    "2x+3": lambda x: 2 * x + 3,
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu_0.25": lambda x: np.where(x > 0, x, 0.25 * x),
    "leaky_relu_1.5": lambda x: np.where(x > 0, x, 1.5 * x),
    "softplus": lambda x: np.logaddexp(0, x),
    "elu": lambda x: np.where(x > 0, x, np.expm1(np.minimum(x, 0))),
    "tanh": np.tanh,
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "silu": lambda x: x / (1 + np.exp(-x)),
}
pairs = np.stack(
    np.meshgrid(np.arange(-5, 6), np.arange(-5, 6)), axis=-1
)
for name, f in activations.items():
    difference = f(pairs).mean(axis=-1) - f(pairs.mean(axis=-1))
    print(name, (difference > 1e-9).any(), (difference < -1e-9).any())
    #> 2x+3 False False
    #> relu True False
    #> leaky_relu_0.25 True False
    #> leaky_relu_1.5 False True
    #> softplus True False
    #> elu True False
    #> tanh True True
    #> sigmoid True True
    #> silu True True
