// Who one is: the corner at the left with the list of everybody one can be, one's language, and the page's colours.

import { send } from "./api.js";
import { byId, button, fillIfChanged, h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { nameOf, openGuild, pictureOf, rolesOf, userById } from "./names.js";
import { closeDrawers } from "./people.js";
import { place } from "./picker.js";
import { become, refresh, store } from "./store.js";

// Some of developers/reference.mdx, Locales.
const languages = {
  "en-US": "English",
  de: "Deutsch",
  fr: "Français",
  "es-ES": "Español",
  it: "Italiano",
  "pt-BR": "Português",
  pl: "Polski",
  ru: "Русский",
  uk: "Українська",
  ja: "日本語",
};

/** Shows who the viewer is. */
export function showAccount(world) {
  const { viewer } = world;
  const detail = roleWords(world, viewer);
  const shown = [viewer, nameOf(viewer), detail];
  fillIfChanged(byId("account"), shown, () =>
    button(
      {
        class: "who",
        "aria-haspopup": "dialog",
        "aria-expanded": "false",
        "data-key": "who",
        on: { click: toggle },
      },
      pictureOf(viewer),
      h(
        "span",
        { class: "person-words" },
        h("span", { class: "person-name" }, h("span", { class: "unseen", text: "You are " }), nameOf(viewer)),
        h("small", { text: detail }),
      ),
      icon("down"),
    ),
  );
}

function roleWords(world, id) {
  const guild = openGuild() ?? world.guilds[0];
  const roles = rolesOf(guild, id).map((role) => role.name);
  if (guild?.owner === id) roles.unshift("Owner");
  return roles.join(", ") || "No role";
}

let panel = null;

function toggle(event) {
  if (panel) {
    close();
    return;
  }
  const anchor = event.currentTarget;
  const { users, viewer } = store.world;
  const people = users.filter((user) => !user.bot && user.guilds.length);
  const language = h(
    "select",
    { class: "input", id: "language", on: { change: speak } },
    Object.entries(languages).map(([locale, name]) =>
      h("option", { value: locale, text: name, selected: locale === userById(viewer).locale }),
    ),
  );
  panel = h(
    "div",
    {
      class: "popup account",
      popover: "manual",
      role: "dialog",
      "aria-label": "Who you are",
      on: { keydown },
    },
    h("h2", { text: "Be somebody else" }),
    h(
      "ul",
      {},
      people.map((user) => h("li", {}, choice(user))),
    ),
    h("label", { for: "language", text: "Your language in Discord" }),
    language,
  );
  document.body.append(panel);
  panel.showPopover();
  place(panel, anchor);
  anchor.setAttribute("aria-expanded", "true");
  (panel.querySelector("[aria-pressed=true]") ?? panel.querySelector("button")).focus();
}

function choice(user) {
  const isViewer = user.id === store.world.viewer;
  const go = () => {
    close();
    closeDrawers();
    become(user.id);
  };
  return button(
    { class: "person", "aria-pressed": String(isViewer), on: { click: go } },
    pictureOf(user.id),
    h(
      "span",
      { class: "person-words" },
      h("span", { class: "person-name", text: user.name }),
      h("small", { text: roleWords(store.world, user.id) }),
    ),
    isViewer && icon("check"),
  );
}

async function speak(event) {
  const answer = await send("/page/language", { as: store.world.viewer, locale: event.target.value });
  if (answer.error) toast(answer.error);
  await refresh();
}

function keydown(event) {
  if (event.key === "Escape") {
    event.stopPropagation();
    close();
  }
}

function close() {
  panel?.remove();
  panel = null;
  const anchor = byId("account").querySelector("button");
  anchor?.setAttribute("aria-expanded", "false");
  anchor?.focus({ preventScroll: true });
}

addEventListener("pointerdown", (event) => {
  if (panel && !panel.contains(event.target) && !byId("account").contains(event.target)) close();
});
