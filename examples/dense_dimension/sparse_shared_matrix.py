"""A convolution is a sparse dense layer with shared weights

A 3x3 kernel on a map, written as a matrix: most connections are absent, and the others repeat nine
weights. A kernel that contains zeros hides connections when one counts values instead of places.
"""

# %% functions
import numpy as np

M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])


def correlate2d(x, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def convolution_matrix(kernel, size):
    k = len(kernel)
    rows = []
    for i, j in np.ndindex(size - k + 1, size - k + 1):
        row = np.zeros((size, size), dtype=kernel.dtype)
        row[i : i + k, j : j + k] = kernel
        rows.append(row.reshape(-1))
    return np.array(rows)


# %% matrix_of_a_4x4_map
# nine different weights, none of them zero
kernel = np.arange(1, 10).reshape(3, 3)
matrix = convolution_matrix(kernel, 4)
print(matrix)
#> [[1 2 3 0 4 5 6 0 7 8 9 0 0 0 0 0]
#>  [0 1 2 3 0 4 5 6 0 7 8 9 0 0 0 0]
#>  [0 0 0 0 1 2 3 0 4 5 6 0 7 8 9 0]
#>  [0 0 0 0 0 1 2 3 0 4 5 6 0 7 8 9]]
print((matrix @ M.reshape(-1)).tolist())
#> [-34, -41, -151, -86]
print(correlate2d(M, kernel).reshape(-1).tolist())
#> [-34, -41, -151, -86]

# %% counts_for_a_6x6_map
matrix = convolution_matrix(kernel, 6)
connected = matrix != 0
print(matrix.shape, matrix.size)
#> (16, 36) 576
print(
    connected.sum(), connected.mean(), len(np.unique(matrix[connected]))
)
#> 144 0.25 9
# inputs of each output
print(connected.sum(axis=1).tolist())
#> [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]
# outputs that read each pixel
print(connected.sum(axis=0).reshape(6, 6))
#> [[1 2 3 3 2 1]
#>  [2 4 6 6 4 2]
#>  [3 6 9 9 6 3]
#>  [3 6 9 9 6 3]
#>  [2 4 6 6 4 2]
#>  [1 2 3 3 2 1]]

# %% weights_to_learn
# dense, sparse without sharing (locally connected), convolution
print(matrix.size, connected.sum(), kernel.size)
#> 576 144 9

# %% zeros_in_the_kernel
# Count the connections, not the values that happen to differ from zero.
laplacian = np.array([[0, 1, 0], [1, -4, 1], [0, 1, 0]])
print(
    np.count_nonzero(convolution_matrix(laplacian, 6)), connected.sum()
)
#> 80 144
