/* Words, and how they are read: the steps of parade/dutch/words.py, parade/places/names.py and parade/index/lexicon.py,
   by the same names, on the tables that parade/search/browser_files.py wrote. No Dutch is known here but what they say. */

const MARKS = /\p{M}/gu;
let rule; // figures, patterns and word lists; set once, by the Engine

export function useRule(data) {
  rule = { ...data };
  for (const name of ["stop", "turning", "empty", "addressing", "badTails", "badHeads", "shortTails", "shortHeads", "clipped", "linking", "apart", "determiners"]) {
    rule[name] = new Set(data[name].split(" "));
  }
  rule.derived = data.derived.split(" ");
  rule.phrases = new Map();
  for (const phrase of data.phrases.split("|").map((words) => words.split(" "))) {
    rule.phrases.set(phrase[0], [...(rule.phrases.get(phrase[0]) ?? []), phrase]);
  }
  rule.pattern = Object.fromEntries(Object.entries(data.patterns).map(([name, [source, flags]]) => [name, new RegExp(source, flags)]));
  return rule;
}

export function fold(text) {
  const { joiners, letters } = rule.pattern;
  const lower = text.toLowerCase().replace(letters, (letter) => rule.letters[letter]);
  return lower.normalize("NFKD").replace(MARKS, "").replace(joiners, "");
}

/* Characters, code point by code point, of which a part is one category. */
const isCapital = (written) => /^\p{Lu}/u.test(written) && /\p{Ll}/u.test(written);

/* The words of a text with their places: see words.read. */
export function read(text) {
  const found = [];
  let end = -1;
  for (const match of text.matchAll(rule.pattern.word)) {
    const folded = fold(match[0]);
    if (!/^[a-z0-9]+$/.test(folded) || rule.clipped.has(match[0].toLowerCase())) continue;
    const first = end < 0 || rule.pattern.pause.test(text.slice(end, match.index));
    end = match.index + match[0].length;
    found.push({ written: match[0], folded, start: match.index, end, first, capital: isCapital(match[0]) });
  }
  return found;
}

export const tokens = (text) => read(text).map(({ written }) => written);
const spaced = (written) => written.split(rule.pattern.hyphens).map(fold).filter(Boolean).join(" ");
export const spacedName = (name) => read(name).map(({ written }) => spaced(written)).join(" ");
export const hyphenParts = (written) => (written.includes("-") ? written.split("-").filter((part) => [...part].length > 2) : []);
export const unique = (values) => [...new Set(values)];

/* "a", "a en b", "a, b en c" */
export const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} en ${words.at(-1)}` : words.join(""));

/* --- numbers --- */

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

/* Reads the numbers that browser_files.py's `number` wrote. */
export class Reader {
  constructor(text) { this.text = text; this.at = 0; }
  get done() { return this.at >= this.text.length; }
  digit() { return digit(this.text, this.at++); }
  number() {
    const digits = [];
    let low = this.digit();
    while (low >= rule.whole) { digits.push(low - rule.whole); low = this.digit(); }
    return digits.reduceRight((value, each) => rule.whole + value * 30 + each, low);
  }
}

export function numbers(text) {
  const [reader, found] = [new Reader(text), []];
  while (!reader.done) found.push(reader.number());
  return found;
}

/* Sorted words, of which a capital tells how many letters they share with the one before. */
export function unfold(text) {
  let word = "";
  return text.match(/[A-Z][^A-Z]*/g)?.map((part) => (word = word.slice(0, part.charCodeAt(0) - 65) + part.slice(1))) ?? [];
}

/* What a table holds under a name; `constructor` is only there when the table has that word. */
export const entry = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

/* --- places in a text: names.find_in --- */

export function findIn(words, table) {
  const found = new Map();
  const parts = words.map(({ written }) => spaced(written));
  for (let start = 0; start < words.length; start++) {
    for (let end = Math.min(start + rule.longestName, words.length); end > start; end--) {
      let name = parts.slice(start, end).join(" ");
      if (parts[start] === "st") name = name.replace("st ", "sint ");
      const known = table.get(name);
      if (!known || (known.wordToo && !meant(words, start, end))) continue;
      found.set(start, [end, known]);
      start = end - 1;
      break;
    }
  }
  return found;
}

function meant(words, start, end) {
  if (end - start === 1 && words[start].first && words.length > 1) return false;
  return words.slice(start, end).every((word) => rule.linking.has(word.folded) || word.capital);
}

/* Every begrip that pieces call by one of its names: pieces.phrases. */
export function phrases(pieces, { concepts, longest, beginnings }) {
  const every = pieces.map((_, at) => at);
  const content = every.filter((at) => !pieces[at].stop || rule.turning.has(pieces[at].lemma));
  const found = new Map();
  for (const row of [every, content]) {
    for (let start = 0; start < row.length; start++) {
      if (!beginnings.has(pieces[row[start]].lemma)) continue;
      for (let end = start + 1; end <= Math.min(start + longest, row.length); end++) {
        for (const concept of concepts.get(row.slice(start, end).map((at) => pieces[at].lemma).join(" ")) ?? []) {
          const one = [row[start], row[end - 1] + 1, concept];
          found.set(one.join(" "), one);
        }
      }
    }
  }
  return [...found.values()];
}

export class Lexicon {
  /* `data` is index.json; `held(term)` tells in how many records a term is. */
  constructor(data, held) {
    this.held = held;
    this.terms = unfold(data.terms);
    this.termNumber = new Map(this.terms.map((term, place) => [term, place]));
    const onlyPlaces = new Set(numbers(data.onlyPlaces));
    this.lemmas = new Set([...this.terms.filter((term, place) => term[0] !== "#" && !onlyPlaces.has(place)), ...unfold(data.otherWords)]);
    this.exceptions = new Map();
    for (const group of data.exceptions.split("|")) {
      const [lemma, ...forms] = group.split(" ");
      for (const form of forms) this.exceptions.set(form, lemma);
    }
    this.readConcepts(data.concepts);
    this.stems = data.stems;
    this.parts = data.parts;
    this.named = numbers(data.named).map((place) => this.terms[place]);
    this.gemeenten = (data.places.gemeente ?? []).filter((row) => !row.includes(":")).map((row) => row.replace("!", "").split("=")[0]);
    this.places = new Map();
    this.addPlaces(data.places);
    const every = new Map([...this.places.values()].map((named) => [named.term, named]));
    this.byTerm = new Map(this.named.map((term) => [term, every.get(term)]));
    this.lures = new Set(data.lures.split(" "));
    this.capitalLures = new Set(data.capitalLures.split(" "));
    this.byLetter = new Map();
    this.spellings = new Set([...this.lemmas, ...this.exceptions.keys(), ...this.named]);
    for (const known of this.spellings) {
      if (this.byLetter.has(known[0])) this.byLetter.get(known[0]).push(known);
      else this.byLetter.set(known[0], [known]);
    }
    this.read = new Map();
    this.partsRead = new Map();
    this.mended = new Map();
  }

  /* See `_concepts` in browser_files.py. */
  readConcepts([terms, alone, longer]) {
    this.concepts = new Map();
    this.longest = 1;
    const [concepts, single, row, words] = [numbers(terms).map((place) => this.terms[place]), new Reader(alone), new Reader(longer), []];
    const add = (name, concept) => this.concepts.set(name, [...(this.concepts.get(name) ?? []), concept]);
    for (const lemma of [...this.lemmas].sort()) {
      const told = single.number();
      for (let left = told >> 1; left > 0; left--) add(lemma, concepts[single.number()]);
      if (told & 1) words.push(lemma);
    }
    for (const concept of concepts) {
      for (let left = row.number(); left > 0; left--) {
        const phrase = Array.from({ length: row.number() }, () => words[row.number()]);
        add(phrase.join(" "), concept);
        this.longest = Math.max(this.longest, phrase.length);
      }
    }
    this.beginnings = new Set([...this.concepts.keys()].map((name) => name.split(" ")[0]));
  }

  /* By kind rows of `Name`, with `!` before what is a Dutch word too, `=other name` and `:numbers of municipalities` behind. */
  addPlaces(places) {
    for (const [soort, rows] of Object.entries(places)) {
      for (const row of rows) {
        const wordToo = row[0] === "!";
        const split = row.indexOf(":");
        const [naam, ...others] = (split < 0 ? row : row.slice(0, split)).slice(wordToo ? 1 : 0).split("=");
        const gemeenten = split < 0 ? [naam] : numbers(row.slice(split + 1)).map((place) => this.gemeenten[place]);
        const named = { naam, soort, gemeenten, term: fold(naam).replace(/[^a-z0-9]+/g, ""), wordToo };
        for (const name of others.length ? others : [spacedName(naam)]) this.places.set(name, named);
      }
    }
  }

  /* What is in meer.json. */
  add({ places, sound }) {
    this.addPlaces(places);
    this.sound = sound;
  }

  /* Whether a text may name a place that is not in `places` yet. */
  isLured(words) {
    return words.some(({ written, folded, capital }) => [folded, ...spaced(written).split(" ")].some((part) =>
      this.lures.has(part) || (capital && this.capitalLures.has(part)) || !(this.isKnown(part) || this.places.has(part))));
  }

  /* --- a word --- */

  respelled(word) {
    const { vowels, doubled } = rule;
    const found = [word];
    const [last, second, third] = [word.at(-1), word.at(-2), word.at(-3)];
    if (word.length > 2 && last === second && !vowels.includes(last)) found.push(word.slice(0, -1));
    if (word.length > 2 && doubled.includes(second) && !vowels.includes(last) && !vowels.includes(third)) {
      found.push(word.slice(0, -1) + second + last);
    }
    return found;
  }

  byEnding(word) {
    if (this.lemmas.has(word)) return word;
    for (const [ending, instead] of rule.endings) {
      if (!word.endsWith(ending)) continue;
      const base = word.slice(0, word.length - ending.length) + instead;
      for (const candidate of ending ? this.respelled(base) : [base]) {
        if (candidate.length >= rule.shortestPart && this.lemmas.has(candidate)) return candidate;
      }
    }
    return "";
  }

  lemma(word) {
    let lemma = this.read.get(word);
    if (lemma === undefined) {
      const bent = word.endsWith("e") ? this.exceptions.get(word.slice(0, -1)) : ""; // verwarde is verward
      lemma = this.exceptions.get(word) || this.byEnding(word) || bent || "";
      this.read.set(word, lemma);
    }
    return lemma;
  }

  derived(word) {
    for (const ending of rule.derived) {
      if (!word.endsWith(ending)) continue;
      const base = word.slice(0, word.length - ending.length);
      for (const candidate of [base + "en", ...this.respelled(base)]) {
        if (candidate.length > rule.shortestPart && this.lemmas.has(candidate)) return candidate;
      }
    }
    return "";
  }

  tooShort(head) { return head.length < rule.shortPart && !rule.shortHeads.has(head); }
  badTail(tail) { return rule.badTails.has(tail) || (tail.length < rule.shortPart && !rule.shortTails.has(tail)); }

  * heads(part) {
    for (const link of rule.links) {
      if (link && !part.endsWith(link)) continue;
      const head = part.slice(0, part.length - link.length);
      const prefixed = rule.prefixes.some((prefix) => head.startsWith(prefix)) && head.length < rule.prefixed;
      if (!this.tooShort(head) && !rule.badHeads.has(head) && !prefixed) yield head;
    }
  }

  split(word) {
    const { shortestPart } = rule;
    for (let cut = shortestPart; cut <= word.length - shortestPart; cut++) {
      const tail = word.slice(cut);
      if (tail.length <= shortestPart || this.badTail(tail)) continue;
      const last = this.lemma(tail);
      if (!last) continue;
      for (const head of this.heads(word.slice(0, cut))) {
        const first = head.length > shortestPart && this.lemma(head);
        if (first && (first === head || (head.length === cut && !this.bent(head, first))) && !this.tooShort(first)) return [first, last];
      }
    }
    return [];
  }

  bent(head, lemma) {
    return /[td]e$/.test(head) && lemma.endsWith("en");
  }

  splitAll(term) {
    const found = [];
    for (const part of this.split(term)) found.push(part, ...(part.length < term.length ? this.splitAll(part) : []));
    return unique(found).filter((part) => this.termNumber.has(part) && !rule.stop.has(part));
  }

  partsOf(lemma) {
    if (!this.partsRead.has(lemma)) {
      const kept = entry(this.parts, lemma);
      this.partsRead.set(lemma, kept === undefined ? this.splitAll(lemma) : numbers(kept).map((place) => this.terms[place]));
    }
    return this.partsRead.get(lemma);
  }

  matesOf(lemma) { return numbers(entry(this.stems, lemma) ?? "").map((place) => this.terms[place]); }

  isKnown(word) {
    return rule.stop.has(word) || Boolean(this.lemma(word) || this.split(word).length || this.derived(word));
  }

  /* --- typing errors --- */

  isInSound(word) {
    const { size, bits } = this.sound;
    const [one, two] = [fnv(word), fnv(word + "!") | 1];
    for (let turn = 0; turn < rule.probes; turn++) {
      const place = ((one + Math.imul(turn, two)) >>> 0) % size;
      if (!((digit(bits, Math.floor(place / 6)) >> (place % 6)) & 1)) return false;
    }
    return true;
  }

  isSound(word) {
    if (this.isInSound(word)) return true;
    for (const ending of rule.plain) {
      if (!word.endsWith(ending)) continue;
      const base = word.slice(0, word.length - ending.length);
      if (this.respelled(base).some((candidate) => candidate.length >= rule.shortestTypo && this.isInSound(candidate))) return true;
    }
    return false;
  }

  nearest(word) {
    if (word.length < rule.shortestTypo || !/^[a-z]+$/.test(word)) return "";
    if (!this.mended.has(word)) {
      let best = null;
      if (!this.isSound(word)) for (const rank of this.near(word)) if (!best || before(rank, best)) best = rank;
      this.mended.set(word, best ? best[3] : "");
    }
    return this.mended.get(word);
  }

  * near(word) {
    const allowed = word.length < rule.twoErrors ? 1 : 2;
    const alike = this.byLetter.get(word[0]) ?? [];
    const holding = (known) => -this.held(this.lemma(known) || known);
    for (const known of alike) {
      if (Math.abs(known.length - word.length) > allowed) continue;
      if (oneApart(word, known)) yield [1, 0, holding(known), known];
      else if (allowed > 1 && known.slice(0, rule.sameStart) === word.slice(0, rule.sameStart) && twoApart(word, known)) yield [2, 0, holding(known), known];
    }
    for (const known of firstLetters(word)) if (this.spellings.has(known)) yield [1, 1, holding(known), known];
    for (const [ending, instead] of rule.endings) {
      const base = word.slice(0, word.length - ending.length) + instead;
      if (!ending || !word.endsWith(ending) || base.length < rule.shortestTypo) continue;
      for (const known of alike) {
        if (known.length >= rule.shortestTypo && this.lemmas.has(known) && oneApart(base, known)) yield [1, 2, -this.held(known), known];
      }
    }
  }

  /* --- a text --- */

  pieces(words) {
    const [found, places] = [[], findIn(words, this.places)];
    for (let at = 0; at < words.length;) {
      if (places.has(at)) {
        const [end, named] = places.get(at);
        found.push({ start: at, end, lemma: named.term, stop: false, place: true });
        at = end;
        continue;
      }
      const { folded } = words[at];
      const stop = rule.stop.has(folded);
      found.push({ start: at, end: at + 1, lemma: stop ? folded : this.lemma(folded) || folded, stop, place: false });
      at++;
    }
    return found;
  }
}

function before(one, two) {
  for (let at = 0; at < one.length; at++) if (one[at] !== two[at]) return one[at] < two[at];
  return false;
}

/* Whether two different words are one typing error apart: a letter more, less or else, or two swapped. */
export function oneApart(one, two) {
  if (Math.abs(one.length - two.length) > 1 || one === two) return false;
  let start = 0;
  while (start < one.length && start < two.length && one[start] === two[start]) start++;
  const [mine, theirs] = [one.slice(start), two.slice(start)];
  return mine.slice(1) === theirs || mine === theirs.slice(1) || mine.slice(1) === theirs.slice(1)
    || (mine.length > 1 && theirs.length > 1 && mine[0] === theirs[1] && mine[1] === theirs[0] && mine.slice(2) === theirs.slice(2));
}

/* Whether two words are two typing errors apart, by optimal string alignment. */
export function twoApart(one, two) {
  let [older, old] = [[], Array.from({ length: two.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= two.length; j++) {
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    if (Math.min(...row) > 2) return false;
    [older, old] = [old, row];
  }
  return old[two.length] === 2;
}

/* What a word is when its first letter is the error. */
function* firstLetters(word) {
  yield word[1] + word[0] + word.slice(2);
  yield word.slice(1);
  for (const letter of "abcdefghijklmnopqrstuvwxyz") {
    yield letter + word;
    yield letter + word.slice(1);
  }
}
