"""The number of units is free

The same input feeds 1, 20, 1000, 4096 or 8000 units. What the number of units limits is the rank:
fewer units than inputs send some different inputs to the same output.
"""

# %% functions
import numpy as np


def dense(x, weight, bias):
    return x @ weight.T + bias


# %% any_number
x = np.ones(9216, dtype=np.float32)
for units in (1, 20, 1000, 4096, 8000):
    # a view: takes no memory
    weight = np.broadcast_to(np.float32(0.5), (units, 9216))
    bias = np.zeros(units, dtype=np.float32)
    print(units, dense(x, weight, bias).shape, units * 9216 + units)
    #> 1 (1,) 9217
    #> 20 (20,) 184340
    #> 1000 (1000,) 9217000
    #> 4096 (4096,) 37752832
    #> 8000 (8000,) 73736000

# %% other_inputs_same_units
# And any number of inputs can be followed by 4096 units.
for inputs in (1, 4096, 9216):
    weight = np.broadcast_to(np.float32(0.5), (4096, inputs))
    print(
        inputs,
        dense(np.ones(inputs, dtype=np.float32), weight, 0).shape,
        weight.size + 4096,
    )
    #> 1 (4096,) 8192
    #> 4096 (4096,) 16781312
    #> 9216 (4096,) 37752832

# %% fewer_units_merge_inputs
two_units = np.array([[1, 1, 0], [0, 1, 1]])
print(
    (two_units @ [5, 5, 5]).tolist(), (two_units @ [6, 4, 6]).tolist()
)
#> [10, 10] [10, 10]

# %% rank
rng = np.random.default_rng(0)
for units, inputs in ((2, 36), (20, 36), (36, 36), (100, 36)):
    print(
        units,
        inputs,
        np.linalg.matrix_rank(rng.normal(size=(units, inputs))),
    )
    #> 2 36 2
    #> 20 36 20
    #> 36 36 36
    #> 100 36 36

# %% last_layers
# (inputs, units) of the last layers: AlexNet, and one value per map
# followed by one layer.
for head in ([(9216, 4096), (4096, 4096), (4096, 1000)], [(256, 1000)]):
    print(
        len(head), sum(inputs * units + units for inputs, units in head)
    )
    #> 3 58631144
    #> 1 257000
