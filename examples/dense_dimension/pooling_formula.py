"""The size of a pooling output

Kernel size 3 and stride 2 turn 13 into 6. Floor leaves cells that no window reads, on a 4×4 map
even the largest value; ceil adds windows that are not full.
"""

# %% functions
import numpy as np


def output_size(
    n, kernel_size, stride, padding=0, dilation=1, ceil_mode=False
):
    room = n + 2 * padding - dilation * (kernel_size - 1) - 1
    if not ceil_mode:
        return room // stride + 1
    size = -(-room // stride) + 1  # rounds up
    starts_in_padding = (size - 1) * stride >= n + padding
    return size - 1 if starts_in_padding else size


# %% thirteen
print(
    output_size(13, 3, 2), output_size(13, 2, 2), output_size(13, 2, 3)
)
#> 6 6 4
print(
    output_size(13, 2, 2, ceil_mode=True),
    output_size(13, 2, 2, padding=1),
)
#> 7 7

# %% max_never_read
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
for ceil_mode in (False, True):
    size = output_size(4, 3, 2, ceil_mode=ceil_mode)
    starts = range(0, 2 * size, 2)
    print(
        size,
        [
            [int(M[r : r + 3, c : c + 3].max()) for c in starts]
            for r in starts
        ],
    )
    #> 1 [[5]]
    #> 2 [[5, 7], [2, 4]]


# %% unread_cells
def unread(n, kernel_size, stride):
    starts = range(
        0, output_size(n, kernel_size, stride) * stride, stride
    )
    return sorted(
        set(range(n))
        - {s + offset for s in starts for offset in range(kernel_size)}
    )


for n, k, s in [(13, 3, 2), (13, 2, 2), (13, 2, 3), (5, 2, 2)]:
    cells = unread(n, k, s)
    print((n, k, s), cells, n**2 - (n - len(cells)) ** 2, n**2)
    #> (13, 3, 2) [] 0 169
    #> (13, 2, 2) [12] 25 169
    #> (13, 2, 3) [2, 5, 8, 11, 12] 105 169
    #> (5, 2, 2) [4] 9 25
