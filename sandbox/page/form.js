// The form that a bot opens (a modal): a dialog over the page that keeps the focus until it is sent or closed.

import { act } from "./calls.js";
import { button, find, h } from "./dom.js";
import { icon } from "./icons.js";
import { bounds } from "./components.js";
import { blocks } from "./markdown.js";
import { pictureOf } from "./names.js";
import { candidates, openPicker } from "./picker.js";
import { refresh, store } from "./store.js";

/** Text inputs take at most this where the bot set no bound (`developers/components/reference.mdx`, Text Input). */
const LONGEST = 4000;

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
  return inner.type === 4
    ? textField(inner, label, shown.description)
    : menuField(inner, label, shown.description);
}

/** What stands around a control: label, description, problem. */
function frame(id, label, description, required, control, extra) {
  const words = h("div", { id: `${id}-problem`, class: "problem", role: "alert" });
  const element = h(
    "div",
    { class: "form-field" },
    h(
      "label",
      { for: id, id: `${id}-label` },
      label,
      required && h("span", { class: "required", "aria-hidden": "true", text: " *" }),
    ),
    description && h("small", { id: `${id}-description`, text: description }),
    control,
    h("div", { class: "form-field-foot" }, words, extra),
  );
  const tell = (problem) => {
    words.textContent = problem ?? "";
    control.setAttribute("aria-invalid", String(Boolean(problem)));
    return problem;
  };
  control.setAttribute(
    "aria-describedby",
    [description && `${id}-description`, words.id].filter(Boolean).join(" "),
  );
  return { element, tell };
}

function textField(input, label, description) {
  const id = `field-${input.custom_id}`;
  const { required = true, min_length: least, max_length: most } = input;
  const longest = most ?? LONGEST;
  const counter = h("small", { class: "counter", "aria-hidden": "true" });
  const attributes = {
    id,
    class: "input",
    placeholder: input.placeholder,
    "aria-required": String(required),
    autocomplete: "off",
    on: { input: typed },
  };
  const control =
    input.style === 2
      ? h("textarea", { rows: "4", ...attributes })
      : h("input", { type: "text", ...attributes });
  control.value = input.value ?? "";
  const { element, tell } = frame(id, label, description, required, control, counter);
  const length = () => [...control.value].length;
  const problem = () => {
    if (required && !control.value.trim()) return "This field is required";
    if (control.value && length() < (least ?? 0)) return `At least ${least} characters, please`;
    return length() > longest ? `At most ${longest} characters, please` : null;
  };
  function typed() {
    // Counted where it begins to matter.
    const left = longest - length();
    counter.textContent = left < longest / 5 ? String(left) : "";
    counter.classList.toggle("over", left < 0);
    if (control.getAttribute("aria-invalid") === "true") tell(problem());
  }
  typed();
  return {
    element,
    id: input.custom_id,
    problem,
    check: () => tell(problem()),
    value: () => control.value,
    focus: () => {
      control.focus();
      // What stands there already is read from its beginning.
      if (input.style !== 2) control.setSelectionRange(0, 0);
      control.scrollLeft = 0;
    },
  };
}

function menuField(menu, label, description) {
  const id = `field-${menu.custom_id}`;
  const required = menu.required !== false;
  const options = candidates(menu);
  let chosen = options.filter((option) => option.selected).map((option) => option.value);
  const words = h("span", { class: "select-words" });
  const { min, max } = bounds(menu);
  const show = () => {
    const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
    words.textContent = labels.join(", ") || menu.placeholder || "Make a selection";
    control.classList.toggle("chosen", labels.length > 0);
  };
  const done = (values) => {
    chosen = values;
    show();
    tell(problem());
  };
  const open = () =>
    openPicker(control, {
      label,
      options: options.map((option) => ({ ...option, selected: chosen.includes(option.value) })),
      min: required ? min : 0,
      max,
      searches: menu.type !== 3,
      onDone: done,
    });
  const control = button(
    {
      id,
      class: "select",
      "aria-haspopup": "dialog",
      "aria-expanded": "false",
      "aria-labelledby": `${id}-label ${id}-words`,
      on: { click: open },
    },
    words,
    icon("down"),
  );
  words.id = `${id}-words`;
  const { element, tell } = frame(id, label, description, required, control, null);
  const problem = () => (required && chosen.length < Math.max(min, 1) ? "This field is required" : null);
  show();
  // The actor reads several choices from one text, with ", " between them.
  return {
    element,
    id: menu.custom_id,
    problem,
    check: () => tell(problem()),
    value: () => (chosen.length ? chosen.join(", ") : null),
    focus: () => control.focus(),
  };
}
