"""Descent with positive inputs: a zig-zag one sample at a time, a straight line in full batches

Four samples, two weights, squared error. The same samples minus their mean have the same targets,
because the target weights [1, -1] are orthogonal to the mean.
"""

# %% functions
import numpy as np


def online(samples, goal, rate, stop=1e-3, most=1000):
    path = [np.zeros(2)]
    while np.linalg.norm(path[-1] - goal) > stop and len(path) <= most:
        x = samples[(len(path) - 1) % len(samples)]
        path.append(path[-1] - rate * (x @ path[-1] - x @ goal) * x)
    return np.array(path)


def full_batch(samples, goal, rate, stop=1e-3, most=1000):
    curvature = samples.T @ samples / len(samples)
    path = [np.zeros(2)]
    while np.linalg.norm(path[-1] - goal) > stop and len(path) <= most:
        path.append(path[-1] - rate * curvature @ (path[-1] - goal))
    return np.array(path)


def detour(path):
    steps = np.linalg.norm(np.diff(path, axis=0), axis=1)
    return round(steps.sum() / np.linalg.norm(path[-1] - path[0]), 2)


# %% samples
positive = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
centred = positive - positive.mean(axis=0)
goal = np.array([1, -1])
print((positive @ goal).tolist())
#> [-1.0, 1.0, 0.0, 0.0]
print((centred @ goal).tolist())
#> [-1.0, 1.0, 0.0, 0.0]

# %% one_sample_at_a_time
path = online(positive, goal, rate=0.25)
for weights in path[:5].tolist():
    print(weights)
    #> [0.0, 0.0]
    #> [-0.25, -0.5]
    #> [0.75, 0.0]
    #> [0.5625, -0.1875]
    #> [0.1875, -0.5625]
steps = np.diff(path, axis=0)
print(len(steps), (steps[:, 0] * steps[:, 1] < 0).sum(), detour(path))
#> 91 0 5.16

# %% best_rate_of_each
for samples, rates in [
    (positive, (0.1, 0.2, 0.25, 0.3, 0.4)),
    (centred, (0.25, 0.5, 1, 2, 3)),
]:
    print([
        (rate, len(online(samples, goal, rate)) - 1) for rate in rates
    ])
    #> [(0.1, 226), (0.2, 100), (0.25, 91), (0.3, 99), (0.4, 95)]
    #> [(0.25, 109), (0.5, 50), (1, 21), (2, 1), (3, 21)]

# %% full_batch_goes_straight
path = full_batch(positive, goal, rate=0.4)
print(path[:4].round(4).tolist(), len(path) - 1, detour(path))
#> [[0.0, 0.0], [0.1, -0.1], [0.19, -0.19], [0.271, -0.271]] 69 1.0
path = full_batch(centred, goal, rate=4)
print(path.tolist(), len(path) - 1, detour(path))
#> [[0.0, 0.0], [1.0, -1.0]] 1 1.0

# %% full_batch_can_zigzag
# A large step overshoots along the mean of the samples, a smaller one
# does not.
for other, rate in [([1, 1], 0.4), ([2, 1], 0.4), ([1, 1], 0.2)]:
    path = full_batch(positive, np.array(other), rate)
    print(path[:4].round(2).tolist(), detour(path))
    #> [[0.0, 0.0], [1.9, 1.9], [0.19, 0.19], [1.73, 1.73]] 18.97
    #> [[0.0, 0.0], [2.9, 2.8], [0.38, 0.19], [2.73, 2.46]] 18.03
    #> [[0.0, 0.0], [0.95, 0.95], [1.0, 1.0], [1.0, 1.0]] 1.0

# %% curvature
for samples in (positive, centred):
    matrix = samples.T @ samples / 4
    values = np.linalg.eigvalsh(matrix)
    print(
        matrix.tolist(),
        values.round(4).tolist(),
        round(values[1] / values[0], 4),
    )
    #> [[2.5, 2.25], [2.25, 2.5]] [0.25, 4.75] 19.0
    #> [[0.25, 0.0], [0.0, 0.25]] [0.25, 0.25] 1.0
