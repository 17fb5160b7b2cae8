// Fields: what people fill in or choose; each keeps its value in the scope it stands in.

import { el } from "./dom.js";
import { options, pickers } from "./choices.js";
import { plainText } from "./mrkdwn.js";

const TYPED = {
  plain_text_input: "text",
  number_input: "text",
  email_text_input: "email",
  url_text_input: "url",
};
const PICKED = {
  datepicker: ["date", "initial_date"],
  timepicker: ["time", "initial_time"],
  datetimepicker: ["datetime-local", "initial_date_time"],
};

/**
 * Return the field of an element, or null when the element is no field. `send` is called with the
 * value when the field acts by itself; null when it waits for the form.
 */
export function field(one, scope, named, send) {
  const kept = (value) => {
    scope.values[one.action_id] = value;
  };
  if (one.type in TYPED) return typed(one, scope, named, kept, send);
  if (one.type in PICKED) return picked(one, scope, named, kept, send);
  if (one.type === "rich_text_input") return typed({ ...one, multiline: true }, scope, named, kept, send);
  if (one.type === "radio_buttons" || one.type === "checkboxes") return options(one, scope, named, kept, send);
  return pickers(one, scope, named, kept, send);
}

/** Return the attributes that tie a field to its label, hint and error. */
export function tied(one, named) {
  return {
    id: named.id ?? null,
    "aria-labelledby": named.labelledBy ?? null,
    "aria-describedby": named.describedBy ?? null,
    "aria-invalid": named.fault ? "true" : null,
    "aria-label": named.labelledBy ? null : (plainText(one.placeholder) || one.action_id),
    "data-action": one.action_id,
  };
}

function typed(one, scope, named, kept, send) {
  const tag = one.multiline ? "textarea" : "input";
  const props = { ...tied(one, named), class: "field", placeholder: plainText(one.placeholder) || null };
  if (tag === "input") props.type = TYPED[one.type];
  else props.rows = 4;
  if (one.type === "number_input") props.inputmode = one.is_decimal_allowed ? "decimal" : "numeric";
  if (one.max_length) props.maxlength = one.max_length;
  if (one.focus_on_load) props.autofocus = true;
  const node = el(tag, props);
  node.value = scope.values[one.action_id] ?? one.initial_value ?? "";
  node.addEventListener("input", () => kept(node.value));
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || tag === "textarea" || !send) return;
    event.preventDefault();
    if (node.value.trim()) send(node.value);
  });
  return node;
}

function picked(one, scope, named, kept, send) {
  const [type, initial] = PICKED[one.type];
  const node = el("input", { ...tied(one, named), class: "field", type });
  node.value = scope.values[one.action_id] ?? dateText(type, one[initial]);
  node.addEventListener("change", () => {
    const value = type === "datetime-local" ? String(Date.parse(node.value) / 1000) : node.value;
    kept(value);
    if (send && node.value) send(value);
  });
  return node;
}

function dateText(type, value) {
  if (!value) return "";
  if (type !== "datetime-local") return value;
  const at = new Date(value * 1000);
  return new Date(value * 1000 - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
