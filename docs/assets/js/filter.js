// Lists that can be filtered: the marks above a list become buttons, one for each word; a list without marks gets a field to
// type in. What is chosen stands in the address, so that a link keeps it. Without scripts the whole list stands there, and
// the marks say how many there are of each.

/** @param {HTMLElement} box with [data-filter], the name of the parameter @param {Record<string, string>} words */
export function filter(box, words) {
  const name = box.dataset.filter;
  const within = box.closest(box.dataset.within || "[data-filter]");
  const tally = box.querySelector(".tally");
  const entries = [...within.querySelectorAll(tally ? "[data-verdict]" : "[data-text]")];
  const groups = [...within.querySelectorAll(".group")];
  const said = Object.assign(document.createElement("p"), { className: "filter-said" });
  said.setAttribute("role", "status");

  const show = (fits) => {
    for (const entry of entries) entry.hidden = !fits(entry);
    for (const group of groups) group.hidden = !group.querySelector("[data-verdict]:not([hidden]), [data-text]:not([hidden])");
    const count = entries.filter((entry) => !entry.hidden).length;
    said.textContent = count === entries.length ? "" : words["filter.shown"].replace("{count}", count).replace("{all}", entries.length);
  };
  const remember = (value) => {
    const query = new URLSearchParams(location.search);
    if (value) query.set(name, value);
    else query.delete(name);
    history.replaceState(history.state, "", `${location.pathname}${String(query) && `?${query}`}${location.hash}`);
  };
  const asked = new URLSearchParams(location.search).get(name) || "";
  (tally ? marks : typing)();

  function marks() {
    const buttons = new Map();
    const choose = (word) => {
      show((entry) => !word || entry.dataset.verdict === word);
      for (const [one, button] of buttons) button.setAttribute("aria-pressed", one === word);
    };
    const make = (word, children) => {
      const button = Object.assign(document.createElement("button"), { type: "button" });
      button.append(...children);
      button.addEventListener("click", () => {
        const next = button.getAttribute("aria-pressed") === "true" ? "" : word;
        choose(next);
        remember(next);
      });
      buttons.set(word, button);
      return button;
    };
    for (const one of tally.querySelectorAll("li")) one.append(make(one.dataset.word, [...one.childNodes]));
    const all = document.createElement("li");
    all.append(make("", [words["filter.all"]]));
    tally.prepend(all);
    tally.after(said);
    choose(buttons.has(asked) ? asked : "");
  }

  function typing() {
    const field = Object.assign(document.createElement("input"), { type: "search", value: asked, className: "filter-field" });
    field.setAttribute("aria-label", words["filter.type"]);
    field.placeholder = words["filter.type"];
    const find = () => {
      const parts = field.value.toLowerCase().split(/[\s_]+/).filter(Boolean);
      const text = (entry) => `${entry.textContent} ${entry.dataset.text}`.toLowerCase().replace(/_/g, " ");
      show((entry) => parts.every((part) => text(entry).includes(part)));
    };
    field.addEventListener("input", () => {
      find();
      remember(field.value);
    });
    box.classList.add("filtered");
    box.prepend(field, said);
    find();
  }
}
