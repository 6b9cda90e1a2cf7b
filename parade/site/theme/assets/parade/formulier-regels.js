/* The rules of `parade check` for the forms. What each field must be and what is said about it comes from
   vragen.json, which is asked from the check itself; a test puts the same bad inputs through both. */

const cache = new Map();

/* A pattern of vragen.json, made once. */
function pattern(text, flags = "u") {
  const key = flags + text;
  if (!cache.has(key)) cache.set(key, new RegExp(text, flags));
  return cache.get(key);
}

/* Lower case without accents, hyphens or apostrophes, as `fold` in parade/dutch/words.py. */
export function fold(text) {
  const letters = { "ĳ": "ij", "ÿ": "ij", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d" };
  const plain = text.toLowerCase().replace(/[ĳÿßæœøłđ]/gu, (letter) => letters[letter]);
  return plain.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’‘`-]/gu, "");
}

function short(text) {
  const line = [...text.split(/\s+/u).filter(Boolean).join(" ")];
  return line.length <= 60 ? line.join("") : `${line.slice(0, 59).join("")}…`;
}

const fill = (message, value) => (message ?? "").replace("{0}", () => value);

/* What is wrong with a record, in the order of its fields: [{ way, level, message }], `way` with dots, items from 1. */
export function check(fields, record, known) {
  const found = [];
  group(fields, record, [], known, found);
  period(record, found);
  return found;
}

function group(fields, data, way, known, found) {
  for (const field of fields) {
    const here = [...way, field.naam];
    const value = data[field.naam];
    if (value === undefined) {
      if (field.verplicht && !(field.anders && data[field.anders] !== undefined)) tell(found, here, "fout", field.meldingen?.ontbreekt);
      continue;
    }
    if (field.lijst) count(field, value, here, found);
    (field.lijst ? value : [value]).forEach((item, number) => {
      const spot = field.lijst ? [...here, number + 1] : here;
      if (field.velden) group(field.velden, item, spot, known, found);
      else text(field, item, spot, known, found);
    });
  }
}

function tell(found, way, level, message) {
  found.push({ way: way.join("."), level, message: message ?? "" });
}

function count(field, items, way, found) {
  if (items.length > field.hooguit) tell(found, way, "fout", fill(field.meldingen?.teveel, String(items.length)));
  if (items.length < (field.minstens ?? 0)) tell(found, way, "tip", `Er staan er ${items.length}; minstens ${field.minstens} is beter. ${field.hulp ?? ""}`.trim());
  const seen = new Map();
  items.forEach((item, number) => {
    if (typeof item !== "string") return;
    const key = fold(item);
    if (seen.has(key)) tell(found, [...way, number + 1], "fout", fill(field.meldingen?.dubbel, short(item)));
    seen.set(key, number);
  });
}

function text(field, value, way, known, found) {
  const said = field.meldingen ?? {};
  const fout = (message, shown = short(value)) => tell(found, way, "fout", fill(message, shown));
  const length = [...value].length;
  if (length > field.tekens && field.type !== "datum") fout(said.lang, String(length));
  if (field.keuzes && !field.keuzes.includes(value)) fout(said.keuze);
  if (field.type === "begrip" && !(known.begrippen[field.doel] ?? []).some(([name]) => name === value)) fout(said.begrip);
  if (field.type === "verwijzing" && !(known.records[field.doel] ?? []).some(([id]) => id === value)) fout(said.verwijzing);
  if (field.type === "datum") day(field, value, known, fout, said);
  if (field.type === "webadres") address(value, way, known, fout, said, found);
  if (field.type === "bestand" && !pattern(`^(?:${known.regels.beeld})$`).test(value)) fout(said.bestand);
  if (field.type === "gemeente" && known.plaatsen && known.plaatsen[placeKey(value)]?.length !== 1) {
    fout('"{0}" is geen Nederlandse gemeente. Kies een naam uit de lijst.');
  }
  if (field.type !== "webadres") personal(value, way, known.regels, found);
}

/* Year, month and day of a date that exists; null for any other text. */
function dayParts(value) {
  const parts = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?$/u.exec(value);
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2] ?? 1), Number(parts[3] ?? 1)];
  const last = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  return year < 1 || month < 1 || month > 12 || date < 1 || date > last ? null : parts;
}

function day(field, value, known, fout, said) {
  const parts = dayParts(value);
  if (!parts || Number(parts[1]) < known.regels.oudste) {
    const now = pattern(`^(?:${known.regels.nu})$`, "iu").test(value);
    fout(now ? said.datum?.replace("is geen datum. ", `is geen datum. ${known.regels.loopt}`) : said.datum);
    return;
  }
  const first = `${parts[1]}-${parts[2] ?? "01"}-${parts[3] ?? "01"}`;
  if (field.voorbij && first > known.vandaag) fout(said.toekomst, value);
}

function address(value, way, known, fout, said, found) {
  const parts = /^(https?):\/\/([^/?#]*)/iu.exec(value);
  const [user, host] = parts ? [parts[2].includes("@"), parts[2].replace(/:[0-9]*$/u, "").toLowerCase()] : [true, ""];
  if (user || !pattern(`^(?:${known.regels.host})$`).test(host) || /[\s<>"'`\\]/u.test(value)) fout(said.webadres);
  else if (parts[1].toLowerCase() === "http") {
    tell(found, way, "tip", "Dit adres begint met http://. Werkt https:// ook? Gebruik dan dat.");
  }
  const mail = said.webadres && !user ? pattern(known.regels.mail_in_adres).exec(decoded(value)) : null;
  if (mail) {
    const [without] = value.split(/[?#]/u);
    const cure = without === value || pattern(known.regels.mail_in_adres).test(decoded(without)) ? "Haal dat weg." : `Schrijf: ${without}`;
    tell(found, way, "fout", `In dit adres staat een e-mailadres ("${short(mail[0])}"). ${cure}`);
  }
}

/* An address without its codes, however often they were coded. */
function decoded(value) {
  let plain = value;
  for (let round = 0; round < 3; round += 1) {
    try { plain = decodeURIComponent(plain); } catch { return plain; }
  }
  return plain;
}

function personal(value, way, rules, found) {
  const role = "Haal het weg; noem een functie en een organisatie.";
  for (const mail of [pattern(rules.email).exec(value), pattern(rules.gespeld, "iu").exec(value)]) {
    if (mail) tell(found, way, "fout", `"${short(mail[0])}" is een e-mailadres. ${role}`);
  }
  const number = phone(value, rules);
  if (number) tell(found, way, "fout", `"${number}" lijkt een telefoonnummer. ${role}`);
  for (const [number] of value.matchAll(pattern(rules.bsn, "gu"))) {
    if (elevenTest(number.replace(/\D/gu, ""))) tell(found, way, "fout", `"${number}" lijkt een burgerservicenummer. Haal het weg.`);
  }
  for (const [number] of value.matchAll(pattern(rules.iban, "gu"))) {
    if (isIban(number)) tell(found, way, "fout", `"${number}" is een rekeningnummer (IBAN). Haal het weg.`);
  }
  const markup = pattern(rules.opmaak, "iu").exec(value);
  if (markup) tell(found, way, "fout", `"${short(markup[0])}" is opmaak of code. Schrijf gewone tekst; de pagina krijgt vanzelf opmaak.`);
}

/* The first Dutch phone number in a text, however written, as `phone` in parade/check/privacy.py. */
function phone(value, rules) {
  const usual = pattern(rules.telefoon).exec(value);
  if (usual) return usual[0].trim();
  for (const other of rules.telefoons) {
    for (const [found] of value.matchAll(pattern(other, "gu"))) {
      const national = found.replace(/[oO]/gu, "0").replace(/\D/gu, "").replace(/^(?:00)?31/u, "0");
      if (national.length === 10 && national[1] !== "0") return found.trim();
    }
  }
  return "";
}

/* An account number: its figures, letters as 10 to 35, leave 1 when divided by 97. */
function isIban(text) {
  const plain = text.replace(/\s/gu, "").toUpperCase();
  if (plain.length < 15 || plain.length > 34 || (plain.startsWith("NL") && plain.length !== 18)) return false;
  const figures = [...plain.slice(4), ...plain.slice(0, 4)].map((sign) => parseInt(sign, 36)).join("");
  return [...figures].reduce((rest, figure) => (rest * 10 + Number(figure)) % 97, 0) === 1;
}

/* Nine digits are a citizen service number when 9a + 8b + … + 2h − i is a multiple of 11. */
function elevenTest(number) {
  const digits = [...number].map(Number);
  const sum = digits.slice(0, 8).reduce((total, digit, at) => total + (9 - at) * digit, -digits[8]);
  return digits.some(Boolean) && sum % 11 === 0;
}

function period({ periode = {} }, found) {
  const { van = "", tot = "" } = periode;
  if (dayParts(van) && dayParts(tot) && van.slice(0, tot.length) > tot.slice(0, van.length)) {
    tell(found, ["periode", "tot"], "fout", `Het eind (${tot}) ligt vóór het begin (${van}). Draai ze om.`);
  }
}

/* A name of a place as plaatsen.json has it. */
export function placeKey(name) {
  const plain = name.replace(/\ba[./]?\s?d[./]?\s(?=\S)/iu, "aan den ").replace(/\bst\.?\s/iu, "sint ");
  return fold(plain).replace(/[\s.,/]+/gu, "");
}

/* --- writing --- */

/* A name as part of an address: lower case ASCII, digits and hyphens. */
export function slug(text) {
  const plain = fold(text.replace(/-/gu, " ")).replace(/[^a-z0-9]+/gu, "-");
  return plain.replace(/^-+|-+$/gu, "").slice(0, 90).replace(/-+$/u, "");
}

/* The record as YAML: every text between double quotes, or as a block where it has lines, so that text stays text. */
export function yaml(data, indent = "") {
  let made = "";
  for (const [name, value] of Object.entries(data)) {
    if (Array.isArray(value)) {
      made += `${indent}${name}:\n`;
      for (const item of value) {
        if (typeof item === "string") made += `${indent}  - ${scalar(item, `${indent}    `)}\n`;
        else made += `${indent}  - ${yaml(item, `${indent}    `).slice(indent.length + 4)}`;
      }
    } else if (typeof value === "object") made += `${indent}${name}:\n${yaml(value, `${indent}  `)}`;
    else made += `${indent}${name}: ${scalar(value, `${indent}  `)}\n`;
  }
  return made;
}

function scalar(text, indent) {
  if (!text.includes("\n")) return JSON.stringify(text);
  return `|-\n${text.split("\n").map((line) => (line.trim() ? indent + line.trimEnd() : "")).join("\n")}`;
}
