// App Home: the page of the app itself, one for each person.

import { blocks } from "./blocks.js";
import { el, fill } from "./dom.js";
import { keepFocus } from "./list.js";
import { on, state } from "./store.js";

const values = {};

/** Make the pane of the home tab. */
export function homePane() {
  const node = el("div", { class: "home", tabindex: "0", role: "region", "aria-label": "App Home" });

  function draw() {
    const view = state.home;
    if (!view) {
      fill(node, el("p", { class: "welcome quiet" }, "The app has not published its home page yet."));
      return;
    }
    const drawn = el("div", { class: "home-page" }, blocks(view.blocks, { where: { view_id: view.id }, values, errors: {} }));
    keepFocus(node, () => node.replaceChildren(drawn), drawn);
  }

  on("home", () => node.isConnected && draw());
  return { node, draw };
}
