"""ReLU and the blur of a BlurPool do not change places

BlurPool blurs the map and then keeps every second value. The blur is a weighted average, so that
ReLU before it and ReLU after it differ.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


# weights 1/4, 1/2, 1/4; the signal is a circle, so that it has no
# border
def blur(x):
    return (np.roll(x, 1) + 2 * x + np.roll(x, -1)) / 4


def blur_pool(x):
    return blur(x)[::2]


# %% alternating
x = np.array([-4, 4, -4, 4, -4, 4, -4, 4])
print(blur_pool(relu(x)).tolist())
#> [2.0, 2.0, 2.0, 2.0]
print(relu(blur_pool(x)).tolist())
#> [0.0, 0.0, 0.0, 0.0]
print(relu(blur(x))[::2].tolist())
#> [0.0, 0.0, 0.0, 0.0]

# %% shift_by_one
shifted = np.roll(x, 1)
print(relu(x)[::2].tolist(), relu(shifted)[::2].tolist())
#> [0, 0, 0, 0] [4, 4, 4, 4]
print(blur_pool(relu(x)).tolist(), blur_pool(relu(shifted)).tolist())
#> [2.0, 2.0, 2.0, 2.0] [2.0, 2.0, 2.0, 2.0]

# %% blurred_image
rng = np.random.default_rng(0)
image = rng.integers(-9, 10, size=1000)


# a difference of neighbours, as in an edge detector
def conv(x):
    return x - np.roll(x, 1)


print(np.array_equal(relu(blur(conv(image))), relu(conv(blur(image)))))
#> True

# %% size_of_the_difference
first, after = (
    blur_pool(relu(conv(image))),
    relu(blur_pool(conv(image))),
)
print(
    bool((first >= after).all()), int((first > after).sum()), len(first)
)
#> True 444 500
print(int((first == 0).sum()), int((after == 0).sum()))
#> 27 252


# %% max_blur_pool
def max_pool(x):  # kernel size 2, stride 1
    return np.maximum(x, np.roll(x, -1))


maps = conv(image)
blur_last = blur_pool(max_pool(relu(maps)))
print(np.array_equal(blur_pool(relu(max_pool(maps))), blur_last))
#> True
print(np.array_equal(relu(blur_pool(max_pool(maps))), blur_last))
#> False
