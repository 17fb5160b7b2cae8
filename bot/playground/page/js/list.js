// A list of messages that is kept fresh: only what changed is drawn again.

import { el } from "./dom.js";
import { messageNode } from "./message.js";
import { state } from "./store.js";
import { dayName } from "./time.js";

const NEAR = 120;
const TOGETHER = 300;

/** Make a list; `wanted` returns its messages, `options` go to every message. */
export function messageList(wanted, { inThread = false, empty = null } = {}) {
  const node = el("div", { class: "messages", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": "Messages" });
  const drawn = new Map();

  /** Draw everything again. */
  function draw() {
    drawn.clear();
    const messages = wanted();
    node.replaceChildren(...(messages.length ? rows(messages) : [empty?.() ?? ""]));
    node.scrollTop = node.scrollHeight;
  }

  function rows(messages) {
    return messages.flatMap((message, place) => {
      const before = messages[place - 1];
      const fresh = !before || dayName(before.ts) !== dayName(message.ts);
      const line = messageNode(message, { inThread, follows: !fresh && together(before, message) });
      drawn.set(message.ts, line);
      return fresh && !inThread ? [divider(message), line] : [line];
    });
  }

  /** Draw one message again, or put a new one at its place. */
  function update(message) {
    const near = node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
    const old = drawn.get(message.ts);
    const mine = !old && message.user === state.me.id;
    if (old?.isConnected) {
      const fresh = messageNode(message, { inThread, follows: old.classList.contains("follows") });
      keepFocus(old, () => old.replaceWith(fresh), fresh);
      drawn.set(message.ts, fresh);
    } else {
      const messages = wanted();
      if (messages.length > 1 && messages.at(-1).ts === message.ts) append(messages);
      else draw();
    }
    if (near || mine) follow(drawn.get(message.ts));
  }

  // A message longer than the pane is read from its beginning.
  function follow(line) {
    const long = line && line.offsetHeight > node.clientHeight;
    if (long && !line.classList.contains("streaming")) line.scrollIntoView({ block: "start" });
    else node.scrollTop = node.scrollHeight;
  }

  function append(messages) {
    const [before, message] = messages.slice(-2);
    const line = messageNode(message, { inThread, follows: together(before, message) });
    drawn.set(message.ts, line);
    node.append(line);
  }

  return { node, draw, update };
}

function together(before, message) {
  const near = Number(message.ts) - Number(before.ts) < TOGETHER;
  return near && before.user === message.user && !message.ephemeral && !before.ephemeral && !before.reply_count;
}

function divider(message) {
  return el("div", { class: "day", role: "separator" }, el("span", {}, dayName(message.ts)));
}

/** Redraw and give the focus back to the same control, with its caret. */
export function keepFocus(old, redraw, fresh) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const controls = (root) => [...root.querySelectorAll("button, input, select, textarea, a")];
  const place = focused ? controls(old).indexOf(focused) : -1;
  const name = focused?.dataset.action;
  redraw();
  if (!focused) return;
  const twin = name ? fresh.querySelector(`[data-action="${CSS.escape(name)}"]`) : controls(fresh)[place];
  twin?.focus({ preventScroll: true });
}
