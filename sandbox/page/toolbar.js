// Above everything: what the program behind the sandbox offers, the sandbox's clock, the page's colours.

import { send } from "./api.js";
import { clockWords, onSecond, sandboxNow } from "./clock.js";
import { byId, button, fillIfChanged, h, toast } from "./dom.js";
import { icon } from "./icons.js";
import { panelButton, panelState } from "./panel.js";
import { refresh, setWelcomed, store } from "./store.js";
import { themeButton } from "./theme.js";

const running = new Set();

/** Shows the bar at the top. */
export function showToolbar(world) {
  const { actions, welcome } = world;
  document.title = world.bot.name;
  const shown = [world.bot.name, actions, welcome?.title, [...running], store.connected, panelState()];
  fillIfChanged(byId("topbar"), shown, () => [
    h(
      "span",
      { class: "brand" },
      h("img", { src: "/page/icon.svg", alt: "", width: 22, height: 22 }),
      h("span", { class: "brand-name", text: world.bot.name }),
    ),
    h("div", { class: "actions", role: "toolbar", "aria-label": world.bot.name }, groups(actions)),
    !store.connected && h("span", { class: "offline", role: "status", text: "Not connected" }),
    panelButton(),
    clock(),
    welcome &&
      button(
        {
          class: "round",
          title: "Show the welcome",
          "aria-label": "Show the welcome",
          "data-key": "welcome",
          on: { click: () => setWelcomed(welcome.title, false) },
        },
        icon("help"),
      ),
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
  return made.map(({ name, buttons }) =>
    name
      ? h(
          "div",
          { class: "action-group", role: "group", "aria-label": name },
          h("span", { class: "action-group-name", text: name }),
          buttons,
        )
      : buttons,
  );
}

function actionButton({ label, hint, group }, n) {
  const isRunning = running.has(n);
  const run = async () => {
    if (running.has(n)) return;
    running.add(n);
    // Who presses something has begun.
    if (store.world.welcome) setWelcomed(store.world.welcome.title, true);
    showToolbar(store.world);
    const { words, error } = await send(`/page/actions/${n}`, {});
    running.delete(n);
    if (error) toast(error);
    if (words) toast(words, "done");
    await refresh();
  };
  return button({
    class: "action",
    title: hint,
    "aria-label": group ? `${group}: ${label}` : label,
    "aria-description": hint,
    "aria-busy": isRunning ? "true" : null,
    "data-key": `action:${n}`,
    on: { click: run },
    text: label,
  });
}

function clock() {
  const face = h("time", { class: "clock", title: "The sandbox's time" });
  const ahead = h("span", { class: "ahead" });
  drawClock = (now) => {
    face.textContent = clockWords(now);
    ahead.textContent = aheadBy(now - Date.now());
    ahead.hidden = !ahead.textContent;
  };
  drawClock(sandboxNow());
  return h(
    "span",
    { class: "clock-box", role: "timer", "aria-live": "off", "aria-label": "The sandbox's time" },
    icon("clock"),
    face,
    ahead,
  );
}

let drawClock = () => {};
onSecond((now) => drawClock(now));

/** How far the sandbox's clock stands from the real one, where that is worth telling. */
function aheadBy(milliseconds) {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  if (minutes < 2) return "";
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const words =
    days || hours ? [days && `${days} d`, hours && `${hours} h`].filter(Boolean).join(" ") : `${minutes} min`;
  return `${milliseconds > 0 ? "+" : "−"}${words}`;
}
