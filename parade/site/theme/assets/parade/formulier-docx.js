/* A Word document, read in the browser: nothing of it leaves the device. Headings as parade/intake/documents.py reads
   them. What is too large, broken or no Word document is told; nothing in it is run or fetched. */

const MOST = 20_000_000; // bytes of a file, and of each part that is unpacked
const NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const HEADING = /^(?:Heading|Kop|Title|Titel)/iu;
const LIST = /^(?:List|Lijst)/iu;

export class Unreadable extends Error {}

/* The parts of a document: [{ heading, lines }], the first without a heading. `labels` are the names of parts of a group:
   a table with only those above it has an item a row. */
export async function docx(file, labels) {
  if (file.size > MOST) throw new Unreadable("Dit bestand is te groot. Haal de foto's eruit en probeer het opnieuw.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    const entries = directory(bytes);
    const styles = entries.has("word/styles.xml") ? names(xml(await unpacked(bytes, entries.get("word/styles.xml")))) : new Map();
    return blocks(xml(await unpacked(bytes, entries.get("word/document.xml"))), styles, labels);
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable("Dit is niet te lezen als Word-bestand. Sla het op als .docx, of kopieer de tekst en plak hem hier.");
  }
}

/* The files in a zip: name → where it stands and how long it is. */
function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (view.getUint32(end, true) !== 0x06054b50) end -= 1; // before the first byte this throws, as it should
  const found = new Map();
  let at = view.getUint32(end + 16, true);
  for (let number = view.getUint16(end + 10, true); number > 0; number -= 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error("no entry");
    const [length, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
    found.set(name, { method: view.getUint16(at + 10, true), packed: view.getUint32(at + 20, true), start: view.getUint32(at + 42, true) });
    at += 46 + length + extra + comment;
  }
  return found;
}

async function unpacked(bytes, { method, packed, start }) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const content = bytes.subarray(from, from + packed);
  if (method === 0) return new TextDecoder().decode(content);
  if (method !== 8) throw new Error("unknown method");
  const reader = new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST) {
      await reader.cancel();
      throw new Unreadable("Dit bestand is uitgepakt te groot. Kopieer de tekst en plak hem hier.");
    }
    text += decoder.decode(value, { stream: true });
  }
}

/* A document without a DTD has no entities that could grow or fetch. */
function xml(text) {
  if (/<!DOCTYPE/iu.test(text)) throw new Error("a DTD");
  const made = new DOMParser().parseFromString(text, "application/xml");
  if (made.querySelector("parsererror")) throw new Error("no XML");
  return made;
}

const inside = (node, name) => [...node.getElementsByTagNameNS(NS, name)];
const child = (node, name) => [...node.children].find((each) => each.namespaceURI === NS && each.localName === name);
const told = (node) => node?.getAttributeNS(NS, "val") ?? "";

const names = (styles) => new Map(inside(styles, "style").map((style) => [style.getAttributeNS(NS, "styleId"), told(child(style, "name"))]));

function blocks(document, styles, labels) {
  const found = [{ heading: "", lines: [] }];
  const body = inside(document, "body")[0];
  const walk = (node) => {
    for (const block of node.children) {
      if (block.localName === "p") paragraph(block, styles, found);
      else if (block.localName === "tbl") table(block, labels, found);
      else if (["sdt", "sdtContent", "ins", "smartTag", "customXml"].includes(block.localName)) walk(block);
    }
  };
  walk(body);
  return found;
}

function paragraph(block, styles, found) {
  const text = words(block);
  const settings = child(block, "pPr");
  const id = told(settings && child(settings, "pStyle"));
  const style = styles.get(id) ?? id;
  if (text.trim() && (HEADING.test(style) || bold(block, text))) { found.push({ heading: text.trim(), lines: [] }); return; }
  const item = text.trim() && (LIST.test(style) || (settings && child(settings, "numPr")));
  found.at(-1).lines.push(...(item ? `- ${text}` : text).split("\n"));
}

function words(block) {
  return [...block.getElementsByTagNameNS(NS, "*")].map((node) => {
    if (node.localName === "t") return node.textContent.replace(/\u00a0/gu, " ");
    return { br: "\n", cr: "\n", tab: node.parentNode.localName === "r" ? "\t" : "" }[node.localName] ?? "";
  }).join("");
}

/* Whether a short paragraph is all bold: a heading to who wrote it. */
function bold(block, text) {
  const runs = inside(block, "r").filter((run) => inside(run, "t").some((each) => each.textContent.trim()));
  return text.length <= 120 && runs.length > 0 && runs.every((run) => {
    const settings = child(run, "rPr");
    const own = settings && child(settings, "b");
    return own && !["0", "false", "off"].includes(told(own));
  });
}

/* A table of two columns is questions with their answers; another one is items, with the first row as their names. */
function table(block, labels, found) {
  const rows = inside(block, "tr").map((row) => [...row.children].filter(({ localName }) => localName === "tc")
    .map((cell) => inside(cell, "p").map(words).join("\n").trim()));
  const [head = [], ...items] = rows;
  if (head.length === 2 && !head.every((name) => labels.has(name))) {
    for (const [heading, text = ""] of rows) if (heading) found.push({ heading, lines: text.split("\n") });
  } else for (const cells of items) found.at(-1).lines.push(...cells.map((cell, at) => (cell ? `${head[at] ?? ""}: ${cell}` : "")).filter(Boolean), "");
}
