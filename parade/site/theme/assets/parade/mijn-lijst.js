/* "Mijn lijst": what the visitor starred, with notes, in an order of one's own. A shared link holds only ids, after
   the #. What a voorbeeld says comes from the file that comparing uses too, and goes in as text. */

import { NOTHING_KEPT, ROOT, button, download, element, isVoorbeeld, today, whenChanged } from "./bewaard.js";
import { copied, sharing } from "./delen.js";
import { keepList, list } from "./ster.js";

const MOST = 100;
const COMPARED = 3;
const page = document.querySelector("[data-mijn-lijst]");
const status = page.querySelector("[role=status]");
const place = page.querySelector("[data-lijst]");
const site = page.dataset.naam;
const cache = new Map();
let shown = [];

const tell = (text) => { status.textContent = text; };
const address = (url) => new URL(url, ROOT).href;
const shareAddress = () => `${address("mijn-lijst/")}#${list().map(({ id }) => id).join(",")}`;

async function load(id) {
  if (!cache.has(id)) {
    try {
      const response = await fetch(new URL(`assets/parade/vergelijk/${id}.json`, ROOT));
      if (response.ok) cache.set(id, await response.json());
      else return { id, gone: true };
    } catch { return { id }; }
  }
  return { id, ...cache.get(id) };
}

function save(items, said) {
  tell(keepList(items) ? said : NOTHING_KEPT);
  return draw();
}

const field = (told, name) => told.velden?.find(([label]) => label === name)?.[1] ?? [];
const cited = (told) => `${told.titel}, ${field(told, "Waar").join(", ")}. In: ${site}. ${address(told.url)}, bekeken op ${new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" })}.`;

async function draw() {
  const items = list();
  shown = await Promise.all(items.map(async ({ id, noot }) => ({ ...await load(id), noot })));
  place.replaceChildren(...shown.map(drawn));
  page.querySelector("[data-leeg]").hidden = items.length > 0;
  page.querySelector("[data-doen]").hidden = !items.length;
  page.querySelector("[data-vergelijk]").href = `${address("vergelijken/")}#${items.slice(0, COMPARED).map(({ id }) => id).join(",")}`;
}

function drawn(told, at) {
  const { id, titel, url, noot, gone } = told;
  const name = titel ?? id;
  const note = element("textarea", { value: noot, rows: 2, maxLength: 2000, ariaLabel: `Notitie bij ${name}`, placeholder: "Notitie, alleen voor jou" });
  const grows = element("div", { className: "groei", data: { tekst: noot } }, note);
  note.addEventListener("input", () => { grows.dataset.tekst = note.value; if (!keepList(list().map((each) => (each.id === id ? { id, noot: note.value } : each)))) tell(NOTHING_KEPT); });
  const move = (by) => { const items = list(); const [item] = items.splice(at, 1); items.splice(at + by, 0, item); save(items, by < 0 ? "Staat nu hoger." : "Staat nu lager.").then(() => place.children[at + by].querySelector("button:not(:disabled)").focus()); };
  const parts = (told.velden ?? []).filter(([label, texts]) => texts.length && label !== "Kern" && label !== "Waar");
  const more = element("dl", { className: "alleen-op-papier mijn-lijst__velden" }, ...parts.flatMap(([label, texts]) => [element("dt", { textContent: label }), element("dd", {}, ...texts.map((textContent) => element("p", { textContent })))]));
  return element("li", {},
    element("h2", {}, url ? element("a", { href: address(url), textContent: titel }) : name),
    element("p", { className: "plaats", textContent: field(told, "Waar").join(" · ") }),
    element("p", { textContent: titel ? field(told, "Kern").join(" ") : gone ? "Dit voorbeeld staat hier niet meer." : "Dit voorbeeld kwam niet binnen. Controleer de verbinding." }),
    grows, more,
    element("p", { className: "mijn-lijst__knoppen niet-op-papier" },
      button("Hoger", () => move(-1), { disabled: at === 0, ariaLabel: `Hoger: ${name}` }),
      button("Lager", () => move(1), { disabled: at === shown.length - 1, ariaLabel: `Lager: ${name}` }),
      button("Haal weg", () => save(list().filter((each) => each.id !== id), `Van je lijst gehaald: ${name}.`).then(() => (place.querySelector("button") ?? page.querySelector("a")).focus()), { ariaLabel: `Haal weg: ${name}` })));
}

/* As text and with headings, for a memo: title, core, place, figures, citation, address. */
async function copy() {
  const made = element("div");
  const lines = [];
  for (const told of shown.filter(({ titel }) => titel)) {
    const facts = ["Resultaat", "Kosten", "Hoe weten we dit?"].flatMap((label) => field(told, label).map((text) => `${label.replace("?", "")}: ${text}`));
    const texts = [field(told, "Waar").join(", "), field(told, "Kern").join(" "), ...facts, ...(told.noot.trim() ? [`Notitie: ${told.noot.trim()}`] : []), cited(told)];
    made.append(element("h3", {}, element("a", { href: address(told.url), textContent: told.titel })), ...texts.map((textContent) => element("p", { textContent })));
    lines.push(told.titel, ...texts, "");
  }
  tell(await copied(lines.join("\n"), made.innerHTML) ? "Gekopieerd. Plak het in je memo." : "Kopiëren mag hier niet. Druk de lijst af of bewaar haar als bestand.");
}

function print(each) {
  page.classList.toggle("mijn-lijst--elk", each);
  window.print();
  page.classList.remove("mijn-lijst--elk");
}

async function read({ target }) {
  try {
    const told = JSON.parse(await target.files[0].text());
    if (told.parade !== "lijst" || !Array.isArray(told.lijst)) throw new SyntaxError("no list");
    const known = list();
    const fresh = told.lijst.filter((each) => isVoorbeeld(each?.id) && !known.some(({ id }) => id === each.id)).slice(0, MOST).map(({ id, noot }) => ({ id, noot: typeof noot === "string" ? noot.slice(0, 2000) : "" }));
    save([...known, ...fresh], `${fresh.length} erbij uit het bestand.`);
  } catch { tell("Dit bestand is geen lijst van deze site. Kies een bestand dat je hier met “Bewaar als bestand” maakte."); }
  target.value = "";
}

function clear() {
  if (confirm("Wis je hele lijst van dit apparaat?")) save([], "Je lijst is gewist. Er staat niets meer op dit apparaat.");
}

/* A link that somebody shared: nothing is kept until the visitor says so. */
async function shared() {
  const ids = [...new Set(location.hash.slice(1).split(","))].filter(isVoorbeeld).slice(0, MOST);
  const box = page.querySelector("[data-gedeeld]");
  const known = list();
  const fresh = ids.filter((id) => !known.some((each) => each.id === id));
  box.hidden = !ids.length;
  if (!ids.length) return;
  const told = await Promise.all(ids.map(load));
  const add = () => { history.replaceState(null, "", location.pathname); box.hidden = true; save([...known, ...fresh.map((id) => ({ id, noot: "" }))], "Staat nu op je lijst, alleen op dit apparaat."); };
  box.replaceChildren(element("h2", { textContent: "Met je gedeeld" }),
    element("ul", {}, ...told.map(({ id, titel, url }) => element("li", {}, url ? element("a", { href: address(url), textContent: titel }) : id))),
    fresh.length ? button("Zet op mijn lijst", add) : element("p", { textContent: "Dit staat al op je lijst." }));
}

const { buttons, place: code } = sharing(shareAddress, `${site}: mijn lijst`, tell);
page.querySelector("[data-knoppen]").append(
  button("Kopieer voor een memo", copy), ...buttons, button("Druk de lijst af", () => print(false)), button("Druk elk op een A4 af", () => print(true)),
  button("Bewaar als bestand", () => download(`mijn-lijst-${today()}.json`, JSON.stringify({ parade: "lijst", versie: 1, lijst: list() }, null, 1))), button("Wis mijn lijst", clear));
page.querySelector("[data-knoppen]").after(code);
page.querySelector("input[type=file]").addEventListener("change", read);
addEventListener("hashchange", shared);
whenChanged("lijst", draw);
document.querySelector("[data-zonder-script]").hidden = true;
page.hidden = false;
draw();
shared();
