// The sandbox's own time, which can be moved, and every time that stands on the page.

import { h } from "./dom.js";

let now = Date.now();
let language = "en";
const listeners = [];

/** The sandbox's moment, in milliseconds since 1970. It stands between two words of the server. */
export const sandboxNow = () => now;

/** Sets the time as the server tells it, and brings every time on the page up to date. */
export function setNow(milliseconds) {
  now = milliseconds;
  for (const element of document.querySelectorAll("time[data-at]")) write(element);
  for (const listener of listeners) listener(now);
}

/** Calls back with every second of the sandbox's. */
export function onSecond(listener) {
  listeners.push(listener);
}

/** Sets the language in which times are written: the acting member's. */
export function setLanguage(locale) {
  language = locale;
}

/** A time that keeps itself true. `style` is one of Discord's timestamp styles, or "message". */
export function time(milliseconds, style, properties = {}) {
  const at = new Date(milliseconds);
  if (Number.isNaN(at.getTime())) return h("span", { text: "Invalid date" });
  const element = h("time", {
    datetime: at.toISOString(),
    title: format(at, "F"),
    "data-at": milliseconds,
    "data-style": style,
    ...properties,
  });
  write(element);
  return element;
}

function write(element) {
  const words = format(new Date(Number(element.dataset.at)), element.dataset.style);
  if (element.textContent !== words) element.textContent = words;
}

// developers/reference.mdx, Timestamp Styles.
const styles = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
};

function format(at, style) {
  if (style === "R") return relative(at);
  if (style === "message") return ofMessage(at);
  if (style === "edited") return "(edited)";
  return new Intl.DateTimeFormat(language, styles[style] ?? styles.f).format(at);
}

/** The day and the time, in the form that the messages' times have. */
export const clockWords = (at) =>
  new Intl.DateTimeFormat(language, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
  }).format(at);

const units = [
  ["year", 365 * 86_400],
  ["month", 30 * 86_400],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function relative(at) {
  const seconds = Math.round((at.getTime() - now) / 1000);
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(language).format(Math.round(seconds / length), unit);
}

/** The day's number, by which "today" and "yesterday" are known. */
export const dayOf = (milliseconds) => new Date(milliseconds).toDateString();

function ofMessage(at) {
  const clock = format(at, "t");
  if (dayOf(at) === dayOf(now)) return clock;
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (dayOf(at) === dayOf(now - 86_400_000)) return `${words.format(-1, "day")}, ${clock}`;
  return `${format(at, "d")} ${clock}`;
}
