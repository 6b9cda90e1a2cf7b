/* "Mijn gemeente": chosen once on the page of municipalities, kept on this device only, as its code.
   Where one was chosen, lists of voorbeelden put places like it first and say why. Nothing is loaded otherwise. */

const ROOT = new URL("../../", import.meta.url);
const KEY = "parade-gemeente";

function stored() {
  try {
    const code = localStorage.getItem(KEY) ?? "";
    return /^gm\d{4}$/.test(code) ? code : "";
  } catch { return ""; } // a browser that keeps nothing
}

function store(code) {
  try {
    if (code) localStorage.setItem(KEY, code); else localStorage.removeItem(KEY);
    return true;
  } catch { return false; }
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/* --- choosing, on the page of municipalities --- */

function offer(form) {
  const select = form.querySelector("select");
  const clear = form.querySelector("button[type=button]");
  const status = form.querySelector("[role=status]");
  const show = () => {
    const code = stored();
    select.value = code;
    clear.hidden = !code;
    return code ? `Uw gemeente is ${select.selectedOptions[0]?.textContent ?? "onbekend"}. Dat staat alleen op dit apparaat.` : "";
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const kept = store(select.value);
    status.textContent = !kept ? "Deze browser bewaart niets. Uw keuze is niet vastgelegd." : show() || "Er is geen gemeente gekozen.";
  });
  clear.addEventListener("click", () => {
    store("");
    show();
    status.textContent = "Uw keuze is gewist. Er staat niets meer op dit apparaat.";
    select.focus();
  });
  form.hidden = false;
  status.textContent = show();
}

/* --- places like it first, in lists of voorbeelden --- */

function arrange(list, alike) {
  const found = [...list.children].map((item) => {
    const codes = (item.dataset.gemeenten ?? "").split(" ");
    return { item, code: codes.filter((code) => Object.hasOwn(alike, code))[0] };
  });
  const first = found.filter(({ code }) => code);
  for (const { item, code } of first) {
    item.append(element("p", { className: "lijkt", textContent: `Lijkt op uw gemeente: ${alike[code]}.` }));
  }
  if (first.length) list.prepend(...first.map(({ item }) => item));
  return first.length;
}

async function bring(code) {
  const lists = new Set([...document.querySelectorAll("article li[data-gemeenten]")].map((item) => item.parentElement));
  if (!lists.size) return;
  const response = await fetch(new URL(`assets/parade/gemeente/${code}.json`, ROOT));
  if (!response.ok) return;
  const { naam, lijkt } = await response.json();
  const changed = [...lists].filter((list) => arrange(list, lijkt));
  if (!changed.length) return;
  const said = element("p", { className: "lijkt" }, `Gemeenten die lijken op ${naam} staan in elke lijst vooraan. `,
    element("a", { href: new URL("gemeenten/#mijn-gemeente", ROOT).href, textContent: "Wijzig of wis uw gemeente" }));
  changed[0].before(said);
}

const form = document.querySelector("[data-mijn-gemeente]");
if (form) offer(form);
// The pages of municipalities compare places already.
else if (stored() && !location.pathname.startsWith(new URL("gemeenten/", ROOT).pathname)) bring(stored()).catch(() => {});
