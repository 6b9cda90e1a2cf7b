/* The other parts of a list that stands on several pages: read once, when a visitor wants the whole list. */

let whole;

/* Appends all items of the other parts to the list and takes the links to them away; throws when one cannot be read. */
export function rest() {
  whole ??= read(document.querySelector("[data-vervolg]")).catch((error) => { whole = undefined; throw error; });
  return whole;
}

async function read(links) {
  if (!links) return;
  const numbers = Array.from({ length: Number(links.dataset.vervolg) - 1 }, (_, at) => at + 2);
  const parts = await Promise.all(numbers.map((number) => items(new URL(`${links.dataset.adres}${number}/`, location.href))));
  document.querySelector("[data-keuzes]").parentElement.append(...parts.flat());
  links.remove();
}

async function items(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address.pathname}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const found = [...page.querySelectorAll("[data-keuzes]")];
  for (const link of found.flatMap((item) => [...item.querySelectorAll("a")])) link.href = new URL(link.getAttribute("href"), address);
  return found;
}
