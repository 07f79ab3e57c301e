// The form that a bot opens (a modal): a dialog over the page that keeps the focus until it is sent or closed.

import { act } from "./api.js";
import { button, find, h } from "./dom.js";
import { icon } from "./icons.js";
import { fieldOf } from "./formfields.js";
import { blocks } from "./markdown.js";
import { pictureOf } from "./names.js";
import { refresh, store } from "./store.js";

/** Opens the form of an answer. When it closes, the control of that key gets the focus back, if it is still there. */
export function openForm({ modal, interaction }, key = "") {
  const bot = store.world.bot;
  const parts = modal.components.map(part).filter(Boolean);
  const fields = parts.filter((part) => part.problem);
  const trouble = h("div", { class: "form-trouble", role: "alert" });
  const submit = h("button", { class: "pressable primary", type: "submit", text: "Submit" });
  const close = () => dialog.close();
  const form = h(
    "form",
    { novalidate: true, on: { submit: sent, keydown: hurry } },
    h(
      "header",
      { class: "form-head" },
      pictureOf(bot.id),
      h("h2", { id: "form-title", text: modal.title }),
      button({ class: "round", "aria-label": "Close the form", on: { click: close } }, icon("close")),
    ),
    h(
      "div",
      { class: "form-parts" },
      parts.map((part) => part.element),
      trouble,
    ),
    h(
      "footer",
      { class: "form-foot" },
      h("small", { text: `This form goes to ${bot.name}.` }),
      button({ class: "pressable secondary", text: "Cancel", on: { click: close } }),
      submit,
    ),
  );
  const dialog = h("dialog", { class: "form", "aria-labelledby": "form-title", on: { close: closed } }, form);

  function closed() {
    dialog.remove();
    // Its message may have been shown anew meanwhile; the browser knows only the old button.
    if (document.activeElement === document.body) find(document, key)?.focus({ preventScroll: true });
  }

  async function sent(event) {
    event.preventDefault();
    const wrong = fields.filter((field) => field.check());
    if (wrong.length) {
      wrong[0].focus();
      return;
    }
    submit.disabled = true;
    submit.setAttribute("aria-busy", "true");
    submit.textContent = "Sending…";
    trouble.textContent = "";
    const values = Object.fromEntries(
      fields.map((field) => [field.id, field.value()]).filter(([, value]) => value !== null),
    );
    const answer = await act({ do: "submit", interaction, values });
    if (answer.error || answer.kind === "failed") {
      submit.disabled = false;
      submit.removeAttribute("aria-busy");
      submit.textContent = "Submit";
      trouble.textContent = answer.error ?? "Something went wrong: the bot did not answer. Try again.";
    } else {
      close();
    }
    await refresh();
    if (answer.modal) openForm(answer);
  }

  /** Ctrl and Enter send from anywhere, for Enter alone is a new line in long texts. */
  function hurry(event) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  }

  document.body.append(dialog);
  dialog.showModal();
  (fields[0] ?? { focus: () => submit.focus() }).focus();
}

/** A row with a text input, a labelled component, or text. */
function part(shown) {
  if (shown.type === 10) return { element: h("div", { class: "content" }, blocks(shown.content)) };
  const inner = shown.component ?? shown.components?.[0];
  if (!inner) return null;
  const label = shown.label ?? inner.label ?? "";
  return fieldOf(inner, label, shown.description);
}
