// rich_text blocks: sections, lists, quotes and code, with every kind of element inside.

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelName, link, mention } from "./mrkdwn.js";

/** Return the node of a rich_text block, or of a rich text cell. */
export function richText(block) {
  return el("div", { class: "rich" }, (block.elements ?? []).map(part));
}

function part(one) {
  const inside = one.elements ?? [];
  switch (one.type) {
    case "rich_text_section":
      return el("p", {}, inside.flatMap(piece));
    case "rich_text_list":
      return listOf(one);
    case "rich_text_preformatted":
      return el("pre", {}, inside.map((element) => element.text ?? element.url ?? ""));
    case "rich_text_quote":
      return el("blockquote", {}, inside.flatMap(piece));
    default:
      return el("p", { class: "unknown", role: "alert" }, `Unknown rich text: ${one.type}`);
  }
}

function listOf(one) {
  const tag = one.style === "ordered" ? "ol" : "ul";
  const start = one.offset ? { start: one.offset + 1 } : {};
  const items = (one.elements ?? []).map((item) => el("li", {}, (item.elements ?? []).flatMap(piece)));
  return el(tag, { class: `indent-${Math.min(one.indent ?? 0, 8)}`, ...start }, items);
}

function piece(element) {
  return styled(kind(element), element.style ?? {});
}

function kind(element) {
  switch (element.type) {
    case "text":
      return broken(element.text);
    case "link":
      return link(element.url, element.text ?? element.url);
    case "emoji":
      return emoji(element.name) ?? `:${element.name}:`;
    case "user":
      return mention(element.user_id);
    case "channel":
      return channelName(element.channel_id);
    case "usergroup":
      return el("span", { class: "mention" }, `@${element.usergroup_id}`);
    case "broadcast":
      return el("span", { class: "mention me" }, `@${element.range}`);
    case "date":
      return element.fallback ?? new Date(element.timestamp * 1000).toLocaleString();
    case "color":
      return swatch(element.value);
    default:
      return el("span", { class: "unknown" }, `Unknown element: ${element.type}`);
  }
}

function broken(text) {
  return text.split("\n").flatMap((line, place) => (place ? [el("br"), line] : [line]));
}

function swatch(value) {
  const box = el("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) box.style.backgroundColor = value;
  return el("span", {}, box, value);
}

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

function styled(nodes, style) {
  let inside = nodes;
  for (const [name, tag] of Object.entries(STYLES)) {
    if (style[name]) inside = el(tag, {}, inside);
  }
  return inside;
}
