"""The gap between the two orders on a window of two values

Above: the chord of ReLU over the window [2, -2] passes over the graph. Below: the gap for all pairs
of integers from -3 to 3.
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
plt.rcParams.update({"font.size": 12, "mathtext.fontset": "cm"})
figure, (top, bottom) = plt.subplots(2, 1, figsize=(4.5, 6.9), height_ratios=(2.4, 4.1))
x = np.array([-3, 0, 3])
top.plot(x, relu(x), color="black", linewidth=2)
top.plot([b, a], [relu(b), relu(a)], "o--", color="#666666", linewidth=1.2, markersize=6)
middle = (a + b) / 2
top.plot([middle, middle], [pool_first, activate_first], color="#e0a82e", linewidth=5)
top.plot(middle, activate_first, "o", color="#2a7f9e", markersize=11)
top.plot(middle, pool_first, "s", color="#c8553d", markersize=10)
top.text(-0.2, 1.22, r"$\frac{f(a)+f(b)}{2}$", color="#2a7f9e", size=18, ha="right", va="bottom")
top.text(0.25, -0.22, r"$f\left(\frac{a+b}{2}\right)$", color="#c8553d", size=18, va="top")
top.text(2.95, 2.35, "$f$", size=16, ha="left", va="center")
top.set(xlim=(-3.2, 3.3), ylim=(-1.1, 3.1), yticks=[0, 1, 2])
top.set_xticks([b, a], [f"$b={b}$", f"$a={a}$"], size=14)

# %% pairs
for (row, column), value in np.ndenumerate(gap):
    place = first[row, column] - 0.5, second[row, column] - 0.5
    fill = "#f8ecd0" if value > 0 else "#eeeeee"
    bottom.add_patch(plt.Rectangle(place, 1, 1, facecolor=fill, edgecolor="#666666", linewidth=0.6))
    colour = "black" if value > 0 else "#666666"
    bottom.text(*(np.array(place) + 0.5), f"{value:g}", color=colour, ha="center", va="center")
bottom.set(xlim=(-3.5, 3.5), ylim=(-3.5, 3.5), xticks=values, yticks=values, aspect="equal")
bottom.set_xlabel("$a$", size=16)
bottom.set_ylabel("$b$", size=16, rotation=0)
for axes in (top, bottom):
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
figure.tight_layout()
figure.savefig("average_pooling_gap.svg")
