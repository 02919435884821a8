"""PReLU and average pooling

PReLU is a mixture of the identity and ReLU, so that the gap between the two orders is a multiple of
ReLU's gap. Its gradients are never exactly zero unless the slope is, but they can be very small.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def prelu(x, slope):
    return np.where(x > 0, x, slope * x)


# %% sign_flips
window = np.array([4, -4, -4, -4])
print(prelu(window, 0.25).mean(), prelu(window.mean(), 0.25))
#> 0.25 -0.5

# %% gap_is_scaled
# All windows of four integers from -3 to 3; slopes with exact binary
# values.
windows = np.stack(
    np.meshgrid(*[np.arange(-3, 4)] * 4), axis=-1
).reshape(-1, 4)
relu_gap = relu(windows).mean(axis=1) - relu(windows.mean(axis=1))
for slope in (-1, 0, 0.25, 1, 1.5):
    gap = prelu(windows, slope).mean(axis=1) - prelu(
        windows.mean(axis=1), slope
    )
    print(
        slope,
        np.array_equal(gap, (1 - slope) * relu_gap),
        np.count_nonzero(gap),
    )
    #> -1 True 1890
    #> 0 True 1890
    #> 0.25 True 1890
    #> 1 True 0
    #> 1.5 True 1890

# %% gradients
# The four windows of the map: smallest gradient of each order, then how
# many are exactly 0.
W = np.array([
    [1, -2, -4, 5],
    [3, 0, -6, 7],
    [-1, -3, -5, -2],
    [2, -8, -9, 4],
])
means = np.broadcast_to(W.mean(axis=1, keepdims=True), W.shape)
for slope in (0.25, 0):
    first, second = (
        np.where(W > 0, 1, slope) / 4,
        np.where(means > 0, 1, slope) / 4,
    )
    print(
        slope,
        first.min(),
        second.min(),
        (first == 0).sum(),
        (second == 0).sum(),
    )
    #> 0.25 0.0625 0.0625 0 0
    #> 0 0.0 0.0 10 12

# %% depth
# A path through n layers on which every input is negative multiplies n
# slopes.
print(f"{0.25**10:.2e} {0.01**5:.2e}")
#> 9.54e-07 1.00e-10

# %% other_activations
# Gradient at each input of the window [-30, -30, -30, -30]: the same in
# both orders.
z = -30.0
sigmoid = 1 / (1 + np.exp(-z))
slopes = sigmoid * (1 - sigmoid), np.exp(z), 1 - np.tanh(z) ** 2
print(*(f"{slope / 4:.2e}" for slope in slopes))
#> 2.34e-14 2.34e-14 0.00e+00

# %% max_pooling
for slope in (0.25, 0, -2):
    print(slope, prelu(window, slope).max(), prelu(window.max(), slope))
    #> 0.25 4.0 4.0
    #> 0 4 4
    #> -2 8 4
