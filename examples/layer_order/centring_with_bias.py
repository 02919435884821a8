"""With a bias, centring never makes the condition number larger

The bias is the weight of an input that is always 1. Without a bias, centring can do harm; with a
bias it cannot. Scaling to [-1, 1] can do harm in both cases, when the inputs are dark.
"""

# %% functions
import numpy as np


def second_moment(mean, deviation, size):
    # Independent inputs with one mean and one standard deviation.
    return deviation**2 * np.eye(size) + mean**2 * np.ones((size, size))


def condition(curvature):
    values = np.linalg.eigvalsh(curvature)
    return round((values[-1] / values[0]).item(), 2)


# %% bias_as_an_input
# A bias is the weight of an input that is always 1.
root = 1 / 12**0.5
for mean, deviation in [
    (0.5, root),
    (0, root),
    (0, 2 * root),
    (0.1, 0.1),
    (-0.8, 0.2),
]:
    with_bias = np.ones((3, 3))
    with_bias[:2, :2] = second_moment(mean, deviation, 2)
    with_bias[2, :2] = with_bias[:2, 2] = mean
    print((mean, round(deviation, 2)), condition(with_bias))
    #> (0.5, 0.29) 28.05
    #> (0, 0.29) 12.0
    #> (0, 0.58) 3.0
    #> (0.1, 0.1) 104.08
    #> (-0.8, 0.2) 132.55

# %% centring_with_and_without_bias
points = np.array([[1, 4], [4, 1], [2, 2], [3, 3]])
for x in (points, points - points.mean(axis=0)):
    ones = np.column_stack([x, np.ones(4)])
    print(condition(x.T @ x / 4), condition(ones.T @ ones / 4))
    #> 5.67 754.25
    #> 9.0 9.0

# %% unequal_deviations
# Independent inputs: 1 or 5, and 3 or 4. The deviations differ.
grid = np.array([[1, 3], [1, 4], [5, 3], [5, 4]])
for x in (grid, grid - grid.mean(axis=0)):
    ones = np.column_stack([x, np.ones(4)])
    print(condition(x.T @ x / 4), condition(ones.T @ ones / 4))
    #> 10.35 1353.81
    #> 16.0 16.0

# %% random_samples
generator, worse = np.random.default_rng(0), 0
for _ in range(1000):
    x = generator.uniform(size=(6, 2)) @ generator.normal(
        size=(2, 2)
    ) + generator.normal(size=2)
    raw, centred = (
        np.column_stack([y, np.ones(6)])
        for y in (x, x - x.mean(axis=0))
    )
    worse += np.linalg.cond(centred) > np.linalg.cond(raw) * (1 + 1e-9)
print(worse)
#> 0
