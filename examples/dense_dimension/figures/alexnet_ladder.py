"""AlexNet, layer by layer: shapes and parameters

One line per layer: its name, a square whose area grows with the width of its maps, the shape of its
output, and a bar for its number of parameters (the network of the paper, in two halves). Blue
layers are convolutions, grey ones max pools, red ones dense layers.
"""

# %% functions
import matplotlib.pyplot as plt
from matplotlib.patches import Rectangle


def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


# %% ladder
LAYERS = [  # name, channels, kernel size, stride, padding, groups (0: a max pool)
    ("conv1", 96, 11, 4, 0, 1),
    ("pool1", 96, 3, 2, 0, 0),
    ("conv2", 256, 5, 1, 2, 2),
    ("pool2", 256, 3, 2, 0, 0),
    ("conv3", 384, 3, 1, 1, 1),
    ("conv4", 384, 3, 1, 1, 2),
    ("conv5", 256, 3, 1, 1, 2),
    ("pool5", 256, 3, 2, 0, 0),
]
n, channels = 227, 3
lines = [("", (n, n, channels), 0)]
for name, filters, k, s, p, groups in LAYERS:
    parameters = channels // groups * filters * k * k + filters if groups else 0
    n, channels = output_size(n, k, s, p), filters
    lines.append((name, (n, n, channels), parameters))
inputs = n * n * channels
for name, units in [("fc6", 4096), ("fc7", 4096), ("fc8", 1000)]:
    lines.append((name, (units,), inputs * units + units))
    inputs = units

# %% numbers
for name, shape, parameters in lines:
    print(name or 0, shape, parameters)
    #> 0 (227, 227, 3) 0
    #> conv1 (55, 55, 96) 34944
    #> pool1 (27, 27, 96) 0
    #> conv2 (27, 27, 256) 307456
    #> pool2 (13, 13, 256) 0
    #> conv3 (13, 13, 384) 885120
    #> conv4 (13, 13, 384) 663936
    #> conv5 (13, 13, 256) 442624
    #> pool5 (6, 6, 256) 0
    #> fc6 (4096,) 37752832
    #> fc7 (4096,) 16781312
    #> fc8 (1000,) 4097000

# %% drawing
FILLS = {"": "#f8ecd0", "conv": "#d5e8ee", "pool": "#eeeeee", "fc": "#f6ddd7"}
LINES = {"": "#e0a82e", "conv": "#2a7f9e", "pool": "#666666", "fc": "#c8553d"}

figure = plt.figure(figsize=(4.5, 5.2), facecolor="none")
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 100), ylim=(-len(lines) - 1.5, -0.3))
aspect = (5.2 / (len(lines) + 1.2)) / (4.5 / 100)  # units of x in one unit of y
axes.axis("off")

y = -0.9
for name, shape, parameters in lines:
    kind = name.rstrip("0123456789")
    colours = {"facecolor": FILLS[kind], "edgecolor": LINES[kind], "linewidth": 1.2}
    text = {"color": "black", "va": "center", "fontsize": 11}
    axes.text(1, y, name, **text)
    if len(shape) == 3:
        wide = 7.6 * (shape[0] / 227) ** 0.5
        high = wide / aspect
        axes.add_patch(Rectangle((21 - wide / 2, y - high / 2), wide, high, **colours))
    weight = "bold" if name in ("conv5", "pool5", "fc6") else "normal"
    label = "×".join(str(number) for number in shape)
    axes.text(28, y, label, weight=weight, **text)
    if parameters:
        length = 22 * parameters / 37_752_832
        axes.add_patch(Rectangle((56, y - 0.3), length, 0.6, **colours))
        axes.text(99, y, f"{parameters:,}".replace(",", "\N{THIN SPACE}"), ha="right", **text)
    y -= 1
    if name == "pool5":
        axes.text(28, y, f"= {6 * 6 * 256}", weight="bold", **text)
        y -= 1
figure.savefig("alexnet_ladder.svg")
