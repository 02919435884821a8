// The index of one language, and how its pages are ranked. No page, no worker: `get` fetches a file of the index.
// src/layer_by_layer/publish/search.py writes the files and says what each number means; the weights of words are here.

import { fold, stems } from "./words.js";

/** @typedef {{url: string, title: string, text: string, verdict?: string, kind: string, sections: Section[]}} Result */
/** @typedef {{url: string, title: string, text: string, verdict?: string}} Section */
/** @typedef {{v: number, pages: Map<number, number>, sections: Map<number, number>, idf: number, sectionIdf: number}} Asked */

const STOP = 0.25; // an article, or what a question is asked with: never nothing
const PART = 0.5; // 13 of 13x13x256
const SYNONYM = 0.8;
const CROSSING = 0.3; // a pair of Chinese characters of which one belongs to such a word
const BEGINNING = 0.5; // times the share of the word that is typed
const TYPO = 0.4;
const COVERAGE = 0.2;
const SHOWN = 8;
const IS_HAN = /^[\u3400-\u9fff\u3007]/;

const inverse = (all, with_) => Math.log(1 + (all - with_ + 0.5) / (with_ + 0.5));

/** Whether two words are one letter apart: more, less, other, or two swapped. */
export function near(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return x.length + y.length <= 2 ? x.length < 2 && y.length < 2 : x.length === 2 && y.length === 2 && x[0] === y[1] && x[1] === y[0];
}

export class Index {
  /** @param {(name: string) => Promise<any>} get */
  constructor(get) {
    this.get = get;
    this.pieces = new Map();
  }

  async load() {
    this.core = await this.get("core");
    this.stop = new Set(this.core.stop);
  }

  /** A piece of the index: its words, in order, and their postings. */
  piece(number) {
    if (!this.pieces.has(number)) {
      const ready = number === 0 && this.core.words ? Promise.resolve(this.core) : this.get(String(number));
      this.pieces.set(number, ready.then((piece) => ({ ...piece, list: piece.words.split(" ") })));
      ready.catch(() => this.pieces.delete(number)); // the next letter tries again
    }
    return this.pieces.get(number);
  }

  /** The pieces that words from `first` to `last` may stand in. */
  piecesFrom(first, last) {
    const { begins } = this.core;
    const found = [];
    for (let number = 0; number < begins.length; number += 1) {
      if (begins[number] <= last && (number + 1 === begins.length || begins[number + 1] > first)) found.push(number);
    }
    return found;
  }

  /** Words of the index from `first` to `last` for which `wanted` gives a weight, each with its postings. */
  async words(first, last, wanted) {
    const found = [];
    for (const piece of await Promise.all(this.piecesFrom(first, last).map((number) => this.piece(number)))) {
      let [at, end] = [0, piece.list.length];
      while (at < end) {
        const middle = (at + end) >> 1;
        if (piece.list[middle] < first) at = middle + 1;
        else end = middle;
      }
      for (; at < piece.list.length && piece.list[at] <= last; at += 1) {
        const weight = wanted(piece.list[at]);
        if (weight) found.push({ word: piece.list[at], weight, postings: piece.postings[at] });
      }
    }
    return found;
  }

  /** The ways to read one word: as it is, as a beginning, with one letter wrong, as two words. */
  async readings(stem, word) {
    const exact = await this.words(stem, stem, () => 1);
    if (exact.length) return exact;
    if (stem.length > 1 || IS_HAN.test(stem)) {
      const begun = await this.words(stem, `${stem}\uffff`, (one) => (BEGINNING * stem.length) / one.length);
      if (begun.length) return begun;
    }
    if (word.length < 4 || /[0-9]/.test(word) || IS_HAN.test(word)) return [];
    // The first letter is right, or the first two are swapped; of a small index all words are looked at.
    const all = this.core.begins.length === 1;
    const wrong = await this.words(all ? "" : stem[0], all ? "\uffff" : `${stem[0]}\uffff`, (one) => (near(stem, one) || near(word, one) ? TYPO : 0));
    if (wrong.length) return wrong;
    for (let cut = 3; cut <= word.length - 3; cut += 1) {
      const [a, b] = await Promise.all([word.slice(0, cut), word.slice(cut)].map((half) => {
        const [{ stem: own }] = stems(half, this.core);
        return this.words(own, own, () => SYNONYM);
      }));
      if (a.length && b.length) return [...a, ...b];
    }
    return [];
  }

  /** What a text asks for: stems with how much each counts, and those of its synonyms. */
  asks(text) {
    const { synonyms, groups } = this.core;
    const asked = new Map();
    const ask = (stem, v, word = stem) => {
      if (v > (asked.get(stem)?.v ?? 0)) asked.set(stem, { stem, v, word });
    };
    const also = (key) => {
      for (const stem of synonyms[key] || []) {
        ask(stem, SYNONYM);
        for (const other of synonyms[stem] || []) ask(other, SYNONYM);
      }
      const together = (synonyms[key] || []).join("");
      for (const other of synonyms[together] || []) ask(other, SYNONYM);
    };
    const tokens = [...stems(text, this.core)];
    const whole = tokens.filter((token) => !token.part && !token.han);
    for (const token of tokens) {
      if (token.han) continue;
      const group = groups.findIndex((stems_) => stems_.includes(token.stem));
      if (group >= 0) ask(`@${group}`, 1);
      else ask(token.stem, token.part ? PART : this.stop.has(token.stem) ? STOP : 1, token.word);
    }
    for (let size = 1; size <= 3; size += 1) {
      for (let at = 0; at + size <= whole.length; at += 1) also(whole.slice(at, at + size).map((token) => token.stem).join(""));
    }
    for (const part of tokens.filter((token) => token.part)) also(part.stem);
    for (const run of new Set(tokens.filter((token) => token.han).map((token) => token.han))) this.asksHan(run, ask, also);
    return [...asked.values()];
  }

  /** Chinese has no spaces: words are looked for within a run of characters. */
  asksHan(run, ask, also) {
    const { synonyms, groups, stop } = this.core;
    const covered = [...run].map(() => 0);
    const cover = (word, what) => {
      let found = false;
      for (let at = run.indexOf(word); at >= 0; at = run.indexOf(word, at + 1)) {
        found = true;
        for (let i = at; i < at + word.length; i += 1) covered[i] ||= what;
      }
      return found;
    };
    groups.forEach((words, group) => {
      if (words.filter((word) => cover(word, 1)).length) ask(`@${group}`, 1);
    });
    for (const word of stop) if (IS_HAN.test(word)) cover(word, 2);
    for (const key of Object.keys(synonyms)) if (IS_HAN.test(key) && run.includes(key)) also(key);
    if (run.length === 1) ask(run, 1);
    for (let at = 0; at + 1 < run.length; at += 1) {
      const kinds = [covered[at], covered[at + 1]];
      ask(run.slice(at, at + 2), kinds.includes(1) ? CROSSING : kinds.includes(2) ? STOP : 1);
    }
  }

  /** The best pages for a text, each with its best sections. @returns {Promise<{results: Result[], nothing: boolean}>} */
  async find(text) {
    const { pages, sections } = this.core;
    const asked = await Promise.all(this.asks(text).map(async ({ stem, v, word }) => {
      const [onPages, inSections] = [new Map(), new Map()];
      const best = (map, key, value) => map.set(key, Math.max(map.get(key) || 0, value));
      const matched = new Set();
      for (const { word: found, weight, postings: [those, within] } of await this.readings(stem, word)) {
        matched.add(found);
        for (let at = 0, page = 0; at < those.length; at += 2) best(onPages, (page += those[at]), weight * those[at + 1]);
        for (let at = 0, one = 0; at < within.length; at += 2) best(inSections, (one += within[at]), weight * within[at + 1]);
      }
      return { v, pages: onPages, sections: inSections, idf: inverse(pages.length, onPages.size),
        sectionIdf: inverse(sections.length, inSections.size), matched };
    }));
    const score = new Map();
    const met = new Map();
    let all = 0;
    const bySection = new Map();
    for (const { v, pages: those, sections: within, idf, sectionIdf } of asked) {
      all += v * idf;
      for (const [page, worth] of those) {
        score.set(page, (score.get(page) || 0) + v * idf * worth);
        met.set(page, (met.get(page) || 0) + v * idf);
      }
      for (const [section, worth] of within) bySection.set(section, (bySection.get(section) || 0) + v * sectionIdf * worth);
    }
    const best = new Map(); // sections of a page, best first
    for (const [section, value] of [...bySection].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
      const page = sections[section];
      best.set(page, [...(best.get(page) || []), [section, value]]);
    }
    const total = (page) => (score.get(page) + 0.5 * (best.get(page)?.[0][1] || 0)) * pages[page][2] * (met.get(page) / all) ** COVERAGE;
    const order = [...score.keys()].map((page) => [page, total(page)]).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const words = new Set(asked.flatMap(({ matched }) => [...matched]));
    const nothing = order.length === 0;
    const shown = nothing ? this.core.hubs : order.slice(0, SHOWN).map(([page]) => page);
    return { nothing, results: await Promise.all(shown.map((page) => this.result(page, best.get(page) || [], words))) };
  }

  async result(number, best, words) {
    const [url, title, , kind] = this.core.pages[number];
    const [text, own] = this.core.texts?.[number] ?? await this.get(`page-${number}`);
    const first = this.core.sections.indexOf(number);
    const top = best.filter(([, value]) => value >= 0.6 * best[0][1]).slice(0, 2);
    const mark = (what) => this.marked(what, words);
    return {
      url, kind, title: mark(title), text: mark(text),
      sections: top.map(([section]) => {
        const [id, heading, sentence, verdict] = own[section - first];
        return { url: `${url}#${id}`, title: mark(heading), text: mark(sentence), verdict };
      }),
    };
  }

  /** A text in pieces of which every other one holds a word that was found. */
  marked(text, words) {
    const pieces = [""];
    const put = (piece, hit) => {
      if ((pieces.length % 2 === 0) === hit) pieces[pieces.length - 1] += piece;
      else pieces.push(piece);
    };
    for (const [run] of text.matchAll(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu)) {
      if (IS_HAN.test(run)) {
        [...run].forEach((character, at, all) => {
          put(character, words.has(all[at] + all[at + 1]) || words.has(all[at - 1] + character) || words.has(character));
        });
      } else put(run, [...stems(run, this.core)].some(({ stem, part }) => !part && words.has(stem)));
    }
    return pieces;
  }
}

export { fold };
