"""Batch normalization and pooling change places when the scale is not negative

After training, batch normalization is one multiplication and one addition for each channel. The
sign of the factor gamma decides about max pooling; average pooling accepts every factor.
"""

# %% functions
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def windows(x, k):
    view = np.lib.stride_tricks.sliding_window_view(
        x, (k, k), axis=(-2, -1)
    )
    return view[..., ::k, ::k, :, :]


def max_pool2d(x, kernel_size):
    return windows(x, kernel_size).max(axis=(-2, -1))


def avg_pool2d(x, kernel_size):
    return windows(x, kernel_size).mean(axis=(-2, -1))


M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])

# %% evaluation_mode
mean, deviation, beta = 0.5, 2, 1  # fixed after training


def batch_norm(x, gamma):
    return gamma * (x - mean) / deviation + beta


for gamma in (2, 0, -2):
    by_max = np.array_equal(
        batch_norm(max_pool2d(M, 2), gamma),
        max_pool2d(batch_norm(M, gamma), 2),
    )
    by_avg = np.array_equal(
        batch_norm(avg_pool2d(M, 2), gamma),
        avg_pool2d(batch_norm(M, gamma), 2),
    )
    print(gamma, by_max, by_avg)
    #> 2 True True
    #> 0 True True
    #> -2 False True

# %% negative_gamma
print(batch_norm(max_pool2d(M, 2), -2).tolist())
#> [[-3.5, -5.5], [2.5, -2.5]]
print(max_pool2d(batch_norm(M, -2), 2).tolist())
#> [[5.5, 7.5], [6.5, 10.5]]
min_pool = windows(M, 2).min(axis=(-2, -1))
print(batch_norm(min_pool, -2).tolist())
#> [[5.5, 7.5], [6.5, 10.5]]


# %% training_mode
# with the mean and the deviation of the batch itself
def normalize(x):
    return (x - x.mean()) / x.std()


print(normalize(max_pool2d(M, 2)).round(3).tolist())
#> [[0.424, 1.103], [-1.612, 0.085]]
print(max_pool2d(normalize(M), 2).round(3).tolist())
#> [[1.362, 1.806], [0.028, 1.139]]
print(
    np.allclose(
        normalize(avg_pool2d(M, 2)), avg_pool2d(normalize(M), 2)
    )
)
#> False

# %% with_relu
print(relu(batch_norm(M, 2))[0].tolist())
#> [1.5, 0.0, 3.5, 0.5]
print(batch_norm(relu(M), 2)[0].tolist())
#> [1.5, 0.5, 3.5, 0.5]
