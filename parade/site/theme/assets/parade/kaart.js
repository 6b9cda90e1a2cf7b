/* The map works without this file: the stylesheet filters. Here the count is told, Escape takes a name away, and on a
   narrow screen the middle of the country comes first. */

const map = document.querySelector(".landkaart");
const status = map?.querySelector("[role=status]");

function tell() {
  const chosen = map.querySelector("input[name=familie]:checked");
  if (chosen && status.textContent !== chosen.dataset.stand) status.textContent = chosen.dataset.stand;
}

if (map) {
  map.addEventListener("change", tell);
  tell();
  const frame = map.querySelector(".landkaart__vlak");
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") map.classList.add("landkaart--stil");
  });
  // A browser does not bring a dot into sight by itself when the map is wider than the screen.
  frame.addEventListener("focusin", (event) => {
    event.target.querySelector("circle")?.scrollIntoView({ block: "nearest", inline: "center" });
  });
  for (const kind of ["pointerover", "focusin"]) {
    map.addEventListener(kind, (event) => {
      if (event.target.closest("a")) map.classList.remove("landkaart--stil");
    });
  }
}
