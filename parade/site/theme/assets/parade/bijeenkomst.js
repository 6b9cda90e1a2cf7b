/* A bijeenkomst that is still to come: the calendar file, and the rounds that the visitor chose, which stay on this
   device and go along in the calendar and in the mail that the visitor sends. */

import { CALENDAR, calendar } from "./agenda.js";
import { NOTHING_KEPT, button, download, element, forget, keep, kept } from "./bewaard.js";

const place = document.querySelector("[data-bijeenkomst]");
const { bijeenkomst: id, naam, dag, tijd, plek, mail } = place.dataset;
const NAME = `rondes:${id}`;
const parts = [...document.querySelectorAll("[data-onderdeel]")].map((title) => ({ title, key: title.dataset.onderdeel, naam: title.textContent, tijd: title.dataset.tijd, ruimte: title.dataset.ruimte }));
const status = element("p", { role: "status" });

/* The times in a text as people write them: "10.00 tot 16.00 uur" gives 10:00 and 16:00. */
function times(text) {
  return [...text.matchAll(/(?<!\d)([01]?\d|2[0-3])[.:]([0-5]\d)(?!\d)/g)].slice(0, 2).map(([, hour, minute]) => `${hour.padStart(2, "0")}:${minute}`);
}

function chosen() {
  const told = kept(NAME, []);
  return parts.filter(({ key }) => Array.isArray(told) && told.includes(key));
}

function choose() {
  const keys = parts.filter(({ box }) => box.checked).map(({ key }) => key);
  if (!keys.length) forget(NAME);
  const done = !keys.length || keep(NAME, keys);
  status.textContent = done ? `${keys.length} gekozen. Je keuze staat alleen op dit apparaat, tot je haar mailt.` : NOTHING_KEPT;
  drawMail();
}

const told = ({ naam: title, tijd: when, ruimte }) => [when, title, ruimte].filter(Boolean).join(", ");

function toCalendar() {
  const [van, tot] = times(tijd);
  const mine = chosen();
  const url = location.href.split("#")[0];
  const events = [{ id, titel: naam, dag, van, tot, plek, url, tekst: [tijd, ...mine.map(told)].filter(Boolean).join("\n") }];
  for (const part of mine) {
    const [begin, end] = times(part.tijd);
    if (begin) events.push({ id: `${id}-${part.key}`, titel: part.naam, dag, van: begin, tot: end, plek: [part.ruimte, plek].filter(Boolean).join(", "), url });
  }
  download(`${id}.ics`, calendar(location.host, events), CALENDAR);
  status.textContent = "Het bestand voor je agenda is gedownload.";
}

function drawMail() {
  const link = place.querySelector("[data-mailen]");
  if (!link) return;
  const lines = [`Ik meld me aan voor: ${naam}`, ...(chosen().length ? ["", "Hier wil ik heen:", ...chosen().map((part) => `- ${told(part)}`)] : []), "", "Functie en organisatie: "];
  link.href = `mailto:${mail}?subject=${encodeURIComponent(`Aanmelding: ${naam}`)}&body=${encodeURIComponent(lines.join("\n"))}`;
}

if (/^\d{4}-\d\d-\d\d$/.test(dag)) place.append(element("p", {}, button("Zet in mijn agenda", toCalendar)));
if (parts.length) place.append(element("p", { textContent: "Kies hieronder in het programma waar je heen wilt. Dat blijft op dit apparaat, en gaat mee in je agenda en je mail." }));
place.append(status);
for (const part of parts) {
  part.box = element("input", { type: "checkbox", checked: chosen().includes(part), onchange: choose });
  part.title.after(" ", element("label", { className: "aanmelden__kies" }, part.box, " Hier wil ik heen", element("span", { className: "alleen-gehoord", textContent: `: ${part.naam}` })));
}
drawMail();
