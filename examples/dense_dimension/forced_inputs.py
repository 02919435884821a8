"""The inputs of AlexNet's first dense layer, for any image

Sizes rounded down as in the paper, or up as in AlexNet's own program; the last pool as it is, with its
two numbers swapped, or left out. The shapes give the number of inputs, and nothing gives the units.
"""

# %% functions
import math


def size(n, kernel_size, stride, padding=0, up=False):
    if n + 2 * padding < kernel_size:
        return 0
    steps = (n + 2 * padding - kernel_size) / stride
    return (math.ceil(steps) if up else math.floor(steps)) + 1


def ladder(image, padding=0, up=False, last=(3, 2)):
    """sides after conv1, pool1, conv2, pool2, conv3 to conv5, pool5"""
    conv1 = size(image, 11, 4, padding, up)
    pool1 = size(conv1, 3, 2, up=up)
    pool2 = size(pool1, 3, 2, up=up)
    pool5 = size(pool2, *last, up=up) if last else pool2
    return [conv1, pool1, pool1, pool2, pool2, pool2, pool2, pool5]


# %% the_paper
sides = ladder(227)
inputs = sides[-1] ** 2 * 256
print(sides, inputs, inputs * 4096)
#> [55, 27, 27, 13, 13, 13, 13, 6] 9216 37748736

# %% rounded_up
# 224 pixels do fit, if every size is rounded up.
print(ladder(224, up=True))
#> [55, 27, 27, 13, 13, 13, 13, 6]
print(ladder(224))
#> [54, 26, 26, 12, 12, 12, 12, 5]

# %% accidents
# 4096 inputs: a pool of 2 with stride 3; an image of 160 pixels.
print(ladder(227, last=(2, 3))[-1] ** 2 * 256)
#> 4096
print(ladder(160, padding=2)[-1] ** 2 * 256)
#> 4096

# %% no_last_pool
print(ladder(227, last=None)[-1] ** 2 * 256)
#> 43264
