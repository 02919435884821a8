"""One map in both orders: max pooling, then average pooling

Above: max pooling of M gives the same four numbers with ReLU first (A, solid line) and last (B,
dashed line). Below: with average pooling three of the four differ; frames mark them.
"""

# %% numbers
import matplotlib.pyplot as plt
import numpy as np

M = np.array([
    [1, -2, 3, 0],
    [-4, 5, -6, 7],
    [-1, -3, 2, -8],
    [-5, -2, -9, 4],
])


def relu(x):
    return np.maximum(x, 0)


def pool(x, reduce):
    return reduce(x.reshape(2, 2, 2, 2), axis=(1, 3))


results = []
for name, reduce in (("max", np.max), ("mean", np.mean)):
    a, b = pool(relu(M), reduce), relu(pool(M, reduce))
    results.append((name, a, b))
    print(a.tolist(), b.tolist(), np.sum(a != b))
    #> [[5, 7], [0, 4]] [[5, 7], [0, 4]] 0
    #> [[1.5, 2.5], [0.0, 1.5]] [[0.0, 1.0], [0.0, 0.0]] 3

# %% drawing
SIGNS = {
    1: ["#d3e6f5", "#8dbfe3", "#3f8fc6"],
    -1: ["#fbe3d0", "#f0b184", "#d0702c"],
}
figure = plt.figure(figsize=(360 / 72, 350 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(350, 0))
axes.axis("off")


def grid(values, x, y, width, marked):
    """A map: the tint says sign and size, a strong frame marks a cell."""
    for (i, j), value in np.ndenumerate(values):
        step = min(int(abs(value) / 3.5), 2)
        fill = SIGNS[np.sign(value)][step] if value else "#eceeec"
        place = (x + width * j, y + 30 * i)
        line = (
            dict(ec="black", lw=2.4, zorder=3)
            if marked[i, j]
            else dict(ec="#8a949a", lw=0.8)
        )
        axes.add_patch(plt.Rectangle(place, width, 30, fc=fill, **line))
        text(
            place[0] + width / 2,
            place[1] + 15,
            f"{value:g}",
            "#16202a" if step == 2 else "black",
        )


def text(x, y, words, colour="black", **options):
    axes.text(
        x,
        y,
        words,
        ha="center",
        va="center",
        fontsize=14,
        color=colour,
        zorder=4,
        **options,
    )


for top, (name, a, b) in zip((8, 186), results):
    grid(M, 2, top + 18, 30, M > 99)
    for letter, y, result, colour, dash in (
        ("A", top, a, "#0f766e", "-"),
        ("B", top + 96, b, "#7a3e9d", "--"),
    ):
        axes.annotate(
            "",
            (262, y + 30),
            (132, y + 30),
            arrowprops=dict(
                arrowstyle="->", color=colour, lw=2.2, ls=dash
            ),
        )
        words = ("relu", name) if letter == "A" else (name, "relu")
        text(
            197,
            y + 18,
            f"{letter}: {words[0]}, {words[1]}",
            colour,
            weight="bold",
        )
        grid(result, 268, y, 44, a != b)
    text(
        312,
        top + 78,
        "=" if np.array_equal(a, b) else "\u2260",
        weight="bold",
    )
figure.savefig("swap.svg")
