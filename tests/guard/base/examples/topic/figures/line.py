"""A line

Drawn with matplotlib.
"""

# %% drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots()
axes.plot([0, 1], [0, 1], color="black")
print(axes.get_xlim()[0] < 0)
#> True
figure.savefig("line.svg")
