"""Inputs are forced, units are chosen

Two dense layers after a map of 6x6x256. The area is the number of weights, to scale: 9216 columns,
one for each input, and as many rows as there are units, 4096 or 1000.
"""

# %% numbers
import matplotlib.pyplot as plt

inputs = 6 * 6 * 256
UNITS = (4096, 1000)
for units in UNITS:
    print(inputs, units, inputs * units)
    #> 9216 4096 37748736
    #> 9216 1000 9216000

# %% drawing
WIDTH, LEFT = 290, 8
SCALE = WIDTH / inputs
figure = plt.figure(figsize=(360 / 72, 232 / 72))
axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 360), ylim=(232, 0))
axes.axis("off")


def text(x, y, words, **options):
    axes.text(
        x,
        y,
        words,
        va="center",
        fontsize=14,
        color="black",
        **{"ha": "center", **options},
    )


text(
    LEFT + WIDTH / 2,
    10,
    f"6 \u00d7 6 \u00d7 256 = {inputs}",
    weight="bold",
)
axes.plot(
    [LEFT, LEFT, LEFT + WIDTH, LEFT + WIDTH],
    [30, 22, 22, 30],
    color="black",
    lw=1.8,
)
for x in (LEFT, LEFT + WIDTH):  # the same width, whatever the height
    axes.plot([x, x], [30, 222], color="#55626c", lw=1, ls=(0, (3, 3)))
top = 38
for units in UNITS:
    height = units * SCALE
    area = plt.Rectangle(
        (LEFT, top), WIDTH, height, fc="#f3f4f0", ec="black", lw=1.6
    )
    axes.add_patch(area)
    text(
        LEFT + WIDTH / 2,
        top + height / 2,
        f"{inputs} \u00d7 {units} = {inputs * units}",
    )
    x = LEFT + WIDTH + 8
    axes.plot(
        [x, x + 6, x + 6, x],
        [top, top, top + height, top + height],
        color="black",
        lw=1.8,
    )
    text(x + 11, top + height / 2, str(units), ha="left", weight="bold")
    top += height + 24
figure.savefig("forced_and_chosen.svg")
