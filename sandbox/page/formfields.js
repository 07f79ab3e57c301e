// The fields of a form: text, menus, radio buttons, boxes, files. Each knows what it holds and what is wrong with it.

import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { bounds, candidates, openPicker } from "./picker.js";

/** Text inputs take at most this where the bot set no bound (`developers/components/reference.mdx`, Text Input). */
const LONGEST = 4000;

// developers/components/reference.mdx, Component Types.
const makers = { 4: textField, 19: filesField, 21: radioField, 22: boxesField, 23: boxField };

/** The field of a labelled component. */
export const fieldOf = (inner, label, description) =>
  (makers[inner.type] ?? menuField)(inner, label, description);

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

/** One of several, all of them in sight. */
function radioField(group, label, description) {
  return optionsField(group, label, description, "radio", { min: 1, max: 1 });
}

/** Several boxes of one question. */
function boxesField(group, label, description) {
  return optionsField(group, label, description, "checkbox", bounds(group));
}

function optionsField(group, label, description, type, { min, max }) {
  const id = `field-${group.custom_id}`;
  const required = group.required !== false;
  const boxes = group.options.map((option, at) => {
    const box = h("input", {
      type,
      name: id,
      id: `${id}-${at}`,
      value: option.value,
      on: { change: () => tell(problem()) },
    });
    box.checked = option.default === true;
    return box;
  });
  const control = h(
    "div",
    { id, class: "options", role: type === "radio" ? "radiogroup" : "group", "aria-labelledby": `${id}-label` },
    group.options.map((option, at) =>
      h(
        "label",
        { class: "option" },
        boxes[at],
        h("span", {}, option.label, option.description && h("small", { text: option.description })),
      ),
    ),
  );
  const { element, tell } = frame(id, label, description, required, control, null);
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const problem = () => {
    const count = chosen().length;
    if (required && count === 0) return "This field is required";
    if (count > 0 && count < min) return `At least ${min}, please`;
    return count > max ? `At most ${max}, please` : null;
  };
  return {
    element,
    id: group.custom_id,
    problem,
    check: () => tell(problem()),
    value: () => (type === "radio" ? (chosen()[0] ?? "") : chosen()),
    focus: () => (boxes.find((box) => box.checked) ?? boxes[0])?.focus(),
  };
}

/** A single box, checked or not. */
function boxField(shown, label, description) {
  const id = `field-${shown.custom_id}`;
  const box = h("input", { type: "checkbox", id });
  box.checked = shown.default === true;
  const { element } = frame(id, label, description, false, box, null);
  element.classList.add("box");
  return {
    element,
    id: shown.custom_id,
    problem: () => null,
    check: () => null,
    value: () => box.checked,
    focus: () => box.focus(),
  };
}

/** Files: the sandbox takes their names, which is what a bot can look at without fetching them. */
function filesField(upload, label, description) {
  const id = `field-${upload.custom_id}`;
  const required = upload.required !== false;
  const { min, max } = bounds(upload);
  const control = h("input", {
    type: "file",
    id,
    class: "input",
    multiple: max > 1,
    accept: (upload.file_types ?? []).map((kind) => (kind.startsWith(".") ? kind : `${kind}/*`)).join(",") || null,
    on: { change: () => tell(problem()) },
  });
  const { element, tell } = frame(id, label, description, required, control, null);
  const problem = () => {
    const count = control.files.length;
    if (required && count < Math.max(min, 1)) return "This field is required";
    return count > max ? `At most ${max} files, please` : null;
  };
  return {
    element,
    id: upload.custom_id,
    problem,
    check: () => tell(problem()),
    value: () => (control.files.length ? [...control.files].map((file) => file.name) : null),
    focus: () => control.focus(),
  };
}
