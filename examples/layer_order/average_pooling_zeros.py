"""Pooling first gives at least as many zeros

With ReLU, an output is zero after activating first only if every value of the window is zero or
negative, and after pooling first as soon as the sum is. Activations that are not zero on a
half-line make no such zeros.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def zeros(windows, f=relu):
    return f(windows).mean(axis=1) == 0, f(windows.mean(axis=1)) == 0


# %% on_the_map
# The four windows of the map, one in each row.
W = np.array([
    [1, -2, -4, 5],
    [3, 0, -6, 7],
    [-1, -3, -5, -2],
    [2, -8, -9, 4],
])
activate_first, pool_first = zeros(W)
print(activate_first.sum(), pool_first.sum())
#> 1 3

# %% inclusion
# All windows of four integers from -3 to 3.
windows = np.stack(
    np.meshgrid(*[np.arange(-3, 4)] * 4), axis=-1
).reshape(-1, 4)
activate_first, pool_first = zeros(windows)
print(
    len(windows),
    activate_first.sum(),
    pool_first.sum(),
    pool_first[activate_first].all(),
)
#> 2401 256 1316 True

# %% no_mixed_signs
activate_first, pool_first = zeros(np.array([[1, 3], [-1, -3], [0, 0]]))
print(activate_first.tolist(), pool_first.tolist())
#> [False, True, True] [False, True, True]

# %% by_mean
normal = np.random.default_rng(0).normal(size=(10_000, 4))
for mean in (-0.5, 0, 0.5):
    activate_first, pool_first = zeros(normal + mean)
    print(mean, f"{activate_first.mean():.2f} {pool_first.mean():.2f}")
    #> -0.5 0.22 0.84
    #> 0 0.06 0.50
    #> 0.5 0.01 0.16

# %% by_activation
activations = {
    "relu": relu,
    "relu6": lambda x: np.clip(x, 0, 6),
    "leaky_relu_0.25": lambda x: np.where(x > 0, x, 0.25 * x),
    "softplus": lambda x: np.logaddexp(0, x),
    "tanh": np.tanh,
}
print(len(normal))
#> 10000
for name, f in activations.items():
    activate_first, pool_first = zeros(normal, f)
    equal = np.allclose(f(normal).mean(axis=1), f(normal.mean(axis=1)))
    print(name, activate_first.sum(), pool_first.sum(), equal)
    #> relu 628 4970 False
    #> relu6 628 4970 False
    #> leaky_relu_0.25 0 0 False
    #> softplus 0 0 False
    #> tanh 0 0 False
