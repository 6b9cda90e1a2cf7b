/* Handing something over: by the device's own way of sharing, as a link, or as a QR code on the screen. */

import { button, element } from "./bewaard.js";
import { qr } from "./qr.js";

export async function copied(text, html) {
  try {
    if (html && globalThis.ClipboardItem) {
      const as = (type, content) => new Blob([content], { type });
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": as("text/plain", text), "text/html": as("text/html", html) })]);
    } else await navigator.clipboard.writeText(text);
    return true;
  } catch { return false; }
}

/* Buttons to share an address, and the place where its QR code comes; `tell` says what happened. */
export function sharing(address, title, tell) {
  const place = element("div", { className: "qr__plek" });
  const share = async () => {
    if (navigator.share) {
      try { await navigator.share({ title, url: address() }); } catch { /* thought better of it */ }
    } else tell(await copied(address()) ? "De link is gekopieerd." : "Kopiëren mag hier niet. Gebruik de QR-code.");
  };
  const show = () => {
    const code = qr(address(), `QR-code: ${title}`);
    place.replaceChildren(code ?? element("p", { textContent: "Dit is te lang voor een QR-code. Deel de link of het bestand." }));
    tell(code ? "Laat iemand deze code scannen met de camera van een telefoon." : "Te lang voor een QR-code.");
  };
  return { buttons: [button("Deel de link", share), button("Toon QR-code", show)], place };
}
