// The menu of a message: what apps can do with it, and what can be copied.

import { command } from "./calls.js";
import { button, h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { place } from "./picker.js";
import { dismiss, store } from "./store.js";

let opened = null;

/** Opens the menu of a message at a button, or at a point. */
export function openMessageMenu(message, anchor, point = null) {
  closeMenu();
  const locale = store.world.users.find((user) => user.id === store.world.viewer)?.locale;
  const apps = (store.world.open?.commands ?? []).filter((offered) => offered.type === 3);
  const isPrivate = (message.flags & 64) !== 0;
  const run = (offered) => async () => {
    const error = await command(
      { do: "message_command", message: message.id, command: offered.name },
      offered.name,
    );
    if (error) toast(error);
  };
  const items = [
    ...(isPrivate
      ? []
      : apps.map((offered) =>
          item(offered.name_localizations?.[locale] ?? offered.name, run(offered), "bolt"),
        )),
    message.content && item("Copy text", () => copy(message.content), "file"),
    item("Copy message id", () => copy(message.id), "hash"),
    isPrivate && item("Dismiss message", () => dismiss(message.id), "close"),
  ].filter(Boolean);
  const hasApps = apps.length > 0 && !isPrivate;
  const menu = h(
    "div",
    { class: "popup menu", popover: "manual", role: "menu", "aria-label": "Message", on: { keydown } },
    hasApps && h("div", { class: "menu-title", role: "presentation", text: "Apps" }),
    items,
  );
  document.body.append(menu);
  menu.showPopover();
  place(menu, point ? { getBoundingClientRect: () => new DOMRect(point.x, point.y, 0, 0) } : anchor);
  anchor.setAttribute("aria-expanded", "true");
  opened = { menu, anchor };
  items[0].focus();
}

function item(words, does, sign) {
  const click = () => {
    closeMenu();
    does();
  };
  return button(
    { class: "menu-item", role: "menuitem", tabindex: "-1", on: { click } },
    icon(sign),
    h("span", { text: words }),
  );
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    toast("Copied", "done");
  } catch {
    toast("The browser did not allow copying.");
  }
}

function keydown(event) {
  const items = [...opened.menu.querySelectorAll(".menu-item")];
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next !== undefined) items[(next + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else return;
  event.preventDefault();
}

function closeMenu() {
  if (!opened) return;
  const { menu, anchor } = opened;
  opened = null;
  menu.remove();
  anchor.setAttribute("aria-expanded", "false");
  if (anchor.isConnected) anchor.focus({ preventScroll: true });
}

addEventListener("pointerdown", (event) => {
  if (opened && !opened.menu.contains(event.target)) closeMenu();
});
