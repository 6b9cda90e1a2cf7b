/* What happens with a form that is filled in: a mail, the organisation's own address, the code host, or a file. A mail
   and a file need no network. */

import { slug, yaml } from "./formulier-regels.js";
import { element } from "./formulier-velden.js";

const MAIL_LONG = 1800; // characters of a link that every mail program takes
const HOST_LONG = 6000; // characters of a link that a code host takes

/* `page` has the record without what is empty, its kind and form, what is known, and for a correction `id` and `was`. */
export function ending(page) {
  const { known } = page;
  const mail = mailLink(page);
  const host = hostLink(page);
  const area = element("textarea", { hidden: true, readOnly: true, rows: 8, ariaLabel: "De tekst om te kopiëren" });
  area.dataset.tekst = "";
  const copy = () => copied(page, area);
  const post = known.formulier && element("form", { method: "post", action: known.formulier, acceptCharset: "utf-8" },
    element("input", { type: "hidden", name: "bestand", value: fileName(page) }), element("input", { type: "hidden", name: "record", value: text(page) }),
    element("button", { textContent: "Stuur het in" }));
  return [
    element("h2", { textContent: "Klaar om te versturen" }),
    element("p", { textContent: known.mail ? `Je mail gaat naar ${known.mail}.` : "Deze site heeft nog geen mailadres. Vul in je mail zelf in naar wie hij gaat: de organisatie van de dag, of wie deze site bijhoudt." }),
    mail.long ? element("p", { textContent: "Je verhaal is te lang voor een maillink. Download eerst het bestand en stuur het mee met de mail." }) : "",
    element("div", { className: "formulier__knoppen" }, post || "",
      element("a", { className: "knop", href: mail.href, textContent: "Mail het" }),
      element("button", { type: "button", textContent: "Download het bestand", onclick: () => download(page) }),
      element("button", { type: "button", textContent: "Kopieer de tekst", onclick: copy }),
      host.href ? element("a", { className: "knop", href: host.href, rel: "noopener", target: "_blank", textContent: "Stel het voor bij de codehost (nieuw venster)", onclick: host.whole ? null : copy }) : ""),
    host.href && !host.whole ? element("p", { textContent: "De codehost krijgt je tekst niet vanzelf. Hij wordt gekopieerd: plak hem daar in het bestand." }) : "",
    area,
    preview(page),
    element("p", { textContent: "Verstuurd? Wis dan wat nog op dit apparaat staat." }),
    element("p", {}, element("button", { type: "button", className: "knop--stil", textContent: "Verstuurd: wis het hier", onclick: page.wipe })),
  ];
}

const fileName = ({ record, kind, id }) => `${id || slug(`${record.titel ?? ""} ${(record.gemeenten ?? [])[0] ?? ""}`) || kind.label}.yml`;
const text = ({ record, kind }) => `${kind.regel}\n${yaml(record)}`;

/* What is new: the whole record, or for a correction the fields that changed. */
function news({ record, kind, was }) {
  if (!was) return record;
  const other = ({ naam }) => record[naam] !== undefined && JSON.stringify(record[naam]) !== JSON.stringify(was[naam]);
  return Object.fromEntries(kind.velden.filter(other).map(({ naam }) => [naam, record[naam]]));
}

function mailLink(page) {
  const { form, kind, known, record, id } = page;
  const told = news(page);
  const about = id ? `Over: ${record.titel}\n${new URL(`../${form.soort}/${id}/`, location.href).href}\n\n` : "";
  const lines = kind.velden.filter(({ naam }) => naam in told).map(({ label, naam }) => `${label}: ${words(told[naam])}`).join("\n");
  const data = JSON.stringify({ soort: form.soort, ...(id ? { wijzigt: id } : {}), ...told });
  const body = `${form.titel}\n\n${about}${lines}\n\n--- record ---\n${data}\n--- einde record ---\n`;
  const link = (content) => `mailto:${known.mail}?subject=${encodeURIComponent(`${form.titel}: ${record.titel ?? ""}`)}&body=${encodeURIComponent(content)}`;
  const without = `${form.titel}\n\n${about}Het bestand ${fileName(page)} stuur ik mee als bijlage.\n`;
  const short = `${form.titel}\n\n${about}--- record ---\n${data}\n--- einde record ---\n`;
  const href = [body, short].map(link).find((each) => each.length <= MAIL_LONG);
  return { href: href ?? link(without), long: !href };
}

function hostLink(page) {
  const { form, known, id } = page;
  if (!known.broncode) return {};
  if (id) return { href: `${known.broncode}${form.soort}/${id}.yml`, whole: false };
  const address = `${known.broncode.replace("/edit/", "/new/")}${form.soort}?filename=${encodeURIComponent(fileName(page))}`;
  const whole = `${address}&value=${encodeURIComponent(text(page))}`;
  return whole.length <= HOST_LONG ? { href: whole, whole: true } : { href: address, whole: false };
}

function download(page) {
  const url = URL.createObjectURL(new Blob([text(page)], { type: "application/yaml" }));
  element("a", { href: url, download: fileName(page) }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  page.say(`Het bestand ${fileName(page)} is gedownload. Je antwoorden staan nog op dit apparaat.`);
}

async function copied(page, area) {
  try { await navigator.clipboard.writeText(text(page)); page.say("De tekst is gekopieerd. Plak hem in je mail of bestand."); } catch {
    area.hidden = false;
    area.value = text(page);
    area.select();
    page.say("Kopiëren lukt hier niet vanzelf. De tekst staat geselecteerd: kopieer hem zelf.");
  }
}

function words(value) {
  if (Array.isArray(value)) return value.map(words).join("; ");
  return typeof value === "object" ? Object.values(value).map(words).join(", ") : value;
}

/* The page as it will look: title, core, facts, and the story in its order. */
function preview({ record, kind, known }) {
  const named = (field, value) => (field.type === "verwijzing" ? known.records[field.doel]?.find(([id]) => id === value)?.[1] ?? value : value);
  const shown = (field, value) => words(Array.isArray(value) ? value.map((each) => named(field, each)) : named(field, value));
  const parts = kind.velden.filter(({ naam }) => record[naam] !== undefined && !["titel", "kern"].includes(naam));
  const facts = parts.filter(({ naam, type }) => !kind.vertelt.includes(naam) && type !== "tekst");
  const story = parts.filter((each) => !facts.includes(each));
  const told = ({ naam }) => (Array.isArray(record[naam])
    ? [element("ul", {}, ...record[naam].map((item) => element("li", { textContent: words(item) })))]
    : words(record[naam]).split(/\n\s*\n/u).map((paragraph) => element("p", { textContent: paragraph })));
  return element("section", { className: "formulier__proef", ariaLabel: "Zo komt het op de pagina" },
    element("p", { className: "plaats", textContent: "Zo komt het op de pagina:" }),
    element("h3", { textContent: record.titel ?? "" }), record.kern ? element("p", { className: "intro", textContent: record.kern }) : "",
    element("dl", { className: "feitenlijst" }, ...facts.map((each) => element("div", {}, element("dt", { textContent: each.label }), element("dd", { textContent: shown(each, record[each.naam]) })))),
    ...story.flatMap((each) => [element("h4", { textContent: each.label }), ...told(each)]));
}
