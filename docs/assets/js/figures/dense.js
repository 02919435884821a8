// From the image to 4096: the shapes force the inputs of the first dense layer; its units are chosen. Weights are an area.

import { alexnetSizes } from "./arithmetic.js";
import { Figure, fill, make } from "./figure.js";
import { wholeField } from "./whole.js";

/** @typedef {{net: "paper"|"cuda"|"torch", image: number, padding: number, up: boolean, last: string, units: number}} State */

const NETS = { paper: [96, 256, 384, 384, 256], cuda: [96, 256, 384, 384, 256], torch: [64, 192, 384, 256, 256] };
const USUAL = { paper: { image: 227, padding: 0, up: false }, cuda: { image: 224, padding: 0, up: true }, torch: { image: 224, padding: 2, up: false } };
const LASTS = { 32: [3, 2], 23: [2, 3], none: null };
const LARGEST = 1024;
const WIDE = 16384; // inputs that fill the width of the drawing; more are drawn to a smaller scale

const sizesOf = ({ image, padding, up, last }) => alexnetSizes(image, padding, up, LASTS[last]);
/** The first layer of which nothing is left, or undefined. */
const lost = (state) => Object.entries(sizesOf(state)).find(([, side]) => side < 1)?.[0];

class Dense extends Figure {
  static initial = "paper_227_0_f_32_4096";

  /** network _ image _ padding of conv1 _ rounding (f, c) _ last pool (32, 23, none) _ units @returns {State | null} */
  static read(text) {
    const [net, image, padding, rounding, last, units, more] = text.split("_");
    const whole = /^[1-9][0-9]{0,4}$/;
    if (!Object.hasOwn(NETS, net) || !Object.hasOwn(LASTS, last) || !/^[02]$/.test(padding) || !/^[fc]$/.test(rounding) || more) return null;
    if (!whole.test(image) || !whole.test(units) || +image > LARGEST || +units > 8192) return null;
    const state = { net, image: +image, padding: +padding, up: rounding === "c", last, units: +units };
    return lost(state) ? null : state;
  }

  static write({ net, image, padding, up, last, units }) {
    return [net, image, padding, up ? "c" : "f", last, units].join("_");
  }

  static compute(state) {
    const sizes = sizesOf(state);
    // torchvision averages whatever is left to 6×6 before the dense layer.
    const side = state.net === "torch" ? 6 : sizes.pool5;
    const inputs = side * side * NETS[state.net][4];
    return { sizes: Object.values(sizes), side, inputs, units: state.units, weights: inputs * state.units, parameters: (inputs + 1) * state.units };
  }

  build() {
    const { words } = this;
    const set = (part) => this.attempt({ ...this.tried, ...part });
    this.image = wholeField(this, { label: words.image, least: 1, most: LARGEST, slider: [159, 512], change: (image) => set({ image }) });
    this.units = wholeField(this, {
      label: words.units, least: 1, most: 8192, slider: [1, 8192], change: (units) => set({ units }), toSlider: Math.log2, fromSlider: (x) => 2 ** x,
    });
    this.net = this.choice(words.net, { paper: words.paper, cuda: "cuda-convnet", torch: "torchvision" }, (net) => set({ net, ...USUAL[net] }));
    this.padding = this.choice(words.padding, { 0: "0", 2: "2" }, (padding) => set({ padding: +padding }));
    this.rounding = this.choice(words.rounding, { f: words.down, c: words.up }, (way) => set({ up: way === "c" }));
    this.last = this.choice(words.last, { 32: "3×3, 2", 23: "2×2, 3", none: words.none }, (last) => set({ last }));
    this.ladder = make("ol", { class: "dense-ladder" });
    this.wide = make("p", { class: "dense-forced" });
    this.high = make("p", { class: "dense-chosen" });
    this.area = make("rect", { class: "dense-area", x: 0, y: 0 });
    this.edge = make("line", { class: "dense-edge", y1: 0, y2: 0 });
    this.svg = make("svg", { "aria-hidden": "true", class: "dense-svg" }, this.area, this.edge);
    const preset = (word, state) => [words[word], state];
    return [
      make("div", { class: "explorer-controls dense-controls" }, this.image.all, this.units.all),
      make("p", { "data-sentence": "" }),
      this.ladder, this.wide, this.svg, this.high,
      this.presets([
        preset("accident-pool", "paper_227_0_f_23_4096"), preset("accident-image", "paper_160_2_f_32_4096"),
        preset("no-pool", "paper_227_0_f_none_4096"), preset("original", "cuda_224_0_c_32_4096"), preset("naive", "paper_224_0_f_32_4096"),
      ]),
      this.more(words.more, make("div", { class: "explorer-controls" }, this.net, this.padding, this.rounding, this.last)),
    ];
  }

  /** Take a state that controls ask for, or say at the image why there is none and keep the picture. */
  attempt(state) {
    const layer = lost(state);
    this.tried = state;
    if (layer) this.image.tell(fill(this.words.nothing, { image: this.number(state.image), layer }));
    else this.change(state);
  }

  draw(state, { side, inputs, units, weights }) {
    const { words } = this;
    this.tried = state;
    this.image.draw(state.image);
    this.units.draw(units);
    this.net.list.value = state.net;
    this.padding.list.value = state.padding;
    this.rounding.list.value = state.up ? "c" : "f";
    this.last.list.value = state.last;
    const sizes = sizesOf(state);
    if (state.last === "none") delete sizes.pool5;
    const steps = [[words.picture, state.image], ...Object.entries(sizes), ...(state.net === "torch" ? [[words.averaged, 6]] : [])];
    this.ladder.replaceChildren(...steps.map(([name, n]) => make("li", {}, make("span", {}, name), ` ${this.number(n)}`)));
    const scale = Math.min(1, WIDE / inputs);
    this.area.setAttribute("width", inputs * scale);
    this.area.setAttribute("height", units * scale);
    this.svg.setAttribute("viewBox", `-120 -120 ${WIDE + 240} ${Math.max(4096, units * scale) + 240}`);
    this.edge.setAttribute("x1", 0);
    this.edge.setAttribute("x2", inputs * scale);
    this.wide.textContent = fill(words.forced, { side: this.number(side), channels: NETS[state.net][4], inputs: this.number(inputs) });
    this.high.textContent = fill(words.chosen, { inputs: this.number(inputs), units: this.number(units), weights: this.number(weights) });
    const told = { inputs: this.number(inputs), units: this.number(units), image: this.number(state.image) };
    if (state.net === "torch") return fill(words["is-averaged"], told);
    if (inputs === 4096) return fill(words["is-accident"], told);
    return this.join([fill(words["is-forced"], told), fill(state.last === "none" ? words["is-unpooled"] : words["is-chosen"], told)]);
  }
}

customElements.define("dense-figure", Dense);
