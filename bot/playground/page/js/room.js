// The room: the conversation in the middle of the page.

import { button, el, fill, icon, ICONS } from "./dom.js";
import { composer, post } from "./composer.js";
import { homePane } from "./home.js";
import { messageList } from "./list.js";
import { act, at, messagesOf, nameOf, on, state } from "./store.js";

const room = () => document.getElementById("room");
const here = () => ({ channel: state.place.channel, thread: "" });
const list = messageList(
  () => messagesOf(state.place.channel).filter((one) => !one.thread_ts || one.thread_ts === one.ts || !rooted(one)),
  { empty: welcome },
);
const head = el("header", { class: "room-head" });
const foot = el("div", { class: "status", role: "status" });
const chips = el("div", { class: "prompts" });
const banner = el("div", { class: "banner", hidden: true });
const writer = composer(here, { id: "composer-text" });
const home = homePane();

// An ephemeral reply stands where its thread is; without the root it would never be seen.
function rooted(message) {
  return state.messages.get(message.channel)?.has(message.thread_ts);
}

/** Draw the room of the chosen conversation. */
export function drawRoom() {
  const channel = state.channels.get(state.place.channel);
  const atHome = state.place.tab === "home";
  room().setAttribute("aria-label", channelTitle(channel));
  fill(head, headParts(channel));
  fill(room(), head, banner, ...(atHome ? [home.node] : [list.node, foot, chips, writer.node]));
  if (atHome) return home.draw();
  const label = channel?.is_im ? `Message ${channelTitle(channel)}` : `Message #${channel?.name ?? ""}`;
  writer.field.placeholder = label;
  writer.field.setAttribute("aria-label", label);
  list.draw();
  drawBanner(channel);
  drawStatus();
  drawPrompts();
}

/** Return the name of a conversation as people see it. */
export function channelTitle(channel) {
  if (!channel) return "";
  return channel.is_im ? nameOf(channel.user) : `#${channel.name}`;
}

function headParts(channel) {
  const open = button(icon(ICONS.menu), () => document.body.classList.add("browsing"), { class: "tool only-small", "aria-label": "Conversations" });
  const title = el("h1", {}, channelTitle(channel));
  const badge = channel?.is_im ? el("span", { class: "badge" }, "App") : null;
  const topic = el("p", { class: "topic" }, channel?.topic?.value ?? "");
  return [open, el("div", { class: "room-title" }, title, badge, channel?.is_im ? tabs(channel) : topic)];
}

function tabs(channel) {
  const tab = (name, label, href) =>
    el("a", { role: "tab", href, "aria-selected": String(state.place.tab === name) }, label);
  return el(
    "div",
    { class: "tabs", role: "tablist", "aria-label": "The app's pages" },
    tab("home", "Home", `#/${channel.id}/home`),
    tab("messages", "Messages", `#/${channel.id}`),
  );
}

function welcome() {
  const channel = state.channels.get(state.place.channel);
  const example = "/advise Should we fine-tune a model or write better prompts for our support answers? About 2k tickets a day.";
  const tryIt = button("Try it", () => {
    writer.field.value = example;
    writer.grow();
    writer.field.focus();
  }, { class: "button primary" });
  return el(
    "div",
    { class: "welcome" },
    el("h2", {}, channel?.is_im ? "Ask the advisor anything" : `This is ${channelTitle(channel)}`),
    el("p", {}, "Describe a use case after /advise, mention @Advisor, or write to it directly."),
    el("p", {}, el("code", {}, example)),
    tryIt,
  );
}

function drawBanner(channel) {
  const outside = channel && !channel.is_im && !channel.bot_in;
  banner.hidden = !outside && state.botConnected;
  if (outside) {
    const invite = button("Invite it", () => act("invite", { channel: channel.id }), { class: "button" });
    fill(banner, `${nameOf(state.bot.id)} is not in #${channel.name}. `, invite);
  } else if (!state.botConnected) {
    fill(banner, "The bot is not connected yet: nobody will answer.");
  }
}

/** Draw what the bot says it is doing, outside the open thread. */
export function drawStatus() {
  const lines = [...state.statuses.values()].filter(
    (one) => one.channel === state.place.channel && one.thread_ts !== state.place.thread,
  );
  fill(foot, lines.map(statusLine));
}

/** Return the line "Advisor is thinking…". */
export function statusLine(one) {
  const words = one.status;
  return el("p", {}, el("span", { class: "dots", "aria-hidden": "true" }), `${nameOf(state.bot.id)} ${words}`);
}

function drawPrompts() {
  const offered = at(state.prompts, state.place.channel);
  fill(chips, offered ? promptChips(offered, here()) : []);
}

/** Return suggested prompts as buttons that say them. */
export function promptChips(offered, place) {
  const title = offered.title ? el("p", { class: "quiet" }, offered.title) : null;
  const chip = (one) => button(one.title, () => post(one.message, place), { class: "chip" });
  return [title, el("div", { class: "chips" }, offered.prompts.map(chip))];
}

on("message", (message) => {
  if (message.channel !== state.place.channel || state.place.tab === "home") return;
  if (!message.thread_ts || message.thread_ts === message.ts || !rooted(message)) list.update(message);
});
on("gone", ({ channel }) => channel === state.place.channel && list.draw());
on("status", drawStatus);
on("prompts", drawPrompts);
on("all", drawRoom);
