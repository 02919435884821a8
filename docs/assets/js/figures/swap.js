// Swap the order: one map, the activation before the pooling and after it, with every map in between.

import { activation, apply, cellsOf, isAffine, isSame, outputSize, pool2d, POOLS, rises, valuesOf } from "./arithmetic.js";
import { EditableGrid, LIMIT, tint } from "./grid.js";
import { activationFields, nameOf, readActivation, writeActivation } from "./fields.js";
import { Figure, fill, make } from "./figure.js";
import { CANONICAL, frames, Lane, readMap, resized, withValue, writeMap } from "./lanes.js";

/** @typedef {{pool: "max"|"avg"|"min", f: string, slope: number, kernel: number, stride: number, padding: number,
 *   zeros: boolean, map: import("./arithmetic.js").NumberMap}} State */

const PADDINGS = { 0: [0, false], i: [1, false], z: [1, true] }; // none; 1 cell that is ignored; 1 cell of zeros
const inRange = (x) => Number.isNaN(x) || Math.abs(x) === Infinity || Math.abs(x) <= LIMIT;

/** A pooling that leaves a map: at least one window fits. */
const fits = ({ map, kernel, stride, padding }) => outputSize(map.length, kernel, stride, padding) >= 1;

class Swap extends Figure {
  static initial = `max_relu_2_2_0_${CANONICAL}`;

  /** pool _ activation[:slope] _ kernel _ stride _ padding (0, i, z) _ the values, row by row @returns {State | null} */
  static read(text) {
    const [pool, given, kernel, stride, padding, values = "", more] = text.split("_");
    const [chosen, map] = [readActivation(given), readMap(values, inRange, 2, 8)];
    if (!Object.hasOwn(POOLS, pool) || !chosen || !Object.hasOwn(PADDINGS, padding) || !map || more) return null;
    if (!/^[23]$/.test(kernel) || !/^[123]$/.test(stride)) return null;
    const [cells, zeros] = PADDINGS[padding];
    const state = { pool, ...chosen, kernel: +kernel, stride: +stride, padding: cells, zeros, map };
    return fits(state) ? state : null;
  }

  static write({ pool, f, slope, kernel, stride, padding, zeros, map }) {
    const border = zeros ? "z" : padding ? "i" : "0";
    return [pool, writeActivation({ f, slope }), kernel, stride, border, writeMap(map)].join("_");
  }

  static compute({ pool, f, slope, kernel, stride, padding, zeros, map }) {
    const function_ = activation(f, slope);
    const pooling = (values) => pool2d(values, pool, kernel, stride, padding, zeros);
    const activated = apply(map, function_);
    const pooled = pooling(map);
    const [a, b] = [pooling(activated), apply(pooled, function_)];
    const gaps = a.flatMap((row, i) => row.map((x, j) => (isSame(x, b[i][j]) ? 0 : Math.abs(x - b[i][j]))));
    const different = gaps.filter((gap) => gap !== 0).length;
    // Theory, not this map: what never decreases changes places with max and min, what is affine with the average; zeros
    // in the padding are neither activated nor averaged right, unless the activation leaves 0 alone.
    const lawful = pool === "avg" ? isAffine(f, slope) : rises(f, slope);
    return {
      activated, pooled, a, b, same: different === 0, different, largest: Math.max(...gaps),
      calls: [map.length ** 2, pooled.length ** 2], always: lawful && !(zeros && function_(0) !== 0),
    };
  }

  build() {
    const { words } = this;
    const attempt = (key) => (value) => this.attempt({ ...this.tried, [key]: value });
    this.pool = this.choice(words.pooling, { max: words.max, avg: words.avg, min: words.min }, attempt("pool"));
    this.activation = activationFields(this, (chosen) => this.attempt({ ...this.tried, ...chosen }));
    this.side = this.choice(words.side, Object.fromEntries([2, 3, 4, 5, 6, 7, 8].map((n) => [n, `${n}×${n}`])),
      (n) => this.attempt({ ...this.tried, map: resized(this.state.map, +n) }));
    this.kernel = this.withProblem(this.choice(words.kernel, { 2: "2×2", 3: "3×3" }, (k) => attempt("kernel")(+k)));
    this.stride = this.choice(words.stride, { 1: "1", 2: "2", 3: "3" }, (s) => attempt("stride")(+s));
    this.border = this.choice(words.padding, { 0: words.none, i: words.ignored, z: words.zeros }, (value) => {
      const [padding, zeros] = PADDINGS[value];
      this.attempt({ ...this.tried, padding, zeros });
    });
    this.input = new EditableGrid({
      label: words.input, kind: "large", words, number: (x) => this.number(x),
      pick: (row, column) => this.mark(this.windowOf(row, column)),
      change: (row, column, value) => {
        this.marked = this.windowOf(row, column);
        this.change({ ...this.state, map: withValue(this.state.map, row, column, value) });
      },
    });
    const [a, b] = ["A", "B"].map((letter) => new Lane(letter, words.result, (row, column) => this.mark([row, column])));
    this.lanes = { a, b };
    return [
      make("div", { class: "explorer-controls" }, this.pool, this.activation.elements),
      make("p", { "data-sentence": "" }),
      make("div", { class: "swap" },
        make("div", { class: "swap-input" }, make("p", { class: "lane-head" }, words.input), this.input.element, this.input.tools),
        make("div", { class: "swap-lanes" }, this.lanes.a.element, this.lanes.b.element)),
      this.presets([
        [words["preset-average"], `avg_relu_2_2_0_${CANONICAL}`],
        [words["preset-silu"], `max_silu_2_2_0_${CANONICAL}`],
        [words["preset-abs"], `max_abs_2_2_0_${CANONICAL}`],
        [words["preset-affine"], `avg_affine_2_2_0_${CANONICAL}`],
        [words["preset-padding"], `max_sigmoid_2_2_z_${CANONICAL}`],
      ]),
      this.more(words.more, make("div", { class: "explorer-controls" }, this.side, this.kernel, this.stride, this.border)),
      this.more(words.keyboard, make("p", {}, words.keys)),
    ];
  }

  /** Take a state that controls ask for, or say at the field why there is none and keep the picture. */
  attempt(state) {
    this.tried = state;
    this.marked = null;
    if (fits(state)) this.change(state);
    else this.kernel.tell(fill(this.words.small, { kernel: `${state.kernel}×${state.kernel}`, side: `${state.map.length}×${state.map.length}` }));
  }

  /** The first window that reads a cell: the marked one, if it does; null for a cell that no window reads. */
  windowOf(row, column) {
    const reads = ([i, j]) => this.cells(i, j).some(([r, c]) => r === row && c === column);
    if (this.marked && reads(this.marked)) return this.marked;
    const size = this.lanes.a.result.side;
    for (let i = 0; i < size; i += 1) for (let j = 0; j < size; j += 1) if (reads([i, j])) return [i, j];
    return this.marked;
  }

  cells(i, j) {
    const { kernel, stride, padding } = this.state;
    return cellsOf(i, j, kernel, stride, padding);
  }

  mark(place) {
    this.marked = place;
    this.draw(this.state, this.constructor.compute(this.state));
  }

  /** Where the lesson is: the first window that differs, or else the first without a positive value. */
  lesson(state, { a, b, pooled }) {
    const places = a.flatMap((row, i) => row.map((_, j) => [i, j]));
    return places.find(([i, j]) => !isSame(a[i][j], b[i][j]))
      ?? places.find(([i, j]) => this.cells(i, j).every(([r, c]) => !(state.map[r]?.[c] > 0))) ?? [0, 0];
  }

  draw(state, result) {
    const { words } = this;
    const { map, kernel, stride, padding, zeros, pool } = state;
    this.tried = state;
    const { a, b, activated, pooled } = result;
    if (!this.marked || this.marked.some((place) => place >= a.length)) this.marked = this.lesson(state, result);
    const [row, column] = this.marked;
    if (!this.input.values) this.input.at = [row * stride, column * stride]; // where the lesson is
    const name = nameOf(state);
    Object.assign(this.pool.list, { value: pool });
    this.activation.draw(state);
    this.side.list.value = map.length;
    this.kernel.list.value = kernel;
    this.kernel.tell("");
    this.stride.list.value = stride;
    this.border.list.value = zeros ? "z" : padding ? "i" : "0";

    // Which cells a window reads, and the frames of all windows where they do not overlap.
    const read = new Set(a.flatMap((cells, i) => cells.flatMap((_, j) => this.cells(i, j).map(String))));
    const frame = frames(this.marked, map.length, kernel, stride, padding);
    const cellOf = (values) => (r, c) => {
      const value = values[r]?.[c];
      if (value === undefined) return { text: zeros ? "0" : "", kind: "pad", edges: frame(r, c) };
      return { text: this.short(value), kind: `${tint(value)}${read.has(`${r},${c}`) ? "" : " unread"}`, edges: frame(r, c) };
    };
    const ringed = (values, ring) => {
      const side = Array.from({ length: values.length + 2 * ring }, (_, i) => i - ring);
      return side.map((r) => side.map((c) => cellOf(values)(r, c)));
    };
    const small = (values, differ) => values.map((cells, i) => cells.map((value, j) => ({
      text: this.short(value),
      kind: tint(value) + (differ && !isSame(a[i][j], b[i][j]) ? " differs" : ""),
      edges: i === row && j === column ? ["t", "r", "b", "l"] : [],
    })));
    this.input.drawValues(ringed(map, padding), map, padding);
    const { a: first, b: second } = this.lanes;
    first.between.draw(ringed(activated, padding), padding);
    first.result.draw(small(a, true));
    second.between.draw(small(pooled));
    second.result.draw(small(b, true));
    first.result.at = second.result.at = [row, column];

    const pooling = words[pool];
    const list = (values) => values.map((x) => this.short(x)).join(this.separator);
    const window = valuesOf(map, this.cells(row, column), zeros);
    const seen = valuesOf(activated, this.cells(row, column), zeros);
    const [x, pooledX, y, z] = [list(window), this.short(pooled[row][column]), this.short(a[row][column]), this.short(b[row][column])];
    first.tell(fill(words["lane-a"], { f: name, pool: pooling, n: result.calls[0] }), [name, pooling],
      `${pooling}(${name}(${x})) = ${pooling}(${list(seen)}) = ${y}`);
    second.tell(fill(words["lane-b"], { f: name, pool: pooling, n: result.calls[1] }), [pooling, name],
      `${name}(${pooling}(${x})) = ${name}(${pooledX}) = ${z}`);
    return this.sentenceOf(state, result, name);
  }

  sentenceOf({ pool, f, slope, zeros }, { same, different, largest, always, a }, name) {
    const { words } = this;
    const zero = activation(f, slope)(0);
    const lawful = pool === "avg" ? isAffine(f, slope) : rises(f, slope);
    const why = lawful && !always ? "border" : pool === "avg" ? (lawful ? "affine" : "curved") : `${lawful ? "rises" : "falls"}-${pool}`;
    const verdict = same ? fill(words.same, { n: a.length ** 2 })
      : fill(words.different, { count: different, n: a.length ** 2, largest: this.number(largest) });
    const other = same && !always ? words.other : "";
    return this.join([verdict, fill(words[why], { f: name, zero: this.number(zero) }), other]);
  }
}

customElements.define("swap-figure", Swap);
