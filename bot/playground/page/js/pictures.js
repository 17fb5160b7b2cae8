// Pictures: only those the playground itself holds are loaded; others are named and linked.

import { el } from "./dom.js";
import { link } from "./mrkdwn.js";

/** Return the picture of an image block or element, with its words. */
export function picture(block, name) {
  const source = ownSource(block);
  const alt = block.alt_text ?? "";
  if (source) return el("img", { class: name, src: source, alt, loading: "lazy" });
  const label = alt || "picture";
  if (name === "context-image") return el("span", { class: "no-picture", title: label }, "▣");
  return el("span", { class: "no-picture" }, "▣ ", block.image_url ? link(block.image_url, label) : label);
}

function ownSource(block) {
  const file = block.slack_file?.id ?? fileOf(block.slack_file?.url) ?? fileOf(block.image_url);
  if (file) return `/page/files/${encodeURIComponent(file)}`;
  const url = block.image_url ?? "";
  return url.startsWith("data:image/") || url.startsWith(`${location.origin}/`) ? url : null;
}

function fileOf(url) {
  return url?.match(/\/files-pri\/([^/]+)\//)?.[1] ?? null;
}

/** Return an uploaded file: a picture to look at, anything else to save. */
export function fileCard(file) {
  const source = `/page/files/${encodeURIComponent(file.id)}`;
  if (/^image\/(png|jpeg|gif)$/.test(file.mimetype)) {
    const alt = file.alt_txt || file.title || file.name;
    return el(
      "figure",
      { class: "figure" },
      el("figcaption", {}, file.title || file.name),
      el("a", { href: source, target: "_blank", rel: "noopener" }, el("img", { class: "image", src: source, alt })),
    );
  }
  const size = file.size < 1024 ? `${file.size} B` : `${(file.size / 1024).toFixed(0)} kB`;
  const name = el("a", { href: source, download: file.name }, file.title || file.name);
  return el("div", { class: "file" }, el("span", { class: "file-kind" }, file.filetype || "file"), name, el("span", { class: "quiet" }, size));
}
