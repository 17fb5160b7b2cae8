// The page begins here: it loads what a person sees and follows the address.

import { closeMenu } from "./menu.js";
import { drawModal, followModal } from "./modal.js";
import { drawRoom } from "./room.js";
import { drawSidebar } from "./sidebar.js";
import { act, load, on, state } from "./store.js";
import { drawThread, focusThread } from "./thread.js";
import { hush, notify } from "./dom.js";

/** Read the address "#/channel", "#/channel/home" or "#/channel/thread". */
function readPlace() {
  const [, named = "", more = ""] = location.hash.split("/");
  const channels = [...state.channels.values()];
  const channel = state.channels.get(named) ?? channels.find((one) => one.name === named);
  const direct = named.startsWith("D") && channels.find((one) => one.is_im);
  const fallback = direct || channels.find((one) => one.name === "general") || channels[0];
  const tab = more === "home" ? "home" : "messages";
  return { channel: (channel ?? fallback)?.id ?? "", thread: tab === "home" ? "" : more, tab };
}

function go() {
  const before = state.place;
  state.place = readPlace();
  if (state.place.tab !== "home") state.unread.delete(state.place.channel);
  document.body.classList.remove("browsing");
  closeMenu();
  hush();
  const moved = before.channel !== state.place.channel || before.tab !== state.place.tab;
  if (moved) {
    drawRoom();
    announceHome();
  }
  drawSidebar();
  drawThread();
  document.title = `${state.channels.get(state.place.channel)?.name ?? ""} · Tune or Prompt`;
  if (state.place.thread && before.thread !== state.place.thread) focusThread();
}

/** Tell the bot that its own page was opened, as Slack does. */
function announceHome() {
  const channel = state.channels.get(state.place.channel);
  if (channel?.is_im) act("home", { tab: state.place.tab });
}

async function start() {
  await load(sessionStorage.getItem("user") ?? "");
  followModal();
  go();
  drawModal();
  addEventListener("hashchange", go);
  document.documentElement.dataset.ready = "yes";
}

on("person", () => {
  state.place = { channel: "", thread: "", tab: "" };
  go();
  drawModal();
});

let offline = false;
on("online", (online) => {
  if (!online && !offline) notify("The playground does not answer. Waiting for it…");
  offline = !online;
});

start();
