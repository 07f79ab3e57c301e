// Buttons, select menus and the second version's parts (`developers/components/reference.mdx`).

import { use } from "./calls.js";
import { button, h } from "./dom.js";
import { attachment, picture } from "./embed.js";
import { icon } from "./icons.js";
import { blocks, link } from "./markdown.js";
import { hex, ownAddress } from "./names.js";
import { bounds, candidates, offer, openPicker } from "./picker.js";
import { store } from "./store.js";

const styles = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "outside" };

const makers = {
  1: (row, message) =>
    h("div", { class: "row", role: "group", "aria-label": "Controls" }, components(row.components, message)),
  2: pressable,
  9: (section, message) =>
    h(
      "div",
      { class: "section" },
      h("div", {}, components(section.components, message)),
      component(section.accessory, message),
    ),
  10: (text) => h("div", { class: "content" }, blocks(text.content)),
  11: (thumbnail) => h("div", { class: "embed-thumbnail" }, media(thumbnail)),
  12: (gallery) => h("div", { class: "gallery" }, gallery.items.map(media)),
  13: (file, message) => listed(file, message),
  14: (separator) => h("hr", { class: separator.divider === false ? "bare" : null }),
  17: (container, message) =>
    h(
      "div",
      { class: "embed container", vars: container.accent_color ? { bar: hex(container.accent_color) } : {} },
      components(container.components, message),
    ),
};
for (const kind of [3, 5, 6, 7, 8]) makers[kind] = menu;

/** A list of components. */
export function components(list, message) {
  return list.map((one) => component(one, message));
}

function component(one, message) {
  return makers[one.type]?.(one, message) ?? null;
}

/** What stands below the components when the last press got no answer. */
export function failure(message) {
  const words = store.failures.get(message.id);
  return words && h("div", { class: "failure", role: "alert" }, icon("warn"), words);
}

/** A list of a message's controls that are waiting, for telling whether it must be shown anew. */
export const waitingOn = (message) => [...store.waiting].filter((key) => key.startsWith(`${message.id}:`));

function emojiOf(emoji) {
  if (!emoji) return null;
  // An emoji of a server has a picture that lies outside.
  return h("span", {
    class: "emoji",
    "aria-hidden": "true",
    text: emoji.id ? `:${emoji.name}:` : emoji.name,
  });
}

/** What a screen reader says of a button that has no words. */
const emojiWords = (emoji) => emoji?.name ?? "Button";

function pressable(shown, message) {
  const { label, style, custom_id: customId, disabled, emoji, url } = shown;
  // A premium button shows what is sold; the sandbox has no shop, and pressing it opens none.
  if (style === 6)
    return button(
      { class: "pressable primary", disabled: true, title: `SKU ${shown.sku_id}` },
      icon("shop"),
      h("span", { text: "Premium" }),
    );
  const inside = [emojiOf(emoji), label && h("span", { text: label })];
  const face = {
    class: `pressable ${styles[style] ?? "secondary"}`,
    "aria-label": label ? null : emojiWords(emoji),
  };
  if (url) return link(url, [...inside, icon("link")], face);
  const key = `${message.id}:${customId}`;
  const waits = store.waiting.has(key);
  const press = () => use(message, customId, { do: "press", button: customId });
  if (waits) inside.push(h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")));
  return button(
    {
      ...face,
      class: `${face.class}${waits ? " waiting" : ""}`,
      disabled,
      "data-key": key,
      "aria-busy": waits ? "true" : null,
      on: { click: press },
    },
    inside,
  );
}

/** A select menu; a single choice is sent at once, several when done. */
function menu(shown, message) {
  const key = `${message.id}:${shown.custom_id}`;
  const options = candidates(shown);
  const chosen = options.filter((option) => option.selected);
  const words = chosen.map((option) => option.label).join(", ") || shown.placeholder || "Make a selection";
  const choose = (values) =>
    use(message, shown.custom_id, { do: "select", menu: shown.custom_id, choices: values });
  const waits = store.waiting.has(key);
  const anchor = button(
    {
      class: `select${chosen.length ? " chosen" : ""}${waits ? " waiting" : ""}`,
      "data-key": key,
      disabled: shown.disabled,
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-busy": waits ? "true" : null,
      "aria-disabled": waits ? "true" : null,
      "aria-label": shown.placeholder ? `${shown.placeholder}${chosen.length ? `: ${words}` : ""}` : words,
      on: {
        click: () => {
          // A choice made while the last one is on its way would have nowhere to go.
          if (waits) return;
          openPicker(anchor, {
            ...bounds(shown),
            label: words,
            options,
            searches: shown.type !== 3,
            onDone: choose,
          });
        },
      },
    },
    h("span", { class: "select-words", text: words }),
    waits ? h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")) : icon("down"),
  );
  offer(anchor, options);
  return anchor;
}

function media(item) {
  const own = ownAddress(item.media.url);
  const words = item.description ?? "Image";
  return own ? picture(own, words) : link(item.media.url, words);
}

function listed(file, message) {
  const name = file.file.url.replace(/^attachment:\/\//, "");
  const found = message.attachments.find((other) => other.filename === name || other.url === file.file.url);
  return found ? attachment(found) : null;
}
