/* "Mijn plannen": what one will do, and what two people told each other at a stand. It stays on this device until it is
   handed over: by mail, by a form, or by a QR code that holds all of it. Every text goes in as text. */

import { NOTHING_KEPT, ROOT, button, download, element, forget, isVoorbeeld, today, whenChanged } from "./bewaard.js";
import { CALENDAR, calendar } from "./agenda.js";
import { copied } from "./delen.js";
import { OUTCOMES, ROOM, asText, behind, handedOver, heading, lines, monthsLater, newCode, plansIn } from "./plan.js";
import { keepMe, keepPlans, me, plans, withPlans } from "./plannen.js";
import { qr } from "./qr.js";

const ASKED_AFTER = 3; // months
const MAIL_LONG = 1800; // characters of a link that every mail program takes
const WHATS = ["Bellen met wie dit doet", "Dit bespreken met mijn team", "Kijken of dit bij ons past", "Zelf een proef beginnen"];
const WITH = ["mijn team", "mijn leidinggevende", "een andere organisatie", "de mensen om wie het gaat", "ik alleen"];
const WHEN = [["over een week", 0, 7], ["over een maand", 1], ["over drie maanden", 3], ["over een half jaar", 6]];

const KEPT = "Je plan staat op dit apparaat. Niemand anders ziet het, tot jij het doorgeeft.";

const page = document.querySelector("[data-plannen]");
const status = page.querySelector("[role=status]");
const place = page.querySelector("[data-stap]");
const own = page.querySelector("[data-lijst]");
const others = page.querySelector("[data-ontvangen]");
const { naam: site, mail, formulier: form, organisatie: keeper } = page.dataset;
const meetings = [...page.querySelectorAll("[data-bijeenkomsten] option")].map(({ value, textContent, dataset }) => ({ id: value, naam: textContent, dag: dataset.dag }));
const titles = {};

const tell = (text) => { status.textContent = text; };
const address = (plan, mode) => `${new URL("mijn-plannen/", ROOT).href}#${behind(plan, mode)}`;
const titleOf = (plan) => plan.voorbeelden ?? plan["deelnemers.1.voorbeeld"];
const text = (plan) => asText(plan, address(plan), titles);
const half = (plan) => plan.soort === "gesprekken" && !plan["deelnemers.2.functie"];

/* The titles of those voorbeelden; each is asked once, and who asks again waits for the same answer. */
const learning = {};
const learn = (ids) => Promise.all(ids.filter(isVoorbeeld).map((id) => { learning[id] ??= title(id); return learning[id]; }));

async function title(id) {
  titles[id] = id;
  try {
    const response = await fetch(new URL(`assets/parade/vergelijk/${id}.json`, ROOT));
    if (response.ok) titles[id] = String((await response.json()).titel);
  } catch { /* its id says enough */ }
}

/* --- steps: one question at a time, large enough for a thumb --- */

function step(question, ...parts) {
  const head = element("h2", { textContent: question, tabIndex: -1 });
  place.replaceChildren(head, ...parts.filter(Boolean), element("p", { className: "plannen__stop" }, button("Stop", () => { done(); tell("Gestopt. Wat al bewaard was, staat hieronder."); })));
  place.hidden = false;
  head.focus();
  place.scrollIntoView({ block: "nearest" });
}

function done() {
  place.hidden = true;
  place.replaceChildren();
  history.replaceState(history.state, "", location.pathname);
}

/* Answers to press, and a line for one's own words. */
function answers(choices, label, most, then, more = {}) {
  const field = element("input", { maxLength: most, autocomplete: "off", ...more });
  const own = element("form", { className: "plannen__eigen" }, element("label", {}, `${label} `, field), element("button", { textContent: "Verder" }));
  own.addEventListener("submit", (event) => {
    event.preventDefault();
    if (field.value.trim()) then(field.value.trim());
    else { tell("Kies een antwoord, of schrijf er zelf een."); field.focus(); }
  });
  return [element("ul", { className: "plannen__keuzes" }, ...choices.map(([shown, value]) => element("li", {}, button(shown, () => then(value))))), own];
}

const about = (plan) => element("p", { className: "plannen__over", textContent: titles[titleOf(plan)] ?? "" });

function askWhat(plan) {
  step("Wat ga je doen?", about(plan), ...answers(WHATS.map((each) => [each, each]), "Of in je eigen woorden:", ROOM.voornemens.wat, (wat) => askWith({ ...plan, wat })));
}

function askWith(plan) {
  step("Met wie?", ...answers(WITH.map((each) => [each, each]), "Of met een ander (een functie, geen naam):", ROOM.voornemens.met_wie, (met_wie) => askWhen({ ...plan, met_wie })));
}

function askWhen(plan) {
  const day = (months, days) => (months ? monthsLater(today(), months) : new Date(Date.parse(`${today()}T12:00Z`) + days * 86400000).toISOString().slice(0, 10));
  step("Wanneer wil je zover zijn?", ...answers(WHEN.map(([shown, months, days]) => [shown, day(months, days)]), "Of op een dag:", 10, (uiterlijk) => {
    const made = { ...plan, uiterlijk };
    keepOwn([made], KEPT);
    sign(made);
  }, { type: "date", min: today() }));
}

const sign = (plan) => askWhoIAm(({ functie, organisatie }) => {
  keepOwn([{ ...plan, "wie.functie": functie, "wie.organisatie": organisatie }], KEPT);
  finished(plan);
});

/* Function and organisation, never a name; kept, so that it is asked once. */
function askWho(known, then, title = "Wie ben je, in je werk?") {
  const functie = element("input", { maxLength: 80, required: true, value: known.functie, autocomplete: "organization-title" });
  const organisatie = element("input", { maxLength: 100, value: known.organisatie, autocomplete: "organization" });
  const asked = element("form", { className: "plannen__eigen" },
    element("p", { textContent: "Schrijf geen naam. Wat je hier invult, blijft op dit apparaat voor een volgende keer." }),
    element("label", {}, "Functie, zoals beleidsmedewerker ", functie), element("label", {}, "Organisatie ", organisatie), element("button", { textContent: "Klaar" }));
  asked.addEventListener("submit", (event) => {
    event.preventDefault();
    const told = { functie: functie.value.trim(), organisatie: organisatie.value.trim() };
    if (!told.functie) { functie.focus(); return; }
    then(told);
  });
  step(title, asked);
}

function askWhoIAm(then) {
  const known = me();
  if (known.functie) then(known);
  else askWho(known, (told) => { if (!keepMe(told)) tell(NOTHING_KEPT); then(told); });
}

function finished(plan) {
  done();
  own.querySelector(`[data-plan="${plan.inzending}"] h3`)?.focus();
}

/* --- two people at a stand --- */

function point(plan) {
  step("Waarom is dit iets voor de ander?", about(plan), ...answers([], "Dit zou jij eens moeten doen, omdat …", 200, (reden) => askWhoIAm((told) => {
    const made = { ...plan, "deelnemers.1.reden": reden, "deelnemers.1.functie": told.functie, "deelnemers.1.organisatie": told.organisatie };
    keepOwn([made], "Bewaard, alleen op dit apparaat.");
    giveOver(made);
  })));
}

function giveOver(plan) {
  step("Laat de ander dit scannen", element("p", { textContent: "Dan staat op de telefoon van de ander wat je zei, en vertelt de ander wat daar anders is." }), code(plan), element("p", {}, button("De ander vult het hier in", () => answer(plan, true))));
}

/* The other tells what differs at theirs. `here` is on the phone of who pointed. */
function answer(plan, here) {
  step("Wat is bij jullie anders?", told(plan), ...answers([["Niets, dat kan zo", "Niets, dat kan zo"], ["Dat weet ik nog niet", ""]], "In je eigen woorden:", ROOM.gesprekken.verschil, (verschil) => {
    const made = ({ functie, organisatie }) => {
      const whole = { ...plan, verschil, "deelnemers.2.functie": functie, "deelnemers.2.organisatie": organisatie };
      keepOwn([whole], "Jullie gesprek staat op dit apparaat. Geef het door, en vertel wat je zelf gaat doen.");
      finished(whole);
    };
    if (here) askWho({ functie: "", organisatie: "" }, made, "Wie is de ander, in het werk?"); else askWhoIAm(made);
  }));
}

/* --- what became of it --- */

function askOutcome(plan) {
  step("Wat werd ervan?", told(plan), ...answers(OUTCOMES.map((each) => [each, each]), "", 0, (uitkomst) => askHow({ ...plan, "uitkomst.status": uitkomst, "uitkomst.datum": today() })).slice(0, 1));
}

function askHow(plan) {
  const keepIt = (toelichting) => { const made = { ...plan, "uitkomst.toelichting": toelichting }; keepOwn([made], "Bewaard, alleen op dit apparaat. Geef het door, dan leert een ander ervan."); finished(made); };
  step("Wat hielp, en wat hield je tegen?", ...answers([["Dit sla ik over", ""]], "In een paar woorden:", ROOM.voornemens["uitkomst.toelichting"], keepIt));
}

/* --- keeping and handing over --- */

function keepOwn(more, said) {
  tell(keepPlans("plannen", withPlans(plans("plannen"), more)) ? said : NOTHING_KEPT);
  draw();
}

const told = (plan) => element("dl", { className: "plannen__regels" }, ...lines(plan, titles).flatMap(([label, said]) => [element("dt", { textContent: label }), element("dd", { textContent: said })]));

function code(plan) {
  return qr(address(plan), `QR-code: ${heading(plan)}`) ?? element("p", { textContent: "Dit is te lang voor een QR-code. Mail het, of bewaar het als bestand." });
}

function mailLink(plan) {
  const subject = encodeURIComponent(`${heading(plan)}: ${titles[titleOf(plan)] ?? site}`);
  const link = `mailto:${mail}?subject=${subject}&body=${encodeURIComponent(text(plan))}`;
  return link.length <= MAIL_LONG ? link : `mailto:${mail}?subject=${subject}&body=${encodeURIComponent(`${address(plan)}\n`)}`;
}

function inCalendar(plan) {
  const said = plan.datum ?? today();
  const link = address(plan, "werd");
  download(`wat-werd-ervan-${plan.inzending}.ics`, calendar(location.host, [{ id: plan.inzending, titel: "Wat werd ervan?", dag: monthsLater(said, ASKED_AFTER), tekst: `Dit ging ik doen: ${plan.wat}\n\nVertel wat ervan werd:\n${link}`, url: link, vraag: true }]), CALENDAR);
  tell("Het bestand voor je agenda is gedownload. Over drie maanden vraagt je agenda wat ervan werd.");
}

function give(plan, shown) {
  const box = element("div", { className: "plannen__qr" });
  const show = () => { box.replaceChildren(box.firstChild ? "" : code(plan)); if (box.querySelector("svg")) tell(`Laat ${keeper || "de organisatie"} deze code scannen. Alles staat in de code zelf.`); };
  const post = form && element("form", { method: "post", action: form, acceptCharset: "utf-8" }, element("input", { type: "hidden", name: "bestand", value: `plan-${plan.inzending}.txt` }), element("input", { type: "hidden", name: "record", value: text(plan) }), element("button", { textContent: "Stuur het in" }));
  shown.append(element("div", { className: "plannen__knoppen" }, post || "", element("a", { className: "knop", href: mailLink(plan), textContent: "Mail het" }), button("Toon QR-code", show),
    plan.soort === "voornemens" ? button("Zet in mijn agenda", () => inCalendar(plan)) : button("Dit ga ik doen", () => begin("ga", titleOf(plan), plan.bijeenkomst)),
    plan.soort === "voornemens" ? button("Wat werd ervan?", () => askOutcome(plan)) : ""), box);
}

function item(plan, name) {
  const head = element("h3", { textContent: half(plan) ? "Wacht op de ander" : heading(plan), tabIndex: -1 });
  const shown = element("li", { data: { plan: plan.inzending } }, head, told(plan));
  if (name === "plannen" && half(plan)) shown.append(element("div", { className: "plannen__knoppen" }, button("Laat de ander scannen", () => giveOver(plan))));
  else if (name === "plannen" && plan.soort === "voornemens" && !plan["wie.functie"]) shown.append(element("div", { className: "plannen__knoppen" }, button("Vertel wie je bent, in je werk", () => sign(plan))));
  else if (name === "plannen") give(plan, shown);
  shown.querySelector(".plannen__knoppen")?.append(takeAway(plan, name));
  if (name !== "plannen") shown.append(element("div", { className: "plannen__knoppen" }, takeAway(plan, name)));
  return shown;
}

const takeAway = (plan, name) => button("Haal weg", () => {
  tell(keepPlans(name, plans(name).filter(({ inzending }) => inzending !== plan.inzending)) ? "Weggehaald van dit apparaat." : NOTHING_KEPT);
  draw();
  page.querySelector("h2:not([hidden] *)")?.focus();
}, { ariaLabel: `Haal weg: ${plan.wat ?? heading(plan)}` });

function save(name) {
  const items = plans(name).filter((plan) => !half(plan) && (plan.soort !== "voornemens" || plan["wie.functie"]));
  download(`plannen-${today()}.txt`, items.map(text).join("\n---\n\n"), "text/plain");
  tell(`${items.length} in een bestand. Wie de site bijhoudt, neemt het over met: parade import.`);
}

/* --- received --- */

function received(plan) {
  const known = plans("ontvangen").some(({ inzending }) => inzending === plan.inzending);
  if (half(plan)) {
    step("Iemand wees je op dit voorbeeld", told(plan), element("p", {}, button("Vertel wat bij jullie anders is", () => answer(plan, false))));
    return;
  }
  step("Iemand gaf je dit", told(plan), element("div", { className: "plannen__knoppen" },
    button("Bewaar bij wat ik ontving", () => { receive([plan]); done(); others.querySelector("h2").focus(); }, { disabled: known }),
    button("Kopieer de tekst", async () => tell(await copied(text(plan)) ? "De tekst is gekopieerd." : "Kopiëren mag hier niet. Bewaar het, en maak er een bestand van."))),
  known ? element("p", { textContent: "Dit heb je al." }) : "");
}

function receive(more) {
  tell(keepPlans("ontvangen", withPlans(plans("ontvangen"), more)) ? `${more.length} bewaard bij wat je ontving, alleen op dit apparaat.` : NOTHING_KEPT);
  draw();
}

function pasted() {
  const field = page.querySelector("[data-plak]");
  const found = plansIn(field.value).filter(({ inzending }) => inzending);
  if (!found.length) { tell("Hier staat geen code van deze site in. Plak het hele adres, van https tot het eind."); field.focus(); return; }
  field.value = "";
  receive(found);
}

/* --- the page --- */

async function draw() {
  const [mine, theirs] = [plans("plannen"), plans("ontvangen")];
  const show = () => {
    own.replaceChildren(...mine.map((plan) => item(plan, "plannen")));
    others.querySelector("ul").replaceChildren(...theirs.map((plan) => item(plan, "ontvangen")));
  };
  page.querySelector("[data-leeg]").hidden = mine.length > 0;
  page.querySelector("[data-doen]").hidden = !mine.length;
  others.querySelector("[data-doen-ontvangen]").hidden = !theirs.length;
  show();
  const unknown = [...mine, ...theirs].map(titleOf).filter((id) => isVoorbeeld(id) && !(id in learning));
  if (unknown.length) { await learn(unknown); draw(); }
}

const todays = () => meetings.find(({ dag }) => dag === today())?.id ?? "";

async function begin(what, id, meeting) {
  await learn([id]);
  const plan = { inzending: newCode(), datum: today(), bijeenkomst: isVoorbeeld(meeting) ? meeting : todays() };
  if (what === "ga") askWhat({ ...plan, soort: "voornemens", voorbeelden: id });
  else point({ ...plan, soort: "gesprekken", "deelnemers.1.voorbeeld": id });
}

async function asked() {
  const handed = handedOver(location.hash);
  if (handed) {
    if (handed.trouble) { tell(handed.trouble); return; }
    await learn([titleOf(handed.plan)]);
    const plan = { inzending: newCode(), ...handed.plan };
    if (handed.mode === "werd") askOutcome(plan); else received(plan);
    return;
  }
  const told = new URLSearchParams(location.hash.slice(1));
  for (const what of ["ga", "wijs"]) if (isVoorbeeld(told.get(what))) { begin(what, told.get(what), told.get("bij")); return; }
}

function wipe() {
  if (!confirm("Wis al je plannen, en wat je ontving, van dit apparaat?")) return;
  for (const name of ["plannen", "ontvangen", "ik"]) forget(name);
  tell("Alles is gewist. Er staat niets meer op dit apparaat.");
  draw();
}

page.querySelector("[data-doen]").append(button("Bewaar mijn plannen als bestand", () => save("plannen")), button("Wis alles van dit apparaat", wipe));
others.querySelector("[data-doen-ontvangen]").append(button("Bewaar wat je ontving als bestand", () => save("ontvangen")), element("a", { className: "knop", href: new URL("muur/", ROOT).href, textContent: "Toon op een groot scherm" }));
page.querySelector("[data-lees]").addEventListener("click", pasted);
addEventListener("hashchange", asked);
for (const name of ["plannen", "ontvangen"]) whenChanged(name, draw);
document.querySelector("[data-zonder-script]").hidden = true;
page.hidden = false;
draw();
asked();
