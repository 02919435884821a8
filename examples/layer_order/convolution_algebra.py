"""Convolution is commutative and associative, cross-correlation is not

Three short rows and every overlap (mode "full"). The flip is what makes the difference.
"""

# %% commutative
import numpy as np

convolve, correlate = np.convolve, np.correlate
a, b, c = np.array([1, 2, 3]), np.array([0, 1, 5]), np.array([2, 0, 7])
print(convolve(a, b), convolve(b, a))
#> [ 0  1  7 13 15] [ 0  1  7 13 15]
print(correlate(a, b, "full"), correlate(b, a, "full"))
#> [ 5 11 17  3  0] [ 0  3 17 11  5]

# %% associative
left, right = convolve(convolve(a, b), c), convolve(a, convolve(b, c))
print(left, np.array_equal(left, right))
#> [  0   2  14  33  79  91 105] True

left = correlate(correlate(a, b, "full"), c, "full")
right = correlate(a, correlate(b, c, "full"), "full")
print(left, right, np.array_equal(left, right))
#> [ 35  77 129  43  34   6   0] [ 10  22  69  83 119  21   0] False
