// A map as a grid of numbers. One stop for Tab; arrows, Home and End move; what is chosen is told to the figure. A map that
// can be edited has a field below it, with buttons for fingers; in the grid, “-” flips the sign, digits and Enter go to the
// field, Page Up and Page Down add and subtract 1, Delete writes 0, Escape takes back.

import { make, readNumber } from "./figure.js";

/** @typedef {{text: string, kind?: string, edges?: string}} Cell kind: classes; edges: of t r b l, a window's frame */

export const LIMIT = 999; // the largest value of a cell: more digits do not fit into it

/** The class for the colour of a value: its sign, and its size in three steps. */
export function tint(value) {
  if (Number.isNaN(value) || value === 0) return "zero";
  const size = Math.abs(value);
  return `${value < 0 ? "negative" : "positive"}-${size < 4 ? 1 : size < 7 ? 2 : 3}`;
}

export class Grid {
  /** @param {{label: string, kind: string, pick?: (row: number, column: number) => void}} given */
  constructor({ label, kind, pick }) {
    this.pick = pick;
    this.at = [0, 0];
    this.body = make("tbody");
    this.element = make("table", { class: `map ${kind}`, role: pick && "grid", "aria-label": label }, this.body);
    if (pick) {
      this.element.addEventListener("keydown", (event) => this.key(event));
      this.element.addEventListener("click", (event) => this.click(event));
    }
  }

  /** Show cells; `ring` cells at each side are padding. @param {Cell[][]} cells */
  draw(cells, ring = 0) {
    if (this.body.rows.length !== cells.length || this.body.rows[0]?.cells.length !== cells[0].length) {
      this.body.replaceChildren(...cells.map((row) => make("tr", {}, row.map(() => make("td")))));
    }
    this.ring = ring;
    this.side = cells.length - 2 * ring;
    this.at = this.at.map((place) => Math.min(place, this.side - 1));
    cells.forEach((row, i) => row.forEach(({ text, kind = "", edges = "" }, j) => {
      const cell = this.body.rows[i].cells[j];
      if (cell.textContent !== text) cell.textContent = text;
      cell.className = [kind, ...edges].join(" ").trim();
      if (!this.pick) return;
      const inside = Math.min(i, j) >= ring && Math.max(i, j) < cells.length - ring;
      const here = i - ring === this.at[0] && j - ring === this.at[1];
      if (inside) cell.tabIndex = here ? 0 : -1;
      else cell.removeAttribute("tabindex");
      if (here) cell.setAttribute("aria-selected", "true");
      else cell.removeAttribute("aria-selected");
    }));
  }

  /** Choose a cell, and tell. */
  choose(row, column, focus = true) {
    this.at = [Math.max(0, Math.min(row, this.side - 1)), Math.max(0, Math.min(column, this.side - 1))];
    this.pick(...this.at);
    if (focus) this.cell().focus();
  }

  cell() {
    return this.body.rows[this.at[0] + this.ring].cells[this.at[1] + this.ring];
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [row, column] = this.at;
    const there = {
      ArrowUp: [row - 1, column], ArrowDown: [row + 1, column], ArrowLeft: [row, column - 1], ArrowRight: [row, column + 1],
      Home: [0, 0], End: [this.side - 1, this.side - 1],
    }[event.key];
    if (there) this.choose(...there);
    else if (!this.edit?.(event)) return;
    event.preventDefault();
  }

  /** @param {MouseEvent} event */
  click(event) {
    const cell = event.target.closest("td[tabindex]");
    if (!cell) return;
    const [row, column] = [cell.parentNode.rowIndex - this.ring, cell.cellIndex - this.ring];
    const again = row === this.at[0] && column === this.at[1] && this.touched;
    this.touched = true;
    if (again && this.flip) this.flip();
    else this.choose(row, column);
  }
}

/** A grid whose values the reader changes, with the field and the buttons that do it. */
export class EditableGrid extends Grid {
  /** @param {{label: string, kind: string, words: Record<string, string>, number: (x: number) => string,
   *   pick: (row: number, column: number) => void, change: (row: number, column: number, value: number) => void}} given */
  constructor(given) {
    super(given);
    Object.assign(this, { words: given.words, number: given.number, changed: given.change });
    const id = `${given.kind}-${Math.random().toString(36).slice(2, 8)}`;
    this.problem = make("span", { class: "explorer-problem", id, role: "alert" });
    this.name = make("span");
    this.field = make("input", {
      type: "text", inputmode: "decimal", autocomplete: "off", "aria-describedby": id, size: 5,
      oninput: () => this.typed(), onkeydown: (event) => this.leave(event), onblur: () => this.settle(),
    });
    const button = (text, name, act) => make("button", { type: "button", "aria-label": name, title: name, onclick: act }, text);
    this.tools = make("div", { class: "map-tools" }, make("label", {}, this.name, this.field),
      button("±", given.words.flip, () => this.flip()), button("\u22121", given.words.minus, () => this.step(-1)),
      button("+1", given.words.plus, () => this.step(1)), this.problem);
  }

  /** @param {import("./arithmetic.js").NumberMap} values the map itself, for the field */
  drawValues(cells, values, ring = 0) {
    this.draw(cells, ring);
    this.values = values;
    const [row, column] = this.at;
    this.name.textContent = this.words.cell.replace("{row}", row + 1).replace("{column}", column + 1);
    if (document.activeElement !== this.field) this.settle();
  }

  value() {
    return this.values[this.at[0]][this.at[1]];
  }

  /** Put a value into the chosen cell, if it is one that a cell may have. */
  put(value) {
    const told = value === null ? this.words.nan : Math.abs(value) > LIMIT && Number.isFinite(value) ? this.words.huge : "";
    this.tell(told);
    if (!told) this.changed(...this.at, value);
  }

  tell(text) {
    this.problem.textContent = text;
    if (text) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }

  flip() {
    this.put(-this.value() + 0);
  }

  step(by) {
    this.put(this.value() + by);
  }

  typed() {
    const text = this.field.value.trim();
    if (text === "" || text === "-" || text === "\u2212") this.tell(this.words.empty);
    else this.put(readNumber(text));
  }

  /** The field shows the value of the cell again. */
  settle() {
    this.tell("");
    this.field.value = this.number(this.value());
  }

  choose(row, column, focus = true) {
    super.choose(row, column, focus);
    this.before = this.value();
  }

  leave(event) {
    if (event.key === "Escape") this.put(this.before ?? this.value());
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    this.cell().focus();
    this.settle();
  }

  /** What a key does to the chosen cell; false where it does nothing. @param {KeyboardEvent} event */
  edit(event) {
    this.before ??= this.value();
    if (event.key === "-" || event.key === "\u2212") this.flip();
    else if (event.key === "PageUp") this.step(1);
    else if (event.key === "PageDown") this.step(-1);
    else if (event.key === "Delete" || event.key === "Backspace") this.put(0);
    else if (event.key === "Escape") this.put(this.before);
    else if (event.key === "Enter" || event.key === "F2" || /^[0-9.,]$/.test(event.key)) {
      this.before = this.value();
      this.field.focus();
      this.field.value = /^[0-9.,]$/.test(event.key) ? event.key : this.field.value;
      if (/^[0-9]$/.test(event.key)) this.typed();
      else this.field.select();
    } else return false;
    return true;
  }
}
