"""ReLU and max pooling have the same gradients in both orders

Forward and backward by hand. The gradients of input, weights and bias are equal bit for bit:
with ties, zeros, overlapping windows and windows that are negative everywhere. With average pooling
they differ.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def max_pool2d(x, kernel_size, stride=None):
    stride = stride or kernel_size
    window = (kernel_size, kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(
        x, window, axis=(-2, -1)
    )
    return windows[..., ::stride, ::stride, :, :].max(axis=(-2, -1))


def max_pool2d_backward(x, gradient, k, stride):
    """each gradient goes to the first largest value of its window"""
    result = np.zeros_like(x, dtype=gradient.dtype)
    for i, j in np.ndindex(gradient.shape):
        window = np.s_[
            i * stride : i * stride + k, j * stride : j * stride + k
        ]
        winner = np.unravel_index(x[window].argmax(), (k, k))
        result[window][winner] += gradient[i, j]
    return result


def relu_first_backward(x, gradient, k, stride):
    return max_pool2d_backward(relu(x), gradient, k, stride) * (x > 0)


def pool_first_backward(x, gradient, k, stride):
    return max_pool2d_backward(
        x, gradient * (max_pool2d(x, k, stride) > 0), k, stride
    )


# %% both_orders_on_m
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
gradient = np.array([[1, 2], [3, 4]])
print(relu_first_backward(M, gradient, 2, 2))
#> [[0 0 0 0]
#>  [0 1 0 2]
#>  [0 0 0 0]
#>  [0 0 0 4]]
print(pool_first_backward(M, gradient, 2, 2))
#> [[0 0 0 0]
#>  [0 1 0 2]
#>  [0 0 0 0]
#>  [0 0 0 4]]

# %% ties_and_overlaps
rng = np.random.default_rng(0)
for k, stride in [(2, 2), (3, 2), (3, 1)]:
    equal = 0
    for _ in range(100):
        x = rng.integers(-2, 3, size=(7, 7))
        g = rng.normal(size=max_pool2d(x, k, stride).shape)
        equal += np.array_equal(
            relu_first_backward(x, g, k, stride),
            pool_first_backward(x, g, k, stride),
        )
    print((k, stride), equal)
    #> (2, 2) 100
    #> (3, 2) 100
    #> (3, 1) 100


# %% weights_and_bias
image, weight, bias = (
    rng.normal(size=(10, 10)),
    rng.normal(size=(3, 3)),
    -0.5,
)
patches = np.lib.stride_tricks.sliding_window_view(image, (3, 3))
x = (patches * weight).sum(axis=(2, 3)) + bias
g = rng.normal(size=max_pool2d(x, 2).shape)
pairs = []
for backward in (relu_first_backward, pool_first_backward):
    delta = backward(x, g, 2, 2)
    pairs.append((
        (patches * delta[:, :, None, None]).sum(axis=(0, 1)),
        delta.sum(),
    ))
print(
    np.array_equal(pairs[0][0], pairs[1][0]), pairs[0][1] == pairs[1][1]
)
#> True True
print((max_pool2d(x, 2) < 0).sum(), max_pool2d(x, 2).size)
#> 6 16

# %% average_pooling
window, g = np.array([3, -1, 1, -1]), 1
relu_first = g / 4 * (window > 0)
pool_first = g * (window.mean() > 0) / 4 * np.ones(4)
print(relu_first.tolist(), pool_first.tolist())
#> [0.25, 0.0, 0.25, 0.0] [0.25, 0.25, 0.25, 0.25]
