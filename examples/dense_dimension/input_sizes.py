"""Which images AlexNet accepts

227 pixels need no padding in the first layer, 224 pixels need a padding of 2, and 224 pixels
without padding end with 5×5 maps. Floor makes room for 32 sizes in each case.
"""


# %% functions
def output_size(n, kernel_size, stride, padding=0):
    return (n + 2 * padding - kernel_size) // stride + 1


def sides(pixels, padding):
    found = [output_size(pixels, 11, 4, padding)]  # conv1
    # the three max pools; the other convolutions keep the size
    for _ in range(3):
        found.append(output_size(found[-1], 3, 2))
    return found


# %% three_images
for pixels, padding in [(227, 0), (224, 2), (224, 0)]:
    exact = (pixels + 2 * padding - 11) / 4 + 1
    print((pixels, padding), exact, sides(pixels, padding))
    #> (227, 0) 55.0 [55, 27, 13, 6]
    #> (224, 2) 55.25 [55, 27, 13, 6]
    #> (224, 0) 54.25 [54, 26, 12, 5]

# %% accepted
for padding, side in [(0, 6), (2, 6), (0, 13), (2, 13)]:
    fits = [
        pixels
        for pixels in range(63, 600)
        if sides(pixels, padding)[-1] == side
    ]
    print(
        padding,
        side,
        (fits[0], fits[-1]),
        len(fits) == fits[-1] - fits[0] + 1,
        len(fits),
    )
    #> 0 6 (227, 258) True 32
    #> 2 6 (223, 254) True 32
    #> 0 13 (451, 482) True 32
    #> 2 13 (447, 478) True 32
