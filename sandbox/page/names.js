// Who and what an id stands for, as the acting member sees it.

import { h } from "./dom.js";
import { store } from "./store.js";

/** The server of the open channel; none in a direct message. */
export function openGuild() {
  const open = channelById(store.world.open?.id);
  return store.world.guilds.find((guild) => guild.id === open?.guild) ?? null;
}

/** Every channel the viewer sees. */
export function allChannels() {
  return [...store.world.guilds.flatMap((guild) => guild.channels), ...store.world.direct];
}

export const channelById = (id) => allChannels().find((channel) => channel.id === id) ?? null;
export const userById = (id) => store.world.users.find((user) => user.id === id) ?? null;
export const memberOf = (guild, id) => guild?.members.find((member) => member.id === id) ?? null;
export const roleById = (id) =>
  store.world.guilds.flatMap((guild) => guild.roles).find((role) => role.id === id) ?? null;

/** A user's name in the open server. */
export function nameOf(id) {
  return memberOf(openGuild(), id)?.nick ?? userById(id)?.name ?? "unknown user";
}

/** What a channel is called: a direct message by who is in it. */
export function channelName(channel) {
  return channel.guild ? channel.name : store.world.bot.name;
}

/** A member's roles, highest first, without the one everybody has. */
export function rolesOf(guild, id) {
  const own = memberOf(guild, id)?.roles ?? [];
  return (guild?.roles ?? [])
    .filter((role) => own.includes(role.id) && role.id !== guild.id)
    .sort((one, other) => other.position - one.position);
}

/** The colour of a name: that of the highest role that has one. */
export function colourOf(id) {
  const role = rolesOf(openGuild(), id).find((role) => role.color);
  return role ? hex(role.color) : null;
}

/** A colour as CSS writes it. */
export const hex = (colour) => `#${colour.toString(16).padStart(6, "0")}`;

/** The first letters of a name, for who has no picture. */
export function initials(name) {
  const words = name.split(/[\s\-_]+/).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? "?"];
  return letters.map((word) => [...word][0].toUpperCase()).join("");
}

/** A generated picture: the name's letters on a colour that is always the same for the name. */
export function picture(name, kind = "person") {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.codePointAt(0)) % 9973;
  // Steps of the golden angle keep neighbours apart.
  return h("span", {
    class: `picture ${kind}`,
    vars: { hue: Math.round(hash * 137.508) % 360 },
    "aria-hidden": "true",
    "data-letters": initials(name),
  });
}

/** A person's or the bot's picture. */
export function pictureOf(id) {
  const user = userById(id);
  return picture(user?.name ?? "?", user?.bot ? "bot" : "person");
}

/** The tag beside the bot's name. */
export const botTag = () => h("span", { class: "tag", text: "BOT" });

/** A file's address on this page's own server; none for anything that would have to be fetched from elsewhere. */
export function ownAddress(url) {
  try {
    const parsed = new URL(url, location.href);
    if (parsed.origin === store.world.origin || parsed.origin === location.origin) return parsed.pathname;
  } catch {
    // Not an address at all.
  }
  return null;
}
