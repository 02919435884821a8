"""When do the weight gradients of a layer share one sign?

With positive inputs: on one sample, within one dense neuron. Not across neurons, and not always
over a batch. The loss is half the squared error.
"""

# %% functions
import numpy as np


def gradient(x, weight, target):
    return (np.dot(x, weight) - target) * np.asarray(x)


# %% one_sample
for target in (5, -5):
    print(gradient([1, 2, 4], [0, 0, 0], target).tolist())
    #> [-5, -10, -20]
    #> [5, 10, 20]
for x in ([-1, 2, 4], [0, 2, 4]):
    print(gradient(x, [0, 0, 0], 5).tolist())
    #> [5, -10, -20]
    #> [0, -10, -20]

# %% three_neurons
weights, targets = np.zeros((3, 3), dtype=int), [5, -5, 1]
for weight, target in zip(weights, targets, strict=True):
    print(gradient([1, 2, 4], weight, target).tolist())
    #> [-5, -10, -20]
    #> [5, 10, 20]
    #> [-1, -2, -4]

# %% batch_of_two
first, second = (
    gradient([1, 3], [0, 0], 1),
    gradient([3, 1], [0, 0], -1),
)
print(first.tolist(), second.tolist(), ((first + second) / 2).tolist())
#> [-1, -3] [3, 1] [1.0, -1.0]

# %% random_batches
# One dense neuron, 10 inputs in [0, 1]; far from the optimum, and at
# it, where only noise is left.
generator = np.random.default_rng(0)
for size in (1, 2, 8, 32):
    x = generator.uniform(size=(1000, size, 10))
    far = np.einsum("bni,bi->bn", x, generator.normal(size=(1000, 10)))
    noise = generator.normal(size=(1000, size))
    signs = [
        np.sign(np.einsum("bn,bni->bi", error, x))
        for error in (far, noise)
    ]
    print(
        size,
        [
            round((np.ptp(sign, axis=1) == 2).mean().item(), 2)
            for sign in signs
        ],
    )
    #> 1 [0.0, 0.0]
    #> 2 [0.17, 0.38]
    #> 8 [0.15, 0.54]
    #> 32 [0.13, 0.58]
