"""AlexNet, layer by layer: the shapes

One formula gives every shape from the image to the last max pool. The number of values agrees with
the list of the paper in every layer but the first.
"""


# %% functions
def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


# name, channels (None: a max pool keeps them), kernel size, stride,
# padding
LAYERS = [
    ("conv1", 96, 11, 4, 0),
    ("pool1", None, 3, 2, 0),
    ("conv2", 256, 5, 1, 2),
    ("pool2", None, 3, 2, 0),
    ("conv3", 384, 3, 1, 1),
    ("conv4", 384, 3, 1, 1),
    ("conv5", 256, 3, 1, 1),
    ("pool5", None, 3, 2, 0),
]

# %% ladder
n, channels = 227, 3
for name, filters, k, s, p in LAYERS:
    n, channels = output_size(n, k, s, p), filters or channels
    print(name, (n, n, channels), n * n * channels)
    #> conv1 (55, 55, 96) 290400
    #> pool1 (27, 27, 96) 69984
    #> conv2 (27, 27, 256) 186624
    #> pool2 (13, 13, 256) 43264
    #> conv3 (13, 13, 384) 64896
    #> conv4 (13, 13, 384) 64896
    #> conv5 (13, 13, 256) 43264
    #> pool5 (6, 6, 256) 9216

# %% neurons
paper = [253440, 186624, 64896, 64896, 43264, 4096, 4096, 1000]
computed = [
    55 * 55 * 96,
    27 * 27 * 256,
    *[13 * 13 * 384] * 2,
    13 * 13 * 256,
    4096,
    4096,
    1000,
]
print([said - real for said, real in zip(paper, computed, strict=True)])
#> [-36960, 0, 0, 0, 0, 0, 0, 0]
print(computed[0], 55 * 48 * 96, sum(paper), sum(computed))
#> 290400 253440 622312 659272
