"""Without shared weights a sparse layer does not follow a shift

The connections of a 3x3 convolution on a 6x6 image, once with the nine weights of one kernel and
once with a weight of its own for each connection. The image moves by one column.
"""

# %% functions
import numpy as np


def layer(x, kernels):
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3))
    # kernels: one 3x3 kernel for each output
    return (windows * kernels).sum(axis=(2, 3))


# %% image
image = np.zeros((6, 6), dtype=int)
image[1:4, 1:4] = [[1, -2, 3], [-4, 5, -6], [-1, -3, 2]]
# one column to the right; no value leaves the image
shifted = np.roll(image, 1, axis=1)

# %% shared
one_kernel = np.arange(1, 10).reshape(3, 3)
before, after = layer(image, one_kernel), layer(shifted, one_kernel)
print(before)
#> [[  6 -30  -6 -30]
#>  [-29 -34 -11  -7]
#>  [-16 -19  -9   2]
#>  [-11  -1   1   2]]
print(after)
#> [[-30   6 -30  -6]
#>  [-30 -29 -34 -11]
#>  [-18 -16 -19  -9]
#>  [ -3 -11  -1   1]]
print(np.array_equal(before[:, :-1], after[:, 1:]))
#> True

# %% unshared
rng = np.random.default_rng(0)
own_kernels = rng.integers(1, 10, size=(4, 4, 3, 3))
before, after = layer(image, own_kernels), layer(shifted, own_kernels)
print(np.array_equal(before[:, :-1], after[:, 1:]))
#> False
print(one_kernel.size, own_kernels.size)
#> 9 144

# %% stride
# With stride 2 the output follows a shift by two columns, not by one.
coarse = layer(image, one_kernel)[:, ::2]
for columns in (1, 2):
    moved = layer(np.roll(image, columns, axis=1), one_kernel)[:, ::2]
    print(columns, np.array_equal(coarse[:, :-1], moved[:, 1:]))
    #> 1 False
    #> 2 True
