/* What somebody promised, or what two people told each other, as data. No page is touched here.

   A plan is flat: { soort, … } with the fields of its record by their way, as in "wie.functie". It is handed over as
   what stands behind the # of an address, `#doe=1&soort=voornemens&wat=…`, which `parade import` reads too. */

const VERSION = "1";
const LONGEST = 4000;
const ID = 100;
const person = (at) => ({ [`deelnemers.${at}.functie`]: 80, [`deelnemers.${at}.organisatie`]: 100, [`deelnemers.${at}.voorbeeld`]: ID, [`deelnemers.${at}.reden`]: 200 });

/* So many characters may each field have. */
export const ROOM = {
  voornemens: { wat: 300, met_wie: 100, uiterlijk: 10, "wie.functie": 80, "wie.organisatie": 100, voorbeelden: ID, bijeenkomst: ID, datum: 10, inzending: 20, "uitkomst.status": 20, "uitkomst.toelichting": 300, "uitkomst.datum": 10 },
  gesprekken: { ...person(1), ...person(2), verschil: 300, bijeenkomst: ID, datum: 10, inzending: 20 },
};
const NAMED = { wat: "Wat", met_wie: "Met wie", uiterlijk: "Uiterlijk", wie: "Wie", verschil: "Anders bij de ander", status: "Wat werd ervan", toelichting: "Hoe het ging" };
export const OUTCOMES = ["bezig", "gelukt", "niet gelukt", "losgelaten"];

/* A code that says which plan it is, so that it is taken over once, however often it is handed over. */
export function newCode() {
  const code = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

/* The same with only fields that it may have, none longer than it may be; nothing when it is no plan. */
export function planIn(told) {
  const room = Object.hasOwn(ROOM, told?.soort ?? "") ? ROOM[told.soort] : null;
  if (!room) return null;
  const made = { soort: told.soort };
  for (const [name, most] of Object.entries(room)) {
    const text = typeof told[name] === "string" ? told[name].normalize("NFC").trim().slice(0, most) : "";
    if (text && (![ "voorbeelden", "bijeenkomst" ].includes(name) && !name.endsWith(".voorbeeld") || /^[a-z0-9-]+$/.test(text))) made[name] = text;
  }
  return made.wat || made["deelnemers.1.functie"] || made["deelnemers.1.voorbeeld"] ? made : null;
}

/* What stands behind the # of an address; `mode` is "doe", or "werd" for the question what became of it. */
export const behind = (plan, mode = "doe") => `${mode}=${VERSION}&${new URLSearchParams(planIn(plan))}`;

/* What such an address says: { mode, plan } or { trouble }; nothing when it is another address. */
export function handedOver(hash) {
  const found = /#?(doe|werd)=(\d{1,3})&(.*)/su.exec(hash);
  if (!found) return null;
  const [, mode, version, rest] = found;
  if (version !== VERSION) return { trouble: "Deze code is van een nieuwere versie van de site. Laad de pagina opnieuw." };
  const plan = rest.length <= LONGEST ? planIn(Object.fromEntries(new URLSearchParams(rest))) : null;
  return plan ? { mode, plan } : { trouble: "Deze code is beschadigd. Vraag of de ander hem nog eens toont." };
}

/* Every plan in a text: addresses that somebody scanned, a mail, or a file that this site made. */
export function plansIn(text) {
  return [...text.matchAll(/#doe=\d{1,3}&[^\s<>"#]+/gu)].map(([address]) => handedOver(address)?.plan).filter(Boolean);
}

export const long = (date) => (/^\d{4}-\d\d-\d\d$/.test(date) ? new Date(`${date}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" }) : date);
export const who = (plan, way = "wie") => [plan[`${way}.functie`], plan[`${way}.organisatie`]].filter(Boolean).join(", ");

/* A plan as lines to read: [label, text]; `titles` gives the title of a voorbeeld by its id. */
export function lines(plan, titles = {}) {
  const made = [];
  const add = (label, text) => { if (text) made.push([label, text]); };
  const title = (id) => titles[id] ?? id;
  if (plan.soort === "voornemens") {
    add(NAMED.wat, plan.wat);
    add(NAMED.met_wie, plan.met_wie);
    add(NAMED.uiterlijk, plan.uiterlijk && long(plan.uiterlijk));
    add("Door", title(plan.voorbeelden));
    add(NAMED.wie, who(plan));
    add(NAMED.status, plan["uitkomst.status"]);
    add(NAMED.toelichting, plan["uitkomst.toelichting"]);
    return made;
  }
  add("Voorbeeld", title(plan["deelnemers.1.voorbeeld"]));
  add("Wie wees erop", who(plan, "deelnemers.1"));
  add("Omdat", plan["deelnemers.1.reden"]);
  add("Tegen wie", who(plan, "deelnemers.2"));
  add(NAMED.verschil, plan.verschil);
  return made;
}

export const heading = (plan) => (plan.soort === "voornemens" ? plan["uitkomst.status"] ? "Wat werd ervan?" : "Dit ga ik doen" : "Dit zou jij eens moeten doen");

/* A plan as a text to send: first for people, then the address that `parade import` reads. */
export function asText(plan, address, titles) {
  return `${heading(plan)}\n\n${lines(plan, titles).map(([label, text]) => `${label}: ${text}`).join("\n")}\n\nVoor wie dit overneemt op de site:\n${address}\n`;
}

/* A day so many months later; the last day of the month when it is shorter. */
export function monthsLater(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
  const pad = (number) => String(number).padStart(2, "0");
  return `${last.getUTCFullYear()}-${pad(last.getUTCMonth() + 1)}-${pad(Math.min(date, last.getUTCDate()))}`;
}
