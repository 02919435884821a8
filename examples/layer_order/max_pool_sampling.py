"""Max pooling picks values from its input; it does not round them

Every output is one of the inputs, exactly; rounding makes new values. Max pooling reduces the
height and the width when the stride is greater than 1, never the number of channels.
"""

# %% functions
import numpy as np


def max_pool2d(x, kernel_size, stride=None, padding=0):
    around = [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2
    x = np.pad(x.astype(float), around, constant_values=-np.inf)
    view = np.lib.stride_tricks.sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    stride = stride or kernel_size
    return view[..., ::stride, ::stride, :, :].max(axis=(-2, -1))


# %% no_new_values
x = np.random.default_rng(0).normal(size=(64, 64))
pooled = max_pool2d(x, 2)
rounded = np.round(4 * x) / 4
print(
    bool(np.isin(pooled, x).all()), len(np.unique(pooled)), pooled.size
)
#> True 1024 1024
print(
    bool(np.isin(rounded, x).all()),
    len(np.unique(rounded)),
    rounded.size,
)
#> False 29 4096

# %% small_changes
print(max_pool2d(np.array([[1, 2], [3, 4.001]]), 2).tolist())
#> [[4.001]]
print(np.round(np.array([4, 4.001]) * 4) / 4)
#> [4. 4.]

# %% sizes
maps = np.zeros((16, 64, 64))  # 16 channels
for kernel_size, stride, padding in [
    (2, 2, 0),
    (3, 2, 1),
    (3, 1, 0),
    (3, 1, 1),
]:
    print(
        kernel_size,
        stride,
        padding,
        max_pool2d(maps, kernel_size, stride, padding).shape,
    )
    #> 2 2 0 (16, 32, 32)
    #> 3 2 1 (16, 32, 32)
    #> 3 1 0 (16, 62, 62)
    #> 3 1 1 (16, 64, 64)
print(max_pool2d(np.zeros((2, 2)), 2, stride=2, padding=1).shape)
#> (2, 2)
