//! The options of a command, down to their choices (`developers/interactions/application-commands.mdx`, Application Command
//! Option Structure).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Fields,
    command::{localizations, name},
    select,
};
use crate::{limits, world::command::option};

/// Options of a command (depth 0), a group (1) or a subcommand (2 below the top).
pub(super) fn options(fields: &mut Fields<'_, '_>, depth: usize) -> Option<Value> {
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
    if of_kind == option::CHANNEL
        && let Some(list) = select::channel_types(fields)
    {
        checked.insert("channel_types".to_owned(), json!(list));
    }
    if of_kind == option::ATTACHMENT
        && let Some(list) = file_types(fields)
    {
        checked.insert("file_types".to_owned(), list);
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

/// Which files are offered: `audio`, `image`, `video`, or an ending with its dot.
pub(super) fn file_types(fields: &mut Fields<'_, '_>) -> Option<Value> {
    let list = fields.list("file_types", 0..=limits::FILE_TYPES)?;
    for (at, value) in list.iter().enumerate() {
        let known = value.as_str().is_some_and(|kind| {
            matches!(kind, "audio" | "image" | "video")
                || kind.strip_prefix('.').is_some_and(|ending| !ending.is_empty())
        });
        if !known {
            let words = "Value must be audio, image, video or a file ending.";
            fields.fault(&format!("file_types.{at}"), "BASE_TYPE_CHOICES", words);
        }
    }
    Some(json!(list))
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
