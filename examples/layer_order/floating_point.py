"""Equal bit for bit, or up to rounding?

Piecewise linear activations stay non-decreasing when computed in floating point, so both orders
agree bit for bit. Softsign does not: its rounded values step down by one unit in the last place.
"""

# %% functions
import numpy as np


def leaky_relu(x, negative_slope):
    return np.where(x > 0, x, negative_slope * x)


def softsign(x):
    return x / (1 + abs(x))


# %% bit_for_bit
windows = (
    np.random.default_rng(0).normal(size=(10000, 4)).astype(np.float32)
)
relu_first = np.maximum(windows, 0).max(axis=1)
leaky_first = leaky_relu(windows, np.float32(0.01)).max(axis=1)
print(np.array_equal(relu_first, np.maximum(windows.max(axis=1), 0)))
#> True
print(
    np.array_equal(
        leaky_first, leaky_relu(windows.max(axis=1), np.float32(0.01))
    )
)
#> True

# %% softsign_steps_down
# Two neighbouring doubles; softsign uses nothing but a sum and a
# division.
a = np.nextafter(3.0, 4.0)
window = np.array([a, np.nextafter(a, 4.0)])
first, after = softsign(window).max(), softsign(window.max())
print(
    window[0] < window[1],
    first > after,
    first - after == 2.0**-53,
    np.isclose(first, after),
)
#> True True True True

# %% every_half
# All finite 16-bit numbers in order: pairs of neighbours, and how many
# of them step down.
numbers = np.arange(2**16, dtype=np.uint16).view(np.float16)
numbers = np.unique(numbers[np.isfinite(numbers)])
values = softsign(numbers)
print(len(numbers) - 1, (values[1:] < values[:-1]).sum())
#> 63486 2026
values = leaky_relu(numbers, np.float16(0.01))
print(len(numbers) - 1, (values[1:] < values[:-1]).sum())
#> 63486 0

# %% random_windows
# Random windows do not find the step: this test passes although
# softsign fails above.
print(
    np.array_equal(
        softsign(windows).max(axis=1), softsign(windows.max(axis=1))
    )
)
#> True
