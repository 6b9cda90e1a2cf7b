/* The wall: promises of the day in large letters, out of files that the host chooses and of what this device received.
   Nothing is sent and nothing is kept. Every text goes in as text. */

import { element, isVoorbeeld, whenChanged } from "./bewaard.js";
import { long, plansIn } from "./plan.js";
import { plans } from "./plannen.js";

const MOST = 500;
const LARGEST = 5_000_000; // bytes of a file
const STEP = 0.5; // points down, each frame
const page = document.querySelector("[data-muur]");
const status = page.querySelector("[role=status]");
const screen = page.querySelector("[data-scherm]");
const list = screen.querySelector("[data-lijst]");
const which = page.querySelector("[data-welke]");
const still = page.querySelector("[data-stil]");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let fromFiles = [];
let moving = 0;

const tell = (text) => { status.textContent = text; };
const line = (value, most = 300) => (typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, most) : "");

/* --- files --- */

/* A promise as the wall shows it: { wat, wie, met, dag, bijeenkomst }. */
const ofPlan = (plan) => ({ wat: plan.wat, wie: [plan["wie.functie"], plan["wie.organisatie"]].filter(Boolean).join(", "), met: plan.met_wie, dag: plan.uiterlijk, bijeenkomst: plan.bijeenkomst });
const ofRecord = (told) => ({ wat: line(told?.wat), wie: [line(told?.wie?.functie, 80), line(told?.wie?.organisatie, 100)].filter(Boolean).join(", "), met: line(told?.met_wie, 100), dag: line(told?.uiterlijk, 10), bijeenkomst: line(told?.bijeenkomst, 100) });

/* What `parade export --format json` wrote: the whole collection, one kind, or one record. */
function fromJson(text) {
  const told = JSON.parse(text);
  const lists = Array.isArray(told) ? [told] : Object.values(told ?? {}).filter(Array.isArray);
  return [...lists.flat(), told].filter((each) => typeof each?.wat === "string" && each.wie).map(ofRecord);
}

/* The rows of a sheet: cells between commas or semicolons, in quotes where they hold one. */
function rows(text) {
  const comma = (text.split("\n")[0].match(/;/g) ?? []).length > (text.split("\n")[0].match(/,/g) ?? []).length ? ";" : ",";
  const made = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = made.at(-1);
    if (quoted && sign === '"' && text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; }
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === comma) row.push("");
    else if (!quoted && sign === "\n") made.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  return made.filter((row) => row.some((cell) => cell.trim()));
}

/* Headings of our own forms and exports, or what others call the same. */
const HEADINGS = { wat: /^wat( ga je doen| gaat diegene doen)?\??$/, functie: /^(wie\.)?functie$|welke functie/, organisatie: /^(wie\.)?organisatie$|welke organisatie/, met: /^met[_ ]wie/, dag: /^uiterlijk|wanneer wil/, bijeenkomst: /^bijeenkomst/ };

function fromSheet(text) {
  const [head = [], ...body] = rows(text.replace(/^\uFEFF/, ""));
  const at = Object.fromEntries(Object.entries(HEADINGS).map(([name, called]) => [name, head.findIndex((cell) => called.test(cell.trim().toLowerCase()))]));
  if (at.wat < 0) return [];
  const cell = (row, name, most) => line(row[at[name]] ?? "", most);
  return body.map((row) => ({ wat: cell(row, "wat"), wie: [cell(row, "functie", 80), cell(row, "organisatie", 100)].filter(Boolean).join(", "), met: cell(row, "met", 100), dag: cell(row, "dag", 10), bijeenkomst: cell(row, "bijeenkomst", 100) }));
}

async function read(file) {
  if (file.size > LARGEST) throw new Error("is te groot. Kies een bestand tot 5 MB.");
  const text = await file.text();
  const handed = plansIn(text).filter(({ soort }) => soort === "voornemens").map(ofPlan);
  if (handed.length) return handed;
  try { return /\.json$/i.test(file.name) ? fromJson(text) : fromSheet(text); } catch { return []; }
}

async function chosen({ target }) {
  const found = [];
  const wrong = [];
  for (const file of target.files) {
    try {
      const made = (await read(file)).filter(({ wat }) => wat);
      if (made.length) found.push(...made); else wrong.push(`In ${file.name} staan geen plannen.`);
    } catch (error) { wrong.push(`${file.name} ${error.message}`); }
  }
  fromFiles = found.slice(0, MOST);
  draw();
  tell([`${fromFiles.length} uit ${target.files.length === 1 ? "het bestand" : "de bestanden"}.`, ...wrong].join(" "));
}

/* --- the wall --- */

/* Those of this bijeenkomst and those that tell none, each once. */
function shown() {
  const all = [...fromFiles, ...plans("ontvangen").filter(({ soort }) => soort === "voornemens").map(ofPlan)];
  const own = all.filter(({ bijeenkomst }) => !which.value || !bijeenkomst || bijeenkomst === which.value);
  return [...new Map(own.map((each) => [JSON.stringify([each.wat, each.wie, each.met]), each])).values()];
}

function draw() {
  const items = shown();
  list.replaceChildren(...items.map(({ wat, wie, met, dag }) => element("li", {}, element("p", { className: "muur__wat", textContent: wat }),
    element("p", { className: "muur__wie", textContent: [wie, met && `met ${met}`, dag && `voor ${long(dag)}`].filter(Boolean).join(" · ") }))));
  screen.querySelector("[data-waar]").textContent = which.value ? which.selectedOptions[0].textContent : "";
  page.querySelector("[data-groot]").disabled = !items.length;
  if (!items.length) tell("Er is nog niets om te tonen. Kies een bestand.");
}

function show(on) {
  screen.hidden = !on;
  page.querySelector("[data-balk]").hidden = on;
  document.body.classList.toggle("heeft-muur", on);
  move(on && !calm.matches);
  still.hidden = !on || calm.matches;
  if (on) { screen.querySelector("h2").focus(); document.documentElement.requestFullscreen?.().catch(() => { /* the browser's own choice */ }); }
  else { document.fullscreenElement && document.exitFullscreen(); page.querySelector("[data-groot]").focus(); }
}

/* By itself, slowly, and again from the top; never for who asked for less motion. */
function move(on) {
  cancelAnimationFrame(moving);
  still.textContent = on ? "Zet stil" : "Laat lopen";
  let at = list.scrollTop;
  let rest = 180;
  const next = () => {
    const end = list.scrollHeight - list.clientHeight;
    if (rest > 0) rest -= 1;
    else if (at < end) { at += STEP; list.scrollTop = at; if (at >= end) rest = 300; }
    else { at = 0; list.scrollTop = 0; rest = 180; }
    moving = requestAnimationFrame(next);
  };
  if (on) moving = requestAnimationFrame(next);
  page.dataset.loopt = on ? "ja" : "nee";
}

still.addEventListener("click", () => move(page.dataset.loopt !== "ja"));
calm.addEventListener("change", () => { if (calm.matches) move(false); still.hidden = calm.matches || screen.hidden; });
page.querySelector("[data-bestand]").addEventListener("change", chosen);
page.querySelector("[data-groot]").addEventListener("click", () => show(true));
page.querySelector("[data-terug]").addEventListener("click", () => show(false));
addEventListener("keydown", ({ key }) => { if (key === "Escape" && !screen.hidden) show(false); });
which.addEventListener("change", draw);
whenChanged("ontvangen", draw);
const asked = location.hash.slice(1);
if (isVoorbeeld(asked) && [...which.options].some(({ value }) => value === asked)) which.value = asked;
document.querySelector("[data-zonder-script]").hidden = true;
page.hidden = false;
draw();
