// Modals: forms of the bot in a dialog, with errors at their fields.

import { blocks } from "./blocks.js";
import { button, el, fill, icon, ICONS } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { act, on, state } from "./store.js";

const dialog = () => document.getElementById("modal");
let filled = { view: "", values: {} };
let errors = {};
let busy = false;

/** Draw the modal that is open, or none. */
export function drawModal() {
  const { view, depth } = state.modal;
  if (!view) {
    if (dialog().open) dialog().close();
    filled = { view: "", values: {} };
    return;
  }
  if (filled.view !== view.id) filled = { view: view.id, values: {} };
  const focused = document.activeElement?.dataset?.action;
  const old = dialog().querySelector(".modal-body");
  const scrolled = old?.dataset.view === view.id ? old.scrollTop : 0;
  const body = el("div", { class: "modal-body", tabindex: "-1", "data-view": view.id }, formError(), blocks(view.blocks, scope(view)));
  fill(dialog(), head(view, depth), body, foot(view));
  dialog().setAttribute("aria-labelledby", "modal-title");
  if (!dialog().open) dialog().showModal();
  body.scrollTop = scrolled;
  const wanted = errors && body.querySelector('[aria-invalid="true"]');
  (wanted ?? (focused && body.querySelector(`[data-action="${CSS.escape(focused)}"]`)))?.focus();
}

function scope(view) {
  return { where: { view_id: view.id }, values: filled.values, errors };
}

function head(view, depth) {
  const label = depth > 1 ? "Back" : "Close";
  const close = button(icon(depth > 1 ? ICONS.back : ICONS.close), () => shut(view), { class: "tool", "aria-label": label });
  return el("header", { class: "modal-head" }, el("h2", { id: "modal-title" }, plainText(view.title)), close);
}

function formError() {
  return errors[""] ? el("p", { class: "error form-error", role: "alert" }, errors[""]) : null;
}

function foot(view) {
  const close = button(plainText(view.close) || "Cancel", () => shut(view), { class: "button" });
  const words = view.submit ? plainText(view.submit) : "";
  const submit = words
    ? button(busy ? "Sending…" : words, () => send(view), { class: "button primary", disabled: busy || view.submit_disabled })
    : null;
  return el("footer", { class: "dialog-buttons" }, close, submit);
}

async function send(view) {
  busy = true;
  errors = {};
  drawModal();
  const answer = await act("submit", { view_id: view.id, values: { ...filled.values } });
  busy = false;
  errors = answer?.errors ?? {};
  if (Object.keys(errors).length || !answer) drawModal();
  else if (state.modal.view) drawModal();
  else filled = { view: "", values: {} };
}

async function shut(view) {
  errors = {};
  await act("close", { view_id: view.id });
}

/** Follow what the bot does with the modal. */
export function followModal() {
  on("modal", () => {
    errors = {};
    drawModal();
  });
  on("all", drawModal);
  dialog().addEventListener("cancel", (event) => {
    event.preventDefault();
    if (state.modal.view) shut(state.modal.view);
  });
  dialog().addEventListener("keydown", (event) => {
    const typing = event.target.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey);
    const acts = ["BUTTON", "SELECT"].includes(event.target.tagName);
    if (event.key !== "Enter" || typing || acts || event.defaultPrevented) return;
    event.preventDefault();
    if (state.modal.view?.submit && !busy) send(state.modal.view);
  });
}
