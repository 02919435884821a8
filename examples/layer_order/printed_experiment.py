"""The average-pooling run that the Chinese post prints

Recomputed from the printed map: the printed results are right within the rounding of the inputs.
The last row and the last column of the map are never used.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def output_size(n, kernel_size, stride, padding=0, dilation=1):
    return (
        n + 2 * padding - dilation * (kernel_size - 1) - 1
    ) // stride + 1


# %% the_map
# Printed with four decimals: kept as whole ten-thousandths, so that
# sums are exact.
printed_map = np.array([
    [-5341, -2345, 8252, 1597, 7983],
    [-15555, -1043, -1961, 1143, 7206],
    [-6428, 2705, -21325, 1707, 9366],
    [12081, 3856, -21711, 173, -2482],
    [8903, -6599, 9174, -4508, -12815],
])
used = printed_map[:4, :4]
windows = used.reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
for window in windows:
    print(window.tolist())
    #> [-5341, -2345, -15555, -1043]
    #> [8252, 1597, -1961, 1143]
    #> [-6428, 2705, 12081, 3856]
    #> [-21325, 1707, -21711, 173]

# %% five_to_two
print(output_size(5, kernel_size=2, stride=2))
#> 2
print(printed_map.size, used.size, printed_map.size - used.size)
#> 25 16 9
print(
    (printed_map > 0).sum() - (used > 0).sum(),
    used.max() == printed_map.max(),
)
#> 5 True

# %% recomputed
activate_first = relu(windows).sum(axis=1) / 40_000
pool_first = relu(windows.sum(axis=1)) / 40_000
print([f"{value:.6f}" for value in activate_first])
#> ['0.000000', '0.274800', '0.466050', '0.047000']
print([f"{value:.6f}" for value in pool_first])
#> ['0.000000', '0.225775', '0.305350', '0.000000']

# %% within_rounding
# Each printed input and each printed result may be off by 0.00005:
# together by 0.0001.
print(
    np.abs(activate_first - [0, 0.2748, 0.4661, 0.0470]).max() < 0.0001
)
#> True
print(np.abs(pool_first - [0, 0.2258, 0.3054, 0]).max() < 0.0001)
#> True

# %% zeros_and_gradients
# Outputs that are zero; inputs that receive a gradient: the positive
# ones, or all four of a window whose sum is positive.
print((activate_first == 0).sum(), (pool_first == 0).sum())
#> 1 2
print(
    (windows > 0).sum(),
    4 * (windows.sum(axis=1) > 0).sum(),
    windows.size,
)
#> 8 8 16
