/* What every page needs: a menu that closes, and a foot on every printed sheet. */

/* The menu closes by Escape, and when the visitor goes on elsewhere. */
const menu = document.querySelector("[data-menu]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const name of ["click", "focusin"]) {
  document.addEventListener(name, (event) => { if (!menu.contains(event.target)) menu.open = false; });
}

/* Paper: the name of the site, the address and the date in the margin of every sheet; where a browser has no such margins,
   once at the end. The address holds what a visitor chose (after the #), but never a question. */
const LONGEST = 160; // characters of an address on paper
const paper = document.querySelector("[data-voet]");

function foot() {
  const here = location.protocol.startsWith("http") ? location.href : ""; // a file on a device has no address for others
  const address = here.length > LONGEST || here.includes("vraag") ? here.split("#")[0] : here;
  const day = new Date().toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
  return [paper.dataset.voet, address, `afgedrukt op ${day}`].filter(Boolean).join(" · ");
}

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);
addEventListener("beforeprint", () => {
  const line = foot();
  if (!("CSSMarginRule" in globalThis)) { paper.textContent = line; return; }
  const look = "color: #444; font: 7pt sans-serif";
  sheet.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(line)}; ${look}; white-space: nowrap } @bottom-right { content: counter(page) " / " counter(pages); ${look} } }`);
});
