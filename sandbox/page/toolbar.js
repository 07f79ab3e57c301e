// Above everything: what the program behind the sandbox offers, the sandbox's clock, the page's colours; and the
// heading of the channel, and the welcome.

import { send } from "./calls.js";
import { onSecond, sandboxNow } from "./clock.js";
import { byId, button, fillIfChanged, h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { blocks, inline } from "./markdown.js";
import { channelById, channelName, pictureOf } from "./names.js";
import { toggleDrawer } from "./people.js";
import { isWelcomed, open, refresh, setWelcomed, store } from "./store.js";

const running = new Set();

/** Shows the bar at the top. */
export function showToolbar(world) {
  const { actions, welcome } = world;
  const shown = [actions, welcome?.title, [...running], store.connected];
  fillIfChanged(byId("topbar"), shown, () => [
    h("span", { class: "brand" }, h("img", { src: "/page/icon.svg", alt: "", width: 22, height: 22 }), h("span", { text: "Sandbox" })),
    h("div", { class: "actions", role: "toolbar", "aria-label": "Sandbox" }, groups(actions)),
    !store.connected && h("span", { class: "offline", role: "status", text: "Not connected" }),
    clock(),
    welcome && button({ class: "round", title: "Show the welcome", "aria-label": "Show the welcome", "data-key": "welcome", on: { click: () => setWelcomed(welcome.title, false) } }, icon("help")),
    themeButton(),
  ]);
}

function groups(actions) {
  const made = [];
  actions.forEach((action, n) => {
    const one = actionButton(action, n);
    const last = made.at(-1);
    if (action.group && last?.name === action.group) last.buttons.push(one);
    else made.push({ name: action.group, buttons: [one] });
  });
  return made.map(({ name, buttons }) => (name ? h("div", { class: "action-group", role: "group", "aria-label": name }, h("span", { class: "action-group-name", text: name }), buttons) : buttons));
}

function actionButton({ label, hint, group }, n) {
  const isRunning = running.has(n);
  const run = async () => {
    if (running.has(n)) return;
    running.add(n);
    showToolbar(store.world);
    const { words, error } = await send(`/page/actions/${n}`, {});
    running.delete(n);
    if (error) toast(error);
    if (words) toast(words, "done");
    await refresh();
  };
  return button({ class: "action", title: hint, "aria-label": group ? `${group}: ${label}` : label, "aria-description": hint, "aria-busy": isRunning ? "true" : null, "data-key": `action:${n}`, on: { click: run }, text: label });
}

function clock() {
  const face = h("time", { class: "clock", title: "The sandbox's time" });
  const ahead = h("span", { class: "ahead" });
  const words = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  drawClock = (now) => {
    face.textContent = words.format(now);
    ahead.textContent = aheadBy(now - Date.now());
    ahead.hidden = !ahead.textContent;
  };
  drawClock(sandboxNow());
  return h("span", { class: "clock-box", role: "timer", "aria-live": "off", "aria-label": "The sandbox's time" }, icon("clock"), face, ahead);
}

let drawClock = () => {};
onSecond((now) => drawClock(now));

/** How far the sandbox's clock stands from the real one, where that is worth telling. */
function aheadBy(milliseconds) {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes < 2) return "";
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const words = days || hours ? [days && `${days} d`, hours && `${hours} h`].filter(Boolean).join(" ") : `${minutes} min`;
  return `${milliseconds > 0 ? "+" : "−"}${words}`;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The colours that are shown: those chosen here, or the system's. */
export function applyTheme() {
  document.documentElement.dataset.theme = localStorage.getItem("sandbox-theme") ?? (dark.matches ? "dark" : "light");
}
dark.addEventListener("change", applyTheme);

function themeButton() {
  const isDark = () => document.documentElement.dataset.theme === "dark";
  const words = () => (isDark() ? "Use light colours" : "Use dark colours");
  const made = button({ class: "round", title: words(), "aria-label": words(), "data-key": "theme", on: { click: change } }, icon(isDark() ? "sun" : "moon"));
  function change() {
    localStorage.setItem("sandbox-theme", isDark() ? "light" : "dark");
    applyTheme();
    made.replaceWith(themeButton());
    byId("topbar").querySelector("[data-key=theme]").focus();
  }
  return made;
}

/** Shows the heading of the open channel, and the welcome. */
export function showHeading(world) {
  const channel = channelById(world.open?.id);
  const parent = channel && channelById(channel.parent);
  fillIfChanged(byId("heading"), [channel?.id, channel?.name, channel?.topic, parent?.name, world.bot], () => [
    button({ class: "round drawer-button", "aria-label": "Servers and channels", on: { click: (event) => toggleDrawer("places", event.currentTarget) } }, icon("menu")),
    channel?.is_thread && parent && [button({ class: "crumb", on: { click: () => open(parent.id) } }, icon("hash"), parent.name), h("span", { class: "crumb-sign", "aria-hidden": "true", text: "›" })],
    channel && h("span", { class: "heading-sign" }, channel.guild ? icon(channel.is_thread ? "thread" : "hash") : pictureOf(world.bot.id)),
    h("h2", { text: channel ? channelName(channel) : "Nothing to see here" }),
    channel?.topic && h("span", { class: "topic" }, inline(channel.topic)),
    h("span", { class: `bot-state ${world.bot.online ? "online" : "offline"}`, role: "status", text: `${world.bot.name} is ${world.bot.online ? "online" : "offline"}` }),
    button({ class: "round", "aria-label": "Members", title: "Members", "aria-expanded": "true", "data-key": "people", on: { click: (event) => toggleDrawer("people", event.currentTarget) } }, icon("people")),
  ]);
  const { welcome } = world;
  const isShown = welcome && !isWelcomed(welcome.title);
  byId("welcome").hidden = !isShown;
  fillIfChanged(byId("welcome"), [isShown && welcome, world.viewer], () => [
    isShown && h("div", { class: "welcome-words" }, h("h2", { text: welcome.title }), h("div", { class: "content" }, blocks(welcome.text))),
    isShown && button({ class: "round", "aria-label": "Close the welcome", on: { click: () => setWelcomed(welcome.title, true) } }, icon("close")),
  ]);
}
