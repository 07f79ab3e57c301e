// The list that a select menu opens: one or several choices, found by typing, all of it reachable by keyboard.

import { button, find, h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { channelName, colourOf, nameOf, openGuild, pictureOf } from "./names.js";

/** A list longer than this scrolls, so that it is seen to be one. */
const TALLEST_PX = 420;

let opened = null;

/** What each menu's button offers, for a list that stays open while its message is shown anew. */
const offered = new WeakMap();

/** Notes what a menu's button offers. */
export const offer = (anchor, options) => offered.set(anchor, options);

/** Least and most choices of a menu. */
export const bounds = (menu) => ({ min: menu.min_values ?? 1, max: menu.max_values ?? 1 });

/** What can be chosen in a menu of Discord's: its own options, or the server's people, roles and channels. */
export function candidates(menu) {
  const selected = new Set((menu.default_values ?? []).map((value) => value.id));
  if (menu.type === 3) {
    return menu.options.map((option) => ({
      ...option,
      icon: option.emoji
        ? h("span", { class: "emoji", "aria-hidden": "true", text: option.emoji.name })
        : null,
      selected: option.default === true,
    }));
  }
  const kinds = { 5: ["user"], 6: ["role"], 7: ["user", "role"], 8: ["channel"] }[menu.type];
  return kinds
    .flatMap((kind) => entities(kind, menu.channel_types))
    .map((entity) => ({ ...entity, selected: selected.has(entity.value) }));
}

/** The open server's people, roles or channels. */
export function entities(kind, channelTypes = []) {
  const guild = openGuild();
  if (!guild) return [];
  if (kind === "user")
    return guild.members.map(({ id }) => ({
      value: id,
      label: nameOf(id),
      icon: pictureOf(id),
      colour: colourOf(id),
      mention: `<@${id}>`,
    }));
  if (kind === "role")
    return guild.roles.map((role) => ({
      value: role.id,
      label: role.name,
      detail: "Role",
      icon: icon("people"),
      mention: `<@&${role.id}>`,
    }));
  const fitting = guild.channels.filter(
    (channel) => !channelTypes?.length || channelTypes.includes(channel.type),
  );
  return fitting.map((channel) => ({
    value: channel.id,
    label: channelName(channel),
    icon: icon(channel.is_thread ? "thread" : "hash"),
    mention: `<#${channel.id}>`,
  }));
}

/**
 * Opens a list at a button. `onDone` gets the values: of a single choice at once, of several when "Done" is pressed.
 * Escape and a press elsewhere close it without a choice.
 */
export function openPicker(anchor, { label, options, min, max, searches, onDone }) {
  const again = opened?.anchor === anchor;
  closePicker();
  if (again) return;
  const chosen = new Set(options.filter((option) => option.selected).map((option) => option.value));
  let shown = options;
  let active = Math.max(
    0,
    options.findIndex((option) => chosen.has(option.value)),
  );
  const id = `picker-${Math.random().toString(36).slice(2)}`;
  const list = h("ul", {
    id,
    role: "listbox",
    class: "options",
    "aria-label": label,
    "aria-multiselectable": max > 1 ? "true" : null,
    tabindex: searches ? "-1" : "0",
  });
  const search =
    searches &&
    h("input", {
      class: "input",
      type: "text",
      role: "combobox",
      "aria-label": `Search: ${label}`,
      "aria-controls": id,
      "aria-expanded": "true",
      "aria-autocomplete": "list",
      placeholder: "Search",
      autocomplete: "off",
    });
  const reader = search || list;
  const done = max > 1 && button({ class: "pressable primary", text: "Done", on: { click: finish } });
  const popup = h(
    "div",
    { class: "popup picker", popover: "manual", role: "dialog", "aria-label": label, on: { keydown } },
    search,
    list,
    done &&
      h(
        "div",
        { class: "picker-foot" },
        h("small", { text: min === max ? `Choose ${max}` : `Choose ${min} to ${max}` }),
        done,
      ),
  );

  function draw() {
    list.replaceChildren(...shown.map(row));
    if (!shown.length)
      list.append(h("li", { class: "none", role: "presentation", text: "Nothing is called so" }));
    reader.setAttribute("aria-activedescendant", shown.length ? `${id}-${active}` : "");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    if (done) done.disabled = chosen.size < min || chosen.size > max;
  }

  function row(option, at) {
    const isChosen = chosen.has(option.value);
    return h(
      "li",
      {
        id: `${id}-${at}`,
        role: "option",
        class: `option${at === active ? " active" : ""}`,
        "aria-selected": String(isChosen),
        on: { click: () => pick(option), mousemove: () => activate(at) },
      },
      option.icon?.cloneNode(true),
      h(
        "span",
        { class: "option-words" },
        h("span", {
          class: "option-label",
          vars: option.colour ? { colour: option.colour } : {},
          text: option.label,
        }),
        (option.description ?? option.detail) && h("small", { text: option.description ?? option.detail }),
      ),
      isChosen && icon("check"),
    );
  }

  function activate(at) {
    if (at === active) return;
    list.children[active]?.classList.remove("active");
    active = at;
    list.children[active]?.classList.add("active");
    reader.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  function pick(option) {
    if (max === 1) {
      chosen.clear();
      chosen.add(option.value);
      finish();
    } else {
      if (!chosen.delete(option.value) && chosen.size < max) chosen.add(option.value);
      draw();
    }
  }

  /** The message has other options by now: what was chosen stays so where it is still there. */
  function change(now) {
    const at = shown[active]?.value;
    options = now;
    for (const value of [...chosen]) if (!options.some((option) => option.value === value)) chosen.delete(value);
    filter();
    active = Math.max(
      0,
      shown.findIndex((option) => option.value === at),
    );
    draw();
  }

  function filter() {
    const typed = search ? search.value.trim().toLowerCase() : "";
    shown = options.filter((option) => option.label.toLowerCase().includes(typed));
  }

  function finish() {
    if (chosen.size < min || chosen.size > max) return;
    closePicker();
    onDone(
      options.filter((option) => chosen.has(option.value)).map((option) => option.value),
      options,
    );
  }

  function keydown(event) {
    const steps = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      Home: search ? active : 0,
      End: search ? active : shown.length - 1,
    };
    const isPicking = event.key === "Enter" || (event.key === " " && reader === list);
    if (event.key === "Escape") {
      closePicker();
    } else if (event.key in steps && shown.length) {
      active = (steps[event.key] + shown.length) % shown.length;
      draw();
    } else if (isPicking && event.target === reader) {
      if (shown[active]) pick(shown[active]);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  search?.addEventListener?.("input", () => {
    filter();
    active = 0;
    draw();
  });
  draw();
  (anchor.closest("dialog") ?? document.body).append(popup);
  popup.showPopover();
  place(popup, anchor);
  anchor.setAttribute("aria-expanded", "true");
  opened = { anchor, popup, key: anchor.dataset.key, offer: change };
  list.children[active]?.scrollIntoView({ block: "nearest" });
  reader.focus();
}

/**
 * Called after messages were shown anew: an open list goes on at the button that stands in the place of its own. Where
 * the menu is gone it closes and says so, since what would be chosen could not be sent any more.
 */
export function followPicker() {
  if (!opened || opened.anchor.isConnected) return;
  const anchor = opened.key && find(document, opened.key);
  if (!anchor || anchor.disabled) {
    closePicker();
    toast("The message has changed. Open its menu again.");
    return;
  }
  opened.anchor = anchor;
  anchor.setAttribute("aria-expanded", "true");
  const now = offered.get(anchor);
  if (now) opened.offer(now);
  place(opened.popup, anchor);
}

/** Closes the open list and gives the focus back to what opened it. */
export function closePicker() {
  if (!opened) return;
  const { anchor, popup, key } = opened;
  opened = null;
  popup.remove();
  anchor.setAttribute("aria-expanded", "false");
  // The message may have been shown anew meanwhile, and its button with it.
  const back = anchor.isConnected ? anchor : key && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  back?.focus({ preventScroll: true });
}

/** Puts a popup below its anchor, or above where there is more room. */
export function place(popup, anchor) {
  const at = anchor.getBoundingClientRect();
  const gap = 6;
  popup.style.minWidth = `${Math.min(at.width, innerWidth - 16)}px`;
  const { width, height } = popup.getBoundingClientRect();
  const below = innerHeight - at.bottom - gap >= height || at.top < innerHeight / 2;
  const room = (below ? innerHeight - at.bottom : at.top) - 2 * gap;
  popup.style.maxHeight = `${Math.min(Math.max(room, 160), TALLEST_PX)}px`;
  popup.style.left = `${Math.max(8, Math.min(at.left, innerWidth - width - 8))}px`;
  popup.style[below ? "top" : "bottom"] = `${below ? at.bottom + gap : innerHeight - at.top + gap}px`;
}

addEventListener("pointerdown", (event) => {
  if (opened && !opened.popup.contains(event.target) && !opened.anchor.contains(event.target)) closePicker();
});
addEventListener("resize", closePicker);
