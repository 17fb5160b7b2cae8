// One message: who, when, what, and what can be done with it.

import { blocks } from "./blocks.js";
import { button, el, icon, ICONS } from "./dom.js";
import { emoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";
import { openMenu } from "./menu.js";
import { fileCard } from "./pictures.js";
import { act, nameOf, state } from "./store.js";
import { clock, day } from "./time.js";

const scopes = new Map();
const QUICK = ["+1", "eyes", "tada", "heart", "thinking_face"];

/** Return what is filled in at a message; it outlives redrawing. */
function scopeOf(message) {
  const key = `${message.channel} ${message.ts}`;
  if (!scopes.has(key)) scopes.set(key, { where: { channel: message.channel, ts: message.ts }, values: {} });
  return scopes.get(key);
}

/** Return the node of a message; `inThread` leaves the thread's own door out. */
export function messageNode(message, { inThread = false, follows = false } = {}) {
  const classes = ["message", follows && "follows", message.ephemeral && "ephemeral", message.streaming && "streaming"];
  return el(
    "article",
    { class: classes.filter(Boolean).join(" "), "data-ts": message.ts, "aria-label": `${nameOf(message.user)}, ${clock(message.ts)}` },
    avatar(message),
    el(
      "div",
      { class: "message-main" },
      message.ephemeral ? el("p", { class: "only-you" }, icon(ICONS.lock), "Only visible to you") : null,
      head(message),
      body(message),
      reactions(message),
      inThread ? null : threadDoor(message),
    ),
    tools(message, inThread),
  );
}

function avatar(message) {
  const name = nameOf(message.user);
  const hue = [...message.user].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6;
  const kind = message.bot_id ? "bot" : `hue-${hue}`;
  return el("div", { class: `avatar ${kind}`, "aria-hidden": "true" }, name.slice(0, 1).toUpperCase());
}

function head(message) {
  const name = message.username || nameOf(message.user);
  const badge = message.bot_id ? el("span", { class: "badge" }, "App") : null;
  const time = el("time", { datetime: day(message.ts).toISOString(), title: day(message.ts).toLocaleString() }, clock(message.ts));
  return el("header", { class: "message-head" }, el("strong", {}, name), badge, time);
}

function body(message) {
  const drawn = message.blocks?.length ? blocks(message.blocks, scopeOf(message)) : worded(message);
  const files = (message.files ?? []).map(fileCard);
  const attachments = (message.attachments ?? []).map((one) => attachment(one, message));
  const edited = message.edited && !message.blocks?.length ? el("span", { class: "quiet edited" }, "(edited)") : null;
  const cursor = message.streaming ? el("span", { class: "cursor", role: "img", "aria-label": "still writing" }) : null;
  return el("div", { class: "message-body" }, drawn, attachments, files, edited, cursor);
}

function worded(message) {
  return message.text ? el("div", { class: "text" }, mrkdwn(message.text)) : null;
}

function attachment(one, message) {
  const inside = one.blocks ? blocks(one.blocks, scopeOf(message)) : mrkdwn(one.text ?? one.fallback ?? "");
  return el("div", { class: "attachment" }, inside);
}

function reactions(message) {
  const rows = (message.reactions ?? []).map((one) => {
    const mine = one.users.includes(state.me.id);
    const names = one.users.map(nameOf).join(", ");
    const label = `${one.name}: ${names}`;
    const press = () => act("react", { channel: message.channel, ts: message.ts, name: one.name });
    return button([emoji(one.name) ?? `:${one.name}:`, " ", String(one.count)], press, {
      class: "reaction", "aria-pressed": String(mine), title: label, "aria-label": label,
    });
  });
  return rows.length ? el("div", { class: "reactions" }, rows) : null;
}

function threadDoor(message) {
  if (!message.reply_count) return null;
  const words = message.reply_count === 1 ? "1 reply" : `${message.reply_count} replies`;
  const last = el("span", { class: "quiet" }, `last ${clock(message.latest_reply)}`);
  return el("a", { class: "thread-door", href: `#/${message.channel}/${message.ts}` }, words, last);
}

function tools(message, inThread) {
  if (message.ephemeral) return null;
  const root = message.thread_ts ?? message.ts;
  const open = el(
    "a",
    { class: "tool", href: `#/${message.channel}/${root}`, title: "Reply in thread", "aria-label": "Reply in thread" },
    icon(ICONS.reply),
  );
  const tool = (label, sign, items) =>
    button(icon(sign), (event) => openMenu(event.currentTarget, items()), {
      class: "tool", title: label, "aria-label": label, "aria-haspopup": "menu",
    });
  const parts = [tool("Add a reaction", ICONS.smile, () => quick(message)), inThread ? null : open];
  return el("div", { class: "tools" }, parts, tool("More actions", ICONS.more, () => more(message)));
}

function quick(message) {
  return QUICK.map((name) => ({
    label: emoji(name) ?? `:${name}:`,
    note: name,
    press: () => act("react", { channel: message.channel, ts: message.ts, name }),
  }));
}

function more(message) {
  const shortcuts = state.shortcuts.filter((one) => one.type === "message");
  const items = shortcuts.map((one) => ({
    label: one.name,
    note: one.description,
    press: () => act("shortcut", { callback_id: one.callback_id, channel: message.channel, ts: message.ts }),
  }));
  const copy = { label: "Copy text", press: () => navigator.clipboard?.writeText(message.text) };
  return [...items, copy];
}
