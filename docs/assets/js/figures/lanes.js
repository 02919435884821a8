// What figures of maps have in common: the two orders as lanes, the frames of windows, a map as text and in another size.

import { outputSize } from "./arithmetic.js";
import { fill, make, readNumber } from "./figure.js";
import { Grid } from "./grid.js";

/** @typedef {import("./arithmetic.js").NumberMap} NumberMap */

export const CANONICAL = "1,-2,3,0,-4,5,-6,7,-1,-3,2,-8,-5,-2,-9,4";

/** A square map from a text, row by row, if each of its values fits. @param {string} text @returns {NumberMap | null} */
export function readMap(text, fits, smallest, largest) {
  const numbers = text.split(",").map(readNumber);
  const side = Math.sqrt(numbers.length);
  if (!Number.isInteger(side) || side < smallest || side > largest || numbers.some((x) => x === null || !fits(x))) return null;
  return Array.from({ length: side }, (_, i) => numbers.slice(i * side, (i + 1) * side));
}

/** @param {NumberMap} map */
export const writeMap = (map) => map.flat().map((x) => (Object.is(x, -0) ? "-0" : String(x).replace("Infinity", "inf"))).join(",");

/** A map of another size: the values that it keeps stand where they stood, new ones come from a fixed pattern. */
export function resized(map, side, fresh = (i, j) => ((i * 7 + j * 5) % 19) - 9) {
  return Array.from({ length: side }, (_, i) => Array.from({ length: side }, (_, j) => map[i]?.[j] ?? fresh(i, j)));
}

/** A map with one value changed. @param {NumberMap} map @returns {NumberMap} */
export const withValue = (map, row, column, value) =>
  map.map((cells, i) => cells.map((x, j) => (i === row && j === column ? value : x)));

/** The edges of each cell that frame windows: thick (t r b l) around the marked one, thin (T R B L) around all where they do
 * not overlap. @returns {(row: number, column: number) => string[]} */
export function frames([row, column], side, kernel, stride, padding = 0) {
  const size = outputSize(side, kernel, stride, padding);
  return (r, c) => {
    const edges = [];
    const [i, j] = [(r + padding) / stride, (c + padding) / stride].map(Math.floor);
    const [y, x] = [r + padding - i * stride, c + padding - j * stride];
    if (stride >= kernel && i < size && j < size && y < kernel && x < kernel) {
      edges.push(y === 0 && "T", y === kernel - 1 && "B", x === 0 && "L", x === kernel - 1 && "R");
    }
    const [top, left] = [row * stride - padding, column * stride - padding];
    if (r >= top && r < top + kernel && c >= left && c < left + kernel) {
      edges.push(r === top && "t", r === top + kernel - 1 && "b", c === left && "l", c === left + kernel - 1 && "r");
    }
    return edges.filter(Boolean);
  };
}

/** One order: its name, the map between its two steps, its result, of which a cell is chosen, and an equation. */
export class Lane {
  /** @param {"A"|"B"} letter @param {string} label of the result, with the place {order} @param {Grid["pick"]} pick */
  constructor(letter, label, pick) {
    this.letter = letter;
    [this.head, this.maths] = [make("p", { class: "lane-head" }), make("p", { class: "lane-maths" })];
    this.between = new Grid({ label: "", kind: "small" });
    this.result = new Grid({ label: fill(label, { order: letter }), kind: "small", pick });
    this.arrows = [make("span", { class: "lane-step" }), make("span", { class: "lane-step" })];
    const legs = [this.between, this.result].map(({ element }, i) => make("div", { class: "lane-leg" }, this.arrows[i], element));
    const maps = make("div", { class: "lane-maps" }, legs);
    this.element = make("div", { class: `lane lane-${letter.toLowerCase()}` }, this.head, maps, this.maths);
  }

  /** @param {string} head @param {[string, string]} steps what happens before each map */
  tell(head, steps, maths) {
    this.head.replaceChildren(make("b", {}, this.letter), " ", head);
    steps.forEach((step, i) => this.arrows[i].replaceChildren(step, make("br"), "→"));
    this.maths.textContent = maths;
  }
}
