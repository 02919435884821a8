"""Two points under a curve

Above, max pooling of the window [-1, -3]: SiLU falls between the two points (thick), so the higher
value (A, activation first) is not the value at the right-hand point (B, pooling first); ReLU never
falls. Below, average pooling of [2, -2]: the middle of the chord (A) and the curve (B).
"""

# %% numbers
import matplotlib.pyplot as plt
import numpy as np


def silu(x):
    return x / (1 + np.exp(-x))


def relu(x):
    return np.maximum(x, 0)


def affine(x):
    return 2 * x + 3


CASES = [("SiLU", silu, -1, -3, "max"), ("ReLU", relu, -1, -3, "max")]
CASES += [
    ("ReLU", relu, 2, -2, "mean"),
    ("2x + 3", affine, 2, -2, "mean"),
]
values = []
for _, f, a, b, pooling in CASES:
    ends = f(np.array([a, b]))
    A, B = (
        (ends.max(), f(np.float64(max(a, b))))
        if pooling == "max"
        else (ends.mean(), f((a + b) / 2))
    )
    values.append((round(float(A), 3), round(float(B), 3)))
    print((a, b), *values[-1])
    #> (-1, -3) -0.142 -0.269
    #> (-1, -3) 0.0 0.0
    #> (2, -2) 1.0 0.0
    #> (2, -2) 3.0 3.0

# %% drawing
figure = plt.figure(figsize=(360 / 72, 350 / 72))
VIEWS = [(-0.55, 0.5), (-0.55, 0.5), (-1.3, 3), (-5, 9)]
for panel, ((name, f, a, b, pooling), (A, B)) in enumerate(
    zip(CASES, values)
):
    x = (
        np.linspace(-4, 1, 61)
        if pooling == "max"
        else np.linspace(-3, 3, 61)
    )
    low, high = VIEWS[panel]
    place = (panel % 2 * 0.51, 0.51 - panel // 2 * 0.51, 0.49, 0.49)
    axes = figure.add_axes(place, xlim=(x[0], x[-1]), ylim=(low, high))
    axes.axis("off")
    unit = (high - low) / 170
    mark = dict(ha="center", va="center", fontsize=14)
    axes.text(
        (x[0] + x[-1]) / 2,
        high - 10 * unit,
        f"{name}, {pooling}",
        weight="bold",
        **mark,
    )
    axes.plot([x[0], x[-1]], [0, 0], color="#8a949a", lw=1)
    axes.plot(x, f(x), color="black", lw=1.8)
    falling = x[(x >= b) & (x <= -1.28)]
    if f is silu:
        axes.plot(falling, f(falling), color="black", lw=5)
    middle, at = max(a, b), [a, b][int(np.argmax(f(np.array([a, b]))))]
    if pooling == "mean":
        middle = at = (a + b) / 2
        axes.plot(
            [b, a],
            f(np.array([b, a])),
            color="#55626c",
            lw=1.4,
            ls=(0, (4, 3)),
        )
    for point in (a, b):
        axes.plot(
            [point, point],
            [0, f(np.float64(point))],
            color="#55626c",
            lw=1,
        )
        axes.plot(point, f(np.float64(point)), "o", color="black", ms=5)
        axes.text(
            point,
            (-1 if f(np.float64(point)) >= 0 else 1) * 16 * unit,
            str(point),
            **mark,
        )
    axes.plot(middle, B, "s", ms=13, mfc="none", mec="#7a3e9d", mew=2.2)
    axes.plot(at, A, "o", ms=8, color="#0f766e")
    labels = [(f"A = B = {A:g}", "black")] if A == B else []
    labels = labels or [
        (f"\u25cf A = {A:g}", "#0f766e"),
        (f"\u25a1 B = {B:g}", "#7a3e9d"),
    ]
    for line, (words, colour) in enumerate(reversed(labels)):
        axes.text(
            (x[0] + x[-1]) / 2,
            low + (9 + 18 * line) * unit,
            words,
            color=colour,
            weight="bold",
            **mark,
        )
figure.savefig("two_points.svg")
