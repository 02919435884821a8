// What the pages do when scripts run. Everything is there without it. Words come from the page: <script id="strings">.

document.addEventListener("DOMContentLoaded", () => {
  const strings = JSON.parse(document.getElementById("strings")?.textContent || "{}");
  copyButtons(strings);
});

// Under each block of code: “Copy”, and “Copy without output” where “#>” lines claim what it prints.
function copyButtons(strings) {
  if (!navigator.clipboard || !strings["copy.all"]) return; // a page that is not served securely may not copy
  const status = Object.assign(document.createElement("div"), { className: "copied" });
  status.setAttribute("role", "status");
  document.body.append(status);
  const output = /^[ \t]*#>.*\n?/gm;

  const button = (label, name, text) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    made.dataset.copy = "";
    if (name) made.setAttribute("aria-label", `${label}: ${name}`);
    made.addEventListener("click", async () => {
      status.textContent = ""; // so that the same words are read again
      try {
        await navigator.clipboard.writeText(text);
        status.classList.remove("shown");
        status.textContent = strings["copy.done"];
        made.classList.add("done");
        setTimeout(() => made.classList.remove("done"), 2000);
      } catch {
        status.textContent = strings["copy.failed"];
        status.classList.add("shown");
      }
    });
    return made;
  };

  for (const block of document.querySelectorAll("figure.example, .cell, .highlight")) {
    const code = block.querySelector("pre code");
    if (!code) continue;
    const text = code.textContent;
    const name = block.dataset.cells || block.id;
    const box = Object.assign(document.createElement("div"), { className: "copy" });
    box.append(button(strings["copy.all"], name, text));
    const plain = text.replace(output, "");
    if (plain !== text) box.append(button(strings["copy.plain"], name, plain));
    block.append(box);
  }
}
