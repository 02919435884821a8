// The arithmetic of the figures: plain functions of numbers, without a page. Tests compare each figure with NumPy over
// hundreds of states. A map is an array of rows. No map holds a negative zero: “+ 0” makes it 0, as the examples do.

/** @typedef {number[][]} NumberMap */
/** @typedef {{name: string, f: (x: number, slope: number) => number, rises: boolean, affine?: boolean}} Activation */

/** The error function, to 1e-14: its series near 0, a continued fraction of 1 - erf where the series loses digits. */
export function erf(x) {
  if (Number.isNaN(x)) return NaN;
  const a = Math.abs(x);
  if (a > 6) return Math.sign(x);
  if (a < 2.5) {
    let sum = x;
    for (let n = 1, term = x; Math.abs(term) > 1e-17 * Math.abs(sum); n += 1) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = 0;
  for (let n = 60; n > 0; n -= 1) fraction = n / 2 / (a + fraction);
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction));
}

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const softplus = (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const between = (x, low, high) => Math.min(Math.max(x, low), high); // NaN stays NaN
const gate = (x, open) => (x === -Infinity ? 0 : x * open); // x times a gate that closes: the limit, not -inf * 0

/** Activations by the word that stands for each in an address. `rises`: never decreases. @type {Record<string, Activation>} */
export const ACTIVATIONS = {
  relu: { name: "ReLU", f: (x) => Math.max(x, 0), rises: true },
  leaky: { name: "leaky ReLU", f: (x, slope) => (x < 0 ? slope * x : x), rises: true },
  relu6: { name: "ReLU6", f: (x) => between(x, 0, 6), rises: true },
  elu: { name: "ELU", f: (x) => (x < 0 ? Math.expm1(x) : x), rises: true },
  tanh: { name: "tanh", f: Math.tanh, rises: true },
  sigmoid: { name: "sigmoid", f: sigmoid, rises: true },
  softplus: { name: "softplus", f: softplus, rises: true },
  gelu: { name: "GELU", f: (x) => gate(x, (1 + erf(x / Math.SQRT2)) / 2), rises: false },
  silu: { name: "SiLU", f: (x) => gate(x, sigmoid(x)), rises: false },
  mish: { name: "Mish", f: (x) => gate(x, Math.tanh(softplus(x))), rises: false },
  hardswish: { name: "Hardswish", f: (x) => gate(x, between(x / 6 + 0.5, 0, 1)), rises: false },
  abs: { name: "|x|", f: Math.abs, rises: false },
  negative: { name: "\u2212x", f: (x) => -x, rises: false, affine: true },
  affine: { name: "2x\u202f+\u202f3", f: (x) => 2 * x + 3, rises: true, affine: true },
};

/** The activation of a word as a function of one number; `slope` is that of leaky ReLU and PReLU. */
export const activation = (word, slope) => (x) => ACTIVATIONS[word].f(x, slope) + 0;

/** Whether an activation never decreases: for leaky ReLU and PReLU that hangs on the slope. */
export const rises = (word, slope) => (word === "leaky" ? slope >= 0 : ACTIVATIONS[word].rises);

/** Whether an activation is affine, so that it changes places with every average. */
export const isAffine = (word, slope) => (word === "leaky" ? slope === 1 : Boolean(ACTIVATIONS[word].affine));

/** A map with `f` of each value. @param {NumberMap} map */
export const apply = (map, f) => map.map((row) => row.map(f));

/** How many windows fit: ⌊(n + 2p − d(k − 1) − 1) / s⌋ + 1, as in PyTorch's MaxPool2d. */
export function outputSize(n, kernel, stride, padding = 0, dilation = 1) {
  return Math.floor((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
}

/** The cells of one window, row by row: [row, column] of each; those in the padding lie outside the map. */
export function cellsOf(row, column, kernel, stride, padding) {
  const cells = [];
  for (let i = 0; i < kernel; i += 1) {
    for (let j = 0; j < kernel; j += 1) cells.push([row * stride - padding + i, column * stride - padding + j]);
  }
  return cells;
}

const largest = (values) => values.reduce((a, b) => Math.max(a, b));
const smallest = (values) => values.reduce((a, b) => Math.min(a, b));
const mean = (values) => values.reduce((a, b) => a + b) / values.length;
export const POOLS = { max: largest, avg: mean, min: smallest };

/** The values of one window. Padding is 0 with `zeros`; without, cells of the padding are left out: minus infinity for
 * the maximum, plus infinity for the minimum, not counted by the average. @param {NumberMap} map */
export function valuesOf(map, cells, zeros) {
  const inside = cells.map(([i, j]) => map[i]?.[j]);
  return zeros ? inside.map((value) => value ?? 0) : inside.filter((value) => value !== undefined);
}

/** A pooled square map. @param {NumberMap} map @param {"max"|"avg"|"min"} kind */
export function pool2d(map, kind, kernel, stride, padding = 0, zeros = false) {
  const size = outputSize(map.length, kernel, stride, padding);
  const side = Array.from({ length: size }, (_, i) => i);
  return side.map((i) =>
    side.map((j) => POOLS[kind](valuesOf(map, cellsOf(i, j, kernel, stride, padding), zeros)) + 0));
}

/** Whether two results count as the same number: equal, both NaN, or apart by rounding only. */
export function isSame(a, b) {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const gap = Math.abs(a - b);
  return gap < Infinity && gap <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** Where a function falls between −4 and 4, to the thousandth: [from, to] (ours have one such stretch at most), or null. */
export function falling(f) {
  let found = null;
  for (let i = -4000, value = f(-4); i < 4000; i += 1) {
    const next = f((i + 1) / 1000);
    if (next < value) found = [(found ?? [i / 1000])[0], (i + 1) / 1000];
    value = next;
  }
  return found;
}

/** How a function bends between −8 and 8. @returns {"up" | "down" | "both" | "straight"} “up” is convex */
export function bending(f) {
  let [up, down] = [false, false];
  for (let x = -7.75; x < 8; x += 0.25) {
    const bend = f(x - 0.25) + f(x + 0.25) - 2 * f(x);
    up ||= bend > 1e-9;
    down ||= bend < -1e-9;
  }
  return up && down ? "both" : up ? "up" : down ? "down" : "straight";
}

/** Of a window with one maximum or several: the position of the first. @param {number[]} values */
export const firstLargest = (values) => values.indexOf(POOLS.max(values));

/** How many windows fit when the last one may be incomplete, as with PyTorch's ceil_mode: it starts in the map or before. */
export function ceilSize(n, kernel, stride, padding = 0, dilation = 1) {
  const size = Math.ceil((n + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1;
  return (size - 1) * stride >= n + padding ? size - 1 : size;
}

/** What other programs make of the same numbers: Caffe rounds up, TensorFlow has two rules and pads by its own. */
export function otherSizes(n, kernel, stride, padding, dilation) {
  const wide = dilation * (kernel - 1) + 1;
  const up = Math.ceil((n + 2 * padding - wide) / stride) + 1;
  return {
    torch_floor: outputSize(n, kernel, stride, padding, dilation),
    torch_ceil: ceilSize(n, kernel, stride, padding, dilation),
    caffe: padding && (up - 1) * stride >= n + padding ? up - 1 : up,
    tf_valid: Math.ceil((n - wide + 1) / stride),
    tf_same: Math.ceil(n / stride),
  };
}

/** The sides of AlexNet's maps, from the image to the last pool: convolution of 11, stride 4; pools of 3, stride 2, where
 * `last` may be another [kernel, stride] or none. `up`: rounded up, as AlexNet's own program does. */
export function alexnetSizes(image, padding, up, last) {
  const round = up ? Math.ceil : Math.floor;
  const size = (n, kernel, stride, around = 0) => (n + 2 * around < kernel ? 0 : round((n + 2 * around - kernel) / stride) + 1);
  const conv1 = size(image, 11, 4, padding);
  const pool1 = size(conv1, 3, 2);
  const pool2 = size(pool1, 3, 2);
  return { conv1, pool1, conv2: pool1, pool2, conv3: pool2, conv4: pool2, conv5: pool2, pool5: last ? size(pool2, ...last) : pool2 };
}
