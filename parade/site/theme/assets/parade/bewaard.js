/* What a visitor keeps on this device, by name and for this site only; nothing goes anywhere else.
   Every text comes back as it was written, so each reader looks at it again before it trusts it. */

export const ROOT = new URL("../../", import.meta.url);
const key = (name) => `parade:${ROOT.pathname}:${name}`;
export const NOTHING_KEPT = "Deze browser bewaart niets. Sluit je de pagina, dan is het weg. Bewaar het dus als bestand.";

export function kept(name, otherwise) {
  try { return JSON.parse(localStorage.getItem(key(name))) ?? otherwise; } catch { return otherwise; }
}

/* Whether it was kept; a browser may refuse, or be full. */
export function keep(name, value) {
  try {
    localStorage.setItem(key(name), JSON.stringify(value));
    return true;
  } catch { return false; }
}

export function forget(name) {
  try { localStorage.removeItem(key(name)); } catch { /* nothing was kept */ }
}

/* Another tab changed it. */
export function whenChanged(name, then) {
  addEventListener("storage", (event) => { if (event.key === key(name)) then(); });
}

export function element(name, properties = {}, ...children) {
  const { data, ...rest } = properties;
  const made = Object.assign(document.createElement(name), rest);
  Object.assign(made.dataset, data);
  made.append(...children);
  return made;
}

export const button = (textContent, onclick, more = {}) => element("button", { type: "button", textContent, onclick, ...more });

/* A file for the visitor, made here. */
export function download(name, text, type = "application/json") {
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const slug = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}|'/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
export const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join("");
export const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
export const isVoorbeeld = (id) => typeof id === "string" && id.length <= 100 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
