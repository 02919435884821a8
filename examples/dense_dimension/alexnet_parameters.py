"""AlexNet, layer by layer: the parameters

Three networks are called AlexNet, and each has its own correct total. In all of them the dense
layers hold more than nine tenths of the parameters.
"""


# %% functions
def conv_parameters(inputs, outputs, kernel_size, groups=1):
    # weights, one bias per channel
    return inputs // groups * outputs * kernel_size**2 + outputs


def dense_parameters(inputs, units):
    # weights, one bias per unit
    return inputs * units + units


# %% dense_layers
dense = [
    dense_parameters(n, m)
    for n, m in [(6 * 6 * 256, 4096), (4096, 4096), (4096, 1000)]
]
print(6 * 6 * 256, 9216 * 4096, dense, sum(dense))
#> 9216 37748736 [37752832, 16781312, 4097000] 58631144


# %% three_totals
def conv_layers(channels, halves):
    groups = [1, 2, 1, 2, 2] if halves else [1, 1, 1, 1, 1]
    ends = zip(
        [3, *channels[:-1]],
        channels,
        [11, 5, 3, 3, 3],
        groups,
        strict=True,
    )
    return [conv_parameters(*layer) for layer in ends]


paper = [96, 256, 384, 384, 256]
for channels, halves in [
    (paper, True),
    (paper, False),
    ([64, 192, 384, 256, 256], False),
]:
    conv = conv_layers(channels, halves)
    total = sum(conv) + sum(dense)
    print(conv, sum(conv), total, f"{sum(dense) / total:.2%}")
    #> [34944, 307456, 885120, 663936, 442624] 2334080 60965224 96.17%
    #> [34944, 614656, 885120, 1327488, 884992] 3747200 62378344 93.99%
    #> [23296, 307392, 663936, 884992, 590080] 2469696 61100840 95.96%

# %% dense_share
total = sum(conv_layers(paper, halves=True)) + sum(dense)
print(total, f"{dense[0] / total:.2%}", f"{sum(dense) / total:.2%}")
#> 60965224 61.93% 96.17%

# %% without_the_last_pool
inputs = 13 * 13 * 256
first = dense_parameters(inputs, 4096)
print(inputs, inputs * 4096, first, round(inputs / 9216, 2))
#> 43264 177209344 177213440 4.69
print(
    total - dense[0] + first,
    round((total - dense[0] + first) / total, 2),
)
#> 200425832 3.29

# %% global_average_pooling
# one mean per map, then one dense layer
small = dense_parameters(256, 1000)
print(small, sum(dense), round(sum(dense) / small, 1))
#> 257000 58631144 228.1
