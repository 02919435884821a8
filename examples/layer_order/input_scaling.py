"""What scaling the inputs from [0, 1] to [-1, 1] changes, and what it does not

The kernel w with bias b on 2u - 1 is the kernel 2w with bias b - sum(w) on u. So the set of
functions is the same, unless the layer has no bias or pads with zeros.
"""

# %% functions
import numpy as np


def max_pool2d(x, kernel_size):
    windows = np.lib.stride_tricks.sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    return windows[..., ::kernel_size, ::kernel_size, :, :].max(
        axis=(-2, -1)
    )


def correlate2d(x, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# %% same_function
u = np.arange(16).reshape(4, 4) / 16
kernel, bias = np.array([[1, -2], [3, 2]]), 1
scaled = correlate2d(2 * u - 1, kernel) + bias
raw = correlate2d(u, 2 * kernel) + (bias - kernel.sum())
print(np.array_equal(scaled, raw), scaled[0].tolist())
#> True [-0.5, 0.0, 0.5]

# %% random_filters
generator = np.random.default_rng(0)
image = generator.uniform(size=(12, 12))
filters, biases = (
    generator.normal(size=(200, 3, 3)),
    generator.normal(size=200),
)
pairs = [
    (
        correlate2d(2 * image - 1, w) + b,
        correlate2d(image, 2 * w) + b - w.sum(),
    )
    for w, b in zip(filters, biases, strict=True)
]
print(all(np.allclose(left, right) for left, right in pairs))
#> True

# %% zero_padding
scaled = correlate2d(np.pad(2 * u - 1, 1), kernel) + bias
raw = correlate2d(np.pad(u, 1), 2 * kernel) + (bias - kernel.sum())
print(
    np.array_equal(scaled, raw),
    np.array_equal(scaled[1:-1, 1:-1], raw[1:-1, 1:-1]),
)
#> False True
grey = correlate2d(np.pad(u, 1, constant_values=0.5), 2 * kernel) + (
    bias - kernel.sum()
)
print(np.array_equal(scaled, grey))
#> True

# %% without_bias
black, mid_grey = np.zeros((2, 2)), np.full((2, 2), 0.5)
for picture in (black, mid_grey):
    print(
        correlate2d(picture, kernel).item(),
        correlate2d(2 * picture - 1, kernel).item(),
    )
    #> 0.0 -4.0
    #> 2.0 0.0

# %% negative_outputs
# With a positive sum of weights scaling makes more outputs negative,
# with a negative sum fewer.
for w in (np.array([[1, 1], [1, -1]]), np.array([[-1, -1], [-1, 1]])):
    print(
        w.sum(),
        [(correlate2d(x, w) < 0).sum().item() for x in (u, 2 * u - 1)],
    )
    #> 2 [0, 6]
    #> -2 [8, 2]

# %% negative_outputs_on_average
signed = [sign * w for w in filters for sign in (1, -1)]
shares = [
    np.array([(correlate2d(x, w) < 0).mean() for w in signed])
    for x in (image, 2 * image - 1)
]
change, sums = (
    shares[1] - shares[0],
    np.array([w.sum() for w in signed]),
)
print((change[sums > 0] >= 0).all(), (change[sums < 0] <= 0).all())
#> True True
print([round(share.mean().item(), 4) for share in shares])
#> [0.5, 0.5]
print([
    round(np.median(np.minimum(share, 1 - share)).item(), 2)
    for share in shares
])
#> [0.14, 0.46]

# %% after_max_pooling
for x in (image, 2 * image - 1):
    pooled = np.array([
        max_pool2d(correlate2d(x, w), 2) for w in signed
    ])
    print(round((pooled < 0).mean().item(), 2))
    #> 0.28
    #> 0.07
