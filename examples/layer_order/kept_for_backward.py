"""What must be kept for the backward pass

The position of the winner of each window and one bit, whether the winner is positive, are enough
for the gradient of ReLU and max pooling in either order. What a program keeps beyond that is its
own choice.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def windows(x):
    """the 2x2 windows of a map, one row each"""
    h, w = x.shape
    return x.reshape(h // 2, 2, w // 2, 2).swapaxes(1, 2).reshape(-1, 4)


def to_winners(winners, gradient):
    return (winners[:, None] == np.arange(4)) * gradient[:, None]


# %% two_orders
def relu_first(x, gradient):
    """gradient; kept: where each winner is, the sign of each cell"""
    winners, signs = windows(relu(x)).argmax(axis=1), windows(x) > 0
    return to_winners(
        winners, gradient
    ) * signs, winners.size + signs.size


def pool_first(x, gradient):
    """gradient; kept: where each winner is, the sign of each output"""
    winners, signs = (
        windows(x).argmax(axis=1),
        windows(x).max(axis=1) > 0,
    )
    return to_winners(
        winners, gradient * signs
    ), winners.size + signs.size


M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
gradient = np.array([1, 2, 3, 4])
for f in (relu_first, pool_first):
    print(f(M, gradient)[0].tolist(), f(M, gradient)[1])
    #> [[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 0, 0], [0, 0, 0, 4]] 20
    #> [[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 0, 0], [0, 0, 0, 4]] 8


# %% relu_first_with_less
def relu_first_with_less(x, gradient):
    """who did not win gets no gradient: its sign need not be kept"""
    winners, signs = (
        windows(relu(x)).argmax(axis=1),
        windows(relu(x)).max(axis=1) > 0,
    )
    return to_winners(
        winners, gradient * signs
    ), winners.size + signs.size


print(
    relu_first_with_less(M, gradient)[0].tolist(),
    relu_first_with_less(M, gradient)[1],
)
#> [[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 0, 0], [0, 0, 0, 4]] 8

# %% random_maps
rng = np.random.default_rng(0)
equal = 0
for _ in range(200):
    x, g = (
        rng.integers(-3, 4, size=(8, 8)),
        rng.integers(-9, 10, size=16),
    )
    a, b, c = (
        f(x, g)[0]
        for f in (relu_first, relu_first_with_less, pool_first)
    )
    equal += np.array_equal(a, b) and np.array_equal(b, c)
print(equal)
#> 200

# %% whole_tensors
# Suppose that pooling keeps its input and the positions, and ReLU its
# output.
cells, outputs = M.size, M.size // 4
# ReLU first: its output is the input of pooling, kept once
print(cells + outputs)
#> 20
print(cells + outputs + outputs)  # pooling first
#> 24
