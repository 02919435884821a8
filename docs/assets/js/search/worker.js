// The search of one language, off the page's own thread. It is asked with a text and answers with the best pages.

import { Index } from "./index.js";

const folder = new URL(new URLSearchParams(location.search).get("index"), location.href);
let latest = 0;
let index; // once it is there

async function get(name) {
  const response = await fetch(new URL(`${name}.json`, folder));
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response.json();
}

self.onmessage = async ({ data: text }) => {
  latest += 1;
  const turn = latest;
  try {
    if (!index) {
      const made = new Index(get);
      await made.load();
      index = made;
    }
    const found = await index.find(text);
    if (turn === latest) postMessage({ text, ...found });
  } catch {
    if (turn === latest) postMessage({ text, failed: true });
  }
};
