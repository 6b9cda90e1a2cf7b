/* The menu closes by Escape, and when the visitor goes on elsewhere. */

const menu = document.querySelector("[data-menu]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
for (const name of ["click", "focusin"]) {
  document.addEventListener(name, (event) => { if (!menu.contains(event.target)) menu.open = false; });
}
