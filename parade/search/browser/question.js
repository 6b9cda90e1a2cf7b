/* A question taken apart: the steps of parade/search/question.py, by the same names. */

import { findIn, fold, hyphenParts, phrases, read, tokens } from "./lexicon.js";

export class Questions {
  constructor(lexicon, rule) { Object.assign(this, { lexicon, rule }); }

  /* A question without its signs of control, and only as much as is read. */
  plain(question) {
    return [...question].slice(0, this.rule.maxLength).join("").replace(this.rule.pattern.control, " ").normalize("NFC");
  }

  takeApart(question, exact = []) {
    const { shortcut, without, quoted } = this.rule.pattern;
    let text = this.plain(question);
    const asked = { words: [], place: null, gemeente: "", thema: "" };
    for (const [, kind, inQuotes, bare] of text.matchAll(shortcut)) asked[kind.toLowerCase()] = inQuotes || bare;
    text = text.replace(shortcut, " ");
    asked.without = [...text.matchAll(without)].flatMap(([, word]) => this.lemmas(word));
    text = text.replace(without, " ");
    asked.must = [...text.matchAll(quoted)].flatMap(([, phrase]) => this.lemmas(phrase));
    this.exact = new Set(exact.map(fold));
    this.fill(asked, text);
    return asked;
  }

  lemmas(text) {
    return tokens(text).map(fold).filter((word) => !this.rule.stop.has(word)).map((word) => this.lexicon.lemma(word)).filter(Boolean);
  }

  fill(asked, text) {
    const { rule } = this;
    const { ellipsis, age } = rule.pattern;
    const leftOut = new Map([...text.matchAll(ellipsis)].map(([, first, second]) => [fold(first), fold(second)]));
    this.ages = new Map([...text.matchAll(age)].map((found) => [`${found[1]}plussers`, found[0]]));
    const foldedText = text.split(/\s+/).filter(Boolean).join(" ");
    const short = read(text.replace(age, "$1-plussers")).filter((word) => word.folded.length <= rule.maxLetters);
    const words = this.read(short.slice(0, rule.maxWords), leftOut, asked);
    const named = this.named(words);
    const found = new Map();
    words.forEach((word, at) => {
      if (rule.stop.has(word.read)) return;
      word.empty = this.isEmpty(word);
      word.forms = word.place ? new Map([[word.read, rule.place]]) : this.forms(word);
      word.called = new Map();
      for (const [concept, expression] of named.get(at) ?? []) {
        if (!word.forms.has(concept)) word.forms.set(concept, rule.begrip);
        if (!word.called.has(concept)) word.called.set(concept, foldedText.includes(expression) ? expression : word.written);
      }
      word.empty ||= this.isTooCommon(word);
      if (word.empty) for (const [form, share] of word.forms) word.forms.set(form, Math.floor((share * rule.faint) / 100));
      const key = this.lexicon.lemma(word.read) || word.read;
      if (!found.has(key)) found.set(key, word);
    });
    asked.words = [...found.values()];
  }

  read(words, leftOut, asked) {
    const { lexicon } = this;
    const places = findIn(words, lexicon.places);
    const taken = new Set([...places].flatMap(([start, [end]]) => Array.from({ length: end - start }, (_, step) => start + step)));
    const folded = words.map((word, at) => (taken.has(at) ? "" : word.folded));
    const dropped = this.structure(folded);
    const apart = this.apart(words, folded);
    const parts = new Set(apart.values());
    const found = [];
    let last = -1;
    words.forEach((word, at) => {
      if (places.has(at)) {
        const [end, named] = places.get(at);
        found.push({ written: words.slice(at, end).map(({ written }) => written).join(" "), read: named.term, place: true });
        asked.place ??= named;
      }
      if (taken.has(at) || dropped.has(at)) { last = -1; return; }
      if (parts.has(at)) return;
      if (apart.has(at)) {
        const particle = words[apart.get(at)];
        found.push({ written: `${word.written} ${particle.written}`, read: particle.folded + lexicon.lemma(folded[at]) });
        last = -1;
        return;
      }
      found.push(this.word(word, leftOut));
      if (found.at(-1).place) asked.place ??= lexicon.byTerm.get(found.at(-1).read);
      if (last >= 0 && this.isJoined(folded[last], folded[at])) {
        if (folded[last].length < this.rule.shortestPart) found.splice(-2);
        found.push({ written: `${words[last].written} ${word.written}`, read: folded[last] + folded[at] });
      }
      last = at;
    });
    return found;
  }

  apart(words, folded) {
    const found = new Map();
    folded.forEach((particle, at) => {
      if (!this.rule.apart.has(particle)) return;
      if (folded[at + 1] === "te" && at + 2 < words.length) {
        if (this.isWhole(particle, folded[at + 2])) found.set(at + 2, at);
        return;
      }
      const after = at + 1 < words.length && !words[at + 1].first ? folded[at + 1] : "te";
      if (!this.rule.stop.has(after) || this.rule.determiners.has(after)) return;
      for (let verb = at - 1; verb >= 0 && verb >= at - this.rule.reach; verb--) {
        if (words[verb + 1].first) break;
        if (this.isWhole(particle, folded[verb])) { found.set(verb, at); break; }
      }
    });
    return found;
  }

  isWhole(particle, verb) {
    const lemma = this.rule.stop.has(verb) ? "" : this.lexicon.lemma(verb);
    return lemma.endsWith("en") && this.lexicon.lemma(particle + lemma) === particle + lemma;
  }

  word({ written, folded, capital, first }, leftOut) {
    const { lexicon } = this;
    if (leftOut.has(folded)) {
      const whole = leftOut.get(folded);
      const lemma = lexicon.lemma(whole);
      let parts = lemma ? lexicon.partsOf(lemma) : [];
      if (!parts.length) parts = lexicon.split(whole);
      const read = parts.length && lexicon.lemma(folded + parts.at(-1));
      if (read) return { written, read };
    }
    const asWritten = this.ages.get(folded) ?? written;
    if (lexicon.isKnown(folded) || this.exact.has(folded)) return { written: asWritten, read: folded };
    const glued = folded.match(this.rule.pattern.glued);
    if (glued && lexicon.lemma(glued[1])) return { written, read: glued[1] };
    const near = lexicon.nearest(folded);
    const place = lexicon.byTerm.has(near) && !lexicon.lemma(near);
    const name = capital && !first;
    if (near && (place || !name)) return { written, read: near, place, mended: true };
    return { written: asWritten, read: folded, name };
  }

  isJoined(one, two) {
    const { stop } = this.rule;
    if (stop.has(one) || stop.has(two) || Math.min(one.length, two.length) < 2 || two.length < 3) return false;
    const lemma = this.lexicon.lemma(one + two);
    return this.lexicon.termNumber.has(lemma) || this.lexicon.concepts.has(lemma);
  }

  isEmpty({ read }) {
    const { empty, addressing } = this.rule;
    return empty.has(this.lexicon.lemma(read) || read) || empty.has(read) || addressing.has(read) || /^[0-9]+$/.test(read);
  }

  isTooCommon({ read, forms }) {
    const known = this.lexicon.termNumber.has(this.lexicon.lemma(read));
    return known && ![...forms.keys()].some((form) => this.lexicon.held(form));
  }

  named(words) {
    const { lexicon, rule } = this;
    const pieces = words.map(({ read }) => {
      const stop = rule.stop.has(read);
      return { lemma: stop ? read : lexicon.lemma(read) || read, stop };
    });
    const found = new Map();
    for (const [start, end, concept] of phrases(pieces, lexicon)) {
      const expression = words.slice(start, end).map(({ written }) => written).join(" ");
      for (let at = start; at < end; at++) found.set(at, [...(found.get(at) ?? []), [concept, expression]]);
    }
    return found;
  }

  forms({ written, read }) {
    const { lexicon, rule } = this;
    const lemma = lexicon.lemma(read);
    const forms = new Map(lemma ? [[lemma, rule.self]] : []);
    const add = (term, share) => { if (!forms.has(term)) forms.set(term, share); };
    if (lemma) for (const part of lexicon.partsOf(lemma)) add(part, rule.part);
    for (const mate of lexicon.matesOf(lemma)) add(mate, rule.stem);
    if (!lemma) {
      const parts = [...lexicon.split(read), ...this.hyphenLemmas(written)];
      for (const part of parts) add(part, rule.part);
      const base = parts.length ? "" : lexicon.derived(read);
      if (base) forms.set(base, rule.stem);
    }
    for (const [form, share] of forms) if (form !== lemma && rule.empty.has(form)) forms.set(form, Math.floor((share * rule.faint) / 100));
    return forms;
  }

  hyphenLemmas(written) {
    return hyphenParts(written).map(fold).filter((part) => !this.rule.stop.has(part)).map((part) => this.lexicon.lemma(part)).filter(Boolean);
  }

  structure(folded) {
    const places = new Set();
    folded.forEach((word, start) => {
      for (const phrase of this.rule.phrases.get(word) ?? []) {
        if (phrase.every((each, step) => folded[start + step] === each)) { for (const step of phrase.keys()) places.add(start + step); }
      }
    });
    return places;
  }
}
