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
        path.append(path[-1] - rate * x.T @ (x @ path[-1] - x @ goal) / len(x))
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
plt.rcParams.update({"font.size": 13, "mathtext.fontset": "cm"})
figure, axes = plt.subplots(figsize=(3.8, 4.0), facecolor="none")
axes.set_facecolor("none")
axes.axhline(0, color="#666666", linewidth=0.8, zorder=1)
axes.axvline(0, color="#666666", linewidth=0.8, zorder=1)
axes.fill([0, 2, 2, 0], [0, 0, 2, 2], color="#f6ddd7", zorder=0, linewidth=0)
axes.fill([0, -2, -2, 0], [0, 0, -2, -2], color="#f6ddd7", zorder=0, linewidth=0)
axes.plot(*one_by_one.T, "o-", color="#c8553d", linewidth=1.4, markersize=3, label="$n=1$")
axes.plot(*full_batch.T, "o-", color="#2a7f9e", linewidth=2.4, markersize=5, label="$n=4$")
axes.legend(loc=(0.3, 0.03), frameon=False, fontsize=17, handlelength=1.6)
axes.plot(*goal, color="#e0a82e", marker="*", markersize=22, markeredgecolor="black", zorder=4)
axes.plot(0, 0, color="black", marker="o", markersize=8, zorder=4)
axes.set(xlim=(-0.55, 1.25), ylim=(-1.35, 0.45), aspect="equal")
axes.set_xticks([0, 1])
axes.set_yticks([-1, 0])
axes.tick_params(color="#666666", length=4)
axes.set_xlabel("$w_1$", size=18, labelpad=-12)
axes.set_ylabel("$w_2$", size=18, labelpad=-8, rotation=0)
axes.spines[:].set_visible(False)
figure.tight_layout(pad=0.3)
figure.savefig("zigzag.svg")
