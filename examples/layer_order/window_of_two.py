"""A window of two values, and the curve of the activation

Both orders as heights on a curve: for the maximum it matters whether the curve falls between the two
values, for the average how it bends.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def silu(x):
    return x / (1 + np.exp(-x))


def line(x):
    return 2 * x + 3


POOLS = {
    "max": np.maximum,
    "avg": lambda a, b: (a + b) / 2,
    "min": np.minimum,
}


def both_orders(f, pool, a, b):
    pooled = POOLS[pool]
    return pooled(f(a), f(b)) + 0.0, f(pooled(a, b))


# %% maximum
for f in (silu, relu):
    first, last = both_orders(f, "max", -1, -3)
    print(f.__name__, f"{first:.3f} {last:.3f} {first - last:.3f}")
    #> silu -0.142 -0.269 0.127
    #> relu 0.000 0.000 0.000


# %% falling
def falling(f):
    """where a curve falls between -4 and 4: from, to"""
    x = np.arange(-4000, 4001) / 1000
    down = np.flatnonzero(np.diff(f(x)) < 0)
    return (
        [float(x[down[0]]), float(x[down[-1] + 1])]
        if down.size
        else None
    )


print(falling(silu), falling(relu))
#> [-4.0, -1.278] None

# %% average
for f in (relu, line):
    first, last = both_orders(f, "avg", 2, -2)
    print(f.__name__, first, last, first - last)
    #> relu 1.0 0.0 1.0
    #> line 3.0 3.0 0.0


# %% bending
def bending(f):
    """up: convex, down: concave, both, or straight (from -8 to 8)"""
    bends = np.diff(f(np.arange(-32, 33) / 4), 2)
    up, down = (bends > 1e-9).any(), (bends < -1e-9).any()
    return (
        "both"
        if up and down
        else "up"
        if up
        else "down"
        if down
        else "straight"
    )


print(bending(relu), bending(silu), bending(line))
#> up both straight


# %% pairs_of_integers
def gaps(f, pool):
    """b from 3 down to -3 in the rows, a from -3 to 3 in the columns"""
    a, b = np.meshgrid(np.arange(-3.0, 4), np.arange(3.0, -4, -1))
    first, last = both_orders(f, pool, a, b)
    return np.where(
        np.isclose(first, last, rtol=1e-12, atol=1e-12), 0, first - last
    )


print(gaps(relu, "avg"))
#> [[1.5 1.  0.5 0.  0.  0.  0. ]
#>  [1.  1.  0.5 0.  0.  0.  0. ]
#>  [0.5 0.5 0.5 0.  0.  0.  0. ]
#>  [0.  0.  0.  0.  0.  0.  0. ]
#>  [0.  0.  0.  0.  0.5 0.5 0.5]
#>  [0.  0.  0.  0.  0.5 1.  1. ]
#>  [0.  0.  0.  0.  0.5 1.  1.5]]
print((gaps(silu, "max") > 0).astype(int))
#> [[0 0 0 0 0 0 0]
#>  [0 0 0 0 0 0 0]
#>  [0 0 0 0 0 0 0]
#>  [0 0 0 0 0 0 0]
#>  [1 1 0 0 0 0 0]
#>  [1 0 1 0 0 0 0]
#>  [0 1 1 0 0 0 0]]
