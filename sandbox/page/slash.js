// Slash commands: the list of what is offered here, and a command being filled in, option by option.

import { act } from "./api.js";
import { command } from "./calls.js";
import { button, h } from "./dom.js";
import { fieldTitle, localised, makeField, offers, problem, takesWords, written } from "./field.js";
import { icon } from "./icons.js";
import { pictureOf, userById } from "./names.js";
import { store } from "./store.js";
import { hideSuggestions, suggest, suggestionKey } from "./suggestions.js";

const SUB_COMMAND = 1;
const SUB_COMMAND_GROUP = 2;
/** A pause in typing before the bot is asked for choices. */
const PAUSE_MS = 150;

const localeOf = () => userById(store.world.viewer)?.locale ?? "en-US";

/** Every command that can be typed here, subcommands one by one. */
export function entries() {
  const locale = localeOf();
  const walk = (shown, path, names) => {
    const here = [
      [...path, shown.name],
      [...names, localised(shown, "name", locale)],
    ];
    const inner = (shown.options ?? []).filter(
      (option) => option.type === SUB_COMMAND || option.type === SUB_COMMAND_GROUP,
    );
    if (inner.length) return inner.flatMap((sub) => walk(sub, ...here));
    return [
      {
        path: here[0].join(" "),
        name: here[1].join(" "),
        description: localised(shown, "description", locale),
        options: shown.options ?? [],
      },
    ];
  };
  const commands = (store.world.open?.commands ?? []).filter((offered) => (offered.type ?? 1) === 1);
  return commands
    .flatMap((offered) => walk(offered, [], []))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** The list of commands for what was typed: "/le". Calls back with the one that is picked. */
export function suggestCommands(input, typed, pick) {
  const wanted = typed.slice(1).trimStart().toLowerCase();
  const all = entries();
  const exact = all.find((entry) => wanted === `${entry.name} ` || wanted === `${entry.path} `);
  if (exact) {
    pick(exact);
    return;
  }
  const words = wanted.trim();
  const fitting = all.filter((entry) => entry.name.includes(words) || entry.path.includes(words));
  // What begins so comes before what only has it inside.
  fitting.sort((one, other) => Number(other.name.startsWith(words)) - Number(one.name.startsWith(words)));
  const rows = fitting.map((entry) => ({
    label: `/${entry.name}`,
    detail: entry.description,
    aside: entry.options
      .filter((option) => option.required)
      .map((option) => localised(option, "name", localeOf()))
      .join(" "),
    icon: pictureOf(store.world.bot.id),
    run: () => pick(entry),
  }));
  suggest(
    input,
    rows.length ? [`Commands of ${store.world.bot.name}`] : ["No command is called so here"],
    rows,
  );
}

/** A command being filled in. `leave` goes back to the plain box; with words when they were typed there. */
export class Slash {
  constructor(entry, leave) {
    this.entry = entry;
    this.leave = leave;
    this.fields = entry.options
      .filter((option) => option.required)
      .map((option) => makeField(option, localeOf()));
    this.asked = 0;
    this.parts = h("div", { class: "slash-parts" });
    this.trouble = h("div", { class: "slash-trouble", role: "alert" });
    this.sending = false;
    this.element = h(
      "form",
      {
        class: "slash",
        "aria-label": `Command ${entry.name}`,
        novalidate: true,
        on: { submit: (event) => this.submit(event) },
      },
      this.parts,
      this.trouble,
    );
    this.draw();
  }

  /** The fields that could be added still. */
  get optional() {
    return this.entry.options.filter((option) => !this.fields.some((field) => field.option === option));
  }

  draw() {
    const more = this.optional.map((option) => {
      const name = localised(option, "name", localeOf());
      return button(
        {
          class: "add-option",
          "aria-label": `Add the option ${name}`,
          title: localised(option, "description", localeOf()),
          on: { click: () => this.add(option) },
        },
        icon("plus"),
        name,
      );
    });
    const parts = [
      h("span", { class: "slash-name", text: `/${this.entry.name}` }),
      ...this.fields.map((field) => this.part(field)),
      this.optional.length > 0 && this.finder(),
      ...more,
      h(
        "span",
        { class: "slash-ends" },
        button(
          { class: "round", "aria-label": "Leave the command", on: { click: () => this.leave() } },
          icon("close"),
        ),
        h(
          "button",
          { class: "round send", type: "submit", "aria-label": `Send the command ${this.entry.name}` },
          icon("send"),
        ),
      ),
    ];
    this.parts.replaceChildren(...parts.filter(Boolean));
  }

  /** Where one types to find an option among those that may be left out; Enter with nothing typed sends the command. */
  finder() {
    const input = h("input", {
      type: "text",
      class: "option-finder",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-label": "Add an option by its name",
      autocomplete: "off",
      spellcheck: "false",
      on: {
        input: () => {
          input.style.width = `${input.value.length + 2}ch`;
          this.offerOptions(input);
        },
        focus: () => this.offerOptions(input),
        blur: () => {
          input.value = "";
          hideSuggestions();
        },
        keydown: (event) => this.finderKey(event, input),
      },
    });
    return input;
  }

  offerOptions(input) {
    const typed = input.value.trim().toLowerCase().replace(/:$/, "");
    const rows = this.optional
      .map((option) => ({
        label: localised(option, "name", localeOf()),
        detail: localised(option, "description", localeOf()),
        run: () => this.add(option),
      }))
      .filter((row) => row.label.toLowerCase().startsWith(typed));
    const title = rows.length ? "Options that may be left out. Enter sends the command." : "No option is called so";
    suggest(input, [title], rows, typed ? 0 : -1);
  }

  finderKey(event, input) {
    const last = this.fields.at(-1);
    if (suggestionKey(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave();
    } else if (event.key === "Backspace" && !input.value) {
      event.preventDefault();
      if (last) last.input.focus();
      else this.leave(`/${this.entry.name}`);
    } else if (event.key === "Enter" && input.value.trim()) {
      // A name that no option has is not thrown away by sending without it.
      event.preventDefault();
    }
  }

  part(field) {
    const label = `${field.name}${field.option.required ? " (required)" : ""}: ${field.description}`;
    const input = h("input", {
      type: "text",
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-label": label,
      autocomplete: "off",
      spellcheck: "false",
      placeholder: takesWords(field),
    });
    input.value = field.text;
    field.input = input;
    field.element = h(
      "label",
      { class: "option-field" },
      h("span", { class: "option-name", "aria-hidden": "true", text: field.name }),
      input,
    );
    const grow = () => {
      input.style.width = `${Math.min(Math.max([...input.value].length, input.value ? 3 : input.placeholder.length) + 2, 40)}ch`;
    };
    grow();
    input.addEventListener("input", () => {
      field.text = input.value;
      field.chosen = null;
      grow();
      this.mark(field, null);
      this.offer(field);
    });
    input.addEventListener("focus", () => this.offer(field));
    input.addEventListener("blur", () => {
      hideSuggestions();
      if (field.text) this.mark(field, problem(field));
    });
    input.addEventListener("keydown", (event) => this.keydown(event, field));
    field.grow = grow;
    return field.element;
  }

  /** Shows what is wrong with a field, or that nothing is. */
  mark(field, words) {
    field.element.classList.toggle("wrong", Boolean(words));
    field.input.setAttribute("aria-invalid", String(Boolean(words)));
    this.trouble.textContent = words ? `${field.name}: ${words}` : "";
  }

  offer(field) {
    this.asked += 1;
    const rows = offers(field);
    if (field.option.autocomplete) this.ask(field);
    else
      suggest(
        field.input,
        fieldTitle(field),
        (rows ?? []).map((row) => this.row(field, row)),
      );
  }

  row(field, row) {
    return { ...row, icon: row.icon, run: () => this.pick(field, row) };
  }

  /** Asks the bot for choices, after a pause in typing. Only the answer to the last question is shown. */
  async ask(field) {
    const question = this.asked;
    suggest(field.input, fieldTitle(field, "Loading options…"), []);
    await new Promise((after) => setTimeout(after, PAUSE_MS));
    if (question !== this.asked) return;
    const others = this.fields.filter((other) => other !== field && written(other) && !problem(other));
    // After a choice everything is offered again, not only what resembles it.
    const typed = field.chosen === null ? field.text : "";
    const answer = await act({
      do: "autocomplete",
      channel: store.world.open.id,
      line: this.line([...others, { ...field, text: typed, chosen: null }]),
    });
    if (question !== this.asked || document.activeElement !== field.input) return;
    const choices = answer.choices ?? [];
    const note = answer.error ?? (choices.length ? null : "Nothing fits");
    suggest(
      field.input,
      fieldTitle(field, note),
      choices.map((choice) => this.row(field, { label: choice.name, line: String(choice.value) })),
    );
  }

  pick(field, row) {
    field.text = row.label;
    field.chosen = row.line;
    field.input.value = row.label;
    field.grow();
    this.mark(field, null);
    this.asked += 1;
    const next = this.fields.find((other) => !written(other));
    if (next) next.input.focus();
    else {
      field.input.focus();
      hideSuggestions();
    }
  }

  add(option) {
    const field = makeField(option, localeOf());
    this.fields.push(field);
    this.draw();
    field.input.focus();
  }

  remove(field) {
    const at = this.fields.indexOf(field);
    if (!field.option.required) this.fields.splice(at, 1);
    hideSuggestions();
    this.draw();
    const before = this.fields[at - 1] ?? null;
    if (before) before.input.focus();
    else if (at === 0) this.leave(`/${this.entry.name}`);
  }

  keydown(event, field) {
    if (suggestionKey(event)) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave();
    } else if (event.key === "Backspace" && !field.input.value) {
      event.preventDefault();
      this.remove(field);
    }
  }

  line(fields) {
    return [`/${this.entry.path}`, ...fields.map((field) => `${field.option.name}:${written(field)}`)].join(
      " ",
    );
  }

  focus() {
    const first = this.fields.find((field) => !written(field)) ?? this.fields[0];
    (first?.input ?? this.element.querySelector(".option-finder") ?? this.element.querySelector(".send")).focus();
  }

  async submit(event) {
    event.preventDefault();
    if (this.sending) return;
    const wrong = this.fields.find((field) => problem(field));
    if (wrong) {
      wrong.input.focus();
      this.mark(wrong, problem(wrong));
      return;
    }
    this.sending = true;
    hideSuggestions();
    const sent = command(
      { do: "slash", channel: store.world.open.id, line: this.line(this.fields) },
      `/${this.entry.name}`,
    );
    this.element.hidden = true;
    const error = await sent;
    this.sending = false;
    this.element.hidden = false;
    if (error) {
      this.trouble.textContent = error;
      this.focus();
    } else {
      this.leave();
    }
  }
}
