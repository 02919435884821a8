// The ruler: how many windows fit into a row of cells, which cells no window reads, and what programs make of it.

import { ceilSize, otherSizes, outputSize } from "./arithmetic.js";
import { Figure, fill, make } from "./figure.js";
import { wholeField } from "./whole.js";

/** @typedef {{n: number, kernel: number, stride: number, padding: number, dilation: number, up: boolean}} State */

const MOST = { n: 512, kernel: 32, stride: 32, padding: 16, dilation: 8 };
const SHOWN = 32; // cells; of a longer row the two ends
const END = 13;
const CELL = 26;
const PROGRAMS = { torch_floor: "PyTorch", torch_ceil: "PyTorch, ceil_mode=True", caffe: "Caffe", tf_valid: "TensorFlow, \"valid\"", tf_same: "TensorFlow, \"same\"" };

const widthOf = ({ kernel, dilation }) => dilation * (kernel - 1) + 1;
/** What is wrong with a state: the field, and the key of what is said there; null when nothing is. */
function wrong(state) {
  if (widthOf(state) > state.n + 2 * state.padding) return ["kernel", "small"];
  return state.padding > Math.floor(state.kernel / 2) ? ["padding", "much"] : null;
}

class Ruler extends Figure {
  static initial = "13_3_2_0_1_f";

  /** cells _ kernel _ stride _ padding _ dilation _ rounding (f, c) @returns {State | null} */
  static read(text) {
    const parts = text.split("_");
    const numbers = parts.slice(0, 5).map((part) => (/^[0-9]{1,3}$/.test(part) ? +part : NaN));
    const [n, kernel, stride, padding, dilation] = numbers;
    const state = { n, kernel, stride, padding, dilation, up: parts[5] === "c" };
    const inside = Object.entries(MOST).every(([name, most]) => state[name] <= most && (state[name] >= 1 || name === "padding"));
    return inside && /^[fc]$/.test(parts[5] ?? "") && parts.length === 6 && !wrong(state) ? state : null;
  }

  static write({ n, kernel, stride, padding, dilation, up }) {
    return [n, kernel, stride, padding, dilation, up ? "c" : "f"].join("_");
  }

  static compute({ n, kernel, stride, padding, dilation, up }) {
    const size = (up ? ceilSize : outputSize)(n, kernel, stride, padding, dilation);
    const starts = Array.from({ length: size }, (_, i) => i * stride - padding);
    const reads = Array.from({ length: n }, () => 0);
    for (const start of starts) for (let j = 0; j < kernel; j += 1) if (start + j * dilation in reads) reads[start + j * dilation] += 1;
    const unread = reads.flatMap((count, cell) => (count === 0 ? [cell] : []));
    return {
      size, starts, unread, overlapped: reads.filter((count) => count > 1).length, wrong: (n - kernel) / (stride + 1),
      rules: otherSizes(n, kernel, stride, padding, dilation),
    };
  }

  build() {
    const { words } = this;
    const field = (name, slider) => wholeField(this, {
      label: words[name], least: name === "padding" ? 0 : 1, most: MOST[name], slider, change: (value) => this.attempt({ ...this.tried, [name]: value }),
    });
    this.fields = { n: field("n", [1, 32]), kernel: field("kernel", [1, 11]), stride: field("stride", [1, 8]), padding: field("padding"), dilation: field("dilation") };
    this.rounding = this.choice(words.rounding, { f: words.down, c: words.up }, (way) => this.attempt({ ...this.tried, up: way === "c" }));
    this.row = make("svg", { class: "ruler-row", "aria-hidden": "true" });
    this.formula = make("p", { class: "ruler-formula" });
    this.chosen = make("input", { type: "range", min: 1, step: 1, oninput: () => this.mark(+this.chosen.value) });
    this.reading = make("p", { class: "ruler-reading" });
    this.rules = make("tbody");
    const { n, kernel, stride, padding, dilation } = this.fields;
    const table = make("table", { class: "ruler-rules" }, make("caption", {}, words.programs), this.rules);
    return [
      make("div", { class: "explorer-controls" }, n.all, kernel.all, stride.all),
      make("p", { "data-sentence": "" }),
      make("div", { class: "ruler-scroll", tabindex: 0, role: "group", "aria-label": words.row }, this.row),
      this.formula,
      make("label", { class: "ruler-window" }, make("span", {}, words.window), this.chosen), this.reading,
      this.presets([["13, 3, 2", "13_3_2_0_1_f"], ["13, 2, 2", "13_2_2_0_1_f"], ["13, 2, 3", "13_2_3_0_1_f"], ["14, 2, 2", "14_2_2_0_1_f"],
        ["224, 11, 4", "224_11_4_0_1_f"], ["227, 11, 4", "227_11_4_0_1_f"]].filter(([, text]) => text !== this.constructor.write(this.first))),
      this.more(words.more, make("div", { class: "explorer-controls" }, padding.all, dilation.all, this.rounding), table),
    ];
  }

  /** Take a state that controls ask for, or say at the field why there is none and keep the picture. */
  attempt(state) {
    const problem = wrong(state);
    this.tried = state;
    if (problem) this.fields[problem[0]].tell(fill(this.words[problem[1]], { wide: widthOf(state), n: state.n + 2 * state.padding }));
    else this.change(state);
  }

  mark(window) {
    this.window = window;
    this.draw(this.state, this.constructor.compute(this.state));
  }

  draw(state, { size, starts, unread, wrong: thread, rules }) {
    const { words } = this;
    const { n, kernel, stride, padding, dilation } = state;
    this.tried = state;
    for (const [name, field] of Object.entries(this.fields)) field.draw(state[name]);
    this.rounding.list.value = state.up ? "c" : "f";
    this.window = Math.min(this.window || 1, size);
    this.chosen.max = size;
    this.chosen.value = this.window;
    this.drawRow(state, starts, new Set(unread));

    const [open, close] = state.up ? ["⌈", "⌉"] : ["⌊", "⌋"];
    const around = padding ? ` + 2·${padding}` : "";
    const over = dilation > 1 ? `${dilation}·(${kernel} − 1) − 1` : `${kernel}`;
    const wide = dilation > 1 ? `(${n}${around} − ${over})` : `(${n}${around} − ${kernel})`;
    this.formula.replaceChildren(make("b", {}, `${open}${wide} / ${stride}${close} + 1 = ${this.number(size)}`), make("br"),
      make("s", {}, `(${n} − ${kernel}) / (${stride} + 1) = ${this.number(thread)}`), ` ${words.thread}`);
    const start = starts[this.window - 1];
    const cells = Array.from({ length: kernel }, (_, j) => start + j * dilation).filter((cell) => cell >= 0 && cell < n);
    const listed = cells.length > 6 ? `${cells[0]}, ${cells[1]}, …, ${cells.at(-1)}` : cells.join(", ");
    const around_ = padding ? ` − ${padding}` : "";
    this.reading.textContent = fill(words.reading, { window: this.window, sum: `${this.window - 1}·${stride}${around_} = ${this.number(start)}`, cells: listed });
    this.chosen.setAttribute("aria-valuetext", this.reading.textContent);
    this.rules.replaceChildren(...Object.entries(PROGRAMS).map(([key, name]) =>
      make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, this.number(rules[key])))));

    const some = unread.length > 8 ? `${unread.slice(0, 6).join(this.separator)}…` : unread.join(this.separator);
    return this.join([fill(words.fit, { size: this.number(size) }),
      unread.length ? fill(words.unread, { cells: some }) : words.all,
      thread === size ? "" : fill(words.instead, { thread: this.number(thread) })]);
  }

  /** The row: cells with their numbers, hatched where no window reads them; brackets below, on as many levels as overlap. */
  drawRow({ n, kernel, dilation, stride, padding }, starts, unread) {
    const cells = n <= SHOWN ? Array.from({ length: n }, (_, i) => i) : [...Array.from({ length: END }, (_, i) => i), ...Array.from({ length: END }, (_, i) => n - END + i)];
    const gap = n <= SHOWN ? Infinity : n - END; // from here on the row goes on behind a gap
    const x = (cell) => (cell >= gap ? cell - n + 2 * END + 1.5 : cell) + padding; // in cells
    const wide = dilation * (kernel - 1) + 1;
    const levels = Math.min(4, Math.ceil(wide / stride));
    const total = x(n - 1) + 1 + padding + Math.max(0, Math.max(...starts) + wide - n - padding);
    const height = CELL + 10 + levels * 12;
    this.row.setAttribute("viewBox", `-2 -2 ${total * CELL + 4} ${height + 4}`);
    this.row.setAttribute("width", total * CELL + 4);
    this.row.setAttribute("height", height + 4);
    const box = (at, kind, text) => [make("rect", { x: at * CELL, y: 0, width: CELL, height: CELL, class: `ruler-cell ${kind}` }),
      text === undefined ? null : make("text", { x: (at + 0.5) * CELL, y: CELL * 0.66, "text-anchor": "middle" }, String(text))];
    const mine = new Set(Array.from({ length: kernel }, (_, j) => starts[this.window - 1] + j * dilation));
    const hatch = make("pattern", { id: "ruler-hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      make("line", { x1: 0, y1: 0, x2: 0, y2: 5, class: "ruler-stroke" }));
    const brackets = starts.map((start, i) => [start, i]).filter(([start]) => {
      const last = Math.min(start + wide, n) - 1;
      return n <= SHOWN || last < END || start >= gap;
    }).map(([start, i]) => {
      const [left, right, y] = [x(start) * CELL + 2, (x(start + wide - 1) + 1) * CELL - 2, CELL + 6 + (i % levels) * 12];
      return make("path", { d: `M${left} ${y - 4}V${y + 3}H${right}V${y - 4}`, class: `ruler-bracket${i + 1 === this.window ? " chosen" : ""}` });
    });
    const pads = Array.from({ length: padding }, (_, i) => [...box(i, "pad"), ...box(x(n - 1) + 1 + i, "pad")]).flat();
    this.row.replaceChildren(make("defs", {}, hatch), ...pads.filter(Boolean),
      ...cells.flatMap((cell) => box(x(cell), `${unread.has(cell) ? "unread" : ""}${mine.has(cell) ? " mine" : ""}`, cell)).filter(Boolean),
      ...(n > SHOWN ? [make("text", { x: (x(END - 1) + 1.75) * CELL, y: CELL * 0.66, "text-anchor": "middle" }, "…")] : []), ...brackets);
  }
}

customElements.define("ruler-figure", Ruler);
