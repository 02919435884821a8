"""Two orders, one result

The map M at the top left. Down and then right (A, solid line): ReLU, then max pooling. Right and
then down (B, dashed line): max pooling, then ReLU. Both ways end in the same four numbers.
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
SIGNS = {
    1: ["#d3e6f5", "#8dbfe3", "#3f8fc6"],
    -1: ["#fbe3d0", "#f0b184", "#d0702c"],
}
figure = plt.figure(figsize=(360 / 72, 370 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(370, 0))
axes.axis("off")


def text(x, y, words, colour="black", **options):
    axes.text(
        x,
        y,
        words,
        **{
            "ha": "center",
            "va": "center",
            "fontsize": 15,
            "color": colour,
            **options,
        },
    )


def draw(values, left, top):
    """A map with its four windows: the maxima in bold, a strong frame around the all-negative window."""
    step = len(values) // 2
    maxima = (
        values
        .reshape(2, step, 2, step)
        .max(axis=(1, 3))
        .repeat(step, 0)
        .repeat(step, 1)
    )
    for (row, column), value in np.ndenumerate(values):
        size = min(int(abs(value) / 3.5), 2)
        fill = SIGNS[np.sign(value)][size] if value else "#eceeec"
        x, y = left + 36 * column, top + 36 * row
        axes.add_patch(
            plt.Rectangle((x, y), 36, 36, fc=fill, ec="#8a949a", lw=0.8)
        )
        weight = "bold" if value == maxima[row, column] else "normal"
        text(
            x + 18,
            y + 18,
            str(value),
            "#16202a" if size == 2 else "black",
            weight=weight,
        )
    for x, y in [(0, 0), (step, 0), (step, step), (0, step)]:
        frame = {
            "fc": "none",
            "ec": "black",
            "lw": 3.6 if (x, y) == (0, step) else 1.2,
            "zorder": 3,
        }
        corner = (left + 36 * x, top + 36 * y)
        axes.add_patch(
            plt.Rectangle(corner, 36 * step, 36 * step, **frame)
        )


def arrow(start, end, colour, line):
    axes.annotate(
        "",
        end,
        start,
        arrowprops={
            "arrowstyle": "->",
            "color": colour,
            "lw": 2.4,
            "ls": line,
        },
    )


A, B = "#0f766e", "#7a3e9d"
draw(M, 4, 4)
draw(pooled, 280, 40)
draw(activated, 4, 222)
draw(relu_first, 280, 258)
arrow((76, 150), (76, 220), A, "-")
arrow((150, 294), (278, 294), A, "-")
arrow((150, 76), (278, 76), B, "--")
arrow((316, 114), (316, 256), B, "--")
text(86, 185, f"A: relu \u00d7 {M.size}", A, weight="bold", ha="left")
text(212, 280, "A: max", A, weight="bold")
text(212, 62, "B: max", B, weight="bold")
text(
    308,
    185,
    f"B: relu \u00d7 {pooled.size}",
    B,
    weight="bold",
    ha="right",
)
figure.savefig("two_orders.svg")
