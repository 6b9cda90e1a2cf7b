/* The site without internet. Each page belongs to one version of the site and gets files of that version only: from
   what is kept here, or from the network when the file there has the hash that the version's list tells.
   Nothing is asked of another host, and what is kept stays on this device. */

const VERSION = "VERSIE";
const SCOPE = new URL(registration.scope).pathname;
const FOLDER = `${SCOPE}assets/parade/offline/`;
const PREFIX = `parade:${SCOPE}:`; // of the caches; other sites on this host have their own
const PAGES = `${PREFIX}paginas`; // which open page belongs to which version
const NETWORK = "netwerk"; // the version of a page of which we know none: all its files come from the network
const MINUTE = 60000;
const UNPACKED = 3; // packs that stay open in memory
const TYPES = { html: "text/html; charset=utf-8", css: "text/css", js: "text/javascript", json: "application/json", geojson: "application/json", svg: "image/svg+xml", woff2: "font/woff2", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp" };

const lists = new Map();
const packs = new Map();
const noted = new Map();
let off = false; // the visitor wants nothing kept

const nameOf = (path) => (path === "" || path.endsWith("/") ? `${path}index.html` : path);
const ask = (url) => fetch(url, { cache: "no-cache", credentials: "same-origin" });
const others = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== PAGES && name !== PREFIX + VERSION).map((name) => name.slice(PREFIX.length));

async function hash(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/* --- what is kept --- */

/* The list of a version that is kept here, as { pakken, bestanden: path → { hash, from, size, pack } }. */
async function listOf(version) {
  if (!lists.has(version)) {
    const answer = await caches.match(`${FOLDER}${version}.json`, { cacheName: PREFIX + version });
    if (!answer) return undefined;
    const { pakken, bestanden } = await answer.json();
    const files = new Map();
    const ends = [];
    for (const [path, sum, size, pack] of bestanden) {
      files.set(path, { sum, size, pack, from: ends[pack] ?? 0 });
      ends[pack] = (ends[pack] ?? 0) + size;
    }
    lists.set(version, { pakken, files });
  }
  return lists.get(version);
}

const unpack = async (bytes) => new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

async function opened(version, name) {
  if (!packs.has(name)) {
    const answer = await caches.match(`${FOLDER}${name}.bin`, { cacheName: PREFIX + version });
    if (!answer) return undefined;
    packs.set(name, unpack(await answer.arrayBuffer()));
    for (const old of [...packs.keys()].slice(0, -UNPACKED)) packs.delete(old);
  }
  return packs.get(name);
}

/* A file of a version, when it is kept. */
async function kept(version, path) {
  const list = await listOf(version);
  const file = list?.files.get(path);
  if (!file) return undefined;
  const visited = await caches.match(SCOPE + path, { cacheName: PREFIX + version });
  if (visited) return visited;
  const pack = await opened(version, list.pakken[file.pack][0]);
  return pack && new Response(pack.slice(file.from, file.from + file.size), { headers: { "Content-Type": TYPES[path.split(".").pop()] ?? "application/octet-stream" } });
}

/* Keep an answer of the network when it is the file of that version; gives what to answer the page, or nothing. */
async function keep(version, path, answer) {
  const bytes = await answer.arrayBuffer();
  const file = (await listOf(version))?.files.get(path);
  if (!file || !(await hash(bytes)).startsWith(file.sum)) return { same: false, answer: new Response(bytes, answer) };
  const same = () => new Response(bytes, { headers: { "Content-Type": answer.headers.get("Content-Type") ?? "" } });
  try { await (await caches.open(PREFIX + version)).put(SCOPE + path, same()); } catch { /* the device is full */ }
  return { same: true, answer: same() };
}

/* Fetch one pack of a version, unless it is here already; its name tells whether it came whole. */
async function fetchPack(version, name) {
  const url = `${FOLDER}${name}.bin`;
  const cache = await caches.open(PREFIX + version);
  if (await cache.match(url)) return;
  let answer = await caches.match(url);
  if (!answer) {
    answer = await fetch(url);
    const bytes = await answer.arrayBuffer();
    if (!answer.ok || !(await hash(await unpack(bytes))).startsWith(name)) throw new Error(`${url}: ${answer.status}`);
    answer = new Response(bytes, { headers: { "Content-Type": "application/octet-stream" } });
  }
  await cache.put(url, answer);
}

/* --- pages and their versions --- */

async function note(id, version) {
  if (!id) return;
  noted.set(id, version);
  const told = new Response(JSON.stringify({ version, since: Date.now() }));
  await (await caches.open(PAGES)).put(SCOPE + id, told);
}

async function versionOf(id) {
  if (!noted.has(id)) {
    const told = await caches.match(SCOPE + id, { cacheName: PAGES });
    noted.set(id, told ? (await told.json()).version : undefined);
  }
  return noted.get(id);
}

/* Let go of the versions that no page uses any more. */
async function tidy() {
  const open = new Set((await clients.matchAll({ includeUncontrolled: true, type: "all" })).map(({ id }) => id));
  const cache = await caches.open(PAGES);
  const used = new Set([VERSION]);
  for (const request of await cache.keys()) {
    const { version, since } = await (await cache.match(request)).json();
    const id = new URL(request.url).pathname.slice(SCOPE.length);
    if (open.has(id) || Date.now() - since < MINUTE) used.add(version);
    else await cache.delete(request);
  }
  for (const version of await others()) if (!used.has(version)) { await caches.delete(PREFIX + version); lists.delete(version); }
}

async function tellNew(id) {
  const page = await clients.get(id);
  page?.postMessage({ nieuw: true });
}

/* --- install: what the version before had, this one has too, or it does not come --- */

async function install() {
  const cache = await caches.open(PREFIX + VERSION);
  const url = `${FOLDER}${VERSION}.json`;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  await cache.put(url, answer);
  const { pakken, files } = await listOf(VERSION);
  await fetchPack(VERSION, pakken[0][0]);
  for (const version of await others()) {
    const old = await listOf(version);
    if (!old) continue;
    const here = await countPacks(version);
    if (here === old.pakken.length) for (const [name] of pakken) await fetchPack(VERSION, name);
    for (const request of await (await caches.open(PREFIX + version)).keys()) {
      const path = decodeURI(new URL(request.url).pathname).slice(SCOPE.length);
      const file = files.get(path);
      if (!file || await kept(VERSION, path)) continue;
      if (old.files.get(path)?.sum === file.sum) await cache.put(request, await kept(version, path));
      else if (!(await keep(VERSION, path, await ask(request.url))).same) throw new Error(`${path}: another version`);
    }
  }
  await skipWaiting();
}

async function countPacks(version) {
  const cache = await caches.open(PREFIX + version);
  const { pakken } = await listOf(version);
  return (await Promise.all(pakken.map(([name]) => cache.match(`${FOLDER}${name}.bin`)))).filter(Boolean).length;
}

async function activate() {
  for (const { id, url } of await clients.matchAll({ includeUncontrolled: true, type: "all" })) {
    const version = await versionOf(id);
    if (!version) await note(id, await versionAt(new URL(url)));
    else if (version !== VERSION && version !== NETWORK) await tellNew(id);
  }
  await tidy();
  await clients.claim();
}

/* The version of a page or worker that was there before we were: that of its file, as the browser fetched it just now. */
async function versionAt(url) {
  try {
    const path = nameOf(decodeURI(url.pathname).slice(SCOPE.length));
    return (await keep(VERSION, path, await fetch(url, { cache: "force-cache" }))).same ? VERSION : NETWORK;
  } catch { return NETWORK; }
}

/* --- answers --- */

async function page({ request, resultingClientId }, path) {
  const here = await kept(VERSION, nameOf(path));
  if (here) {
    await note(resultingClientId, VERSION);
    return here;
  }
  if ((await listOf(VERSION))?.files.has(`${path}/index.html`)) return Response.redirect(`${SCOPE}${encodeURI(path)}/`);
  try {
    const answer = await fetch(request.url, { cache: "no-cache", credentials: "same-origin", redirect: "manual" });
    const told = answer.ok ? await keep(VERSION, nameOf(path), answer) : { same: false, answer };
    await note(resultingClientId, told.same ? VERSION : NETWORK);
    return told.answer;
  } catch {
    return Response.redirect(`${SCOPE}zonder-internet/#${encodeURI(path)}`);
  }
}

async function part({ request, clientId, resultingClientId }, path) {
  const version = await versionOf(clientId) ?? VERSION;
  await note(resultingClientId, version); // a worker belongs to the version of the page that starts it
  if (version === NETWORK) return ask(request);
  const here = await kept(version, path);
  if (here) return here;
  const list = await listOf(version);
  if (list && !list.files.has(path)) return fetch(request);
  const answer = await ask(request.url);
  if (!answer.ok) return answer;
  const told = await keep(version, path, answer);
  if (told.same) return told.answer;
  await tellNew(clientId);
  return Response.error();
}

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (off || request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(SCOPE) || url.pathname.startsWith(FOLDER)) return;
  let path;
  try { path = decodeURI(url.pathname).slice(SCOPE.length); } catch { return; }
  event.respondWith(request.mode === "navigate" ? page(event, path) : part(event, path));
});

/* --- what the page Zonder internet asks; each answer goes through the port that came with the question --- */

const answers = {
  async stand() {
    const { pakken } = await listOf(VERSION);
    const cache = await caches.open(PREFIX + VERSION);
    const here = await Promise.all(pakken.map(([name]) => cache.match(`${FOLDER}${name}.bin`)));
    const visited = (await cache.keys()).map(({ url }) => decodeURI(new URL(url).pathname).slice(SCOPE.length)).filter((path) => path.endsWith(".html"));
    return { versie: VERSION, pakken: pakken.map(([, size], at) => ({ size, here: Boolean(here[at]) })), bekeken: visited };
  },
  async pak({ nummer }) {
    const { pakken } = await listOf(VERSION);
    await fetchPack(VERSION, pakken[nummer][0]);
  },
  async wis() {
    off = true;
    for (const name of await caches.keys()) if (name.startsWith(PREFIX)) await caches.delete(name);
    lists.clear();
    packs.clear();
    noted.clear();
    await registration.unregister();
  },
  tidy,
};

addEventListener("message", (event) => {
  const [port] = event.ports;
  event.waitUntil(answers[event.data.vraag](event.data).then((answer) => port?.postMessage({ answer }), (error) => port?.postMessage({ error: String(error) })));
});
