"""The number of inputs is not free

Weights made for 9216 inputs fit no other number. Adaptive pooling to 6x6 turns maps of any size
into 9216 values, and the floors of the size formula let images of several sizes end at 6x6.
"""

# %% functions
import numpy as np


def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


def adaptive_avg_pool2d(x, size):
    height, width = x.shape[1:]
    out = np.zeros((len(x), size, size))
    for i, j in np.ndindex(size, size):
        # -(-a // b) rounds up
        rows = slice(i * height // size, -(-(i + 1) * height // size))
        columns = slice(j * width // size, -(-(j + 1) * width // size))
        out[:, i, j] = x[:, rows, columns].mean(axis=(1, 2))
    return out


# %% sizes
print([n * n * 256 for n in (4, 5, 6, 7, 8)])
#> [4096, 6400, 9216, 12544, 16384]

# %% adaptive_pooling
for n in (4, 6, 9, 13):
    pooled = adaptive_avg_pool2d(np.ones((256, n, n)), 6)
    print(n, pooled.shape, pooled.size)
    #> 4 (256, 6, 6) 9216
    #> 6 (256, 6, 6) 9216
    #> 9 (256, 6, 6) 9216
    #> 13 (256, 6, 6) 9216

# %% same_size_changes_nothing
maps = np.arange(256 * 6 * 6).reshape(256, 6, 6)
print(np.array_equal(adaptive_avg_pool2d(maps, 6), maps))
#> True


# %% images_that_end_at_6x6
def last_pool(pixels, padding):
    n = output_size(pixels, 11, 4, padding)
    # three pools, 3x3 with stride 2; the other convolutions keep the
    # size
    for _ in range(3):
        n = output_size(n, 3, 2)
    return n


for padding in (0, 2):
    fitting = [
        pixels
        for pixels in range(100, 400)
        if last_pool(pixels, padding) == 6
    ]
    print(padding, fitting[0], fitting[-1], len(fitting))
    #> 0 227 258 32
    #> 2 223 254 32
