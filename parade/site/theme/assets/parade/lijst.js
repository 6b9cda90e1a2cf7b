/* A long list, narrowed and sorted by its visitor. A choice is written `facet=value`, in the address (after the ?)
   as well as in `data-keuzes` of each item; what is typed stands nowhere, for nothing is. */

import { arranged } from "./mijn-gemeente.js";
import { rest } from "./vervolg.js";

const form = document.querySelector("[data-verfijn]");
const part = (name) => form.parentElement.querySelector(`[data-${name}]`);
const order = form.elements.volgorde;
const fields = [...form.elements].filter((field) => field.name && field !== order);
const naam = await arranged; // until then lists change their own order
const read = () => [...document.querySelectorAll("[data-keuzes]")].map((item, place) => ({
  item, place, list: item.parentElement, keys: item.dataset.keuzes.split(" "),
}));
let items = read();
const links = document.querySelector("[data-vervolg]"); // to the parts that stand on other pages
const isWhole = () => !links?.isConnected;
const total = () => (isWhole() ? items.length : Number(form.dataset.totaal));
const flat = items[0].list.cloneNode(false);
const text = ({ item }, selector) => item.querySelector(selector)?.textContent ?? "";
const byTitle = (one, two) => text(one, "a").localeCompare(text(two, "a"), "nl");
const began = ({ item }) => item.querySelector("time")?.dateTime ?? "";
const rank = ({ item }) => Number(item.dataset.lijkt ?? Infinity);
const ORDERS = {
  "": (one, two) => one.place - two.place,
  titel: byTitle,
  plaats: (one, two) => text(one, "[data-plaats]").localeCompare(text(two, "[data-plaats]"), "nl") || byTitle(one, two),
  nieuwste: (one, two) => began(two).localeCompare(began(one)) || byTitle(one, two),
  lijkt: (one, two) => (rank(one) === rank(two) ? byTitle(one, two) : rank(one) - rank(two)),
};
let sorted = "";
const PAGE = 20; // items shown before the visitor asks for more
let limit = PAGE;

const plural = (count) => `${count} voorbeeld${count === 1 ? "" : "en"}`;
const facet = (key) => key.split("=")[0];
const options = (field) => (field.options ? [...field.options].filter(({ value }) => value) : [field]);
const isOn = (option) => option.selected ?? option.checked;
const key = (field, option) => `${field.name}=${option.value}`;

function chosen() {
  return fields.flatMap((field) => options(field).filter(isOn).map((option) => ({ field, naam: option.dataset.naam, key: key(field, option) })));
}

function set(field, value) {
  if (field.options) field.value = options(field).some((option) => option.value === value) ? value : "";
  else field.checked = field.value === value;
}

/* One pass: an item that lacks one choice counts for the other values of that facet, and for leaving it out. */
function show() {
  const picked = chosen();
  const counts = new Map();
  const without = new Map();
  const add = (map, name) => map.set(name, (map.get(name) ?? 0) + 1);
  let shown = 0;
  const fits = new Set();
  for (const { item, keys } of items) {
    const lacks = picked.filter((choice) => !keys.includes(choice.key));
    item.hidden = true;
    if (!lacks.length) { shown += 1; fits.add(item); }
    if (lacks.length === 1) add(without, lacks[0].key);
    if (lacks.length < 2) for (const each of keys) if (!lacks.length || facet(each) === lacks[0].field.name) add(counts, each);
  }
  if (isWhole()) for (const field of fields) for (const option of options(field)) offer(option, counts.get(key(field, option)) ?? 0);
  sort();
  for (const item of [...document.querySelectorAll("[data-keuzes]")].filter((each) => fits.has(each)).slice(0, limit)) item.hidden = false;
  part("meer").hidden = (isWhole() ? shown : total()) <= limit;
  for (const group of document.querySelectorAll("[data-groep]")) group.hidden = !group.querySelector("li[data-keuzes]:not([hidden])");
  const jumps = part("sprong");
  if (jumps) jumps.hidden = Boolean(picked.length || sorted || items.length > PAGE);
  tell(picked, shown, without);
}

/* No choice leads to nothing. */
function offer(option, count) {
  const none = !count && !isOn(option);
  option.disabled = none;
  if (option.dataset.naam && option.localName === "option") {
    option.hidden = none;
    option.textContent = `${option.dataset.naam} (${count})`;
  } else option.labels[0].querySelector("span").textContent = count;
}

function sort() {
  const plain = part("plat");
  plain.hidden = !order.value;
  if (order.value) plain.querySelector("h2").textContent = `Voorbeelden, ${order.selectedOptions[0].textContent}`;
  const said = document.querySelector(".lijkt--uitleg");
  if (said) said.hidden = !["", "lijkt"].includes(order.value);
  if (order.value === sorted) return;
  sorted = order.value;
  for (const { item, list } of [...items].sort(ORDERS[sorted])) (sorted ? flat : list).append(item);
}

function button(label, spoken, choice) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label, ariaLabel: spoken });
  made.addEventListener("click", () => drop([choice]));
  const item = document.createElement("li");
  item.append(made);
  return item;
}

function tell(picked, shown, without) {
  const chips = part("gekozen-hier");
  chips.replaceChildren(...picked.map((choice) => button(choice.naam, `Haal filter ${choice.naam} weg`, choice)));
  chips.hidden = part("wis-alles").hidden = !picked.length;
  part("telling").textContent = picked.length ? `${shown} van de ${total()} voorbeelden.` : `${plural(total())}.`;
  const nothing = part("niets");
  nothing.hidden = shown > 0;
  const helps = picked.filter((choice) => without.has(choice.key));
  nothing.querySelector("span").textContent = helps.length ? "Laat er een weg:" : "Laat er een paar weg, of wis alle filters.";
  nothing.querySelector("ul").replaceChildren(...helps.map((choice) => {
    const label = `Zonder “${choice.naam}”: ${plural(without.get(choice.key))}`;
    return button(label, label, choice);
  }));
}

/* Choosing and sorting need the whole list; whether it is there. Without it nothing is chosen, and the links to the parts stay. */
async function gather() {
  if (isWhole()) return true;
  try { await rest(); } catch {
    for (const { field } of chosen()) set(field, "");
    order.value = "";
    links.hidden = false;
    return false;
  }
  items = read();
  return true;
}

async function drop(choices) {
  for (const { field } of choices) set(field, "");
  await change();
  const summary = form.querySelector("summary");
  (summary.checkVisibility() ? summary : order).focus();
}

async function change() {
  limit = PAGE;
  const whole = await gather();
  show();
  if (!whole) part("telling").textContent = "De rest van de lijst komt nu niet binnen. Probeer het straks nog eens, of blader onderaan verder.";
  const address = new URLSearchParams(chosen().map((choice) => choice.key.split("=")));
  if (order.value) address.set("volgorde", order.value);
  history.replaceState(history.state, "", location.pathname + (address.size ? `?${address}` : ""));
}

/* --- begin --- */

if (naam) {
  const option = order.querySelector("[value=lijkt]");
  option.textContent = `gemeenten zoals ${naam} eerst`;
  option.hidden = option.disabled = false;
}
for (const [name, value] of new URLSearchParams(location.search)) {
  for (const field of fields) if (field.name === name) set(field, value);
  if (name === "volgorde" && Object.hasOwn(ORDERS, value) && (value !== "lijkt" || naam)) order.value = value;
}
part("plat").append(flat);
form.addEventListener("change", change);
form.addEventListener("submit", (event) => event.preventDefault());
part("meer").addEventListener("click", async () => {
  const before = [...document.querySelectorAll("[data-keuzes]:not([hidden])")].at(-1);
  if (limit + PAGE > items.length && !await gather()) return;
  limit += PAGE;
  show();
  const visible = [...document.querySelectorAll("[data-keuzes]:not([hidden])")];
  visible[visible.indexOf(before) + 1]?.querySelector("a").focus();
});
part("wis-alles").addEventListener("click", () => drop(chosen()));
const wide = matchMedia("(min-width: 60em)");
const fold = () => { form.querySelector("details").open = wide.matches; };
wide.addEventListener("change", fold);
fold();
form.hidden = false;
if (links) links.hidden = true;
if (chosen().length || order.value) await gather();
show();
