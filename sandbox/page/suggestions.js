// The list above the message box: commands, an option's choices, or people to mention. The focus stays in the box.

import { byId, h } from "./dom.js";

let rows = [];
let active = -1;
let reader = null;

/** Puts the list's place above the box. */
export function suggestionList() {
  return h(
    "div",
    { class: "suggestions", hidden: true, id: "suggestions" },
    h("div", { class: "suggestions-title", id: "suggestions-title", "aria-live": "polite" }),
    h("ul", {
      id: "suggestions-list",
      class: "options",
      role: "listbox",
      "aria-labelledby": "suggestions-title",
    }),
  );
}

/**
 * Shows rows `{label, detail, icon, run}` for an input, which drives the list by its keys. The first one waits to be
 * chosen, unless `first` says that none does. Without rows only the title stands there.
 */
export function suggest(input, title, list, first = 0) {
  rows = list;
  active = rows.length ? first : -1;
  reader = input;
  byId("suggestions").hidden = false;
  byId("suggestions-title").replaceChildren(...title);
  byId("suggestions-list").hidden = !rows.length;
  byId("suggestions-list").replaceChildren(...rows.map(row));
  input.setAttribute("aria-controls", "suggestions-list");
  if (input.getAttribute("role") === "combobox") input.setAttribute("aria-expanded", String(rows.length > 0));
  activate(active);
}

function row(shown, at) {
  // The press must not take the focus out of the box.
  const keep = (event) => event.preventDefault();
  return h(
    "li",
    {
      id: `suggestion-${at}`,
      role: "option",
      class: "option",
      "aria-selected": "false",
      on: { mousedown: keep, click: () => shown.run(), mousemove: () => activate(at) },
    },
    shown.icon,
    h(
      "span",
      { class: "option-words" },
      h("span", {
        class: "option-label",
        vars: shown.colour ? { colour: shown.colour } : {},
        text: shown.label,
      }),
      shown.detail && h("small", { text: shown.detail }),
    ),
    shown.aside && h("small", { class: "option-aside", text: shown.aside }),
  );
}

function activate(at) {
  const list = byId("suggestions-list");
  list.querySelector(".active")?.classList.remove("active");
  list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  active = at;
  const element = list.children[at];
  element?.classList.add("active");
  element?.setAttribute("aria-selected", "true");
  element?.scrollIntoView({ block: "nearest" });
  if (element) reader?.setAttribute("aria-activedescendant", element.id);
  else reader?.removeAttribute("aria-activedescendant");
}

/** Takes the list away. */
export function hideSuggestions() {
  rows = [];
  active = -1;
  const box = byId("suggestions");
  if (box) box.hidden = true;
  reader?.removeAttribute("aria-activedescendant");
  if (reader?.getAttribute("role") === "combobox") reader.setAttribute("aria-expanded", "false");
  reader = null;
}

/** Whether a row waits to be chosen. */
export const isSuggesting = () => active >= 0;

/** Does what a key means for the list; says whether it meant anything. */
export function suggestionKey(event) {
  if (!reader || byId("suggestions").hidden) return false;
  if (event.key === "Escape") {
    hideSuggestions();
  } else if (rows.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const from = active < 0 && event.key === "ArrowUp" ? 0 : active;
    activate((from + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length);
  } else if (isSuggesting() && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
    rows[active].run();
  } else {
    return false;
  }
  event.preventDefault();
  event.stopPropagation();
  return true;
}
