/* A star on every voorbeeld: it stands on "mijn lijst", on this device only. */

import { NOTHING_KEPT, ROOT, button, element, forget, isVoorbeeld, keep, kept } from "./bewaard.js";

const NAME = "lijst";

/* The list: { id, noot }, in the visitor's own order. */
export function list() {
  const told = kept(NAME, []);
  return (Array.isArray(told) ? told : []).filter((each) => isVoorbeeld(each?.id)).map(({ id, noot }) => ({ id, noot: typeof noot === "string" ? noot : "" }));
}

export function keepList(items) {
  if (items.length) return keep(NAME, items);
  forget(NAME);
  return true;
}

let said;
function tell(text) {
  if (!said) {
    said = element("p", { className: "ster__stand", role: "status" });
    document.body.append(said);
  }
  said.replaceChildren(text, " ", element("a", { href: new URL("mijn-lijst/", ROOT).href, textContent: "Mijn lijst" }));
}

function toggle(id) {
  const items = list();
  const on = !items.some((each) => each.id === id);
  const done = keepList(on ? [...items, { id, noot: "" }] : items.filter((each) => each.id !== id));
  tell(!done ? NOTHING_KEPT : on ? "Bewaard, alleen op dit apparaat." : "Van je lijst gehaald.");
  show();
}

export function star(id, titel) {
  const made = button("", () => toggle(id), { className: "ster", data: { ster: id } });
  made.setAttribute("aria-label", `Bewaar op mijn lijst: ${titel}`);
  draw(made, list());
  return made;
}

function draw(made, items) {
  const on = items.some((each) => each.id === made.dataset.ster);
  made.setAttribute("aria-pressed", on);
  made.textContent = on ? "★ Bewaar" : "☆ Bewaar";
}

function show() {
  const items = list();
  for (const made of document.querySelectorAll("[data-ster]")) draw(made, items);
}

for (const place of document.querySelectorAll("article .kaart[data-id], [data-plek=bewaar]")) {
  place.append(star(place.dataset.id, place.querySelector("a")?.textContent ?? document.querySelector("h1").firstChild.textContent.trim()));
}
