"""How many activation calls pooling first saves

Counts every call of the activation in both orders. The ratio is the number of cells before pooling
divided by the number after it: about the stride squared, whatever the kernel size. With stride 1
nothing is saved, and padding can even make the pooled map the larger one.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def cell_by_cell(f, x, calls):
    """f of every cell, one call for each, noted in the list calls"""
    result = np.empty_like(x)
    for index in np.ndindex(x.shape):
        calls.append(index)
        result[index] = f(x[index])
    return result


def max_pool2d(x, kernel_size, stride=None):
    stride = stride or kernel_size
    windows = np.lib.stride_tricks.sliding_window_view(
        x, (kernel_size, kernel_size), (-2, -1)
    )
    return windows[..., ::stride, ::stride, :, :].max(axis=(-2, -1))


def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


# %% sixteen_versus_four
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
relu_first, pool_first = [], []
a = max_pool2d(cell_by_cell(relu, M, relu_first), 2)
b = cell_by_cell(relu, max_pool2d(M, 2), pool_first)
print(a.tolist(), b.tolist())
#> [[5, 7], [0, 4]] [[5, 7], [0, 4]]
print(len(relu_first), len(pool_first))
#> 16 4

# %% counted
rng = np.random.default_rng(0)
for n, k, s in [(8, 2, 2), (9, 3, 3), (13, 3, 2), (5, 2, 2), (6, 3, 1)]:
    x = rng.integers(-9, 10, size=(n, n))
    relu_first, pool_first = [], []
    a = max_pool2d(cell_by_cell(relu, x, relu_first), k, s)
    b = cell_by_cell(relu, max_pool2d(x, k, s), pool_first)
    print(
        (n, k, s),
        len(relu_first),
        len(pool_first),
        np.array_equal(a, b),
    )
    #> (8, 2, 2) 64 16 True
    #> (9, 3, 3) 81 9 True
    #> (13, 3, 2) 169 36 True
    #> (5, 2, 2) 25 4 True
    #> (6, 3, 1) 36 16 True

# %% ratio
cases = [
    (28, 2, 2, 0),
    (12, 3, 3, 0),
    (55, 3, 2, 0),
    (27, 3, 2, 0),
    (13, 3, 2, 0),
]
cases += [
    (5, 2, 2, 0),
    (6, 3, 2, 0),
    (13, 2, 3, 0),
    (13, 13, 13, 0),
    (28, 3, 1, 1),
    (28, 2, 1, 1),
]
for n, k, s, p in cases:
    out = output_size(n, k, s, p)
    print((n, k, s, p), n**2, out**2, round(n**2 / out**2, 4), k**2)
    #> (28, 2, 2, 0) 784 196 4.0 4
    #> (12, 3, 3, 0) 144 16 9.0 9
    #> (55, 3, 2, 0) 3025 729 4.1495 9
    #> (27, 3, 2, 0) 729 169 4.3136 9
    #> (13, 3, 2, 0) 169 36 4.6944 9
    #> (5, 2, 2, 0) 25 4 6.25 4
    #> (6, 3, 2, 0) 36 4 9.0 9
    #> (13, 2, 3, 0) 169 16 10.5625 4
    #> (13, 13, 13, 0) 169 1 169.0 169
    #> (28, 3, 1, 1) 784 784 1.0 9
    #> (28, 2, 1, 1) 784 841 0.9322 4

# %% large_maps
for k in (2, 3, 5):
    print(
        k,
        [
            round(n**2 / output_size(n, k, 2) ** 2, 3)
            for n in (10, 100, 1000, 10000)
        ],
    )
    #> 2 [4.0, 4.0, 4.0, 4.0]
    #> 3 [6.25, 4.165, 4.016, 4.002]
    #> 5 [11.111, 4.34, 4.032, 4.003]
