"""A network trained in both orders ends with the same weights

Convolution, ReLU and max pooling in either order, one dense output, gradient descent. After 200
steps all weights are equal bit for bit. With average pooling they differ from the first step on.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def windows2x2(x):
    """4 values for each window: shape (height / 2, width / 2, 4)"""
    h, w = x.shape
    return (
        x
        .reshape(h // 2, 2, w // 2, 2)
        .swapaxes(1, 2)
        .reshape(h // 2, w // 2, 4)
    )


def merge(windows):
    """the inverse of windows2x2"""
    h, w, _ = windows.shape
    return (
        windows.reshape(h, w, 2, 2).swapaxes(1, 2).reshape(2 * h, 2 * w)
    )


def max_pool(x):
    winner = windows2x2(x).argmax(axis=2)[:, :, None] == np.arange(4)
    return windows2x2(x).max(axis=2), lambda g: merge(
        winner * g[:, :, None]
    )


def average_pool(x):
    return windows2x2(x).mean(axis=2), lambda g: merge(
        np.repeat(g[:, :, None] / 4, 4, axis=2)
    )


# %% network
def forward(z, pool, relu_first):
    """output of the two steps; what sends a gradient back"""
    if relu_first:
        y, pool_back = pool(relu(z))
        return y, lambda g: pool_back(g) * (z > 0)
    p, pool_back = pool(z)
    return relu(p), lambda g: pool_back(g * (p > 0))


def train(pool, relu_first, steps):
    rng = np.random.default_rng(0)
    weight, bias, dense = (
        rng.normal(size=(3, 3)),
        -1.0,
        rng.normal(size=(4, 4)) / 4,
    )
    patches = np.lib.stride_tricks.sliding_window_view(
        rng.normal(size=(20, 10, 10)), (3, 3), (1, 2)
    )
    stopped = 0
    for step in range(steps):
        patch = patches[step % 20]
        y, back = forward(
            (patch * weight).sum(axis=(2, 3)) + bias, pool, relu_first
        )
        error = (y * dense).sum() - patch[3, 3].max()
        delta = back(error * dense)
        dense = dense - 0.01 * error * y
        weight = weight - 0.01 * (patch * delta[:, :, None, None]).sum(
            axis=(0, 1)
        )
        bias = bias - 0.01 * delta.sum()
        stopped += (y == 0).sum()
    return (
        np.concatenate([weight.ravel(), [bias], dense.ravel()]),
        abs(error),
        stopped,
    )


# %% max_pooling
a, error_a, stopped_a = train(max_pool, relu_first=True, steps=200)
b, error_b, stopped_b = train(max_pool, relu_first=False, steps=200)
print(a.size, np.array_equal(a, b), error_a == error_b)
#> 26 True True
print(stopped_a, stopped_b, 200 * 16)
#> 762 762 3200

# %% average_pooling
for steps in (1, 200):
    a, _, _ = train(average_pool, relu_first=True, steps=steps)
    b, _, _ = train(average_pool, relu_first=False, steps=steps)
    print(steps, np.allclose(a, b))
    #> 1 False
    #> 200 False
