"""What each order keeps and what it forgets

Neither result can be computed from the other. Pooling first turns convolution and average into one
convolution with a stride.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def correlate2d(x, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(-2, -1))


# %% rival_window
window = np.array([3, -2, 1, 2])
print(relu(window).sum(), relu(window).mean(), relu(window.mean()))
#> 6 1.5 1.0

# %% both_forget
# The second window agrees with the first when we activate first, the
# third when we pool first.
for window in ([3, -2, 1, 2], [3, -1, 1, 2], [1, 1, 1, 1]):
    print(window, relu(window).mean(), relu(np.mean(window)))
    #> [3, -2, 1, 2] 1.5 1.0
    #> [3, -1, 1, 2] 1.5 1.25
    #> [1, 1, 1, 1] 1.0 1.0

# %% one_convolution
rng = np.random.default_rng(0)
image = rng.integers(-9, 10, (12, 12))
kernel = rng.integers(-9, 10, (3, 3))
box = np.full((2, 2), 1 / 4)
merged = correlate2d(np.pad(kernel, 1), box)
pool_first = relu(
    correlate2d(correlate2d(image, kernel), box)[::2, ::2]
)
activate_first = correlate2d(relu(correlate2d(image, kernel)), box)[
    ::2, ::2
]
print(
    merged.shape,
    np.array_equal(
        pool_first, relu(correlate2d(image, merged)[::2, ::2])
    ),
)
#> (4, 4) True
print(
    np.array_equal(pool_first, activate_first),
    4 * kernel.size,
    merged.size,
)
#> False 36 16

# %% whole_map
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
print(relu(M).mean(), M.mean(), relu(M.mean()))
#> 1.375 -1.125 0.0

# %% many_channels
# 10,000 channels of side x side independent values: mean gap, its
# expected value, and the share of outputs that are zero in each order.
for side in (2, 3, 7):
    channels = rng.normal(size=(10_000, side * side))
    activate_first, pool_first = (
        relu(channels).mean(axis=1),
        relu(channels.mean(axis=1)),
    )
    gap, expected = (
        (activate_first - pool_first).mean(),
        (1 - 1 / side) / np.sqrt(2 * np.pi),
    )
    zeros = (activate_first == 0).mean(), (pool_first == 0).mean()
    print(
        side, f"{gap:.2f} {expected:.2f} {zeros[0]:.2f} {zeros[1]:.2f}"
    )
    #> 2 0.20 0.20 0.06 0.50
    #> 3 0.27 0.27 0.00 0.50
    #> 7 0.34 0.34 0.00 0.49
