/* What stands on a sheet, as data: looked at when it comes in, merged, turned into a harvest. No page is touched here.

   A sheet is { parade: "werkblad", werkvorm, id, naam, vakken }. A box holds a text, cards { id, tekst, groep?, url? }
   or rows { id, cellen: { column: text } }; which of the three, its werkvorm says. */

import { isVoorbeeld, newId } from "./bewaard.js";

const LONGEST = 4000;
const MOST = 500;
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const line = (value) => (typeof value === "string" ? value.slice(0, LONGEST) : "");

export const newSheet = (werkvorm, naam = "") => ({ parade: "werkblad", versie: 1, werkvorm, id: newId(), naam, vakken: {} });

/* The sheet in a parsed file or store, with nothing in it that a sheet has not; throws what a person can act on. */
export function sheetIn(told, werkvorm) {
  if (!isObject(told) || told.parade !== "werkblad" || !isObject(told.vakken)) throw new Error("Dit bestand is geen werkblad van deze site. Kies een bestand dat je hier met “Bewaar als bestand” maakte.");
  if (told.werkvorm !== werkvorm) throw new Error(`Dit is een blad van een andere werkvorm (${line(told.werkvorm).slice(0, 60)}). Open het daar.`);
  const made = { ...newSheet(werkvorm, line(told.naam).slice(0, 200)), id: ID(told.id) };
  if (isVoorbeeld(told.bijeenkomst)) made.bijeenkomst = told.bijeenkomst;
  for (const [key, value] of Object.entries(told.vakken).slice(0, MOST)) if (KEY.test(key)) made.vakken[key] = boxIn(value);
  return made;
}

const ID = (id) => (typeof id === "string" && /^[a-z0-9]{1,40}$/.test(id) ? id : newId());

function boxIn(value) {
  return Array.isArray(value) ? value.filter(isObject).slice(0, MOST).map(itemIn) : line(value);
}

function itemIn({ id, tekst, groep, url, cellen }) {
  if (isObject(cellen)) {
    return { id: ID(id), cellen: Object.fromEntries(Object.entries(cellen).filter(([key]) => KEY.test(key)).slice(0, 20).map(([key, text]) => [key, line(text)])) };
  }
  const card = { id: ID(id), tekst: line(tekst) };
  if (line(groep)) card.groep = line(groep).slice(0, 100);
  if (typeof url === "string" && /^[a-z0-9-]+(\/[a-z0-9-]+)*\/$/.test(url)) card.url = url;
  return card;
}

/* The same box of two people: nothing is lost, and what both have stands there once. */
function both(one, two) {
  if (typeof one === "string" && typeof two === "string") {
    return !two.trim() || one.includes(two.trim()) ? one : !one.trim() || two.includes(one.trim()) ? two : `${one.trim()}\n\n${two.trim()}`;
  }
  if (!Array.isArray(one) || !Array.isArray(two)) return Array.isArray(one) ? both(one, asCards(two)) : both(asCards(one), two);
  const made = [...one];
  for (const item of two) {
    const same = made.some((other) => JSON.stringify({ ...other, id: "" }) === JSON.stringify({ ...item, id: "" }));
    if (!same) made.push(made.some((other) => other.id === item.id) ? { ...item, id: newId() } : item);
  }
  return made;
}

const asCards = (text) => (typeof text !== "string" ? text : text.trim() ? [{ id: newId(), tekst: text.trim() }] : []);

export function merged(sheet, others) {
  const vakken = structuredClone(sheet.vakken);
  for (const other of others) {
    for (const [key, value] of Object.entries(other.vakken)) vakken[key] = key in vakken ? both(vakken[key], value) : structuredClone(value);
  }
  return { ...sheet, vakken };
}

const rowText = ({ cellen }, columns) => columns.map(({ key }) => (cellen[key] ?? "").trim()).filter(Boolean).join(", ");

/* What a box says, as texts; groups of cards with their name before them. */
export function textsOf(value, columns = []) {
  if (typeof value === "string") return value.trim() ? [value.trim()] : [];
  if (!Array.isArray(value)) return [];
  return [...grouped(value)].flatMap(([groep, items]) => {
    const texts = items.map((item) => (item.cellen ? rowText(item, columns) : item.tekst.trim())).filter(Boolean);
    return groep ? (texts.length ? [`${groep}: ${texts.join("; ")}`] : []) : texts;
  });
}

/* Items by the name of their group, in the order in which groups first come; "" holds those without one. */
export function grouped(items) {
  const found = new Map();
  for (const item of items) found.set(item.groep ?? "", [...(found.get(item.groep ?? "") ?? []), item]);
  return found;
}

const quoted = (text) => JSON.stringify(text.replace(/\s+/g, " ")); // a JSON text is a YAML text

/* The sheet as one item of the field `oogst` of a bijeenkomst; `boxes` tell { key, naam, oogst, columns }. */
export function harvest(sheet, boxes, otherwise) {
  const found = { thema: [], wat: [], indicatoren: [], coalities: [] };
  for (const { key, naam, oogst, columns } of boxes) {
    const texts = textsOf(sheet.vakken[key], columns);
    if (oogst in found) found[oogst].push(...(oogst === "wat" && texts.length ? [`${naam}: ${texts.join("; ")}`] : texts));
  }
  const made = { thema: (found.thema.join(" ") || sheet.naam || otherwise).replace(/\s+/g, " ").slice(0, 200) };
  if (found.wat.length) made.wat = found.wat.join(". ").replace(/([.?!])\./g, "$1").replace(/\s+/g, " ");
  for (const name of ["indicatoren", "coalities"]) if (found[name].length) made[name] = found[name].map((text) => text.replace(/\s+/g, " "));
  return made;
}

/* A harvest as YAML to paste into a bijeenkomst. */
export function asYaml({ thema, wat, ...lists }) {
  const lines = [`  - thema: ${quoted(thema)}`, ...(wat ? [`    wat: ${quoted(wat)}`] : [])];
  for (const [name, texts] of Object.entries(lists)) lines.push(`    ${name}:`, ...texts.map((text) => `      - ${quoted(text)}`));
  return `oogst:\n${lines.join("\n")}\n`;
}

/* A harvest as the text that `parade import` adds to the bijeenkomst of its sheet. */
export const forImport = (made, bij) => `--- record ---\n${JSON.stringify({ soort: "bijeenkomsten", bij, oogst: [made] })}\n--- einde record ---\n`;
