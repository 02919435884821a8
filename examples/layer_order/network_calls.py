"""Activation calls and multiplications of AlexNet and VGG-16

Only an activation that stands directly before a max pooling can move. The convolution needs kernel
height x kernel width x input channels multiplications for every activation, so the calls saved are
a small part of the arithmetic.
"""

# %% networks
# (output channels, side of the map, kernel size, input channels, side
# after the pooling or None)
ALEXNET = [
    (96, 55, 11, 3, 27),
    # two groups: each filter sees 48 of the 96 channels
    (256, 27, 5, 48, 13),
    (384, 13, 3, 256, None),
    (384, 13, 3, 192, None),
    (256, 13, 3, 192, 6),
]
VGG16 = []
channels_in, side = 3, 224
for convolutions, channels in [
    (2, 64),
    (2, 128),
    (3, 256),
    (3, 512),
    (3, 512),
]:
    for left in reversed(range(convolutions)):
        VGG16.append((
            channels,
            side,
            3,
            channels_in,
            None if left else side // 2,
        ))
        channels_in = channels
    side //= 2


# %% calls
def calls(network, movable):
    """activation calls when the layers in movable pool first"""
    return sum(
        channels * (pooled if layer in movable else side) ** 2
        for layer, (channels, side, _, _, pooled) in enumerate(
            network, 1
        )
    )


for network in (ALEXNET, VGG16):
    movable = [layer for layer, row in enumerate(network, 1) if row[-1]]
    before, after = calls(network, []), calls(network, movable)
    saved = before - after
    print(
        len(movable),
        len(network),
        before,
        after,
        f"{100 * saved / before:.2f} %",
    )
    #> 3 5 650080 252256 61.20 %
    #> 5 13 13547520 8956416 33.89 %

# %% original_alexnet
# Local response normalisation stands between ReLU and pooling in layers
# 1 and 2.
before, after = calls(ALEXNET, []), calls(ALEXNET, [5])
print(after, f"{100 * (before - after) / before:.2f} %")
#> 616032 5.24 %

# %% multiplications
for network in (ALEXNET, VGG16):
    products = sum(
        channels * side**2 * k * k * c
        for channels, side, k, c, _ in network
    )
    movable = [layer for layer, row in enumerate(network, 1) if row[-1]]
    saved = calls(network, []) - calls(network, movable)
    print(products, saved, f"{100 * saved / products:.2f} %")
    #> 665784864 397824 0.06 %
    #> 15346630656 4591104 0.03 %

# %% per_activation
for k, channels_in in [
    (3, 512),
    (3, 64),
    (5, 48),
    (3, 3),
    (5, 1),
    (3, 1),
    (1, 1),
]:
    print((k, channels_in), k * k * channels_in)
    #> (3, 512) 4608
    #> (3, 64) 576
    #> (5, 48) 1200
    #> (3, 3) 27
    #> (5, 1) 25
    #> (3, 1) 9
    #> (1, 1) 1
