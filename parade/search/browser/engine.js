/* Search in the browser: the steps of parade/search.py on the tables that parade/export.py wrote.
   No Dutch is known here but what the tables say. Nothing of a question leaves this file's memory. */

const MARKS = /\p{M}/gu;
const WORD = /[\p{L}\p{N}]+(?:['’‘`-][\p{L}\p{N}]+)*/gu;
const JOINERS = /['’‘`-]/g;
const LETTERS = { "ĳ": "ij", "ÿ": "ij", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d" };
const SHORTCUT = /(gemeente|thema):(?:"([^"]*)"|(\S+))/giu;
const QUOTED = /"([^"]+)"/gu;
const WITHOUT = /(?:^|\s)-([\p{L}\p{N}_]\S*)/gu;
const CONTROL = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const [WHOLE, SHORTEST_TYPO, TWO_ERRORS, SAME_START, SHORTEST_PART] = [60, 5, 9, 4, 3]; // as in lexicon.py and export.py
const SCALE = 6; // as in index.py

export function fold(text) {
  const lower = text.toLowerCase().replace(/[ĳÿßæœøłđ]/g, (letter) => LETTERS[letter]);
  return lower.normalize("NFKD").replace(MARKS, "").replace(JOINERS, "");
}

function digit(text, at) {
  const code = text.charCodeAt(at);
  return code - (code > 92 ? 36 : 35);
}

/* The 32-bit FNV-1a hash of an ASCII word. */
function fnv(word) {
  let value = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/* Reads the numbers that export.py's `number` wrote. */
class Reader {
  constructor(text) { this.text = text; this.at = 0; }
  get done() { return this.at >= this.text.length; }
  digit() { return digit(this.text, this.at++); }
  number() {
    const digits = [];
    let digit = this.digit();
    while (digit >= WHOLE) { digits.push(digit - WHOLE); digit = this.digit(); }
    return digits.reduceRight((value, low) => WHOLE + value * 30 + low, digit);
  }
}

function numbers(text) {
  const [reader, found] = [new Reader(text), []];
  while (!reader.done) found.push(reader.number());
  return found;
}

/* Sorted words, of which a capital tells how many letters they share with the one before. */
function unfold(text) {
  let word = "";
  return text.match(/[A-Z][^A-Z]*/g)?.map((part) => (word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1))) ?? [];
}

const set = (text) => new Set(text.split(" "));

/* What a table holds under a name; `constructor` is only there when the table has that word. */
const entry = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

export class Engine {
  /* `data` is index.json; `load(name)` gives the JSON of another file of its folder. */
  constructor(data, load) {
    Object.assign(this, data, { load });
    this.terms = unfold(data.terms);
    this.termNumber = new Map(this.terms.map((term, place) => [term, place]));
    this.lemmas = new Set([...this.terms.filter((term) => term[0] !== "#"), ...unfold(data.otherWords)]);
    this.exceptions = new Map();
    for (const group of data.exceptions.split("|")) {
      const [lemma, ...forms] = group.split(" ");
      for (const form of forms) this.exceptions.set(form, lemma);
    }
    this.concepts = new Map();
    this.longest = 1;
    const [sorted, names] = [[...this.lemmas].sort(), new Reader(data.concepts)];
    while (!names.done) {
      const concept = this.terms[names.number()];
      for (let left = names.number(); left > 0; left--) {
        const phrase = Array.from({ length: names.number() }, () => sorted[names.number()]);
        this.concepts.set(phrase.join(" "), concept);
        this.longest = Math.max(this.longest, phrase.length);
      }
    }
    this.names = new Set(numbers(data.names).map((place) => this.terms[place]));
    this.holding = data.holding ? numbers(data.holding) : [];
    this.near = data.near.map(numbers);
    this.rule = { ...data.rule };
    for (const name of ["stop", "badTails", "badHeads", "clipped"]) this.rule[name] = set(data.rule[name]);
    this.rule.derived = data.rule.derived.split(" ");
    this.rule.structure = data.rule.structure.map((phrase) => phrase.split(" "));
    this.facetsOf = {};
    for (const [name, facet] of Object.entries(data.facets)) {
      const reader = new Reader(facet.of);
      this.facetsOf[name] = Array.from({ length: data.records }, () => {
        const of = [];
        for (let left = reader.number(); left > 0; left--) of.push(reader.number());
        return of;
      });
    }
    this.byLetter = new Map();
    for (const known of [...this.lemmas, ...this.exceptions.keys()]) {
      if (this.byLetter.has(known[0])) this.byLetter.get(known[0]).push(known);
      else this.byLetter.set(known[0], [known]);
    }
    this.loaded = new Map();
    this.mended = new Map();
  }

  /* --- words --- */

  words(text) {
    return (text.match(WORD) ?? []).filter((word) => /^[a-z0-9]+$/.test(fold(word)) && !this.rule.clipped.has(word.toLowerCase()));
  }

  respelled(word) {
    const found = [word];
    const [last, second, third] = [word.at(-1), word.at(-2), word.at(-3)];
    if (word.length > 2 && last === second && !"aeiou".includes(last)) found.push(word.slice(0, -1));
    if (word.length > 2 && "aeou".includes(second) && !"aeiou".includes(last) && !"aeiou".includes(third)) {
      found.push(word.slice(0, -1) + second + last);
    }
    return found;
  }

  lemma(word) {
    const known = this.exceptions.get(word);
    if (known) return known;
    if (this.lemmas.has(word)) return word;
    for (const [ending, instead] of this.rule.endings) {
      if (!word.endsWith(ending)) continue;
      const base = word.slice(0, word.length - ending.length) + instead;
      for (const candidate of ending ? this.respelled(base) : [base]) {
        if (candidate.length >= SHORTEST_PART && this.lemmas.has(candidate)) return candidate;
      }
    }
    return "";
  }

  derived(word) {
    for (const ending of this.rule.derived) {
      if (!word.endsWith(ending)) continue;
      const base = word.slice(0, word.length - ending.length);
      for (const candidate of [base + "en", ...this.respelled(base)]) {
        if (candidate.length > SHORTEST_PART && this.lemmas.has(candidate)) return candidate;
      }
    }
    return "";
  }

  * heads(part) {
    for (const link of this.rule.links) {
      if (link && !part.endsWith(link)) continue;
      const head = part.slice(0, part.length - link.length);
      const prefixed = /^(ver|ont)/.test(head) && head.length < 6;
      if (head.length >= 3 && !this.rule.badHeads.has(head) && !prefixed) yield head;
    }
  }

  split(word) {
    for (let cut = SHORTEST_PART; cut <= word.length - SHORTEST_PART; cut++) {
      const tail = word.slice(cut);
      if (tail.length <= SHORTEST_PART || this.rule.badTails.has(tail)) continue;
      const last = this.lemma(tail);
      if (!last) continue;
      for (const head of this.heads(word.slice(0, cut))) {
        const first = head.length > SHORTEST_PART && this.lemma(head);
        if (first) return [first, last];
      }
    }
    return [];
  }

  splitAll(term) {
    const found = [];
    for (const part of this.split(term)) {
      found.push(part, ...(part.length < term.length ? this.splitAll(part) : []));
    }
    return [...new Set(found)].filter((part) => this.termNumber.has(part) && !this.rule.stop.has(part));
  }

  partsOf(lemma) {
    if (!lemma) return [];
    const kept = entry(this.parts, lemma);
    return kept === undefined ? this.splitAll(lemma) : numbers(kept).map((place) => this.terms[place]);
  }

  isKnown(word) {
    return this.rule.stop.has(word) || this.lemma(word) || this.split(word).length || this.derived(word);
  }

  held(word) {
    const place = this.termNumber.get(this.lemma(word));
    if (place === undefined) return 0;
    return (this.holding[place] ??= numbers(this.weights[place]).length / 2);
  }

  /* Whether a word is a good Dutch word that no record has: see Lexicon's Sieve. */
  isSound(word) {
    const { size, bits } = this.sound;
    const [one, two] = [fnv(word), fnv(word + "!") | 1];
    for (let turn = 0; turn < this.rule.probes; turn++) {
      const place = ((one + Math.imul(turn, two)) >>> 0) % size;
      if (!((digit(bits, Math.floor(place / 6)) >> (place % 6)) & 1)) return false;
    }
    return true;
  }

  /* The known spelling nearest to a word known nowhere: see Lexicon.nearest. */
  nearest(word) {
    if (word.length < SHORTEST_TYPO || !/^[a-z]+$/.test(word) || this.isSound(word)) return "";
    if (this.mended.has(word)) return this.mended.get(word);
    const allowed = word.length < TWO_ERRORS ? 1 : 2;
    let best = null;
    const offer = (known) => {
      if (Math.abs(known.length - word.length) > allowed) return;
      const far = distance(word, known, allowed);
      if (far > allowed || (far > 1 && known.slice(0, SAME_START) !== word.slice(0, SAME_START))) return;
      const rank = [far, -this.held(known), known];
      if (!best || before(rank, best)) best = rank;
    };
    for (const known of this.byLetter.get(word[0]) ?? []) offer(known);
    this.mended.set(word, best ? best[2] : "");
    return this.mended.get(word);
  }

  /* --- the question --- */

  takeApart(question, exact = []) {
    let text = [...question].slice(0, this.rule.maxLength).join("").replace(CONTROL, " ").normalize("NFC");
    const asked = { gemeente: "", thema: "" };
    for (const [, kind, quoted, plain] of text.matchAll(SHORTCUT)) asked[kind.toLowerCase()] = quoted || plain;
    text = text.replace(SHORTCUT, " ");
    asked.without = [...text.matchAll(WITHOUT)].flatMap(([, word]) => this.lemmasIn(word));
    text = text.replace(WITHOUT, " ");
    asked.must = [...text.matchAll(QUOTED)].flatMap(([, phrase]) => this.lemmasIn(phrase));
    asked.words = this.questionWords(text, new Set(exact.map(fold)));
    return asked;
  }

  lemmasIn(text) {
    return this.words(text).map(fold).filter((word) => !this.rule.stop.has(word)).map((word) => this.lemma(word)).filter(Boolean);
  }

  questionWords(text, exact) {
    const short = this.words(text).filter((word) => fold(word).length <= this.rule.maxLetters);
    const read = this.read(short.slice(0, this.rule.maxWords), exact);
    const named = this.named(read);
    const found = new Map();
    read.forEach((word, place) => {
      if (this.rule.stop.has(word.read)) return;
      word.forms = this.forms(word);
      for (const concept of named.get(place) ?? []) if (!word.forms.has(concept)) word.forms.set(concept, this.rule.begrip);
      const key = this.lemma(word.read) || word.read;
      if (!found.has(key)) found.set(key, word);
    });
    return [...found.values()];
  }

  read(words, exact) {
    const folded = words.map(fold);
    const dropped = this.structure(folded);
    const kept = words.map((_, place) => place).filter((place) => !dropped.has(place));
    const read = kept.map((place) => ({
      written: words[place],
      read: this.isKnown(folded[place]) || exact.has(folded[place]) ? folded[place] : this.nearest(folded[place]) || folded[place],
    }));
    for (let i = 0; i + 1 < kept.length; i++) {
      const [one, two] = [folded[kept[i]], folded[kept[i + 1]]];
      const short = Math.min(one.length, two.length) < 3;
      if (!short && !this.rule.stop.has(one) && !this.rule.stop.has(two) && this.lemma(one + two)) {
        read.push({ written: `${words[kept[i]]} ${words[kept[i + 1]]}`, read: one + two });
      }
    }
    return read;
  }

  structure(folded) {
    const places = new Set();
    for (let start = 0; start < folded.length; start++) {
      for (const phrase of this.rule.structure) {
        if (phrase.every((word, step) => folded[start + step] === word)) {
          for (let step = 0; step < phrase.length; step++) places.add(start + step);
        }
      }
    }
    return places;
  }

  named(read) {
    const every = read.map((word, place) => [place, this.lemma(word.read) || word.read]);
    const content = every.filter(([place]) => !this.rule.stop.has(read[place].read));
    const named = new Map();
    for (const row of [every, content]) {
      for (let start = 0; start < row.length; start++) {
        for (let end = start + 1; end <= Math.min(start + this.longest, row.length); end++) {
          const concept = this.concepts.get(row.slice(start, end).map(([, lemma]) => lemma).join(" "));
          if (!concept) continue;
          for (const [place] of row.slice(start, end)) {
            if (!named.has(place)) named.set(place, []);
            named.get(place).push(concept);
          }
        }
      }
    }
    return named;
  }

  forms(word) {
    const lemma = this.lemma(word.read);
    const forms = new Map(lemma ? [[lemma, this.names.has(lemma) ? this.rule.place : this.rule.self]] : []);
    const add = (term, share) => { if (!forms.has(term)) forms.set(term, share); };
    for (const part of this.partsOf(lemma)) add(part, this.rule.part);
    for (const place of numbers(entry(this.stems, lemma) ?? "")) add(this.terms[place], this.rule.stem);
    if (!lemma) {
      const pieces = word.written.includes("-") ? word.written.split("-").filter((piece) => [...piece].length > 2) : [];
      const parts = [...this.split(word.read), ...pieces.map(fold).filter((piece) => !this.rule.stop.has(piece)).map((piece) => this.lemma(piece)).filter(Boolean)];
      for (const part of parts) add(part, this.rule.part);
      const base = parts.length ? "" : this.derived(word.read);
      if (base) forms.set(base, this.rule.stem);
    }
    return forms;
  }

  /* --- the score --- */

  /* The records that have a term, as [record, weight, record, weight, …]. */
  async weightsOf(term) {
    if (this.loaded.has(term)) return this.loaded.get(term);
    const place = this.termNumber.get(term);
    let text = "";
    if (place !== undefined && this.weights) text = this.weights[place];
    else if (place !== undefined) {
      const chunk = this.chunks.findLastIndex((start) => start <= place);
      text = (await this.load(`w${chunk}.json`))[place - this.chunks[chunk]];
    }
    const [reader, found] = [new Reader(text), []];
    for (let doc = -1; !reader.done;) { doc += 1 + reader.number(); found.push(doc, reader.number()); }
    this.loaded.set(term, found);
    return found;
  }

  async scores(words) {
    const own = new Int32Array(this.records);
    const best = words.map(() => new Map());
    const lists = await Promise.all(words.map((word) => Promise.all([...word.forms.keys()].map((form) => this.weightsOf(form)))));
    words.forEach((word, at) => {
      [...word.forms].forEach(([form, share], which) => {
        const list = lists[at][which];
        for (let i = 0; i < list.length; i += 2) {
          const score = share * list[i + 1];
          if (score > (best[at].get(list[i])?.score ?? 0)) best[at].set(list[i], { score, form });
        }
      });
      for (const [doc, { score }] of best[at]) own[doc] += score;
    });
    const { own: kept, lent } = this.rule;
    const total = own.map((score, doc) => kept * score + lent * this.near[doc].reduce((sum, other) => sum + own[other], 0));
    return { own, total, best };
  }

  async demands(asked) {
    const demands = [];
    const having = (facet, wanted) => {
      const { values, ook = {} } = this.facets[facet];
      const name = fold(entry(ook, fold(wanted)) ?? wanted);
      const value = values.findIndex((value) => fold(value) === name);
      return new Set(this.facetsOf[facet].flatMap((of, doc) => (of.includes(value) ? [doc] : [])));
    };
    if (asked.gemeente) demands.push(having("gemeente", asked.gemeente));
    if (asked.thema) demands.push(having("thema", asked.thema));
    for (const lemma of asked.must) demands.push(await this.having(lemma));
    return demands;
  }

  async having(lemma) {
    return new Set((await this.weightsOf(lemma)).filter((_, place) => place % 2 === 0));
  }

  /* The hits for a question, and what a page tells about them; `filters` maps a facet to chosen values. */
  async ask(question, { filters: wanted = {}, limit = 10, exact = [] } = {}) {
    const filters = this.known(wanted);
    const asked = this.takeApart(question, exact);
    const { own, total, best } = await this.scores(asked.words);
    let docs = [];
    total.forEach((score, doc) => { if (score) docs.push(doc); });
    for (const demand of await this.demands(asked)) {
      const left = docs.filter((doc) => demand.has(doc));
      if (left.length) docs = left;
    }
    const gone = await Promise.all(asked.without.map((lemma) => this.having(lemma)));
    docs = docs.filter((doc) => !gone.some((having) => having.has(doc)));
    const counts = this.counts(docs, filters);
    docs = docs.filter((doc) => Object.entries(filters).every(([facet, chosen]) => this.fits(doc, facet, chosen)));
    docs.sort((one, two) => total[two] - total[one] || one - two);
    const shown = docs.slice(0, limit);
    const cards = await Promise.all(shown.map((doc) => this.load(`k${doc}.json`)));
    const hits = await Promise.all(shown.map(async (doc, at) => ({
      ...cards[at], score: total[doc], redenen: await this.reasons(doc, cards[at], asked.words, best, own),
    })));
    return {
      hits,
      total: docs.length,
      facets: counts,
      filters,
      corrections: asked.words.filter((word) => word.read !== fold(word.written) && !word.written.includes(" ")).map(({ written, read }) => ({ written, read })),
      missing: asked.words.filter((_, at) => !best[at].size).map(({ written }) => written),
      words: asked.words.length,
      weak: !shown.length || this.isWeak(total[shown[0]], best),
    };
  }

  /* Whether even the best record fits badly: how much it scores, times the share it has of what was asked.
     A word found nowhere was asked for too; it counts as a rare word does. */
  isWeak(score, best) {
    const top = this.rule.self * SCALE * Math.log(2 * this.records + 2); // what no word can weigh more than
    const most = best.map((scores) => [...scores.values()].reduce((high, { score }) => Math.max(high, score), 0));
    const asked = most.reduce((sum, high) => sum + (high || this.rule.rare * top), 0);
    const found = score / this.rule.own;
    return found * (found / asked) < this.rule.weak * top;
  }

  /* The filters without what no record has any more. */
  known(filters) {
    const kept = Object.entries(filters).filter(([facet]) => facet !== "gemeente" && Object.hasOwn(this.facets, facet));
    const checked = kept.map(([facet, chosen]) => [facet, chosen.filter((name) => this.facets[facet].values.includes(name))]);
    return Object.fromEntries(checked.filter(([, chosen]) => chosen.length));
  }

  fits(doc, facet, chosen) {
    const values = chosen.map((name) => this.facets[facet].values.indexOf(name));
    return values.some((value) => this.facetsOf[facet][doc].includes(value));
  }

  /* For each facet its values with how many records one would get by choosing it; none with zero. */
  counts(docs, filters) {
    const counts = {};
    for (const [facet, { values }] of Object.entries(this.facets)) {
      if (facet === "gemeente") continue;
      const others = Object.entries(filters).filter(([name]) => name !== facet);
      const found = new Map();
      for (const doc of docs) {
        if (!others.every(([name, chosen]) => this.fits(doc, name, chosen))) continue;
        for (const value of this.facetsOf[facet][doc]) found.set(value, (found.get(value) ?? 0) + 1);
      }
      counts[facet] = values.map((naam, value) => ({ naam, aantal: found.get(value) ?? 0 })).filter(({ aantal }) => aantal);
    }
    return counts;
  }

  async reasons(doc, card, words, best, own) {
    const because = words.map((word, at) => ({ word, ...best[at].get(doc) })).filter(({ form }) => form);
    because.sort((one, two) => two.score - one.score);
    const reasons = because.slice(0, this.rule.maxReasons).map(({ word, form }) => this.reason(card, word, form));
    let lent = -1;
    for (const other of this.near[doc]) if (lent < 0 || own[other] > own[lent]) lent = other;
    if (lent >= 0 && own[lent] > own[doc]) {
      reasons.push(`past bij "${(await this.load(`k${lent}.json`)).titel}", dat hier wel over gaat`);
    }
    return [...new Set(reasons)];
  }

  reason(card, { written, read, forms }, form) {
    const share = forms.get(form);
    const { part, begrip } = this.rule;
    if (form === this.lemma(read)) return read === fold(written) ? `noemt "${written}"` : `noemt "${read}"`;
    if (share === begrip) {
      const said = card.noemt[form.slice(1)] ?? "";
      return fold(said) === fold(written) ? `noemt "${written}"` : `u schrijft "${written}"; dit voorbeeld noemt "${said}"`;
    }
    const said = entry(this.display, form) ?? form;
    return `u schrijft "${written}"; dit voorbeeld ${share === part ? "gaat over" : "noemt"} "${said}"`;
  }
}

function before(one, two) {
  for (let at = 0; at < one.length; at++) if (one[at] !== two[at]) return one[at] < two[at];
  return false;
}

/* Optimal string alignment (Damerau-Levenshtein, each letter moved once); stops above `most`. */
export function distance(one, two, most) {
  let [older, old] = [[], Array.from({ length: two.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= two.length; j++) {
      const same = one[i - 1] === two[j - 1];
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [older, old] = [old, row];
  }
  return old[two.length];
}
