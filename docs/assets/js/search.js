/* The search behind Material's box: a worker that answers Material's four messages (0 setup, 1 ready, 2 query,
   3 result) from the index that Pagefind made when the site was built (src/layer_by_layer/search.py).

   Tested with Material 9.8.1 and Pagefind 1.5.2. The four messages are internal to Material: tests/test_search.py says
   what to look at when either has changed. A page view costs this file; the index comes with the first letter typed. */
"use strict"

const SHOWN = 6 // results; each costs a request and some 4 KB
const language = new URLSearchParams(location.search).get("lang") || "en"
const bundle = new URL("../../pagefind/", location.href).href
let rules = {} // what language.toml says of the search: elided articles, characters in place of words
let pagefind
let latest = 0

/** Pagefind, with the index of the reader's language. */
function load() {
  // It asks the document for its language, and a worker has no document.
  self.document = { querySelector: () => ({ getAttribute: () => language }) }
  return import(bundle + "pagefind.js").then(async (module) => {
    rules = (await (await fetch(bundle + "languages.json")).json())[language] || {}
    await module.options({
      basePath: bundle,
      excerptLength: rules.characters ? 60 : 30,
      ranking: {
        // “page” is the title again, of pages that explain; search.py gives it.
        metaWeights: { page: 5, description: 2, title: 0.5 },
        pageLength: 0.05, // a long page is not worse
        termFrequency: 0.7,
      },
    })
    await module.init()
    return module
  })
}

const HAN = /\p{Script=Han}{2,}/gu

/** What the index holds of what the reader typed; search.py prepares the pages in the same way. */
function normalise(query) {
  if (rules.elided) query = query.replace(new RegExp(`(^|[^\\p{L}])(?:${rules.elided})['’]`, "giu"), "$1")
  if (rules.characters) query = query.replace(HAN, (run) => ` ${[...run].join(" ")} `)
  return query.replace(/["\p{Pd}_/]/gu, " ").trim() // zero-centred is also “centred at zero”
}

/** Pages that hold every word, best first; if there are none, pages that hold some of them. */
async function find(query) {
  const words = normalise(query)
  let { results } = await pagefind.search(words)
  // Chinese is indexed character by character: every run of characters must stand together.
  for (const run of rules.characters ? query.match(HAN) || [] : []) {
    const together = await pagefind.search(`"${[...run].join(" ")}"`)
    const pages = new Set(together.results.map((result) => result.id))
    results = results.filter((result) => pages.has(result.id))
  }
  if (results.length || rules.characters) return results
  const pages = new Map()
  for (const word of words.split(/\s+/)) {
    for (const result of (await pagefind.search(word)).results) {
      const found = pages.get(result.id)
      pages.set(result.id, { ...result, score: result.score + (found ? found.score : 0) })
    }
  }
  return [...pages.values()].sort((a, b) => b.score - a.score)
}

/** Without what search.py has put between characters. */
const clean = (text) => (rules.elided ? text.replace(/’ /g, "’") : text.replace(/\u200b/g, ""))
const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;")
const weight = (part) => part.weighted_locations.reduce((sum, place) => sum + place.balanced_score, 0)
const item = (location, title, text, score) => ({
  location,
  title: escape(clean(title)),
  text: clean(text),
  score,
  terms: {},
})

/** A page and its sections, best first, as Material draws them. */
async function draw(result) {
  const page = await result.data()
  const sections = page.sub_results
    .filter((part) => part.anchor && part.anchor.element !== "h1")
    .sort((a, b) => weight(b) - weight(a))
  return [
    item(page.url, page.meta.title, page.excerpt, result.score),
    ...sections.map((part) => item(part.url, part.title, part.excerpt, result.score)),
  ]
}

async function answer(query) {
  if (!query.trim()) return []
  pagefind ||= await load()
  const results = await find(query)
  return Promise.all(results.slice(0, SHOWN).map(draw))
}

self.onmessage = async ({ data: { type, data } }) => {
  if (type === 0) postMessage({ type: 1 })
  if (type !== 2) return
  const turn = ++latest
  const items = await answer(data).catch(() => []) // no network, or a site without an index
  if (turn === latest) postMessage({ type: 3, data: { items } })
}
postMessage({ type: 1 })
