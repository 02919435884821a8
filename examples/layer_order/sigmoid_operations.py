"""Operations of one ReLU and of one sigmoid

ReLU needs one comparison. A sigmoid needs as many operations as its precision asks for; with inputs
of eight bits, both are one look-up in a table.
"""

# %% functions
import math

import numpy as np


def op(value):
    """note one operation and hand on its result"""
    operations.append(value)
    return value


# %% relu
for x in (1.5, -1.5):
    operations = []
    y = x if op(x > 0) else 0
    print(y, len(operations))
    #> 1.5 1
    #> 0 1


# %% sigmoid
def sigmoid_of_degree(x, degree):
    """1 / (1 + exp(-x)), exp(-x) = 2**m * exp(r), polynomial for exp"""
    m = op(round(op(x * (-1 / math.log(2)))))
    r = op(op(-x) - op(m * math.log(2)))
    y = 1 / math.factorial(degree)
    for i in reversed(range(degree)):
        y = op(op(y * r) + 1 / math.factorial(i))
    return op(1 / op(1 + op(y * 2.0**m)))


# %% precision
for bits in (11, 24, 53):  # of float16, float32, float64
    degree = 1
    while (math.log(2) / 2) ** (degree + 1) / math.factorial(
        degree + 1
    ) > 2.0**-bits:
        degree += 1
    operations = []
    error = abs(
        sigmoid_of_degree(1.5, degree) - 1 / (1 + math.exp(-1.5))
    )
    print(bits, degree, len(operations), error < 2.0 ** (3 - bits))
    #> 11 4 16 True
    #> 24 7 22 True
    #> 53 13 34 True

# %% table
# every number of eight bits, in steps of 1/16
inputs = np.arange(-128, 128)
sigmoid_table = np.round(255 / (1 + np.exp(-inputs / 16))).astype(int)
relu_table = np.maximum(inputs, 0)
x = np.array([-128, -16, 0, 16, 127])
print(
    len(sigmoid_table),
    sigmoid_table[x + 128].tolist(),
    relu_table[x + 128].tolist(),
)
#> 256 [0, 69, 128, 186, 255] [0, 0, 0, 16, 127]
