// Markdown blocks: a small, safe part of CommonMark and its tables, made into nodes.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { link, mention } from "./mrkdwn.js";

const MARKS =
  /`([^`]+)`|!?\[([^\]]*)\]\(([^()\s]+)\)|<((?:https?:|mailto:)[^<>\s]+)>|<@([A-Z0-9]+)(?:\|[^>]*)?>|\*\*(?=\S)(.+?\S|\S)\*\*|__(?=\S)(.+?\S|\S)__|~~(.+?)~~|\*(?=\S)([^*]*?[^*\s])\*|(?<![\p{L}\p{N}])_(?=\S)([^_]*?[^_\s])_(?![\p{L}\p{N}])|\\([\\`*_{}[\]()#+\-.!|~>])/gu;

/** Return the nodes of a Markdown text. */
export function markdown(text) {
  const reader = { lines: text.replaceAll("\r", "").split("\n"), at: 0 };
  const nodes = [];
  while (reader.at < reader.lines.length) {
    const node = block(reader);
    if (node) nodes.push(node);
  }
  return nodes;
}

function block(reader) {
  const line = reader.lines[reader.at];
  for (const [pattern, read] of READERS) {
    const found = line.match(pattern);
    if (found && (read !== table || isTable(reader))) return read(reader, found);
  }
  return paragraph(reader);
}

const READERS = [
  [/^\s*$/, blank],
  [/^\s*(```+|~~~+)\s*(\S*)/, fence],
  [/^(#{1,6})\s+(.*?)\s*#*$/, heading],
  [/^\s*([-*_])(\s*\1){2,}\s*$/, rule],
  [/^\s*>/, quote],
  [/^(\s*)([-*+]|\d+[.)])\s+/, list],
  [/\|/, table],
];

function blank(reader) {
  reader.at += 1;
  return null;
}

function fence(reader, [, mark]) {
  const inside = [];
  reader.at += 1;
  while (reader.at < reader.lines.length && !reader.lines[reader.at].trim().startsWith(mark)) {
    inside.push(reader.lines[reader.at]);
    reader.at += 1;
  }
  reader.at += 1;
  return el("pre", {}, inside.join("\n"));
}

function heading(reader, [, marks, words]) {
  reader.at += 1;
  return el(`h${Math.min(marks.length + 2, 6)}`, { class: `size-${marks.length}` }, inline(words));
}

function rule(reader) {
  reader.at += 1;
  return el("hr");
}

function quote(reader) {
  const inside = [];
  while (reader.at < reader.lines.length && /^\s*>/.test(reader.lines[reader.at])) {
    inside.push(reader.lines[reader.at].replace(/^\s*> ?/, ""));
    reader.at += 1;
  }
  return el("blockquote", {}, markdown(inside.join("\n")));
}

function list(reader, [, indent, sign]) {
  const ordered = /\d/.test(sign);
  const node = el(ordered ? "ol" : "ul", ordered ? { start: parseInt(sign, 10) } : {});
  while (reader.at < reader.lines.length) {
    const found = reader.lines[reader.at].match(/^(\s*)([-*+]|\d+[.)])\s+(.*)$/);
    if (!found || found[1].length < indent.length) break;
    if (found[1].length > indent.length) {
      (node.lastChild ?? node).append(list(reader, found));
      continue;
    }
    if (/\d/.test(found[2]) !== ordered) break;
    reader.at += 1;
    node.append(item(found[3], continued(reader)));
  }
  return node;
}

function item(words, more) {
  const task = words.match(/^\[([ xX])\]\s+(.*)$/);
  const text = [task ? task[2] : words, ...more].join(" ");
  if (!task) return el("li", {}, inline(text));
  const box = el("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  return el("li", { class: "task" }, box, " ", inline(text));
}

function continued(reader) {
  const more = [];
  while (/^\s+[^\s\-*+\d>]/.test(reader.lines[reader.at] ?? "")) {
    more.push(reader.lines[reader.at].trim());
    reader.at += 1;
  }
  return more;
}

function isTable(reader) {
  return /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(reader.lines[reader.at + 1] ?? "");
}

function table(reader) {
  const head = cells(reader.lines[reader.at]);
  const sides = cells(reader.lines[reader.at + 1]).map(side);
  reader.at += 2;
  const body = el("tbody");
  while ((reader.lines[reader.at] ?? "").includes("|")) {
    body.append(row("td", cells(reader.lines[reader.at]), sides));
    reader.at += 1;
  }
  const whole = el("table", {}, el("thead", {}, row("th", head, sides)), body);
  return el("div", { class: "table-box", tabindex: "0", role: "group", "aria-label": "Table" }, whole);
}

function cells(line) {
  const inside = line.trim().replace(/^\||\|$/g, "");
  return inside.split(/(?<!\\)\|/).map((cell) => cell.trim());
}

function side(mark) {
  if (/^:-+:$/.test(mark)) return "center";
  return mark.endsWith(":") ? "right" : "left";
}

function row(tag, values, sides) {
  return el("tr", {}, values.map((value, place) => el(tag, { class: sides[place] }, inline(value))));
}

function paragraph(reader) {
  const inside = [];
  const stops = READERS.slice(0, 6).map(([pattern]) => pattern);
  do {
    inside.push(reader.lines[reader.at]);
    reader.at += 1;
  } while (reader.at < reader.lines.length && !stops.some((stop) => stop.test(reader.lines[reader.at])));
  return el("p", {}, inside.flatMap((line, place) => (place ? [el("br"), inline(line)] : [inline(line)])));
}

/** Return the nodes of one line. */
export function inline(text) {
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(MARKS)) {
    nodes.push(withEmoji(text.slice(from, found.index)), mark(found));
    from = found.index + found[0].length;
  }
  nodes.push(withEmoji(text.slice(from)));
  return nodes.filter((node) => node !== "");
}

function mark([, code, label, target, bare, user, bold, under, struck, italic, slanted, escaped]) {
  if (code !== undefined) return el("code", {}, code);
  if (target !== undefined) return link(target, label || target);
  if (bare !== undefined) return link(bare, bare);
  if (user !== undefined) return mention(user);
  if (bold ?? under) return el("strong", {}, inline(bold ?? under));
  if (struck !== undefined) return el("s", {}, inline(struck));
  if (escaped !== undefined) return escaped;
  return el("em", {}, inline(italic ?? slanted));
}
