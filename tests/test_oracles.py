"""The functions of the examples agree with SciPy and PyTorch.

An example that defines ``relu`` or ``max_pool2d`` promises that it means what everybody means by that name.
CONTRIBUTING.md fixes the names and their parameters; here the promise is kept. Examples are found, not listed: a new
example brings its own tests. Each pair of an example and a function is one test, and its id says which.

An oracle has three parts: the standard signature, a Hypothesis strategy for arguments, and the same computation by
SciPy and by PyTorch. Where SciPy has no such function (ReLU), plain Python says what it should be, number by number.
The oracles know nothing of the examples, and they are themselves compared with each other.
"""

from __future__ import annotations

import ast
import inspect
import math
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import scipy.linalg
import scipy.ndimage
import scipy.signal
import scipy.special
from conftest import needs_torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"

Array = np.ndarray[Any, np.dtype[Any]]
Arguments = dict[str, Any]
Function = Callable[..., Any]

LIBRARIES = [pytest.param("scipy"), pytest.param("torch", marks=needs_torch)]


# --- Arguments -------------------------------------------------------------------------------------------------------

# Whole numbers make sums and products exact in every type, so that equal means equal to the last bit.
EXACT_TYPES = st.sampled_from([np.int32, np.int64, np.float32, np.float64])


def whole_numbers(shape: tuple[int, ...] | st.SearchStrategy[tuple[int, ...]]) -> st.SearchStrategy[Array]:
    """Arrays of small integers, stored in several types."""
    return EXACT_TYPES.flatmap(lambda dtype: hnp.arrays(dtype, shape, elements=st.integers(-9, 9)))


def real_numbers(limit: float = 50) -> st.SearchStrategy[Array]:
    """Maps with channels and without, of floats and integers. `limit` keeps exp() from overflowing."""
    shapes = hnp.array_shapes(min_dims=2, max_dims=4, max_side=4)
    floats = st.sampled_from([(np.float32, 32), (np.float64, 64)]).flatmap(
        lambda kind: hnp.arrays(
            kind[0], shapes, elements=st.floats(-limit, limit, width=kind[1], allow_subnormal=False)
        )
    )
    return st.one_of(floats, whole_numbers(shapes))


def signed_numbers() -> st.SearchStrategy[Array]:
    """Maps for functions that only compare: narrow types, infinities and both zeros as well."""
    shapes = hnp.array_shapes(min_dims=2, max_dims=4, max_side=4)
    return st.sampled_from([np.int8, np.uint8, np.int64, np.float16, np.float32, np.float64]).flatmap(
        lambda dtype: hnp.arrays(dtype, shapes, elements=_any_of(dtype))
    )


def _any_of(dtype: type) -> st.SearchStrategy[float] | None:
    if np.dtype(dtype).kind != "f":
        return None  # every integer of the type
    return st.floats(width=np.dtype(dtype).itemsize * 8, allow_nan=False)  # NaN depends on how ReLU is written


@st.composite
def activation(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    return {"x": draw(real_numbers())}


@st.composite
def relu_arguments(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    return {"x": draw(signed_numbers())}


def sloped(slope: str) -> Function:
    """Arguments of an activation with one more parameter: the slope of the negative side, of either sign."""

    @st.composite
    def arguments(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
        return {"x": draw(real_numbers()), slope: draw(st.sampled_from([0, 0.01, 0.25, 1, 1.5, -0.25]))}

    return arguments


@st.composite
def pool(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    """A pool with at least one full window. No padding beyond half the kernel: PyTorch refuses it."""
    kernel_size = draw(st.integers(1, 4))
    padding = draw(st.integers(0, kernel_size // 2)) if "padding" in parameters else 0
    side = st.integers(max(1, kernel_size - 2 * padding), 9)
    leading = draw(st.sampled_from([(), (1,), (2,), (2, 3)]))  # a map, channels, a batch
    arguments = {"x": draw(whole_numbers((*leading, draw(side), draw(side)))), "kernel_size": kernel_size}
    if "stride" in parameters:
        arguments["stride"] = draw(st.one_of(st.none(), st.integers(1, 4)))
    if "padding" in parameters:
        arguments["padding"] = padding
    return arguments


@st.composite
def adaptive_pool(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    shape = draw(hnp.array_shapes(min_dims=3, max_dims=3, max_side=9))
    return {"x": draw(whole_numbers(shape)), "size": draw(st.integers(1, 9))}


@st.composite
def one_map_and_kernel(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    """A map and a kernel, neither of them square, the kernel nowhere larger than the map."""
    kernel = draw(hnp.array_shapes(min_dims=2, max_dims=2, max_side=4))
    shape = tuple(draw(st.integers(side, 8)) for side in kernel)
    return {"x": draw(whole_numbers(shape)), "kernel": draw(whole_numbers(kernel))}


@st.composite
def convolution(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    inputs, outputs, height, width = (draw(st.integers(1, 3)) for _ in range(4))
    padding = draw(st.integers(0, 2)) if "padding" in parameters else 0
    x = (inputs, *(draw(st.integers(max(1, side - 2 * padding), 7)) for side in (height, width)))
    arguments = {"x": draw(whole_numbers(x)), "weight": draw(whole_numbers((outputs, inputs, height, width)))}
    if "bias" in parameters:
        arguments["bias"] = draw(whole_numbers((outputs,)))
    if "stride" in parameters:
        arguments["stride"] = draw(st.integers(1, 3))
    if "padding" in parameters:
        arguments["padding"] = padding
    return arguments


@st.composite
def dense_arguments(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    inputs, units = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    shapes = {"x": (inputs,), "weight": (units, inputs), "bias": (units,)}
    return {name: draw(whole_numbers(shape)) for name, shape in shapes.items()}


@st.composite
def sizes(draw: st.DrawFn, parameters: Collection[str]) -> Arguments:
    """One point of the grid below."""
    grid = pool_grid(tuple(parameters))
    return grid[draw(st.integers(0, len(grid) - 1))]


@cache
def pool_grid(parameters: tuple[str, ...]) -> list[Arguments]:
    """Every pool with sides up to 40, in the parameters that a function has; the others keep their defaults."""
    grid = []
    for n in range(1, 41):
        for kernel_size in range(1, 8):
            for stride in range(1, 6):
                # More than half the kernel is refused by PyTorch: a window could lie in the padding altogether.
                for padding in range(kernel_size // 2 + 1) if "padding" in parameters else (0,):
                    for dilation in (1, 2, 3) if "dilation" in parameters else (1,):
                        if dilation * (kernel_size - 1) + 1 > n + 2 * padding:
                            continue  # no window fits: PyTorch stops with an error, and the formula does not apply
                        for ceil_mode in (False, True) if "ceil_mode" in parameters else (False,):
                            case = {
                                "n": n,
                                "kernel_size": kernel_size,
                                "stride": stride,
                                "padding": padding,
                                "dilation": dilation,
                                "ceil_mode": ceil_mode,
                            }
                            grid.append({name: case[name] for name in case if name in parameters})
    return grid


# --- The same by SciPy, and by plain Python where SciPy has nothing --------------------------------------------------


def number_by_number(rule: Callable[[float], float]) -> Function:
    """An activation from its definition for one number."""
    return lambda x: np.array([rule(float(value)) for value in x.flat]).reshape(x.shape)


def python_relu(x: Array) -> Array:
    return number_by_number(lambda value: value if value > 0 else 0.0)(x)


def python_leaky_relu(x: Array, negative_slope: float) -> Array:
    return number_by_number(lambda value: value if value > 0 else negative_slope * value)(x)


def scipy_softplus(x: Array) -> Array:
    return -scipy.special.log_expit(-x.astype(float))  # log(1 + e^x) = -log(sigmoid(-x))


def scipy_gelu(x: Array) -> Array:
    return x * scipy.special.erfc(-x.astype(float) / math.sqrt(2)) / 2


def python_adaptive_avg_pool2d(x: Array, size: int) -> Array:
    """Output i reads from floor(i n / size) to ceil((i + 1) n / size)."""
    spans = [[slice(math.floor(i * n / size), math.ceil((i + 1) * n / size)) for i in range(size)] for n in x.shape[1:]]
    return np.array([[[np.mean(one[rows, columns]) for columns in spans[1]] for rows in spans[0]] for one in x])


def _each_map(x: Array, one_map: Callable[[Array], Array]) -> Array:
    """Apply `one_map` to the last two axes."""
    maps = [one_map(two_axes) for two_axes in x.reshape(-1, *x.shape[-2:])]
    return np.array(maps).reshape(*x.shape[:-2], *maps[0].shape)


def scipy_max_pool2d(x: Array, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """A maximum filter at every cell of the padded map, of which only each stride-th full window is kept."""

    def one_map(x: Array) -> Array:
        padded = np.pad(x.astype(float), padding, constant_values=-np.inf)
        # The filter centres its window. Moved by this origin, the window of cell 0 starts at cell 0.
        dense = scipy.ndimage.maximum_filter(padded, kernel_size, mode="nearest", origin=-(kernel_size // 2))
        full = dense[: len(padded) - kernel_size + 1, : padded.shape[1] - kernel_size + 1]
        return full[:: stride or kernel_size, :: stride or kernel_size]

    return _each_map(x, one_map)


def scipy_avg_pool2d(x: Array, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """A correlation with a kernel of equal weights. Zeros of the padding count, as in PyTorch by default."""

    def one_map(x: Array) -> Array:
        sums = scipy.signal.correlate2d(np.pad(x.astype(float), padding), np.ones((kernel_size, kernel_size)), "valid")
        return sums[:: stride or kernel_size, :: stride or kernel_size] / kernel_size**2

    return _each_map(x, one_map)


def scipy_conv2d(x: Array, weight: Array, bias: Array | None = None, stride: int = 1, padding: int = 0) -> Array:
    padded = np.pad(x.astype(float), [(0, 0), (padding, padding), (padding, padding)])
    maps = [
        sum(scipy.signal.correlate2d(channel, kernel, "valid") for channel, kernel in zip(padded, kernels))
        for kernels in weight.astype(float)
    ]
    return np.array(maps)[:, ::stride, ::stride] + (0 if bias is None else bias[:, None, None])


def scipy_correlate2d(x: Array, kernel: Array) -> Array:
    return scipy.signal.correlate2d(x.astype(float), kernel.astype(float), "valid")


def scipy_convolve2d(x: Array, kernel: Array) -> Array:
    return scipy.signal.convolve2d(x.astype(float), kernel.astype(float), "valid")


def scipy_dense(x: Array, weight: Array, bias: Array) -> Array:
    return scipy.linalg.blas.dgemv(1.0, weight.astype(float), x.astype(float), 1.0, bias.astype(float))


def scipy_output_size(
    n: int, kernel_size: int, stride: int, padding: int = 0, dilation: int = 1, ceil_mode: bool = False
) -> int:
    """Not a formula: mark the cells, slide a window over them with SciPy, and count the outputs to keep."""
    kernel = np.zeros(dilation * (kernel_size - 1) + 1)
    kernel[::dilation] = 1
    cells = np.pad(np.ones(n), (padding, padding + (stride - 1 if ceil_mode else 0)))
    starts = np.arange(len(scipy.signal.correlate(cells, kernel, "valid", method="direct")))[::stride]
    if ceil_mode:  # a window that starts in the right padding, or beyond, is left out
        starts = starts[starts < padding + n]
    return len(starts)


# --- The same by PyTorch ---------------------------------------------------------------------------------------------


def torch_function(name: str) -> Function:
    """An element-wise function of torch.nn.functional, in float64."""

    def function(x: Array, *slopes: float, **named: float) -> Array:
        import torch

        return getattr(torch.nn.functional, name)(_tensor(x), *slopes, **named).numpy()

    return function


def _tensor(x: Array) -> Any:
    import torch

    # float64 holds every value that the strategies give; PyTorch does not pool or convolve integers.
    return torch.from_numpy(np.ascontiguousarray(x).astype(np.float64))


def torch_softplus(x: Array) -> Array:
    # PyTorch replaces softplus by the identity above 20, which is off by 2e-9. Ask for the formula everywhere.
    return torch_function("softplus")(x, threshold=1000)


def torch_prelu(x: Array, slope: float) -> Array:
    import torch

    return torch.nn.functional.prelu(_tensor(x), torch.tensor([slope], dtype=torch.float64)).numpy()


def _torch_pool(name: str) -> Function:
    def pool(x: Array, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
        import torch

        batch = _tensor(x).reshape(1, -1, *x.shape[-2:])
        out = getattr(torch.nn.functional, name)(batch, kernel_size, stride, padding).numpy()
        return out.reshape(*x.shape[:-2], *out.shape[-2:])

    return pool


def torch_adaptive_avg_pool2d(x: Array, size: int) -> Array:
    import torch

    return torch.nn.functional.adaptive_avg_pool2d(_tensor(x), size).numpy()


def torch_conv2d(x: Array, weight: Array, bias: Array | None = None, stride: int = 1, padding: int = 0) -> Array:
    import torch

    summand = None if bias is None else _tensor(bias)
    return torch.nn.functional.conv2d(_tensor(x), _tensor(weight), summand, stride, padding).numpy()


def torch_correlate2d(x: Array, kernel: Array) -> Array:
    return torch_conv2d(x[None], kernel[None, None])[0]


def torch_convolve2d(x: Array, kernel: Array) -> Array:
    return torch_correlate2d(x, kernel[::-1, ::-1])


def torch_dense(x: Array, weight: Array, bias: Array) -> Array:
    import torch

    return torch.nn.functional.linear(_tensor(x), _tensor(weight), _tensor(bias)).numpy()


def torch_output_size(
    n: int, kernel_size: int, stride: int, padding: int = 0, dilation: int = 1, ceil_mode: bool = False
) -> int:
    """Not a formula either: the shape that a max pool of a real tensor has."""
    import torch

    cells = torch.zeros(1, n, 1)  # one column, so that a grid of thousands of pools is fast
    out = torch.nn.functional.max_pool2d(
        cells, (kernel_size, 1), (stride, 1), (padding, 0), (dilation, 1), ceil_mode=ceil_mode
    )
    return int(out.shape[1])


# --- The oracles -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Oracle:
    """What a standard name means."""

    signature: str
    """The standard signature; an example may leave out parameters with a default, from the end."""
    arguments: Function
    """Strategy for arguments, given the names of the parameters that a function has."""
    scipy: Function
    torch: Function
    exact: bool = False
    """Whether every type gives the right number to the last bit: nothing is rounded on the way."""


ORACLES = {
    "relu": Oracle("(x)", relu_arguments, python_relu, torch_function("relu"), exact=True),
    "leaky_relu": Oracle(
        "(x, negative_slope)", sloped("negative_slope"), python_leaky_relu, torch_function("leaky_relu")
    ),
    "prelu": Oracle(
        "(x, slope)", sloped("slope"), lambda x, slope: python_leaky_relu(x, negative_slope=slope), torch_prelu
    ),
    "sigmoid": Oracle("(x)", activation, lambda x: scipy.special.expit(x.astype(float)), torch_function("sigmoid")),
    "silu": Oracle("(x)", activation, lambda x: x * scipy.special.expit(x.astype(float)), torch_function("silu")),
    "gelu": Oracle("(x)", activation, scipy_gelu, torch_function("gelu")),
    "softplus": Oracle("(x)", activation, scipy_softplus, torch_softplus),
    "elu": Oracle(
        "(x)",
        activation,
        lambda x: np.where(x > 0, x, scipy.special.expm1(np.minimum(x.astype(float), 0))),
        torch_function("elu"),
    ),
    "mish": Oracle("(x)", activation, lambda x: x * np.tanh(scipy_softplus(x)), torch_function("mish")),
    "hardswish": Oracle(
        "(x)",
        activation,
        number_by_number(lambda value: value * min(max(value + 3, 0), 6) / 6),
        torch_function("hardswish"),
    ),
    "softsign": Oracle(
        "(x)", activation, number_by_number(lambda value: value / (1 + abs(value))), torch_function("softsign")
    ),
    "max_pool2d": Oracle(
        "(x, kernel_size, stride=None, padding=0)", pool, scipy_max_pool2d, _torch_pool("max_pool2d"), exact=True
    ),
    "avg_pool2d": Oracle("(x, kernel_size, stride=None, padding=0)", pool, scipy_avg_pool2d, _torch_pool("avg_pool2d")),
    "adaptive_avg_pool2d": Oracle("(x, size)", adaptive_pool, python_adaptive_avg_pool2d, torch_adaptive_avg_pool2d),
    "conv2d": Oracle(
        "(x, weight, bias=None, stride=1, padding=0)", convolution, scipy_conv2d, torch_conv2d, exact=True
    ),
    "correlate2d": Oracle("(x, kernel)", one_map_and_kernel, scipy_correlate2d, torch_correlate2d, exact=True),
    "convolve2d": Oracle("(x, kernel)", one_map_and_kernel, scipy_convolve2d, torch_convolve2d, exact=True),
    "dense": Oracle("(x, weight, bias)", dense_arguments, scipy_dense, torch_dense, exact=True),
    "output_size": Oracle(
        "(n, kernel_size, stride, padding=0, dilation=1, ceil_mode=False)",
        sizes,
        scipy_output_size,
        torch_output_size,
        exact=True,
    ),
}

# Standard names that no example defines today, because the examples write these two as lambdas in a table.
MAY_BE_UNUSED = {"softplus", "elu"}


# --- The functions of the examples -----------------------------------------------------------------------------------


def definitions(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each example below `folder` with each standard name that it defines, at whatever depth."""
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        yield from ((path, name) for name in sorted(defined & ORACLES.keys()))


def load(path: Path, name: str) -> Function:
    """The function `name` of an example, from its imports and definitions alone: nothing runs, nothing prints."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    everywhere = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == name]
    if len(everywhere) != 1 or everywhere[0] not in tree.body:
        lines = ", ".join(str(node.lineno) for node in everywhere)
        pytest.fail(f"{path}: {name} is defined on line {lines}; expected one definition, not inside another")
    tree.body = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef)]
    namespace: dict[str, Any] = {"__name__": path.stem}
    exec(compile(tree, str(path), "exec"), namespace)
    check_signature(path, name, namespace[name])
    return namespace[name]


def check_signature(path: Path, name: str, function: Function) -> None:
    """Fail unless `function` has the standard signature, from the end of which defaults may be left out."""
    standard = list(_signature_of(ORACLES[name].signature).parameters.values())
    found = list(inspect.signature(function).parameters.values())
    required = sum(parameter.default is parameter.empty for parameter in standard)
    same_names = [p.name for p in found] == [p.name for p in standard[: len(found)]]
    # A parameter may lose its default, not change it: “stride=None” must mean the same in every example.
    same_defaults = all(f.default in (f.empty, s.default) for f, s in zip(found, standard))
    same_kinds = all(f.kind is f.POSITIONAL_OR_KEYWORD for f in found)
    if len(found) < required or not (same_names and same_defaults and same_kinds):
        pytest.fail(
            f"{path}: found {name}{inspect.signature(function)}; expected {name}{ORACLES[name].signature}, from the"
            " end of which parameters that have a default may be left out"
        )


def _signature_of(text: str) -> inspect.Signature:
    return inspect.signature(eval(f"lambda {text[1:-1]}: None"))


ARGUMENTS = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,  # CI sees the same arguments each time
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.too_slow],  # a busy machine is no failure
)


@cache
def drawn(name: str, parameters: tuple[str, ...]) -> list[Arguments]:
    """Arguments for a function with these parameters. To draw them takes longer than to judge with them, and they are
    the same for all examples."""
    found: list[Arguments] = []

    @ARGUMENTS
    @given(ORACLES[name].arguments(parameters))
    def note(arguments: Arguments) -> None:
        found.append(arguments)

    note()
    return found


@cache
def right(name: str, parameters: tuple[str, ...], library: str) -> list[Array]:
    """What a library makes of them."""
    oracle: Function = getattr(ORACLES[name], library)
    return [np.asarray(oracle(**arguments)) for arguments in drawn(name, parameters)]


def check(name: str, function: Function, library: str, smallest: bool = True) -> None:
    """Raise AssertionError, with the smallest arguments found, unless `function` agrees with an oracle."""
    parameters = tuple(inspect.signature(function).parameters)
    try:
        for arguments, expected in zip(drawn(name, parameters), right(name, parameters, library)):
            judge(name, function, library, arguments, expected)
    except Exception:
        if smallest:
            oracle: Function = getattr(ORACLES[name], library)

            @ARGUMENTS
            @given(ORACLES[name].arguments(parameters))
            def agrees(arguments: Arguments) -> None:
                judge(name, function, library, arguments, np.asarray(oracle(**arguments)))

            agrees()
        raise


def judge(name: str, function: Function, library: str, arguments: Arguments, expected: Array) -> None:
    """Raise AssertionError unless `function` makes `expected` of the arguments, and leaves them alone."""
    passed = {key: value.copy() if isinstance(value, np.ndarray) else value for key, value in arguments.items()}
    found = np.asarray(function(**passed))
    for key, value in arguments.items():
        np.testing.assert_array_equal(passed[key], value, f"{name} changes its argument {key}")
    assert found.shape == expected.shape, f"{name}: shape {found.shape}, but {library} gives {expected.shape}"
    if ORACLES[name].exact:
        np.testing.assert_array_equal(found, expected, f"{name} differs from {library}")
    else:
        single = any(value.dtype == np.float32 for value in arguments.values() if isinstance(value, np.ndarray))
        tolerance = 1e-5 if single else 1e-11
        np.testing.assert_allclose(found, expected, tolerance, tolerance, err_msg=f"{name} differs from {library}")


FOUND = list(definitions(EXAMPLES))
PAIRS = [
    pytest.param(path, name, id=f"{path.relative_to(EXAMPLES).with_suffix('').as_posix()}:{name}")
    for path, name in FOUND
]
SIZES = [pair for pair in PAIRS if pair.values[1] == "output_size"]


# --- The tests -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(("path", "name"), PAIRS)
def test_function_agrees_with(path: Path, name: str, library: str) -> None:
    check(name, load(path, name), library)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(("path", "name"), SIZES)
def test_output_size_agrees_on_the_whole_grid_with(path: Path, name: str, library: str) -> None:
    function = load(path, name)
    grid, expected = grid_sizes(tuple(inspect.signature(function).parameters), library)
    assert len(grid) > 1000
    wrong = [(case, function(**case), size) for case, size in zip(grid, expected) if function(**case) != size]
    assert not wrong, (
        f"{path}: {len(wrong)} of {len(grid)} sizes differ from {library}, the first (arguments, found, right):"
        f" {wrong[0]}"
    )


@cache
def grid_sizes(parameters: tuple[str, ...], library: str) -> tuple[list[Arguments], list[int]]:
    """The grid in these parameters, and the right size at each point."""
    grid = pool_grid(parameters)
    oracle: Function = getattr(ORACLES["output_size"], library)
    return grid, [oracle(**case) for case in grid]


@needs_torch
@pytest.mark.parametrize(("path", "name"), SIZES)
def test_output_size_holds_for_convolutions_too(path: Path, name: str) -> None:
    """The pages use one formula for both. A convolution may be padded by more than half its kernel."""
    function = load(path, name)
    padded = "padding" in inspect.signature(function).parameters
    for (n, kernel_size, stride, padding), size in convolved_sizes().items():
        if padded or not padding:
            found = function(n, kernel_size, stride, **({"padding": padding} if padded else {}))
            assert found == size, (path, n, kernel_size, stride, padding)


@cache
def convolved_sizes() -> dict[tuple[int, int, int, int], int]:
    """What PyTorch leaves of n numbers, by (n, kernel size, stride, padding)."""
    import torch

    sizes = {}
    for n, kernel_size, stride, padding in product(range(1, 20), range(1, 6), range(1, 5), range(4)):
        if kernel_size <= n + 2 * padding:  # else no window fits
            row, kernel = torch.zeros(1, 1, n), torch.zeros(1, 1, kernel_size)
            convolved = torch.nn.functional.conv1d(row, kernel, stride=stride, padding=padding)
            sizes[n, kernel_size, stride, padding] = convolved.shape[-1]
    return sizes


# --- The oracles are right, and they are used ------------------------------------------------------------------------


@needs_torch
@pytest.mark.parametrize("name", ORACLES)
def test_the_libraries_agree_with_each_other(name: str) -> None:
    """Also with every parameter, of which no single example may have them all."""
    check(name, ORACLES[name].scipy, "torch")


def test_the_examples_define_functions_with_a_standard_name() -> None:
    assert FOUND, "no example defines any of " + ", ".join(ORACLES)


def test_each_oracle_is_used_by_an_example() -> None:
    unused = ORACLES.keys() - {name for _, name in FOUND}
    assert unused <= MAY_BE_UNUSED, f"no example defines {sorted(unused - MAY_BE_UNUSED)}: delete the oracle or rename"


def test_each_name_that_contributing_fixes_has_an_oracle() -> None:
    text = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    promise = re.search(r"Functions with a standard name keep .*? may be left out", text)
    assert promise, "CONTRIBUTING.md no longer says which signatures are standard"
    promised = dict(re.findall(r"`(\w+)(\([^`]*\))`", promise[0]))
    assert promised.keys() <= ORACLES.keys()
    for name, signature in promised.items():
        assert signature in ("(…)", ORACLES[name].signature), f"{name}: CONTRIBUTING.md says {signature}"


# --- Guards: a wrong function is caught ------------------------------------------------------------------------------


def windows(x: Array, k: int, stride: int | None = None) -> Array:
    view = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(-2, -1))
    return view[..., :: stride or k, :: stride or k, :, :]


def padded_with_zeros(x: Array, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    """The mistake that beyond.md describes: zero wins against negative values."""
    around = [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2
    return windows(np.pad(x, around), kernel_size, stride).max(axis=(-2, -1))


def stride_one_by_default(x: Array, kernel_size: int, stride: int | None = None) -> Array:
    return windows(x, kernel_size, stride or 1).max(axis=(-2, -1))


def stride_ignored(x: Array, kernel_size: int, stride: int | None = None) -> Array:
    return windows(x, kernel_size).max(axis=(-2, -1))


def min_pool(x: Array, kernel_size: int) -> Array:
    return windows(x, kernel_size).min(axis=(-2, -1))


def first_of_window(x: Array, kernel_size: int) -> Array:
    return windows(x, kernel_size)[..., 0, 0]


def max_of_absolute(x: Array, kernel_size: int) -> Array:
    return abs(windows(x, kernel_size)).max(axis=(-2, -1))


def absolute(x: Array) -> Array:
    return abs(x)


def relu_in_place(x: Array) -> Array:
    x[x < 0] = 0
    return x


def divided_by_stride_plus_one(n: int, kernel_size: int, stride: int) -> int:
    """The formula that pooling-formula.md calls never right."""
    return (n - kernel_size) // (stride + 1)


def without_the_one(n: int, kernel_size: int, stride: int, padding: int = 0) -> int:
    return (n + 2 * padding - kernel_size) // stride


def padding_on_one_side(n: int, kernel_size: int, stride: int, padding: int = 0) -> int:
    return (n + padding - kernel_size) // stride + 1


def dilation_forgotten(n: int, kernel_size: int, stride: int, padding: int = 0, dilation: int = 1) -> int:
    return (n + 2 * padding - kernel_size) // stride + 1


def last_window_in_padding(
    n: int, kernel_size: int, stride: int, padding: int = 0, dilation: int = 1, ceil_mode: bool = False
) -> int:
    """Ceil without its second rule, which only few of the grid's points can show."""
    room = n + 2 * padding - dilation * (kernel_size - 1) - 1
    return (math.ceil(room / stride) if ceil_mode else room // stride) + 1


def tanh_gelu(x: Array) -> Array:
    """The approximation is off by 0.0005 at most, and is another function."""
    return x / 2 * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def padding_not_counted(x: Array, kernel_size: int, stride: int | None = None, padding: int = 0) -> Array:
    around = [(0, 0)] * (x.ndim - 2) + [(padding, padding)] * 2
    padded = np.pad(x.astype(float), around, constant_values=np.nan)
    return np.nanmean(windows(padded, kernel_size, stride), axis=(-2, -1))


def flipped_conv2d(x: Array, weight: Array) -> Array:
    return scipy_conv2d(x, weight[:, :, ::-1, ::-1])


WRONG: list[tuple[str, Function]] = [
    ("max_pool2d", padded_with_zeros),
    ("max_pool2d", stride_one_by_default),
    ("max_pool2d", stride_ignored),
    ("max_pool2d", min_pool),
    ("max_pool2d", first_of_window),
    ("max_pool2d", max_of_absolute),
    ("avg_pool2d", padding_not_counted),
    ("output_size", divided_by_stride_plus_one),
    ("output_size", without_the_one),
    ("output_size", padding_on_one_side),
    ("output_size", dilation_forgotten),
    ("output_size", last_window_in_padding),
    ("relu", absolute),
    ("relu", relu_in_place),
    ("gelu", tanh_gelu),
    ("conv2d", flipped_conv2d),
    ("correlate2d", scipy_convolve2d),
    ("convolve2d", scipy_correlate2d),
]


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize(("name", "wrong"), [pytest.param(*pair, id=pair[1].__name__) for pair in WRONG])
def test_a_wrong_function_is_caught_by(name: str, wrong: Function, library: str) -> None:
    with pytest.raises(AssertionError):
        check(name, wrong, library, smallest=False)


@pytest.mark.parametrize("library", LIBRARIES)
@pytest.mark.parametrize("wrong", [function for name, function in WRONG if name == "output_size"])
def test_the_grid_catches_a_wrong_size_with(wrong: Function, library: str) -> None:
    grid, expected = grid_sizes(tuple(inspect.signature(wrong).parameters), library)
    assert any(wrong(**case) != size for case, size in zip(grid, expected))


@pytest.mark.parametrize(
    "signature",
    [
        "(x, size)",
        "(x, kernel_size, step=None)",
        "(x, kernel_size, stride=2)",
        "(x, kernel_size, padding=0)",
        "(x)",
        "(x, kernel_size, stride=None, padding=0, dilation=1)",
        "(x, kernel_size, *, stride=None)",
        "(*everything)",
    ],
)
def test_an_unknown_signature_fails_and_says_what_was_expected(tmp_path: Path, signature: str) -> None:
    example = tmp_path / "new.py"
    example.write_text(f"def max_pool2d{signature}:\n    return x\n", encoding="utf-8")
    assert list(definitions(tmp_path)) == [(example, "max_pool2d")]
    with pytest.raises(pytest.fail.Exception) as failure:
        load(example, "max_pool2d")
    assert str(failure.value) == (
        f"{example}: found max_pool2d{signature}; expected max_pool2d(x, kernel_size, stride=None, padding=0),"
        " from the end of which parameters that have a default may be left out"
    )


@pytest.mark.parametrize(
    "source",
    [
        "class A:\n    def relu(x):\n        return x\n",
        "def f():\n    def relu(x):\n        return x\n",
        "def relu(x):\n    return x\n\n\ndef relu(x):\n    return -x\n",
    ],
    ids=["in_a_class", "in_a_function", "twice"],
)
def test_a_definition_that_cannot_be_judged_fails(tmp_path: Path, source: str) -> None:
    example = tmp_path / "new.py"
    example.write_text(source, encoding="utf-8")
    assert list(definitions(tmp_path)) == [(example, "relu")]
    with pytest.raises(pytest.fail.Exception, match="expected one definition"):
        load(example, "relu")


def test_a_new_example_is_found_and_loaded_without_running_it(tmp_path: Path) -> None:
    example = tmp_path / "topic" / "figures" / "new.py"
    example.parent.mkdir(parents=True)
    example.write_text("import numpy as np\n\ndef relu(x):\n    return np.fmax(x, 0)\n\n1 / 0\n", encoding="utf-8")
    assert list(definitions(tmp_path)) == [(example, "relu")]
    check("relu", load(example, "relu"), "scipy")
