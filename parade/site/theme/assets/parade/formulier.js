/* The forms of the site. What is typed stays on this device until it is sent or wiped; nothing is sent by itself.
   Questions and rules come from vragen.json; every text goes in as text. */

import { check, fold, placeKey, slug, yaml } from "./formulier-regels.js";
import { search } from "./search.js";

const ROOT = new URL("../../", import.meta.url);
const MAIL_LONG = 1800; // characters of a link that every mail program takes
const HOST_LONG = 6000; // characters of a link that a code host takes
const page = document.querySelector("[data-formulier]");
const name = page.dataset.formulier;
const CHANGES = name === "klopt-iets-niet";
const KEY = `parade-formulier-${name}`;
let known;
let form;
let kind;
let state = { record: {}, alles: false };

function element(tag, properties = {}, ...children) {
  const { for: target, describedby, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  if (target) made.htmlFor = target;
  if (describedby) made.setAttribute("aria-describedby", describedby);
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

/* --- keeping --- */

function load() {
  try { state = { ...state, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") }; } catch { /* a browser that keeps nothing */ }
}

function keep() {
  try { localStorage.setItem(KEY, JSON.stringify(state)); } catch { say("Deze browser bewaart niets. Sluit deze pagina niet voordat je klaar bent."); }
}

const say = (text) => { page.querySelector("[data-stand]").textContent = text; };

/* The record as it stands: without what is empty, in the order of the fields. */
function clean(fields, data) {
  const made = {};
  for (const field of fields) {
    const value = data?.[field.naam];
    if (value === undefined || value === null) continue;
    const one = (item) => (field.velden ? clean(field.velden, item) : String(item).normalize("NFC").trim());
    const empty = (item) => (typeof item === "string" ? !item : !Object.keys(item).length);
    if (field.lijst) {
      const items = value.map(one).filter((item) => !empty(item));
      if (items.length) made[field.naam] = items;
    } else if (!empty(one(value))) made[field.naam] = one(value);
  }
  return made;
}

const record = () => clean(kind.velden, state.record);

/* --- one field --- */

function at(way, value) {
  let data = state.record;
  for (const step of way.slice(0, -1)) data = data[step] ??= typeof way[way.indexOf(step) + 1] === "number" ? [] : {};
  const last = way.at(-1);
  if (value !== undefined) data[last] = value;
  return data[last];
}

function changed() {
  keep();
  judge();
}

const idOf = (way) => `veld-${way.map((step) => (typeof step === "number" ? step + 1 : step)).join("-")}`;

function field(told, way) {
  const id = idOf(way);
  if (told.velden) return told.lijst ? many(told, way) : single(told, way);
  const control = widget(told, way, id);
  return element("div", { className: "formulier__veld" },
    element("label", { for: id, textContent: `${told.vraag}${told.verplicht ? " (nodig)" : ""}` }),
    element("p", { id: `${id}-hulp`, className: "formulier__hulp", textContent: help(told) }),
    control,
    element("p", { id: `${id}-fout`, className: "formulier__fout", hidden: true }));
}

function help(told) {
  const more = told.lijst && !["begrip", "verwijzing", "gemeente"].includes(told.type) ? "Meer dan één? Zet elk op een eigen regel." : "";
  const own = { verwijzing: "Typ een woord uit de titel en kies.", gemeente: "Typ een plaats; een dorp of een oude naam mag ook.", begrip: "Typ een woord en kies." }[told.type];
  const length = told.tekens <= 300 && !told.keuzes && ["regel", "tekst"].includes(told.type) ? `Hooguit ${told.tekens} tekens.` : "";
  return [own ?? told.hulp, more, length, !told.keuzes && !own && told.voorbeeld ? `Bijvoorbeeld: ${told.voorbeeld}` : ""].filter(Boolean).join(" ");
}

function widget(told, way, id) {
  const describedby = `${id}-hulp ${id}-fout`;
  const value = at(way);
  if (["begrip", "verwijzing", "gemeente"].includes(told.type)) return chooser(told, way, id, describedby);
  if (told.keuzes) {
    const select = element("select", { id, describedby }, element("option", { value: "", textContent: "Kies" }), ...told.keuzes.map((choice) => element("option", { value: choice, textContent: choice })));
    select.value = value ?? "";
    select.addEventListener("change", () => { at(way, select.value); changed(); });
    return select;
  }
  const long = told.lijst || told.type === "tekst";
  const input = element(long ? "textarea" : "input", { id, describedby, value: told.lijst ? (value ?? []).join("\n") : value ?? "" });
  if (long) input.rows = told.tekens > 300 ? 6 : 3;
  else if (told.type === "webadres") input.inputMode = "url";
  input.addEventListener("input", () => {
    at(way, told.lijst ? input.value.split("\n").filter((line) => line.trim()) : input.value);
    changed();
  });
  return input;
}

/* Choosing out of a list by typing: what fits stands below as buttons, what is chosen above. */
function chooser(told, way, id, describedby) {
  const chosen = element("ul", { className: "formulier__gekozen" });
  const offers = element("ul", { className: "formulier__keuzes" });
  const input = element("input", { id, describedby, autocomplete: "off" });
  const values = () => (told.lijst ? at(way) ?? [] : [at(way)].filter(Boolean));
  const set = (items) => { at(way, told.lijst ? items : items.at(-1) ?? ""); draw(); changed(); };
  const label = (value) => (told.type === "verwijzing" ? (known.records[told.doel] ?? []).find(([each]) => each === value)?.[1] ?? value : value);
  const draw = () => chosen.replaceChildren(...values().map((value) => element("li", {}, label(value), " ",
    element("button", { type: "button", textContent: "Haal weg", ariaLabel: `Haal weg: ${label(value)}`, onclick: () => { set(values().filter((other) => other !== value)); input.focus(); } }))));
  const choose = (value) => { input.value = ""; offers.replaceChildren(); set([...new Set([...values(), value])]); input.focus(); say(`Gekozen: ${label(value)}`); };
  const offer = () => {
    const found = options(told, input.value).filter(([value]) => !values().includes(value)).slice(0, 8);
    offers.replaceChildren(...found.map(([value, text]) => element("li", {}, element("button", { type: "button", textContent: text, ariaLabel: `Kies: ${text}`, onclick: () => choose(value) }))));
    if (input.value.trim()) say(found.length ? `${found.length} gevonden. Kies er een.` : "Niets gevonden. Probeer een ander woord.");
    return found;
  };
  input.addEventListener("input", offer);
  input.addEventListener("focus", () => { if (told.type === "begrip") offer(); });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const [first] = offer();
    if (first && input.value.trim()) choose(first[0]);
  });
  draw();
  return element("div", { className: "formulier__kiezer" }, chosen, input, offers);
}

function options(told, typed) {
  const words = fold(typed.trim());
  if (told.type === "gemeente") {
    if (words.length < 2) return [];
    const key = placeKey(typed);
    const starts = Object.entries(known.plaatsen ?? {}).filter(([place]) => place.startsWith(key)).sort((one, two) => one[0].length - two[0].length);
    return [...new Set(starts.flatMap(([, gemeenten]) => gemeenten))].map((gemeente) => [gemeente, gemeente]);
  }
  if (told.type === "begrip") {
    return (known.begrippen[told.doel] ?? []).filter(([term, others]) => [term, ...others].some((each) => fold(each).includes(words))).map(([term]) => [term, term]);
  }
  return words.length < 2 ? [] : (known.records[told.doel] ?? []).filter(([id, title]) => words.split(/\s+/u).every((word) => fold(`${title} ${id}`).includes(word)));
}

function single(told, way) {
  at(way, at(way) ?? {});
  return element("fieldset", {}, element("legend", { textContent: told.vraag }), element("p", { className: "formulier__hulp", textContent: told.hulp ?? "" }), ...told.velden.map((part) => field(part, [...way, part.naam])));
}

function many(told, way) {
  const set = element("fieldset", { id: idOf(way), tabIndex: -1 }, element("legend", { textContent: `${told.vraag}${told.verplicht ? " (nodig)" : ""}` }), element("p", { className: "formulier__hulp", textContent: told.hulp ?? "" }), element("p", { id: `${idOf(way)}-fout`, className: "formulier__fout", hidden: true }));
  const more = element("button", { type: "button", textContent: `Nog één: ${told.label.toLowerCase()}` });
  const items = at(way) ?? at(way, []);
  const add = (number) => more.before(element("div", { className: "formulier__deel" }, ...told.velden.map((part) => field(part, [...way, number, part.naam]))));
  while (items.length < Math.max(told.minstens ?? 0, 1)) items.push({});
  set.append(more);
  for (const number of items.keys()) add(number);
  more.addEventListener("click", () => { items.push({}); add(items.length - 1); keep(); document.getElementById(idOf([...way, items.length - 1, told.velden[0].naam]))?.focus(); });
  return set;
}

/* --- judging --- */

const wrongs = () => check(kind.velden, record(), known);

function judge(all = false) {
  const found = wrongs();
  for (const place of page.querySelectorAll(".formulier__fout")) {
    const id = place.id.replace(/-fout$/u, "");
    const control = document.getElementById(id);
    const own = found.filter(({ way, level }) => level === "fout" && shown(way) === id);
    const touched = all || control?.value || page.dataset.gekeken;
    place.textContent = touched ? own.map(({ message }) => message).join(" ") : "";
    place.hidden = !place.textContent;
    control?.setAttribute("aria-invalid", String(!place.hidden));
  }
  fullness();
  resemble();
  return found;
}

/* The id of the control nearest to a place in the record. */
function shown(way) {
  const steps = way.split(".");
  for (let end = steps.length; end > 0; end -= 1) {
    const id = `veld-${steps.slice(0, end).join("-")}`;
    if (document.getElementById(`${id}-fout`)) return id;
  }
  return "";
}

function fullness() {
  const told = record();
  const parts = kind.helpt.filter((part) => told[part] !== undefined).length;
  const next = kind.helpt.find((part) => told[part] === undefined);
  const asked = kind.velden.find((each) => each.naam === next);
  page.querySelector("[data-vol]").textContent = kind.helpt.length ? `Je vertelt ${parts} van de ${kind.helpt.length} onderdelen die een lezer het meest helpen.${asked ? ` Het meest helpt nu: ${asked.vraag}` : ""}` : "";
}

let looked = "";
let turn;
function resemble() {
  if (form.soort !== "voorbeelden" || CHANGES) return;
  const { titel = "", kern = "" } = record();
  const question = `${titel} ${kern}`.trim();
  if (question.length < 15 || question === looked) return;
  looked = question;
  clearTimeout(turn);
  turn = setTimeout(async () => {
    const hits = await search(question, { limit: 3, here: true }).catch(() => []);
    page.querySelector("[data-lijkt]").replaceChildren(...(hits.length ? [
      element("p", { textContent: "Lijkt jouw voorbeeld hierop? Voeg je iets toe, of doen jullie dit óók?" }),
      element("ul", {}, ...hits.map(({ id, titel: title, url }) => element("li", {}, element("a", { href: new URL(url, ROOT).href, textContent: title }), " ",
        element("a", { href: new URL(`wij-doen-dit-ook/#${id}`, ROOT).href, textContent: "Wij doen dit ook", ariaLabel: `Wij doen dit ook: ${title}` })))),
    ] : []));
  }, 400);
}

function summary(found) {
  const box = page.querySelector("[data-fouten]");
  const wrong = found.filter(({ level }) => level === "fout");
  box.hidden = !wrong.length;
  box.replaceChildren(element("h2", { textContent: `${wrong.length === 1 ? "Er is nog één ding" : `Er zijn nog ${wrong.length} dingen`} om na te kijken` }),
    element("ul", {}, ...wrong.map(({ way, message }) => element("li", {}, element("a", { href: `#${shown(way)}`, textContent: message, onclick: (event) => { event.preventDefault(); open(true); document.getElementById(shown(way))?.focus(); } })))));
  if (wrong.length) box.focus();
  return wrong.length;
}

/* --- the end --- */

const fileName = () => `${CHANGES && state.id ? state.id : slug(`${record().titel ?? ""} ${(record().gemeenten ?? [])[0] ?? ""}`) || kind.label}.yml`;
const text = () => `${kind.regel}\n${yaml(record())}`;

function readable() {
  const told = record();
  return kind.velden.filter(({ naam }) => typeof told[naam] === "string").map(({ label, naam }) => `${label}: ${told[naam]}`).join("\n");
}

function mailLink() {
  const body = `${form.titel}\n\n${readable()}\n\n--- record ---\n${JSON.stringify({ soort: form.soort, ...record() })}\n--- einde record ---\n`;
  const link = (content) => `mailto:${known.mail}?subject=${encodeURIComponent(`${form.titel}: ${record().titel ?? ""}`)}&body=${encodeURIComponent(content)}`;
  return link(body).length <= MAIL_LONG ? link(body) : link(`${form.titel}\n\nHet bestand ${fileName()} stuur ik mee als bijlage.\n`);
}

function save() {
  const url = URL.createObjectURL(new Blob([text()], { type: "application/yaml" }));
  element("a", { href: url, download: fileName() }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  say(`Het bestand ${fileName()} is gedownload. Je antwoorden staan nog op dit apparaat.`);
}

async function copy() {
  try { await navigator.clipboard.writeText(text()); say("De tekst is gekopieerd. Plak hem in je mail."); } catch {
    const box = page.querySelector("[data-tekst]");
    box.hidden = false;
    box.value = text();
    box.select();
    say("Kopiëren lukt hier niet vanzelf. De tekst staat geselecteerd: kopieer hem zelf.");
  }
}

function hostLink() {
  if (!known.broncode) return "";
  if (CHANGES && state.id) return `${known.broncode}voorbeelden/${state.id}.yml`;
  const address = `${known.broncode.replace("/edit/", "/new/")}${form.soort}?filename=${encodeURIComponent(fileName())}`;
  const whole = `${address}&value=${encodeURIComponent(text())}`;
  return whole.length <= HOST_LONG ? whole : address;
}

function finish() {
  page.dataset.gekeken = "ja";
  const found = judge(true);
  const box = page.querySelector("[data-klaar]");
  box.hidden = summary(found) > 0;
  if (box.hidden) return;
  const mail = mailLink();
  const long = !mail.includes(encodeURIComponent("--- record ---"));
  const host = hostLink();
  const post = known.formulier && element("form", { method: "post", action: known.formulier, acceptCharset: "utf-8" },
    element("input", { type: "hidden", name: "bestand", value: fileName() }), element("input", { type: "hidden", name: "record", value: text() }),
    element("button", { textContent: "Stuur het in" }));
  box.replaceChildren(
    element("h2", { textContent: "Klaar om te versturen" }),
    element("p", { textContent: known.mail ? `Je mail gaat naar ${known.mail}.` : "Deze site heeft nog geen mailadres. Vul in je mail zelf in naar wie hij gaat: de organisatie van de dag, of wie deze site bijhoudt." }),
    long ? element("p", { textContent: "Je verhaal is te lang voor een maillink. Download eerst het bestand en stuur het mee met de mail." }) : "",
    element("div", { className: "formulier__knoppen" }, post || "",
      element("a", { className: "knop", href: mail, textContent: "Mail het" }),
      element("button", { type: "button", textContent: "Download het bestand", onclick: save }),
      element("button", { type: "button", textContent: "Kopieer de tekst", onclick: copy }),
      host ? element("a", { className: "knop", href: host, rel: "noopener", textContent: "Stel het voor bij de codehost", onclick: copy }) : ""),
    element("textarea", { hidden: true, readOnly: true, rows: 8, ariaLabel: "De tekst om te kopiëren" }),
    preview());
  box.querySelector("textarea").dataset.tekst = "";
  box.tabIndex = -1;
  box.focus();
}

/* The page as it will look, in short. */
function preview() {
  const told = record();
  const words = (value) => (Array.isArray(value) ? value.map(words).join("; ") : typeof value === "object" ? Object.values(value).map(words).join(" ") : value);
  const parts = kind.velden.filter(({ naam }) => told[naam] !== undefined && naam !== "titel" && naam !== "kern");
  return element("section", { className: "formulier__proef" }, element("h3", { textContent: "Zo komt het op de pagina" }),
    element("p", {}, element("b", { textContent: told.titel ?? "" })), element("p", { className: "intro", textContent: told.kern ?? "" }),
    element("dl", { className: "groep" }, ...parts.map((each) => element("div", {}, element("dt", { textContent: each.label }), element("dd", { textContent: words(told[each.naam]) })))));
}

/* --- a text that is there already --- */

function place() {
  const pasted = page.querySelector("[data-plak]");
  const names = new Map(kind.velden.flatMap((each) => [each.naam, each.label, each.vraag].map((called) => [fold(called).replace(/[?:.]/gu, "").trim(), each])));
  let now;
  const rest = [];
  const found = new Map();
  for (const line of pasted.value.split("\n")) {
    const parts = /^\s*#*\s*([^:]{2,80}?)\s*(?:[:?]\s*(.*))?$/u.exec(line) ?? [];
    const told = names.get(fold(parts[1] ?? "").replace(/[?:.]/gu, "").trim());
    if (told && !told.velden) { now = told; found.set(told, parts[2] ? [parts[2]] : []); } else if (now) found.get(now).push(line);
    else rest.push(line);
  }
  for (const [told, lines] of found) {
    const value = lines.join("\n").trim();
    if (value) state.record[told.naam] = told.lijst ? value.split(/\n|;/u).map((item) => item.replace(/^\s*[-•]\s*/u, "").trim()).filter(Boolean) : value;
  }
  pasted.value = rest.join("\n").trim();
  keep();
  draw();
  say(found.size ? `${found.size} vragen zijn ingevuld. Wat geen plek kreeg, staat nog in het tekstvak.` : "Geen koppen herkend. Zet de vragen boven de antwoorden, of vul ze hieronder zelf in.");
}

/* --- the page --- */

function open(all) {
  if (!all || state.alles) return;
  state.alles = true;
  keep();
  draw();
}

function draw() {
  const asked = kind.velden.filter((each) => each.gevraagd && each.naam !== "inzending");
  const begin = CHANGES ? asked.filter(({ naam }) => !state.veld || naam === state.veld || naam === "bronnen") : form.eerst.map((each) => asked.find(({ naam }) => naam === each)).filter(Boolean);
  const rest = asked.filter((each) => !begin.includes(each));
  const fields = page.querySelector("[data-velden]");
  fields.replaceChildren(...begin.map((each) => field(each, [each.naam])));
  if (state.alles) fields.append(...rest.map((each) => field(each, [each.naam])));
  const more = page.querySelector("[data-meer]");
  more.hidden = state.alles || !rest.length;
  more.textContent = `Vertel meer (${rest.length} vragen die niet hoeven)`;
  judge();
}

/* What the address asks for: a voorbeeld, and for a correction which field. */
async function asked() {
  const [id, part] = decodeURIComponent(location.hash.slice(1)).split(",");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(id)) return;
  if (!CHANGES) {
    const told = kind.velden.find(({ doel }) => doel === "voorbeelden");
    if (told) state.record[told.naam] = told.lijst ? [id] : id;
  } else if (state.id !== id) {
    const response = await fetch(new URL(`assets/parade/formulier/record/${id}.json`, ROOT));
    if (response.ok) state = { id, veld: part ?? "", alles: false, record: (await response.json()).record };
  }
}

function preset() {
  const told = { toepassingen: { verteld_door: "adopter" }, voornemens: { datum: known.vandaag }, gesprekken: { datum: known.vandaag } }[form.soort] ?? {};
  state.record = { ...told, ...state.record };
  if (form.soort !== "voorbeelden" && !state.record.bronnen) state.record.bronnen = [{ titel: "Verteld in het formulier op de site", datum: known.vandaag }];
}

async function start() {
  const [questions, places] = await Promise.all(["vragen.json", "plaatsen.json"].map((file) => fetch(new URL(`assets/parade/formulier/${file}`, ROOT)).then((response) => response.json())));
  known = { ...questions, plaatsen: places };
  const now = new Date();
  known.vandaag = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  form = known.formulieren[name];
  kind = known.soorten[form.soort];
  load();
  await asked();
  preset();
  draw();
  page.querySelector("[data-meer]").addEventListener("click", () => { open(true); });
  page.querySelector("[data-controleer]").addEventListener("click", finish);
  page.querySelector("[data-plaats]").addEventListener("click", place);
  page.querySelector("[data-wis]").addEventListener("click", () => {
    try { localStorage.removeItem(KEY); } catch { /* there was nothing */ }
    state = { record: {}, alles: false };
    preset();
    delete page.dataset.gekeken;
    page.querySelector("[data-klaar]").hidden = true;
    page.querySelector("[data-fouten]").hidden = true;
    draw();
    say("Alles is gewist. Er staat niets meer op dit apparaat.");
  });
  page.hidden = false;
}

start().catch(() => {
  page.hidden = false;
  say("Het formulier kwam niet binnen. Controleer de verbinding en laad de pagina opnieuw, of gebruik het formulier voor Word of Excel.");
});
