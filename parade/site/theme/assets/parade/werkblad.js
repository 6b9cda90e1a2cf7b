/* A sheet to fill in, by mouse, touch and keyboard. What its boxes are stands in the page (data-vak, data-vorm); what
   is filled in stands on this device and in the files that the visitor makes. Every text goes in as text. */

import { NOTHING_KEPT, ROOT, button, download, element, forget, keep, kept, newId, slug, today } from "./bewaard.js";
import { asYaml, forImport, grouped, harvest, merged, newSheet, sheetIn } from "./bladen.js";

const PROPOSED = 6;
const MOST_UNDONE = 100;

const paper = document.querySelector("[data-werkblad]");
const bar = document.querySelector("[data-bladbalk]");
const werkvorm = paper.dataset.werkblad;
const store = `bladen:${werkvorm}`;
const boxes = [...paper.querySelectorAll("[data-vak]")].map((place) => ({
  place, key: place.dataset.vak, vorm: place.dataset.vorm, oogst: place.dataset.oogst,
  naam: place.querySelector("h3").textContent,
  groepen: "groepen" in place.dataset, voorstellen: "voorstellen" in place.dataset,
  inhoud: place.querySelector(".vak__inhoud"), body: place.querySelector("tbody"),
  lines: place.querySelectorAll("tbody tr").length,
  columns: [...place.querySelectorAll("th")].map((head) => ({ key: head.dataset.kolom, naam: head.textContent, soort: head.dataset.soort })),
}));
const cardBoxes = boxes.filter(({ vorm }) => vorm === "kaarten");
const status = element("p", { role: "status", className: "bladbalk__stand" });
const choice = element("select", { ariaLabel: "Welk blad", onchange: () => { open(choice.value); } });
const naam = element("input", { type: "text", maxLength: 200, id: "blad-naam", autocomplete: "off", oninput: () => { sheet.naam = naam.value; save(); } });
let sheets = load();
let sheet = sheets[0];
let before = JSON.stringify(sheet);
const undone = [];
const redone = [];

/* --- kept on this device --- */

function load() {
  const found = kept(store, []);
  const read = (Array.isArray(found) ? found : []).flatMap((told) => { try { return [sheetIn(told, werkvorm)]; } catch { return []; } });
  return read.length ? read : [newSheet(werkvorm, "")];
}

function save() {
  sheets = sheets.map((other) => (other.id === sheet.id ? sheet : other));
  if (!keep(store, sheets)) tell(NOTHING_KEPT);
  else if (!bar.dataset.bewaard) { bar.dataset.bewaard = ""; tell("Wat je invult, blijft op dit apparaat staan tot je het wist."); }
  showChoice();
}

/* What was done since the last time can be undone in one go. */
function commit() {
  const now = JSON.stringify(sheet);
  if (now === before) return;
  undone.push(before);
  if (undone.length > MOST_UNDONE) undone.shift();
  redone.length = 0;
  before = now;
  save();
  showButtons();
}

function back(from, to, said, nothing) {
  commit();
  if (!from.length) { tell(nothing); return; }
  to.push(JSON.stringify(sheet));
  sheet = JSON.parse(from.pop());
  before = JSON.stringify(sheet);
  save();
  draw();
  tell(said);
}

const undo = () => back(undone, redone, "Ongedaan gemaakt.", "Er is niets om ongedaan te maken.");
const redo = () => back(redone, undone, "Opnieuw gedaan.", "Er is niets om opnieuw te doen.");
const tell = (text) => { status.textContent = text; };

/* A change that moves things about: drawn anew, with the focus where it says. */
function change(how, focus, said) {
  commit();
  how();
  commit();
  draw();
  const field = focus ? paper.querySelector(focus) : null;
  field?.focus();
  if (field?.localName === "input") field.select(); // the name of a new group is to be typed over
  if (said) tell(said);
}

function open(id) {
  commit();
  sheet = sheets.find((other) => other.id === id) ?? sheets[0];
  before = JSON.stringify(sheet);
  undone.length = redone.length = 0;
  draw();
}

/* --- the boxes --- */

const items = (box) => {
  if (!Array.isArray(sheet.vakken[box.key])) {
    const text = sheet.vakken[box.key];
    const first = typeof text === "string" && text.trim();
    sheet.vakken[box.key] = first ? [box.vorm === "lijst" ? { id: newId(), cellen: { [box.columns[0].key]: text } } : { id: newId(), tekst: text }] : [];
  }
  return sheet.vakken[box.key];
};
const textOf = (box) => (typeof sheet.vakken[box.key] === "string" ? sheet.vakken[box.key] : (sheet.vakken[box.key] ?? []).map(({ tekst, cellen }) => tekst ?? Object.values(cellen).join(", ")).join("\n"));

/* A text area that grows with its text. */
function area(value, label, set, more = {}) {
  const grows = element("div", { className: "groei", data: { tekst: value } });
  const field = element("textarea", { value, ariaLabel: label, rows: 1, maxLength: 4000, ...more });
  field.addEventListener("input", () => { grows.dataset.tekst = field.value; set(field.value); save(); });
  field.addEventListener("change", commit);
  grows.append(field);
  return grows;
}

function draw() {
  for (const box of boxes) {
    if (box.vorm === "tekst") box.inhoud.replaceChildren(area(textOf(box), box.naam, (text) => { sheet.vakken[box.key] = text; }, { rows: 2, data: { veld: box.key } }));
    else if (box.vorm === "kaarten") drawCards(box);
    else drawRows(box);
  }
  naam.value = sheet.naam;
  drawRest();
  showChoice();
  showButtons();
}

/* What stands in boxes that this sheet no longer has is shown, not lost. */
function drawRest() {
  paper.querySelector(".zijde__rest")?.remove();
  const rest = Object.entries(sheet.vakken).filter(([key, value]) => !boxes.some((box) => box.key === key) && value.length);
  if (!rest.length) return;
  const texts = rest.map(([key, value]) => element("li", { textContent: `${key}: ${typeof value === "string" ? value : value.map(({ tekst, cellen }) => tekst ?? Object.values(cellen).join(", ")).join("; ")}` }));
  paper.append(element("section", { className: "zijde zijde__rest" }, element("h2", { textContent: "Van een ouder blad" }), element("ul", {}, ...texts)));
}

function drawCards(box) {
  const places = [];
  for (const [groep, cards] of box.groepen ? grouped(items(box)) : new Map([["", items(box)]])) {
    if (groep) places.push(groupName(box, groep));
    const list = element("ul", { className: `briefjes${cardBoxes.length === 1 || box.place.parentElement.classList.contains("band--1") ? " briefjes--breed" : ""}`, data: { groep } }, ...cards.map((card) => cardIn(box, card)));
    places.push(list);
  }
  const buttons = [button("Nieuw briefje", () => add(box), { data: { nieuw: box.key }, ariaLabel: `Nieuw briefje bij ${box.naam}` })];
  if (box.voorstellen) buttons.push(button("Stel voorbeelden voor", () => propose(box), { ariaLabel: `Stel voorbeelden voor bij ${box.naam}` }));
  box.inhoud.replaceChildren(...places, element("p", { className: "vak__knoppen niet-op-papier" }, ...buttons));
}

function groupName(box, groep) {
  const field = element("input", { value: groep, ariaLabel: "Naam van de groep", maxLength: 100, data: { groepnaam: groep } });
  field.addEventListener("change", () => {
    const name = field.value.trim();
    change(() => { for (const card of items(box)) if (card.groep === groep) { if (name) card.groep = name; else delete card.groep; } }, name ? `[data-groepnaam="${CSS.escape(name)}"]` : `[data-nieuw="${box.key}"]`);
  });
  return element("p", { className: "groep__naam", data: { tekst: groep } }, field);
}

function cardIn(box, card) {
  const label = `Briefje bij ${box.naam}`;
  const grip = element("span", { className: "briefje__greep", textContent: "⠿", ariaHidden: "true", title: "Sleep dit briefje" });
  const move = element("select", { ariaLabel: `Verplaats: ${card.tekst.slice(0, 40) || "leeg briefje"}`, onchange: () => moved(box, card, move.value) }, ...places(box, card));
  const text = area(card.tekst, label, (value) => { card.tekst = value; }, { onkeydown: (event) => cardKey(event, box, card) });
  const item = element("li", { data: { kaart: card.id } }, text);
  if (card.url) item.append(element("a", { href: new URL(card.url, ROOT).href, textContent: "Bekijk dit voorbeeld", className: "niet-op-papier" }));
  item.append(element("p", { className: "briefje__doe niet-op-papier" }, grip, move, button("Weg", () => remove(box, card), { ariaLabel: `Haal weg: ${card.tekst.slice(0, 40) || "leeg briefje"}` })));
  grip.addEventListener("pointerdown", (event) => drag(event, item, box, card));
  return item;
}

/* Where a card can go: up, down, another box, a group of its own box. */
function places(box, card) {
  const option = (value, textContent) => element("option", { value, textContent });
  const made = [option("", "Verplaats…")];
  if (items(box).length > 1) made.push(option("op", "Hoger"), option("neer", "Lager"));
  for (const other of cardBoxes) if (other !== box) made.push(option(`vak:${other.key}`, `Naar ${other.naam}`));
  if (box.groepen) {
    const names = [...grouped(items(box)).keys()].filter((name) => name && name !== card.groep);
    made.push(...names.map((name) => option(`groep:${name}`, `In groep ${name}`)), option("groep+", "In een nieuwe groep"));
    if (card.groep) made.push(option("groep:", "Uit de groep"));
  }
  return made;
}

const focusOn = (card) => `[data-kaart="${card.id}"] textarea`;

function moved(box, card, where) {
  if (where === "op" || where === "neer") shift(box, card, where === "op" ? -1 : 1);
  else if (where.startsWith("vak:")) {
    const other = cardBoxes.find(({ key }) => key === where.slice(4));
    change(() => put(box, other, card), focusOn(card), `Staat nu bij ${other.naam}.`);
  } else if (where === "groep+") {
    let number = 1;
    while (items(box).some(({ groep }) => groep === `Groep ${number}`)) number += 1;
    change(() => { card.groep = `Groep ${number}`; }, `[data-groepnaam="Groep ${number}"]`, "Nieuwe groep. Geef haar een naam.");
  } else if (where.startsWith("groep:")) {
    change(() => { if (where.length > 6) card.groep = where.slice(6); else delete card.groep; }, focusOn(card), where.length > 6 ? `In groep ${where.slice(6)}.` : "Uit de groep.");
  }
}

/* Take a card out of one box into another (or the same), before another card or at the end. */
function put(box, other, card, next) {
  sheet.vakken[box.key] = items(box).filter(({ id }) => id !== card.id);
  if (!other.groepen) delete card.groep;
  const list = items(other);
  const at = next ? list.findIndex(({ id }) => id === next) : -1;
  list.splice(at < 0 ? list.length : at, 0, card);
}

function shift(box, card, by) {
  const list = items(box);
  const same = list.filter(({ groep }) => (groep ?? "") === (card.groep ?? "") || !box.groepen);
  const other = same[same.indexOf(card) + by];
  if (!other) { tell(by < 0 ? "Dit is de bovenste." : "Dit is de onderste."); return; }
  change(() => {
    const [one, two] = [list.indexOf(card), list.indexOf(other)];
    [list[one], list[two]] = [list[two], list[one]];
  }, focusOn(card), by < 0 ? "Staat nu hoger." : "Staat nu lager.");
}

function cardKey(event, box, card) {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); add(box, card); }
  if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) { event.preventDefault(); shift(box, card, event.key === "ArrowUp" ? -1 : 1); }
}

function add(box, after, card = { id: newId(), tekst: "" }) {
  const list = items(box);
  if (after?.groep) card.groep = after.groep;
  change(() => { list.splice(after ? list.indexOf(after) + 1 : list.length, 0, card); }, focusOn(card));
}

function remove(box, card) {
  const list = items(box);
  const beside = list[list.indexOf(card) + 1] ?? list[list.indexOf(card) - 1];
  change(() => { sheet.vakken[box.key] = list.filter((other) => other !== card); }, beside ? focusOn(beside) : `[data-nieuw="${box.key}"]`, "Weggehaald. Met “Maak ongedaan” komt het terug.");
}

/* By mouse or finger: the card goes before the one it is dropped on, or to the end of the box. */
function drag(event, item, box, card) {
  event.preventDefault();
  item.classList.add("gesleept");
  const controller = new AbortController();
  const { signal } = controller;
  let target;
  const mark = (next) => { if (next === target) return; target?.classList.remove("mag-hier"); target = next; target?.classList.add("mag-hier"); };
  const over = ({ clientX, clientY }) => {
    const place = document.elementFromPoint(clientX, clientY)?.closest("[data-vorm=kaarten]");
    const onto = document.elementFromPoint(clientX, clientY)?.closest("[data-kaart], [data-groep]");
    mark(place && (onto ?? place));
    if (clientY < 60) scrollBy(0, -12); else if (clientY > innerHeight - 60) scrollBy(0, 12);
  };
  const stop = (drop) => {
    controller.abort();
    item.classList.remove("gesleept");
    const onto = target;
    mark(undefined);
    const place = onto?.closest("[data-vak]");
    const other = drop && boxes.find((each) => each.place === place);
    if (!other || onto === item) return;
    const groep = onto.closest("[data-groep]")?.dataset.groep;
    change(() => {
      put(box, other, card, onto.dataset.kaart);
      if (other.groepen && groep) card.groep = groep; else delete card.groep;
    }, focusOn(card), `Staat nu bij ${other.naam}.`);
  };
  addEventListener("pointermove", over, { signal });
  addEventListener("pointerup", () => stop(true), { signal });
  addEventListener("pointercancel", () => stop(false), { signal });
  addEventListener("keydown", ({ key }) => { if (key === "Escape") stop(false); }, { signal });
}

/* --- lists --- */

function drawRows(box) {
  const rows = items(box).map((row) => rowIn(box, row));
  const spare = Array.from({ length: Math.max(box.lines - rows.length, 0) }, () => element("tr", { className: "leeg-op-papier" }, ...box.columns.map(() => element("td"))));
  box.body.replaceChildren(...rows, ...spare);
  box.place.querySelector(".vak__knoppen")?.remove();
  box.place.append(element("p", { className: "vak__knoppen niet-op-papier" }, button("Nieuwe regel", () => addRow(box), { data: { nieuw: box.key }, ariaLabel: `Nieuwe regel bij ${box.naam}` })));
}

const focusRow = (row) => `[data-rij="${row.id}"] :is(textarea, input)`;

function addRow(box) {
  const row = { id: newId(), cellen: {} };
  change(() => { items(box).push(row); }, focusRow(row));
}

function rowIn(box, row) {
  const cells = box.columns.map((column) => element("td", { data: { naam: column.naam } }, cellIn(box, row, column)));
  const take = button("Weg", () => change(() => { sheet.vakken[box.key] = items(box).filter((other) => other !== row); }, `[data-nieuw="${box.key}"]`, "Weggehaald. Met “Maak ongedaan” komt het terug."), { ariaLabel: `Haal regel weg: ${Object.values(row.cellen).find(Boolean)?.slice(0, 40) ?? "lege regel"}` });
  return element("tr", { className: "vult-rij", data: { rij: row.id } }, ...cells, element("td", { className: "invullijst__doe" }, take));
}

function cellIn(box, row, { key, naam: label, soort }) {
  const set = (text) => { row.cellen[key] = text; };
  const spoken = `${label}, ${box.naam}`;
  if (soort !== "datum") return area(row.cellen[key] ?? "", soort === "handtekening" ? `${spoken}: de naam van wie tekent` : spoken, set);
  const grows = area(row.cellen[key] ?? "", spoken, set);
  const shown = (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" }) : value);
  const value = row.cellen[key] ?? "";
  if (value && !/^\d{4}-\d\d-\d\d$/.test(value)) return grows; // "na de zomer" stays as it was written
  const field = element("input", { type: "date", value, ariaLabel: spoken });
  const onPaper = element("span", { className: "alleen-op-papier", textContent: shown(value) });
  field.addEventListener("change", () => { set(field.value); onPaper.textContent = shown(field.value); commit(); });
  field.classList.add("niet-op-papier");
  return element("div", {}, field, onPaper);
}

/* --- what search proposes --- */

async function propose(box) {
  const question = boxes.filter(({ vorm }) => vorm === "tekst").map(textOf).join(" ").trim() || sheet.naam;
  box.place.querySelector(".vak__voorstel")?.remove();
  if (!question) { tell("Vul eerst in waar het over gaat. Daarmee zoekt de site."); boxes.find(({ vorm }) => vorm === "tekst")?.inhoud.querySelector("textarea")?.focus(); return; }
  try {
    const { search } = await import("./search.js");
    const known = cardBoxes.flatMap((each) => items(each)).map(({ url }) => url);
    const hits = (await search(question, { limit: PROPOSED * 2, here: true })).filter(({ url }) => !known.includes(url)).slice(0, PROPOSED);
    const close = button("Sluit", () => { panel.remove(); box.place.querySelector("[data-nieuw]").focus(); });
    const panel = element("div", { className: "vak__voorstel niet-op-papier" },
      element("p", { textContent: hits.length ? "Gevonden met wat je invulde. Kies wat je al in huis hebt, of zou kunnen hebben." : "Niets gevonden. Schrijf het probleem eens in andere woorden." }),
      element("ul", {}, ...hits.map(({ titel, url }) => element("li", {}, button(titel, ({ currentTarget }) => { currentTarget.parentElement.remove(); add(box, undefined, { id: newId(), tekst: titel, url }); box.place.append(panel); (panel.querySelector("li button") ?? close).focus(); tell(`Staat nu bij ${box.naam}: ${titel}.`); }, { ariaLabel: `Zet erbij: ${titel}` })))),
      close);
    box.place.append(panel);
    panel.querySelector("button").focus();
    tell(`${hits.length} voorbeelden gevonden.`);
  } catch {
    tell("Zoeken lukt nu niet. Controleer de verbinding.");
  }
}

/* --- the bar above --- */

const undoButton = button("Maak ongedaan", undo);
const redoButton = button("Doe opnieuw", redo);

function showButtons() {
  undoButton.disabled = !undone.length;
  redoButton.disabled = !redone.length;
}

function showChoice() {
  const title = ({ naam: name }, at) => name || `Blad ${at + 1}`;
  choice.replaceChildren(...sheets.map((other, at) => element("option", { value: other.id, textContent: title(other, at), selected: other.id === sheet.id })));
}

function addSheet(made, said) {
  commit();
  sheets = [...sheets.filter(({ id }) => id !== made.id), made];
  sheet = made;
  save();
  open(made.id);
  tell(said);
}

async function files(input, then) {
  const read = [];
  for (const file of input.files) {
    try {
      read.push(sheetIn(JSON.parse(await file.text()), werkvorm));
    } catch (error) {
      tell(`${file.name}: ${error instanceof SyntaxError ? "dit bestand is niet te lezen. Kies een bestand dat je hier met “Bewaar als bestand” maakte." : error.message}`);
      input.value = "";
      return;
    }
  }
  input.value = "";
  if (read.length) then(read);
}

function wipe() {
  if (!confirm("Wis dit blad van dit apparaat? Een bestand dat je bewaarde, blijft bestaan.")) return;
  sheets = sheets.filter(({ id }) => id !== sheet.id);
  if (!sheets.length) sheets = [newSheet(werkvorm)];
  if (sheets.length === 1 && !Object.keys(sheets[0].vakken).length) forget(store); else keep(store, sheets);
  sheet = sheets[0];
  before = JSON.stringify(sheet);
  open(sheet.id);
  tell("Het blad is gewist. Het staat niet meer op dit apparaat.");
}

async function print(empty) {
  commit();
  document.body.classList.toggle("drukt-leeg", empty);
  if (empty) for (const box of boxes) if (box.body) box.body.replaceChildren(...Array.from({ length: box.lines }, () => element("tr", { className: "leeg-op-papier" }, ...box.columns.map(() => element("td")))));
  window.print();
  document.body.classList.remove("drukt-leeg");
  draw();
}

function picker(label, multiple, then) {
  const input = element("input", { type: "file", accept: ".json,application/json", multiple, onchange: () => files(input, then) });
  return element("p", {}, element("label", {}, `${label} `, input));
}

function buildBar() {
  const own = element("p", {}, element("label", { htmlFor: "blad-naam", textContent: "Naam van dit blad " }), naam);
  naam.placeholder = "bijvoorbeeld: tafel 3";
  bar.append(
    element("p", { textContent: "Vul het blad hieronder in. Wat je invult, blijft op dit apparaat: het gaat nergens heen tot jij het bewaart of afdrukt." }),
    own,
    element("div", { className: "bladbalk__rij" }, element("label", {}, "Blad ", choice), button("Nieuw blad", () => addSheet(newSheet(werkvorm), "Nieuw blad. Geef het een naam.")), undoButton, redoButton, button("Druk af", () => print(false)), button("Druk leeg af", () => print(true))),
    element("details", {}, element("summary", { textContent: "Bewaren, openen en samenvoegen" }), element("div", {},
      element("div", { className: "bladbalk__rij" }, button("Bewaar als bestand", () => download(`${werkvorm}-${slug(sheet.naam) || "blad"}-${today()}.json`, JSON.stringify(sheet, null, 1))), button("Maak er oogst van", takeHarvest), button("Wis dit blad", wipe)),
      picker("Open een bestand als blad:", false, ([made]) => addSheet(made, "Het blad uit het bestand staat hieronder.")),
      picker("Voeg bladen van anderen toe aan dit blad:", true, (read) => { change(() => { sheet = merged(sheet, read); }, "", `${read.length === 1 ? "Eén blad" : `${read.length} bladen`} toegevoegd. Wat in beide stond, staat er één keer.`); }),
      element("p", { textContent: `Op papier: ${bar.dataset.papier}. Met Enter maak je een volgend briefje, met Alt en pijltje omhoog of omlaag verplaats je het.` }))),
    status);
  bar.hidden = false;
}

function takeHarvest() {
  commit();
  const made = harvest(sheet, boxes, paper.dataset.naam);
  if (sheet.bijeenkomst) {
    download(`oogst-${werkvorm}-${today()}.txt`, forImport(made, sheet.bijeenkomst), "text/plain");
    tell("De oogst staat in een bestand. Stuur het aan wie de site bijhoudt; parade import zet het bij de bijeenkomst.");
  } else {
    download(`oogst-${werkvorm}-${today()}.yml`, asYaml(made), "text/yaml");
    tell("De oogst staat in een bestand. Wie de site bijhoudt, plakt dat bij oogst in de bijeenkomst.");
  }
}

/* A link of a table brings what its sheet begins with, after the #. */
function begin() {
  const told = new URLSearchParams(location.hash.slice(1)).get("begin");
  if (!told) return;
  history.replaceState(history.state, "", location.pathname);
  try {
    const { naam: name, vakken, bijeenkomst } = JSON.parse(told);
    const known = sheets.find((other) => other.naam === name && (other.bijeenkomst ?? "") === (bijeenkomst ?? ""));
    if (known) { open(known.id); return; }
    const made = newSheet(werkvorm);
    const filled = boxes.filter(({ key }) => Array.isArray(vakken?.[key])).map(({ key, vorm }) => [key, vorm === "kaarten" ? vakken[key].map((tekst) => ({ tekst })) : vakken[key].join("\n")]);
    const blank = sheets.length === 1 && !sheet.naam && !Object.values(sheet.vakken).some((value) => value.length);
    if (blank) sheets = [];
    addSheet(sheetIn({ ...made, naam: String(name), bijeenkomst, vakken: Object.fromEntries(filled) }, werkvorm), "Dit blad hoort bij deze tafel. Wat er al staat, komt van de tafel zelf.");
  } catch { /* a link that was cut short: the sheet is as it was */ }
}

document.querySelector("[data-zonder-script]").hidden = true;
paper.classList.add("vult");
buildBar();
draw();
begin();
paper.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.matches("textarea, input")) { event.preventDefault(); if (event.shiftKey) redo(); else undo(); }
});
addEventListener("pagehide", commit);
