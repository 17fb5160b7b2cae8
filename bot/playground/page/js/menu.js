// Menus: a short list of things to do, beside the button that opened it.

import { button, fill } from "./dom.js";

const place = () => document.getElementById("menu");
let opener = null;

/** Open a menu at a button; items are {label, press, note}. */
export function openMenu(anchor, items) {
  const menu = place();
  if (opener === anchor && !menu.hidden) return closeMenu();
  opener = anchor;
  fill(menu, items.map((item) => button(item.label, () => choose(item), { role: "menuitem", title: item.note ?? null })));
  menu.hidden = false;
  // An open dialog lies above everything else: the menu must lie in it to be seen.
  (anchor.closest("dialog") ?? document.body).append(menu);
  const box = anchor.getBoundingClientRect();
  menu.style.top = `${Math.max(8, Math.min(box.bottom + 4, innerHeight - menu.offsetHeight - 8))}px`;
  menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  menu.firstChild?.focus();
}

/** Close the menu and give the focus back. */
export function closeMenu() {
  if (place().hidden) return;
  place().hidden = true;
  opener?.focus();
  opener = null;
}

function choose(item) {
  closeMenu();
  item.press();
}

document.addEventListener("click", (event) => {
  if (!place().contains(event.target) && !opener?.contains(event.target)) closeMenu();
});

document.addEventListener("keydown", (event) => {
  if (place().hidden) return;
  const items = [...place().children];
  const at = items.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape") closeMenu();
  else if (step) items[(at + step + items.length) % items.length]?.focus();
  else return;
  event.preventDefault();
});
