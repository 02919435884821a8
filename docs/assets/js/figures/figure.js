// What all figures share: a state that is an address, words of the page's language, a sentence that says what is seen.
//
// A figure is a custom element, one a file: <swap-figure data-figure="swap">. It stands around a drawing that is complete
// without scripts, and takes its place once it has drawn itself. A state is a text, such as “max_relu_2_2_0_1,-2,3,0”, in
// the address as ?swap=…; `show(state)` sets it, `data-result` holds what was computed, as JSON. CONTRIBUTING: “A figure”.

/** @typedef {Record<string, string>} Words */

const REST = 150; // ms after the last change, in which a sentence is not yet said and the address not yet written

/** An element: its tag, its attributes (“on…” are listeners), its children. */
export function make(tag, given = {}, ...children) {
  const svg = ["svg", "g", "path", "line", "rect", "circle", "text", "title", "pattern", "defs"].includes(tag);
  const made = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child != null && child !== false));
  return made;
}

/** A pattern of strings.toml with its {places} filled. @param {string} pattern @param {Record<string, unknown>} values */
export const fill = (pattern, values = {}) => pattern.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

/** A number that a reader typed, in any language's format; null where it is none. @param {string} text */
export function readNumber(text) {
  const plain = text.trim().replace(/[\u2212\u2013]/g, "-").replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (/^[+-]?(inf|∞)$/i.test(plain)) return plain.startsWith("-") ? -Infinity : Infinity;
  if (/^nan$/i.test(plain)) return NaN;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

/** A number as JSON has it: what JSON cannot write is a text. */
const written = (key, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);

export class Figure extends HTMLElement {
  /** The state in which a figure opens. Figures override these five. @type {string} */
  static initial = "";

  /** The state that a text names, or null. */
  static read(text) {
    return text ? text : null;
  }

  /** The text of a state. */
  static write(state) {
    return String(state);
  }

  /** What is computed from a state: plain data. A pure function, which tests compare with NumPy. */
  static compute(state) {
    return { state };
  }

  /** The controls and the drawing, made once; they call `this.change(state)`. @returns {Node[]} */
  build() {
    return [];
  }

  /** Bring controls and drawing up to a state; return the sentence that says what is seen. */
  draw(state, result) {
    return "";
  }

  connectedCallback() {
    if (this.words) return; // moved within the page
    /** @type {Words} */
    this.words = JSON.parse(this.querySelector("script[type='application/json']").textContent);
    const language = document.documentElement.lang;
    const format = (options) => new Intl.NumberFormat(language, { useGrouping: "min2", ...options });
    this.formats = { few: format({ maximumSignificantDigits: 3 }), some: format({ maximumFractionDigits: 2 }) };
    this.sentence = make("p", { class: "explorer-sentence", role: "status" });
    const foot = make("p", { class: "explorer-foot" },
      make("button", { type: "button", onclick: () => this.change(this.first) }, this.words.reset),
      navigator.clipboard && make("button", { type: "button", onclick: (event) => this.copyLink(event.target) }, this.words.link));
    const opened = this.dataset.state || this.constructor.initial;
    this.first = this.constructor.read(opened);
    const parts = this.build();
    const made = make("div", { class: "explorer-made" }, parts, foot);
    made.querySelector("[data-sentence]").replaceWith(this.sentence);
    this.append(made);
    this.classList.add("explorer-live");
    const asked = new URLSearchParams(location.search).get(this.dataset.figure);
    const state = asked === null ? this.first : this.constructor.read(asked);
    this.to(state ?? this.first);
    this.say(state ? this.told : `${this.words.malformed} ${this.told}`);
  }

  /** Show the state that a text names; false, and nothing changes, where it names none. @param {string} text */
  show(text) {
    const state = this.constructor.read(text);
    if (state) this.change(state);
    return Boolean(state);
  }

  /** Go to a state: at once in the picture, at rest in the sentence and the address. */
  change(state) {
    this.to(state);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.say(this.told);
      this.remember();
    }, REST);
  }

  to(state) {
    this.state = state;
    const result = this.constructor.compute(state);
    this.told = this.draw(state, result);
    this.dataset.result = JSON.stringify({ state: this.constructor.write(state), ...result }, written);
  }

  /** A sentence whose first part, up to the first mark that ends one, is the answer. */
  say(text) {
    if (this.sentence.textContent === text) return;
    const end = text.search(/[.!?](?=\s|$)|[。！？]/) + 1 || text.length;
    this.sentence.replaceChildren(make("b", {}, text.slice(0, end)), text.slice(end));
  }

  /** The address of a state, with everything else that stands in that of the page. */
  address(text) {
    const others = location.search.slice(1).split("&").filter((part) => part && part.split("=")[0] !== this.dataset.figure);
    const own = text === this.constructor.write(this.first) ? [] : [`${this.dataset.figure}=${encodeURI(text)}`];
    const query = [...others, ...own].join("&");
    return location.pathname + (query && `?${query}`) + location.hash;
  }

  /** Sentences in a row, with a space between them where the language has one. @param {string[]} parts */
  join(parts) {
    return parts.filter(Boolean).reduce((text, part) => text + (/[。！？]$/.test(text) ? "" : " ") + part);
  }

  /** What stands between numbers in a list: no comma beside a decimal comma. */
  get separator() {
    return this.number(0.5).includes(",") ? "; " : ", ";
  }

  remember() {
    try {
      history.replaceState(history.state, "", this.address(this.constructor.write(this.state)));
    } catch {
      // a browser that limits how often an address changes: the next rest writes it
    }
  }

  async copyLink(button) {
    this.remember();
    const text = `${this.constructor.write(this.state)}`;
    const there = new URL(`${location.pathname}?${this.dataset.figure}=${encodeURI(text)}${location.hash}`, location.href);
    try {
      await navigator.clipboard.writeText(there.href);
      button.textContent = this.words.copied;
    } catch {
      button.textContent = there.href;
    }
    setTimeout(() => { button.textContent = this.words.link; }, 2000);
  }

  /** A number in the format of the page: three digits below 1, two decimals from there, a true minus. */
  number(x) {
    if (Number.isNaN(x)) return "NaN";
    if (!Number.isFinite(x)) return x > 0 ? "∞" : "\u2212∞";
    const text = (Math.abs(x) < 1 ? this.formats.few : this.formats.some).format(x + 0);
    return text.replace("-", "\u2212");
  }

  /** The same where there is room for five or six signs only; “0.000” is nearly, but not, zero. */
  short(x) {
    const size = Math.abs(x);
    if (!Number.isFinite(x) || x === Math.round(x)) return this.number(x);
    if (size < 0.0005) return this.number(x < 0 ? -0.001 : 0.001).replace("1", "0");
    const decimals = size < 1 ? 3 : size < 100 ? 2 : 0;
    return this.number(Number(x.toFixed(decimals)));
  }

  /** A list to choose from, with its label. @param {Record<string, string>} options texts by value */
  choice(label, options, chosen) {
    const list = make("select", { onchange: () => chosen(list.value) },
      Object.entries(options).map(([value, text]) => make("option", { value }, text)));
    return Object.assign(make("label", { class: "explorer-choice" }, make("span", {}, label), list), { list });
  }

  /** A field or list with a place for what is wrong with it. `tell("")` takes the words away. */
  withProblem(control) {
    this.count = (this.count || 0) + 1;
    const id = `${this.dataset.figure}-problem-${this.count}`;
    const told = make("span", { class: "explorer-problem", id, role: "alert" });
    const field = control.querySelector("input, select");
    field.setAttribute("aria-describedby", id);
    control.append(told);
    return Object.assign(control, {
      field,
      tell(text) {
        told.textContent = text;
        field.toggleAttribute("aria-invalid", Boolean(text));
        if (text) field.setAttribute("aria-invalid", "true");
      },
    });
  }

  /** What few readers need, folded under a word. */
  more(word, ...children) {
    return make("details", { class: "explorer-more" }, make("summary", {}, word), children);
  }

  /** Buttons that go to a state each: the story of the page. @param {[string, string][]} states [label, state] */
  presets(states) {
    return make("p", { class: "explorer-presets" }, make("span", {}, this.words.try),
      states.map(([label, text]) => make("button", { type: "button", onclick: () => this.show(text) }, label)));
  }
}
