"""How often ReLU acts after max pooling

ReLU changes a pooled cell only if the maximum of its window is negative. That is rare for
independent values and common for images, because neighbouring outputs tend to have the same sign.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool2d(x, kernel_size, stride=None):
    step = stride or kernel_size
    windows = sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    return windows[..., ::step, ::step, :, :].max(axis=(-2, -1))


# %% share_of_negative_maxima
# Share of negative maxima. Independent values give 1 / 2**4; neighbours
# that tend to have the same sign, as after the convolution of an image,
# give far more.
generator = np.random.default_rng(0)
noise = generator.uniform(size=(32, 32))
row, column = np.mgrid[0:32, 0:32]
smooth = (2 + np.sin(row / 5) + np.cos(column / 7)) / 4
filters = generator.normal(size=(500, 3, 3))
for image in (noise, smooth):
    patches = sliding_window_view(image, (3, 3))
    pooled = max_pool2d(np.einsum("ijab,fab->fij", patches, filters), 2)
    print(image.min() > 0, round((pooled < 0).mean(), 2))
    #> True 0.29
    #> True 0.49
maps = generator.normal(size=(400, 30, 30))
print(round((max_pool2d(maps, 2) < 0).mean(), 3), 1 / 2**4, 2**4)
#> 0.062 0.0625 16
