"""One function for every element, or the proof does not hold

Softmax, gated units and one slope per position are not one function applied to each element. One
slope per channel is, and so is the addition of a bias.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x)


# %% slope_per_channel
# Two channels, one window each: pooling does not mix channels, so each
# has one function f.
x = np.array([[-4, -1], [-4, -1]])
slope = np.array([0.5, 0.25])
print(
    leaky_relu(x, slope[:, None]).max(axis=1),
    leaky_relu(x.max(axis=1), slope),
)
#> [-0.5  -0.25] [-0.5  -0.25]

# %% slope_per_position
# One slope per position: both windows have maximum -1, so pooling first
# cannot tell them apart.
for window in [[-4, -1], [-1, -4]]:
    print(
        max(window),
        leaky_relu(np.array(window), np.array([0.125, 1.0])).max(),
    )
    #> -1 -0.5
    #> -1 -0.125

# %% softmax_over_channels
# Rows are channels, columns the two positions of one window.
x = np.array([[0, 2], [0, -2]])
softmax = np.exp(x) / np.exp(x).sum(axis=0)
pooled = x.max(axis=1)
print(
    softmax.max(axis=1).round(4),
    (np.exp(pooled) / np.exp(pooled).sum()).round(4),
)
#> [0.982 0.5  ] [0.8808 0.1192]

# %% gated_unit
# GLU: one channel multiplied by the sigmoid of another. Their maxima
# lie at different positions.
values, gates = np.array([1, 2]), np.array([4, -4])
glu = values / (1 + np.exp(-gates))
print(
    glu.max().round(4),
    (values.max() / (1 + np.exp(-gates.max()))).round(4),
)
#> 0.982 1.964

# %% maxout_over_channels
# A maximum over channels is a maximum too: the order of two maxima is
# free.
print(x.max(axis=0).max(), x.max(axis=1).max())
#> 2 2

# %% bias_after_pooling
# Adding one number is non-decreasing: the bias of a channel may come
# before or after pooling.
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
windows = M.reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
print(relu(windows + 2).max(axis=1), relu(windows.max(axis=1) + 2))
#> [7 9 1 6] [7 9 1 6]
