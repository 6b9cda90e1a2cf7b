/* The map works without this file: the stylesheet filters, and the list has every link. Here the count is told, and
   the name of the dot nearest to a pointer or a touch, with a link to its page. */

const NEAR = 40; // units of the map
const map = document.querySelector(".landkaart");
const status = map?.querySelector(".landkaart__stand");
const tip = map?.querySelector(".landkaart__tik");
const svg = map?.querySelector("svg");
const label = map?.querySelector(".landkaart__naam");
const dots = [...(map?.querySelectorAll("[data-plek]") ?? [])].map((group) => {
  const { cx, cy } = group.querySelector("circle");
  return { group, x: cx.baseVal.value, y: cy.baseVal.value, families: group.dataset.familie.split(" ") };
});
let named;

function tell() {
  const chosen = map.querySelector("input[name=familie]:checked");
  if (chosen && status.textContent !== chosen.dataset.stand) status.textContent = chosen.dataset.stand;
  show(undefined);
}

/* The dot nearest to a place on the screen; those of another thema than the chosen one do not count. */
function nearest(event) {
  const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  const family = map.querySelector("input[name=familie]:checked")?.value;
  const far = ({ x, y }) => Math.hypot(x - spot.x, y - spot.y);
  const shown = dots.filter(({ families }) => !family || families.includes(family));
  const best = shown.reduce((one, other) => (one && far(one) <= far(other) ? one : other), undefined);
  return best && far(best) < NEAR ? best : undefined;
}

function show(dot) {
  if (named && named === dot) return;
  named?.group.classList.remove("gekozen");
  named = dot;
  label.textContent = "";
  if (!dot) { tip.textContent = tip.dataset.leeg; return; }
  const { naam, plek } = dot.group.dataset;
  dot.group.classList.add("gekozen");
  label.textContent = naam.split(":")[0];
  label.setAttribute("y", dot.y > 60 ? dot.y - 18 : dot.y + 32);
  label.setAttribute("x", Math.min(Math.max(dot.x, 110), svg.viewBox.baseVal.width - 110));
  tip.replaceChildren(Object.assign(document.createElement("a"), { href: plek, textContent: naam }));
}

if (map) {
  map.addEventListener("change", tell);
  tell();
  svg.addEventListener("pointermove", (event) => { if (event.pointerType === "mouse") show(nearest(event)); });
  svg.addEventListener("click", (event) => {
    const dot = nearest(event);
    if (dot && event.pointerType === "mouse") location.assign(dot.group.dataset.plek);
    else show(dot);
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") show(undefined); });
}
