/* The site without internet: starts the service worker that keeps what is visited, and says when there is a new version.
   Who asks the browser to save data, or said no on the page Zonder internet, gets none. */

import { ROOT, element, kept } from "./bewaard.js";

export const OFF = "niets-bewaren";
export const able = "serviceWorker" in navigator && "DecompressionStream" in globalThis;

export function start() {
  return navigator.serviceWorker.register(new URL("sw.js", ROOT));
}

function tellNew() {
  if (document.querySelector("[data-nieuw]")) return;
  const told = element("p", { className: "ster__stand", role: "status", data: { nieuw: "" } });
  document.body.append(told);
  told.append("Er is een nieuwe versie van deze site. ", element("a", { href: location.pathname + location.search, textContent: "Herlaad", onclick: (event) => { event.preventDefault(); location.reload(); } }));
}

async function begin() {
  try {
    const { active } = await start();
    active?.postMessage({ vraag: "tidy" });
  } catch { /* the browser keeps nothing: the site works as before, with internet */ }
}

if (able) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => { if (data.nieuw) tellNew(); });
  if (!kept(OFF) && !navigator.connection?.saveData) {
    if (document.readyState === "complete") begin();
    else addEventListener("load", begin, { once: true });
  }
}
