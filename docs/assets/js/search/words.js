// Words: what a reader has typed as the index holds it. src/layer_by_layer/publish/words.py does the same to the pages; a
// test compares the two on every text of the site.

/** @typedef {{endings: string[], latin: string[]}} Endings */

const HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007";
const LATIN = "a-z0-9\u00df\u00e6\u00f0\u00f8\u00fe\u0142\u0153";
const RUN = new RegExp(`[${HAN}]+|[${LATIN}]+|(?:(?![${HAN}${LATIN}])[\\p{L}\\p{N}])+`, "gu");
const ACCENT = /(?<=[a-z])[\u0300-\u036f]+|(?<=\u0435)\u0308/g;
const TIMES = /(?<=[0-9])\s*[×x*х]\s*(?=[0-9])/g;
const GROUPED = /(?<![0-9.,])[0-9]{1,3}(?:[ ,'][0-9]{3})+(?![0-9])/g;
const PART = /(?:(?![0-9])[\p{L}\p{N}]){3,}|[0-9]+/gu;
const IS_HAN = new RegExp(`^[${HAN}]`);
const IS_LATIN = new RegExp(`^[${LATIN}]`);
const LEAST = 3;

/** A text in lower case, without accents on Latin letters, × as x, grouped numbers in one piece. */
export function fold(text) {
  const plain = text.normalize("NFKC").toLowerCase().replace(/[\u2019\u02bc]/g, "'");
  return plain.normalize("NFD").replace(ACCENT, "").normalize("NFC").replace(TIMES, "x")
    .replace(GROUPED, (grouped) => `${grouped.replace(/[^0-9]/g, "")} ${grouped}`);
}

/** A word without its ending. @param {Endings} rules */
export function stem(word, rules) {
  if (/[0-9]/.test(word)) return word;
  for (const ending of IS_LATIN.test(word) ? rules.latin : rules.endings) {
    if (word.endsWith(ending) && word.length - ending.length >= LEAST) return word.slice(0, -ending.length);
  }
  return word;
}

/** The words of a text: the stem of each, as it was written, and whether it is a part of what is joined. */
export function* stems(text, rules) {
  for (const [run] of fold(text).matchAll(RUN)) {
    if (IS_HAN.test(run)) {
      const characters = [...run];
      for (let at = 0; at < Math.max(1, characters.length - 1); at += 1) {
        const pair = characters.slice(at, at + 2).join("");
        yield { stem: pair, word: pair, part: false, han: run, at };
      }
      continue;
    }
    yield { stem: stem(run, rules), word: run, part: false };
    const parts = run.match(PART) || [];
    if (parts.length > 1 || (parts.length && parts[0] !== run)) {
      for (const part of parts) yield { stem: stem(part, rules), word: part, part: true };
    }
  }
}
