// One message, with everything that can be on it.

import { NO_ANSWER } from "./api.js";
import { forget } from "./calls.js";
import { time } from "./clock.js";
import { components, failure, waitingOn } from "./components.js";
import { button, h } from "./dom.js";
import { attachment, embed } from "./embed.js";
import { icon } from "./icons.js";
import { jumpTo } from "./jump.js";
import { blocks, inline } from "./markdown.js";
import { openMessageMenu } from "./menu.js";
import { botTag, channelById, colourOf, nameOf, pictureOf, userById } from "./names.js";
import { forwarded, poll, theme } from "./extras.js";
import { dismiss, open, store } from "./store.js";

// developers/resources/message.mdx, Message Flags and Message Types.
const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const THREAD_CREATED = 18;
const REPLY = 19;
const THREAD_STARTER = 21;

/** Whether only the viewer sees it. */
export const isPrivate = (message) => (message.flags & EPHEMERAL) !== 0;

/** What a message looks like depends on this; the log shows it anew when it changes. */
export function signature(message, isFirst) {
  return JSON.stringify([
    message,
    isFirst,
    waitingOn(message),
    store.failures.get(message.id),
    channelById(message.thread?.id)?.messages,
  ]);
}

/** A message; `isFirst` shows its author, which the next ones of the same author need not. */
export function messageItem(message, isFirst) {
  if (message.type === THREAD_CREATED) return systemItem(message);
  const shown = message.type === THREAD_STARTER ? message.starter : message;
  const classes = [
    "message",
    isFirst && "first",
    message.pinged.viewer && "pings",
    isPrivate(message) && "private",
  ];
  const more = button(
    {
      class: "more round",
      "aria-label": `More about the message of ${nameOf(message.author.id)}`,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "data-key": `more:${message.id}`,
      on: { click: () => openMessageMenu(message, more) },
    },
    icon("more"),
  );
  const context = (event) => {
    // A link or a selection keeps the browser's own menu.
    if (event.target.closest("a, input") || String(getSelection())) return;
    event.preventDefault();
    openMessageMenu(
      message,
      more,
      event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : null,
    );
  };
  return h(
    "li",
    { class: classes.filter(Boolean).join(" "), "data-id": message.id, on: { contextmenu: context } },
    above(message),
    isFirst ? pictureOf(message.author.id) : time(Date.parse(message.timestamp), "t", { class: "aside" }),
    h(
      "div",
      { class: "message-body" },
      isFirst && byline(message.author.id, Date.parse(message.timestamp)),
      shown ? body(shown) : gone(),
      failure(message),
      thread(message),
      isPrivate(message) && privateFoot(message),
    ),
    more,
  );
}

function byline(author, sent) {
  const colour = colourOf(author);
  return h(
    "div",
    { class: "byline" },
    h("span", { class: "author", vars: colour ? { colour } : {}, text: nameOf(author) }),
    userById(author)?.bot && botTag(),
    time(sent, "message", { class: "when" }),
  );
}

function body(message) {
  if (message.flags & LOADING) return thinking(message);
  return [
    message.content &&
      h("div", { class: "content" }, blocks(message.content), message.edited_timestamp && edited(message)),
    message.embeds.map(embed),
    message.attachments.length > 0 && h("div", { class: "attachments" }, message.attachments.map(attachment)),
    message.components.length > 0 &&
      h("div", { class: "components" }, components(message.components, message)),
    message.poll && poll(message),
    message.shared_client_theme && theme(message.shared_client_theme),
    message.message_snapshots?.map((snapshot) => forwarded(snapshot.message)),
    !message.content && message.edited_timestamp && h("div", { class: "content" }, edited(message)),
    reactions(message),
  ];
}

const edited = (message) => [" ", time(Date.parse(message.edited_timestamp), "edited", { class: "edited" })];

function thinking(message) {
  return h(
    "div",
    { class: "thinking", role: "status" },
    h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    `${nameOf(message.author.id)} is thinking…`,
  );
}

/** Reactions are shown; the sandbox's members do not react. */
function reactions({ reactions: list = [] }) {
  return (
    list.length > 0 &&
    h(
      "div",
      { class: "reactions" },
      list.map(({ emoji, count }) => h("span", { class: "reaction", text: `${emoji.name} ${count}` })),
    )
  );
}

/** What stands above a message: what it replies to, or which command it answers. */
function above(message) {
  const { interaction, interaction_metadata: metadata } = message;
  if (message.type === REPLY) {
    const other = message.referenced_message;
    const words = other
      ? [
          h("span", { class: "unseen", text: "Reply to " }),
          h("span", { class: "author", text: `@${nameOf(other.author.id)}` }),
          h("span", { class: "preview" }, preview(other)),
        ]
      : [h("em", { text: "Original message was deleted" })];
    const jump = () => jumpTo({ message: other.id });
    return other
      ? button({ class: "above", title: "Show that message", on: { click: jump } }, words)
      : h("div", { class: "above" }, words);
  }
  if (!interaction) return null;
  const used =
    message.type === 23
      ? h("strong", { text: interaction.name })
      : h("span", { class: "mention", text: `/${interaction.name}` });
  return h(
    "div",
    { class: "above" },
    h("span", { class: "author", text: nameOf((metadata ?? interaction).user.id) }),
    " used ",
    used,
  );
}

function preview(message) {
  const text =
    message.content ||
    message.embeds[0]?.title ||
    message.embeds[0]?.description ||
    message.attachments[0]?.filename ||
    "";
  return inline(text.split("\n")[0], { linked: true });
}

/** Plain words of a message, for who hears it. */
export function spoken(message) {
  const parts = [
    message.content,
    ...message.embeds.map((shown) =>
      [shown.author?.name, shown.title, shown.description].filter(Boolean).join(", "),
    ),
  ];
  const text = inline(parts.filter(Boolean).join(" "), { linked: true });
  return h("span", {}, text).textContent.slice(0, 300);
}

function thread(message) {
  if (!message.thread) return null;
  const seen = channelById(message.thread.id);
  if (!seen) return null;
  const count = `${seen.messages} ${seen.messages === 1 ? "message" : "messages"}`;
  return button(
    { class: "thread", "data-key": `thread:${message.id}`, on: { click: () => open(seen.id) } },
    icon("thread"),
    h(
      "span",
      {},
      h("strong", { text: seen.name }),
      h("small", { text: `${seen.archived ? "Archived · " : ""}${count}` }),
    ),
    h("span", { class: "thread-open", text: "See thread" }),
  );
}

function privateFoot(message) {
  const close = () => dismiss(message.id);
  return h(
    "div",
    { class: "private-foot" },
    icon("eye"),
    "Only you can see this · ",
    button({
      class: "quiet",
      text: "Dismiss message",
      "data-key": `dismiss:${message.id}`,
      on: { click: close },
    }),
  );
}

const gone = () =>
  h("div", { class: "content" }, h("em", { text: "The message that started this thread was deleted." }));

function systemItem(message) {
  const started = message.message_reference?.channel_id;
  const seen =
    channelById(started) &&
    button({ class: "quiet", text: "See thread", on: { click: () => open(started) } });
  return h(
    "li",
    { class: "message system", "data-id": message.id },
    icon("thread"),
    h(
      "div",
      { class: "message-body" },
      h("strong", { text: nameOf(message.author.id) }),
      " started a thread: ",
      h("strong", { text: message.content }),
      ". ",
      seen,
      " ",
      time(Date.parse(message.timestamp), "message", { class: "when" }),
    ),
  );
}

/** A command that is on its way, or that got no answer. */
export function commandItem(row) {
  const close = () => forget(row.id);
  const state = row.failed
    ? [
        h("div", { class: "failure", role: "alert" }, icon("warn"), NO_ANSWER),
        h(
          "div",
          { class: "private-foot" },
          icon("eye"),
          "Only you can see this · ",
          button({ class: "quiet", text: "Dismiss message", on: { click: close } }),
        ),
      ]
    : h(
        "div",
        { class: "thinking", role: "status" },
        h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
        "Sending command…",
      );
  return h(
    "li",
    { class: "message first private", "data-id": row.id },
    h(
      "div",
      { class: "above" },
      h("span", { class: "author", text: nameOf(row.viewer) }),
      " used ",
      h("span", { class: "mention", text: row.name }),
    ),
    pictureOf(store.world.bot.id),
    h(
      "div",
      { class: "message-body" },
      h("div", { class: "byline" }, h("span", { class: "author", text: store.world.bot.name }), botTag()),
      state,
    ),
  );
}
