// What the pages do when scripts run. Everything is there without it. Words come from the page: <script id="__strings">.

const HERE = document.currentScript.src;

document.addEventListener("DOMContentLoaded", () => {
  const strings = JSON.parse(document.getElementById("__strings")?.textContent || "{}");
  copyButtons(strings);
  copyLink(strings);
  languageLinks();
  drawerButton();
  themeSwitch();
  headings();
  openTarget();
  offerLanguage(strings);
  notFound();
  Object.assign(strings, strings.not_found?.[document.documentElement.lang]);
  figures();
  search(strings);
  filters(strings);
});

function filters(strings) {
  for (const box of document.querySelectorAll("[data-filter]")) {
    import(new URL("filter.js", HERE)).then(({ filter }) => filter(box, strings), () => {}); // the whole list stays
  }
}

// The search box is made when it is first used; “/” goes to it.
function search(strings) {
  const form = document.querySelector("[data-search]");
  if (!form) return;
  const field = form.querySelector("input");
  const show = (yes) => {
    form.classList.toggle("full", yes);
    if (yes) field.focus();
  };
  form.querySelector(".search-open").addEventListener("click", () => show(true));
  form.querySelector(".search-close").addEventListener("click", () => {
    field.value = "";
    field.dispatchEvent(new Event("input"));
    if (form.classList.contains("full")) show(false);
    else field.focus();
  });
  field.addEventListener("focus", () => {
    import(new URL("search/box.js", HERE)).then(({ box }) => box(form, new URL("../../", HERE), strings), () => {
      form.querySelector("[role=dialog]").hidden = false;
      form.querySelector("[role=status]").textContent = strings["search.failed"];
    });
  }, { once: true });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], [role=grid]")) return;
    event.preventDefault();
    show(matchMedia("(width < 60em)").matches);
    field.focus();
  });
}

// A figure that can be touched: its element is defined by the file of its name, which is fetched when it comes near.
function figures() {
  const near = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      import(new URL(`figures/${target.dataset.figure}.js`, HERE)).catch(() => {}); // without it the drawing stays
    }
  }, { rootMargin: "50%" });
  for (const figure of document.querySelectorAll("[data-figure]")) near.observe(figure);
}

// At each block of code “Copy”, for a program that runs as it is: with the cells that it needs, without what it prints.
function copyButtons(strings) {
  if (!navigator.clipboard || !strings["copy.all"]) return; // a page that is not served securely may not copy
  const status = Object.assign(document.createElement("div"), { className: "copied" });
  status.setAttribute("role", "status");
  document.body.append(status);
  const codes = (block) => [...block.querySelectorAll("pre:not(.output)")].map((code) => code.textContent);
  const program = (block) => {
    const needed = (block.dataset.needs || "").split(" ").filter(Boolean).map((id) => document.getElementById(id));
    return [...needed, block].flatMap(codes).join("\n");
  };

  for (const block of document.querySelectorAll("figure.example, .cell, .highlight")) {
    if (!block.querySelector("pre > code")) continue;
    const name = block.dataset.cells || block.id;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: strings["copy.all"] });
    button.dataset.copy = "";
    if (name) button.setAttribute("aria-label", `${strings["copy.all"]}: ${name}`);
    button.addEventListener("click", async () => {
      status.textContent = ""; // so that the same words are read again
      try {
        await navigator.clipboard.writeText(program(block));
        status.classList.remove("shown");
        status.textContent = strings["copy.done"];
        button.classList.add("done");
        setTimeout(() => button.classList.remove("done"), 2000);
      } catch {
        status.textContent = strings["copy.failed"];
        status.classList.add("shown");
      }
    });
    (block.querySelector(".bar") || block).append(button);
  }
}

// At the foot of a page: “Copy link”, which copies the address with its place and the state of figures.
function copyLink(strings) {
  const list = document.querySelector(".foot ul");
  if (!list || !navigator.clipboard || !strings["copy.link"]) return;
  const button = Object.assign(document.createElement("button"), { type: "button" });
  button.textContent = strings["copy.link"];
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    status.textContent = ""; // so that the same words are read again
    const done = () => strings["copy.done"];
    status.textContent = await navigator.clipboard.writeText(location.href).then(done, () => location.href);
  });
  const item = document.createElement("li");
  item.append(button, " ", status);
  list.append(item);
}

// The switcher keeps the place: fragment and query go with the reader into the other language (ids are the same there).
function languageLinks() {
  for (const link of document.querySelectorAll(".md-select__link[hreflang]")) {
    link.addEventListener("click", () => {
      link.hash = location.hash;
      link.search = location.search; // the state of a figure
    });
  }
}

// Material opens its drawer with a label, which no keyboard reaches: a button takes its place, and Escape closes it.
function drawerButton() {
  const label = document.querySelector(".md-header__button[for='__drawer']");
  const drawer = document.getElementById("__drawer");
  if (!label || !drawer) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: `${label.className} drawer`, title: label.title });
  button.append(...label.childNodes);
  const tell = () => button.setAttribute("aria-expanded", drawer.checked);
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", tell);
  tell();
  label.replaceWith(button);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}

// Light or dark: what the system says, until the reader chooses. Each radio button's label stands for the other colours;
// the choice is stored as Material's inline script reads it at the next page.
function themeSwitch() {
  const options = [...document.querySelectorAll(".md-option")];
  const show = (option) => {
    for (const key of ["scheme", "primary", "accent", "media"]) {
      document.body.setAttribute(`data-md-color-${key}`, option.getAttribute(`data-md-color-${key}`));
    }
    for (const one of options) one.nextElementSibling.hidden = one !== option;
    option.checked = true; // the focus goes to the button whose label is seen
  };
  const system = () => options.find((one) => matchMedia(one.dataset.mdColorMedia).matches);
  let chosen = stored("__palette")?.color?.scheme;
  const first = options.find((one) => one.dataset.mdColorScheme === chosen) || system() || options[0];
  if (!first) return;
  show(first);
  for (const option of options) {
    option.addEventListener("change", () => {
      chosen = option.dataset.mdColorScheme;
      const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = option.dataset;
      window.__md_set("__palette", { index: options.indexOf(option), color: { media, scheme, primary, accent } });
      show(option);
    });
    option.addEventListener("keydown", ({ key }) => {
      if (key !== "Enter") return; // Space chooses what is chosen already
      const next = options[(options.indexOf(option) + 1) % options.length];
      next.click();
      next.focus();
    });
    matchMedia(option.dataset.mdColorMedia).addEventListener("change", () => {
      if (!chosen) show(system() || first);
    });
  }
}

// In the list of headings, the one that is being read: the last above the first fifth of the screen. (The observer's root
// reaches up without end, so that a heading which a jump passed over counts too.)
function headings() {
  const links = [...document.querySelectorAll(".md-sidebar--secondary a.md-nav__link[href^='#']")];
  const places = links.map((link) => named(link.hash));
  const passed = new Set();
  let current;
  const observer = new IntersectionObserver((seen) => {
    for (const { isIntersecting, target } of seen) passed[isIntersecting ? "add" : "delete"](target);
    const next = links[places.findLastIndex((place) => passed.has(place))];
    if (next === current) return;
    for (const [link, yes] of [[current, false], [next, true]]) {
      link?.classList.toggle("md-nav__link--active", yes);
      if (yes) link?.setAttribute("aria-current", "location");
      else link?.removeAttribute("aria-current");
    }
    current = next;
    const list = current?.closest(".md-sidebar__scrollwrap");
    if (list && list.scrollHeight > list.clientHeight) {
      list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
    }
  }, { rootMargin: "1000000px 0px -80% 0px" });
  for (const place of places) if (place) observer.observe(place);
}

// An address that leads into a folded part unfolds it.
function openTarget() {
  const open = () => {
    const target = named(location.hash);
    let folded = target?.closest("details:not([open])");
    if (!folded) return;
    for (; folded; folded = folded.parentElement.closest("details:not([open])")) folded.open = true;
    target.scrollIntoView();
  };
  open();
  addEventListener("hashchange", open);
}

// A page that exists in the browser's language offers it once, in that language, and never goes there by itself.
function offerLanguage(strings) {
  const here = document.documentElement.lang;
  const there = [here, ...Object.keys(strings.languages || {})];
  const near = (code) => there.find((one) => one.toLowerCase() === code.toLowerCase())
    || there.find((one) => one.split("-")[0] === code.toLowerCase().split("-")[0]);
  const best = (navigator.languages || []).map(near).find(Boolean);
  if (!best || best === here || remembered("language-offered")) return;
  const link = document.querySelector(`.md-select__link[hreflang="${best}"]`);
  if (!link) return;
  remember("language-offered");
  const box = Object.assign(document.createElement("div"), { className: "offer", lang: best });
  box.setAttribute("role", "status");
  const go = Object.assign(document.createElement("a"), { textContent: strings.languages[best], hreflang: best });
  go.href = link.href;
  go.addEventListener("click", () => {
    go.hash = location.hash;
  });
  const close = Object.assign(document.createElement("button"), { type: "button", textContent: "\u00d7" });
  close.setAttribute("aria-label", strings.close[best]);
  close.addEventListener("click", () => box.remove());
  box.append(go, close);
  document.body.append(box);
}

// 404.html is one file for all languages: keep the one of the address that was asked for.
function notFound() {
  const messages = [...document.querySelectorAll(".not-found")];
  if (!messages.length) return;
  const base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location);
  const first = location.pathname.slice(base.pathname.length).replace(/^\//, "").split("/")[0];
  const own = messages.find((one) => one.dataset.language === first) || messages[0];
  for (const one of messages) one.hidden = one !== own;
  document.documentElement.lang = own.dataset.language;
}

// The element that the fragment of an address names; a fragment that is no text (“#%”) names none.
function named(hash) {
  try {
    return document.getElementById(decodeURIComponent(hash.slice(1)));
  } catch {
    return null;
  }
}

// What Material's inline script has stored; a browser that stores nothing has nothing.
function stored(key) {
  try {
    return window.__md_get(key);
  } catch {
    return null;
  }
}

// A browser that stores nothing (private windows) is offered the language again: no harm.
function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remember(key) {
  try {
    localStorage.setItem(key, "1");
  } catch {
    // nothing is remembered
  }
}
