"""Which order gives a gradient to more inputs

With ReLU and average pooling it depends on the mean of the values, and not on the number of zeros
in the output.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


# Derivative of the output of each window by each of its inputs, with
# slope 0 of ReLU at 0.
def gradient_activate_first(windows):
    return (windows > 0) / windows.shape[-1]


def gradient_pool_first(windows):
    positive = windows.mean(axis=-1, keepdims=True) > 0
    return np.broadcast_to(positive, windows.shape) / windows.shape[-1]


# %% smallest_windows
for window in ([1, -3], [3, -1]):
    x = np.array(window)
    print(
        window,
        gradient_activate_first(x).tolist(),
        gradient_pool_first(x).tolist(),
    )
    #> [1, -3] [0.5, 0.0] [0.0, 0.0]
    #> [3, -1] [0.5, 0.0] [0.5, 0.5]

# %% on_the_map
# The four windows of the map, one in each row: inputs with a gradient
# in each order, inputs.
W = np.array([
    [1, -2, -4, 5],
    [3, 0, -6, 7],
    [-1, -3, -5, -2],
    [2, -8, -9, 4],
])
first, second = gradient_activate_first(W), gradient_pool_first(W)
print(np.count_nonzero(first), np.count_nonzero(second), W.size)
#> 6 4 16

# %% by_mean
normal = np.random.default_rng(0).normal(size=(10_000, 4))
for mean in (-0.5, 0, 0.5):
    first, second = (
        gradient_activate_first(normal + mean),
        gradient_pool_first(normal + mean),
    )
    print(mean, f"{(first > 0).mean():.2f} {(second > 0).mean():.2f}")
    #> -0.5 0.31 0.16
    #> 0 0.50 0.50
    #> 0.5 0.69 0.84

# %% windows_without_gradient
first, second = (
    gradient_activate_first(normal),
    gradient_pool_first(normal),
)
shares = [(g == 0).all(axis=1).mean() for g in (first, second)]
print(f"{shares[0]:.2f} {shares[1]:.2f}")
#> 0.06 0.50

# %% finite_differences
# W + 1/2 keeps clear of the kink at 0; steps of 1/1024 are exact in
# binary.
x, step = W + 0.5, np.eye(4)[:, None, :] / 1024
first = (relu(x + step).mean(axis=-1) - relu(x).mean(axis=-1)).T * 1024
second = (
    relu((x + step).mean(axis=-1)) - relu(x.mean(axis=-1))
).T * 1024
print(np.array_equal(first, gradient_activate_first(x)))
#> True
print(np.array_equal(second, gradient_pool_first(x)))
#> True
