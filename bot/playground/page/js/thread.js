// The thread pane: one root and its replies; on a small screen it is the whole page.

import { button, el, fill, icon, ICONS } from "./dom.js";
import { composer } from "./composer.js";
import { messageList } from "./list.js";
import { channelTitle, drawStatus, promptChips, statusLine } from "./room.js";
import { act, at, messagesOf, on, state } from "./store.js";

const pane = () => document.getElementById("thread");
const here = () => ({ channel: state.place.channel, thread: state.place.thread });
const belongs = (one) => one.ts === state.place.thread || one.thread_ts === state.place.thread;
const list = messageList(() => messagesOf(state.place.channel).filter(belongs), { inThread: true });
const foot = el("div", { class: "status", role: "status" });
const chips = el("div", { class: "prompts" });
const title = el("p", { class: "topic" });
const stop = button([icon(ICONS.stop), " Stop"], () => act("stop", { channel: here().channel, thread_ts: here().thread }), { class: "button stop" });
const writer = composer(here, { label: "Reply…" });

/** Draw the thread of the chosen place, or hide the pane. */
export function drawThread() {
  const open = Boolean(state.place.thread);
  document.body.classList.toggle("threading", open);
  pane().hidden = !open;
  drawStatus();
  if (!open) return;
  const away = `#/${state.place.channel}`;
  const close = el("a", { class: "tool", href: away, "aria-label": "Close thread", title: "Close thread" }, icon(ICONS.close));
  const back = el("a", { class: "tool only-small", href: away, "aria-label": "Back to the conversation" }, icon(ICONS.back));
  const head = el("header", { class: "room-head" }, back, el("div", { class: "room-title" }, el("h2", {}, "Thread"), title), stop, close);
  fill(pane(), head, list.node, foot, chips, writer.node);
  list.draw();
  drawFoot();
}

function drawFoot() {
  const { channel, thread } = state.place;
  if (!thread) return;
  const session = at(state.sessions, channel, thread);
  const status = at(state.statuses, channel, thread);
  const offered = at(state.prompts, channel, thread);
  title.textContent = session?.title || channelTitle(state.channels.get(channel));
  stop.hidden = session?.status !== "processing";
  fill(foot, status ? statusLine(status) : []);
  fill(chips, offered ? promptChips(offered, here()) : []);
}

/** Put the caret into the reply field. */
export function focusThread() {
  if (matchMedia("(min-width: 760px)").matches) writer.field.focus();
}

on("message", (message) => {
  if (state.place.thread && message.channel === state.place.channel && belongs(message)) list.update(message);
});
on("gone", ({ channel, thread_ts: root, ts }) => {
  if (channel === state.place.channel && [root, ts].includes(state.place.thread)) list.draw();
});
on("status", drawFoot);
on("prompts", drawFoot);
on("session", drawFoot);
on("all", drawThread);
