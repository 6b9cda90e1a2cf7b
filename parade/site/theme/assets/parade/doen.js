/* What one can do with a page: print it, and hand on its address. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* The address of the page, by the device's own way of sharing or else as a copied link. */
const place = document.querySelector("[data-plek=deel]");
if (place && (navigator.share || navigator.clipboard)) {
  const url = location.href.split("#")[0];
  const share = Object.assign(document.createElement("button"), { type: "button", textContent: "Deel" });
  share.addEventListener("click", async () => {
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        share.textContent = "Link gekopieerd";
      }
    } catch { /* thought better of it */ }
  });
  place.setAttribute("aria-live", "polite");
  place.append(share);
}
