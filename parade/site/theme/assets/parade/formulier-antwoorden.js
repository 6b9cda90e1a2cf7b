/* A text that is there already → answers to the questions of a form, by the same rules as `parade import`
   (parade/intake/headings.py and values.py). What finds no place is given back, so that nothing is lost. */

import { fold, placeKey } from "./formulier-regels.js";

const NEAR_HEADING = 82; // of 100, as in headings.py
const NEAR_VALUE = 84; // of 100, as in values.py
const MONTHS = ["jan", "feb", "(?:maa|ma|m)rt", "apr", "mei", "jun", "jul", "aug", "sep", "(?:okt|oct)", "nov", "dec"];
const BULLET = /^\s*[-•*–·▪]\s+/u;

/* --- headings --- */

/* A heading as it is compared, like `plain` in headings.py. */
export function plain(heading) {
  const text = heading.replace(/\([^)]*\)|\[[^\]]*\]/gu, " ").replace(/^\s*(?:vraag\s*)?\d+\s*[.):]\s*/iu, "");
  return fold(text.replace(/[*?!…:]+/gu, " ").replace(/_/gu, " ")).split(/\s+/u).filter(Boolean).join(" ");
}

/* How alike two texts are, of 100: twice what they have in common in that order, by their length. */
function alike(one, two) {
  let row = new Array(two.length + 1).fill(0);
  for (const letter of one) {
    const next = [0];
    for (let at = 0; at < two.length; at += 1) next.push(letter === two[at] ? row[at] + 1 : Math.max(row[at + 1], next[at]));
    row = next;
  }
  return (200 * row[two.length]) / (one.length + two.length || 1);
}

const sorted = (text) => text.split(" ").sort().join(" ");

/* Where a heading leads: names of a field and its parts; "" for what is about a person; undefined for no question. */
export function way(heading, kind, known) {
  const text = plain(heading);
  const own = Object.hasOwn(kind.koppen, text) ? kind.koppen[text] : undefined;
  if (own) return own.split(".");
  const numbered = /^(.+?) \d{1,2}(?: (.+))?$/u.exec(text);
  const base = numbered ? [numbered[1], numbered[2]].filter(Boolean).join(" ") : "";
  if (Object.hasOwn(kind.koppen, base)) return kind.koppen[base].split(".");
  if (known.personen.includes(text)) return "";
  if (text.length < 4 || text.length > 120) return undefined;
  const scores = Object.keys(kind.koppen).map((name) => [alike(sorted(text), sorted(name)), name]);
  const [score, name] = scores.reduce((best, each) => (each[0] > best[0] ? each : best), [0, ""]);
  return score >= NEAR_HEADING ? kind.koppen[name].split(".") : undefined;
}

/* A text as parts: [{ heading, lines }], the first without a heading. A line is a heading when it is marked so, or when
   it asks one of our questions: `Titel: …`, `Wat doen jullie?`. Marks of a quoted mail are taken off. */
export function parts(text, kind, known) {
  const found = [{ heading: "", lines: [] }];
  for (const raw of text.replace(/\r\n?/gu, "\n").split("\n")) {
    const line = raw.replace(/^(?:>\s?)+/u, "");
    const marked = /^\s*#{1,6}\s+(.*?)\s*#*\s*$/u.exec(line);
    const label = /^\s*(?:\*\*|__)?([^:*_\n]{2,120}?)(?:\*\*|__)?\s*(?:[:?](?:\*\*|__)?\s*(.*))?$/u.exec(line);
    const asks = label && (/[:?]/u.test(line) || /^\s*(?:\*\*|__)?\p{Lu}/u.test(line)) && way(label[1], kind, known) !== undefined;
    if (marked) found.push({ heading: marked[1].replace(/^[*_ ]+|[*_ ]+$/gu, ""), lines: [] });
    else if (asks) found.push({ heading: label[1].trim(), lines: label[2] ? [label[2]] : [] });
    else found.at(-1).lines.push(line);
  }
  return found;
}

/* --- values --- */

const near = (text, names) => {
  const folded = fold(text.split(/\s+/u).join(" "));
  const same = names.find((name) => fold(name) === folded);
  if (same !== undefined) return same;
  const scores = names.map((name) => [alike(folded, fold(name)), name]).filter(([score]) => score >= NEAR_VALUE).sort((one, two) => two[0] - one[0]);
  return scores.length && scores[0][0] !== scores[1]?.[0] ? scores[0][1] : "";
};

/* A date as people write it → 2019, 2019-02 or 2019-02-14, as read_date in dates.py; "" for anything else. */
export function readDate(typed) {
  const text = typed.trim().toLowerCase().replace(/[ t,]+\d{1,2}:\d{2}.*$/u, "").replace(/^(?:sinds|vanaf|van|in|op|tot|t\/m|tot en met|ma|di|wo|do|vr|za|zo|[a-z]+dag)\b[ .,]*/u, "").trim();
  if (/^\d{4}$/u.test(text)) return text;
  const joined = (year, month, day) => (month < 1 || month > 12 ? "" : `${year}-${String(month).padStart(2, "0")}${day ? `-${String(Number(day)).padStart(2, "0")}` : ""}`);
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/u.exec(text);
  if (iso) return joined(iso[1], Number(iso[2]), iso[3]);
  const dutch = /^(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})$/u.exec(text);
  if (dutch) return joined(dutch[3], Number(dutch[2]), dutch[1]);
  const words = /^(?:(\d{1,2})\s+)?([a-z]+)\.?\s+(\d{4})$/u.exec(text);
  return words ? joined(words[3], MONTHS.findIndex((start) => new RegExp(`^${start}[a-z]*$`, "u").test(words[2])) + 1, words[1]) : "";
}

/* One text as its field has it; "" when the field cannot hold it. */
function value(field, typed, known) {
  const text = (field.type === "tekst" ? typed : typed.split("\n").join(" ")).trim();
  if (!text) return "";
  if (field.keuzes) return near(text, field.keuzes);
  if (field.type === "begrip") {
    const terms = known.begrippen[field.doel] ?? [];
    return terms.find(([name, others]) => [name, ...others].some((each) => fold(each) === fold(text)))?.[0] ?? near(text, terms.map(([name]) => name));
  }
  if (field.type === "verwijzing") {
    const records = known.records[field.doel] ?? [];
    const last = text.replace(/[?#].*$/u, "").replace(/\/+$/u, "").split("/").at(-1).replace(/\.yml$/u, "");
    return (records.find(([id]) => id === last) ?? records.find(([, title]) => title === near(text, records.map((each) => each[1]))))?.[0] ?? "";
  }
  if (field.type === "gemeente") {
    const places = known.plaatsen?.[placeKey(text.replace(/^gemeente\s+/iu, ""))] ?? [];
    return places.length === 1 ? places[0] : "";
  }
  if (field.type === "datum") return readDate(text) || text;
  if (field.type === "webadres" && !/^[a-z]+:/iu.test(text) && /^[\w-]+(?:\.[\w-]+)+(?:\/|$)/u.test(text)) return `https://${text}`;
  return text;
}

/* The items of a list told in one text, as `split` in values.py. */
export function split(field, typed, known) {
  const text = typed.replace(/^\n+|\n+$/gu, "");
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (BULLET.test(lines[0] ?? "")) {
    const items = [];
    for (const line of text.split("\n")) {
      if (BULLET.test(line) || !items.length) items.push(line.replace(BULLET, "").trim());
      else items.push(`${items.pop()}\n${line.trim()}`.trim());
    }
    return items.filter(Boolean);
  }
  const items = lines.length === 1 && field.type !== "tekst" ? lines[0].split(";").map((item) => item.trim()).filter(Boolean) : lines;
  if (!["begrip", "gemeente", "verwijzing"].includes(field.type)) return items;
  return items.flatMap((item) => (value(field, item, known) || item.includes("://") ? [item] : item.split(/,|\/|\ben\b/u).map((part) => part.trim()).filter(Boolean)));
}

/* The items of a group told in one text: `Titel: …` on each line, or a line an item, its address apart. */
function items(group, text, known, left) {
  const labels = new Map(group.velden.flatMap((part) => [[fold(part.label), part], [part.naam, part]]));
  const told = [];
  let last;
  let begin = true;
  for (const line of text.split("\n")) {
    if (!line.trim()) { begin = true; continue; }
    const named = /^\s*(?:[-•*]\s+)?([^:]{2,40}):\s*(.*)$/u.exec(line);
    const part = named && labels.get(fold(named[1].trim()));
    if (part) {
      if (!told.length || part.naam in told.at(-1)) told.push({});
      told.at(-1)[part.naam] = named[2];
      last = part;
    } else if (last && told.length && !begin && !BULLET.test(line)) told.at(-1)[last.naam] += `\n${line.trim()}`;
    else {
      told.push(loose(group.velden, line));
      last = group.velden.find((each) => each.naam in told.at(-1) && each.type === "tekst");
    }
    begin = false;
  }
  return told.map((item) => Object.fromEntries(group.velden.filter(({ naam }) => item[naam]?.trim())
    .map((part) => [part.naam, answer(part, item[part.naam], known, left)]).filter(([, made]) => made?.length)));
}

function loose(fields, told) {
  const line = told.replace(BULLET, "").trim();
  const address = fields.find(({ type }) => type === "webadres");
  const found = address && /(?:https?:\/\/|www\.)[^\s<>"'|]+/u.exec(line)?.[0];
  if (!found) return { [fields[0].naam]: line };
  const rest = line.replace(found, " ").replace(/[\s(|–—:,;-]+$|^[\s)|–—:,;-]+/gu, "").trim();
  return { ...(rest ? { [fields[0].naam]: rest } : {}), [address.naam]: found.replace(/[.,;)]+$/u, "") };
}

/* A group that occurs once, told in one text: a line for each part, two dates, or the part that fits best. */
function whole(group, text, known, left) {
  const labelled = text.split("\n").some((line) => group.velden.some((part) => line.includes(":") && [fold(part.label), part.naam].includes(fold(line.split(":")[0].replace(/[-•*]/gu, "").trim()))));
  if (labelled) return items(group, text, known, left)[0] ?? {};
  if (group.velden.length === 2 && group.velden.every(({ type }) => type === "datum")) {
    const dates = text.trim().split(/\s+(?:tot en met|tot|t\/m|-|–)\s+|(?<=\d{4})\s*[-–]\s*(?=\d{4})/u);
    return Object.fromEntries(group.velden.slice(0, dates.length).map((part, at) => [part.naam, answer(part, dates[at], known, left)]));
  }
  const best = group.velden.find((part) => part.keuzes?.some((choice) => fold(choice) === fold(text.trim()))) ?? group.velden.find(({ type }) => type === "tekst") ?? group.velden[0];
  return { [best.naam]: answer(best, text, known, left) };
}

/* The value that a text gives a field; what it cannot hold goes to `left`. */
function answer(field, text, known, left) {
  if (field.velden) return field.lijst ? items(field, text, known, left) : whole(field, text, known, left);
  const told = (field.lijst ? split(field, text, known) : [text]).map((item) => [item, value(field, item, known)]);
  left.push(...told.filter(([item, made]) => item.trim() && !made).map(([item]) => `${field.label}: ${item}`));
  const made = [...new Set(told.map(([, each]) => each).filter(Boolean))];
  return field.lijst ? made : made[0];
}

/* --- placing --- */

const empty = (told) => told === undefined || told === "" || (typeof told === "object" && Object.values(told).every(empty));

/* Put parts into a record, beside what stands there; gives how many questions got an answer, and the rest as text. */
export function place(found, record, kind, known) {
  const rest = [];
  const placed = new Set();
  const help = new Set(kind.uitleg);
  for (const { heading, lines } of found) {
    const names = heading ? way(heading, kind, known) : undefined;
    const text = lines.filter((line) => !help.has(line.trim())).join("\n").trim();
    if (!text || names === "") continue;
    if (!names) rest.push(heading ? `# ${heading}\n${text}` : text);
    else if (put(names, text, record, kind, known, rest)) placed.add(names[0]);
  }
  return { placed: placed.size, rest: rest.join("\n\n") };
}

/* Put one answer at its way; a second answer to the same question is added where that can be. */
export function put(names, text, record, kind, known, rest) {
  let fields = kind.velden;
  let data = record;
  let field;
  for (const [at, name] of names.entries()) {
    field = fields.find((each) => each.naam === name);
    if (at === names.length - 1) break;
    fields = field.velden;
    data = field.lijst ? within(data, name, names[at + 1]) : (data[name] ??= {});
  }
  const made = answer(field, text, known, rest);
  if (empty(made)) return false;
  const own = data[field.naam];
  if (empty(own)) data[field.naam] = made;
  else if (field.lijst && field.velden) data[field.naam] = [...own.filter((item) => !empty(item)), ...made];
  else if (field.lijst) data[field.naam] = [...new Set([...own, ...made])];
  else if (field.velden) data[field.naam] = { ...made, ...own };
  else if (field.type === "tekst" && own !== made) data[field.naam] = `${own}\n\n${made}`;
  else if (own !== made) { rest.push(`${field.label}: ${made}`); return false; }
  return true;
}

/* The item of a list in which a part is still to be told: the last one, or a new one. */
function within(data, name, part) {
  data[name] ??= [];
  if (!data[name].length || !empty(data[name].at(-1)[part])) data[name].push({});
  return data[name].at(-1);
}
