"""Cells that no pooling window reads

Maps of 4×4 and 5×5 cells, then a row of 13 cells under three pools. Blue cells are read, red cells
are not. Frames and brackets are the windows.
"""

# %% functions
import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle


def output_size(n, kernel_size, stride):
    return (n - kernel_size) // stride + 1


def window_starts(n, kernel_size, stride):
    return [i * stride for i in range(output_size(n, kernel_size, stride))]


def read_cells(n, kernel_size, stride):
    starts = window_starts(n, kernel_size, stride)
    return {start + offset for start in starts for offset in range(kernel_size)}


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
def cell(axes, x, y, is_read, text=""):
    fill = "#d5e8ee" if is_read else "#f6ddd7"
    axes.add_patch(Rectangle((x, y), 1, 1, facecolor=fill, edgecolor="#666666", linewidth=0.8))
    if not is_read and not text:
        for ends in ((0.25, 0.75), (0.75, 0.25)):
            axes.plot([x + 0.25, x + 0.75], [y + end for end in ends], color="#c8553d", linewidth=1.2)
    weight = "normal" if is_read else "bold"
    place = {"ha": "center", "va": "center", "fontsize": 11, "weight": weight}
    axes.text(x + 0.5, y + 0.53, text, color="black", **place)


def prepare(axes, width, top, bottom, case):
    n, k, s = case
    axes.set(xlim=(-0.2, width + 0.2), ylim=(bottom, top), aspect="equal")
    axes.axis("off")
    title = rf"$n={n},\ k={k},\ s={s}\ \rightarrow\ {output_size(*case)}$"
    axes.set_title(title, fontsize=11, color="black", pad=3)


figure = plt.figure(figsize=(4.5, 5.3), facecolor="none")
grid = figure.add_gridspec(4, 2, height_ratios=[4.6, 2, 2, 2], left=0.02, right=0.98, top=0.95, bottom=0.01, hspace=0.4)

# %% maps
M = [[1, -2, 3, 0], [-4, 5, -6, 7], [-1, -3, 2, -8], [-5, -2, -9, 4]]
for column, case in enumerate(CASES[:2]):
    n, k, s = case
    axes = figure.add_subplot(grid[0, column])
    prepare(axes, 5, 0.2, -5.2, case)
    left = (5 - n) / 2
    read = read_cells(*case)
    for row in range(n):
        for c in range(n):
            text = str(M[row][c]).replace("-", "\N{MINUS SIGN}") if n == 4 else ""
            cell(axes, left + c, -row - 1, row in read and c in read, text)
    for y in window_starts(*case):
        for x in window_starts(*case):
            corner = (left + x, -y - k)
            axes.add_patch(Rectangle(corner, k, k, fill=False, edgecolor="#2a7f9e", linewidth=2.4))

# %% rows
for line, case in enumerate(CASES[2:], 1):
    n, k, s = case
    axes = figure.add_subplot(grid[line, :])
    prepare(axes, n, 1.1, -1.1, case)
    for c in range(n):
        cell(axes, c, 0, c in read_cells(*case))
    for i, x in enumerate(window_starts(*case)):
        y = -0.35 - 0.4 * (i % 2 if s < k else 0)  # windows that overlap: on two levels
        ends = [x + 0.1, x + 0.1, x + k - 0.1, x + k - 0.1]
        axes.plot(ends, [y + 0.2, y, y, y + 0.2], color="#2a7f9e", linewidth=2)

figure.savefig("floor_unread_cells.svg")
