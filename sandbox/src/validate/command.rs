//! Command definitions (`developers/interactions/application-commands.mdx`).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Fields;
use crate::{
    limits,
    refusal::{Form, Refusal},
    world::command::{kind, option},
};

/// The locales of `developers/reference.mdx`, Locales.
const LOCALES: &[&str] = &[
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko", "ar", "he",
];

/// One command; for an edit, the command as it would be afterwards.
pub(crate) fn one(body: &Map<String, Value>) -> Result<Map<String, Value>, Refusal> {
    let mut form = Form::default();
    let checked = command(&mut Fields::root(&mut form, body));
    form.finish()?;
    Ok(checked)
}

/// A bulk overwrite: faults are under the command's place in the list, and names must differ within a kind.
pub(crate) fn many(list: &[Value]) -> Result<Vec<Map<String, Value>>, Refusal> {
    let mut form = Form::default();
    let wrapper = Map::new();
    let mut root = Fields::root(&mut form, &wrapper);
    let mut names = BTreeSet::new();
    let mut checked = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = root.below(&at.to_string(), value) else {
            continue;
        };
        let command = command(&mut fields);
        let key = (
            command["type"].as_u64(),
            command["name"].as_str().unwrap_or_default().to_owned(),
        );
        if !names.insert(key) {
            let words = "Application command names must be unique";
            fields.fault("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", words);
        }
        checked.push(command);
    }
    form.finish()?;
    for (of_kind, most) in [
        (kind::CHAT_INPUT, limits::CHAT_INPUT_COMMANDS),
        (kind::USER, limits::CONTEXT_COMMANDS),
        (kind::MESSAGE, limits::CONTEXT_COMMANDS),
    ] {
        if checked
            .iter()
            .filter(|command| command["type"] == of_kind)
            .count()
            > most
        {
            return Err(Refusal::too_many_commands());
        }
    }
    Ok(checked)
}

fn command(fields: &mut Fields<'_, '_>) -> Map<String, Value> {
    let of_kind = fields.choice("type", &[1, 2, 3]).unwrap_or(1);
    let is_slash = of_kind == 1;
    let mut command = Map::new();
    command.insert("type".to_owned(), json!(of_kind));
    command.insert("name".to_owned(), json!(name(fields, is_slash)));
    let description = if is_slash {
        fields.required_text("description", 1..=limits::COMMAND_DESCRIPTION)
    } else {
        if fields.get("description").is_some_and(|text| text != "") {
            let words = "Context menu commands cannot have description";
            fields.fault(
                "description",
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
                words,
            );
        }
        String::new()
    };
    command.insert("description".to_owned(), json!(description));
    localizations(fields, &mut command, is_slash);
    if let Some(bits) = fields.get("default_member_permissions") {
        match bits
            .as_str()
            .map(str::to_owned)
            .or_else(|| bits.as_u64().map(|bits| bits.to_string()))
        {
            Some(bits) if bits.parse::<u64>().is_ok() => {
                command.insert("default_member_permissions".to_owned(), json!(bits));
            }
            _ => fields.fault(
                "default_member_permissions",
                "NUMBER_TYPE_COERCE",
                "Value is not a permission set.",
            ),
        }
    }
    for key in ["contexts", "integration_types"] {
        if let Some(list) = fields.list(key, 0..=3) {
            command.insert(key.to_owned(), json!(list));
        }
    }
    for key in ["dm_permission", "nsfw"] {
        if let Some(value) = fields.boolean(key) {
            command.insert(key.to_owned(), json!(value));
        }
    }
    if is_slash {
        if let Some(options) = options(fields, 0) {
            command.insert("options".to_owned(), options);
        }
    } else if fields.get("options").is_some_and(|options| options != &json!([])) {
        let words = "Context menu commands cannot have options";
        fields.fault(
            "options",
            "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED",
            words,
        );
    }
    if characters(&command) > limits::COMMAND_TOTAL {
        let words = format!("Command exceeds maximum size ({})", limits::COMMAND_TOTAL);
        fields.fault("", "APPLICATION_COMMAND_TOO_LARGE", &words);
    }
    command
}

/// A command's or option's name: letters of any script, digits, dash, underscore and apostrophe; lower case where
/// the script has one. Menu commands may have spaces and capitals.
fn name(fields: &mut Fields<'_, '_>, is_slash: bool) -> String {
    let name = fields.required_text("name", 1..=limits::COMMAND_NAME);
    if is_slash && !is_slash_name(&name) {
        fields.fault(
            "name",
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        );
    }
    name
}

fn is_slash_name(name: &str) -> bool {
    let is_mark = |c: char| matches!(c, '\u{900}'..='\u{97F}' | '\u{E00}'..='\u{E7F}');
    name.chars()
        .all(|c| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric() || is_mark(c))
        && name.to_lowercase() == name
}

fn localizations(fields: &mut Fields<'_, '_>, into: &mut Map<String, Value>, is_slash: bool) {
    for (key, most) in [
        ("name_localizations", limits::COMMAND_NAME),
        ("description_localizations", limits::COMMAND_DESCRIPTION),
    ] {
        let Some(Value::Object(map)) = fields.get(key) else {
            continue;
        };
        for (locale, value) in map {
            let path = format!("{key}.{locale}");
            let text = value.as_str().unwrap_or_default();
            if !LOCALES.contains(&locale.as_str()) {
                fields.fault(
                    &path,
                    "BASE_TYPE_CHOICES",
                    "Value must be one of Discord's locales.",
                );
            } else if text.is_empty() || text.chars().count() > most {
                fields.fault(
                    &path,
                    "BASE_TYPE_BAD_LENGTH",
                    &format!("Must be between 1 and {most} in length."),
                );
            } else if key == "name_localizations" && is_slash && !is_slash_name(text) {
                fields.fault(
                    &path,
                    "APPLICATION_COMMAND_INVALID_NAME",
                    "Command name is invalid",
                );
            }
        }
        into.insert(key.to_owned(), json!(map));
    }
}

/// Options of a command (depth 0), a group (1) or a subcommand (2 below the top).
fn options(fields: &mut Fields<'_, '_>, depth: usize) -> Option<Value> {
    let list = fields.list("options", 0..=limits::COMMAND_OPTIONS)?;
    let mut names = BTreeSet::new();
    let mut optional_seen = false;
    let mut checked = Vec::new();
    let is_sub = |value: &Value| {
        matches!(
            value["type"].as_u64(),
            Some(option::SUB_COMMAND | option::SUB_COMMAND_GROUP)
        )
    };
    if list.iter().any(is_sub) && !list.iter().all(is_sub) {
        let words =
            "Sub-command and sub-command group option types are mutually exclusive to all other types";
        fields.fault("options", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words);
    }
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = fields.below(&format!("options.{at}"), value) else {
            continue;
        };
        let of_kind = match fields.get("type") {
            Some(_) => fields.choice("type", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]),
            None => {
                fields.required("type");
                None
            }
        };
        let of_kind = of_kind
            .and_then(|kind| u64::try_from(kind).ok())
            .unwrap_or_default();
        let option = option_of(&mut fields, of_kind, depth);
        if !names.insert(option["name"].clone().to_string()) {
            fields.fault(
                "name",
                "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                "Option name already exists",
            );
        }
        let required = option.get("required") == Some(&json!(true));
        if required && optional_seen {
            let words = "Required options must be placed before non-required options";
            fields.fault("", "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words);
        }
        optional_seen |= !required;
        checked.push(Value::Object(option));
    }
    Some(Value::Array(checked))
}

fn option_of(fields: &mut Fields<'_, '_>, of_kind: u64, depth: usize) -> Map<String, Value> {
    let mut checked = Map::new();
    checked.insert("type".to_owned(), json!(of_kind));
    checked.insert("name".to_owned(), json!(name(fields, true)));
    let description = fields.required_text("description", 1..=limits::COMMAND_DESCRIPTION);
    checked.insert("description".to_owned(), json!(description));
    localizations(fields, &mut checked, true);
    let too_deep = match of_kind {
        option::SUB_COMMAND_GROUP => depth > 0,
        option::SUB_COMMAND => depth > 1,
        _ => false,
    };
    if too_deep {
        fields.fault(
            "type",
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-commands are nested too deeply",
        );
        return checked;
    }
    if matches!(of_kind, option::SUB_COMMAND | option::SUB_COMMAND_GROUP) {
        let below = if of_kind == option::SUB_COMMAND { 2 } else { 1 };
        if let Some(options) = options(fields, below) {
            checked.insert("options".to_owned(), options);
        }
        return checked;
    }
    if let Some(required) = fields.boolean("required") {
        checked.insert("required".to_owned(), json!(required));
    }
    if let Some(list) = fields
        .list("channel_types", 0..=25)
        .filter(|_| of_kind == option::CHANNEL)
    {
        checked.insert("channel_types".to_owned(), json!(list));
    }
    bounds(fields, of_kind, &mut checked);
    let has_choices = choices(fields, of_kind, &mut checked);
    if fields.boolean("autocomplete") == Some(true) {
        let suits = matches!(of_kind, option::STRING | option::INTEGER | option::NUMBER);
        if has_choices || !suits {
            let words = "Autocomplete is for string, integer and number options without choices";
            fields.fault(
                "autocomplete",
                "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
                words,
            );
        }
        checked.insert("autocomplete".to_owned(), json!(true));
    }
    checked
}

fn bounds(fields: &mut Fields<'_, '_>, of_kind: u64, into: &mut Map<String, Value>) {
    let most = i64::try_from(limits::OPTION_LENGTH).unwrap_or(i64::MAX);
    if of_kind == option::STRING {
        for (key, range) in [("min_length", 0..=most), ("max_length", 1..=most)] {
            if let Some(value) = fields.integer(key, range) {
                into.insert(key.to_owned(), json!(value));
            }
        }
    }
    if matches!(of_kind, option::INTEGER | option::NUMBER) {
        for key in ["min_value", "max_value"] {
            match fields.get(key) {
                // The page's type is "integer or double", and several libraries write the bounds of both kinds as doubles
                // (1.0). So a whole one is taken for an integer, and a broken one refused; no word of Discord's on it was found.
                Some(value) if of_kind == option::INTEGER && !is_whole(value) => {
                    fields.fault(key, "NUMBER_TYPE_COERCE", &format!("Value {value} is not int."));
                }
                Some(value) if of_kind == option::INTEGER => {
                    into.insert(key.to_owned(), as_integer(value));
                }
                Some(value) if value.is_number() => {
                    into.insert(key.to_owned(), value.clone());
                }
                Some(value) => {
                    fields.fault(key, "NUMBER_TYPE_COERCE", &format!("Value {value} is not float."));
                }
                None => {}
            }
        }
    }
}

/// Whether a number has no fraction, however it is written.
fn is_whole(value: &Value) -> bool {
    value.is_i64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
}

/// A whole number as an integer: `1.0` comes back as `1`.
fn as_integer(value: &Value) -> Value {
    match value.as_f64() {
        Some(number) if !value.is_i64() => number
            .to_string()
            .parse::<i64>()
            .map_or_else(|_| value.clone(), Value::from),
        _ => value.clone(),
    }
}

/// The fixed choices; says whether there are any.
fn choices(fields: &mut Fields<'_, '_>, of_kind: u64, into: &mut Map<String, Value>) -> bool {
    let Some(list) = fields.list("choices", 0..=limits::COMMAND_OPTIONS) else {
        return false;
    };
    let mut names = BTreeSet::new();
    let mut checked = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut choice) = fields.below(&format!("choices.{at}"), value) else {
            continue;
        };
        let name = choice.required_text("name", 1..=limits::CHOICE);
        if !names.insert(name.clone()) {
            let words = "Choice name already exists";
            choice.fault(
                "name",
                "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
                words,
            );
        }
        let suits = match (of_kind, choice.get("value")) {
            (option::STRING, Some(Value::String(_))) => {
                choice.required_text("value", 1..=limits::CHOICE);
                true
            }
            (option::INTEGER, Some(value)) => value.as_i64().is_some(),
            (option::NUMBER, Some(value)) => value.is_number(),
            _ => false,
        };
        if !suits {
            choice.fault(
                "value",
                "BASE_TYPE_REQUIRED",
                "A value of the option's type is required",
            );
        }
        let mut entry = Map::new();
        entry.insert("name".to_owned(), json!(name));
        entry.insert("value".to_owned(), value["value"].clone());
        localizations(&mut choice, &mut entry, false);
        checked.push(Value::Object(entry));
    }
    into.insert("choices".to_owned(), Value::Array(checked));
    !list.is_empty()
}

/// The characters that count towards the size of a command: name, description and value, all the way down.
fn characters(part: &Map<String, Value>) -> usize {
    let own = ["name", "description", "value"]
        .iter()
        .filter_map(|key| part.get(*key)?.as_str());
    let below = ["options", "choices"]
        .iter()
        .filter_map(|key| part.get(*key)?.as_array())
        .flatten();
    own.map(|text| text.chars().count()).sum::<usize>()
        + below.filter_map(Value::as_object).map(characters).sum::<usize>()
}
