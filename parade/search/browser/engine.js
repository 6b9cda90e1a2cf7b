/* Search in the browser: the steps of parade/search/search.py and nearby.py, by the same names, on the tables that
   parade/search/browser_files.py wrote. Nothing of a question leaves this file's memory. */

import { Lexicon, Reader, fold, listed, numbers, read, spacedName, tokens, unique, useRule } from "./lexicon.js";
import { Questions } from "./question.js";
import { Prover, said } from "./proof.js";

const NOWHERE = { boost: 0, inside: false, reden: "" };

export class Engine {
  /* `data` is index.json; `load(name)` gives the JSON of another file of its folder. */
  constructor(data, load) {
    Object.assign(this, { data, load });
    this.rule = useRule(data.rule);
    this.records = data.records;
    this.holding = numbers(data.holding);
    if (data.weights) this.readWeights(data.weights);
    this.lexicon = new Lexicon(data, (term) => this.held(term));
    this.questions = new Questions(this.lexicon, this.rule);
    this.neighbours = data.near.map(numbers);
    this.told = numbers(data.told);
    this.facets = {};
    this.facetsOf = {};
    this.addFacets(data.facets);
    this.loaded = new Map();
    this.prover = new Prover((doc) => this.sentences(doc), this.lexicon, this.rule);
  }

  /* The steps between the records of all terms, and their weights there. */
  readWeights([steps, impacts]) {
    const [step, impact] = [new Reader(steps), new Reader(impacts)];
    this.weights = this.holding.map((count) => {
      const found = [];
      for (let doc = -1; count > 0; count--) { doc += 1 + step.number(); found.push(doc, impact.number()); }
      return found;
    });
  }

  addFacets(facets) {
    for (const [name, { values, of }] of Object.entries(facets)) {
      const reader = new Reader(of);
      this.facets[name] = values;
      this.facetsOf[name] = Array.from({ length: this.records }, () => Array.from({ length: reader.number() }, () => values[reader.number()]));
    }
  }

  held(term) { return this.holding[this.lexicon.termNumber.get(term)] ?? 0; }

  /* The records that have a term, as [record, weight, record, weight, …]. */
  async impacts(term) {
    const place = this.lexicon.termNumber.get(term);
    if (place === undefined) return [];
    if (this.weights) return this.weights[place];
    if (!this.loaded.has(term)) {
      const chunk = this.data.chunks.findLastIndex((start) => start <= place);
      const reader = new Reader((await this.load(`w${chunk}.json`))[place - this.data.chunks[chunk]]);
      const found = [];
      for (let doc = -1; !reader.done;) { doc += 1 + reader.number(); found.push(doc, reader.number()); }
      this.loaded.set(term, found);
    }
    return this.loaded.get(term);
  }

  async having(lemma) {
    return new Set((await this.impacts(lemma)).filter((_, place) => place % 2 === 0));
  }

  /* The hits for a question, and what a page tells about them; `filters` maps a facet to chosen values, of `exact` no
     error is mended, `home` is the visitor's own municipality, `newest` puts the newest of what fits first; the counts
     of facets come when they are asked for. */
  async ask(question, { filters: wanted = {}, limit = 10, exact = [], home = "", newest = false, facets: counting = false } = {}) {
    const { rule } = this;
    if (counting || newest || Object.keys(wanted).length) await this.loadFacets();
    const filters = this.known(wanted);
    await this.loadMore(question);
    const asked = this.questions.takeApart(question, exact);
    const best = await Promise.all(asked.words.map((word) => this.score(word)));
    const own = new Map();
    for (const scores of best) for (const [doc, { score }] of scores) own.set(doc, (own.get(doc) ?? 0) + score);
    const subject = asked.words.some(({ empty, place }, at) => best[at].size && !empty && !place);
    const plain = this.lend(own);
    const around = asked.place ?? (home ? this.lexicon.places.get(spacedName(home)) : null);
    const near = around ? await this.near(around) : new Map();
    if (!subject && asked.place) for (const [doc, { boost }] of near) plain.set(doc, (plain.get(doc) ?? 0) + rule.alone * boost);
    const scores = new Map([...plain].map(([doc, score]) => [doc, this.weigh(doc, score, near)]));
    let order = (await this.allowed(asked, [...scores.keys()])).sort((one, two) => scores.get(two) - scores.get(one) || one - two);
    const fits = this.fits(asked.words, best);
    const fit = (doc) => (subject ? fits(plain.get(doc)) : near.get(doc)?.inside && asked.place ? rule.weak : 0);
    const past = new Map(order.map((doc) => [doc, fit(doc)]));
    if (!asked.place && home) order = this.homeFirst(order, near, past);
    const facets = counting ? this.counts(order, filters) : {};
    order = order.filter((doc) => Object.entries(filters).every(([facet, chosen]) => this.has(doc, facet, chosen)));
    const goed = order.filter((doc) => past.get(doc) >= rule.weak).length;
    const deels = order.filter((doc) => past.get(doc) < rule.weak && past.get(doc) >= rule.faintly).length;
    if (newest) order = this.byNewest(order, goed + deels);
    const hits = await Promise.all(order.slice(0, limit).map(async (doc) => ({
      ...await this.card(doc), score: scores.get(doc), past: past.get(doc) >= rule.weak ? "goed" : "deels",
      ...await this.why(doc, asked, best, own, near),
    })));
    const themas = goed && subject ? [] : this.themas(order, scores);
    if (themas.length) await this.loadFacets();
    return {
      hits, goed, deels, onderwerp: subject,
      plaats: asked.place ? this.toldOf(asked.place, [...near.values()].some(({ inside }) => inside)) : "",
      verbeterd: asked.words.filter(({ mended }) => mended).map(({ written, read }) => [written, read]),
      ontbreekt: asked.words.filter(({ empty, place }, at) => !(best[at].size || empty || place)).map(({ written }) => written),
      themas,
      total: order.length, facets, filters, velden: this.data.labels, adressen: this.addresses ?? {},
    };
  }

  /* What only unknown words need is fetched when a question has one: names of places that no record has, and the good
     Dutch words that are no typing errors. */
  async loadMore(question) {
    if (this.lexicon.sound) return;
    const text = this.questions.plain(question);
    if (/gemeente:/i.test(text) || this.lexicon.isLured(read(text))) this.lexicon.add(await this.load("meer.json"));
  }

  async loadFacets() {
    if (this.allFacets) return;
    const { facets, labels, newest, addresses } = await this.load("facetten.json");
    this.addFacets(facets);
    this.facetLabels = labels;
    this.addresses = addresses;
    this.newest = new Map(numbers(newest).map((doc, rank) => [doc, rank]));
    this.allFacets = true;
  }

  /* Of what fits the newest first; the rest after it as it was. */
  byNewest(order, fitting) {
    const rank = (doc) => this.newest.get(doc);
    return [...order.slice(0, fitting).sort((one, two) => rank(one) - rank(two)), ...order.slice(fitting)];
  }

  async score(word) {
    const forms = [...word.forms];
    const lists = await Promise.all(forms.map(([form]) => this.impacts(form)));
    const best = new Map();
    forms.forEach(([form, share], which) => {
      const list = lists[which];
      for (let i = 0; i < list.length; i += 2) {
        const score = share * list[i + 1];
        if (score > (best.get(list[i])?.score ?? 0)) best.set(list[i], { score, form });
      }
    });
    return best;
  }

  lend(own) {
    const scores = new Map([...own].map(([doc, score]) => [doc, this.rule.own * score]));
    this.neighbours.forEach((near, doc) => {
      const lent = this.rule.lent * near.reduce((sum, other) => sum + (own.get(other) ?? 0), 0);
      if (lent) scores.set(doc, (scores.get(doc) ?? 0) + lent);
    });
    return scores;
  }

  weigh(doc, score, near) {
    const { thin } = this.rule;
    const weight = thin + Math.floor(((100 - thin) * this.told[doc]) / 100);
    return Math.floor((score * weight * (100 + (near.get(doc) ?? NOWHERE).boost)) / 10_000);
  }

  fits(words, best) {
    const { top, rare, own } = this.rule;
    let asked = 0;
    words.forEach(({ place, empty, name }, at) => {
      if (place) return;
      const most = [...best[at].values()].reduce((high, { score }) => Math.max(high, score), 0);
      asked += most || (empty || name ? 0 : rare * top);
    });
    return (score) => (asked ? ((score / own) * (score / own)) / (top * asked) : 0);
  }

  async allowed(asked, docs) {
    let left = docs;
    for (const demand of await this.demands(asked)) {
      const kept = left.filter((doc) => demand.has(doc));
      if (kept.length) left = kept;
    }
    const gone = await Promise.all(asked.without.map((lemma) => this.having(lemma)));
    return left.filter((doc) => !gone.some((having) => having.has(doc)));
  }

  async demands(asked) {
    const demands = [];
    const place = asked.gemeente && this.lexicon.places.get(spacedName(asked.gemeente));
    if (place) demands.push(new Set([...await this.near(place)].filter(([, { inside }]) => inside).map(([doc]) => doc)));
    if (asked.thema) {
      const wanted = fold(asked.thema);
      demands.push(new Set(this.facetsOf.thema.flatMap((of, doc) => (of.map(fold).includes(wanted) ? [doc] : []))));
    }
    for (const lemma of asked.must) demands.push(await this.having(lemma));
    return demands;
  }

  /* --- places: nearby.py --- */

  async near({ soort, gemeenten }) {
    const { wide, inside: within, around: close } = this.rule;
    const boost = soort === "provincie" || soort === "regio" ? wide : within;
    const around = gemeenten.length === 1 ? await this.load(`g${this.lexicon.gemeenten.indexOf(gemeenten[0])}.json`) : {};
    const found = new Map();
    this.facetsOf.gemeente.forEach((where, doc) => {
      const inside = where.filter((naam) => gemeenten.includes(naam));
      const beside = where.find((naam) => Object.hasOwn(around, naam));
      if (inside.length) found.set(doc, { boost, inside: true, reden: `Uit ${listed(inside)}.` });
      else if (beside) found.set(doc, { boost: close, inside: false, reden: around[beside] });
    });
    return found;
  }

  toldOf({ naam, soort, gemeenten }, here) {
    const inside = soort === "dorp" || soort === "voormalig" ? ` (${listed(gemeenten)})` : "";
    if (here) return `Voorbeelden uit ${naam}${inside} tellen zwaarder.`;
    const around = " Voorbeelden uit de buurt en uit plaatsen die erop lijken, tellen zwaarder.";
    return `In ${naam}${inside} staat nog geen voorbeeld.${gemeenten.length === 1 ? around : ""}`;
  }

  /* What fits well and lies in the visitor's own municipality comes first. */
  homeFirst(order, near, past) {
    const isHome = (doc) => near.get(doc)?.inside && past.get(doc) >= this.rule.weak;
    return [...order.filter(isHome), ...order.filter((doc) => !isHome(doc))];
  }

  /* --- themas --- */

  themas(order, scores) {
    const [every, found] = [new Map(), new Map()];
    const add = (table, thema, value) => table.set(thema, (table.get(thema) ?? 0) + value);
    for (const of of this.facetsOf.thema) for (const thema of of) add(every, thema, 1);
    for (const doc of order.slice(0, this.rule.lookedAt)) for (const thema of this.facetsOf.thema[doc]) add(found, thema, scores.get(doc));
    const worth = found.size ? new Map([...found].map(([thema, sum]) => [thema, Math.floor(sum / (10 + every.get(thema)))])) : every;
    const compare = (one, two) => (one < two ? -1 : one > two ? 1 : 0);
    const sorted = [...worth.keys()].sort((one, two) => worth.get(two) - worth.get(one) || compare(fold(one), fold(two)) || compare(one, two));
    return sorted.slice(0, this.rule.themas);
  }

  /* --- why --- */

  /* What a page shows of a record, with its title and core put together again from its sentences. */
  async card(doc) {
    const { zinnen, ...card } = await this.load(`k${doc}.json`);
    return { ...card, titel: zinnen.titel.join(" "), kern: (zinnen.kern ?? []).join(" ") };
  }

  async sentences(doc) {
    const { zinnen } = await this.load(`k${doc}.json`);
    return Object.entries(zinnen).flatMap(([veld, some]) => some.map((tekst) => [veld, tekst]));
  }

  async why(doc, asked, best, own, near) {
    const scored = asked.words.flatMap((word, at) => (best[at].has(doc) ? [{ word, ...best[at].get(doc) }] : []));
    const fragmenten = await this.prover.prove(doc, scored);
    const reasons = near.get(doc)?.reden ? [near.get(doc).reden] : [];
    reasons.push(...this.synonyms(scored, fragmenten));
    let lent = -1;
    for (const other of this.neighbours[doc]) if (lent < 0 || (own.get(other) ?? 0) > (own.get(lent) ?? 0)) lent = other;
    if (!fragmenten.length && lent >= 0 && (own.get(lent) ?? 0) > (own.get(doc) ?? 0)) {
      reasons.push(`Lijkt op “${(await this.card(lent)).titel}”, dat er meer over zegt.`);
    }
    if (!reasons.length && !fragmenten.length) reasons.push("Dit ligt het dichtst in de buurt.");
    return { redenen: unique(reasons), fragmenten };
  }

  synonyms(scored, fragments) {
    const byBegrip = new Set(scored.filter(({ word, form }) => word.called.has(form)).map(said));
    return fragments.filter(({ vanwege, woorden }) => byBegrip.has(vanwege) && this.differ(vanwege, woorden[0]))
      .map(({ vanwege, woorden }) => `Je schrijft “${vanwege}”; hier staat “${woorden[0]}”.`);
  }

  differ(one, two) {
    const [mine, theirs] = [this.roots(one), this.roots(two)];
    return ![...mine].some((word) => theirs.has(word));
  }

  roots(text) {
    const found = new Set();
    for (const word of tokens(text).map(fold)) {
      if (this.rule.stop.has(word)) continue;
      const lemma = this.lexicon.lemma(word) || word;
      for (const each of [word, lemma, ...this.lexicon.partsOf(lemma), ...this.lexicon.matesOf(lemma)]) found.add(each);
    }
    return found;
  }

  /* --- filters --- */

  /* The filters without what no record has any more. */
  known(filters) {
    const kept = Object.entries(filters).filter(([facet]) => facet !== "gemeente" && Object.hasOwn(this.facets, facet));
    const checked = kept.map(([facet, chosen]) => [facet, chosen.filter((name) => this.facets[facet].includes(name))]);
    return Object.fromEntries(checked.filter(([, chosen]) => chosen.length));
  }

  has(doc, facet, chosen) { return chosen.some((name) => this.facetsOf[facet][doc].includes(name)); }

  /* For each facet its values with how many records one would get by choosing it; none with zero. */
  counts(docs, filters) {
    const counts = {};
    for (const [facet, values] of Object.entries(this.facets)) {
      if (facet === "gemeente") continue;
      const others = Object.entries(filters).filter(([name]) => name !== facet);
      const found = new Map();
      for (const doc of docs) {
        if (!others.every(([name, chosen]) => this.has(doc, name, chosen))) continue;
        for (const value of this.facetsOf[facet][doc]) found.set(value, (found.get(value) ?? 0) + 1);
      }
      const keuzes = values.map((naam) => ({ naam, aantal: found.get(naam) ?? 0 })).filter(({ aantal }) => aantal);
      if (keuzes.length) counts[facet] = { label: this.facetLabels[facet], keuzes };
    }
    return counts;
  }
}
