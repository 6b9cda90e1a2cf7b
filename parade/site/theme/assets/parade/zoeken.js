/* The search field on every page. It asks search.js as the visitor pauses, and shows what comes back.
   Only the chosen filters stand in the address; what is typed stands nowhere but in the text area. */

import { alike, likeness } from "./mijn-gemeente.js";
import { ask, warm } from "./search.js";
import { star } from "./ster.js";

const ROOT = new URL("../../", import.meta.url);
const PAUSE = 300; // ms after the last key before searching
const TELL = 900; // ms after that before the count is read aloud
const SLOW = 600; // ms without an answer before we say that it takes a while
const PAGE = 10;
const AT_ONCE = 2;
const NAMES = {
  thema: "Thema", doelgroep: "Doelgroep", wet: "Wet", rol: "Rol van inwoners",
  provincie: "Provincie", gemeentegrootte: "Inwoners van de gemeente", status: "Status",
};

const panel = document.querySelector("[data-parade-zoek]");
const part = (name) => panel.querySelector(`[data-${name}]`);
const state = { filters: {}, exact: [], limit: PAGE, asked: 0, anyway: false, facets: {} };
let timer;
let teller;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const slug = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}|'/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
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
    const answer = await ask(question, { filters: state.filters, limit: state.limit, exact: state.exact });
    if (number === state.asked) await show(answer, number);
  } catch {
    if (number === state.asked) tell("Zoeken lukt nu niet. Controleer de verbinding, of kies een thema.", 0);
  } finally {
    clearTimeout(patience);
  }
}

async function show(answer, number) {
  part("uitkomst").hidden = false;
  state.filters = answer.filters;
  const poor = answer.weak && !state.anyway && !Object.keys(state.filters).length;
  part("over").replaceChildren(...corrections(answer), ...missing(answer), ...(poor ? nearThemes(answer) : []));
  showChosen();
  showFacets(answer, poor);
  part("lijst").hidden = poor;
  part("meer").hidden = poor || answer.total <= answer.hits.length;
  const count = poor || !answer.total ? "Geen resultaten die goed passen." : `${plural(answer.total, "resultaat", "resultaten")}; de beste staan bovenaan.`;
  tell(count);
  await drawResults(poor ? [] : answer.hits, number, (await alike())?.lijkt);
}

/* A few at a time, so that a slow phone can type on between them. */
async function drawResults(hits, number, lijkt) {
  const result = (hit) => drawn(hit, lijkt);
  part("lijst").replaceChildren(...hits.slice(0, AT_ONCE).map(result));
  for (let at = AT_ONCE; at < hits.length; at += AT_ONCE) {
    await new Promise((resolve) => { setTimeout(resolve); });
    if (number !== state.asked) return;
    part("lijst").append(...hits.slice(at, at + AT_ONCE).map(result));
  }
}

function corrections({ corrections: mended }) {
  return mended.map(({ written, read }) => element("p", {},
    "Gezocht op ", element("strong", { textContent: read }), " in plaats van ", element("q", { textContent: written }), ". ",
    element("button", { type: "button", textContent: `Zoek toch op “${written}”`, onclick: () => { state.exact.push(written); part("vraag").focus(); run(); } }),
  ));
}

function missing({ missing: words }) {
  if (!words.length) return [];
  return [element("p", {}, "Niet gevonden: ", ...words.flatMap((word, at) => [at ? ", " : "", element("em", { textContent: word })]), ".")];
}

function nearThemes({ facets, total }) {
  const themes = [...(facets.thema ?? [])].sort((one, two) => two.aantal - one.aantal).slice(0, 6);
  const links = themes.map(({ naam }) => element("li", {}, element("a", { href: new URL(`themas/${slug(naam)}/`, ROOT).href, textContent: naam })));
  const intro = element("p", { textContent: themes.length ? "Geen voorbeeld past hier goed bij. Deze thema's liggen in de buurt:" : "Geen voorbeeld past hier goed bij. Probeer het met andere woorden." });
  const anyway = element("button", { type: "button", textContent: "Toon toch wat het dichtst in de buurt komt", onclick: () => { state.anyway = true; run(); } });
  return [intro, element("ul", { className: "tegels" }, ...links), ...(total ? [element("p", {}, anyway)] : [])];
}

function drawn({ id, titel, url, plaats, gemeenten, kern, redenen }, lijkt) {
  const like = likeness(gemeenten, lijkt);
  return element("li", {},
    element("a", { href: new URL(url, ROOT).href, textContent: titel }),
    element("p", { className: "plaats", textContent: plaats }),
    ...(like ? [element("p", { className: "lijkt", textContent: like.textContent })] : []),
    element("p", { textContent: kern }),
    element("ul", { className: "redenen" }, ...redenen.map((reason) => element("li", { textContent: reason }))),
    star(id, titel),
  );
}

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

function showFacets({ facets }, poor) {
  state.facets = facets;
  part("filters").hidden = poor || !Object.keys(NAMES).some((facet) => facets[facet]?.length);
  drawFacets();
}

/* A hundred choices take a phone time to lay out: they are made when they are looked at. */
function drawFacets() {
  if (!part("filters").open) { part("facetten").replaceChildren(); return; }
  const facets = state.facets;
  const focused = document.activeElement?.dataset?.keuze;
  const groups = Object.entries(NAMES).filter(([facet]) => facets[facet]?.length).map(([facet, label]) => element("fieldset", {},
    element("legend", { textContent: label }),
    ...facets[facet].map(({ naam, aantal }) => choice(facet, naam, aantal)),
  ));
  part("facetten").replaceChildren(...groups);
  if (focused) [...panel.querySelectorAll("[data-keuze]")].find((box) => box.dataset.keuze === focused)?.focus();
}

function choice(facet, naam, aantal) {
  const box = element("input", { type: "checkbox", checked: (state.filters[facet] ?? []).includes(naam), onchange: () => choose(facet, naam, box.checked) });
  box.dataset.keuze = `${facet}:${naam}`;
  return element("label", {}, box, ` ${naam} (${aantal})`);
}

function writeAddress() {
  const pairs = Object.entries(state.filters).flatMap(([facet, names]) => names.map((naam) => [facet, naam]));
  const hash = new URLSearchParams(pairs).toString();
  history.replaceState(history.state, "", location.pathname + location.search + (hash ? `#${hash}` : ""));
}

function readAddress() {
  for (const [facet, naam] of new URLSearchParams(location.hash.slice(1))) {
    if (Object.hasOwn(NAMES, facet)) state.filters[facet] = [...(state.filters[facet] ?? []), naam];
  }
}

/* --- begin --- */

part("vraag").addEventListener("input", () => { state.anyway = false; state.limit = PAGE; later(); });
part("vraag").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); run(); }
});
part("vraag").addEventListener("focus", warm, { once: true });
part("filters").addEventListener("toggle", drawFacets);
panel.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
part("wis").addEventListener("click", () => { part("vraag").value = ""; state.filters = {}; state.exact = []; writeAddress(); run(); part("vraag").focus(); });
part("meer").addEventListener("click", () => {
  const before = part("lijst").children.length;
  state.limit += PAGE;
  run().then(() => part("lijst").children[before]?.querySelector("a")?.focus());
});

// A browser that goes back puts the text into the area again, by itself; then the results come back too.
addEventListener("pageshow", () => {
  if (!part("vraag").value.trim()) return;
  panel.open = true;
  run();
});
readAddress();
