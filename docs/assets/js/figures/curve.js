// Two points under a curve: a window of two values, and both orders as heights. For the maximum the theorem and its
// converse, for the average Jensen's inequality.

import { activation, bending, falling, isAffine, isSame, POOLS, rises } from "./arithmetic.js";
import { activationFields, nameOf, numberField, REACH, readActivation, writeActivation } from "./fields.js";
import { Figure, fill, make, readNumber } from "./figure.js";
import { Grid, tint } from "./grid.js";

/** @typedef {{pool: "max"|"avg"|"min", f: string, slope: number, a: number, b: number}} State */

const WHOLE = [-3, -2, -1, 0, 1, 2, 3]; // the values of the table
const PLOT = { left: 44, right: 340, top: 10, bottom: 180, width: 360, height: 226 }; // explorers.css lays the sliders along it

/** A, the activation first, and B, the pooling first. */
function orders(pool, f, a, b) {
  const pair = [POOLS[pool]([f(a), f(b)]) + 0, f(POOLS[pool]([a, b]))];
  return [...pair, isSame(...pair) ? 0 : pair[0] - pair[1]];
}

class Curve extends Figure {
  static initial = "max_silu_-1_-3";

  /** pool _ activation[:slope] _ a _ b @returns {State | null} */
  static read(text) {
    const [pool, given, first = "", second = "", more] = text.split("_");
    const [chosen, a, b] = [readActivation(given), readNumber(first), readNumber(second)];
    const near = [a, b].every((x) => x !== null && Math.abs(x) <= REACH);
    return Object.hasOwn(POOLS, pool) && chosen && near && more === undefined ? { pool, ...chosen, a: a + 0, b: b + 0 } : null;
  }

  static write({ pool, f, slope, a, b }) {
    return [pool, writeActivation({ f, slope }), a, b].join("_");
  }

  static compute({ pool, f, slope, a, b }) {
    const height = activation(f, slope);
    const [A, B, gap] = orders(pool, height, a, b);
    return {
      a, b, A, B, gap, same: gap === 0, always: pool === "avg" ? isAffine(f, slope) : rises(f, slope),
      falls: falling(height), bends: bending(height),
      // As the plane has it: b upwards, a to the right.
      table: WHOLE.map((below) => WHOLE.map((x) => orders(pool, height, x, 0 - below)[2])),
    };
  }

  build() {
    const { words } = this;
    const set = (key) => (value) => this.change({ ...this.state, [key]: value });
    this.pool = this.choice(words.pooling, { max: words.max, avg: words.avg, min: words.min }, set("pool"));
    this.activation = activationFields(this, (chosen) => this.change({ ...this.state, ...chosen }));
    this.plot = make("svg", { viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, role: "img" });
    this.hands = ["a", "b"].map((name) => {
      const slider = make("input", { type: "range", min: -REACH, max: REACH, step: 0.25, "aria-label": name,
        oninput: () => set(name)(Number(slider.value)) });
      return { name, slider, field: numberField(this, name, set(name)), row: make("div", { class: "curve-hand" },
        make("span", { "aria-hidden": "true" }, name), slider) };
    });
    const order = (letter) => {
      const [head, maths] = [make("span"), make("p", { class: "lane-maths" })];
      return { head, maths, element: make("div", { class: `lane lane-${letter.toLowerCase()}` },
        make("p", { class: "lane-head" }, make("b", {}, `${letter} ${letter === "A" ? "●" : "□"} `), head), maths) };
    };
    [this.A, this.B] = [order("A"), order("B")];
    this.legend = make("p", { class: "lane-head" });
    this.grid = new Grid({ label: words.table, kind: "small", pick: (row, column) =>
      this.change({ ...this.state, a: WHOLE[column], b: 0 - WHOLE[row] }) });
    return [
      make("div", { class: "explorer-controls" }, this.pool, this.activation.elements, this.hands.map(({ field }) => field)),
      make("p", { "data-sentence": "" }),
      make("div", { class: "curve" },
        make("div", { class: "curve-plot" }, this.plot, this.hands.map(({ row }) => row)),
        make("div", { class: "curve-orders" }, this.A.element, this.B.element),
        make("div", { class: "curve-table" }, this.legend, this.grid.element)),
      this.presets(["max_silu_-1_-3", "max_relu_-1_-3", "avg_relu_2_-2", "avg_affine_2_-2", "avg_tanh_3_0"]
        .map((text) => [text, this.constructor.read(text)])
        .map(([text, state]) => [`${words[state.pool]} · ${nameOf(state)}`, text])),
      this.more(words.keyboard, make("p", {}, words.keys)),
    ];
  }

  draw(state, result) {
    const { words } = this;
    const { pool, a, b } = state;
    const { A, B, same, table } = result;
    const name = nameOf(state);
    this.pool.list.value = pool;
    this.activation.draw(state);
    for (const hand of this.hands) {
      hand.slider.value = state[hand.name];
      hand.slider.setAttribute("aria-valuetext", this.number(state[hand.name]));
      hand.field.draw(state[hand.name]);
    }
    const n = (...values) => values.map((x) => this.number(x)).join(this.separator);
    const height = activation(state.f, state.slope);
    const [f, pooling] = [`${name}`, words[pool]];
    this.A.head.textContent = words[`a-${pool}`];
    this.B.head.textContent = words[`b-${pool}`];
    this.A.maths.textContent = `${pooling}(${f}(${n(a)})${this.separator}${f}(${n(b)})) = ${pooling}(${n(height(a), height(b))}) = ${n(A)}`;
    this.B.maths.textContent = `${f}(${pooling}(${n(a, b)})) = ${f}(${n(POOLS[pool]([a, b]))}) = ${n(B)}`;
    this.plot.setAttribute("aria-label", fill(words.plot, { f: name }));
    this.plot.replaceChildren(...this.picture(state, result, height));

    // The table with its axes: a ring around it.
    const [column, row] = [WHOLE.indexOf(a), WHOLE.indexOf(0 - b)];
    if (row >= 0 && column >= 0) this.grid.at = [row, column];
    const axis = (text = "") => ({ text, kind: "axis" });
    const line = (first, last) => [axis(first), ...WHOLE.map((x) => axis(last && this.number(x))), axis(last)];
    this.grid.draw([
      line("", "a"),
      ...table.map((gaps, i) => [axis(this.number(0 - WHOLE[i])), ...gaps.map((gap, j) => ({
        text: pool === "avg" ? this.hundredths(gap) : gap === 0 ? "=" : "≠",
        kind: pool === "avg" ? tint(gap) : gap === 0 ? "zero" : "apart",
        edges: i === row && j === column ? ["t", "r", "b", "l"] : [],
      })), axis()]),
      line("b"),
    ], 1);
    this.legend.textContent = words[pool === "avg" ? "table-avg" : "table-max"];
    return this.sentenceOf(state, result, height);
  }

  /** What fits into a narrow cell: “≈0” is nearly, but not, zero. */
  hundredths(x) {
    const short = Number(x.toFixed(2));
    return short === 0 && x !== 0 ? "≈0" : this.number(short);
  }

  picture({ pool, a, b }, { A, B, gap, falls }, height) {
    const { left, right, top, bottom, width } = PLOT;
    const places = Array.from({ length: 129 }, (_, i) => i / 16 - REACH);
    // As high as the curve is around the two values, in whole ticks: the scale changes seldom, and a flat part is seen.
    const near = places.filter((place) => place >= Math.min(a, b) - 1 && place <= Math.max(a, b) + 1);
    const heights = [...near.map(height), A, B];
    const flat = Math.max(...heights) - Math.min(...heights) < 0.01 ? 1 : 0;
    const [least, most] = [Math.min(...heights) - flat, Math.max(...heights) + flat];
    const step = [0.05, 0.1, 0.2, 0.5, 1, 2, 5].find((size) => (most - least) / size <= 5);
    const [low, high] = [Math.floor(least / step) * step, Math.ceil(most / step) * step];
    const margin = (high - low) * 0.2;
    const x = (value) => left + ((value + REACH) / (2 * REACH)) * (right - left);
    const y = (value) => bottom - ((value - low + margin) / (high - low + 2 * margin)) * (bottom - top);
    const path = (at) => `M${at.map((place) => `${x(place).toFixed(1)} ${y(height(place)).toFixed(1)}`).join("L")}`;
    const line = (kind, x1, y1, x2, y2) => make("line", { class: kind, x1, y1, x2, y2 });
    const text = (kind, words, px, py, anchor = "middle") => make("text", { class: kind, x: px, y: py, "text-anchor": anchor }, words);
    const ticks = Array.from({ length: Math.round((high - low) / step) + 1 }, (_, i) => low + i * step);
    const clipped = make("svg", { x: left, y: top, width: right - left, height: bottom - top,
      viewBox: `${left} ${top} ${right - left} ${bottom - top}` });
    const drawn = [
      line("axis", left, bottom, right, bottom), line("axis", left, top, left, bottom), clipped,
      ...ticks.map((tick) => text("tick", this.number(Number(tick.toFixed(2))), left - 6, y(tick) + 4, "end")),
      ...[-4, -2, 0, 2, 4].map((tick) => text("tick", this.number(tick), x(tick), bottom + 14)),
    ];
    clipped.append(line("zero", left, y(0), right, y(0)), line("zero", x(0), top, x(0), bottom));
    if (falls && pool !== "avg") {
      const inside = places.filter((place) => place > falls[0] && place < falls[1]);
      clipped.append(make("path", { class: "falls", d: path([falls[0], ...inside, falls[1]]) }));
    }
    clipped.append(make("path", { class: "graph", d: path(places) }));
    const close = Math.abs(a - b) < 0.5 ? (a < b ? -7 : 7) : 0;
    for (const [name, value, shift] of [["a", a, close], ["b", b, -close]]) {
      drawn.push(line("drop", x(value), y(height(value)), x(value), bottom),
        make("circle", { class: "value", cx: x(value), cy: y(height(value)), r: 4.5 }),
        text("letter", name, x(value) + shift, bottom + 34));
    }
    if (pool === "avg") drawn.push(line("chord", x(a), y(height(a)), x(b), y(height(b))));
    const middle = POOLS[pool]([a, b]);
    const onA = pool === "avg" ? middle : isSame(height(middle), A) ? middle : a + b - middle; // where A stands
    if (pool === "avg" && gap) {
      drawn.push(line("gap", x(middle), y(A), x(middle), y(B)),
        text("letter", this.number(gap), x(middle) + 9, (y(A) + y(B)) / 2 + 5, "start"));
    }
    const below = A >= B ? 1 : -1;
    const label = (letter, value, at, side) => {
      const anchor = x(at) < left + 40 ? "start" : x(at) > width - 60 ? "end" : "middle";
      return text(`letter order-${letter[0].toLowerCase()}`, `${letter} ${this.number(value)}`, x(at), y(value) + (side > 0 ? 22 : -12), anchor);
    };
    drawn.push(make("rect", { class: "mark-b", x: x(middle) - 8, y: y(B) - 8, width: 16, height: 16 }),
      make("circle", { class: "mark-a", cx: x(onA), cy: y(A), r: 5.5 }),
      ...(gap ? [label("A", A, onA, -below), label("B", B, middle, below)] : [label("A = B =", A, onA, -1)]));
    return drawn;
  }

  sentenceOf({ pool, a, b }, { A, B, gap, same, always, falls, bends }, height) {
    const { words } = this;
    const [left, right] = [Math.min(a, b), Math.max(a, b)];
    const verdict = same ? fill(words.same, { A: this.number(A) })
      : fill(words.differ, { A: this.number(A), B: this.number(B), gap: this.number(Math.abs(gap)) });
    const other = same && !always ? words.other : "";
    if (always) return this.join([verdict, words[pool === "avg" ? "affine" : `rises-${pool}`]]);
    if (a === b) return this.join([verdict, words.equal, other]);
    if (pool !== "avg") {
      const [from, to] = falls ? [Math.max(left, falls[0]), Math.min(right, falls[1])] : [0, 0];
      const why = from < to ? words[`${same ? "safe" : "falls"}-${pool}`] : words.level;
      return this.join([verdict, fill(why, { from: this.number(from), to: this.number(to) }), other]);
    }
    const chord = (part) => isSame(height(a + part * (b - a)), height(a) + part * (height(b) - height(a)));
    const here = same ? words[[0.1, 0.3, 0.6, 0.9].every(chord) ? "straight" : "meets"]
      : bends === "both" ? words[gap > 0 ? "above" : "below"] : "";
    return this.join([verdict, here, bends === "both" ? other : words[bends]]);
  }
}

customElements.define("curve-figure", Curve);
