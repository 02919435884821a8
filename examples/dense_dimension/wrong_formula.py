"""(n - k) / (s + 1) is never the size of a pooling output

The true size is always larger, for every input size n, kernel size k and stride s. Padding does not
repair the formula: one cell on both sides turns 13 into 15, and one cell in all turns it into 14,
whose true output is 7.
"""

# %% functions
from math import ceil, floor


def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


def wrong_size(n, kernel_size, stride):
    return (n - kernel_size) / (stride + 1)


# %% three_cases
for n, k, s in [(13, 3, 2), (13, 2, 2), (14, 2, 2)]:
    print(
        (n, k, s), round(wrong_size(n, k, s), 4), output_size(n, k, s)
    )
    #> (13, 3, 2) 3.3333 6
    #> (13, 2, 2) 3.6667 6
    #> (14, 2, 2) 4.0 7

# %% never_right
cases = [
    (n, k, s)
    for n in range(1, 51)
    for k in range(1, n + 1)
    for s in range(1, 11)
]
print(
    len(cases),
    sum(wrong_size(*case) == output_size(*case) for case in cases),
)
#> 12750 0
print(sum(wrong_size(*case) < output_size(*case) for case in cases))
#> 12750

# %% rounded
print(
    sum(
        floor(wrong_size(*case)) == output_size(*case) for case in cases
    )
)
#> 0
print(
    sum(ceil(wrong_size(*case)) == output_size(*case) for case in cases)
)
#> 4822
print(
    next(
        case
        for case in cases
        if ceil(wrong_size(*case)) == output_size(*case)
    )
)
#> (2, 1, 2)

# %% padding_both_sides
for padding in (0, 1):
    print(13 + 2 * padding, output_size(13, 2, 2, padding))
    #> 13 6
    #> 15 7


# %% same_padding
def same_padding(n, kernel_size, stride):
    size = -(-n // stride)  # n / s, rounded up
    # size, cells added in all
    return size, max((size - 1) * stride + kernel_size - n, 0)


for k in (2, 3):
    size, added = same_padding(13, k, 2)
    print(k, 13 + added, size)
    #> 2 14 7
    #> 3 15 7
