// The sidebar: who you are, and where you can talk.

import { button, el, fill, icon, ICONS } from "./dom.js";
import { act, load, on, state, tell } from "./store.js";

const bar = () => document.getElementById("sidebar");

/** Draw the list of conversations. */
export function drawSidebar() {
  const channels = [...state.channels.values()];
  const direct = channels.filter((one) => one.is_im);
  const rest = channels.filter((one) => !one.is_im);
  const close = button(icon(ICONS.close), () => document.body.classList.remove("browsing"), { class: "tool only-small", "aria-label": "Close the list" });
  fill(
    bar(),
    el("header", { class: "team" }, el("span", { class: "team-sign", "aria-hidden": "true" }, "T"), el("div", {}, el("strong", {}, state.team.name), el("p", {}, "Tune or Prompt")), close),
    section("Channels", rest.map((one) => entry(one, `# ${one.name}`, `#/${one.id}`, here(one)))),
    section("Apps", direct.flatMap(appEntries)),
    person(),
  );
}

function here(channel) {
  return state.place.channel === channel.id && state.place.tab !== "home";
}

function appEntries(channel) {
  const name = state.people.get(channel.user)?.real_name ?? channel.name;
  const atHome = state.place.channel === channel.id && state.place.tab === "home";
  return [
    entry(channel, [el("span", { class: "app-sign", "aria-hidden": "true" }), name], `#/${channel.id}`, here(channel)),
    entry(null, [icon(ICONS.home), "App Home"], `#/${channel.id}/home`, atHome),
  ];
}

function section(name, entries) {
  return el("section", {}, el("h2", {}, name), el("ul", {}, entries.map((one) => el("li", {}, one))));
}

function entry(channel, label, href, current) {
  const count = channel ? (state.unread.get(channel.id) ?? 0) : 0;
  const badge = count ? el("span", { class: "count" }, String(count), el("span", { class: "sr" }, " new")) : null;
  const props = { href, class: count ? "place unread" : "place", "aria-current": current ? "page" : null };
  return el("a", props, el("span", { class: "place-name" }, label), badge);
}

function person() {
  const admin = state.me.is_admin;
  const other = [...state.people.values()].find((one) => !one.is_bot && one.id !== state.me.id);
  const appoint = async () => {
    if (await act("appoint", { administrator: !admin })) await become(state.me.id);
  };
  return el(
    "footer",
    { class: "person" },
    el("div", {}, el("strong", {}, state.me.real_name), el("p", {}, admin ? "Administrator" : "Member")),
    button([el("span", { class: "knob", "aria-hidden": "true" }), "Be an administrator"], appoint, {
      class: "switch", role: "switch", "aria-checked": String(admin),
    }),
    other ? button(`Be ${other.real_name} instead`, () => become(other.id), { class: "other" }) : null,
  );
}

async function become(user) {
  sessionStorage.setItem("user", user);
  await load(user);
  state.place = { ...state.place, thread: "" };
  tell("person");
}

on("channel", drawSidebar);
on("all", drawSidebar);
