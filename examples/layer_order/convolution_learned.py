"""A learned kernel comes out flipped, and the outputs are equal

Gradient descent on one map: a layer that correlates and a layer that convolves learn the same
function. Their kernels are flips of each other, so a kernel is flipped when it moves between
the two.
"""

# %% functions
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def correlate2d(x, kernel):
    windows = sliding_window_view(x, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


def convolve2d(x, kernel):
    return correlate2d(x, flip(kernel))


def flip(kernel):
    return kernel[::-1, ::-1]


# %% learn
M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])
target = correlate2d(M, np.array([[1, 2], [3, 4]]))


def learn(forward, start, steps):
    kernel = np.array(start, dtype=float)
    for _ in range(steps):
        error = forward(M, kernel) - target
        gradient = correlate2d(M, error)
        kernel -= 0.002 * (
            gradient if forward is correlate2d else flip(gradient)
        )
    return kernel


zero = np.zeros((2, 2))
a, b = learn(correlate2d, zero, 2000), learn(convolve2d, zero, 2000)
print(a.round(4).tolist())
#> [[1.0, 2.0], [3.0, 4.0]]
print(b.round(4).tolist())
#> [[4.0, 3.0], [2.0, 1.0]]
print(np.allclose(correlate2d(M, a), convolve2d(M, b)))
#> True

# %% every_step
start = np.array([[1.0, 0.0], [0.0, 0.0]])
for steps in (1, 10, 2000):
    a = learn(correlate2d, start, steps)
    same, flipped = (
        learn(convolve2d, start, steps),
        learn(convolve2d, flip(start), steps),
    )
    print(
        steps, np.allclose(a, flip(same)), np.allclose(a, flip(flipped))
    )
    #> 1 False True
    #> 10 False True
    #> 2000 True True

# %% moved_without_flip
kernel = np.array([[1, 2], [3, 4]])
print(np.array_equal(convolve2d(M, flip(kernel)), target))
#> True
print(np.array_equal(convolve2d(M, kernel), target))
#> False
print(np.abs(convolve2d(M, kernel) - target).max())
#> 22
