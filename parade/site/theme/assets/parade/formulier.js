/* The forms of the site. What is typed stays on this device until it is sent or wiped; nothing is sent by itself.
   Questions and rules come from vragen.json; every text goes in as text. */

import { docx, Unreadable } from "./formulier-docx.js";
import { parts, place, put } from "./formulier-antwoorden.js";
import { ending } from "./formulier-einde.js";
import { check } from "./formulier-regels.js";
import { element, field } from "./formulier-velden.js";
import { search } from "./search.js";

const ROOT = new URL("../../", import.meta.url);
const DATA = new URL("assets/parade/formulier/", ROOT);
const page = document.querySelector("[data-formulier]");
const part = (name) => page.querySelector(`[data-${name}]`);
const name = page.dataset.formulier;
const CHANGES = name === "klopt-iets-niet";
const KEY = `parade-formulier-${name}`;
const EMPTY = { record: {}, alles: false, plak: "" };
const LONGEST = 200_000; // characters of a text that is pasted
let known;
let form;
let kind;
let state = structuredClone(EMPTY);

const shared = { get record() { return state.record; }, get known() { return known; }, changed, say };

/* --- keeping --- */

function load() {
  try { state = { ...state, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") }; } catch { /* a browser that keeps nothing */ }
}

function keep() {
  try { localStorage.setItem(KEY, JSON.stringify(state)); } catch { say("Deze browser bewaart niets. Sluit deze pagina niet voordat je klaar bent."); }
}

function say(text) { part("stand").textContent = text; }

function changed() {
  keep();
  judge();
}

const hollow = (item) => (typeof item === "string" ? !item.trim() : !Object.values(item ?? {}).some((each) => !hollow(each)));

/* The record as it stands: without what is empty, in the order of the fields. */
function clean(fields, data) {
  const made = {};
  for (const { naam, velden, lijst } of fields) {
    const value = data?.[naam];
    if (value === undefined || value === null || hollow(value)) continue;
    const one = (item) => (velden ? clean(velden, item) : String(item).normalize("NFC").trim());
    made[naam] = lijst ? value.filter((item) => !hollow(item)).map(one) : one(value);
  }
  return made;
}

const record = () => clean(kind.velden, state.record);

/* --- judging --- */

function judge(all = false) {
  const found = check(kind.velden, record(), known);
  for (const spot of page.querySelectorAll(".formulier__fout")) {
    const id = spot.id.replace(/-fout$/u, "");
    const control = document.getElementById(id);
    const own = found.filter(({ way, level }) => level === "fout" && shown(way) === id);
    const touched = all || control?.value || page.dataset.gekeken;
    spot.textContent = touched ? own.map(({ message }) => message).join(" ") : "";
    spot.hidden = !spot.textContent;
    if (control?.matches("input, select, textarea")) control.setAttribute("aria-invalid", String(!spot.hidden));
  }
  fullness();
  resemble();
  return found;
}

/* The id of the control nearest to a place in the record; items that are empty are no items there, but they are here. */
function shown(way) {
  const steps = [];
  let data = state.record;
  for (const step of way.split(".")) {
    const number = Number(step) - 1;
    const spot = Array.isArray(data) ? [...data.keys()].filter((each) => !hollow(data[each]))[number] ?? number : undefined;
    steps.push(spot === undefined ? step : spot + 1);
    data = data?.[spot ?? step];
  }
  for (let end = steps.length; end > 0; end -= 1) {
    const id = `veld-${steps.slice(0, end).join("-")}`;
    if (document.getElementById(`${id}-fout`)) return id;
  }
  return "";
}

function fullness() {
  const told = record();
  const full = kind.helpt.filter((each) => told[each] !== undefined).length;
  const next = kind.velden.find(({ naam }) => naam === kind.helpt.find((each) => told[each] === undefined));
  part("vol").textContent = kind.helpt.length ? `Je vertelt ${full} van de ${kind.helpt.length} onderdelen die een lezer het meest helpen.${next ? ` Het meest helpt nu: ${next.vraag}` : ""}` : "";
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
    part("lijkt").replaceChildren(...(hits.length ? [
      element("p", { textContent: "Lijkt jouw voorbeeld hierop? Voeg je iets toe, of doen jullie dit óók?" }),
      element("ul", {}, ...hits.map(({ id, titel: title, url }) => element("li", {}, element("a", { href: new URL(url, ROOT).href, textContent: title }), " ",
        known.formulieren["wij-doen-dit-ook"] ? element("a", { href: new URL(`wij-doen-dit-ook/#${id}`, ROOT).href, textContent: "Wij doen dit ook", ariaLabel: `Wij doen dit ook: ${title}` }) : ""))),
    ] : []));
  }, 400);
}

function summary(found) {
  const box = part("fouten");
  const wrong = found.filter(({ level }) => level === "fout");
  box.hidden = !wrong.length;
  box.replaceChildren(element("h2", { textContent: `${wrong.length === 1 ? "Er is nog één ding" : `Er zijn nog ${wrong.length} dingen`} om na te kijken` }),
    element("ul", {}, ...wrong.map(({ way, message }) => element("li", {}, element("a", { href: `#${shown(way)}`, textContent: message, onclick: (event) => { event.preventDefault(); lead(way); } })))));
  if (wrong.length) box.focus();
  return wrong.length;
}

/* To the control that a problem is about, wherever it is folded away. */
function lead(way) {
  if (!shown(way)) open();
  const target = document.getElementById(shown(way));
  for (let around = target?.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  (target?.matches("fieldset") ? target.querySelector("input, select, textarea") : target)?.focus();
}

/* --- the end --- */

function finish() {
  page.dataset.gekeken = "ja";
  const box = part("klaar");
  box.hidden = summary(judge(true)) > 0;
  if (box.hidden) return;
  box.replaceChildren(...ending({ form, kind, known, record: record(), id: CHANGES ? state.id : "", was: CHANGES ? state.was : undefined, say, wipe }));
  box.tabIndex = -1;
  box.focus();
}

function wipe() {
  try { localStorage.removeItem(KEY); } catch { /* there was nothing */ }
  state = structuredClone(EMPTY);
  preset();
  delete page.dataset.gekeken;
  part("klaar").hidden = true;
  part("fouten").hidden = true;
  part("plak").value = "";
  if (CHANGES) history.replaceState(null, "", location.pathname);
  draw();
  page.querySelector("input, select, textarea, button")?.focus();
  say("Alles is gewist. Er staat niets meer op dit apparaat.");
}

/* --- a text that is there already --- */

function paste() {
  const text = part("plak").value;
  if (text.length > LONGEST) { say("Deze tekst is te lang. Plak het deel dat over dit voorbeeld gaat."); return; }
  settle(parts(text, kind, known));
}

async function drop(file) {
  if (!file) return;
  try {
    const labels = new Set(kind.velden.filter(({ velden, lijst }) => velden && lijst).flatMap(({ velden }) => velden.map(({ label }) => label)));
    const plainText = /\.(?:txt|md)$/iu.test(file.name) && file.size <= LONGEST;
    settle(plainText ? parts(await file.text(), kind, known) : await docx(file, labels));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    say(error.message);
  }
}

function settle(found) {
  const { placed, rest } = place(found, state.record, kind, known);
  state.plak = rest;
  state.alles ||= placed > 0;
  keep();
  draw();
  const left = rest ? " Wat geen plek kreeg, staat in het tekstvak." : "";
  say(placed ? `${placed === 1 ? "1 vraag is" : `${placed} vragen zijn`} ingevuld. Lees ze na.${left}`
    : "Geen koppen herkend. Kies hieronder zelf waar een stuk tekst hoort, of vul de vragen in.");
}

/* Move what is selected in the text, or else its first paragraph, to the question that was chosen. */
function move() {
  const area = part("plak");
  const chosen = part("waarheen").value;
  const [from, to] = area.selectionStart < area.selectionEnd ? [area.selectionStart, area.selectionEnd]
    : [0, /\n\s*\n/u.exec(area.value.trimStart())?.index ?? area.value.length];
  const piece = area.value.slice(from, to).trim();
  if (!chosen || !piece) { say("Kies eerst bij welke vraag het hoort, en selecteer een stuk tekst."); return; }
  const told = kind.velden.find(({ naam }) => naam === chosen);
  const back = [];
  const done = put([chosen], piece.replace(/^#+\s*/u, ""), state.record, kind, known, back);
  if (done) state.plak = `${area.value.slice(0, from)}${back.join("\n")}${area.value.slice(to)}`.trim();
  state.alles ||= !document.getElementById(`veld-${chosen}`);
  keep();
  draw();
  say(done ? `Het stuk tekst staat nu bij: ${told.vraag}` : `Dit past niet bij: ${told.vraag} Kies een andere vraag.`);
}

/* --- the page --- */

function open() {
  state.alles = true;
  keep();
  draw();
}

const asks = () => kind.velden.filter(({ gevraagd }) => gevraagd);

function draw() {
  const asked = asks();
  const named = CHANGES ? [state.veld, state.veld && "bronnen"] : form.eerst;
  const begin = [...new Set(named)].map((each) => asked.find(({ naam }) => naam === each)).filter(Boolean);
  const rest = CHANGES && !state.id ? [] : asked.filter((each) => !begin.includes(each));
  const told = state.alles ? [...begin, ...rest] : begin;
  part("velden").replaceChildren(...(CHANGES ? about(asked) : []), ...told.map((each) => field(shared, each, [each.naam])));
  const more = part("meer");
  more.hidden = state.alles || !rest.length;
  more.textContent = CHANGES ? "Laat alle vragen zien" : `Vertel meer (${rest.length} vragen die niet hoeven)`;
  part("controleer").hidden = CHANGES && !state.id;
  if (part("plak")) {
    part("plak").value = state.plak;
    part("rest").hidden = !state.plak;
  }
  judge();
}

/* For a correction: about which voorbeeld, and about what. */
function about(asked) {
  const told = { naam: "over", label: "Voorbeeld", vraag: "Over welk voorbeeld gaat het?", type: "verwijzing", doel: "voorbeelden" };
  if (!state.id) {
    const choosing = { ...shared, get record() { return state; }, changed: async () => { if (state.over) { const id = state.over; delete state.over; await correct(id, ""); keep(); draw(); } } };
    return [field(choosing, told, ["over"])];
  }
  const id = "veld-onderdeel";
  const select = element("select", { id }, element("option", { value: "", textContent: "Kies" }), ...asked.map(({ naam, label }) => element("option", { value: naam, textContent: label })));
  select.value = state.veld ?? "";
  select.addEventListener("change", () => { state.veld = select.value; keep(); draw(); document.getElementById(id).focus(); });
  return [element("p", {}, "Over: ", element("a", { href: new URL(`${form.soort}/${state.id}/`, ROOT).href, textContent: state.was.titel ?? state.id }),
    ...(known.broncode ? [". Werk je met git? ", element("a", { href: `${known.broncode}${form.soort}/${state.id}.yml`, rel: "noopener", textContent: "Wijzig het bestand zelf" }), "."] : [])),
    element("div", { className: "formulier__veld" }, element("label", { for: id, textContent: "Wat weet je erover?" }), select)];
}

async function correct(id, which) {
  if (state.id === id) { state.veld = which || state.veld; return; }
  const response = await fetch(new URL(`record/${id}.json`, DATA)).catch(() => undefined);
  if (!response?.ok) { say("Dat voorbeeld kwam niet binnen. Controleer de verbinding en laad de pagina opnieuw."); return; }
  const was = (await response.json()).record;
  state = { ...structuredClone(EMPTY), id, veld: which, was, record: structuredClone(was) };
}

/* What the address asks for: a voorbeeld, and for a correction which field. */
async function asked() {
  const [id, which] = decodeURIComponent(location.hash.slice(1)).split(",");
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(id)) return;
  if (CHANGES) { await correct(id, asks().some(({ naam }) => naam === which) ? which : ""); return; }
  const told = kind.velden.find(({ doel }) => doel === "voorbeelden");
  if (told) state.record[told.naam] = told.lijst ? [id] : id;
}

function preset() {
  if (CHANGES) return;
  const told = { toepassingen: { verteld_door: "adopter" }, voornemens: { datum: known.vandaag }, gesprekken: { datum: known.vandaag } }[form.soort] ?? {};
  state.record = { ...told, ...state.record };
  if (form.soort !== "voorbeelden" && !state.record.bronnen) state.record.bronnen = [{ titel: "Verteld in het formulier op de site", datum: known.vandaag }];
}

function listen() {
  part("meer").addEventListener("click", open);
  part("controleer").addEventListener("click", finish);
  part("wis").addEventListener("click", wipe);
  const area = part("plak");
  if (!area) return;
  part("waarheen").append(element("option", { value: "", textContent: "Kies" }), ...asks().map(({ naam, vraag }) => element("option", { value: naam, textContent: vraag })));
  area.addEventListener("input", () => { state.plak = area.value; part("rest").hidden = !area.value.trim(); keep(); });
  part("plaats").addEventListener("click", paste);
  part("zet").addEventListener("click", move);
  part("bestand").addEventListener("change", ({ target }) => { drop(target.files[0]); target.value = ""; });
  const target = area.closest("details");
  target.addEventListener("dragover", (event) => event.preventDefault());
  target.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    drop(event.dataTransfer.files[0]);
  });
}

async function start() {
  const [questions, places] = await Promise.all(["vragen.json", "plaatsen.json"].map((file) => fetch(new URL(file, DATA)).then((response) => response.json())));
  known = { ...questions, plaatsen: places };
  const now = new Date();
  known.vandaag = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
  form = known.formulieren[name];
  kind = known.soorten[form.soort];
  load();
  await asked();
  preset();
  listen();
  draw();
  page.hidden = false;
}

start().catch(() => {
  page.hidden = false;
  say("Het formulier kwam niet binnen. Controleer de verbinding en laad de pagina opnieuw, of gebruik het formulier voor Word of Excel.");
});
