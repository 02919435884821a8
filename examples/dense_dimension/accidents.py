"""Three ways to get 4096 by accident

Swapped pool parameters, a formula that is never right, and an image of 160 pixels all end at
4x4x256. Each gives a number of inputs; none says anything about the number of units.
"""


# %% functions
def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


# %% what_alexnet_does
n = output_size(13, kernel_size=3, stride=2)
print(n, n * n * 256)
#> 6 9216

# %% swapped_pool
n = output_size(13, kernel_size=2, stride=3)
print(n, n * n * 256)
#> 4 4096
read = {
    start + offset for start in range(0, 12, 3) for offset in (0, 1)
}
# columns that no window reads
print(sorted(set(range(13)) - read))
#> [2, 5, 8, 11, 12]

# %% wrong_formula
n = (14 - 2) // (2 + 1)
print(n, n * n * 256)
#> 4 4096
# the pool of AlexNet in the same formula: no whole number
print(round((13 - 3) / (2 + 1), 4))
#> 3.3333
# the same window and stride in the right formula
n = output_size(14, kernel_size=2, stride=2)
print(n, n * n * 256)
#> 7 12544


# %% small_image
def sizes(pixels, padding):
    ladder = [output_size(pixels, 11, 4, padding)]
    # three pools, 3x3 with stride 2; the other convolutions keep the
    # size
    for _ in range(3):
        ladder.append(output_size(ladder[-1], 3, 2))
    return ladder


print(sizes(160, padding=2), 4 * 4 * 256)
#> [39, 19, 9, 4] 4096
print(sizes(224, padding=2), 6 * 6 * 256)
#> [55, 27, 13, 6] 9216
# without padding: another size
print(sizes(160, padding=0))
#> [38, 18, 8, 3]
fitting = [
    pixels
    for pixels in range(100, 400)
    if sizes(pixels, padding=2)[-1] == 4
]
print(fitting[0], fitting[-1])
#> 159 190
