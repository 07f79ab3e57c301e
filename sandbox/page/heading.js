// Above the messages: which channel it is, whether the bot is there, and the welcome.

import { byId, button, fillIfChanged, h } from "./dom.js";
import { icon } from "./icons.js";
import { blocks, inline } from "./markdown.js";
import { channelById, channelName, pictureOf } from "./names.js";
import { toggleDrawer } from "./people.js";
import { isWelcomed, open, setWelcomed, store } from "./store.js";

/** Shows the heading of the open channel, and the welcome. */
export function showHeading(world) {
  const channel = channelById(world.open?.id);
  const parent = channel && channelById(channel.parent);
  // What the page cannot ask it does not know to be online.
  const isOnline = world.bot.online && store.connected;
  fillIfChanged(
    byId("heading"),
    [channel?.id, channel?.name, channel?.topic, parent?.name, world.bot, store.connected],
    () => [
      button(
        {
          class: "round drawer-button",
          "aria-label": "Servers and channels",
          on: { click: (event) => toggleDrawer("places", event.currentTarget) },
        },
        icon("menu"),
      ),
      channel?.is_thread &&
        parent && [
          button({ class: "crumb", on: { click: () => open(parent.id) } }, icon("hash"), parent.name),
          h("span", { class: "crumb-sign", "aria-hidden": "true", text: "›" }),
        ],
      channel &&
        h(
          "span",
          { class: "heading-sign" },
          channel.guild ? icon(channel.is_thread ? "thread" : "hash") : pictureOf(world.bot.id),
        ),
      h("h1", { text: channel ? channelName(channel) : "Nothing to see here" }),
      channel?.topic && h("span", { class: "topic" }, inline(channel.topic)),
      h("span", {
        class: `bot-state ${isOnline ? "online" : "offline"}`,
        role: "status",
        text: `${world.bot.name} is ${isOnline ? "online" : "offline"}`,
      }),
      button(
        {
          class: "round",
          "aria-label": "Members",
          title: "Members",
          "aria-expanded": "true",
          "data-key": "people",
          on: { click: (event) => toggleDrawer("people", event.currentTarget) },
        },
        icon("people"),
      ),
    ],
  );
  const { welcome } = world;
  const isShown = welcome && !isWelcomed(welcome.title);
  byId("welcome").hidden = !isShown;
  fillIfChanged(byId("welcome"), [isShown && welcome, world.viewer], () => [
    isShown &&
      h(
        "div",
        { class: "welcome-words" },
        h("h2", { text: welcome.title }),
        h("div", { class: "content" }, blocks(welcome.text)),
      ),
    isShown &&
      button(
        {
          class: "round",
          "aria-label": "Close the welcome",
          on: { click: () => setWelcomed(welcome.title, true) },
        },
        icon("close"),
      ),
  ]);
}
