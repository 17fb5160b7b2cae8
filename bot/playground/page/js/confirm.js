// Confirmation: the question before a dangerous button does anything.

import { button, el } from "./dom.js";
import { plainText, textObject } from "./mrkdwn.js";

/** Ask the question of a confirm object; true when the answer is yes. */
export function confirmed(asked) {
  return new Promise((resolve) => {
    const done = (answer) => () => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const style = asked.style === "danger" ? "button danger" : "button primary";
    const dialog = el(
      "dialog",
      { class: "confirm", "aria-labelledby": "confirm-title", on: { cancel: done(false) } },
      el("h2", { id: "confirm-title" }, plainText(asked.title)),
      el("div", {}, textObject(asked.text)),
      el(
        "div",
        { class: "dialog-buttons" },
        button(plainText(asked.deny) || "No", done(false), { class: "button" }),
        button(plainText(asked.confirm) || "Yes", done(true), { class: style }),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}
