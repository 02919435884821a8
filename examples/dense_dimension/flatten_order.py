"""Flattening changes no value but fixes an order

Two channels of 2x3 are flattened channel first (CHW) and channel last (HWC). Weights made for one
order fail on the other; permuting their columns mends it. For one channel, or for maps of 1x1, the
two orders are the same.
"""

# %% functions
import numpy as np


def dense(x, weight, bias):
    return x @ weight.T + bias


# %% two_orders
maps = np.arange(12).reshape(2, 2, 3)  # C, H, W
chw = maps.reshape(-1)
hwc = maps.transpose(1, 2, 0).reshape(-1)
print(chw.tolist())
#> [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
print(hwc.tolist())
#> [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11]
print(sorted(hwc.tolist()) == chw.tolist())
#> True

# %% wrong_order
rng = np.random.default_rng(0)
weight = rng.integers(-9, 10, size=(10, 12))
bias = rng.integers(-9, 10, size=10)
right = dense(chw, weight, bias)
wrong = dense(hwc, weight, bias)
print(np.count_nonzero(right != wrong), len(right))
#> 10 10

# %% permuted_columns
order = np.arange(12).reshape(2, 2, 3).transpose(1, 2, 0).reshape(-1)
print(np.array_equal(dense(hwc, weight[:, order], bias), right))
#> True

# %% where_the_order_is_the_same
for shape in ((1, 2, 3), (12, 1, 1), (2, 2, 3)):
    x = np.arange(12)[: np.prod(shape)].reshape(shape)
    print(
        shape,
        np.array_equal(x.reshape(-1), x.transpose(1, 2, 0).reshape(-1)),
    )
    #> (1, 2, 3) True
    #> (12, 1, 1) True
    #> (2, 2, 3) False

# %% keep_the_batch
batch = np.zeros((2, 3, 4, 4))  # two images
print(batch.reshape(2, -1).shape, batch.reshape(-1).shape)
#> (2, 48) (96,)
