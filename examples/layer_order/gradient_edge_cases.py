"""Equal outputs, different gradients

Where the two orders give the same numbers but not the same gradients: another derivative at zero,
an activation that is flat, a slope that is learned, and the position of the largest value.
"""

# %% functions
from fractions import Fraction
from itertools import permutations, product

import numpy as np


def one_hot(index, size):
    return np.eye(size, dtype=int)[index]


def gradients(x, f, derivative):
    """both orders, for one window and an output gradient of 1"""
    first, last = f(x).argmax(), x.argmax()
    return one_hot(first, len(x)) * derivative(x), one_hot(
        last, len(x)
    ) * derivative(x)


# %% derivative_at_zero
def relu(x):
    return np.maximum(x, 0)


x = np.array([-1, 0])
for at_zero, derivative in [
    (0, lambda x: x > 0),
    (1, lambda x: x >= 0),
]:
    a, b = gradients(x, relu, derivative)
    print(at_zero, a.tolist(), b.tolist())
    #> 0 [0, 0] [0, 0]
    #> 1 [0, 0] [0, 1]


# %% saturation
def sigmoid(x):
    return 1 / (1 + np.exp(-x))


# two neighbouring floats
x = np.array([10, np.nextafter(10, 11)])
a, b = gradients(x, sigmoid, lambda x: sigmoid(x) * (1 - sigmoid(x)))
print(x[0] < x[1], sigmoid(x[0]) == sigmoid(x[1]))
#> True True
print(np.flatnonzero(a).tolist(), np.flatnonzero(b).tolist())
#> [0] [1]

# %% learned_slope
# PReLU: x where x > 0, otherwise slope * x, whose derivative with
# respect to the slope is x.
x = np.array([-3, -1, -2, -4])
for slope in (0, 0.25):
    activated = np.where(x > 0, x, slope * x)
    outputs = float(activated.max()), float(slope * x.max())
    print(slope, outputs, (int(x[activated.argmax()]), int(x.max())))
    #> 0 (0.0, 0.0) (-3, -1)
    #> 0.25 (-0.25, -0.25) (-1, -1)

# %% position_of_the_largest
x = np.array([-2, -1])
print(relu(x).argmax(), x.argmax())
#> 0 1
differ = total = 0
for order in permutations([1, 2, 3, 4]):
    for signs in product([-1, 1], repeat=4):
        x = np.array(order) * signs
        differ += relu(x).argmax() != x.argmax()
        total += 1
print(differ, total, Fraction(int(differ), total))
#> 18 384 3/64
