"""Facts about PyTorch, SciPy and NumPy that the pages state in words.

The examples need NumPy alone, so what a page says about a library cannot be printed beside it. It is tested here: each
fact is one test, its name is the sentence, and its docstring names the page and the heading or claim where it stands.
Tests of PyTorch are skipped where it is not installed; those of NumPy and SciPy run everywhere.

Read in sources and documentation, and not run here:

- Theano: `conv2d` flips the kernel by default, and `filter_flip=False` turns that off; `pool_2d` does not pad, and
  keeps incomplete windows with a warning that asks for `ignore_border=True` (convolution.md, pooling-formula.md).
- Keras and TensorFlow: their convolutions do not flip; `Conv2D` has `activation=None`; `MaxPooling2D` has
  `padding="valid"` and rounds down, `"same"` pads 13 to 14; `PReLU` has one slope per position unless `shared_axes` is
  given (convolution.md, pooling-formula.md, max-pooling.md).
- torchvision: its ResNet applies ReLU before max pooling; its AlexNet has 64, 192, 384, 256, 256 channels, and is
  built here from these numbers (index.md, alexnet.md).
- onnx-mlir: moves a ReLU behind max pooling only if no convolution stands in front (beyond.md, cost.md).
"""

from __future__ import annotations

import importlib.util
import inspect
import re
import runpy
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from itertools import permutations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.optimize
import scipy.signal
from conftest import needs_torch
from figures import gradient

if importlib.util.find_spec("torch"):
    import torch
    from torch import nn
    from torch.nn import functional as F  # noqa: N812 (the usual name)

PAGES = Path(__file__).parent.parent / "docs" / "en"

# The map of the pages: one window has negative values only, one has the mean 0.
M = np.array([[1, -2, 3, 0], [-4, 5, -6, 7], [-1, -3, 2, -8], [-5, -2, -9, 4]])
# A map and a kernel that differ from their flips.
X = np.arange(1, 10).reshape(3, 3)
K = np.array([[1, 2], [3, 4]])


def tensor(values: Any) -> Any:
    """A batch of one image with one channel, in float64."""
    return torch.tensor(np.asarray(values, dtype=float)).reshape(1, 1, *np.shape(values))


def random_maps(*shape: int, seed: int = 0) -> Any:
    return torch.randn(*shape, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


def test_each_docstring_names_a_place_that_exists() -> None:
    """Of this file itself: a fact whose page has gone should go with it."""
    missing = []
    for name, test in vars(sys.modules[__name__]).items():
        if not name.startswith("test_") or test is test_each_docstring_names_a_place_that_exists:
            continue
        places = re.findall(r"([\w/-]+\.md)#([\w-]+)", test.__doc__ or "")
        missing += [] if places else [f"{name} does not say where the fact stands"]
        for page, anchor in places:
            text = (PAGES / page).read_text(encoding="utf-8")
            if not re.search(rf"\{{#{anchor}\}}|^    id: {anchor}$", text, re.M):
                missing.append(f"{name}: docs/en/{page} has no heading or claim “{anchor}”")
    assert not missing, "\n".join(missing)


# --- Pooling: defaults and sizes -------------------------------------------------------------------------------------


@needs_torch
def test_max_pool2d_pads_nothing_and_rounds_down_by_default() -> None:
    """dense-dimension/pooling-formula.md#padding"""
    defaults = {name: p.default for name, p in inspect.signature(nn.MaxPool2d).parameters.items()}
    assert (defaults["padding"], defaults["ceil_mode"], defaults["dilation"]) == (0, False, 1)
    assert nn.MaxPool2d(2)(tensor(np.zeros((13, 13)))).shape[2:] == (6, 6)


@needs_torch
@pytest.mark.parametrize("pool", ["MaxPool2d", "AvgPool2d"])
def test_the_stride_of_a_pool_is_its_kernel_size_by_default(pool: str) -> None:
    """dense-dimension/pooling-formula.md#formula"""
    assert getattr(nn, pool)(3).stride == 3
    assert getattr(nn, pool)(3)(tensor(np.zeros((9, 9)))).shape[2:] == (3, 3)


@needs_torch
def test_padding_of_1_goes_on_both_sides_and_gives_15_cells() -> None:
    """dense-dimension/pooling-formula.md#pools-pad-by-default"""
    row = tensor(np.arange(13.0)[None])
    assert F.max_pool2d(row, (1, 2), (1, 1), (0, 1)).shape[-1] == 15 - 2 + 1
    # Windows of 2 with stride 2: 7 of them, and the first reads only cell 0, since its other cell is padding.
    pooled = F.max_pool2d(row, (1, 2), (1, 2), (0, 1))
    assert pooled.flatten().tolist() == [0, 2, 4, 6, 8, 10, 12]


@needs_torch
def test_ceil_and_padding_both_turn_13_into_7() -> None:
    """dense-dimension/pooling-formula.md#padding"""
    x = tensor(np.zeros((13, 13)))
    assert F.max_pool2d(x, 2, 2, ceil_mode=True).shape[-1] == F.max_pool2d(x, 2, 2, padding=1).shape[-1] == 7


@needs_torch
@pytest.mark.parametrize("pool", ["max_pool2d", "avg_pool2d"])
def test_padding_of_more_than_half_the_kernel_is_refused(pool: str) -> None:
    """dense-dimension/three-ways-to-4096.md#coincidences-are-cheap"""
    x = tensor(np.zeros((8, 8)))
    for kernel_size in range(1, 8):
        getattr(F, pool)(x, kernel_size, 1, kernel_size // 2)
        with pytest.raises(RuntimeError, match="at most half"):
            getattr(F, pool)(x, kernel_size, 1, kernel_size // 2 + 1)


@needs_torch
@pytest.mark.parametrize("pool", ["max_pool2d", "avg_pool2d"])
def test_a_window_larger_than_the_padded_input_is_an_error(pool: str) -> None:
    """dense-dimension/pooling-formula.md#formula"""
    with pytest.raises(RuntimeError, match="too small"):
        getattr(F, pool)(tensor(np.zeros((2, 2))), 3)
    assert getattr(F, pool)(tensor(np.zeros((2, 2))), 3, padding=1).shape[-1] == 1


@needs_torch
def test_with_ceil_a_last_window_may_reach_over_the_border() -> None:
    """dense-dimension/pooling-formula.md#smallest-example"""
    assert F.max_pool2d(tensor(M), 3, 2).tolist() == [[[[5]]]]
    assert F.max_pool2d(tensor(M), 3, 2, ceil_mode=True).tolist() == [[[[5, 7], [2, 4]]]]


@needs_torch
@pytest.mark.parametrize(
    ("n", "kernel_size", "stride", "padding", "rounded_up", "size"),
    [(13, 2, 2, 0, 7, 7), (3, 2, 2, 1, 3, 2), (3, 2, 3, 0, 2, 1)],
)
def test_with_ceil_a_last_window_that_would_start_in_the_padding_is_left_out(
    n: int, kernel_size: int, stride: int, padding: int, rounded_up: int, size: int
) -> None:
    """dense-dimension/pooling-formula.md#formula"""
    assert -(-(n + 2 * padding - kernel_size) // stride) + 1 == rounded_up
    pool = nn.MaxPool2d(kernel_size, stride, padding, ceil_mode=True)
    assert pool(tensor(np.zeros((n, n)))).shape[-1] == size


@needs_torch
@pytest.mark.parametrize(
    ("n", "setting", "out"),
    [
        (28, (2, 2, 0), 14),
        (12, (3, 3, 0), 4),
        (55, (3, 2, 0), 27),
        (27, (3, 2, 0), 13),
        (13, (3, 2, 0), 6),
        (5, (2, 2, 0), 2),
        (6, (3, 2, 0), 2),
        (13, (2, 3, 0), 4),
        (13, (13, 13, 0), 1),
        (28, (3, 1, 1), 28),
        (28, (2, 1, 1), 29),
    ],
)
def test_pools_have_the_sizes_of_the_table_of_calls(n: int, setting: tuple[int, int, int], out: int) -> None:
    """layer-order/cost.md#how-many-calls"""
    assert nn.MaxPool2d(*setting)(tensor(np.zeros((n, n)))).shape[2:] == (out, out)


@needs_torch
def test_a_very_small_map_with_padding_keeps_its_size_even_with_stride_2() -> None:
    """layer-order/beyond.md#max-pool-reduces-dimensions"""
    assert F.max_pool2d(torch.zeros(1, 7, 1, 1), 3, 2, 1).shape == (
        1,
        7,
        1,
        1,
    )  # nor does the number of channels change
    assert F.max_pool2d(torch.zeros(1, 7, 2, 2), 2, 2, 1).shape == (1, 7, 2, 2)


@needs_torch
def test_adaptive_pooling_to_6x6_gives_9216_values_for_maps_of_any_size() -> None:
    """dense-dimension/dense-layer.md#input-size-is-not-free"""
    for side in (1, 4, 6, 9, 13):
        assert nn.AdaptiveAvgPool2d(6)(torch.zeros(1, 256, side, side)).numel() == 9216


# --- Pooling: values -------------------------------------------------------------------------------------------------


@needs_torch
def test_max_pooling_pads_with_minus_infinity() -> None:
    """layer-order/beyond.md#max-pool-pads-with-zeros"""
    fives = tensor(np.full((4, 4), -5))
    assert F.max_pool2d(fives, 3, 2, 1).unique().tolist() == [-5]
    assert F.max_pool2d(F.pad(fives, (1, 1, 1, 1)), 3, 2).tolist() == [[[[0, 0], [0, -5]]]]  # zeros would win


@needs_torch
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "softplus"])
def test_the_padding_of_max_pooling_never_makes_the_orders_differ(activation: str) -> None:
    """layer-order/max-pooling.md#padded-maps"""
    f: Callable[[Any], Any] = getattr(F, activation)
    x = -random_maps(50, 1, 5, 5).abs()
    torch.testing.assert_close(F.max_pool2d(f(x), 3, 2, 1), f(F.max_pool2d(x, 3, 2, 1)))
    with_zeros = [F.max_pool2d(F.pad(f(x), (1,) * 4), 3, 2), f(F.max_pool2d(F.pad(x, (1,) * 4), 3, 2))]
    # Zeros do make them differ, unless the activation maps 0 to 0.
    assert torch.allclose(*with_zeros) == (activation in ("relu", "tanh"))


@needs_torch
def test_zero_padding_counts_in_the_average_by_default() -> None:
    """layer-order/average-pooling.md#avg-pool-affine"""
    assert inspect.signature(nn.AvgPool2d).parameters["count_include_pad"].default is True

    def corners(**options: bool) -> tuple[float, float]:
        x = tensor(np.ones((4, 4)))
        first = F.avg_pool2d(2 * x + 3, 2, padding=1, **options)
        last = 2 * F.avg_pool2d(x, 2, padding=1, **options) + 3
        return first[0, 0, 0, 0].item(), last[0, 0, 0, 0].item()

    assert corners() == (1.25, 3.5)
    assert corners(count_include_pad=False) == (5, 5)


@needs_torch
def test_average_pooling_is_a_convolution_of_each_map_with_fixed_weights() -> None:
    """dense-dimension/dense-layer.md#pooling-keeps-the-layout"""
    x = random_maps(2, 3, 8, 8)
    weights = torch.full((3, 1, 2, 2), 1 / 4, dtype=torch.float64)
    torch.testing.assert_close(F.conv2d(x, weights, stride=2, groups=3), F.avg_pool2d(x, 2))


@needs_torch
def test_a_3x3_convolution_and_2x2_averaging_are_one_4x4_convolution_with_stride_2() -> None:
    """layer-order/average-pooling.md#pool-first-is-one-convolution"""
    x, kernel = random_maps(1, 1, 9, 9), random_maps(1, 1, 3, 3, seed=1)
    merged = scipy.signal.convolve2d(kernel[0, 0].numpy(), np.full((2, 2), 1 / 4))
    torch.testing.assert_close(F.avg_pool2d(F.conv2d(x, kernel), 2), F.conv2d(x, tensor(merged), stride=2))


# --- Activations -----------------------------------------------------------------------------------------------------

COMMUTE = "CELU ELU Hardsigmoid Hardtanh LeakyReLU LogSigmoid PReLU ReLU ReLU6 SELU Sigmoid Softplus Softsign Tanh"
COMMUTE_NOT_NAMED = "Hardshrink Softshrink Tanhshrink"
DO_NOT = "GELU Hardswish Mish SiLU"
# Not one function of each value, with no default, or random: their own tests follow, where a page speaks of them.
OTHERS = "GLU LogSoftmax MultiheadAttention RReLU Softmax Softmax2d Softmin Threshold"


@needs_torch
def test_the_census_covers_every_activation_of_torch_nn() -> None:
    """layer-order/max-pooling.md#almost-every-activation"""
    listed = " ".join([COMMUTE, COMMUTE_NOT_NAMED, DO_NOT, OTHERS]).split()
    # A newer PyTorch may have more; they have to be sorted in before the pages say “almost every”.
    assert sorted(nn.modules.activation.__all__) == sorted(listed)


@needs_torch
@pytest.mark.parametrize("name", [*COMMUTE.split(), *COMMUTE_NOT_NAMED.split(), *DO_NOT.split()])
def test_activations_commute_with_max_pooling_except_gelu_silu_mish_and_hardswish(name: str) -> None:
    """layer-order/max-pooling.md#almost-every-activation"""
    f = getattr(nn, name)().double()
    x = 2 * random_maps(4, 1, 100, 100)
    with torch.no_grad():
        # Functions made of exp() are non-decreasing up to rounding only, so equal means close.
        assert torch.allclose(F.max_pool2d(f(x), 2), f(F.max_pool2d(x, 2))) == (name not in DO_NOT.split())


@needs_torch
@pytest.mark.parametrize(
    ("name", "depth", "left"),
    [("GELU", 0.17, -9), ("SiLU", 0.2785, -9), ("Mish", 0.3088, -9), ("Hardswish", 0.375, -3)],
)
def test_the_orders_differ_in_all_negative_windows_only_by_at_most_the_depth_of_the_dip(
    name: str, depth: float, left: float
) -> None:
    """layer-order/max-pooling.md#only-all-negative-windows"""
    f = getattr(nn, name)()
    x = 2 * random_maps(4, 1, 100, 100)
    gap, largest = F.max_pool2d(f(x), 2) - f(F.max_pool2d(x, 2)), F.max_pool2d(x, 2)
    assert not gap[largest >= 0].any()
    assert gap[largest < 0].any()
    dip = scipy.optimize.minimize_scalar(
        lambda value: f(torch.tensor(value, dtype=torch.float64)).item(), bounds=(left, 0), method="bounded"
    )
    assert round(-dip.fun, 4) == depth
    assert 0 < gap.max() <= -dip.fun
    # If no value lies left of the deepest point, the orders agree even there.
    right_of_dip = dip.x - dip.x * torch.rand(1, 1, 50, 50, dtype=torch.float64) + 1e-6
    torch.testing.assert_close(F.max_pool2d(f(right_of_dip), 2), f(F.max_pool2d(right_of_dip, 2)))


@needs_torch
def test_prelu_commutes_unless_it_has_learned_a_negative_slope() -> None:
    """layer-order/max-pooling.md#almost-every-activation"""
    x = random_maps(1, 1, 50, 50)
    for slope in (0, 0.25, 1.5, -0.25):
        f = nn.PReLU(init=slope).double()
        assert torch.equal(F.max_pool2d(f(x), 2), f(F.max_pool2d(x, 2))) == (slope >= 0)


@needs_torch
def test_one_slope_per_channel_commutes_and_one_per_position_does_not() -> None:
    """layer-order/max-pooling.md#learned-slopes"""
    x = random_maps(2, 3, 8, 8)
    slopes = torch.tensor([0, 0.25, 1.5], dtype=torch.float64)
    assert torch.equal(F.max_pool2d(F.prelu(x, slopes), 2), F.prelu(F.max_pool2d(x, 2), slopes))
    per_position = torch.rand(8, 8, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    first = F.max_pool2d(torch.where(x > 0, x, per_position * x), 2)
    # Whichever cell lends its slope to the window, the orders differ.
    for i, j in product(range(2), repeat=2):
        pooled = F.max_pool2d(x, 2)
        assert not torch.equal(first, torch.where(pooled > 0, pooled, per_position[i::2, j::2] * pooled))


@needs_torch
def test_softmax_over_channels_and_glu_do_not_commute_with_max_pooling() -> None:
    """layer-order/max-pooling.md#two-hypotheses-suffice"""
    x = random_maps(1, 4, 6, 6)
    for f in (nn.Softmax2d(), nn.GLU(dim=1)):
        assert not torch.allclose(F.max_pool2d(f(x), 2), f(F.max_pool2d(x, 2)))


@needs_torch
def test_softsign_steps_down_at_2026_of_63486_neighbours_in_16_bits() -> None:
    """layer-order/max-pooling.md#bit-for-bit-always"""
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    values = np.unique(every[np.isfinite(every)])  # sorted, both zeros as one
    steps = np.diff(F.softsign(torch.from_numpy(values)).numpy().astype(float))
    assert ((steps < 0).sum(), len(steps)) == (2026, 63486)


@needs_torch
@pytest.mark.parametrize("name", ["relu", "leaky_relu", "softplus", "elu"])
def test_a_convex_activation_never_gives_less_before_the_average(name: str) -> None:
    """layer-order/average-pooling.md#other-activations"""
    f = getattr(F, name)
    x = random_maps(1, 1, 100, 100)
    gap = F.avg_pool2d(f(x), 2) - f(F.avg_pool2d(x, 2))
    assert gap.min() > -1e-12
    assert gap.max() > 0.01


@needs_torch
@pytest.mark.parametrize("name", ["tanh", "sigmoid", "silu"])
def test_tanh_sigmoid_and_silu_can_give_more_or_less_before_the_average(name: str) -> None:
    """layer-order/average-pooling.md#other-activations"""
    f = getattr(F, name)
    x = 3 * random_maps(1, 1, 100, 100)
    gap = F.avg_pool2d(f(x), 2) - f(F.avg_pool2d(x, 2))
    assert gap.min() < -0.001
    assert gap.max() > 0.001


# --- Positions and gradients -----------------------------------------------------------------------------------------


@needs_torch
def test_the_positions_of_the_maxima_differ_in_18_of_384_windows() -> None:
    """layer-order/gradients.md#same-winner-in-both-orders"""
    windows = [np.array(o) * s for o, s in product(permutations([1, 2, 3, 4]), product([-1, 1], repeat=4))]
    x = torch.tensor(np.array(windows), dtype=torch.float64).reshape(-1, 1, 2, 2)
    first, first_at = F.max_pool2d(F.relu(x), 2, return_indices=True)
    last, last_at = F.max_pool2d(x, 2, return_indices=True)
    assert torch.equal(first, F.relu(last))
    assert ((first_at != last_at).sum().item(), len(x)) == (18, 384)
    # Whoever uses the positions, as max unpooling does, sees the difference.
    ones = torch.ones_like(first)
    assert not torch.equal(F.max_unpool2d(ones, first_at, 2), F.max_unpool2d(ones, last_at, 2))


@needs_torch
def test_pytorch_takes_0_as_the_derivative_of_relu_at_0() -> None:
    """layer-order/gradients.md#derivative-at-zero"""
    x = torch.zeros(1, requires_grad=True)
    F.relu(x).sum().backward()
    assert x.grad is not None
    assert x.grad.item() == 0


@needs_torch
def test_max_pooling_sends_the_gradient_to_the_first_of_equal_maxima() -> None:
    """layer-order/gradients.md#proof"""
    for shape in ((2, 2), (3, 3)):
        x = torch.ones(1, 1, *shape, requires_grad=True)
        F.max_pool2d(x, shape).sum().backward()
        assert x.grad is not None
        assert x.grad.flatten().nonzero().tolist() == [[0]]


def _gradients(x: Any, *layers: Callable[[Any], Any]) -> Any:
    """Of the outputs, each weighted with another number, with respect to the input."""
    x = x.clone().requires_grad_()
    out = x
    for layer in layers:
        out = layer(out)
    (out * torch.arange(1, out.numel() + 1).reshape(out.shape)).sum().backward()
    return x.grad


@needs_torch
@pytest.mark.parametrize(("kernel_size", "stride"), [(2, 2), (3, 2), (3, 1)])
def test_relu_and_max_pooling_have_the_same_gradients_in_both_orders(kernel_size: int, stride: int) -> None:
    """layer-order/gradients.md#relu-max-pooling-gradients-equal"""
    pool = nn.MaxPool2d(kernel_size, stride)
    # Small integers: full of ties, of zeros, and of windows that are negative everywhere.
    x = torch.randint(-2, 2, (50, 2, 7, 7), generator=torch.Generator().manual_seed(0)).double()
    assert torch.equal(_gradients(x, F.relu, pool), _gradients(x, pool, F.relu))
    assert (pool(x) < 0).any()


@needs_torch
def test_autograd_sends_what_the_figure_shows() -> None:
    """layer-order/gradients.md#derivative-at-zero, layer-order/average-pooling.md#average-pooling"""
    with redirect_stdout(StringIO()):
        functions = runpy.run_path(str(PAGES.parents[1] / "examples/layer_order/gradient_orders.py"))
    # ReLU, and a function with the same values whose derivative at 0 is 1.
    relus = [F.relu, lambda x: torch.where(x >= 0, x, torch.zeros_like(x))]
    for state in gradient.states(np.random.default_rng(0)):
        if not (shown := gradient.expected(state, functions)):
            continue
        pool, zero, *texts = state.split("_")
        values, arriving = (np.array([float(x) for x in text.split(",")]) for text in texts)
        side = round(values.size**0.5)
        relu, pooling = relus[int(zero)], F.max_pool2d if pool == "max" else F.avg_pool2d
        for order in "ab":
            x = tensor(values.reshape(side, side)).requires_grad_()
            y = pooling(relu(x), 2) if order == "a" else relu(pooling(x, 2))
            y.backward(tensor(arriving.reshape(side // 2, side // 2)))
            np.testing.assert_array_equal(x.grad[0, 0], shown[order], err_msg=f"{state}, {order}")


@needs_torch
def test_training_in_either_order_ends_with_the_same_weights_for_max_pooling_only() -> None:
    """layer-order/gradients.md#training-in-either-order"""

    def trained(*layers: Any) -> Any:
        convolution = nn.Conv2d(1, 4, 3).double()
        with torch.no_grad():
            for seed, parameter in enumerate(convolution.parameters()):
                parameter.copy_(random_maps(*parameter.shape, seed=seed))
        x, goal = random_maps(20, 1, 8, 8, seed=2), random_maps(20, 4, 3, 3, seed=3).abs()
        optimizer = torch.optim.SGD(convolution.parameters(), 0.05, momentum=0.9)
        for _ in range(50):
            optimizer.zero_grad()
            F.mse_loss(nn.Sequential(convolution, *layers)(x), goal).backward()
            optimizer.step()
        return torch.cat([parameter.detach().flatten() for parameter in convolution.parameters()])

    relu, largest, average = nn.ReLU(), nn.MaxPool2d(2), nn.AvgPool2d(2)
    assert torch.equal(trained(relu, largest), trained(largest, relu))
    assert not torch.allclose(trained(relu, average), trained(average, relu))


@needs_torch
def test_a_sigmoid_that_is_flat_sends_the_gradient_to_another_cell() -> None:
    """layer-order/gradients.md#equal-outputs-give-equal-gradients"""
    x = torch.tensor([[[[10, float(np.nextafter(10, 11))]]]], dtype=torch.float64)
    assert torch.sigmoid(x).unique().numel() == 1
    pool = nn.MaxPool2d((1, 2))
    assert _gradients(x, torch.sigmoid, pool).flatten().nonzero().tolist() == [[0]]
    assert _gradients(x, pool, torch.sigmoid).flatten().nonzero().tolist() == [[1]]


@needs_torch
def test_prelu_with_slope_0_has_equal_outputs_and_other_gradients_of_the_slope() -> None:
    """layer-order/gradients.md#equal-outputs-give-equal-gradients"""
    x = tensor([[-3, -1], [-2, -4]])

    def slope_gradient(slope: float, prelu_first: bool) -> float:
        prelu, pool = nn.PReLU(init=slope).double(), nn.MaxPool2d(2)
        out = pool(prelu(x)) if prelu_first else prelu(pool(x))
        out.sum().backward()
        assert out.item() == -slope
        return prelu.weight.grad.item()

    assert (slope_gradient(0, True), slope_gradient(0, False)) == (-3, -1)
    assert (slope_gradient(0.25, True), slope_gradient(0.25, False)) == (-1, -1)


@needs_torch
def test_at_minus_30_the_gradient_of_sigmoid_is_tiny_and_that_of_tanh_is_0() -> None:
    """layer-order/average-pooling.md#prelu-gradients"""
    x = torch.tensor([-30.0], dtype=torch.float64)
    assert 0 < _gradients(x, torch.sigmoid).item() < 0.25**10 < 1e-6
    assert _gradients(x, torch.tanh).item() == 0


# --- Convolution -----------------------------------------------------------------------------------------------------


def test_numpy_convolve_flips_and_numpy_correlate_does_not() -> None:
    """layer-order/convolution.md#who-flips"""
    impulse, kernel = [0, 0, 1, 0, 0], [1, 2, 3]
    assert np.convolve(impulse, kernel, "same").tolist() == [0, 1, 2, 3, 0]  # the kernel itself
    assert np.correlate(impulse, kernel, "same").tolist() == [0, 3, 2, 1, 0]  # the kernel flipped


def test_scipy_convolve2d_flips_and_scipy_correlate2d_does_not() -> None:
    """layer-order/convolution.md#who-flips"""
    assert scipy.signal.convolve2d(X, K, "valid").tolist() == [[23, 33], [53, 63]]
    assert scipy.signal.correlate2d(X, K, "valid").tolist() == [[37, 47], [67, 77]]
    impulse = np.pad([[1]], 1)
    assert scipy.signal.convolve2d(impulse, K, "valid").tolist() == K.tolist()
    assert scipy.signal.correlate2d(impulse, K, "valid").tolist() == K[::-1, ::-1].tolist()


def test_only_on_real_numbers_is_correlate_a_plain_sum_of_products() -> None:
    """layer-order/convolution.md#who-flips"""
    assert np.correlate([1], [1j]).tolist() == [-1j]  # the second argument is conjugated
    assert scipy.signal.correlate2d([[1]], [[1j]]).tolist() == [[-1j]]


@needs_torch
def test_conv2d_of_pytorch_does_not_flip() -> None:
    """layer-order/convolution.md#who-flips"""
    found = F.conv2d(tensor(X), tensor(K))[0, 0].numpy()
    np.testing.assert_array_equal(found, scipy.signal.correlate2d(X, K, "valid"))
    flipped = F.conv2d(tensor(X), tensor(K[::-1, ::-1]))[0, 0].numpy()
    np.testing.assert_array_equal(flipped, scipy.signal.convolve2d(X, K, "valid"))


def test_a_kernel_equal_to_its_own_flip_cannot_show_the_flip() -> None:
    """layer-order/convolution.md#symmetric-kernel-decides-nothing"""
    laplacian, sobel, symmetric = [[0, 1, 0], [1, -4, 1], [0, 1, 0]], [[-1, 0, 1]] * 3, [[1, 2], [2, 3]]
    box = np.ones((2, 2))
    convolved = [scipy.signal.convolve2d(X, kernel) for kernel in (laplacian, box, sobel, symmetric)]
    correlated = [scipy.signal.correlate2d(X, kernel) for kernel in (laplacian, box, sobel, symmetric)]
    assert [np.array_equal(*pair) for pair in zip(convolved, correlated)] == [True, True, False, False]
    np.testing.assert_array_equal(convolved[2], -correlated[2])  # of the Sobel kernel only the sign tells


def test_convolution_commutes_and_associates_and_correlation_does_neither() -> None:
    """layer-order/convolution.md#convolution-commutes-correlation-does-not"""
    a, b, c = [1, 2, 0, 5], [3, -1, 2, 7], [2, 0, 1]
    convolve, correlate = np.convolve, lambda x, y: np.correlate(x, y, "full")
    assert convolve(a, b).tolist() == convolve(b, a).tolist()
    assert convolve(convolve(a, b), c).tolist() == convolve(a, convolve(b, c)).tolist()
    assert correlate(a, b).tolist() != correlate(b, a).tolist()
    assert correlate(a, b).tolist() == correlate(b, a)[::-1].tolist()  # exchanging reverses
    assert correlate(correlate(a, b), c).tolist() != correlate(a, correlate(b, c)).tolist()


def test_mode_valid_keeps_only_full_overlaps() -> None:
    """layer-order/convolution.md#no-flip-or-exact-definition"""
    full = scipy.signal.convolve2d(X, K, "full")
    assert full.shape == (4, 4)
    np.testing.assert_array_equal(scipy.signal.convolve2d(X, K, "valid"), full[1:-1, 1:-1])


def test_a_flip_is_a_view_that_shares_memory() -> None:
    """layer-order/convolution.md#correlation-is-cheaper"""
    assert np.shares_memory(K, K[::-1, ::-1])


def test_scipys_functions_contain_no_activation() -> None:
    """layer-order/convolution.md#convolution-has-no-activation"""
    for f in (scipy.signal.convolve2d, scipy.signal.correlate2d):
        np.testing.assert_array_equal(f(-M, K), -f(M, K))


@needs_torch
def test_conv2d_of_pytorch_contains_no_activation_and_is_affine_with_its_bias() -> None:
    """layer-order/convolution.md#convolution-has-no-activation"""
    x, z = random_maps(1, 2, 6, 6), random_maps(1, 2, 6, 6, seed=1)
    convolution = nn.Conv2d(2, 3, 3).double()
    assert convolution.bias is not None  # by default
    at_zero = convolution(torch.zeros_like(x))
    assert torch.equal(at_zero, convolution.bias[None, :, None, None].expand_as(at_zero))
    torch.testing.assert_close(convolution(x + z), convolution(x) + convolution(z) - at_zero)
    torch.testing.assert_close(convolution(0.3 * x + 0.7 * z), 0.3 * convolution(x) + 0.7 * convolution(z))
    without = nn.Conv2d(2, 3, 3, bias=False).double()
    assert torch.equal(without(-x), -without(x))


@needs_torch
def test_the_merged_kernel_of_two_correlations_is_the_full_convolution_of_their_kernels() -> None:
    """layer-order/convolution.md#linear-networks"""
    second = np.array([[2, 0, 1], [-1, 3, 0], [0, 1, 1]])
    merged = scipy.signal.convolve2d(K, second, "full")
    x = random_maps(1, 1, 8, 8)
    torch.testing.assert_close(F.conv2d(F.conv2d(x, tensor(K)), tensor(second)), F.conv2d(x, tensor(merged)))


@needs_torch
def test_the_gradient_for_the_input_is_a_full_convolution_and_for_the_kernel_a_correlation() -> None:
    """layer-order/convolution.md#backward-pass-is-convolution"""
    x, kernel, arriving = tensor(M).requires_grad_(), tensor(K).requires_grad_(), np.arange(9).reshape(3, 3)
    F.conv2d(x, kernel).backward(tensor(arriving))
    assert x.grad is not None
    assert kernel.grad is not None
    np.testing.assert_array_equal(x.grad[0, 0].numpy(), scipy.signal.convolve2d(arriving, K, "full"))
    np.testing.assert_array_equal(kernel.grad[0, 0].numpy(), scipy.signal.correlate2d(M, arriving, "valid"))


@needs_torch
def test_a_strided_convolution_is_the_same_convolution_subsampled() -> None:
    """layer-order/beyond.md#strided-convolution-and-relu"""
    x, weight = random_maps(1, 2, 9, 9), random_maps(3, 2, 3, 3, seed=1)
    strided, subsampled = F.conv2d(x, weight, stride=2), F.conv2d(x, weight)[..., ::2, ::2]
    torch.testing.assert_close(strided, subsampled)
    torch.testing.assert_close(F.relu(strided), F.relu(F.conv2d(x, weight))[..., ::2, ::2])


# --- Batch normalisation and dropout ---------------------------------------------------------------------------------


def _batch_norm(gamma: float) -> Any:
    """In evaluation mode, with statistics that are not 0 and 1."""
    layer = nn.BatchNorm2d(1).double().eval()
    with torch.no_grad():
        for values, value in [
            (layer.weight, gamma),
            (layer.bias, 0.5),
            (layer.running_mean, 1),
            (layer.running_var, 4),
        ]:
            values.fill_(value)
    return layer


@needs_torch
@pytest.mark.parametrize("gamma", [2, 0, -1.5])
def test_batch_norm_after_training_commutes_with_max_pooling_if_and_only_if_gamma_is_not_negative(gamma: float) -> None:
    """layer-order/beyond.md#batch-norm-and-max-pooling"""
    layer, x = _batch_norm(gamma), random_maps(2, 1, 8, 8)
    with torch.no_grad():
        assert torch.allclose(F.max_pool2d(layer(x), 2), layer(F.max_pool2d(x, 2))) == (gamma >= 0)
        if gamma < 0:  # then the pooling in front must become a min pooling
            torch.testing.assert_close(F.max_pool2d(layer(x), 2), layer(-F.max_pool2d(-x, 2)))
        torch.testing.assert_close(F.avg_pool2d(layer(x), 2), layer(F.avg_pool2d(x, 2)))


@needs_torch
@pytest.mark.parametrize("pool", ["max_pool2d", "avg_pool2d"])
def test_batch_norm_during_training_commutes_with_no_pooling(pool: str) -> None:
    """layer-order/beyond.md#batch-norm-and-max-pooling"""
    layer, x = _batch_norm(2).train(), random_maps(2, 1, 8, 8)
    f = getattr(F, pool)
    assert not torch.allclose(f(layer(x), 2), layer(f(x, 2)))


@needs_torch
def test_nothing_keeps_gamma_from_becoming_negative() -> None:
    """layer-order/beyond.md#batch-norm-and-max-pooling"""
    layer, x = nn.BatchNorm2d(1), torch.randn(8, 1, 4, 4, generator=torch.Generator().manual_seed(0))
    assert layer.weight.item() == 1  # where training starts
    optimizer = torch.optim.SGD(layer.parameters(), 0.5)
    for _ in range(20):  # learn the negative of the input
        optimizer.zero_grad()
        F.mse_loss(layer(x), -x).backward()
        optimizer.step()
    assert layer.weight.item() < 0


@needs_torch
def test_dropout2d_drops_whole_maps_and_multiplies_the_others_by_one_positive_factor() -> None:
    """layer-order/beyond.md#dropout-and-pooling"""
    torch.manual_seed(0)
    maps = nn.Dropout2d(0.5)(torch.ones(200, 3, 4, 4)).flatten(2)
    assert maps.unique().tolist() == [0, 2]
    assert (maps == maps[..., :1]).all()
    assert not all((one == one[..., :1]).all() for one in nn.Dropout(0.5)(torch.ones(200, 3, 4, 4)).flatten(2))


@needs_torch
@pytest.mark.parametrize("pool", ["max_pool2d", "avg_pool2d"])
def test_dropout_commutes_with_pooling_if_it_drops_whole_maps(pool: str) -> None:
    """layer-order/beyond.md#dropout-and-pooling"""
    f = getattr(F, pool)
    x = random_maps(10, 3, 8, 8)

    def seeded(layer: Any, x: Any) -> Any:
        torch.manual_seed(0)  # the same maps are dropped
        return layer(x)

    maps = nn.Dropout2d(0.5)
    torch.testing.assert_close(f(seeded(maps, x), 2), seeded(maps, f(x, 2)))
    values = nn.Dropout(0.5)
    before = set(f(seeded(values, torch.ones(1, 1, 50, 50)), 2).flatten().tolist())
    after = set(seeded(values, f(torch.ones(1, 1, 50, 50), 2)).flatten().tolist())
    assert after == {0, 2}
    # Before average pooling many values in between appear; before max pooling other shares, not other values.
    assert before == ({0, 2} if pool == "max_pool2d" else {0, 0.5, 1, 1.5, 2})


# --- Dense layers and AlexNet ----------------------------------------------------------------------------------------


@needs_torch
def test_linear_stores_its_matrix_as_units_times_inputs() -> None:
    """dense-dimension/dense-layer.md#dense-layer-parameters"""
    layer = nn.Linear(9216, 4096, device="meta")
    assert layer.weight.shape == (4096, 9216)
    assert (layer.weight.numel(), layer.bias.numel()) == (37_748_736, 4096)


@needs_torch
def test_flatten_without_start_dimension_1_merges_the_images() -> None:
    """dense-dimension/dense-layer.md#flatten-fixes-an-order"""
    batch = torch.zeros(5, 256, 6, 6)
    assert torch.flatten(batch).shape == (5 * 9216,)
    assert torch.flatten(batch, 1).shape == nn.Flatten()(batch).shape == (5, 9216)


@needs_torch
def test_a_dense_layer_on_6x6_maps_is_a_6x6_convolution() -> None:
    """dense-dimension/dense-layer.md#dense-is-full-size-convolution"""
    x, layer = random_maps(2, 4, 6, 6), nn.Linear(4 * 6 * 6, 5).double()
    kernel = layer.weight.reshape(5, 4, 6, 6)
    torch.testing.assert_close(F.conv2d(x, kernel, layer.bias)[..., 0, 0], layer(x.flatten(1)))


@needs_torch
def test_maps_of_8x8_are_an_error_for_the_dense_layer_and_give_3x3_scores_as_a_convolution() -> None:
    """dense-dimension/dense-layer.md#input-size-is-not-free"""
    x, layer = random_maps(1, 4, 8, 8), nn.Linear(4 * 6 * 6, 5).double()
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        layer(x.flatten(1))
    assert F.conv2d(x, layer.weight.reshape(5, 4, 6, 6), layer.bias).shape == (1, 5, 3, 3)


PAPER = (96, 256, 384, 384, 256)
TORCHVISION = (64, 192, 384, 256, 256)


def alexnet(channels: tuple[int, ...], halves: bool, padding: int = 0) -> Any:
    """On the device “meta”, which has shapes and no values: 240 MB of weights are not needed to count them."""
    inputs = (3, *channels[:-1])
    groups = (1, 2, 1, 2, 2) if halves else (1,) * 5
    geometry = [(11, 4, padding), (5, 1, 2), (3, 1, 1), (3, 1, 1), (3, 1, 1)]
    layers: list[Any] = []
    for i in range(5):
        layers.append(nn.Conv2d(inputs[i], channels[i], *geometry[i], groups=groups[i], device="meta"))
        layers.append(nn.ReLU())
        if i in (0, 1, 4):
            layers.append(nn.MaxPool2d(3, 2))
    layers.append(nn.Flatten())
    for wide, units in [(9216, 4096), (4096, 4096), (4096, 1000)]:
        layers.append(nn.Linear(wide, units, device="meta"))
    return nn.Sequential(*layers)


@needs_torch
@pytest.mark.parametrize(
    ("channels", "halves", "convolutions", "total", "share"),
    [
        (PAPER, True, 2_334_080, 60_965_224, 96.17),
        (PAPER, False, 3_747_200, 62_378_344, 93.99),
        (TORCHVISION, False, 2_469_696, 61_100_840, 95.96),
    ],
    ids=["paper", "no_halves", "torchvision"],
)
def test_alexnet_has_three_correct_totals(
    channels: tuple[int, ...], halves: bool, convolutions: int, total: int, share: float
) -> None:
    """dense-dimension/alexnet.md#alexnet-parameters-computable"""
    counts = {
        kind: sum(
            p.numel() for layer in alexnet(channels, halves) if isinstance(layer, kind) for p in layer.parameters()
        )
        for kind in (nn.Conv2d, nn.Linear)
    }
    assert counts[nn.Conv2d] == convolutions
    assert counts[nn.Linear] == 58_631_144
    assert sum(counts.values()) == total
    assert round(100 * counts[nn.Linear] / total, 2) == share


@needs_torch
def test_alexnet_has_the_shapes_of_the_table() -> None:
    """dense-dimension/alexnet.md#shapes"""
    x, shapes = torch.empty(1, 3, 227, 227, device="meta"), []
    for layer in alexnet(PAPER, halves=True):
        x = layer(x)
        if not isinstance(layer, nn.ReLU):
            shapes.append(tuple(x.shape[1:]))
    assert shapes == [
        (96, 55, 55),
        (96, 27, 27),
        (256, 27, 27),
        (256, 13, 13),
        (384, 13, 13),
        (384, 13, 13),
        (256, 13, 13),
        (256, 6, 6),
        (9216,),
        (4096,),
        (4096,),
        (1000,),
    ]


@needs_torch
@pytest.mark.parametrize(("padding", "smallest", "largest"), [(0, 227, 258), (2, 223, 254)])
def test_alexnet_takes_images_of_32_sizes(padding: int, smallest: int, largest: int) -> None:
    """dense-dimension/alexnet.md#alexnet-224-without-padding"""
    network = alexnet(TORCHVISION, halves=False, padding=padding)
    for pixels in (smallest, largest):
        assert network(torch.empty(1, 3, pixels, pixels, device="meta")).shape == (1, 1000)
    for pixels in (smallest - 1, largest + 1):
        with pytest.raises(RuntimeError):
            network(torch.empty(1, 3, pixels, pixels, device="meta"))


@needs_torch
def test_global_average_pooling_and_one_dense_layer_need_257000_parameters() -> None:
    """dense-dimension/alexnet.md#units-4096-not-too-many"""
    head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 1000, device="meta"))
    assert head(torch.empty(1, 256, 6, 6, device="meta")).shape == (1, 1000)
    assert sum(parameter.numel() for parameter in head.parameters()) == 257_000


# --- Numbers in NumPy ------------------------------------------------------------------------------------------------


def test_maximum_and_clip_keep_nan_and_where_replaces_it_by_0() -> None:
    """layer-order/max-pooling.md#nan-and-minus-infinity"""
    x = np.array([np.nan, -1, 2])
    relus = [lambda x: np.maximum(x, 0), lambda x: np.clip(x, 0, None), lambda x: np.where(x > 0, x, 0)]
    assert [np.isnan(relu(x)[0]) for relu in relus] == [True, True, False]
    first, last = [float(relu(x).max()) for relu in relus], [float(relu(x.max())) for relu in relus]
    np.testing.assert_array_equal(first, [np.nan, np.nan, 2])
    np.testing.assert_array_equal(last, [np.nan, np.nan, 0])


def test_the_product_with_a_comparison_makes_nan_from_minus_infinity() -> None:
    """layer-order/max-pooling.md#nan-and-minus-infinity"""
    with np.errstate(invalid="ignore"):
        x = np.array([-np.inf, 2.0])
        assert np.isnan((x * (x > 0)).max())
        assert x.max() * (x.max() > 0) == 2


def test_integers_wrap() -> None:
    """layer-order/max-pooling.md#integer-types"""
    assert np.array([-3]).astype(np.uint8).tolist() == [253]
    assert np.maximum(np.array([-3]).astype(np.uint8), 0).tolist() == [253]  # ReLU leaves it there
    assert (-np.array([-128], dtype=np.int8)).tolist() == [-128]


def test_a_product_with_a_slope_is_non_decreasing_on_every_half() -> None:
    """layer-order/max-pooling.md#bit-for-bit"""
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    values = np.unique(every[np.isfinite(every)])
    for slope in (0, 0.01, 0.25, 0.7, 1):
        leaky = np.where(values > 0, values, np.float16(slope) * values)
        assert (np.diff(leaky.astype(float)) >= 0).all()
