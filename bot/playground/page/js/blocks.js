// Block Kit: every block the bot can send, made into nodes; an unknown one is a visible error.

import { card, carousel, container, plan, taskCard, alertBlock } from "./cards.js";
import { el, freshId } from "./dom.js";
import { element } from "./elements.js";
import { markdown } from "./markdown.js";
import { plainText, textObject, link } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./rich_text.js";
import { table } from "./table.js";

const BLOCKS = {
  actions: (block, scope) => el("div", { class: "actions" }, block.elements.map((one) => element(one, block, scope))),
  alert: alertBlock,
  card: (block, scope) => card(block, scope),
  carousel: (block, scope) => carousel(block, scope),
  container: (block, scope) => container(block, scope, blocks),
  context: (block) => el("div", { class: "context" }, block.elements.map(contextPart)),
  context_actions: (block, scope) =>
    el("div", { class: "context-actions" }, block.elements.map((one) => element(one, block, scope))),
  divider: () => el("hr"),
  file: (block) => el("p", { class: "file-block" }, `File: ${block.external_id ?? block.file_id ?? ""}`),
  header: (block) => el("h3", { class: "header" }, plainText(block.text)),
  image: imageBlock,
  input: inputBlock,
  markdown: (block) => el("div", { class: "markdown" }, markdown(block.text)),
  plan: (block) => plan(block),
  rich_text: (block) => richText(block),
  section: sectionBlock,
  table: (block) => table(block),
  task_card: (block) => taskCard(block),
  video: videoBlock,
};

/** Return the nodes of a list of blocks; `scope` says where they stand and keeps what is filled in. */
export function blocks(list, scope) {
  return (list ?? []).map((block) => {
    const node = draw(block, scope);
    node.classList.add("block", `block-${block.type}`);
    return node;
  });
}

function draw(block, scope) {
  const make = BLOCKS[block.type];
  if (!make) return unknown(block);
  try {
    return make(block, scope);
  } catch (fault) {
    return unknown(block, fault.message);
  }
}

function unknown(block, why = "") {
  const words = why ? `The block “${block.type}” is broken: ${why}` : `Unknown block “${block.type}”`;
  return el("div", { class: "unknown", role: "alert" }, words, el("pre", {}, JSON.stringify(block, null, 1)));
}

function sectionBlock(block, scope) {
  const text = block.text ? el("div", { class: "section-text" }, textObject(block.text)) : null;
  const fields = (block.fields ?? []).map((field) => el("div", {}, textObject(field)));
  const grid = fields.length ? el("div", { class: "fields" }, fields) : null;
  const accessory = block.accessory
    ? el("div", { class: "accessory" }, element(block.accessory, block, scope))
    : null;
  return el("div", { class: "section" }, el("div", { class: "section-main" }, text, grid), accessory);
}

function contextPart(part) {
  if (part.type === "image") return picture(part, "context-image");
  return el("span", {}, textObject(part));
}

function imageBlock(block) {
  const title = block.title ? el("figcaption", {}, plainText(block.title)) : null;
  return el("figure", { class: "figure" }, title, picture(block, "image"));
}

function videoBlock(block) {
  const title = plainText(block.title);
  const words = block.description ? el("p", {}, plainText(block.description)) : null;
  const author = block.author_name ? el("p", { class: "quiet" }, block.author_name) : null;
  return el("div", { class: "video" }, el("strong", {}, link(block.title_url ?? block.video_url, `▶ ${title}`)), author, words);
}

function inputBlock(block, scope) {
  const id = freshId("field");
  const hint = block.hint ? el("p", { class: "hint", id: `${id}-hint` }, plainText(block.hint)) : null;
  const fault = scope.errors?.[block.block_id];
  const error = el("p", { class: "error", id: `${id}-error`, role: "alert", hidden: !fault }, fault ?? "");
  const named = { id, labelledBy: `${id}-label`, describedBy: `${id}-hint ${id}-error`, fault: Boolean(fault) };
  const control = element(block.element, block, scope, named);
  const optional = block.optional ? el("span", { class: "quiet" }, " (optional)") : null;
  const label = el("label", { for: id, id: `${id}-label` }, plainText(block.label), optional);
  return el("div", { class: "input", "data-block": block.block_id }, label, control, hint, error);
}
