"""The formula counts the windows that can be placed

Placing the windows one by one gives the same number as the formula, with padding, dilation, floor
and ceil. Ceil leaves out a last window that would start in the right padding or beyond.
"""


# %% functions
def output_size(
    n, kernel_size, stride, padding=0, dilation=1, ceil_mode=False
):
    room = n + 2 * padding - dilation * (kernel_size - 1) - 1
    if not ceil_mode:
        return room // stride + 1
    size = -(-room // stride) + 1  # rounds up
    starts_in_padding = (size - 1) * stride >= n + padding
    return size - 1 if starts_in_padding else size


# %% ceil_rule
for n, k, s, p in [(13, 2, 2, 0), (3, 2, 2, 1), (3, 2, 3, 0)]:
    rounded_up = -(-(n + 2 * p - k) // s) + 1
    print(
        (n, k, s, p),
        rounded_up,
        output_size(n, k, s, p, ceil_mode=True),
    )
    #> (13, 2, 2, 0) 7 7
    #> (3, 2, 2, 1) 3 2
    #> (3, 2, 3, 0) 2 1


# %% placing_windows
def count_windows(n, kernel_size, stride, padding, dilation, ceil_mode):
    # from the first cell of a window to its last
    reach = dilation * (kernel_size - 1)
    # every full window
    starts = range(-padding, n + padding - reach, stride)
    left_over = starts[-1] + reach + 1 < n + padding
    next_start = starts[-1] + stride
    return len(starts) + (ceil_mode and left_over and next_start < n)


cases = [
    (n, k, s, p, d, ceil_mode)
    for n in range(1, 16)
    for k in range(1, 6)
    for s in range(1, 5)
    for p in range(k // 2 + 1)
    for d in (1, 2)
    for ceil_mode in (False, True)
    if n + 2 * p > d * (k - 1)  # at least one full window
]
print(
    len(cases),
    sum(output_size(*case) == count_windows(*case) for case in cases),
)
#> 2232 2232
