// Embeds, and pictures and files (`developers/resources/message.mdx`, Embed Object).

import { time } from "./clock.js";
import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { blocks, inline, link } from "./markdown.js";
import { hex, ownAddress } from "./names.js";

/** One embed. */
export function embed(shown) {
  const { author, title, url, description, fields = [], thumbnail, image, footer, timestamp, color } = shown;
  const body = h(
    "div",
    { class: "embed-body" },
    author &&
      h(
        "div",
        { class: "embed-author" },
        small(author.icon_url),
        author.url ? link(author.url, author.name) : author.name,
      ),
    title &&
      h(
        "div",
        { class: "embed-title" },
        url
          ? link(url, inline(title, { mentions: false, linked: true }))
          : inline(title, { mentions: false }),
      ),
    description && h("div", { class: "embed-description" }, blocks(description)),
    fields.length > 0 &&
      h(
        "div",
        { class: "embed-fields" },
        rows(fields).map((row) => fieldRow(row)),
      ),
  );
  const label = title ?? author?.name ?? "without a title";
  return h(
    // Not a section: one lead may stand in several messages, and landmarks with one name cannot be told apart.
    "div",
    { class: "embed", role: "group", "aria-label": `Card: ${label}`, vars: color ? { bar: hex(color) } : {} },
    body,
    thumbnail?.url && h("div", { class: "embed-thumbnail" }, imageOf(thumbnail.url, "Thumbnail")),
    image?.url &&
      h("div", { class: "embed-image" }, imageOf(image.url, title ? `Image of ${title}` : "Image")),
    (footer || timestamp) &&
      h(
        "div",
        { class: "embed-footer" },
        small(footer?.icon_url),
        footer?.text,
        footer && timestamp && " • ",
        timestamp && time(Date.parse(timestamp), "message"),
      ),
  );
}

/** Fields that stand side by side, three at most; others have a row each. */
function rows(fields) {
  const made = [];
  for (const field of fields) {
    const last = made.at(-1);
    if (field.inline && last?.[0].inline && last.length < 3) last.push(field);
    else made.push([field]);
  }
  return made;
}

function fieldRow(row) {
  const cells = row.map((field) =>
    h(
      "div",
      { class: "embed-field" },
      h("div", { class: "embed-field-name" }, inline(field.name, { mentions: false })),
      h("div", { class: "embed-field-value" }, blocks(field.value)),
    ),
  );
  return h("div", { class: `embed-row of-${row[0].inline ? 3 : 1}` }, cells);
}

function small(url) {
  const own = url && ownAddress(url);
  return own && h("img", { class: "embed-icon", src: own, alt: "" });
}

/** A picture from the sandbox; one from elsewhere is only named, for nothing is loaded from outside. */
function imageOf(url, words) {
  const own = ownAddress(url);
  if (!own) return h("span", { class: "absent" }, icon("link"), link(url, url), " (not loaded)");
  return picture(own, words);
}

/** A picture that opens large. */
export function picture(address, words) {
  const show = () => enlarge(address, words);
  return button(
    { class: "image", "aria-label": `${words}: show it large`, on: { click: show } },
    h("img", { src: address, alt: words }),
  );
}

function enlarge(address, words) {
  const dialog = h("dialog", {
    class: "enlarged",
    "aria-label": words,
    on: { click: () => dialog.close(), close: () => dialog.remove() },
  });
  dialog.append(
    h("img", { src: address, alt: words }),
    button({ class: "round", "aria-label": "Close" }, icon("close")),
  );
  document.body.append(dialog);
  dialog.showModal();
}

/** A file of a message: a picture is shown, another is offered. */
export function attachment(file) {
  const own = ownAddress(file.url);
  const words = file.description ?? file.filename;
  if (own && /^image\/(png|jpeg|gif|webp)/.test(file.content_type ?? "")) return picture(own, words);
  return h(
    "div",
    { class: "file" },
    icon("file"),
    h(
      "div",
      {},
      own
        ? h("a", { href: own, download: file.filename, text: file.filename })
        : h("span", { text: file.filename }),
      h("small", { text: size(file.size) }),
    ),
  );
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
