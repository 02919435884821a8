// Where the gradient goes: what arrives at the outputs, back through both orders of ReLU and pooling (2×2, stride 2).

import { cellsOf, firstLargest, outputSize, POOLS } from "./arithmetic.js";
import { Figure, fill, make } from "./figure.js";
import { EditableGrid, LIMIT, tint } from "./grid.js";
import { CANONICAL, frames, Lane, readMap, resized, withValue, writeMap } from "./lanes.js";

/** @typedef {import("./arithmetic.js").NumberMap} NumberMap */
/** @typedef {{pool: "max"|"avg", zero: 0|1, map: NumberMap, arriving: NumberMap}} State zero: the derivative of ReLU at 0 */

const K = 2; // kernel and stride
const outputs = (side) => outputSize(side, K, K);
const finite = (x) => Math.abs(x) <= LIMIT;
const plain = (map) => map.map((row) => row.map((x) => x + 0)); // no negative zero
const empty = (side) => Array.from({ length: side }, () => Array(side).fill(0));
const derivative = (x, zero) => (x > 0 ? 1 : x < 0 ? 0 : zero);

/** Each window: its place, cells, values, and what arrives at its output. @param {State} state */
const windowsOf = ({ map, arriving }) => arriving.flatMap((row, i) => row.map((g, j) => {
  const cells = cellsOf(i, j, K, K, 0);
  return { i, j, g, cells, values: cells.map(([r, c]) => map[r][c]) };
}));

class Gradient extends Figure {
  static initial = `max_0_${CANONICAL}_1,2,3,4`;

  /** pool _ derivative at 0 _ the values of the map _ those of the arriving gradient @returns {State | null} */
  static read(text) {
    const [pool, zero, values = "", gradients = "", more] = text.split("_");
    const [map, arriving] = [readMap(values, finite, 2, 6), readMap(gradients, finite, 1, 3)];
    if (!/^(max|avg)$/.test(pool) || !/^[01]$/.test(zero) || !map || arriving?.length !== outputs(map.length) || more) return null;
    return { pool, zero: +zero, map: plain(map), arriving: plain(arriving) };
  }

  static write({ pool, zero, map, arriving }) {
    return [pool, zero, writeMap(map), writeMap(arriving)].join("_");
  }

  static compute(state) {
    const { pool, zero, map, arriving } = state;
    const [a, b, afterPool] = [empty(map.length), empty(map.length), empty(map.length)]; // A is back through the pooling
    const afterReLU = empty(arriving.length); // B is back through ReLU
    const winners = [[], []];
    for (const { i, j, g, cells, values } of windowsOf(state)) {
      const pooled = POOLS[pool](values);
      const through = afterReLU[i][j] = derivative(pooled, zero) ? g : 0;
      const [first, last] = [firstLargest(values.map((x) => Math.max(x, 0))), firstLargest(values)];
      if (pool === "max") winners.forEach((found, order) => found.push(order ? last : first));
      cells.forEach(([r, c], k) => {
        afterPool[r][c] = pool === "avg" ? g / 4 : k === first ? g : 0;
        a[r][c] = derivative(map[r][c], zero) ? afterPool[r][c] : 0;
        b[r][c] = pool === "avg" ? through / 4 : k === last ? through : 0;
      });
    }
    const different = a.flat().filter((x, k) => x !== b.flat()[k]).length;
    const reached = [a, b].map((given) => given.flat().filter((x) => x !== 0).length);
    return { a, b, afterPool, afterReLU, winners, same: different === 0, different, reached };
  }

  build() {
    const { words } = this;
    const set = (changed) => {
      this.marked = null;
      this.change({ ...this.state, ...changed });
    };
    this.pool = this.choice(words.pooling, { max: words.max, avg: words.avg }, (pool) => set({ pool }));
    this.zero = this.choice(words.zero, { 0: "0", 1: "1" }, (zero) => set({ zero: +zero }));
    this.side = this.choice(words.side, Object.fromEntries([2, 3, 4, 5, 6].map((n) => [n, `${n}×${n}`])), (n) => {
      const size = outputs(+n);
      set({ map: resized(this.state.map, +n), arriving: resized(this.state.arriving, size, (i, j) => i * size + j + 1) });
    });
    const editable = (label, key, windowOf) => {
      const grid = new EditableGrid({
        label, kind: "large", words, number: (x) => this.number(x),
        pick: (row, column) => this.mark(windowOf(row, column)),
        change: (row, column, value) => {
          if (!Number.isFinite(value)) return grid.tell(words.finite);
          this.marked = windowOf(row, column);
          this.change({ ...this.state, [key]: withValue(this.state[key], row, column, value + 0) });
        },
      });
      return grid;
    };
    const outputOf = (row, column) => { // of an odd side the last row and column belong to no window
      const there = [row, column].map((place) => Math.floor(place / K));
      return there.every((place) => place < this.state.arriving.length) ? there : this.marked;
    };
    this.input = editable(words.input, "map", outputOf);
    this.arriving = editable(words.arriving, "arriving", (row, column) => [row, column]);
    this.lanes = ["A", "B"].map((letter) => new Lane(letter, words.result, (row, column) => this.mark(outputOf(row, column))));
    this.legend = make("p", { class: "gradient-legend" }, `▾ ${words.winner}`);
    const given = (label, grid) => make("div", {}, make("p", { class: "lane-head" }, label), grid.element, grid.tools);
    return [
      make("div", { class: "explorer-controls" }, this.pool, this.zero, this.side),
      make("p", { "data-sentence": "" }),
      make("div", { class: "gradient" },
        make("div", { class: "gradient-given" }, given(words.input, this.input), given(words.arriving, this.arriving)),
        make("div", { class: "gradient-lanes" }, this.lanes.map(({ element }) => element)), this.legend),
      this.presets([
        [words["preset-average"], `avg_0_${CANONICAL}_1,2,3,4`],
        [words["preset-mixed"], "avg_0_3,-1,1,-1_1"],
        [words["preset-zero"], "max_1_-1,0,-2,-3_1"],
        [words["preset-tie"], "max_0_2,5,5,5_1"],
      ]),
      this.more(words.keyboard, make("p", {}, words.keys)),
    ];
  }

  mark(place) {
    this.marked = place;
    this.draw(this.state, this.constructor.compute(this.state));
  }

  /** Where the lesson is: the first window in which the orders differ, or else one that is stopped. */
  lesson(state, { a, b }) {
    const windows = windowsOf(state);
    const { i, j } = windows.find(({ cells }) => cells.some(([r, c]) => a[r][c] !== b[r][c]))
      ?? windows.find(({ g, cells }) => g !== 0 && cells.every(([r, c]) => a[r][c] === 0)) ?? windows[0];
    return [i, j];
  }

  draw(state, result) {
    const { words } = this;
    const { pool, zero, map, arriving } = state;
    const { a, b, afterPool, afterReLU, winners } = result;
    if (!this.marked || this.marked.some((place) => place >= arriving.length)) this.marked = this.lesson(state, result);
    const [row, column] = this.marked;
    if (!this.input.values) [this.input.at, this.arriving.at] = [[row * K, column * K], [row, column]];
    [this.pool.list.value, this.zero.list.value, this.side.list.value] = [pool, zero, map.length];

    const frame = frames(this.marked, map.length, K, K);
    const windows = windowsOf(state);
    const cellsWon = (order) => new Set(windows.flatMap(({ cells }, k) => (pool === "max" ? [String(cells[winners[order][k]])] : [])));
    const large = (values, more = () => "") => values.map((cells, r) => cells.map((x, c) => ({
      text: this.short(x),
      kind: [tint(x), Math.max(r, c) >= K * arriving.length && "unread", more(r, c)].filter(Boolean).join(" "),
      edges: frame(r, c),
    })));
    const small = (values) => values.map((cells, i) => cells.map((x, j) => ({
      text: this.short(x), kind: tint(x), edges: i === row && j === column ? ["t", "r", "b", "l"] : [],
    })));
    this.input.drawValues(large(map), map);
    this.arriving.drawValues(small(arriving), arriving);
    const [first, second] = this.lanes;
    const won = [0, 1].map(cellsWon);
    const final = (order) => (r, c) =>
      [a[r][c] !== b[r][c] && "differs", won[order].has(`${r},${c}`) && "winner"].filter(Boolean).join(" ");
    first.between.draw(large(afterPool, (r, c) => (won[0].has(`${r},${c}`) ? "winner" : "")));
    second.between.draw(small(afterReLU));
    this.lanes.forEach(({ result: grid }, order) => {
      if (![0, 1].includes(grid.at[0] - row * K) || ![0, 1].includes(grid.at[1] - column * K)) grid.at = [row * K, column * K];
      grid.draw(large([a, b][order], final(order)));
    });
    this.legend.hidden = pool === "avg";

    const n = (...values) => values.map((x) => this.short(x)).join(this.separator);
    const place = row * arriving.length + column;
    const { g, values, cells } = windows[place];
    const pooling = words[pool];
    const sent = (given, x) => `${n(given)} · ReLU′(${n(x)}) = ${n(given)} · ${derivative(x, zero)} = ${n(derivative(x, zero) ? given : 0)}`;
    const x = values[winners[0][place]];
    const maths = pool === "max"
      ? [`${fill(words["wins-a"], { list: n(...values.map((value) => Math.max(value, 0))), x: n(x) })} ${sent(g, x)}`,
        `${fill(words["wins-b"], { list: n(...values), x: n(POOLS.max(values)) })} ${sent(g, POOLS.max(values))}`]
      : [`${n(g)}/4 · ReLU′(${n(...values)}) = ${n(g / 4)} · (${values.map((value) => derivative(value, zero)).join(this.separator)}) = (${n(...cells.map(([r, c]) => a[r][c]))})`,
        `${n(g)}/4 · ReLU′(${pooling}(${n(...values)})) = ${n(g)}/4 · ReLU′(${n(POOLS.avg(values))}) = ${n(g / 4)} · ${derivative(POOLS.avg(values), zero)} = ${n(afterReLU[row][column] / 4)}`];
    first.tell(fill(words["lane-a"], { pool: pooling }), [pooling, "ReLU"], maths[0]);
    second.tell(fill(words["lane-b"], { pool: pooling }), ["ReLU", pooling], maths[1]);
    return this.sentenceOf(state, result, windows);
  }

  sentenceOf({ pool, zero }, { a, b, same, reached }, windows) {
    const { words } = this;
    const list = (some) => some.map(({ g }) => this.number(g)).join(this.separator);
    if (pool === "avg") {
      const told = { a: reached[0], b: reached[1], n: a.length ** 2 };
      return this.join(same ? [fill(words["same-avg"], told), words["why-same"], words.other] : [fill(words["reach-avg"], told), words["why-avg"]]);
    }
    const at = (map, { cells }) => cells.find(([r, c]) => map[r][c] !== 0);
    const sent = windows.filter((one) => at(b, one)).map((one) => {
      const [r, c] = at(b, one);
      return fill(words.send, { g: this.number(one.g), x: this.number(this.state.map[r][c]) });
    });
    const apart = windows.filter((one) => at(b, one) && !at(a, one));
    const stopped = windows.filter((one) => one.g !== 0 && !at(b, one));
    const why = stopped.length > 1 ? "stopped-many" : stopped[0]?.values.every((x) => x < 0) ? "stopped-negative" : "stopped";
    return this.join([
      !same ? fill(words.differ, { list: list(apart) }) : sent.length ? fill(words.same, { list: sent.join(words.comma) }) : words.nothing,
      stopped.length > 0 && fill(words[why], { list: list(stopped) }),
      same && zero === 1 && words.other,
    ]);
  }
}

customElements.define("gradient-figure", Gradient);
