"""The matrix of a 3x3 convolution on a 6x6 image

Above: the kernel, the image with one window, and the output that this window gives. Below: the
matrix of shape (16, 36), one row for each output and one column for each pixel. Equal colours are
one shared weight; the framed row is the framed window and the framed output.
"""

# %% matrix
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import Rectangle

kernel = np.arange(1, 10).reshape(3, 3)
matrix = np.zeros((16, 6, 6), dtype=int)
for output, (i, j) in enumerate(np.ndindex(4, 4)):
    matrix[output, i : i + 3, j : j + 3] = kernel
matrix = matrix.reshape(16, 36)
print(matrix.shape, matrix.size, np.count_nonzero(matrix), len(np.unique(matrix)) - 1)
#> (16, 36) 576 144 9
print(matrix[5].reshape(6, 6))
#> [[0 0 0 0 0 0]
#>  [0 1 2 3 0 0]
#>  [0 4 5 6 0 0]
#>  [0 7 8 9 0 0]
#>  [0 0 0 0 0 0]
#>  [0 0 0 0 0 0]]

# %% canvas
# One unit is one point, so that 360 units fill the width of a phone.
figure = plt.figure(figsize=(360 / 72, 306 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(306, 0))
axes.axis("off")
COLOURS = ["none", "#2a7f9e", "#d5e8ee", "#666666", "#e0a82e", "#f8ecd0", "black"]
COLOURS += ["#c8553d", "#f6ddd7", "#eeeeee"]


def grid(values, x, y, side):
    """Draw a coloured cell for each weight, and a frame around all."""
    for (i, j), weight in np.ndenumerate(values):
        if weight:
            place = (x + j * side, y + i * side)
            fill = COLOURS[weight]
            axes.add_patch(Rectangle(place, side, side, fc=fill, ec="#666666", lw=0.5))
    height, width = values.shape
    frame = dict(fill=False, ec="#666666", lw=1)
    axes.add_patch(Rectangle((x, y), width * side, height * side, **frame))


def text(x, y, words, size=11, **options):
    axes.text(x, y, words, ha="center", va="center", fontsize=size, color="black", **options)


# %% kernel_image_output
text(54, 10, "3×3")
for (i, j), weight in np.ndenumerate(kernel):
    x, y = 10 + 31 * j, 28 + 31 * i
    axes.add_patch(Rectangle((x, y), 15, 26, fc=COLOURS[weight], ec="#666666", lw=0.5))
    text(x + 22, y + 13, str(weight), size=12)
text(180, 10, "6×6")
grid(matrix[5].reshape(6, 6), 129, 21, 17)
text(255, 72, "→", size=16)
text(314, 10, "4×4")
grid(np.zeros((4, 4), dtype=int), 280, 38, 17)
for x, y, cells in ((129, 21, 6), (280, 38, 4)):
    for k in range(1, cells):
        line = dict(color="#666666", lw=0.4)
        axes.plot([x + 17 * k] * 2, [y, y + 17 * cells], **line)
        axes.plot([x, x + 17 * cells], [y + 17 * k] * 2, **line)

# %% matrix_below
LEFT, TOP, SIDE = 22, 152, 9.25
grid(matrix, LEFT, TOP, SIDE)
for k in range(6, 36, 6):
    axes.plot([LEFT + SIDE * k] * 2, [TOP, TOP + SIDE * 16], color="#666666", lw=0.4)
for k in range(4, 16, 4):
    axes.plot([LEFT, LEFT + SIDE * 36], [TOP + SIDE * k] * 2, color="#666666", lw=0.4)
for column in (0, 6, 12, 18, 24, 30, 35):
    text(LEFT + SIDE * (column + 0.5), TOP - 9, str(column), size=10)
for row in (0, 5, 10, 15):
    text(11, TOP + SIDE * (row + 0.5), str(row), size=10, weight="bold" if row == 5 else "normal")
# One frame for the window, for the output that it gives, and for their row of the matrix.
for place, width, height in (
    ((129 + 17, 21 + 17), 3 * 17, 3 * 17),
    ((280 + 17, 38 + 17), 17, 17),
    ((LEFT, TOP + SIDE * 5), SIDE * 36, SIDE),
):
    axes.add_patch(Rectangle(place, width, height, fill=False, ec="black", lw=1.8))
figure.savefig("sparse_shared_matrix.svg")
