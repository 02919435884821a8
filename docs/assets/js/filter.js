// Lists that can be filtered: the marks above a list become buttons, one for each word. What is chosen stands in the address,
// so that a link keeps it. Without scripts the whole list stands there, and the marks say how many there are of each.

/** @param {HTMLElement} box with [data-filter], the name of the parameter @param {Record<string, string>} words */
export function filter(box, words) {
  const name = box.dataset.filter;
  const entries = [...box.querySelectorAll("[data-verdict]")];
  const groups = [...box.querySelectorAll(".group")];
  const said = Object.assign(document.createElement("p"), { className: "filter-said" });
  said.setAttribute("role", "status");
  const buttons = new Map();
  const show = (word) => {
    for (const entry of entries) entry.hidden = Boolean(word) && entry.dataset.verdict !== word;
    for (const group of groups) group.hidden = !group.querySelector("[data-verdict]:not([hidden])");
    for (const [one, button] of buttons) button.setAttribute("aria-pressed", one === word);
    const count = entries.filter((entry) => !entry.hidden).length;
    said.textContent = word ? words["filter.shown"].replace("{count}", count).replace("{all}", entries.length) : "";
  };
  const choose = (word) => {
    const query = new URLSearchParams(location.search);
    if (word) query.set(name, word);
    else query.delete(name);
    history.replaceState(history.state, "", `${location.pathname}${String(query) && `?${query}`}${location.hash}`);
    show(word);
  };
  const tally = box.querySelector(".tally");
  const make = (word, children) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.append(...children);
    button.addEventListener("click", () => choose(button.getAttribute("aria-pressed") === "true" ? "" : word));
    buttons.set(word, button);
    return button;
  };
  for (const one of tally.querySelectorAll("li")) one.append(make(one.dataset.word, [...one.childNodes]));
  const all = document.createElement("li");
  all.append(make("", [words["filter.all"]]));
  tally.prepend(all);
  tally.after(said);
  const asked = new URLSearchParams(location.search).get(name) || "";
  show(buttons.has(asked) ? asked : "");
}
