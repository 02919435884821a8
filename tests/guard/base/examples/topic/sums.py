"""Sums commute

Differences do not.
"""

# %% functions
import numpy as np


def add(a, b):
    return a + b


# %% both_orders
a, b = np.array([1, 2]), np.array([3, 4])
print(add(a, b).tolist(), add(b, a).tolist())
#> [4, 6] [4, 6]
print((a - b).tolist(), (b - a).tolist())
#> [-2, -2] [2, 2]

# %% large
for value in (20, 41):
    print(value + 1)
    #> 21
    #> 42
