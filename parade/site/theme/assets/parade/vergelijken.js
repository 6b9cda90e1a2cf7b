/* Two or three voorbeelden side by side. The address holds their ids after the #, which no server sees;
   every text comes from a file of its own and goes in as text. */

import { search } from "./search.js";

const ROOT = new URL("../../", import.meta.url);
const MOST = 3;
const FOUND = 6;
const NUMBERS = ["Nog niets gekozen", "Eén voorbeeld", "Twee voorbeelden", "Drie voorbeelden"];

const page = document.querySelector("[data-vergelijken]");
const field = page.querySelector("input");
const choice = page.querySelector(".vergelijk__keuze");
const status = page.querySelector("[role=status]");
const wrong = page.querySelector(".vergelijk__fout");
const table = page.querySelector(".vergelijk__tafel");
const cache = new Map();
let shown = [];
let turn = 0;

function element(name, properties = {}, ...children) {
  const { role, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  if (role) made.setAttribute("role", role); // stacked on a phone, a table keeps its roles only when told
  made.append(...children);
  return made;
}

const paragraph = (textContent) => element("p", { textContent });

/* --- the address --- */

function chosen() {
  let hash = location.hash.slice(1);
  try { hash = decodeURIComponent(hash); } catch { /* then as it stands */ }
  return [...new Set(hash.split(",").map((id) => id.trim()).filter(Boolean))];
}

function go(ids) {
  history.pushState(null, "", location.pathname + (ids.length ? `#${ids.join(",")}` : ""));
  return render();
}

/* --- the voorbeelden --- */

async function load(id) {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return { id, problem: `Er is geen voorbeeld “${id.slice(0, 60)}”. Zoek het hierboven op titel.` };
  if (!cache.has(id)) {
    try {
      const response = await fetch(new URL(`assets/parade/vergelijk/${id}.json`, ROOT));
      if (response.status === 404) return { id, problem: `Er is geen voorbeeld “${id.slice(0, 60)}”. Zoek het hierboven op titel.` };
      if (!response.ok) throw new Error(String(response.status));
      cache.set(id, { id, ...await response.json() });
    } catch {
      return { id, problem: `Het voorbeeld “${id.slice(0, 60)}” kwam niet binnen. Controleer de verbinding en probeer het opnieuw.` };
    }
  }
  return cache.get(id);
}

async function render() {
  const now = ++turn;
  const ids = chosen();
  const found = await Promise.all(ids.slice(0, MOST).map(load));
  if (now !== turn) return;
  shown = found.filter(({ problem }) => !problem);
  const problems = found.filter(({ problem }) => problem).map(({ problem }) => problem);
  if (ids.length > MOST) problems.push(`Er passen er hooguit ${MOST} naast elkaar. De eerste ${MOST} staan hier.`);
  wrong.replaceChildren(...problems.map((textContent) => element("li", { textContent })));
  table.replaceChildren(...(shown.length ? draw() : []));
  const more = shown.length < 2 ? "Zoek hierboven wat je ernaast wilt leggen." : "";
  status.textContent = [`${NUMBERS[shown.length]}${shown.length > 1 ? " naast elkaar" : ""}.`, more, ...problems].filter(Boolean).join(" ");
}

function draw() {
  const rows = shown[0].velden.map(([label], at) => [label, shown.map(({ velden }) => velden[at]?.[1] ?? [])]);
  const known = rows.filter(([, cells]) => cells.some((texts) => texts.length));
  const unknown = rows.filter((row) => !known.includes(row)).map(([label]) => label.toLowerCase().replace("?", ""));
  const head = element("tr", { role: "row" }, element("td", { role: "cell" }), ...shown.map(column));
  const made = element("table", { className: "vergelijk__rijen", role: "table", ariaLabel: "Voorbeelden naast elkaar" },
    element("thead", { role: "rowgroup" }, head),
    element("tbody", { role: "rowgroup" }, ...known.map(([label, cells]) => element("tr", { role: "row" },
      element("th", { scope: "row", role: "rowheader", textContent: label }),
      ...cells.map(cell),
    ))));
  const missing = unknown.length ? [paragraph(`Van ${shown.length > 1 ? "geen van deze" : "dit voorbeeld niet"} bekend: ${unknown.join(", ")}.`)] : [];
  const print = element("button", { type: "button", textContent: "Druk af", onclick: () => window.print() });
  return [element("p", { className: "vergelijk__knoppen" }, print), made, ...missing];
}

function column({ id, titel, url }) {
  return element("th", { scope: "col", role: "columnheader" },
    element("a", { href: new URL(url, ROOT).href, textContent: titel }),
    element("button", { type: "button", textContent: "Verwijder", ariaLabel: `Verwijder: ${titel}`, onclick: () => { go(chosen().filter((other) => other !== id)); field.focus(); } }),
  );
}

function cell(texts, at) {
  const made = element("td", { role: "cell" }, ...(texts.length ? texts.map(paragraph) : [element("p", { className: "leeg", textContent: "Nog niet bekend." })]));
  made.prepend(element("p", { className: "vergelijk__naam", ariaHidden: "true", textContent: shown[at].titel }));
  return made;
}

/* --- finding another one --- */

async function find() {
  const words = field.value.trim();
  if (!words) { choice.replaceChildren(); return; }
  try {
    const hits = await search(words, { limit: FOUND + MOST, here: true });
    const ids = chosen();
    const fresh = hits.filter(({ id }) => !ids.includes(id)).slice(0, FOUND);
    choice.replaceChildren(...fresh.map(option));
    status.textContent = fresh.length ? `${fresh.length} gevonden. Kies er een uit de lijst.` : "Niets gevonden. Probeer het met andere woorden.";
  } catch {
    status.textContent = "Zoeken lukt nu niet. Controleer de verbinding.";
  }
}

function option({ id, titel }) {
  const add = async () => {
    const ids = shown.map((one) => one.id);
    if (ids.length === MOST) { status.textContent = `Er passen er hooguit ${MOST} naast elkaar. Verwijder er eerst een.`; return; }
    choice.replaceChildren();
    field.value = "";
    field.focus();
    await go([...ids, id]);
  };
  return element("li", {}, element("button", { type: "button", textContent: titel, ariaLabel: `Zet erbij: ${titel}`, onclick: add }));
}

page.querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); find(); });
addEventListener("hashchange", render);
addEventListener("popstate", render);
document.querySelector("[data-zonder-script]").hidden = true;
page.hidden = false;
render();
