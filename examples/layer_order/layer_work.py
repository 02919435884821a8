"""The work of a whole layer in both orders

Counts comparisons, multiplications, and values read and written for convolution, ReLU and max
pooling. The part of the layer's work that pooling first saves depends on what is counted.
"""


# %% comparisons
# ReLU: one comparison for each value. Max pooling: kernel_size**2 - 1
# for each window.
def comparisons(n, kernel_size, stride):
    out = (n - kernel_size) // stride + 1
    pooling = out**2 * (kernel_size**2 - 1)
    return n**2 + pooling, pooling + out**2


for case in [(4, 2, 2), (28, 2, 2), (55, 3, 2)]:
    relu_first, pool_first = comparisons(*case)
    print(
        case, relu_first, pool_first, round(relu_first / pool_first, 2)
    )
    #> (4, 2, 2) 28 16 1.75
    #> (28, 2, 2) 1372 784 1.75
    #> (55, 3, 2) 8857 6561 1.35

# %% layers
# (input channels, input channels that each filter sees, output
# channels) of 3x3 filters on a map of 224x224: the second layer of
# VGG-16, a layer on a colour image, a depthwise layer
LAYERS = [(64, 64, 64), (3, 3, 64), (64, 1, 64)]
n = 224**2

# %% arithmetic
for channels_in, seen, channels in LAYERS:
    products = 3 * 3 * seen * channels * n
    saved = channels * (n - n // 4)
    print(
        (channels_in, seen, channels),
        products,
        saved,
        f"{100 * saved / products:.2f} %",
    )
    #> (64, 64, 64) 1849688064 2408448 0.13 %
    #> (3, 3, 64) 86704128 2408448 2.78 %
    #> (64, 1, 64) 28901376 2408448 8.33 %

# %% values_moved
# Each step reads every input value (and weight) once, and writes every
# output value once.
for channels_in, seen, channels in LAYERS:
    conv = channels_in * n + 3 * 3 * seen * channels + channels * n
    pool = channels * (n + n // 4)
    relu_first = conv + 2 * channels * n + pool
    pool_first = conv + pool + 2 * channels * (n // 4)
    saved = f"{100 * (relu_first - pool_first) / relu_first:.1f} %"
    print((channels_in, seen, channels), relu_first, pool_first, saved)
    #> (64, 64, 64) 16896000 12079104 28.5 %
    #> (3, 3, 64) 13800128 8983232 34.9 %
    #> (64, 1, 64) 16859712 12042816 28.6 %

# %% fused
# ReLU is computed inside another step: it reads and writes nothing of
# its own.
channels_in, seen, channels = LAYERS[0]
conv = channels_in * n + 3 * 3 * seen * channels + channels * n
pool = channels * (n + n // 4)
print(conv + 2 * channels * n + pool)  # conv, relu, pool
#> 16896000
# conv, pool, relu
print(conv + pool + 2 * channels * (n // 4))
#> 12079104
# conv with relu inside, pool (the same: conv, pool with relu inside)
print(conv + pool)
#> 10473472
