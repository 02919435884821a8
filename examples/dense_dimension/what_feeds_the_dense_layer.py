"""The dense layer reads outputs, not weights

A convolution has weights, which do not depend on the image, and outputs, which do. The outputs,
pooled, are the input of the dense layer. Their height and width follow from a formula; the number
of channels does not.
"""

# %% functions
import numpy as np

M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])


def conv2d(x, weight):
    windows = np.lib.stride_tricks.sliding_window_view(
        x, weight.shape[2:], axis=(1, 2)
    )
    return np.tensordot(weight, windows, axes=([1, 2, 3], [0, 3, 4]))


def max_pool2d(x, kernel_size, stride=None):
    stride = stride or kernel_size
    windows = np.lib.stride_tricks.sliding_window_view(
        x, (kernel_size, kernel_size), axis=(-2, -1)
    )
    return windows[..., ::stride, ::stride, :, :].max(axis=(-2, -1))


# %% outputs_follow_the_image
kernel = np.arange(1, 10).reshape(1, 1, 3, 3)
for image in (M, -M, M.T):
    print(kernel.size, conv2d(image[None], kernel).reshape(-1).tolist())
    #> 9 [-34, -41, -151, -86]
    #> 9 [34, 41, 151, 86]
    #> 9 [-20, -135, -23, -54]

# %% alexnet_counts
# Last convolution of AlexNet: 3x3 kernels, each on one group of 192
# channels, 256 kernels.
print(3 * 3 * 192 * 256, 13 * 13 * 256, 6 * 6 * 256)
#> 442368 43264 9216

# %% channels_are_free
for channels in (1, 7, 96, 256):
    weight = np.ones((channels, 1, 3, 3), dtype=int)
    print(channels, conv2d(M[None], weight).shape, weight.size)
    #> 1 (1, 2, 2) 9
    #> 7 (7, 2, 2) 63
    #> 96 (96, 2, 2) 864
    #> 256 (256, 2, 2) 2304

# %% pooling_keeps_the_layout
maps = np.arange(3 * 8 * 8).reshape(3, 8, 8)
print(conv2d(maps, np.ones((5, 3, 3, 3), dtype=int)).shape)
#> (5, 6, 6)
print(
    max_pool2d(maps, 2).shape,
    max_pool2d(maps, 3, 2).shape,
    max_pool2d(maps, 1).shape,
)
#> (3, 4, 4) (3, 3, 3) (3, 8, 8)

# %% average_is_linear_maximum_is_not
quarter = np.full((1, 1, 2, 2), 0.25)
# average pooling, written as a convolution
print(conv2d(M[None], quarter)[0, ::2, ::2].tolist())
#> [[0.0, 1.0], [-2.75, -2.75]]
print(
    max_pool2d(M, 2).tolist(),
    (max_pool2d(M, 2) + max_pool2d(-M, 2)).tolist(),
    max_pool2d(M - M, 2).tolist(),
)
#> [[5, 7], [-1, 4]] [[9, 13], [4, 13]] [[0, 0], [0, 0]]
