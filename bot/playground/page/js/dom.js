// Building the page: every node is made here, and text is only ever set as text.

/**
 * Make an element. `props` holds attributes; `on` event listeners; a false or null attribute is
 * left out, a true one is set empty. Children are nodes, texts, or null for nothing.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, ...attributes } = props;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  node.append(...kept(children));
  return node;
}

function kept(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== "");
}

/** Put new children in the place of the old ones. */
export function fill(node, ...children) {
  node.replaceChildren(...kept(children));
  return node;
}

/** Make a button that does something. */
export function button(label, press, props = {}) {
  return el("button", { type: "button", ...props, on: { click: press } }, label);
}

/** Make an icon out of the strokes of an SVG path; it is decoration and has no name. */
export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "icon");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

export const ICONS = {
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  home: "M4 11l8-7 8 7M6 10v9h12v-9",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M5 11h14v9H5z",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M5 11.5v1M12 11.5v1M19 11.5v1",
  plus: "M12 5v14M5 12h14",
  reply: "M4 5h16v11H9l-5 4z",
  send: "M4 12l16-8-6 16-3-7z",
  smile: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8.5 14.5c2 2 5 2 7 0M9 10h.01M15 10h.01",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  stop: "M7 7h10v10H7z",
  down: "M7 14V4h11l3 9h-7l1 6-2 1-6-6zM7 4H3v10h4",
  up: "M7 10v10h11l3-9h-7l1-6-2-1-6 6zM7 20H3V10h4",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
};

let shown = 0;

/** Say something at the foot of the page for a few seconds; with a link, until one goes elsewhere. */
export function notify(text, href = "") {
  const place = document.getElementById("notice");
  fill(place, text, href ? el("a", { href }, "Open") : null);
  place.hidden = false;
  clearTimeout(shown);
  if (!href) shown = setTimeout(hush, 6000);
}

/** Take away what is said at the foot of the page. */
export function hush() {
  document.getElementById("notice").hidden = true;
}

let numbers = 0;

/** Return an id no other element has. */
export function freshId(prefix) {
  numbers += 1;
  return `${prefix}-${numbers}`;
}
