/* "Mijn gemeente": asked once on the home page and that of municipalities, kept on this device only, as its code.
   Where one was chosen, lists of voorbeelden put places like it first and say why, and results of search say so.
   Nothing is loaded otherwise. */

import { ROOT, element } from "./bewaard.js";

const KEY = "parade-gemeente";

function stored() {
  try {
    const code = localStorage.getItem(KEY) ?? "";
    return /^gm\d{4}$/.test(code) ? code : "";
  } catch { return ""; } // a browser that keeps nothing
}

function store(code) {
  try {
    table = undefined;
    if (code) localStorage.setItem(KEY, code); else localStorage.removeItem(KEY);
    return true;
  } catch { return false; }
}

/* The name of the chosen municipality and the codes of those like it, with what they share; nothing without a choice. */
let table;
export function alike() {
  table ??= load(stored()).catch(() => undefined);
  return table;
}

async function load(code) {
  if (!code) return undefined;
  const response = await fetch(new URL(`assets/parade/gemeente/${code}.json`, ROOT));
  return response.ok ? response.json() : undefined;
}

/* What a voorbeeld from those places (codes with spaces between) shares with the chosen one, as a sentence; or nothing. */
export function likeness(codes, lijkt = {}) {
  const code = codes.split(" ").find((each) => Object.hasOwn(lijkt, each));
  return code && { code, textContent: lijkt[code] ? `Lijkt op je gemeente: ${lijkt[code]}.` : "Uit je eigen gemeente." };
}

/* --- choosing, on the home page and the page of municipalities --- */

async function offer(form) {
  const select = form.querySelector("select");
  try {
    const names = await (await fetch(new URL("assets/parade/gemeenten.json", ROOT))).json();
    select.append(...Object.entries(names).map(([code, name]) => new Option(name, code)));
  } catch { return; } // without the names there is nothing to choose
  const clear = form.querySelector("button[type=button]");
  const status = form.querySelector("[role=status]");
  const show = () => {
    const code = stored();
    select.value = code;
    clear.hidden = !code;
    return code ? `Je gemeente is ${select.selectedOptions[0]?.textContent ?? "onbekend"}. Dat staat alleen op dit apparaat.` : "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const kept = store(select.value);
    status.textContent = !kept ? "Deze browser bewaart niets. Je keuze is niet vastgelegd." : show() || "Er is geen gemeente gekozen.";
  });
  clear.addEventListener("click", () => {
    store("");
    show();
    status.textContent = "Je keuze is gewist. Er staat niets meer op dit apparaat.";
    select.focus();
  });
  form.hidden = false;
  status.textContent = show();
}

/* --- places like it first, in lists of voorbeelden --- */

function arrange(list, lijkt) {
  const order = Object.keys(lijkt);
  const first = [];
  for (const item of list.children) {
    const like = likeness(item.dataset.gemeenten ?? "", lijkt);
    if (!like) continue;
    first.push(item);
    item.dataset.lijkt = order.indexOf(like.code);
    item.append(element("p", { className: "lijkt", textContent: like.textContent }));
  }
  // Those of the municipality itself come before all others; Array.sort keeps the rest in order.
  list.prepend(...first.sort((one, two) => Number(one.dataset.lijkt !== "0") - Number(two.dataset.lijkt !== "0")));
  return first.length;
}

/* Gives the name of the chosen municipality when a list changed. */
async function bring() {
  const lists = new Set([...document.querySelectorAll("article [data-gemeenten]")].map((item) => item.parentElement));
  const { naam, lijkt } = (lists.size && await alike()) || {};
  if (naam && document.querySelector("[data-vervolg]")) {
    try { await (await import("./vervolg.js")).rest(); } catch { return undefined; } // half a list keeps its order
  }
  const changed = naam ? [...lists].filter((list) => arrange(list, lijkt)) : [];
  if (!changed.length) return undefined;
  const said = element("p", { className: "lijkt lijkt--uitleg" }, `Voorbeelden uit ${naam} en uit gemeenten die daarop lijken, staan in elke lijst vooraan. `,
    element("a", { href: new URL("gemeenten/#mijn-gemeente", ROOT).href, textContent: "Wijzig of wis je gemeente" }));
  (changed[0].closest("[data-groep]") ?? changed[0]).before(said);
  return naam;
}

const form = document.querySelector("[data-mijn-gemeente]");
if (form) offer(form);
// The pages of municipalities compare places already.
const compared = location.pathname.startsWith(new URL("gemeenten/", ROOT).pathname);
export const arranged = compared ? undefined : bring();
