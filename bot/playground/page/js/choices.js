// Choices: selects, radio buttons and checkboxes, with options given or asked of the bot.

import { el, freshId } from "./dom.js";
import { textObject, plainText } from "./mrkdwn.js";
import { tied } from "./inputs.js";
import { act, state } from "./store.js";

/** Return radio buttons or checkboxes as a group. */
export function options(one, scope, named, kept, send) {
  const many = one.type === "checkboxes";
  const name = freshId("choice");
  const first = many ? (one.initial_options ?? []) : one.initial_option ? [one.initial_option] : [];
  const before = scope.values[one.action_id] ?? first.map((option) => option.value);
  const chosen = new Set([before].flat());
  const changed = (event) => {
    if (!many) chosen.clear();
    if (event.target.checked) chosen.add(event.target.value);
    else chosen.delete(event.target.value);
    const value = many ? [...chosen] : [...chosen][0];
    kept(value);
    send?.(value);
  };
  const rows = one.options.map((option) => {
    const id = freshId("option");
    const box = el("input", { type: many ? "checkbox" : "radio", name, id, value: option.value, on: { change: changed } });
    box.checked = chosen.has(option.value);
    const more = option.description ? el("span", { class: "quiet" }, textObject(option.description)) : null;
    return el("div", { class: "choice" }, box, el("label", { for: id }, textObject(option.text), more));
  });
  const { id, ...group } = tied(one, named);
  return el("div", { ...group, id, class: "choices", role: many ? "group" : "radiogroup" }, rows);
}

/** Return a select of any kind, or null when the element is none. */
export function pickers(one, scope, named, kept, send) {
  const groups = groupsOf(one);
  if (!groups) return null;
  const many = one.type.startsWith("multi_");
  const node = el("select", { ...tied(one, named), class: "field select", multiple: many });
  if (!one.type.endsWith("external_select")) forget(one, scope, groups);
  const before = new Set([scope.values[one.action_id] ?? initial(one)].flat());
  if (!many) node.append(el("option", { value: "" }, plainText(one.placeholder) || "Choose…"));
  for (const { label, list } of groups) {
    const inside = list.map((option) => entry(option, before));
    node.append(...(label ? [el("optgroup", { label }, inside)] : inside));
  }
  node.addEventListener("change", () => {
    const value = many ? [...node.selectedOptions].map((option) => option.value) : node.value;
    kept(value || null);
    if (send && value.length) send(value);
  });
  return one.type.endsWith("external_select") ? asked(one, node, scope) : node;
}

// A message that was updated may offer other options: what it no longer offers is no longer chosen.
function forget(one, scope, groups) {
  const offered = new Set(groups.flatMap(({ list }) => list.map((option) => option.value)));
  const chosen = [scope.values[one.action_id] ?? []].flat();
  if (chosen.some((value) => !offered.has(value))) delete scope.values[one.action_id];
}

function entry(option, before) {
  const node = el("option", { value: option.value }, plainText(option.text));
  node.selected = before.has(option.value);
  return node;
}

function groupsOf(one) {
  const kind = one.type.replace(/^multi_/, "");
  const row = (value, text) => ({ value, text: { text } });
  if (kind === "static_select") {
    const groups = (one.option_groups ?? []).map((group) => ({ label: plainText(group.label), list: group.options }));
    return one.options ? [{ label: "", list: one.options }] : groups;
  }
  if (kind === "external_select") return [{ label: "", list: one.initial_option ? [one.initial_option] : [] }];
  if (kind === "users_select") return [{ label: "", list: [...state.people.values()].map((p) => row(p.id, p.real_name)) }];
  const channels = [...state.channels.values()].filter((channel) => !channel.is_im || kind === "conversations_select");
  const rows = channels.map((channel) => row(channel.id, `#${channel.name}`));
  return kind === "channels_select" || kind === "conversations_select" ? [{ label: "", list: rows }] : null;
}

function initial(one) {
  if (one.initial_option) return one.initial_option.value;
  if (one.initial_options) return one.initial_options.map((option) => option.value);
  const kind = one.type.replace(/^multi_/, "").replace("s_select", "");
  return one[`initial_${kind}`] ?? one[`initial_${kind}s`] ?? [];
}

function asked(one, select, scope) {
  const search = el("input", { class: "field", type: "search", placeholder: "Type to search…", "aria-label": "Search the options" });
  search.addEventListener("input", async () => {
    if (search.value.length < (one.min_query_length ?? 1)) return;
    const answer = await act("suggest", { ...scope.where, action_id: one.action_id, typed: search.value });
    const found = (answer?.options ?? []).map((option) => entry(option, new Set()));
    select.replaceChildren(el("option", { value: "" }, `${found.length} found`), ...found);
  });
  return el("div", { class: "searched" }, search, select);
}
