"""Max pooling is padded with minus infinity, not with zero

A zero in the padding takes part in the maximum. Next to negative values it wins, and the border of
the output shows a value that the map does not contain.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def max_pool(x, fill):  # kernel size 3, stride 2, padding 1
    padded = np.pad(x.astype(float), 1, constant_values=fill)
    view = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    return view[::2, ::2].max(axis=(-2, -1))


# %% all_negative
x = np.full((4, 4), -5)
print(max_pool(x, -np.inf).tolist())
#> [[-5.0, -5.0], [-5.0, -5.0]]
print(max_pool(x, 0).tolist())
#> [[0.0, 0.0], [0.0, -5.0]]

# %% smallest_map
x = np.array([[-1, -2], [-3, -4]])
print(max_pool(x, -np.inf).tolist(), max_pool(x, 0).tolist())
#> [[-1.0]] [[0.0]]

# %% with_relu
rng = np.random.default_rng(0)
maps = rng.integers(-9, 1, size=(500, 5, 5))
first = [
    np.array_equal(max_pool(relu(x), 0), max_pool(relu(x), -np.inf))
    for x in maps
]
after = [
    np.array_equal(relu(max_pool(x, 0)), relu(max_pool(x, -np.inf)))
    for x in maps
]
alone = [
    np.array_equal(max_pool(x, 0), max_pool(x, -np.inf)) for x in maps
]
print(sum(first), sum(after), sum(alone))
#> 500 500 5

# %% with_sigmoid
for fill in (-np.inf, 0):
    print(
        max_pool(sigmoid(x), fill).round(4).tolist(),
        sigmoid(max_pool(x, fill)).round(4).tolist(),
    )
    #> [[0.2689]] [[0.2689]]
    #> [[0.2689]] [[0.5]]
