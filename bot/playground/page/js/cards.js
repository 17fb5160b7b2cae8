// The younger blocks: alerts, cards, containers, and the tasks and plans of an agent at work.

import { el } from "./dom.js";
import { element } from "./elements.js";
import { textObject } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./rich_text.js";

const TASK_SIGNS = { pending: "○", in_progress: "◐", complete: "●", error: "✕" };

/** An alert: one sentence with a level. */
export function alertBlock(block) {
  return el("div", { class: `alert level-${block.level ?? "default"}`, role: "note" }, textObject(block.text));
}

/** A card: picture, title, body and buttons. */
export function card(block, scope) {
  const part = (name, text) => (text ? el("div", { class: name }, textObject(text)) : null);
  const image = block.hero_image ? picture(block.hero_image, "image") : null;
  const buttons = (block.actions ?? []).map((one) => element(one, block, scope));
  const rest = buttons.length ? el("div", { class: "actions" }, buttons) : null;
  return el(
    "div",
    { class: "card" },
    image,
    part("card-title", block.title),
    part("quiet", block.subtitle),
    part("card-body", block.body),
    rest,
  );
}

/** A carousel: cards beside each other. */
export function carousel(block, scope) {
  const cards = (block.elements ?? []).map((one) => card(one, scope));
  return el("div", { class: "carousel", tabindex: "0", role: "group", "aria-label": "Cards" }, cards);
}

/** A container: blocks under a title that can fold. */
export function container(block, scope, blocks) {
  const inside = blocks(block.child_blocks ?? [], scope);
  const title = el("span", {}, textObject(block.title));
  if (!block.is_collapsible) return el("section", { class: "container" }, el("h4", {}, title), inside);
  const open = !block.default_collapsed;
  return el("details", { class: "container", open }, el("summary", {}, title), inside);
}

/** A task of an agent, with what it did and what came out. */
export function taskCard(task) {
  const status = task.status ?? "pending";
  const sign = el("span", { class: `task-sign ${status}`, "aria-hidden": "true" }, TASK_SIGNS[status] ?? "○");
  const head = el("summary", {}, sign, ` ${task.title ?? ""}`, el("span", { class: "sr" }, ` (${status})`));
  const rest = [task.details, task.output].filter(Boolean).map(worded);
  return el("details", { class: "task-card", open: status === "in_progress" }, head, rest);
}

/** A plan: a title and its tasks. */
export function plan(block) {
  return el("div", { class: "plan" }, el("strong", {}, block.title ?? ""), (block.tasks ?? []).map(taskCard));
}

function worded(content) {
  return typeof content === "string" ? el("p", {}, content) : richText(content);
}
