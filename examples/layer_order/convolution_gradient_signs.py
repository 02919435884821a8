"""A convolution has weight gradients of both signs on one positive image

Each weight meets many positions of the image, and the errors at those positions differ in sign. The
loss is half the squared error.
"""

# %% functions
import numpy as np

image, target = np.array([3, 1, 2]), np.array([-1, 2])


def loss(kernel):
    return ((np.correlate(image, kernel) - target) ** 2).sum() / 2


# %% by_hand
delta = np.correlate(image, [0, 0]) - target
print(delta.tolist(), np.correlate(image, delta).tolist())
#> [1, -2] [1, -3]
# The loss is quadratic, so a central difference is exact.
print([
    (loss(step) - loss(np.negative(step))).item() / 2
    for step in ([1, 0], [0, 1])
])
#> [1.0, -3.0]

# %% max_pool_relu
# One positive 12x12 image, 3x3 filters, 2x2 max pooling, ReLU, one
# linear output. Share of filters whose gradient has both signs.
generator = np.random.default_rng(0)
patches = np.lib.stride_tricks.sliding_window_view(
    generator.uniform(0.1, 1, (12, 12)), (3, 3)
)
windows = (
    patches.reshape(5, 2, 5, 2, 9).swapaxes(1, 2).reshape(25, 4, 9)
)
mixed = 0
for _ in range(1000):
    kernel, readout = (
        generator.normal(size=9),
        generator.normal(size=25),
    )
    z = windows @ kernel
    winners = windows[np.arange(25), z.argmax(axis=1)]
    slope = (readout * (z.max(axis=1) > 0)) @ winners
    mixed += bool(slope.min() < 0 < slope.max())
print(patches.min() > 0, mixed / 1000)
#> True 0.349
