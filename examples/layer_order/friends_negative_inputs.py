"""Positive inputs do not make ReLU useless

A convolution with weights of both signs turns positive pixels into negative values. ReLU is
useless only when its own input is never negative.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def correlate2d(x, kernel):
    kernel = np.asarray(kernel)
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# %% two_pixels
z = np.dot([3, 1], [-1, 1])
print(z, relu(z))
#> -2 0

# %% strictly_positive_image
image = np.array([
    [9, 9, 1, 1],
    [9, 9, 1, 1],
    [9, 9, 1, 5],
    [9, 9, 1, 9],
])
edges = correlate2d(image, [[-1, 1], [-1, 1]])
print(edges.tolist())
#> [[0, -16, 0], [0, -16, 4], [0, -16, 12]]
print(relu(edges).tolist())
#> [[0, 0, 0], [0, 0, 4], [0, 0, 12]]

# %% when_it_is_useless
# ReLU's own input is non-negative: after another ReLU, or if no weight,
# pixel or bias is negative.
values = np.array([-2, 0, 5])
print(np.array_equal(relu(relu(values)), relu(values)))
#> True
blurred = correlate2d(image, [[1, 2], [0, 1]]) + 3
print(np.array_equal(relu(blurred), blurred), blurred.min())
#> True 7

# %% random_filters
# A filter and its opposite have outputs of opposite signs: half of all
# outputs are negative.
generator = np.random.default_rng(0)
noise = generator.uniform(0.1, 1, size=(12, 12))
filters = generator.normal(size=(500, 3, 3))
outputs = np.array([
    correlate2d(noise, sign * f) for f in filters for sign in (1, -1)
])
print(noise.min() > 0, (outputs < 0).mean())
#> True 0.5
