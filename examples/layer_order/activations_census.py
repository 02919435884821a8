"""Which activations commute with max pooling

Two values a and b decide: an activation f commutes with max pooling if and only if max(f(a), f(b))
= f(max(a, b)) for every pair. Here a and b run through -6, -5.75, ..., 6.
"""

# %% functions
import numpy as np

x = np.arange(-24, 25) / 4
a, b = np.meshgrid(x, x)


def commutes(f):
    return np.allclose(
        np.maximum(f(a), f(b)), f(np.maximum(a, b)), rtol=0, atol=1e-9
    )


# %% non_decreasing
non_decreasing = {
    "relu": lambda x: np.maximum(x, 0),
    "leaky_relu": lambda x: np.where(x > 0, x, 0.01 * x),
    "prelu 1.5": lambda x: np.where(x > 0, x, 1.5 * x),
    "relu6": lambda x: np.clip(x, 0, 6),
    "elu": lambda x: np.where(x > 0, x, np.expm1(x)),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "tanh": np.tanh,
    "softplus": lambda x: np.log1p(np.exp(x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "hardsigmoid": lambda x: np.clip(x / 6 + 0.5, 0, 1),
    "sign": np.sign,
    "floor": np.floor,
}
for name, f in non_decreasing.items():
    print(name, commutes(f))
    #> relu True
    #> leaky_relu True
    #> prelu 1.5 True
    #> relu6 True
    #> elu True
    #> sigmoid True
    #> tanh True
    #> softplus True
    #> softsign True
    #> hardsigmoid True
    #> sign True
    #> floor True

# %% decreasing_somewhere
decreasing_somewhere = {
    "prelu -0.25": lambda x: np.where(x > 0, x, -0.25 * x),
    "gelu": lambda x: (
        x
        / 2
        * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))
    ),
    "silu": lambda x: x / (1 + np.exp(-x)),
    "mish": lambda x: x * np.tanh(np.log1p(np.exp(x))),
    "hardswish": lambda x: x * np.clip(x / 6 + 0.5, 0, 1),
    "abs": abs,
    "sin": np.sin,
    "relu(-x)": lambda x: np.maximum(-x, 0),
}
for name, f in decreasing_somewhere.items():
    print(name, commutes(f))
    #> prelu -0.25 False
    #> gelu False
    #> silu False
    #> mish False
    #> hardswish False
    #> abs False
    #> sin False
    #> relu(-x) False

# %% step_down
# For each of these, the first step down from a grid point to its right
# neighbour.
for name, f in decreasing_somewhere.items():
    step = np.flatnonzero(f(x[1:]) < f(x[:-1]) - 1e-9)[0]
    print(name, [x[step].item(), x[step + 1].item()])
    #> prelu -0.25 [-6.0, -5.75]
    #> gelu [-5.75, -5.5]
    #> silu [-6.0, -5.75]
    #> mish [-6.0, -5.75]
    #> hardswish [-3.0, -2.75]
    #> abs [-6.0, -5.75]
    #> sin [-4.75, -4.5]
    #> relu(-x) [-6.0, -5.75]
