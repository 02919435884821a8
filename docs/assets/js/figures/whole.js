// A whole number from a range: a field for who knows it, and a slider for who tries. What cannot be is said at the field.

import { fill, make, readNumber } from "./figure.js";

/**
 * @param {import("./figure.js").Figure} figure
 * @param {{label: string, least: number, most: number, change: (value: number) => void, slider?: [number, number],
 *   toSlider?: (value: number) => number, fromSlider?: (value: number) => number}} given
 *   slider: its ends; with `toSlider` and `fromSlider` it has another scale than the field
 */
export function wholeField(figure, { label, least, most, change, slider, toSlider = Number, fromSlider = Number }) {
  const { words } = figure;
  const typed = () => {
    const text = field.field.value.trim();
    const value = readNumber(text.replace(/(?<=\d)[.,\s](?=\d{3}(?:\D|$))/g, ""));
    if (value === null) field.tell(text ? words.nan : words.empty);
    else if (!Number.isInteger(value)) field.tell(words.whole);
    else if (value < least || value > most) field.tell(fill(words.range, { least: figure.number(least), most: figure.number(most) }));
    else change(value);
  };
  const settle = () => {
    field.tell("");
    field.field.value = figure.number(field.shown);
  };
  const field = figure.withProblem(make("label", { class: "explorer-choice" }, make("span", {}, label),
    make("input", { type: "text", inputmode: "numeric", size: 6, autocomplete: "off", oninput: typed, onblur: settle })));
  const range = slider && make("input", {
    type: "range", min: toSlider(slider[0]), max: toSlider(slider[1]), step: toSlider === Number ? 1 : 0.01, "aria-label": label,
    oninput: () => change(Math.min(Math.max(Math.round(fromSlider(range.value)), slider[0]), slider[1])),
  });
  field.draw = (value) => {
    field.shown = value;
    if (range && Math.round(fromSlider(range.value)) !== value) range.value = toSlider(value);
    range?.setAttribute("aria-valuetext", figure.number(value));
    if (document.activeElement === field.field) field.tell("");
    else settle();
  };
  field.all = make("div", { class: "whole" }, field, range);
  return field;
}
