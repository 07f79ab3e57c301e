// At the right: the server's members by role. A press on one makes one that member. And the drawers of a small window.

import { byId, button, fillIfChanged, h } from "./dom.js";
import { icon } from "./icons.js";
import { botTag, colourOf, nameOf, openGuild, pictureOf, rolesOf, userById } from "./names.js";
import { become, store } from "./store.js";

/** Narrower than this, the sides become drawers; base.css says the same. */
const narrow = matchMedia("(max-width: 820px)");
const middling = matchMedia("(max-width: 1120px)");

/** Shows the members. */
export function showPeople(world) {
  const guild = openGuild();
  const shown = [world.viewer, world.bot, store.connected, guild?.id, guild?.roles, guild?.members, world.users];
  fillIfChanged(byId("people"), shown, () => [
    h(
      "div",
      { class: "people-head" },
      h("h2", { text: guild ? "Members" : "In this conversation" }),
      button(
        { class: "round narrow-only", "aria-label": "Close the members", on: { click: closeDrawers } },
        icon("close"),
      ),
    ),
    guild && h("p", { class: "people-hint", text: "Press a member to see the server with their eyes." }),
    groups(world, guild),
  ]);
}

function groups(world, guild) {
  const ids = guild ? guild.members.map((member) => member.id) : [world.viewer, world.bot.id];
  const made = new Map();
  for (const id of ids) {
    const isBot = userById(id)?.bot;
    const heading = isBot
      ? "Bots"
      : (rolesOf(guild, id)[0]?.name ?? (guild?.owner === id ? "Owner" : "No role"));
    made.set(heading, [...(made.get(heading) ?? []), id]);
  }
  const height = (heading) =>
    guild?.roles.find((role) => role.name === heading)?.position ??
    { Owner: 999, "No role": -1, Bots: -2 }[heading];
  const sorted = [...made].sort(([one], [other]) => height(other) - height(one));
  return sorted.map(([heading, members]) => [
    h("h3", { text: `${heading} — ${members.length}` }),
    h(
      "ul",
      {},
      members.map((id) => h("li", {}, person(world, id))),
    ),
  ]);
}

function person(world, id) {
  const user = userById(id);
  const colour = colourOf(id);
  const isViewer = id === world.viewer;
  const what = !user?.bot && !isViewer && h("span", { class: "unseen", text: "Become " });
  const name = h("span", { class: "person-name", vars: colour ? { colour } : {} }, what, nameOf(id));
  if (user?.bot) {
    const state = world.bot.online && store.connected ? "online" : "offline";
    return h(
      "div",
      { class: `person ${state}` },
      pictureOf(id),
      h("span", { class: "person-words" }, h("span", {}, name, " ", botTag()), h("small", { text: state })),
    );
  }
  const go = () => {
    closeDrawers();
    become(id);
  };
  return button(
    {
      class: "person",
      "aria-pressed": String(isViewer),
      "data-key": `person:${id}`,
      on: { click: go },
    },
    pictureOf(id),
    h("span", { class: "person-words" }, name, isViewer && h("small", { text: "you" })),
  );
}

/** Opens or closes a drawer: "places" at the left, "people" at the right. On a wide window the members can be put away. */
export function toggleDrawer(name, from) {
  const isDrawer = name === "places" ? narrow.matches : middling.matches;
  if (!isDrawer) {
    document.body.classList.toggle("without-people");
    from.setAttribute("aria-expanded", String(!document.body.classList.contains("without-people")));
    return;
  }
  const isOpen = document.body.dataset.drawer === name;
  closeDrawers();
  if (isOpen) return;
  document.body.dataset.drawer = name;
  byId("veil").hidden = false;
  byId("conversation").inert = true;
  byId("topbar").inert = true;
  byId(name).inert = false;
  byId(name).querySelector("[aria-current], button")?.focus();
  opener = from;
}

let opener = null;

/** Closes whatever drawer is open. */
export function closeDrawers() {
  const wasOpen = document.body.dataset.drawer;
  delete document.body.dataset.drawer;
  byId("veil").hidden = true;
  byId("conversation").inert = false;
  byId("topbar").inert = false;
  settleDrawers();
  if (wasOpen && opener?.isConnected) opener.focus({ preventScroll: true });
}

/** A closed drawer is out of sight, and out of the keyboard's way. */
function settleDrawers() {
  byId("places").inert = narrow.matches && document.body.dataset.drawer !== "places";
  byId("people").inert = middling.matches && document.body.dataset.drawer !== "people";
}

/** Wires the drawers. */
export function startDrawers() {
  byId("veil").addEventListener("click", closeDrawers);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.body.dataset.drawer) closeDrawers();
  });
  for (const query of [narrow, middling]) query.addEventListener("change", closeDrawers);
  settleDrawers();
}
