// A panel of the program behind the sandbox: what it would send elsewhere, such as mail. What is in it is the program's own.

import { byId, button, fillIfChanged, h } from "./dom.js";
import { icon } from "./icons.js";
import { onChange, store } from "./store.js";

const EVERY = 2000;
let panel = null;
let isOpen = false;

/** The button that opens it; none where the program has no panel. */
export function panelButton() {
  if (!panel) return null;
  return button(
    {
      class: "action panel-button",
      "aria-expanded": String(isOpen),
      "aria-controls": "panel",
      "data-key": "panel",
      on: { click: toggle },
    },
    panel.entries.length ? `${panel.title} (${panel.entries.length})` : panel.title,
  );
}

/** What the button shows, so that it is drawn anew when that changes. */
export const panelState = () => [panel?.title, panel?.entries.length, isOpen];

function toggle() {
  isOpen = !isOpen;
  show();
  if (isOpen) byId("panel").querySelector("button")?.focus();
}

function show() {
  const place = byId("panel");
  place.hidden = !isOpen || !panel;
  if (place.hidden) return;
  place.setAttribute("aria-label", panel.title);
  fillIfChanged(place, [panel], () => [
    h(
      "header",
      {},
      h("h2", { text: panel.title }),
      button({ class: "round", "aria-label": `Close ${panel.title}`, "data-key": "panel:close", on: { click: toggle } }, icon("close")),
    ),
    panel.hint && h("p", { class: "panel-hint", text: panel.hint }),
    panel.entries.length
      ? h(
          "ol",
          { tabindex: "0", "aria-label": panel.title },
          panel.entries.map((entry) =>
            h(
              "li",
              {},
              h("span", { class: "panel-state", text: entry.state }),
              h("strong", { text: entry.title }),
              h("small", { text: entry.note }),
              h("pre", { text: entry.text }),
            ),
          ),
        )
      : h("p", { class: "panel-hint", text: panel.empty }),
  ]);
}

async function ask() {
  try {
    const answer = await fetch("/page/panel");
    const read = answer.ok ? await answer.json() : null;
    panel = read?.title ? read : null;
  } catch {
    // Said elsewhere on the page.
  }
}

/** Keeps the panel up to date; calls `changed` when its button has to be drawn anew. */
export function startPanel(changed) {
  let asking = false;
  const look = async () => {
    if (asking || !store.world) return;
    asking = true;
    const before = JSON.stringify(panelState());
    await ask();
    asking = false;
    show();
    if (JSON.stringify(panelState()) !== before) changed();
  };
  onChange(look);
  setInterval(() => document.visibilityState === "visible" && look(), EVERY);
}
