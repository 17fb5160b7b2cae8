// Interactive elements: buttons, menus, feedback; the fields stand in inputs.js.

import { confirmed } from "./confirm.js";
import { button, el, icon, ICONS, notify } from "./dom.js";
import { field } from "./inputs.js";
import { openMenu } from "./menu.js";
import { plainText } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { act } from "./store.js";

const ELEMENTS = {
  button: pressButton,
  feedback_buttons: feedback,
  icon_button: iconButton,
  image: (one) => picture(one, "accessory-image"),
  overflow,
  workflow_button: pressButton,
};

/** Return an element; `named` ties a field to its label and error. */
export function element(one, block, scope, named = {}) {
  const make = ELEMENTS[one.type];
  if (make) return make(one, scope);
  const acts = block.type !== "input" || block.dispatch_action;
  const send = acts ? (value) => press(one, scope, value) : null;
  return field(one, scope, named, send) ?? unknown(one);
}

function unknown(one) {
  return el("span", { class: "unknown", role: "alert" }, `Unknown element “${one.type}”`);
}

/** Tell the bot that an element was touched; the node shows that it is under way. */
export async function press(one, scope, value, node = null) {
  if (one.confirm && !(await confirmed(one.confirm))) return;
  node?.setAttribute("aria-busy", "true");
  const fields = { ...scope.where, action_id: one.action_id, values: { ...scope.values } };
  const answer = await act("press", value === undefined ? fields : { ...fields, value });
  node?.removeAttribute("aria-busy");
  if (answer && !answer.acknowledged) notify("The bot did not answer. Try again?");
}

function pressButton(one, scope) {
  const style = one.style ? `button ${one.style}` : "button";
  const label = one.accessibility_label ?? null;
  const node = button(plainText(one.text), () => pushed(), { class: style, "aria-label": label });
  const pushed = () => {
    if (one.url && /^https?:/.test(one.url)) window.open(one.url, "_blank", "noopener");
    press(one, scope, undefined, node);
  };
  return node;
}

function iconButton(one, scope) {
  const label = one.accessibility_label ?? plainText(one.text);
  const sign = one.icon === "trash" ? icon(ICONS.trash) : "•";
  const node = button(sign, () => press(one, scope, undefined, node), { class: "icon-button", "aria-label": label, title: label });
  return node;
}

function feedback(one, scope) {
  const choice = (part, sign) => {
    const label = part.accessibility_label ?? plainText(part.text);
    const node = button([sign, " ", plainText(part.text)], () => choose(), { class: "feedback", "aria-label": label, "aria-pressed": "false" });
    const choose = () => {
      for (const other of node.parentNode.children) other.setAttribute("aria-pressed", String(other === node));
      press(one, scope, part.value, node);
    };
    return node;
  };
  const group = { class: "feedback-buttons", role: "group", "aria-label": "Feedback" };
  return el("span", group, choice(one.positive_button, icon(ICONS.up)), choice(one.negative_button, icon(ICONS.down)));
}

function overflow(one, scope) {
  const items = () =>
    one.options.map((option) => ({ label: plainText(option.text), press: () => press(one, scope, option.value) }));
  return button(icon(ICONS.more), (event) => openMenu(event.currentTarget, items()), {
    class: "button overflow",
    "aria-label": "More actions",
    "aria-haspopup": "menu",
  });
}
