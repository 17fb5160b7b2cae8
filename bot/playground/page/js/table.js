// table blocks: raw or rich cells, columns aligned and wrapped as the bot asks.

import { el } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { richText } from "./rich_text.js";

/** Return a table; its first row is the head. */
export function table(block) {
  const settings = block.column_settings ?? [];
  const [head, ...rest] = block.rows ?? [];
  const thead = head ? el("thead", {}, row("th", head, settings)) : null;
  const tbody = el("tbody", {}, rest.map((cells) => row("td", cells, settings)));
  const whole = el("table", {}, thead, tbody);
  return el("div", { class: "table-box", tabindex: "0", role: "group", "aria-label": "Table" }, whole);
}

function row(tag, cells, settings) {
  return el("tr", {}, cells.map((cell, place) => {
    const { align = "left", is_wrapped: wrapped = false } = settings[place] ?? {};
    const scope = tag === "th" ? { scope: "col" } : {};
    return el(tag, { class: wrapped ? `${align} wrapped` : align, ...scope }, content(cell));
  }));
}

function content(cell) {
  if (cell.type === "rich_text") return richText(cell);
  if (cell.type === "raw_number") return String(cell.value ?? cell.text ?? "");
  return withEmoji(cell.text ?? "");
}
