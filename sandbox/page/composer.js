// The box to write in. What was typed stays with its channel and member, whatever comes in meanwhile.

import { act } from "./api.js";
import { byId, button, h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { channelById, channelName, openGuild } from "./names.js";
import { entities } from "./picker.js";
import { Slash, suggestCommands } from "./slash.js";
import { refresh, store } from "./store.js";
import { hideSuggestions, suggest, suggestionKey, suggestionList } from "./suggestions.js";

/** `developers/resources/message.mdx`: a message has at most this many characters. */
const LONGEST = 2000;

const drafts = new Map();
let place = null;
let slash = null;
let box = null;
let counter = null;

/** Shows the box of the open channel. It is only made anew when another channel or member is shown. */
export function showComposer(world) {
  const channel = channelById(world.open?.id);
  const now = JSON.stringify([
    world.viewer,
    channel?.id,
    channel?.can_write,
    channel?.archived,
    channel && channelName(channel),
  ]);
  if (now === place) return;
  place = now;
  slash = null;
  const container = byId("composer");
  if (!channel || !channel.can_write) {
    const words = channel ? "You may not write in this channel." : "No channel is open.";
    container.replaceChildren(h("p", { class: "composer-none", text: words }));
    return;
  }
  const name = channel.is_thread
    ? "this thread"
    : channel.guild
      ? `#${channelName(channel)}`
      : channelName(channel);
  box = h("textarea", {
    id: "message",
    rows: "1",
    "aria-label": `Message ${name}`,
    placeholder: hint(name),
    "aria-autocomplete": "list",
    on: { input: typed, keydown, blur: hideSuggestions },
  });
  counter = h("span", { class: "counter", "aria-hidden": "true" });
  box.value = drafts.get(place) ?? "";
  const plain = h(
    "div",
    { class: "composer-plain" },
    box,
    counter,
    button({ class: "round send", "aria-label": "Send the message", on: { click: send } }, icon("send")),
  );
  container.replaceChildren(suggestionList(), plain);
  grow();
}

const hint = (name) =>
  openGuild() && innerWidth > 820 ? `Message ${name}, or type / for commands` : `Message ${name}`;

function grow() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
  const left = LONGEST - [...box.value].length;
  counter.textContent = left < 200 ? left : "";
  counter.classList.toggle("over", left < 0);
}

function typed() {
  drafts.set(place, box.value);
  grow();
  const name = box.value.slice(0, box.selectionStart).match(/(?:^|\s)([@#])([^\s@#]*)$/);
  if (openGuild() && /^\/[^\n]*$/.test(box.value)) suggestCommands(box, box.value, begin);
  else if (openGuild() && name) suggestNames(name[1], name[2]);
  else hideSuggestions();
}

function suggestNames(sign, typedName) {
  const kinds = sign === "@" ? ["user", "role"] : ["channel"];
  const fitting = kinds
    .flatMap((kind) => entities(kind))
    .filter((entity) => entity.label.toLowerCase().startsWith(typedName.toLowerCase()));
  const complete = (entity) => {
    const at = box.selectionStart - typedName.length - 1;
    box.setRangeText(`${sign}${entity.label.replace(/^@/, "")} `, at, box.selectionStart, "end");
    typed();
  };
  const rows = fitting.slice(0, 8).map((entity) => ({ ...entity, run: () => complete(entity) }));
  if (rows.length) suggest(box, [sign === "@" ? "Members and roles" : "Channels"], rows);
  else hideSuggestions();
}

/** Turns the box into the form of a command. */
function begin(entry) {
  hideSuggestions();
  slash = new Slash(entry, (words) => end(words));
  byId("composer").querySelector(".composer-plain").hidden = true;
  byId("composer").append(slash.element);
  slash.focus();
}

function end(words = "") {
  slash?.element.remove();
  slash = null;
  box.value = words;
  drafts.set(place, words);
  byId("composer").querySelector(".composer-plain").hidden = false;
  grow();
  box.focus();
  if (words) typed();
}

function keydown(event) {
  if (suggestionKey(event)) return;
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
}

/** Names of people, roles and channels become mentions, longer names first. */
function withMentions(text) {
  const known = [...entities("user"), ...entities("role")].map((entity) => [
    `@${entity.label.replace(/^@/, "")}`,
    entity.mention,
  ]);
  const channels = entities("channel").map((entity) => [`#${entity.label}`, entity.mention]);
  const sorted = [...known, ...channels]
    .filter(([name]) => name !== "@everyone")
    .sort(([one], [other]) => other.length - one.length);
  return sorted.reduce((words, [name, mention]) => words.replaceAll(name, mention), text);
}

async function send() {
  const content = box.value.trim();
  if (!content) return;
  if (content.startsWith("/") && openGuild()) {
    suggestCommands(box, box.value, begin);
    toast("No command is called so. Choose one from the list.");
    return;
  }
  const answer = await act({ do: "write", channel: store.world.open.id, content: withMentions(content) });
  if (answer.error) {
    toast(answer.error);
    return;
  }
  end();
  await refresh();
  byId("scroller").scrollTop = byId("scroller").scrollHeight;
}
