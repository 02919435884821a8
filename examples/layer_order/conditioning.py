"""Centred inputs make the least-squares problem of a neuron better conditioned

For a linear neuron with squared error the curvature is E[x x^T]. The larger its condition number
(largest eigenvalue over smallest), the more steps gradient descent needs.
"""

# %% functions
import numpy as np


def second_moment(mean, deviation, size):
    # Independent inputs with one mean and one standard deviation.
    return deviation**2 * np.eye(size) + mean**2 * np.ones((size, size))


def condition(curvature):
    values = np.linalg.eigvalsh(curvature)
    return round((values[-1] / values[0]).item(), 2)


# %% uniform_pixels
for low, high in [(0, 1), (-0.5, 0.5), (-1, 1)]:
    curvature = second_moment(
        (low + high) / 2, (high - low) / 12**0.5, 2
    )
    values = np.linalg.eigvalsh(curvature)
    print(
        curvature.round(4).tolist(),
        values.round(4).tolist(),
        condition(curvature),
    )
    #> [[0.3333, 0.25], [0.25, 0.3333]] [0.0833, 0.5833] 7.0
    #> [[0.0833, 0.0], [0.0, 0.0833]] [0.0833, 0.0833] 1.0
    #> [[0.3333, 0.0], [0.0, 0.3333]] [0.3333, 0.3333] 1.0
print([
    (size, condition(second_moment(0.5, 1 / 12**0.5, size)))
    for size in (9, 27, 100)
])
#> [(9, 28.0), (27, 82.0), (100, 301.0)]

# %% descent_steps
# Error after each step, from an error with equal parts along both axes
# of the curvature.
for low, high in [(0, 1), (-1, 1)]:
    curvature = second_moment(
        (low + high) / 2, (high - low) / 12**0.5, 2
    )
    values = np.linalg.eigvalsh(curvature)
    error, count = np.array([1.0, 0.0]), 0
    while np.linalg.norm(error) > 1e-6:
        error, count = (
            error - 2 / (values[0] + values[-1]) * curvature @ error,
            count + 1,
        )
    print(
        count,
        round((values[-1] - values[0]) / (values[-1] + values[0]), 4),
    )
    #> 49 0.75
    #> 1 0.0

# %% which_scaling_helps
# Pixels in [0, 1] with this mean and deviation; the condition number of
# two of them on [0, 1], on [0, 255], on [-1, 1], and standardised.
for mean, deviation in [(0.45, 0.25), (0.25, 0.1), (0.1, 0.1)]:
    scales = [
        (1, 0),
        (255, 0),
        (2, -1),
        (1 / deviation, -mean / deviation),
    ]
    moments = [
        second_moment(a * mean + b, a * deviation, 2) for a, b in scales
    ]
    print((mean, deviation), [condition(moment) for moment in moments])
    #> (0.45, 0.25) [7.48, 7.48, 1.08, 1.0]
    #> (0.25, 0.1) [13.5, 13.5, 13.5, 1.0]
    #> (0.1, 0.1) [3.0, 3.0, 33.0, 1.0]

# %% activations_as_inputs
# Ten units that receive independent standard normal values; their
# outputs feed the next layer.
z = np.linspace(-8, 8, 3201)
weight = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
for output in (1 / (1 + np.exp(-z)), np.maximum(z, 0), np.tanh(z)):
    mean = weight @ output
    deviation = (weight @ (output - mean) ** 2) ** 0.5
    print(
        round(abs(mean), 3),
        round(deviation, 3),
        condition(second_moment(mean, deviation, 10)),
    )
    #> 0.5 0.208 58.63
    #> 0.399 0.584 5.67
    #> 0.0 0.628 1.0
