"""AlexNet, layer by layer: shapes and parameters

One line per layer: its name, the shape of its output, its number of parameters (the network of the
paper, in two halves), and a square whose area is this number, to scale.
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
    parameters = (
        channels // groups * filters * k * k + filters if groups else 0
    )
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
figure = plt.figure(figsize=(360 / 72, 420 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(420, 0))
axes.axis("off")
SIDE = 92 / 37_752_832**0.5  # of the square for one parameter


def text(x, y, words, **options):
    axes.text(
        x,
        y,
        words,
        va="center",
        fontsize=13.5,
        color="black",
        **options,
    )


y = 0
for name, shape, parameters in lines:
    side = SIDE * parameters**0.5
    height = max(24, side + 6)
    y += height / 2
    weight = "bold" if name in ("conv5", "pool5", "fc6") else "normal"
    text(2, y, name)
    label = "\u00d7".join(str(number) for number in shape)
    text(
        56,
        y,
        label + (f" = {6 * 6 * 256}" if name == "pool5" else ""),
        weight=weight,
    )
    if parameters:
        text(252, y, str(parameters), ha="right")
        axes.add_patch(
            Rectangle(
                (264, y - side / 2), side, side, color="#55626c", lw=0
            )
        )
    y += height / 2
    axes.plot([0, 360], [y, y], color="#d7dbda", lw=1)
figure.savefig("alexnet_ladder.svg")
