/* The proof of a hit: the steps of parade/search/proof.py, by the same names. */

import { fold, hyphenParts, phrases, read, unique } from "./lexicon.js";

export const said = ({ word, form }) => word.called.get(form) ?? word.written;

/* `sentences(doc)` gives the [field, text] pairs of a record; each record is read once. */
export class Prover {
  constructor(sentences, lexicon, rule) {
    Object.assign(this, { sentences, lexicon, rule });
    this.read = new Map();
  }

  async prove(doc, scored) {
    const left = new Set(scored.filter(({ word, form }) => !word.empty && !this.rule.empty.has(form)));
    if (!left.size) return [];
    if (!this.read.has(doc)) {
      this.read.set(doc, (await this.sentences(doc)).map(([veld, tekst]) => ({ veld, tekst, found: spans(tekst, this.lexicon) })));
    }
    const fragments = new Map();
    for (let turn = 0; turn < this.rule.sentences; turn++) {
      let [best, most] = [null, 0];
      for (const sentence of this.read.get(doc)) {
        let worth = 0;
        for (const { form, score } of left) if (sentence.found.has(form)) worth += score;
        if (worth > most) [best, most] = [sentence, worth];
      }
      if (!best) break;
      for (const each of [...left].filter(({ form }) => best.found.has(form))) {
        const fragment = { veld: best.veld, tekst: best.tekst, woorden: unique(best.found.get(each.form)), vanwege: said(each) };
        fragments.set(JSON.stringify(fragment), fragment);
        left.delete(each);
      }
    }
    return [...fragments.values()];
  }
}

/* For each term the words of a sentence that are it, or have it as a part, or are a name of the begrip. */
function spans(tekst, lexicon) {
  const found = new Map();
  const words = read(tekst);
  const pieces = lexicon.pieces(words);
  const add = (term, start, end) => {
    if (!found.has(term)) found.set(term, []);
    found.get(term).push(tekst.slice(words[start].start, words[end - 1].end));
  };
  for (const { start, end, lemma, stop, place } of pieces) {
    if (stop) continue;
    add(lemma, start, end);
    if (place) continue;
    const parts = [...lexicon.partsOf(lemma), ...hyphenParts(words[start].written).map((part) => lexicon.lemma(fold(part))).filter(Boolean)];
    for (const part of unique(parts)) if (part !== lemma) add(part, start, end);
  }
  for (const [start, end, concept] of phrases(pieces, lexicon)) add(concept, pieces[start].start, pieces[end - 1].end);
  return found;
}
