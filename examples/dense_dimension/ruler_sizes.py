"""How many windows fit, and what programs make of it

The size by the formula, rounded down or up, the cells that no window reads, and the rules of PyTorch,
Caffe and TensorFlow for the same numbers.
"""

# %% functions
import math


def output_size(
    n, kernel_size, stride, padding=0, dilation=1, ceil_mode=False
):
    wide = dilation * (kernel_size - 1) + 1
    steps = (n + 2 * padding - wide) / stride
    result = (math.ceil(steps) if ceil_mode else math.floor(steps)) + 1
    # The last window starts in the map or in the left padding.
    if ceil_mode and (result - 1) * stride >= n + padding:
        result -= 1
    return result


def windows(
    n, kernel_size, stride, padding=0, dilation=1, ceil_mode=False
):
    """starts of the windows, and how many windows read each cell"""
    how = (kernel_size, stride, padding, dilation, ceil_mode)
    starts = [i * stride - padding for i in range(output_size(n, *how))]
    reads = [0] * n
    for start in starts:
        for cell in range(
            start, start + kernel_size * dilation, dilation
        ):
            if 0 <= cell < n:
                reads[cell] += 1
    return starts, reads


# %% rules
def rules(n, kernel_size, stride, padding=0, dilation=1):
    wide = dilation * (kernel_size - 1) + 1
    caffe = math.ceil((n + 2 * padding - wide) / stride) + 1
    if padding and (caffe - 1) * stride >= n + padding:
        caffe -= 1
    return {
        "torch_floor": output_size(
            n, kernel_size, stride, padding, dilation
        ),
        "torch_ceil": output_size(
            n, kernel_size, stride, padding, dilation, True
        ),
        "caffe": caffe,
        "tf_valid": math.ceil((n - wide + 1) / stride),
        "tf_same": math.ceil(n / stride),
    }


# %% alexnet_and_its_neighbours
for n, k, s in [(13, 3, 2), (13, 2, 2), (13, 2, 3), (14, 2, 2)]:
    starts, reads = windows(n, k, s)
    unread = [cell for cell, count in enumerate(reads) if count == 0]
    print((n, k, s), len(starts), unread, round((n - k) / (s + 1), 2))
    #> (13, 3, 2) 6 [] 3.33
    #> (13, 2, 2) 6 [12] 3.67
    #> (13, 2, 3) 4 [2, 5, 8, 11, 12] 2.75
    #> (14, 2, 2) 7 [] 4.0

# %% five_rules
print(list(rules(13, 3, 2).values()))
#> [6, 6, 6, 6, 7]
print(list(rules(14, 3, 2).values()))
#> [6, 7, 7, 6, 7]
print(list(rules(14, 3, 2, padding=1).values()))
#> [7, 8, 8, 6, 7]
