// Fields that several figures have: a number from −4 to 4, and an activation with its slope.

import { ACTIVATIONS } from "./arithmetic.js";
import { make, readNumber } from "./figure.js";

export const REACH = 4; // how far a number may lie from 0

/** @typedef {{f: string, slope: number}} Chosen */

/** The activation that a text such as “silu” or “leaky:0.1” names. @returns {Chosen | null} */
export function readActivation(text = "") {
  const [f, written = "0.1", more] = text.split(":");
  const slope = readNumber(written);
  return Object.hasOwn(ACTIVATIONS, f) && slope !== null && Math.abs(slope) <= REACH && more === undefined ? { f, slope } : null;
}

/** @param {Chosen} chosen */
export const writeActivation = ({ f, slope }) => (f === "leaky" ? `leaky:${slope}` : f);

/** @param {Chosen} chosen */
export const nameOf = ({ f, slope }) => (f === "leaky" ? (slope === 0 ? "ReLU" : "PReLU") : ACTIVATIONS[f].name);

/** A number from −4 to 4. `draw` shows it, except while the reader types there. @param {(value: number) => void} change */
export function numberField(figure, label, change) {
  const typed = () => {
    const text = field.field.value.trim();
    const value = readNumber(text);
    if (value === null) field.tell(text ? figure.words.nan : figure.words.empty);
    else if (!(Math.abs(value) <= REACH)) field.tell(figure.words.reach);
    else change(value + 0);
  };
  const settle = () => {
    field.tell("");
    field.field.value = figure.number(field.shown);
  };
  const field = figure.withProblem(make("label", { class: "explorer-choice" }, make("span", {}, label),
    make("input", { type: "text", inputmode: "decimal", size: 5, autocomplete: "off", oninput: typed, onblur: settle })));
  field.draw = (value) => {
    field.shown = value;
    if (document.activeElement === field.field) field.tell("");
    else settle();
  };
  return field;
}

/** A list of activations and a field for the slope of leaky ReLU and PReLU. @param {(chosen: Partial<Chosen>) => void} change */
export function activationFields(figure, change) {
  const names = Object.fromEntries(Object.entries(ACTIVATIONS).map(([key, { name }]) => [key, name]));
  const f = figure.choice(figure.words.activation, { ...names, leaky: "leaky ReLU, PReLU" }, (chosen) => change({ f: chosen }));
  const slope = numberField(figure, figure.words.slope, (chosen) => change({ slope: chosen }));
  const draw = (chosen) => {
    f.list.value = chosen.f;
    slope.hidden = chosen.f !== "leaky";
    slope.draw(chosen.slope);
  };
  return { elements: [f, slope], draw };
}
