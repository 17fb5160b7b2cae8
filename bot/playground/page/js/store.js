// What the page knows: the state from the server, kept fresh by its stream of changes.

import { notify } from "./dom.js";

export const state = {
  me: null,
  bot: null,
  team: null,
  people: new Map(),
  channels: new Map(),
  messages: new Map(),
  statuses: new Map(),
  prompts: new Map(),
  sessions: new Map(),
  unread: new Map(),
  home: null,
  modal: { view: null, depth: 0 },
  commands: [],
  shortcuts: [],
  botConnected: false,
  place: { channel: "", thread: "", tab: "messages" },
};

const listeners = new Map();
let stream = null;

/** Call a function whenever something of this kind changed. */
export function on(kind, listener) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), listener]);
}

/** Tell the listeners of a kind. */
export function tell(kind, data) {
  for (const listener of listeners.get(kind) ?? []) listener(data);
}

/**
 * Load everything one person sees, then follow the changes. The stream begins first: what changes
 * while the state is on its way is kept and applied after it, so that nothing is missed.
 */
export async function load(user = "") {
  stream?.close();
  stream = new EventSource(`/page/changes?user=${encodeURIComponent(user)}`);
  stream.onmessage = (event) => apply(JSON.parse(event.data));
  stream.onerror = () => tell("online", false);
  await new Promise((resolve) => stream.addEventListener("ready", resolve, { once: true }));
  await catchUp(user);
  stream.addEventListener("ready", refresh);
}

async function refresh() {
  tell("online", true);
  await catchUp(state.me.id);
  tell("all");
}

let late = null;
let turn = Promise.resolve();

// One after the other: two at once would take each other's late changes away.
function catchUp(user) {
  turn = turn.then(() => takeAll(user));
  return turn;
}

async function takeAll(user) {
  late = [];
  const answer = await fetch(`/page/state?user=${encodeURIComponent(user)}`);
  take(await answer.json());
  const missed = late;
  late = null;
  missed.forEach(apply);
}

function take(seen) {
  Object.assign(state, {
    me: seen.me,
    bot: seen.bot,
    team: seen.team,
    home: seen.home,
    modal: seen.modal,
    commands: seen.commands,
    shortcuts: seen.shortcuts,
    botConnected: seen.bot_connected,
    people: new Map(seen.people.map((person) => [person.id, person])),
    channels: new Map(seen.channels.map((channel) => [channel.id, channel])),
    statuses: new Map(seen.statuses.map((one) => [spot(one), one])),
    prompts: new Map(seen.prompts.map((one) => [spot(one), one])),
    sessions: new Map(seen.sessions.map((one) => [spot(one), one])),
  });
  state.messages = new Map();
  for (const [channel, messages] of Object.entries(seen.messages)) {
    state.messages.set(channel, new Map(messages.map((message) => [message.ts, message])));
  }
}

function spot(one) {
  return `${one.channel} ${one.thread_ts ?? ""}`;
}

const CHANGES = {
  message(message) {
    const known = state.messages.get(message.channel) ?? new Map();
    const fresh = !known.has(message.ts);
    known.set(message.ts, message);
    state.messages.set(message.channel, known);
    const elsewhere = state.place.channel !== message.channel || state.place.tab === "home";
    const away = elsewhere || document.hidden;
    if (fresh && away && message.user !== state.me.id) {
      state.unread.set(message.channel, (state.unread.get(message.channel) ?? 0) + 1);
      tell("channel");
      announce(message);
    }
  },
  gone({ channel, ts }) {
    state.messages.get(channel)?.delete(ts);
  },
  modal: (modal) => (state.modal = modal),
  home: (view) => (state.home = view),
  status: (one) => keep(state.statuses, one, one.status),
  prompts: (one) => keep(state.prompts, one, one.prompts.length),
  session: (one) => keep(state.sessions, one, true),
  channel: () => refresh(),
  connection: () => refresh(),
  delivery: () => {},
};

// As Slack does with a direct message while one looks at something else.
function announce(message) {
  if (!state.channels.get(message.channel)?.is_im) return;
  const thread = message.thread_ts && message.thread_ts !== message.ts ? `/${message.thread_ts}` : "";
  notify(`${nameOf(message.user)} wrote to you. `, `#/${message.channel}${thread}`);
}

function keep(map, one, wanted) {
  if (wanted) map.set(spot(one), one);
  else map.delete(spot(one));
}

function apply({ kind, data }) {
  if (!(kind in CHANGES)) return;
  if (late) {
    late.push({ kind, data });
    return;
  }
  CHANGES[kind](data);
  tell(kind, data);
}

/** Ask the server to do something; a refusal is shown and comes back as null. */
export async function act(name, fields) {
  const body = JSON.stringify({ act: name, user: state.me.id, ...fields });
  const headers = { "Content-Type": "application/json" };
  try {
    const answer = await fetch("/page/act", { method: "POST", headers, body });
    const said = await answer.json();
    if (said.ok) return said;
    notify(said.error);
  } catch {
    notify("The playground does not answer. Is it still running?");
  }
  return null;
}

/** Upload a file into a conversation or thread. */
export async function upload(file, channel, thread) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ user: state.me.id, channel, thread_ts: thread ?? "" })) {
    form.set(name, value);
  }
  form.set("file", file);
  const answer = await fetch("/page/upload", { method: "POST", body: form });
  if (!answer.ok) notify("The file could not be uploaded.");
}

/** Return the status, prompts or session of a conversation or thread. */
export function at(map, channel, thread = "") {
  return map.get(`${channel} ${thread}`) ?? null;
}

/** Return the messages of a conversation as a list, oldest first. */
export function messagesOf(channel) {
  return [...(state.messages.get(channel)?.values() ?? [])].sort((a, b) => (a.ts < b.ts ? -1 : 1));
}

/** Return the name people see. */
export function nameOf(user) {
  if (user === "USLACKBOT") return "Slackbot";
  const person = state.people.get(user);
  return person ? person.real_name : user;
}
