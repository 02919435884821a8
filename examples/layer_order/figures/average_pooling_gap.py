"""The gap between the two orders on a window of two values

Above: the middle of the chord of ReLU over the window [2, -2] (A, activation first) lies over the
graph (B, pooling first). Below: the gap for all pairs of integers from -3 to 3, in three tints.
"""

# %% numbers
import matplotlib.pyplot as plt
import numpy as np


def relu(x):
    return np.maximum(x, 0)


a, b = 2, -2
activate_first, pool_first = (relu(a) + relu(b)) / 2, relu((a + b) / 2)
print(activate_first, pool_first, activate_first - pool_first)
#> 1.0 0.0 1.0

values = np.arange(-3, 4)
first, second = np.meshgrid(values, values)
gap = (relu(first) + relu(second)) / 2 - relu((first + second) / 2)
for row in gap:
    print(row.tolist())
    #> [0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.5]
    #> [0.0, 0.0, 0.0, 0.0, 0.5, 1.0, 1.0]
    #> [0.0, 0.0, 0.0, 0.0, 0.5, 0.5, 0.5]
    #> [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    #> [0.5, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0]
    #> [1.0, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0]
    #> [1.5, 1.0, 0.5, 0.0, 0.0, 0.0, 0.0]

# %% chord
figure = plt.figure(figsize=(360 / 72, 470 / 72))
top = figure.add_axes(
    (0, 0.67, 1, 0.33), xlim=(-3.6, 3.6), ylim=(-0.9, 2.4)
)
mark = dict(ha="center", va="center", fontsize=15)
x = np.array([-3, 0, 3])
top.axhline(0, color="#8a949a", lw=1)
top.plot(x, relu(x), color="black", lw=2)
top.plot(
    [b, a], [relu(b), relu(a)], "o--", color="#55626c", lw=1.4, ms=6
)
middle = (a + b) / 2
top.plot(
    [middle, middle], [pool_first, activate_first], color="black", lw=4
)
top.plot(
    middle, pool_first, "s", ms=13, mfc="none", mec="#7a3e9d", mew=2.2
)
top.plot(middle, activate_first, "o", ms=9, color="#0f766e")
top.text(
    -3.5,
    1.5,
    f"\u25cf A = (f(a) + f(b)) / 2 = {activate_first:g}",
    color="#0f766e",
    **{**mark, "ha": "left"},
)
top.text(
    0,
    -0.6,
    f"\u25a1 B = f((a + b) / 2) = {pool_first:g}",
    color="#7a3e9d",
    **mark,
)
top.text(b - 0.2, 0.3, f"b = {b}", **mark)
top.text(a, 2.25, f"a = {a}", **{**mark, "ha": "right"})

# %% pairs
bottom = figure.add_axes(
    (0, 0, 1, 0.64), xlim=(-5, 3.6), ylim=(-4.1, 3.6)
)
for (row, column), value in np.ndenumerate(gap):
    place = first[row, column] - 0.5, second[row, column] - 0.5
    fill = ["#eceeec", "#d3e6f5", "#8dbfe3", "#3f8fc6"][int(2 * value)]
    bottom.add_patch(
        plt.Rectangle(place, 1, 1, fc=fill, ec="#8a949a", lw=0.8)
    )
    colour = "#16202a" if value > 1 else "black" if value else "#55626c"
    bottom.text(
        place[0] + 0.5,
        place[1] + 0.5,
        f"{value:g}",
        color=colour,
        **mark,
    )
for value in values:
    bottom.text(
        value,
        -3.8,
        f"a = {value}" if value == -3 else str(value),
        **mark,
    )
    bottom.text(
        -3.65,
        value,
        f"b = {value}" if value == 3 else str(value),
        **{**mark, "ha": "right"},
    )
for axes in (top, bottom):
    axes.axis("off")
figure.savefig("average_pooling_gap.svg")
