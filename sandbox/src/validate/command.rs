//! Command definitions (`developers/interactions/application-commands.mdx`).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Fields, option::options};
use crate::{
    limits,
    refusal::{Form, Refusal},
    world::command::kind,
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
    for (key, known) in [("contexts", 0..=2), ("integration_types", 0..=1)] {
        if let Some(list) = fields.list(key, 1..=3) {
            for (at, value) in list.iter().enumerate() {
                let path = format!("{key}.{at}");
                if !value.as_i64().is_some_and(|value| known.contains(&value)) {
                    let words = format!("Value must be between {} and {}.", known.start(), known.end());
                    fields.fault(&path, "BASE_TYPE_CHOICES", &words);
                } else if list[..at].contains(value) {
                    let words = "The set already contains this value.";
                    fields.fault(&path, "SET_TYPE_ALREADY_CONTAINS_VALUE", words);
                }
            }
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
pub(super) fn name(fields: &mut Fields<'_, '_>, is_slash: bool) -> String {
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

pub(super) fn localizations(fields: &mut Fields<'_, '_>, into: &mut Map<String, Value>, is_slash: bool) {
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
