"""Both orders, for any map, pooling and activation

The arithmetic of the figure that swaps the order: 14 activations, three poolings, with padding that
is ignored or filled with zeros.
"""

# %% functions
import math

import numpy as np

erf = np.vectorize(math.erf, otypes=[float])


def softplus(x):
    return np.logaddexp(x, 0)


def sigmoid(x):
    return np.exp(-softplus(-x))


def gate(x, opened):
    """x times a gate that closes: at minus infinity the limit"""
    return np.where(x == -np.inf, 0, x) * opened


# %% activations
ACTIVATIONS = {
    "relu": lambda x: np.maximum(x, 0),
    "relu6": lambda x: np.clip(x, 0, 6),
    "elu": lambda x: np.where(x < 0, np.expm1(np.minimum(x, 0)), x),
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "softplus": softplus,
    "gelu": lambda x: gate(x, (1 + erf(x / math.sqrt(2))) / 2),
    "silu": lambda x: gate(x, sigmoid(x)),
    "mish": lambda x: gate(x, np.tanh(softplus(x))),
    "hardswish": lambda x: gate(x, np.clip(x / 6 + 0.5, 0, 1)),
    "abs": np.abs,
    "negative": lambda x: -x,
    "affine": lambda x: 2 * x + 3,
}


def activate(x, f, slope=0.1):
    if f == "leaky":
        return np.where(x < 0, slope * x, x) + 0.0
    # + 0.0: no negative zero
    return ACTIVATIONS[f](x) + 0.0


# %% pooling
def slide(x, kernel_size, stride):
    window = (kernel_size, kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(x, window)
    return windows[::stride, ::stride]


def pool2d(x, pool, kernel_size, stride, padding=0, zeros=False):
    ignored = {"max": -np.inf, "min": np.inf, "avg": 0}[pool]
    fill = 0 if zeros else ignored
    padded = np.pad(x.astype(float), padding, constant_values=fill)
    windows = slide(padded, kernel_size, stride)
    if pool != "avg":
        reduced = windows.max if pool == "max" else windows.min
        return reduced(axis=(-2, -1)) + 0.0
    ones = np.pad(np.ones(x.shape), padding, constant_values=int(zeros))
    counted = slide(ones, kernel_size, stride).sum(axis=(-2, -1))
    return windows.sum(axis=(-2, -1)) / counted + 0.0


# %% both_orders
def both_orders(x, pool, f, *how, slope=0.1):
    activate_first = pool2d(activate(x, f, slope), pool, *how)
    return activate_first, activate(pool2d(x, pool, *how), f, slope)


M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
for pool, f in [
    ("max", "relu"),
    ("avg", "relu"),
    ("max", "silu"),
    ("avg", "affine"),
]:
    a, b = both_orders(M, pool, f, 2, 2)
    print(pool, f, a.round(2).tolist(), b.round(2).tolist())
    #> max relu [[5.0, 7.0], [0.0, 4.0]] [[5.0, 7.0], [0.0, 4.0]]
    #> avg relu [[1.5, 2.5], [0.0, 1.5]] [[0.0, 1.0], [0.0, 0.0]]
    #> max silu [[4.97, 6.99], [-0.03, 3.93]] [[4.97, 6.99], [-0.27, 3.93]]
    #> avg affine [[3.0, 5.0], [-2.5, -2.5]] [[3.0, 5.0], [-2.5, -2.5]]

# %% zeros_around_the_map
a, b = both_orders(M, "max", "sigmoid", 2, 2, 1, True)
print(a.round(3).tolist())
#> [[0.731, 0.953, 0.5], [0.269, 0.993, 0.999], [0.007, 0.119, 0.982]]
print(b.round(3).tolist())
#> [[0.731, 0.953, 0.5], [0.5, 0.993, 0.999], [0.5, 0.5, 0.982]]
