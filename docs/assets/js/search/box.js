// The search box: what is typed, pasted or dictated goes to a worker; what comes back is a list of links. Down and Up go
// through them from the field and back, Enter follows one (from the field the first), Escape closes.

const SLOW = 600; // ms without an answer after which a reader is told

const make = (tag, given = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), given);
  made.append(...children);
  return made;
};

/** @param {HTMLFormElement} form @param {URL} root the root of the site @param {Record<string, string>} words */
export function box(form, root, words) {
  const field = form.querySelector("input");
  const panel = form.querySelector("[role=dialog]");
  const status = panel.querySelector("[role=status]");
  const list = panel.querySelector("ol");
  const language = document.documentElement.lang;
  const home = new URL(language === "en" ? "./" : `${language}/`, root);
  const worker = new Worker(new URL(`worker.js?index=${encodeURIComponent(new URL(`search/${language}/`, root))}`, import.meta.url), { type: "module" });
  let waiting;

  const open = (yes) => {
    panel.hidden = !yes;
    form.classList.toggle("open", yes);
    field.setAttribute("aria-expanded", yes);
  };
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };
  const ask = () => {
    clearTimeout(waiting);
    const text = field.value.trim();
    if (!text) {
      list.replaceChildren();
      say(words["search.hint"]);
      open(document.activeElement === field);
      return;
    }
    open(true);
    waiting = setTimeout(() => say(words["search.slow"]), SLOW);
    worker.postMessage(text);
  };
  const marked = (pieces) => pieces.map((piece, at) => (at % 2 ? make("mark", {}, piece) : piece));
  const verdict = (word) => (word ? [make("span", { className: `verdict verdict-${word}` }, words[`verdict.${word}`]), " "] : []);
  const link = (url, ...children) => make("a", { href: new URL(url, home).href }, ...children);
  const item = ({ url, title, text, kind, sections }) => make("li", { className: `found found-${kind}` },
    link(url, ...marked(title)), make("p", {}, ...marked(text)),
    make("ul", {}, ...sections.map((one) => make("li", {},
      link(one.url, ...verdict(one.verdict), ...marked(one.title)), make("p", {}, ...marked(one.text))))));

  worker.onerror = () => say(words["search.failed"]);
  worker.onmessage = ({ data: { text, results, nothing, failed } }) => {
    if (text !== field.value.trim()) return;
    clearTimeout(waiting);
    list.replaceChildren(...(results || []).map(item));
    say(failed ? words["search.failed"] : nothing ? words["search.nothing"] : words["search.found"].replace("{count}", results.length));
  };
  const links = () => [...list.querySelectorAll("a")];
  form.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
      field.focus();
      if (panel.hidden) field.value = "";
      open(false);
    } else if (event.key === "ArrowDown" && all.length) all[Math.min(at + 1, all.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (all[at - 1] || field).focus();
    else return;
    event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  field.addEventListener("input", ask);
  field.addEventListener("focus", ask);
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !form.contains(relatedTarget)) open(false);
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!form.contains(target)) open(false);
  });
  ask();
}
