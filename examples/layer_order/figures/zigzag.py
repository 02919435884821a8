"""A zig-zag and a straight line to the same target

Squared error, two weights, positive samples. One sample at a time, each step raises both weights or
lowers both, so the way to (1, -1) is a zig-zag. The full batch goes straight, and so do centred
samples, in one step.
"""

# %% paths
import matplotlib.pyplot as plt
import numpy as np

positive = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0], [2.0, 2.0]])
centred = positive - positive.mean(axis=0)
goal = np.array([1.0, -1.0])


def descend(batches, rate, steps):
    path = [np.zeros(2)]
    for step in range(steps):
        x = batches[step % len(batches)]
        path.append(
            path[-1] - rate * x.T @ (x @ path[-1] - x @ goal) / len(x)
        )
    return np.array(path)


one_by_one = descend(positive[:, None], 0.25, 60)
full_batch = descend(positive[None], 0.4, 40)
centred_one_by_one = descend(centred[:, None], 2, 1)
for path in (one_by_one, full_batch, centred_one_by_one):
    print(path[:6].round(4).tolist())
    #> [[0.0, 0.0], [-0.25, -0.5], [0.75, 0.0], [0.5625, -0.1875], [0.1875, -0.5625], [0.1719, -0.5938]]
    #> [[0.0, 0.0], [0.1, -0.1], [0.19, -0.19], [0.271, -0.271], [0.3439, -0.3439], [0.4095, -0.4095]]
    #> [[0.0, 0.0], [1.0, -1.0]]

# %% drawing
# n: samples per step.
figure = plt.figure(figsize=(330 / 72, 330 / 72))
axes = figure.add_axes(
    (0, 0, 1, 1), xlim=(-0.75, 1.25), ylim=(-1.45, 0.55), aspect="equal"
)
axes.axis("off")
for side in (2, -2):
    axes.fill(
        [0, side, side, 0],
        [0, 0, side, side],
        color="#eceeec",
        lw=0,
        zorder=0,
    )
axes.axhline(0, color="#8a949a", lw=1, zorder=1)
axes.axvline(0, color="#8a949a", lw=1, zorder=1)
axes.plot(*one_by_one.T, "o-", color="black", lw=1.4, ms=3.5)
axes.plot(*full_batch.T, "s--", color="#55626c", lw=2.4, ms=5)
axes.plot(
    *goal,
    color="black",
    marker="*",
    ms=24,
    mfc="#fcfcf9",
    mec="black",
    mew=1.6,
    zorder=4,
)
axes.plot(0, 0, "o", color="black", ms=8, zorder=4)
mark = dict(ha="center", va="center", fontsize=15)
for y, words, line in (
    (-1.18, "n = 1", {"color": "black", "lw": 1.4}),
    (-1.34, "n = 4", {"color": "#55626c", "lw": 2.4, "ls": "--"}),
):
    axes.plot([0.1, 0.32], [y, y], **line)
    axes.text(0.5, y, words, **mark)
for x, y, words in (
    (1.15, -0.08, "w\u2081"),
    (-0.1, 0.45, "w\u2082"),
    (-0.1, -1, "-1"),
    (1, 0.1, "1"),
):
    axes.text(x, y, words, **mark)
figure.savefig("zigzag.svg")
