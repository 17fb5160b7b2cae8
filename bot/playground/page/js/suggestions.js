// Suggestions above the composer: commands after a slash, people after an at sign.

import { el, fill, freshId } from "./dom.js";
import { state } from "./store.js";

/** Offer completions for a field; `inThread` says whether commands work where it stands. */
export function suggestions(field, inThread) {
  const id = freshId("offers");
  const node = el("div", { class: "offers", role: "listbox", id, hidden: true, "aria-label": "Suggestions" });
  let offers = [];
  let at = 0;
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-autocomplete", "list");

  function look() {
    offers = offersFor(field, inThread());
    at = 0;
    node.hidden = !offers.length;
    draw();
  }

  function draw() {
    fill(node, offers.map((offer, place) => row(offer, place)));
    if (node.hidden) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${id}-${at}`);
  }

  function row(offer, place) {
    const take = (event) => {
      event.preventDefault();
      use(place);
    };
    const props = { class: "offer", role: "option", id: `${id}-${place}`, "aria-selected": String(place === at) };
    return el("div", { ...props, on: { mousedown: take } }, el("strong", {}, offer.name), el("span", { class: "quiet" }, offer.note));
  }

  function use(place) {
    field.value = offers[place].whole;
    field.focus();
    close();
  }

  function close() {
    offers = [];
    node.hidden = true;
    draw();
  }

  /** Take a key; true when it was for the suggestions. */
  function key(event) {
    if (node.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const typed = field.value.trim() === offers[at]?.name;
    if (step) at = (at + step + offers.length) % offers.length;
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" || (event.key === "Enter" && !typed)) use(at);
    else return false;
    draw();
    event.preventDefault();
    return true;
  }

  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  return { node, key, close };
}

function offersFor(field, inThread) {
  const typed = field.value;
  if (/^\/[\w-]*$/.test(typed) && !inThread) {
    return state.commands
      .filter((one) => one.command.startsWith(typed))
      .map((one) => ({ name: one.command, note: `${one.usage_hint ?? ""} ${one.description ?? ""}`, whole: `${one.command} ` }));
  }
  const found = typed.match(/(^|\s)@([\p{L}\p{N}]*)$/u);
  if (!found) return [];
  const start = typed.slice(0, typed.length - found[2].length);
  return [...state.people.values()]
    .filter((one) => one.real_name.toLowerCase().startsWith(found[2].toLowerCase()))
    .map((one) => ({ name: `@${one.real_name}`, note: one.is_bot ? "App" : one.name, whole: `${start}${one.real_name} ` }));
}
