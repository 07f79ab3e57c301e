// One option of a slash command: what it takes, what it offers, and what is wrong with what was typed.

import { h } from "./dom.js";
import { entities } from "./picker.js";

// developers/interactions/application-commands.mdx, Application Command Option Type.
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const USER = 6;
const CHANNEL = 7;
const ROLE = 8;
const MENTIONABLE = 9;
const NUMBER = 10;

const takes = {
  [STRING]: "text",
  [INTEGER]: "a whole number",
  [BOOLEAN]: "True or False",
  [USER]: "a member",
  [CHANNEL]: "a channel",
  [ROLE]: "a role",
  [MENTIONABLE]: "a member or a role",
  [NUMBER]: "a number",
};
const LONGEST = 6000;

/** A name or description in the viewer's language. */
export const localised = (shown, what, locale) => shown[`${what}_localizations`]?.[locale] ?? shown[what];

/** An option being filled in. `chosen` is the value behind the words, where one was picked. */
export function makeField(option, locale) {
  return {
    option,
    name: localised(option, "name", locale),
    description: localised(option, "description", locale),
    text: "",
    chosen: null,
    locale,
  };
}

/** What the option takes, in words. */
export const takesWords = ({ option }) =>
  option.choices?.length ? "choose one" : (takes[option.type] ?? "something");

/** What can be picked, of what the page knows by itself; null where anything can be typed. */
function known({ option, locale }) {
  if (option.choices?.length)
    return option.choices.map((choice) => ({
      label: localised(choice, "name", locale),
      line: String(choice.value),
    }));
  const kinds = {
    [USER]: ["user"],
    [ROLE]: ["role"],
    [CHANNEL]: ["channel"],
    [MENTIONABLE]: ["user", "role"],
  }[option.type];
  if (kinds)
    return kinds
      .flatMap((kind) => entities(kind, option.channel_types))
      .map((entity) => ({ ...entity, line: entity.mention }));
  if (option.type === BOOLEAN) return ["True", "False"].map((label) => ({ label, line: label }));
  return null;
}

/** The rows that fit what was typed; null where the page knows none. */
export function offers(field) {
  const typed = field.chosen === null ? field.text.trim().toLowerCase().replace(/^[@#]/, "") : "";
  return known(field)?.filter((row) => row.label.toLowerCase().includes(typed)) ?? null;
}

/** How the value is written in the command's line. */
export function written(field) {
  if (field.chosen !== null) return field.chosen;
  const typed = field.text.trim();
  const named = known(field)?.find(
    (row) => row.label.toLowerCase() === typed.toLowerCase().replace(/^[@#]/, ""),
  );
  return named?.line ?? typed;
}

/** What is wrong with the field, in words; null if nothing is. */
export function problem(field) {
  const { option } = field;
  const value = written(field);
  if (!value) return option.required ? "This option is required" : "Give it a value, or take it out";
  if (field.chosen !== null) return null;
  if (known(field))
    return known(field).some((row) => row.line === value) ? null : `Choose ${takesOne(option)}`;
  if (option.type === STRING) {
    const count = [...value].length;
    if (count < (option.min_length ?? 0)) return `At least ${option.min_length} characters`;
    return count > (option.max_length ?? LONGEST)
      ? `At most ${option.max_length ?? LONGEST} characters`
      : null;
  }
  if (option.autocomplete) return null;
  const shape = option.type === INTEGER ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
  if (!shape.test(value)) return `This takes ${takes[option.type]}`;
  if (Number(value) < (option.min_value ?? -Infinity)) return `At least ${option.min_value}`;
  return Number(value) > (option.max_value ?? Infinity) ? `At most ${option.max_value}` : null;
}

const takesOne = (option) => (option.choices?.length ? "one of the choices" : takes[option.type]);

/** The title of an option's list: its name, what it is for, what it takes. */
export function fieldTitle(field, note = null) {
  return [
    h("strong", { text: field.name }),
    ` ${field.description} `,
    h("span", { class: "takes", text: takesWords(field) }),
    note && h("em", { text: ` · ${note}` }),
  ].filter(Boolean);
}
