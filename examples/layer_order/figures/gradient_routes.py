"""Where the gradient lands in the map

The gradients 1, 2, 3, 4 arrive at the four outputs. With max pooling both orders send the same to M:
the 3 is stopped, since its window is all negative. With average pooling, ReLU first (A) reaches six
cells, and pooling first (B) four.
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
arriving = np.array([[1, 2], [3, 4]])


def spread(x):
    return x.repeat(2, 0).repeat(2, 1)


def pool(x, reduce):
    return spread(reduce(x.reshape(2, 2, 2, 2), axis=(1, 3)))


# ReLU passes what is positive; max pooling sends all to the maximum, average pooling a quarter to each cell.
activated = np.maximum(M, 0)
max_a = (
    spread(arriving) * (activated == pool(activated, np.max)) * (M > 0)
)
max_b = (
    spread(arriving) * (pool(M, np.max) == M) * (pool(M, np.max) > 0)
)
average_a = spread(arriving) / 4 * (M > 0)
average_b = spread(arriving) / 4 * (pool(M, np.mean) > 0)
for landed in (max_a, max_b, average_a, average_b):
    print(np.count_nonzero(landed), landed.tolist())
    #> 3 [[0, 0, 0, 0], [0, 1, 0, 2], [0, 0, 0, 0], [0, 0, 0, 4]]
    #> 3 [[0, 0, 0, 0], [0, 1, 0, 2], [0, 0, 0, 0], [0, 0, 0, 4]]
    #> 6 [[0.25, 0.0, 0.5, 0.0], [0.0, 0.25, 0.0, 0.5], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
    #> 4 [[0.0, 0.0, 0.5, 0.5], [0.0, 0.0, 0.5, 0.5], [0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]

# %% drawing
figure = plt.figure(figsize=(360 / 72, 350 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(350, 0))
axes.axis("off")


def text(x, y, words, colour="black", **options):
    axes.text(
        x,
        y,
        words,
        ha="center",
        va="center",
        fontsize=13.5,
        color=colour,
        **options,
    )


def grid(values, x, y):
    for (i, j), value in np.ndenumerate(values):
        step = 0 if value < 1 else 1 if value < 3 else 2
        fill = (
            ["#d3e6f5", "#8dbfe3", "#3f8fc6"][step]
            if value
            else "#eceeec"
        )
        place = (x + 36 * j, y + 32 * i)
        axes.add_patch(
            plt.Rectangle(place, 36, 32, fc=fill, ec="#8a949a", lw=0.8)
        )
        colour = (
            "#16202a" if step == 2 else "black" if value else "#55626c"
        )
        text(place[0] + 18, place[1] + 16, f"{value:g}", colour)


def frame(x, y, side, colour, dash):
    axes.add_patch(
        plt.Rectangle(
            (x, y),
            36 * side,
            32 * side,
            fill=False,
            ec=colour,
            lw=2.4,
            ls=dash,
        )
    )


ORDERS = (
    ("A", 4, average_a, "#0f766e", "-"),
    ("B", 212, average_b, "#7a3e9d", "--"),
)
text(72, 28, "\u2202", weight="bold")
grid(arriving, 38, 56)
axes.annotate(
    "",
    (204, 88),
    (112, 88),
    arrowprops=dict(arrowstyle="->", color="black", lw=2.2),
)
text(284, 12, "max: A = B", weight="bold")
grid(max_a, 212, 28)
for letter, left, landed, colour, dash in ORDERS:
    text(left + 72, 196, f"mean: {letter}", colour, weight="bold")
    grid(landed, left, 212)
    frame(left, 212, 4, colour, dash)
figure.savefig("gradient_routes.svg")
