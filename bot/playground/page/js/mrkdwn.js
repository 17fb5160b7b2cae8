// mrkdwn: Slack's own light markup, made into nodes.

import { el } from "./dom.js";
import { emoji } from "./emoji.js";
import { nameOf, state } from "./store.js";

const MARKS = /<([^<>\n]+)>|`([^`\n]+)`|:([a-z0-9_+-]+):|([*_~])(?=\S)([^\n]*?\S)\4(?![\p{L}\p{N}])/gu;
const TAGS = { "*": "strong", _: "em", "~": "s" };

/** Return the nodes of a mrkdwn text. */
export function mrkdwn(text) {
  const parts = text.split(/```\n?([\s\S]*?)```/);
  return parts.map((part, place) => (place % 2 ? el("pre", {}, unescaped(part)) : lines(part)));
}

function lines(text) {
  const nodes = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const quote = line.match(/^(?:&gt;|>) ?(.*)$/);
    const item = line.match(/^\s*[•◦▪] (.*)$/);
    const last = nodes.at(-1);
    if (quote && last?.tagName === "BLOCKQUOTE") last.append(el("br"), ...inline(quote[1]));
    else if (quote) nodes.push(el("blockquote", {}, inline(quote[1])));
    else if (item && last?.tagName === "UL") last.append(el("li", {}, inline(item[1])));
    else if (item) nodes.push(el("ul", {}, el("li", {}, inline(item[1]))));
    else nodes.push(...plain(line, last));
  }
  return nodes;
}

function plain(line, last) {
  const follows = last && !["BLOCKQUOTE", "UL", "PRE"].includes(last.tagName);
  return [...(follows ? [el("br")] : []), el("span", {}, inline(line))];
}

/** Return the nodes of one line. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(MARKS)) {
    if (found.index < from) continue;
    if (found[4] && /[\p{L}\p{N}]/u.test(text[found.index - 1] ?? "")) continue;
    nodes.push(unescaped(text.slice(from, found.index)), mark(found));
    from = found.index + found[0].length;
  }
  nodes.push(unescaped(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function mark([whole, angle, code, name, sign, inside]) {
  if (angle !== undefined) return reference(angle);
  if (code !== undefined) return el("code", {}, unescaped(code));
  if (name !== undefined) return emoji(name) ?? whole;
  return el(TAGS[sign], {}, inline(inside));
}

function reference(inside) {
  const [target, label] = inside.split(/\|(.*)/s);
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelName(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return link(unescaped(target), unescaped(label ?? target));
}

/** Return the name of a person as Slack marks it. */
export function mention(user, label) {
  const known = state.people.has(user) ? nameOf(user) : (label ?? user);
  return el("span", { class: user === state.me?.id ? "mention me" : "mention" }, `@${known}`);
}

/** Return the name of a channel as Slack marks it. */
export function channelName(id, label) {
  const name = state.channels.get(id)?.name ?? label ?? id;
  return el("a", { class: "mention", href: `#/${id}` }, `#${name}`);
}

function special(what, label) {
  if (what.startsWith("date^")) return label ?? what;
  return el("span", { class: "mention me" }, `@${what.split("^")[0]}`);
}

/** Return a link; anything but the web and mail stays words. */
export function link(target, label) {
  if (!/^(https?:|mailto:)/i.test(target)) return el("span", {}, label);
  const own = target.startsWith(`${location.origin}/`);
  const outside = own ? {} : { target: "_blank", rel: "noopener noreferrer" };
  return el("a", { href: target, ...outside }, label);
}

/** Return a text whose three escapes are undone. */
export function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Return the nodes of a text object of Block Kit. */
export function textObject(text) {
  if (!text) return [];
  return text.type === "mrkdwn" ? mrkdwn(text.text) : [el("span", { class: "plain" }, plainText(text))];
}

/** Return the words of a plain text object, with its emoji. */
export function plainText(text) {
  return (text?.text ?? "").replace(/:([a-z0-9_+-]+):/g, (code, name) => emoji(name) ?? code);
}
