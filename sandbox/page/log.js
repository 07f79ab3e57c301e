// The messages of the open channel: shown anew only where they changed, so that scroll, focus and open lists stay.

import { dayOf } from "./clock.js";
import { byId, find, h, present } from "./dom.js";
import { icon } from "./icons.js";
import { commandItem, isPrivate, messageItem, signature, spoken } from "./message.js";
import { channelById, channelName, nameOf, picture } from "./names.js";
import { followPicker } from "./picker.js";
import { isAfter, isDismissed, showOlder, store } from "./store.js";

/** Messages of one author within this time stand under one name. */
const TOGETHER_MS = 7 * 60_000;
/** This near to the end counts as being at the end. */
const NEAR_PX = 120;

let shown = { channel: null, viewer: null, names: null, items: new Map(), last: null };

const scroller = () => byId("scroller");
const isAtEnd = () => scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight < NEAR_PX;
const toEnd = () => {
  scroller().scrollTop = scroller().scrollHeight;
};

/** Wires the parts of the page that are always there. */
export function startLog() {
  byId("older").addEventListener("click", async () => {
    const before = scroller().scrollHeight - scroller().scrollTop;
    await showOlder();
    scroller().scrollTop = scroller().scrollHeight - before;
  });
  byId("newest").addEventListener("click", toEnd);
  scroller().addEventListener("scroll", () => {
    if (isAtEnd()) byId("newest").hidden = true;
  });
  // The box below grows and shrinks; pictures arrive late.
  new ResizeObserver(() => {
    if (stuck) toEnd();
  }).observe(byId("log"));
  scroller().addEventListener("scroll", () => {
    stuck = isAtEnd();
  });
}

let stuck = true;

/** Shows the open channel. */
export function showLog(world) {
  const { open, viewer } = world;
  const log = byId("log");
  // Names and colours stand in many messages: when they change, all are shown anew.
  const names = JSON.stringify([
    world.users,
    world.guilds.map((guild) => [
      guild.roles,
      guild.members,
      guild.channels.map((channel) => [channel.id, channel.name]),
    ]),
  ]);
  const isNew = shown.channel !== open?.id || shown.viewer !== viewer;
  if (isNew || shown.names !== names)
    shown = { channel: open?.id, viewer, names, items: new Map(), last: isNew ? null : shown.last };
  const wasAtEnd = isNew || isAtEnd();
  const key = log.contains(document.activeElement)
    ? document.activeElement.closest("[data-key]")?.dataset.key
    : null;
  const channel = channelById(open?.id);
  log.setAttribute("aria-label", channel ? `Messages in ${channelName(channel)}` : "Messages");
  byId("older").hidden = !open?.has_more;
  byId("beginning").replaceChildren(...(open && !open.has_more ? beginning(channel) : []));
  put(log, rows(open));
  if (key && !log.contains(document.activeElement)) find(log, key)?.focus({ preventScroll: true });
  if (wasAtEnd) toEnd();
  stuck = wasAtEnd;
  followPicker();
  tellNews(open?.messages.at(-1), isNew, wasAtEnd);
}

/** Puts rows in their places and leaves those alone that are there already: what moves would lose its focus. */
function put(log, wanted) {
  const keep = new Set(wanted);
  for (const old of [...log.children]) if (!keep.has(old)) old.remove();
  wanted.forEach((row, at) => {
    if (log.children[at] !== row) log.insertBefore(row, log.children[at] ?? null);
  });
}

function rows(open) {
  const made = [];
  const items = new Map();
  const messages = (open?.messages ?? []).filter((message) => !isDismissed(message.id));
  let before = null;
  let isMarked = false;
  const reuse = (id, sign, make) => {
    const old = shown.items.get(id);
    const item = old?.sign === sign ? old.item : make();
    items.set(id, { sign, item });
    return item;
  };
  for (const message of messages) {
    const sent = Date.parse(message.timestamp);
    const isNewDay = !before || dayOf(Date.parse(before.timestamp)) !== dayOf(sent);
    const isUnread =
      !isMarked && store.readBefore !== null && isAfter(message.id, store.readBefore) && !isPrivate(message);
    if (isNewDay) made.push(reuse(`day:${dayOf(sent)}`, "", () => divider(day(sent), "day")));
    if (isUnread) made.push(reuse(`unread:${message.id}`, "", () => divider("New", "unread")));
    isMarked ||= isUnread;
    const isFirst = isNewDay || isUnread || !continues(message, before);
    made.push(reuse(message.id, signature(message, isFirst), () => messageItem(message, isFirst)));
    before = message;
  }
  for (const row of store.commands.filter(
    (row) => row.channel === open?.id && row.viewer === store.world.viewer,
  )) {
    made.push(reuse(row.id, String(row.failed), () => commandItem(row)));
  }
  shown.items = items;
  return made;
}

function continues(message, before) {
  return (
    before.author.id === message.author.id &&
    message.type === 0 &&
    before.type !== 18 &&
    isPrivate(message) === isPrivate(before) &&
    Date.parse(message.timestamp) - Date.parse(before.timestamp) < TOGETHER_MS
  );
}

const day = (sent) => new Date(sent).toLocaleDateString("en", { dateStyle: "long" });
const divider = (words, kind) => h("li", { class: `divider ${kind}` }, h("span", { text: words }));

function beginning(channel) {
  const name = channelName(channel);
  const sign = channel.guild
    ? h("span", { class: "picture sign" }, icon(channel.is_thread ? "thread" : "hash"))
    : picture(name, "bot");
  const words = channel.guild
    ? `This is the start of ${channel.is_thread ? "the thread" : `#${name}`}.`
    : `Messages between you and ${name} alone.`;
  return present([sign, h("h2", { text: name }), h("p", { text: words })]);
}

/** Says that there is something new: aloud, and with a button where it lies out of sight. */
function tellNews(latest, isNew, wasAtEnd) {
  const isNews = latest && !isNew && isAfter(latest.id, shown.last);
  if (latest) shown.last = latest.id;
  // What was said to one member is nothing for the next.
  if (isNew) byId("announcer").textContent = "";
  if (!isNews) return;
  byId("announcer").textContent = `${nameOf(latest.author.id)}: ${spoken(latest)}`;
  // A private message answers what the viewer has just done.
  if (isPrivate(latest)) toEnd();
  if (wasAtEnd || isPrivate(latest)) return;
  byId("newest").hidden = false;
  byId("newest").replaceChildren("New messages ", icon("down"));
}
