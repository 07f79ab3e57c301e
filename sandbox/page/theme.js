// Dark or light: as the system says, until it is chosen here.

import { byId, button } from "./dom.js";
import { icon } from "./icons.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The colours that are shown: those chosen here, or the system's. */
export function applyTheme() {
  document.documentElement.dataset.theme =
    localStorage.getItem("sandbox-theme") ?? (dark.matches ? "dark" : "light");
}
dark.addEventListener("change", applyTheme);

/** The button that changes them. */
export function themeButton() {
  const isDark = () => document.documentElement.dataset.theme === "dark";
  const words = () => (isDark() ? "Use light colours" : "Use dark colours");
  const made = button(
    { class: "round", title: words(), "aria-label": words(), "data-key": "theme", on: { click: change } },
    icon(isDark() ? "sun" : "moon"),
  );
  function change() {
    localStorage.setItem("sandbox-theme", isDark() ? "light" : "dark");
    applyTheme();
    made.replaceWith(themeButton());
    byId("topbar").querySelector("[data-key=theme]").focus();
  }
  return made;
}
