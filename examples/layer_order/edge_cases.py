"""NaN, infinity, padding and integers that wrap

Where the order of max pooling and activation matters although the activation is non-decreasing on
the real numbers.
"""

# %% functions
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


ways_to_write_relu = {
    "maximum": lambda x: np.maximum(x, 0),
    "clip": lambda x: np.clip(x, 0, None),
    "where": lambda x: np.where(x > 0, x, 0),
    "product": lambda x: x * (x > 0),
}

# %% nan
window = np.array([np.nan, -1, 2, 0.5])
for name, f in ways_to_write_relu.items():
    print(name, f(window).max(), f(window.max()))
    #> maximum nan nan
    #> clip nan nan
    #> where 2.0 0.0
    #> product nan nan

# %% minus_infinity
window = np.array([-np.inf, -1, 2, 0.5])
# minus infinity times 0 is not a number
with np.errstate(invalid="ignore"):
    for name, f in ways_to_write_relu.items():
        print(name, f(window).max(), f(window.max()))
        #> maximum 2.0 2.0
        #> clip 2.0 2.0
        #> where 2.0 2.0
        #> product nan 2.0

# %% padding
# The same padding value around the activated window and around the raw
# one.
window = np.array([-1, -2])
for value in [0, -np.inf]:
    raw = np.pad(window.astype(float), 1, constant_values=value).max()
    for f in [sigmoid, np.tanh]:
        activated = np.pad(f(window), 1, constant_values=value).max()
        print(value, f.__name__, activated.round(4), f(raw).round(4))
        #> 0 sigmoid 0.2689 0.5
        #> 0 tanh 0.0 0.0
        #> -inf sigmoid 0.2689 0.2689
        #> -inf tanh -0.7616 -0.7616

# %% padding_with_f_of_0
# Zero padding of the raw map goes with padding by f(0) of the activated
# map.
activated = np.pad(sigmoid(window), 1, constant_values=sigmoid(0)).max()
print(activated.round(4), sigmoid(np.pad(window, 1).max()).round(4))
#> 0.5 0.5

# %% integers_that_wrap
x = np.array([-3, -5]).astype(np.uint8)
print(x, np.maximum(x, 0))
#> [253 251] [253 251]
x = np.array([-128, 5], dtype=np.int8)
print(x, -x)
#> [-128    5] [-128   -5]
print((-x).max(), (-x.min(keepdims=True)).item())
#> -5 -128
