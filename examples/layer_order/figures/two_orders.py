"""Two orders, one result

The map M at the top left. Down and then right: ReLU, then max pooling. Right and then down: max
pooling, then ReLU. Both ways end in the same four numbers.
"""

# %% numbers
import matplotlib.pyplot as plt
import numpy as np

M = np.array([[1, -2, 3, 0], [-4, 5, -6, 7], [-1, -3, 2, -8], [-5, -2, -9, 4]])
activated = np.maximum(M, 0)
pooled = M.reshape(2, 2, 2, 2).max(axis=(1, 3))
relu_first = activated.reshape(2, 2, 2, 2).max(axis=(1, 3))
pool_first = np.maximum(pooled, 0)
print(M.tolist())
#> [[1, -2, 3, 0], [-4, 5, -6, 7], [-1, -3, 2, -8], [-5, -2, -9, 4]]
print(activated.tolist())
#> [[1, 0, 3, 0], [0, 5, 0, 7], [0, 0, 2, 0], [0, 0, 0, 4]]
print(pooled.tolist())
#> [[5, 7], [-1, 4]]
print(relu_first.tolist(), pool_first.tolist())
#> [[5, 7], [0, 4]] [[5, 7], [0, 4]]
print(M.size, pooled.size)
#> 16 4

# %% figure
BLUE, RED, GOLD = "#2a7f9e", "#c8553d", "#e0a82e"
figure = plt.figure(figsize=(4.8, 6.15), facecolor="none")
axes = figure.add_axes((0, 0, 1, 1), xlim=(-0.15, 8.05), ylim=(10.45, -0.15))
axes.axis("off")


def draw(values, left, top):
    """A map with its four windows: the maxima in bold, the all-negative window in gold."""
    step = len(values) // 2
    maxima = values.reshape(2, step, 2, step).max(axis=(1, 3)).repeat(step, 0).repeat(step, 1)
    for (row, column), value in np.ndenumerate(values):
        fill = "#d5e8ee" if value > 0 else "#f6ddd7" if value < 0 else "#eeeeee"
        x, y = left + column, top + row
        axes.add_patch(plt.Rectangle((x, y), 1, 1, facecolor=fill, edgecolor="#666666", lw=0.7))
        weight = "bold" if value == maxima[row, column] else "normal"
        text = str(value).replace("-", "\u2212")
        axes.text(x + 0.5, y + 0.5, text, ha="center", va="center", size=17, weight=weight)
    for x, y in [(0, 0), (step, 0), (step, step), (0, step)]:
        colour, width = (GOLD, 3.4) if (x, y) == (0, step) else ("black", 1.6)
        line = {"edgecolor": colour, "lw": width, "zorder": 3}
        axes.add_patch(plt.Rectangle((left + x, top + y), step, step, facecolor="none", **line))


def arrow(start, end, colour, label, x, y, align):
    style = {"arrowstyle": "-|>,head_width=0.35,head_length=0.6", "color": colour, "lw": 2.6}
    axes.annotate("", end, start, arrowprops={**style, "shrinkA": 0, "shrinkB": 0})
    axes.text(x, y, label, color=colour, size=16, weight="bold", ha=align, va="center")


draw(M, 0, 0)
draw(pooled, 5.9, 1)
draw(activated, 0, 6.3)
draw(relu_first, 5.9, 7.3)
arrow((2, 4.2), (2, 6.1), BLUE, f"relu\n\u00d7{M.size}", 2.3, 5.13, "left")
arrow((4.2, 8.3), (5.7, 8.3), BLUE, "max", 4.9, 7.9, "center")
arrow((4.2, 2), (5.7, 2), RED, "max", 4.9, 1.6, "center")
arrow((6.9, 3.2), (6.9, 7.1), RED, f"relu\n\u00d7{pooled.size}", 6.6, 5.13, "right")
figure.savefig("two_orders.svg")
