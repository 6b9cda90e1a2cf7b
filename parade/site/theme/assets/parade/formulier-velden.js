/* The controls of a form: a label above, help, the control, and a place for what is wrong with it. */

import { fold, placeKey } from "./formulier-regels.js";

const SHOWN = 3; // so many parts of a group are asked at once; the others stand behind "Meer"
const CHOSEN = ["begrip", "verwijzing", "gemeente"]; // types that are chosen by typing

export function element(tag, properties = {}, ...children) {
  const { for: target, describedby, ...rest } = properties;
  const made = Object.assign(document.createElement(tag), rest);
  if (target) made.htmlFor = target;
  if (describedby) made.setAttribute("aria-describedby", describedby);
  made.append(...children.filter((each) => each !== undefined && each !== null && each !== ""));
  return made;
}

/* The id of the control at a way: names, and numbers from 0 that are shown from 1. */
export const idOf = (way) => `veld-${way.map((step) => (typeof step === "number" ? step + 1 : step)).join("-")}`;

/* The value at a way in the record, which is set when one is given; the groups around it are made. */
export function at(record, way, value) {
  let data = record;
  for (let step = 0; step < way.length - 1; step += 1) data = data[way[step]] ??= typeof way[step + 1] === "number" ? [] : {};
  const last = way.at(-1);
  if (value !== undefined) data[last] = value;
  return data[last];
}

/* Everything about one field. `page` has the record, what is known, and what to do when something changed. */
export function field(page, told, way) {
  if (told.velden) return told.lijst ? many(page, told, way) : single(page, told, way);
  const id = idOf(way);
  return element("div", { className: "formulier__veld" },
    element("label", { for: id, textContent: asked(told) }),
    element("p", { id: `${id}-hulp`, className: "formulier__hulp", textContent: help(told) }),
    control(page, told, way, id),
    element("p", { id: `${id}-fout`, className: "formulier__fout", hidden: true }));
}

const asked = (told) => `${told.vraag}${told.verplicht ? " (nodig)" : ""}`;

function help(told) {
  const more = told.lijst && !CHOSEN.includes(told.type) ? "Meer dan één? Zet elk op een eigen regel." : "";
  const own = { verwijzing: "Typ een woord uit de titel en kies.", gemeente: "Typ een plaats; een dorp of een oude naam mag ook.", begrip: "Typ een woord en kies." }[told.type];
  const length = told.tekens <= 300 && !told.keuzes && ["regel", "tekst"].includes(told.type) ? `Hooguit ${told.tekens} tekens.` : "";
  return [own ?? told.hulp, more, length, !told.keuzes && !own && told.voorbeeld ? `Bijvoorbeeld: ${told.voorbeeld}` : ""].filter(Boolean).join(" ");
}

function control(page, told, way, id) {
  const describedby = `${id}-hulp ${id}-fout`;
  const value = at(page.record, way);
  if (CHOSEN.includes(told.type)) return chooser(page, told, way, id, describedby);
  if (told.keuzes) {
    const select = element("select", { id, describedby }, element("option", { value: "", textContent: "Kies" }), ...told.keuzes.map((choice) => element("option", { value: choice, textContent: choice })));
    select.value = value ?? "";
    select.addEventListener("change", () => { at(page.record, way, select.value); page.changed(); });
    return select;
  }
  const long = told.lijst || told.type === "tekst";
  const input = element(long ? "textarea" : "input", { id, describedby, value: told.lijst ? (value ?? []).join(told.type === "tekst" ? "\n\n" : "\n") : value ?? "" });
  if (long) input.rows = told.tekens > 300 ? 6 : 3;
  else if (told.type === "webadres") input.inputMode = "url";
  input.addEventListener("input", () => {
    at(page.record, way, told.lijst ? listed(told, input.value) : input.value);
    page.changed();
  });
  return input;
}

/* The items of a list: a line each, or a paragraph each where some have more lines. */
function listed(told, text) {
  const apart = told.type === "tekst" && /\n\s*\n/u.test(text);
  return text.split(apart ? /\n\s*\n/u : "\n").filter((item) => item.trim());
}

/* Choosing out of a list by typing: what fits stands below as buttons, what is chosen above. */
function chooser(page, told, way, id, describedby) {
  const chosen = element("ul", { className: "formulier__gekozen" });
  const offers = element("ul", { className: "formulier__keuzes" });
  const input = element("input", { id, describedby, autocomplete: "off" });
  const values = () => (told.lijst ? at(page.record, way) ?? [] : [at(page.record, way)].filter(Boolean));
  const set = (items) => { at(page.record, way, told.lijst ? items : items.at(-1) ?? ""); draw(); page.changed(); };
  const label = (value) => (told.type === "verwijzing" ? (page.known.records[told.doel] ?? []).find(([each]) => each === value)?.[1] ?? value : value);
  const draw = () => chosen.replaceChildren(...values().map((value) => element("li", {}, label(value), " ",
    element("button", { type: "button", textContent: "Haal weg", ariaLabel: `Haal weg: ${label(value)}`, onclick: () => { set(values().filter((other) => other !== value)); input.focus(); } }))));
  const choose = (value) => { input.value = ""; offers.replaceChildren(); set([...new Set([...values(), value])]); input.focus(); page.say(`Gekozen: ${label(value)}`); };
  // What is offered before a word is typed is for a finger: Tab goes past it, or every list would be a long way.
  const offer = () => {
    const tabIndex = input.value.trim() ? 0 : -1;
    const found = options(page.known, told, input.value).filter(([value]) => !values().includes(value)).slice(0, 8);
    offers.replaceChildren(...found.map(([value, text]) => element("li", {}, element("button", { type: "button", textContent: text, tabIndex, ariaLabel: `Kies: ${text}`, onclick: () => choose(value) }))));
    if (input.value.trim()) page.say(found.length ? `${found.length} gevonden. Kies er een.` : "Niets gevonden. Probeer een ander woord.");
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

function options(known, told, typed) {
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

/* The parts of a group: the first ones and what is needed at once, the others behind "Meer" until they hold something. */
function pieces(page, told, way) {
  const made = told.velden.map((part) => [part, field(page, part, [...way, part.naam])]);
  const first = made.slice(0, SHOWN);
  const rest = made.slice(SHOWN);
  if (!rest.length) return first.map(([, each]) => each);
  const open = rest.some(([part]) => part.verplicht || at(page.record, [...way, part.naam])?.length);
  return [...first.map(([, each]) => each), element("details", { open }, element("summary", { textContent: `Meer over: ${told.label.toLowerCase()}` }), ...rest.map(([, each]) => each))];
}

function single(page, told, way) {
  at(page.record, way, at(page.record, way) ?? {});
  return element("fieldset", {}, element("legend", { textContent: told.vraag }), element("p", { className: "formulier__hulp", textContent: told.hulp ?? "" }), ...pieces(page, told, way));
}

function many(page, told, way) {
  const id = idOf(way);
  const set = element("fieldset", { id, tabIndex: -1 }, element("legend", { textContent: asked(told) }), element("p", { className: "formulier__hulp", textContent: told.hulp ?? "" }), element("p", { id: `${id}-fout`, className: "formulier__fout", hidden: true }));
  const more = element("button", { type: "button", textContent: `Nog één: ${told.label.toLowerCase()}` });
  const items = at(page.record, way) ?? at(page.record, way, []);
  const add = (number) => more.before(element("div", { className: "formulier__deel" }, ...pieces(page, told, [...way, number])));
  while (items.length < Math.max(told.minstens ?? 0, 1)) items.push({});
  set.append(more);
  for (const number of items.keys()) add(number);
  more.addEventListener("click", () => { items.push({}); add(items.length - 1); page.changed(); document.getElementById(idOf([...way, items.length - 1, told.velden[0].naam]))?.focus(); });
  return set;
}
