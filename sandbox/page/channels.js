// At the left: servers, and the channels and threads of the open one, or the direct messages.

import { byId, button, fillIfChanged, h } from "./dom.js";
import { icon } from "./icons.js";
import { allChannels, channelById, channelName, initials, pictureOf } from "./names.js";
import { closeDrawers } from "./people.js";
import { isAfter, open, readUpTo, store } from "./store.js";

const CATEGORY = 4;

/** Which server's channels are listed; null for the direct messages. */
let listed;
let followed;

/** How many messages that pinged the viewer were not read yet, and whether there is anything unread. */
function news(channel) {
  const read = readUpTo(channel.id);
  return {
    pings: channel.guild
      ? channel.pings.filter((id) => isAfter(id, read)).length
      : Number(channel.latest !== null && isAfter(channel.latest, read)),
    unread: channel.latest !== null && isAfter(channel.latest, read),
  };
}

/** Shows servers and channels. */
export function showChannels(world) {
  // Opening a channel anywhere brings its server to the list.
  if (followed !== world.open?.id) {
    followed = world.open?.id;
    listed = channelById(followed)?.guild ?? null;
  }
  const all = allChannels();
  const state = all.map((channel) => [channel, news(channel)]);
  const shown = [
    listed,
    world.open?.id,
    world.guilds.map((guild) => [guild.id, guild.name]),
    state.map(([channel, its]) => [channel.id, channel.name, channel.archived, channel.position, its]),
  ];
  fillIfChanged(byId("rail"), shown, () => rail(world));
  fillIfChanged(byId("channels"), shown, () => [
    h("h2", { class: "place", text: placeName(world) }),
    list(world),
  ]);
  const pings = state.reduce((sum, [, its]) => sum + its.pings, 0);
  const name = channelById(world.open?.id);
  document.title = `${pings ? `(${pings}) ` : ""}${name ? `${name.guild ? "#" : ""}${channelName(name)} – ` : ""}Sandbox`;
}

function placeName(world) {
  return world.guilds.find((guild) => guild.id === listed)?.name ?? "Direct messages";
}

function rail(world) {
  const go = (guild) => () => {
    listed = guild;
    const own = guild ? world.guilds.find((other) => other.id === guild).channels : world.direct;
    const first = inOrder(own.filter((channel) => channel.type !== CATEGORY && !channel.is_thread))[0];
    if (first) open(first.id);
    else showChannels(store.world);
  };
  const entry = (guild, name, face, channels) => {
    const pings = channels.reduce((sum, channel) => sum + news(channel).pings, 0);
    const label = pings ? `${name}, ${pings} new for you` : name;
    return button(
      {
        class: "server",
        title: name,
        "aria-label": label,
        "aria-current": listed === guild ? "true" : null,
        "data-key": `server:${guild}`,
        on: { click: go(guild) },
      },
      face,
      badge(pings),
    );
  };
  return [
    entry(null, "Direct messages", icon("home"), world.direct),
    h("hr"),
    world.guilds.map((guild) =>
      entry(
        guild.id,
        guild.name,
        h("span", { class: "letters", "data-letters": initials(guild.name) }),
        guild.channels,
      ),
    ),
  ];
}

const badge = (count) =>
  count > 0 && h("span", { class: "badge", "aria-hidden": "true", text: count > 99 ? "99+" : count });

const inOrder = (channels) => [...channels].sort((one, other) => one.position - other.position);

function list(world) {
  const guild = world.guilds.find((other) => other.id === listed);
  if (!guild) return direct(world);
  const top = inOrder(guild.channels.filter((channel) => !channel.is_thread));
  const categories = top.filter((channel) => channel.type === CATEGORY);
  const under = (parent) => top.filter((channel) => channel.type !== CATEGORY && channel.parent === parent);
  const orphans = top.filter(
    (channel) => channel.type !== CATEGORY && !categories.some((category) => category.id === channel.parent),
  );
  return [
    h(
      "ul",
      { class: "channel-list" },
      orphans.map((channel) => withThreads(channel, guild)),
    ),
    categories.map((category) => [
      h("h3", { class: "category", text: category.name }),
      h(
        "ul",
        { class: "channel-list" },
        under(category.id).map((channel) => withThreads(channel, guild)),
      ),
    ]),
  ];
}

function withThreads(channel, guild) {
  const isOpen = (thread) => thread.id === store.world.open?.id;
  const threads = guild.channels.filter(
    (other) => other.is_thread && other.parent === channel.id && (!other.archived || isOpen(other)),
  );
  return [
    h("li", {}, entry(channel)),
    threads.map((thread) => h("li", { class: "thread-entry" }, entry(thread))),
  ];
}

function direct(world) {
  if (!world.direct.length)
    return h("p", { class: "none", text: `${world.bot.name} has not written to you yet.` });
  return h(
    "ul",
    { class: "channel-list" },
    world.direct.map((channel) => h("li", {}, entry(channel))),
  );
}

function entry(channel) {
  const { pings, unread } = news(channel);
  const name = channelName(channel);
  const shape = channel.private ? "lock" : channel.is_thread ? "thread" : "hash";
  const sign = channel.guild ? icon(shape) : pictureOf(store.world.bot.id);
  const go = () => {
    closeDrawers();
    open(channel.id);
  };
  const words = [name, channel.is_thread && "thread", unread && "unread", pings && `${pings} new for you`]
    .filter(Boolean)
    .join(", ");
  return button(
    {
      class: `channel${unread ? " unread" : ""}`,
      "aria-label": words,
      "aria-current": channel.id === store.world.open?.id ? "page" : null,
      "data-key": `channel:${channel.id}`,
      on: { click: go },
    },
    sign,
    h("span", { class: "channel-name", text: name }),
    badge(pings),
  );
}
