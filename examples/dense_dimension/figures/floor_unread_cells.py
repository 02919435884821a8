"""Cells that no pooling window reads

Maps of 4×4 and 5×5 cells, then a row of 13 cells under three pools. Hatched cells are not read.
Frames and brackets are the windows.
"""

# %% functions
import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle


def output_size(n, kernel_size, stride):
    return (n - kernel_size) // stride + 1


def window_starts(n, kernel_size, stride):
    return [
        i * stride for i in range(output_size(n, kernel_size, stride))
    ]


def read_cells(n, kernel_size, stride):
    starts = window_starts(n, kernel_size, stride)
    return {
        start + offset
        for start in starts
        for offset in range(kernel_size)
    }


# %% numbers
CASES = [(4, 3, 2), (5, 2, 2), (13, 3, 2), (13, 2, 2), (13, 2, 3)]
for n, k, s in CASES:
    unread = sorted(set(range(n)) - read_cells(n, k, s))
    print((n, k, s), output_size(n, k, s), unread)
    #> (4, 3, 2) 1 [3]
    #> (5, 2, 2) 2 [4]
    #> (13, 3, 2) 6 []
    #> (13, 2, 2) 6 [12]
    #> (13, 2, 3) 4 [2, 5, 8, 11, 12]


# %% drawing
figure = plt.figure(figsize=(360 / 72, 452 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(452, 0))
axes.axis("off")


def cell(x, y, side, is_read, text=""):
    fill = (
        {"fc": "#f3f4f0"}
        if is_read
        else {"fc": "none", "hatch": "////"}
    )
    axes.add_patch(
        Rectangle((x, y), side, side, ec="#55626c", lw=0.8, **fill)
    )
    if text:
        title(
            x + side / 2,
            y + side / 2,
            text,
            bbox={"fc": "#fcfcf9", "lw": 0, "pad": 1}
            if not is_read
            else None,
        )


def title(x, y, text, **options):
    axes.text(
        x,
        y,
        text,
        ha="center",
        va="center",
        fontsize=14,
        color="black",
        **options,
    )


def heading(x, y, case):
    n, k, s = case
    title(
        x, y, f"n = {n}, k = {k}, s = {s} \u2192 {output_size(*case)}"
    )


# %% maps
M = [[1, -2, 3, 0], [-4, 5, -6, 7], [-1, -3, 2, -8], [-5, -2, -9, 4]]
SIDE = 32
for left, case in zip((20, 192), CASES[:2]):
    n, k, s = case
    heading(left + SIDE * n / 2, 10, case)
    read = read_cells(*case)
    for row in range(n):
        for c in range(n):
            text = str(M[row][c]) if n == 4 else ""
            cell(
                left + SIDE * c,
                24 + SIDE * row,
                SIDE,
                row in read and c in read,
                text,
            )
    for y in window_starts(*case):
        for x in window_starts(*case):
            corner = (left + SIDE * x, 24 + SIDE * y)
            axes.add_patch(
                Rectangle(
                    corner,
                    SIDE * k,
                    SIDE * k,
                    fill=False,
                    ec="black",
                    lw=2.4,
                )
            )

# %% rows
for top, case in zip((204, 292, 366), CASES[2:]):
    n, k, s = case
    heading(180, top + 10, case)
    for c in range(n):
        cell(4 + 27 * c, top + 24, 27, c in read_cells(*case))
    for i, x in enumerate(window_starts(*case)):
        y = (
            top + 61 + (10 if i % 2 and s < k else 0)
        )  # windows that overlap: on two levels
        left, right = 4 + 27 * x + 3, 4 + 27 * (x + k) - 3
        axes.plot(
            [left, left, right, right],
            [y - 6, y, y, y - 6],
            color="black",
            lw=1.8,
        )

figure.savefig("floor_unread_cells.svg")
