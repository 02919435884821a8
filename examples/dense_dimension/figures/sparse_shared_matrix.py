"""The matrix of a 3x3 convolution on a 6x6 image

Above: the kernel, the image with one window, and the output that this window gives. Below: the
matrix of shape (16, 36), one row for each output and one column for each pixel. Equal numbers are
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
print(
    matrix.shape,
    matrix.size,
    np.count_nonzero(matrix),
    len(np.unique(matrix)) - 1,
)
#> (16, 36) 576 144 9
print(matrix[5].reshape(6, 6))
#> [[0 0 0 0 0 0]
#>  [0 1 2 3 0 0]
#>  [0 4 5 6 0 0]
#>  [0 7 8 9 0 0]
#>  [0 0 0 0 0 0]
#>  [0 0 0 0 0 0]]

# %% canvas
figure = plt.figure(figsize=(360 / 72, 356 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(356, 0))
axes.axis("off")


def grid(values, x, y, width, height):
    """Draw the weights, one tint behind each run of them, and a frame around all."""
    rows, columns = values.shape
    for (i, j), weight in np.ndenumerate(values):
        if weight:
            text(
                x + (j + 0.5) * width,
                y + (i + 0.5) * height,
                str(weight),
                size=12,
            )
        if weight and (j == 0 or not values[i, j - 1]):
            run = Rectangle(
                (x + j * width, y + i * height),
                3 * width,
                height,
                fc="#d3e6f5",
                lw=0,
            )
            axes.add_patch(run)
    frame(x, y, columns * width, rows * height, ec="#8a949a", lw=1)


def lines(x, y, columns, rows, width, height, step):
    """Hairlines, one for each `step` cells."""
    for k in range(step[0], columns, step[0]):
        axes.plot(
            [x + width * k] * 2,
            [y, y + height * rows],
            color="#8a949a",
            lw=0.5,
        )
    for k in range(step[1], rows, step[1]):
        axes.plot(
            [x, x + width * columns],
            [y + height * k] * 2,
            color="#8a949a",
            lw=0.5,
        )


def frame(x, y, width, height, **line):
    axes.add_patch(Rectangle((x, y), width, height, fill=False, **line))


def text(x, y, words, size=13, **options):
    axes.text(
        x,
        y,
        words,
        ha="center",
        va="center",
        fontsize=size,
        color="black",
        **options,
    )


# %% kernel_image_output
text(36, 10, "3\u00d73")
grid(kernel, 9, 38, 18, 18)
text(174, 10, "6\u00d76")
grid(matrix[5].reshape(6, 6), 120, 20, 18, 18)
text(256, 74, "\u2192", size=16)
text(316, 10, "4\u00d74")
lines(9, 38, 3, 3, 18, 18, (1, 1))
lines(120, 20, 6, 6, 18, 18, (1, 1))
lines(280, 38, 4, 4, 18, 18, (1, 1))
frame(280, 38, 72, 72, ec="#8a949a", lw=1)

# %% matrix_below
LEFT, TOP, WIDTH, HEIGHT = 22, 156, 9.25, 12
grid(matrix, LEFT, TOP, WIDTH, HEIGHT)
lines(LEFT, TOP, 36, 16, WIDTH, HEIGHT, (6, 4))
for column in (0, 6, 12, 18, 24, 30, 35):
    text(LEFT + WIDTH * (column + 0.5), TOP - 9, str(column), size=12)
for row in (0, 5, 10, 15):
    text(
        10,
        TOP + HEIGHT * (row + 0.5),
        str(row),
        size=12,
        weight="bold" if row == 5 else "normal",
    )
# One frame for the window, for the output that it gives, and for their row of the matrix.
frame(120 + 18, 20 + 18, 54, 54, ec="black", lw=2)
frame(280 + 18, 38 + 18, 18, 18, ec="black", lw=2)
frame(LEFT, TOP + HEIGHT * 5, WIDTH * 36, HEIGHT, ec="black", lw=2)
figure.savefig("sparse_shared_matrix.svg")
