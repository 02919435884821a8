"""A row of 13 cells under two pools

Kernel size 3 and stride 2: six windows, and every cell is read. Kernel size 2 and stride 2: six
windows, and the last cell, hatched, is never read.
"""

# %% numbers
import matplotlib.pyplot as plt

CASES = [(13, 3, 2), (13, 2, 2)]
for n, k, s in CASES:
    windows = (n - k) // s + 1
    starts = [i * s for i in range(windows)]
    unread = sorted(
        set(range(n))
        - {start + offset for start in starts for offset in range(k)}
    )
    print((n, k, s), windows, starts, unread)
    #> (13, 3, 2) 6 [0, 2, 4, 6, 8, 10] []
    #> (13, 2, 2) 6 [0, 2, 4, 6, 8, 10] [12]

# %% drawing
SIDE, LEFT = 27, 4
figure = plt.figure(figsize=(360 / 72, 220 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(220, 0))
axes.axis("off")


def text(x, y, words, **options):
    axes.text(
        x,
        y,
        words,
        ha="center",
        va="center",
        fontsize=14,
        color="black",
        **options,
    )


for top, (n, k, s) in zip((0, 126), CASES):
    windows = (n - k) // s + 1
    read = {
        i * s + offset for i in range(windows) for offset in range(k)
    }
    text(
        180,
        top + 12,
        f"k = {k}, s = {s}:  \u230a({n} - {k}) / {s}\u230b + 1 = {windows}",
    )
    for c in range(n):
        fill = (
            dict(fc="#f3f4f0")
            if c in read
            else dict(fc="none", hatch="////")
        )
        place = (LEFT + SIDE * c, top + 26)
        axes.add_patch(
            plt.Rectangle(
                place, SIDE, SIDE, ec="#55626c", lw=0.8, **fill
            )
        )
        if c in read:
            text(place[0] + SIDE / 2, place[1] + SIDE / 2, str(c + 1))
    for i in range(windows):
        y = (
            top + 64 + (18 if i % 2 and s < k else 0)
        )  # windows that overlap: on two levels
        left, right = (
            LEFT + SIDE * i * s + 3,
            LEFT + SIDE * (i * s + k) - 3,
        )
        axes.plot(
            [left, left, right, right],
            [y - 6, y, y, y - 6],
            color="black",
            lw=1.8,
        )
        text((left + right) / 2, y + 9, str(i + 1), weight="bold")
figure.savefig("ruler.svg")
