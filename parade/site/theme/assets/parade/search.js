/* Search of a Parade site, for its pages and for who builds on it:

     import { search } from "./assets/parade/search.js";
     await search("oude buurman komt de deur niet uit", { filters: { thema: ["eenzaamheid"] }, limit: 5 });

   gives [{ id, titel, url, score, past, redenen, fragmenten: [{ veld, tekst, woorden, vanwege }] }], best first, in the
   order of `parade search`. `ask` gives the whole answer: hits with their kern and place, how many fit, facets with
   counts, corrections, words not found. The work is done in a worker; what is typed goes to it and nowhere else, unless
   the settings of the collection name a service to ask. With `here: true` that is never asked. */

const here = new URL("./", import.meta.url);
const waiting = new Map();
const PATIENCE = 8_000; // ms that the service may take
let found;
let started;
let silent = false; // the service did not answer: from then on the files of the site do
let last = 0;

async function places() {
  const response = await fetch(new URL("search.json", here));
  if (!response.ok) throw new Error(`search.json: ${response.status}`);
  return response.json();
}

/* Where the files are, and the service; asked for once, and again when it failed. */
function known() {
  found ??= places().catch((error) => { found = undefined; throw error; });
  return found;
}

async function start() {
  const { folder } = await known();
  const worker = new Worker(new URL(`${folder}/worker.js`, here), { type: "module" });
  worker.onmessage = ({ data: { id, answer, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(answer);
  };
  worker.onerror = (event) => {
    for (const { reject } of waiting.values()) reject(new Error(event.message || "worker"));
    waiting.clear();
    started = undefined;
  };
  return worker;
}

/* Fetch what answers need, before the first question is there. */
export function warm() {
  return ask("").catch(() => undefined);
}

/* Everything there is to tell about a question. */
export async function ask(question, { here: local = false, ...options } = {}) {
  const { endpoint } = await known();
  if (endpoint && !local && !silent) {
    try { return await askService(endpoint, question, options); } catch { silent = true; }
  }
  return askWorker(question, options);
}

/* Sent as a body, which no server writes down; without cookies and without the page that it comes from. */
async function askService(endpoint, question, options) {
  const response = await fetch(`${endpoint}/vraag`, {
    method: "POST", body: JSON.stringify({ question, ...options }), headers: { "Content-Type": "application/json" },
    credentials: "omit", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`${endpoint}: ${response.status}`);
  return response.json();
}

async function askWorker(question, options) {
  started ??= start();
  let worker;
  try { worker = await started; } catch (error) { started = undefined; throw error; }
  return new Promise((resolve, reject) => {
    const id = ++last;
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, question, options });
  });
}

/* The hits of a question, in the shape of `parade search --json`. */
export async function search(question, options = {}) {
  const { hits } = await ask(question, options);
  return hits.map(({ id, titel, url, score, past, redenen, fragmenten }) => ({ id, titel, url, score, past, redenen, fragmenten }));
}
