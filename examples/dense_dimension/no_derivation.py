"""A coincidence is no derivation

The second dense layer has 4096 units as well, and so has a network with other inputs. Many settings
of a pool turn 13 into 4: more than turn it into 6.
"""


# %% functions
def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


# %% second_layer
# (inputs, units): the second dense layer has 4096 units as well, and no
# maps stand before it.
layers = [(6 * 6 * 256, 4096), (4096, 4096), (4096, 1000)]
print([units for _, units in layers])
#> [4096, 4096, 1000]

# %% another_network
n = 224
# VGG: five pools, 2x2 with stride 2; its convolutions keep the size
for _ in range(5):
    n = output_size(n, 2, 2)
print(n, [(n * n * 512, 4096), (4096, 4096), (4096, 1000)])
#> 7 [(25088, 4096), (4096, 4096), (4096, 1000)]

# %% how_cheap_a_coincidence_is
ends = {}
for kernel_size in range(1, 8):
    for stride in range(1, 8):
        for padding in range(kernel_size // 2 + 1):
            n = output_size(13, kernel_size, stride, padding)
            ends[n] = ends.get(n, 0) + 1
print(ends[4], ends[6], sum(ends.values()))
#> 17 6 133
