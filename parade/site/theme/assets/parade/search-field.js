/* The search field on every page. It asks search.js as the visitor pauses, and shows what comes back.
   Only chosen filters stand in the address, and the question when the visitor asks for a link to it (after #). */

import { element } from "./bewaard.js";
import { alike, likeness } from "./mijn-gemeente.js";
import { ask, warm } from "./search.js";
import { star } from "./ster.js";

const ROOT = new URL("../../", import.meta.url);
const PAUSE = 300; // ms after the last key before searching
const TELL = 900; // ms after that before the count is read aloud
const SLOW = 600; // ms without an answer before we say that it takes a while
const PAGE = 7;
const AT_ONCE = 2;
const NEAREST = 3; // shown though nothing fits well
const FEW = 5; // choices of a facet that stand open
const WIDE = matchMedia("(min-width: 60em)");
const QUESTION = "vraag";

const panel = document.querySelector("[data-parade-zoek]");
const part = (name) => panel.querySelector(`[data-${name}]`);
const state = { filters: Object.create(null), exact: [], limit: PAGE, asked: 0, answer: undefined, linked: false };
let timer;
let teller;

const plural = (count, one, many) => `${count} ${count === 1 ? one : many}`;

function tell(text, wait = TELL) {
  clearTimeout(teller);
  teller = setTimeout(() => { part("stand").textContent = text; }, wait);
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(run, PAUSE);
}

async function run() {
  clearTimeout(timer);
  const question = part("vraag").value;
  const number = ++state.asked;
  part("wis").hidden = !question;
  if (!question.trim()) {
    part("uitkomst").hidden = true;
    tell("", 0);
    return;
  }
  const patience = setTimeout(() => tell("Even geduld, we zoeken.", 0), SLOW);
  try {
    const own = await alike();
    const answer = await ask(question, {
      filters: { ...state.filters }, limit: state.limit, exact: state.exact, home: own?.naam ?? "",
      newest: part("volgorde").value === "nieuw", facets: part("filters").open,
    });
    if (number === state.asked) await show(answer, number, own);
  } catch {
    if (number === state.asked) tell("Zoeken lukt nu niet. Controleer de verbinding, of kies een thema.", 0);
  } finally {
    clearTimeout(patience);
  }
}

/* --- the answer --- */

async function show(answer, number, own) {
  part("uitkomst").hidden = false;
  state.answer = answer;
  state.filters = Object.assign(Object.create(null), answer.filters);
  const fitting = answer.goed + answer.deels;
  const most = Math.max(fitting, Math.min(NEAREST, answer.total));
  const shown = answer.hits.slice(0, most);
  part("over").replaceChildren(...[
    ...corrections(answer), ...missing(answer),
    ...(answer.plaats ? [element("p", { textContent: answer.plaats })] : []),
    ...(answer.themas.length ? [themas(answer)] : []),
  ]);
  showChosen();
  showFacets();
  part("naast").hidden = !answer.total;
  part("meer").hidden = shown.length >= most;
  tell(count(answer, shown.length));
  await draw(shown, answer, number, own);
}

function count({ goed, deels, onderwerp, total }, shown) {
  if (!total) return "Niets gevonden.";
  const rest = deels ? `${deels} een beetje` : "";
  if (goed) return `${plural(goed, "voorbeeld past", "voorbeelden passen")} goed${rest ? `, ${rest}` : ""}.`;
  if (!onderwerp) return `Dit ligt het dichtst in de buurt (${shown}).`;
  return `Geen voorbeeld past hier goed bij. Dit ligt het dichtst in de buurt (${shown}).`;
}

/* A few at a time, so that a slow phone can type on between them. */
async function draw(hits, answer, number, own) {
  const result = (hit) => drawn(hit, answer, own);
  part("lijst").replaceChildren(...hits.slice(0, AT_ONCE).map(result));
  for (let at = AT_ONCE; at < hits.length; at += AT_ONCE) {
    await new Promise((resolve) => { setTimeout(resolve); });
    if (number !== state.asked) return;
    part("lijst").append(...hits.slice(at, at + AT_ONCE).map(result));
  }
}

function corrections({ verbeterd }) {
  return verbeterd.map(([written, read]) => element("p", { className: "zoek__stil" },
    "Gezocht op ", element("strong", { textContent: read }), ". ",
    element("button", { type: "button", className: "knop-als-link", textContent: `Zoek toch op “${written}”`, onclick: () => { state.exact.push(written); part("vraag").focus(); run(); } }),
  ));
}

function missing({ ontbreekt }) {
  if (!ontbreekt.length) return [];
  return [element("p", { className: "zoek__stil" }, "Niet gevonden: ", ...ontbreekt.flatMap((word, at) => [at ? ", " : "", element("em", { textContent: word })]), ".")];
}

function themas({ themas: names, onderwerp, adressen }) {
  const links = names.map((naam) => element("li", {}, element("a", { href: new URL(adressen[naam] ?? "themas/", ROOT).href, textContent: naam })));
  const intro = onderwerp ? "Deze thema's liggen in de buurt:" : "Waar gaat je vraag over? Noem een onderwerp, of kies een thema:";
  return element("div", {}, element("p", { textContent: intro }), element("ul", { className: "tegels" }, ...links));
}

function drawn({ id, titel, url, plaats, gemeenten, kern, past, redenen, fragmenten }, { velden }, own) {
  const like = likeness(gemeenten, own?.lijkt);
  const reasons = redenen.map((reden) => (own?.naam && reden === `Uit ${own.naam}.` ? "Uit je eigen gemeente." : reden));
  const words = (veld) => fragmenten.filter((fragment) => fragment.veld === veld).flatMap(({ woorden }) => woorden);
  const others = new Map();
  for (const { veld, tekst, woorden } of fragmenten) {
    if (veld === "titel" || veld === "kern") continue;
    const key = `${veld}\n${tekst}`;
    others.set(key, { veld, tekst, woorden: [...(others.get(key)?.woorden ?? []), ...woorden] });
  }
  return element("li", { className: `past-${past}` },
    element("h2", {}, element("a", { href: new URL(url, ROOT).href }, ...marked(titel, words("titel")))),
    element("p", { className: "plaats", textContent: plaats }),
    ...(like ? [element("p", { className: "lijkt", textContent: like.textContent })] : []),
    element("p", {}, ...marked(kern, words("kern"))),
    ...[...others.values()].map(({ veld, tekst, woorden }) => element("p", { className: "bewijs" }, element("span", { className: "bewijs__veld", textContent: `${velden[veld] ?? veld}: ` }), ...marked(tekst, woorden))),
    ...(reasons.length ? [element("ul", { className: "redenen" }, ...reasons.map((reden) => element("li", { textContent: reden })))] : []),
    star(id, titel),
  );
}

/* A text in which words are marked, wherever they stand as a word of their own. */
function marked(text, words) {
  const found = [];
  const longest = [...new Set(words)].sort((one, two) => two.length - one.length);
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const word = longest.find((each) => text.startsWith(each, at) && !isLetter(text[at - 1]) && !isLetter(text[at + each.length]));
    if (!word) continue;
    found.push(text.slice(from, at), element("mark", { textContent: word }));
    from = at + word.length;
    at = from - 1;
  }
  return [...found, text.slice(from)];
}

const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/* --- filters --- */

function choose(facet, naam, on) {
  const chosen = new Set(state.filters[facet]);
  if (on) chosen.add(naam); else chosen.delete(naam);
  if (chosen.size) state.filters[facet] = [...chosen]; else delete state.filters[facet];
  state.limit = PAGE;
  writeAddress();
  run();
}

function showChosen() {
  const all = Object.entries(state.filters).flatMap(([facet, names]) => names.map((naam) => [facet, naam]));
  part("gekozen").replaceChildren(...all.map(([facet, naam]) => element("li", {},
    element("button", {
      type: "button", textContent: `${naam} ×`, ariaLabel: `Haal filter ${naam} weg`,
      onclick: () => { choose(facet, naam, false); part("vraag").focus(); },
    }))));
}

/* A hundred choices take a phone time to lay out: they are made when they are looked at. */
function showFacets() {
  if (!part("filters").open) { part("facetten").replaceChildren(); return; }
  const focused = document.activeElement?.dataset?.keuze;
  const open = new Set([...part("facetten").querySelectorAll("details[open]")].map(({ dataset }) => dataset.rest));
  part("facetten").replaceChildren(...Object.entries(state.answer.facets).map(([facet, { label, keuzes }]) => group(facet, label, keuzes, open)));
  if (focused) [...panel.querySelectorAll("[data-keuze]")].find((box) => box.dataset.keuze === focused)?.focus();
}

function group(facet, label, keuzes, open) {
  const chosen = state.filters[facet] ?? [];
  const sorted = [...keuzes].sort((one, two) => chosen.includes(two.naam) - chosen.includes(one.naam) || two.aantal - one.aantal);
  const box = ({ naam, aantal }) => choice(facet, naam, aantal);
  const fieldset = element("fieldset", {}, element("legend", { textContent: label }), ...sorted.slice(0, FEW).map(box));
  if (sorted.length > FEW) {
    const more = element("details", { open: open.has(facet) }, element("summary", { textContent: `Toon er nog ${sorted.length - FEW}` }), ...sorted.slice(FEW).map(box));
    more.dataset.rest = facet;
    fieldset.append(more);
  }
  return fieldset;
}

function choice(facet, naam, aantal) {
  const box = element("input", { type: "checkbox", checked: (state.filters[facet] ?? []).includes(naam), onchange: () => choose(facet, naam, box.checked) });
  box.dataset.keuze = `${facet}:${naam}`;
  return element("label", {}, box, ` ${naam} (${aantal})`);
}

/* --- the address --- */

function writeAddress() {
  const pairs = Object.entries(state.filters).flatMap(([facet, names]) => names.map((naam) => [facet, naam]));
  if (state.linked) pairs.unshift([QUESTION, part("vraag").value]);
  const hash = new URLSearchParams(pairs).toString();
  history.replaceState(history.state, "", location.pathname + location.search + (hash ? `#${hash}` : ""));
}

function readAddress() {
  state.filters = Object.create(null);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (name === QUESTION) {
      part("vraag").value = value.slice(0, 4000);
      state.linked = true;
    } else state.filters[name] = [...(state.filters[name] ?? []), value];
  }
}

/* What the last part of an address that is not there says: words between hyphens. */
function addressWords() {
  let last = location.pathname.split("/").filter(Boolean).at(-1) ?? "";
  try { last = decodeURIComponent(last); } catch { /* shown as it is */ }
  return last.replace(/\.\w+$/u, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().slice(0, 200);
}

async function copyLink() {
  state.linked = true;
  writeAddress();
  const link = new URL(location.hash, new URL("zoeken/", ROOT)).href;
  try {
    await navigator.clipboard.writeText(link);
    tell("De link is gekopieerd. Je vraag staat erin, achter het hekje.", 0);
  } catch {
    tell("Kopiëren lukt niet in deze browser. De link staat nu in de adresbalk.", 0);
  }
}

/* --- begin --- */

function changed() {
  state.limit = PAGE;
  grow();
  if (state.linked) { state.linked = false; writeAddress(); } // another question than the link was for
  later();
}

/* The field is as high as what is in it, where the browser does not see to that. */
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  const field = part("vraag");
  field.rows = 2;
  while (field.scrollHeight > field.clientHeight + 2 && field.rows < 12) field.rows += 1;
}

part("vraag").addEventListener("input", changed);
part("vraag").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); run(); }
});
part("vraag").addEventListener("focus", warm, { once: true });
part("filters").addEventListener("toggle", () => { if (state.answer && (part("filters").open ? !Object.keys(state.answer.facets).length : true)) run(); });
part("volgorde").addEventListener("change", run);
part("kopieer").addEventListener("click", copyLink);
panel.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
part("wis").addEventListener("click", () => {
  part("vraag").value = "";
  Object.assign(state, { filters: Object.create(null), exact: [], linked: false });
  writeAddress();
  run();
  part("vraag").focus();
});
part("meer").addEventListener("click", () => {
  const before = part("lijst").children.length;
  state.limit += PAGE;
  run().then(() => part("lijst").children[before]?.querySelector("a")?.focus());
});

// A browser that goes back or loads again puts the text into the area, by itself; then the results come back too.
addEventListener("pageshow", () => {
  if (!part("vraag").value.trim()) return;
  panel.open = true;
  grow();
  run();
});
addEventListener("hashchange", () => { readAddress(); run(); });
readAddress();
if (panel.hasAttribute("data-van-adres") && !part("vraag").value) part("vraag").value = addressWords();
if (WIDE.matches && panel.classList.contains("zoek--pagina")) part("filters").open = true;
