"""Dropout of whole maps changes places with pooling, dropout of single values does not

The first cells go through all 16 ways in which a window of four values can be dropped, so that the
means are exact. Kept values are divided by the probability of being kept, as usual (inverted
dropout).
"""

# %% functions
from itertools import product

import numpy as np


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# %% all_masks
window = np.array([1, 2, 3, 4])
# kept values are doubled
masks = 2 * np.array(list(product([0, 1], repeat=4)))
dropped = window * masks
print(len(masks), dropped[5].tolist())
#> 16 [0, 4, 0, 8]
print(dropped.mean(axis=0).tolist())
#> [1.0, 2.0, 3.0, 4.0]
print(dropped.max(axis=1).mean(), window.max())
#> 6.125 4

# %% average_pooling
print(dropped.mean(axis=1).mean(), window.mean())
#> 2.5 2.5
print(sorted(set(dropped.mean(axis=1).tolist())))
#> [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0]
print(sorted({m * float(window.mean()) for m in (0, 2)}))
#> [0.0, 5.0]

# %% whole_maps
rng = np.random.default_rng(0)
# 1000 samples, 3 maps, one window each
maps = rng.integers(-4, 5, size=(1000, 3, 2, 2))
keep = 2 * rng.integers(0, 2, size=(1000, 3))
kept_maps = maps * keep[:, :, None, None]
for pool in (np.max, np.mean):
    print(
        np.array_equal(
            pool(kept_maps, axis=(2, 3)), keep * pool(maps, axis=(2, 3))
        )
    )
    #> True
    #> True

# %% random_windows
x = relu(rng.normal(size=(10_000, 4)))
drop_then_pool = (x * 2 * rng.integers(0, 2, size=x.shape)).max(axis=1)
pool_then_drop = x.max(axis=1) * 2 * rng.integers(0, 2, size=10_000)
for y in (x.max(axis=1), drop_then_pool, pool_then_drop):
    print(f"{y.mean():.2f} {(y == 0).mean():.2f}")
    #> 1.05 0.06
    #> 1.29 0.31
    #> 1.06 0.53

# %% activations
values = np.array([-1.0, 2.0])
mask = np.array([0, 2])
print((relu(values) * mask).tolist(), relu(values * mask).tolist())
#> [0.0, 4.0] [0.0, 4.0]
print(
    (sigmoid(values) * mask).round(3).tolist(),
    sigmoid(values * mask).round(3).tolist(),
)
#> [0.0, 1.762] [0.5, 0.982]
