// The composer: words, commands after a slash, names after an at sign, files.

import { button, el, freshId, icon, ICONS, notify } from "./dom.js";
import { openMenu } from "./menu.js";
import { suggestions } from "./suggestions.js";
import { act, state, upload } from "./store.js";

/** Make a composer; `place` returns {channel, thread}, `id` names its field. */
export function composer(place, { id = freshId("composer"), label = "Message" } = {}) {
  const field = el("textarea", { id, rows: 1, class: "composer-text", "aria-label": label, placeholder: label, autocomplete: "off" });
  const offered = suggestions(field, () => Boolean(place().thread));
  const file = el("input", { type: "file", class: "sr", tabindex: "-1", "aria-hidden": "true" });
  const grow = () => {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  };

  async function send() {
    const text = field.value.trim();
    if (!text) return;
    if (text.startsWith("/") && place().thread) {
      notify("Slack knows no slash commands in threads. Write plain words here.");
      return;
    }
    field.value = "";
    grow();
    offered.close();
    if (!(await post(text, place()))) field.value = text;
    grow();
  }

  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (offered.key(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  file.addEventListener("change", async () => {
    if (file.files[0]) await upload(file.files[0], place().channel, place().thread);
    file.value = "";
  });
  const plus = button(icon(ICONS.plus), (event) => openMenu(event.currentTarget, extras(file)), {
    class: "tool", "aria-label": "Files and shortcuts", title: "Files and shortcuts", "aria-haspopup": "menu",
  });
  const go = button(icon(ICONS.send), send, { class: "tool send", "aria-label": "Send", title: "Send" });
  const node = el("div", { class: "composer" }, offered.node, field, file, el("div", { class: "composer-row" }, plus, go));
  return { node, field, grow };
}

function extras(file) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "global");
  const items = shortcuts.map((one) => ({
    label: one.name,
    note: one.description,
    press: () => act("shortcut", { callback_id: one.callback_id }),
  }));
  return [{ label: "Upload a file", press: () => file.click() }, ...items];
}

/** Send words or a command to a place. */
export function post(text, { channel, thread }) {
  const found = text.match(/^(\/[\w-]+)\s*([\s\S]*)$/);
  const known = found && state.commands.some((one) => one.command === found[1]);
  if (known) return act("command", { channel, command: found[1], text: escaped(found[2]) });
  if (found) {
    notify(`${found[1]} is not a command here. Try ${state.commands.map((one) => one.command).join(" or ")}.`);
    return null;
  }
  return act("say", { channel, text: escaped(text), thread_ts: thread || null });
}

/** Return typed words as Slack sends them: three signs escaped, names as mentions. */
function escaped(text) {
  const safe = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const people = [...state.people.values()].sort((a, b) => b.real_name.length - a.real_name.length);
  return people.reduce((words, person) => {
    const names = [person.real_name, person.name].map((name) => name.replace(/[^\p{L}\p{N} ]/gu, "\\$&"));
    return words.replace(new RegExp(`(?<![\\p{L}\\p{N}])@(${names.join("|")})(?![\\p{L}\\p{N}])`, "giu"), `<@${person.id}>`);
  }, safe);
}
