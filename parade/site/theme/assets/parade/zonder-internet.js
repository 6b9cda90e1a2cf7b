/* The page Zonder internet: what stands on this device, all of it at a button, and nothing any more at another. */

import { ROOT, button, element, forget, keep } from "./bewaard.js";
import { OFF, able, start } from "./offline.js";

const page = document.querySelector("[data-zonder-internet]");
const status = page.querySelector("[role=status]");
const tell = (text) => { status.textContent = text; };
const megabytes = (bytes) => `${Math.max(bytes / 1e6, 0.1).toLocaleString("nl-NL", { maximumFractionDigits: 1 })} MB`;
const sum = (pakken) => pakken.reduce((all, { size }) => all + size, 0);

/* Ask the service worker; raises when it says no, or there is none. */
async function asked(vraag, more = {}) {
  const { active } = await navigator.serviceWorker.getRegistration(ROOT) ?? {};
  if (!active) throw new Error("nothing is kept");
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data.answer));
    active.postMessage({ vraag, ...more }, [port2]);
  });
}

async function draw() {
  const place = page.querySelector("[data-hier]");
  let told;
  try { told = await asked("stand"); } catch { return drawNothing(place); }
  const { pakken, bekeken } = told;
  const missing = pakken.filter(({ here }) => !here);
  const opened = bekeken.map((path) => path.replace(/index\.html$/, ""));
  place.replaceChildren(
    element("p", { textContent: missing.length ? `Op dit apparaat ${opened.length ? "staan zoeken, je lijst en de pagina's die je bekeek" : "staan zoeken en je lijst"} (${megabytes(sum(pakken) - sum(missing))} en wat je bekeek).` : `De hele site staat op dit apparaat (${megabytes(sum(pakken))}). Alles werkt zonder internet.` }),
    ...(opened.length && missing.length ? [element("details", {}, element("summary", { textContent: `Bekeken pagina's (${opened.length})` }), element("ul", {}, ...opened.map((path) => element("li", {}, element("a", { href: new URL(path, ROOT).href, textContent: path || "Home" })))))] : []));
  buttons(missing.length ? [button(`Zet alles op dit apparaat (${megabytes(sum(missing))})`, () => fetchAll(pakken))] : [], [button("Wis alles en bewaar niets meer", clear)]);
}

async function drawNothing(place) {
  const { begin: first, alles } = await (await fetch(new URL("assets/parade/offline/stand.json", ROOT), { cache: "no-cache" })).json().catch(() => ({}));
  place.replaceChildren(element("p", { textContent: `Er staat niets van deze site op dit apparaat.${first ? ` Bewaar je zoeken en wat je bekijkt, dan is dat ${megabytes(first)} om te beginnen. De hele site is ${megabytes(alles)}.` : ""}` }));
  buttons([button("Bewaar wat ik bekijk", begin)]);
}

const buttons = (...rows) => page.querySelector("[data-knoppen]").replaceChildren(...rows.flat());

async function begin() {
  forget(OFF);
  tell("Even geduld, we halen het op.");
  try {
    await start();
    await navigator.serviceWorker.ready;
    tell("Zoeken en wat je bekijkt, blijft vanaf nu op dit apparaat.");
  } catch { tell("Dat lukte niet. Controleer de verbinding, of de browser bewaart niets (een privévenster)."); }
  return draw();
}

async function fetchAll(pakken) {
  const bar = element("progress", { max: sum(pakken), value: sum(pakken.filter(({ here }) => here)), ariaLabel: "Hoeveel er is opgehaald" });
  const stop = button("Stop", () => { stopped = true; });
  let stopped = false;
  buttons([bar, stop]);
  stop.focus();
  tell("We halen alles op. Je kunt intussen verder lezen in een ander venster.");
  navigator.storage?.persist?.();
  try {
    for (const [nummer, { size, here }] of pakken.entries()) {
      if (here) continue;
      if (stopped) break;
      await asked("pak", { nummer });
      bar.value += size;
    }
    tell(stopped ? "Gestopt. Wat er al is, blijft staan." : "Klaar. De hele site werkt nu zonder internet.");
  } catch { tell("Het ophalen stopte. Wat er al is, blijft staan. Controleer de verbinding en probeer het nog eens."); }
  await draw();
  page.querySelector("[data-knoppen] button").focus();
}

async function clear() {
  if (!confirm("Wis wat van deze site op dit apparaat staat? Je lijst, je notities en je werkbladen blijven.")) return;
  keep(OFF, true);
  await asked("wis").catch(() => undefined);
  await draw();
  tell("Gewist. Er wordt niets meer bewaard tot je dat weer aanzet.");
  page.querySelector("[data-knoppen] button").focus();
}

/* A page that is neither kept nor to be fetched led here. */
function drawGone() {
  const path = decodeURI(location.hash.slice(1));
  const box = page.querySelector("[data-niet-hier]");
  box.hidden = !path;
  if (!path) return;
  const there = new URL(ROOT);
  there.pathname += path; // nothing in it can lead to another host
  const link = element("a", { href: there.href, textContent: "Probeer het nog eens" });
  box.replaceChildren(element("h2", { textContent: "Deze pagina staat niet op dit apparaat" }),
    element("p", {}, `“${path}” bekeek je hier nog niet, en ophalen lukte niet. `, link, "."));
}

document.querySelector("[data-zonder-script]").hidden = able;
page.hidden = !able;
if (able) {
  drawGone();
  addEventListener("hashchange", drawGone);
  draw();
  navigator.serviceWorker.addEventListener("controllerchange", draw);
}
