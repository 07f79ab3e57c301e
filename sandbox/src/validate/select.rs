//! Select menus (`developers/components/reference.mdx`, String Select and its kin).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Fields,
    component::{Numbering, emoji, kind},
};
use crate::limits;

/// Whether a component type is a select menu.
pub(crate) fn is_select(of_kind: i64) -> bool {
    matches!(
        of_kind,
        kind::STRING_SELECT
            | kind::USER_SELECT
            | kind::ROLE_SELECT
            | kind::MENTIONABLE_SELECT
            | kind::CHANNEL_SELECT
    )
}

/// Where a component stands: some rules are a modal's alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Message,
    Modal,
}

/// What the default of each kind of select may be, with its number in Select Default Value Structure.
fn defaults_of(of_kind: i64) -> &'static [&'static str] {
    match of_kind {
        kind::USER_SELECT => &["user"],
        kind::ROLE_SELECT => &["role"],
        kind::MENTIONABLE_SELECT => &["user", "role"],
        _ => &["channel"],
    }
}

/// "Using `disabled` in a modal will result in an error", and "`min_values` must be either omitted or at least `1` if
/// `required` is omitted or `true`"; a message ignores `required`.
pub(super) fn check_modal(fields: &mut Fields<'_, '_>) {
    if fields.boolean("disabled") == Some(true) {
        let words = "Components in a modal cannot be disabled";
        fields.fault("disabled", "COMPONENT_DISABLED_IN_MODAL", words);
    }
    let required = fields.boolean("required") != Some(false);
    if required && fields.get("min_values").is_some_and(|least| *least == 0) {
        let words = "min_values must be at least 1 where the component is required";
        fields.fault("min_values", "COMPONENT_REQUIRED_MIN_VALUES_ZERO", words);
    }
}

/// A select menu, checked and normalised.
pub(crate) fn select(
    fields: &mut Fields<'_, '_>,
    of_kind: i64,
    numbering: &mut Numbering,
    place: Place,
) -> Value {
    let id = numbering.number(fields);
    let custom_id = numbering.custom_id(fields);
    let min = fields.integer("min_values", 0..=25).unwrap_or(1);
    let max = fields.integer("max_values", 1..=25).unwrap_or(1);
    if min > max {
        let words = "min_values must not be greater than max_values";
        fields.fault("min_values", "SELECT_COMPONENT_MIN_VALUES_ABOVE_MAX", words);
    }
    let mut select =
        json!({"type": of_kind, "id": id, "custom_id": custom_id, "min_values": min, "max_values": max});
    if let Some(placeholder) = fields.text("placeholder", 0..=limits::SELECT_PLACEHOLDER) {
        select["placeholder"] = json!(placeholder);
    }
    if place == Place::Modal {
        check_modal(fields);
        select["required"] = json!(fields.boolean("required").unwrap_or(true));
    } else if fields.boolean("disabled") == Some(true) {
        select["disabled"] = json!(true);
    }
    if of_kind == kind::STRING_SELECT {
        select["options"] = options(fields, max);
        return select;
    }
    if let Some(list) = default_values(fields, of_kind, min, max) {
        select["default_values"] = json!(list);
    }
    if of_kind == kind::CHANNEL_SELECT
        && let Some(list) = channel_types(fields)
    {
        select["channel_types"] = json!(list);
    }
    select
}

/// "number of default values must be in the range defined by `min_values` and `max_values`"; none at all are none.
fn default_values<'v>(fields: &mut Fields<'_, 'v>, of_kind: i64, min: i64, max: i64) -> Option<&'v [Value]> {
    let list = fields.list("default_values", 0..=limits::SELECT_OPTIONS)?;
    let count = i64::try_from(list.len()).unwrap_or(i64::MAX);
    if count > 0 && !(min..=max).contains(&count) {
        let words = format!("Must be between {min} and {max} in length.");
        fields.fault("default_values", "BASE_TYPE_BAD_LENGTH", &words);
    }
    let allowed = defaults_of(of_kind);
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = fields.below(&format!("default_values.{at}"), value) else {
            continue;
        };
        if fields.get("id").is_none() {
            fields.required("id");
        }
        fields.snowflake("id");
        match fields.get("type") {
            None => fields.required("type"),
            Some(given) if allowed.iter().any(|kind| given == kind) => {}
            Some(_) => {
                let words = format!("Value must be one of {{{}}}.", allowed.join(", "));
                fields.fault("type", "BASE_TYPE_CHOICES", &words);
            }
        }
    }
    Some(list)
}

/// `channel_types`, each a type there is (`developers/resources/channel.mdx`, Channel Types).
pub(super) fn channel_types<'v>(fields: &mut Fields<'_, 'v>) -> Option<&'v [Value]> {
    let list = fields.list("channel_types", 0..=25)?;
    for (at, value) in list.iter().enumerate() {
        if !matches!(value.as_i64(), Some(0..=5 | 10..=16)) {
            let words = "Value must be a channel type.";
            fields.fault(&format!("channel_types.{at}"), "BASE_TYPE_CHOICES", words);
        }
    }
    Some(list)
}

fn options(fields: &mut Fields<'_, '_>, max_values: i64) -> Value {
    let list = fields.required_list("options", 1..=limits::SELECT_OPTIONS);
    let mut values = BTreeSet::new();
    let mut defaults = 0;
    let mut checked = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = fields.below(&format!("options.{at}"), value) else {
            continue;
        };
        let label = fields.required_text("label", 1..=limits::SELECT_TEXT);
        let value = fields.required_text("value", 1..=limits::SELECT_TEXT);
        if !value.is_empty() && !values.insert(value.clone()) {
            let words = "The specified option value is already used";
            fields.fault("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", words);
        }
        let mut option = json!({"label": label, "value": value});
        if let Some(description) = fields.text("description", 0..=limits::SELECT_TEXT) {
            option["description"] = json!(description);
        }
        if let Some(emoji) = emoji(&mut fields) {
            option["emoji"] = emoji;
        }
        if let Some(default) = fields.boolean("default") {
            option["default"] = json!(default);
            defaults += i64::from(default);
        }
        checked.push(option);
    }
    if defaults > max_values {
        let words = "The number of default options must not be greater than max_values";
        fields.fault("options", "SELECT_COMPONENT_MAX_DEFAULT_VALUES_EXCEEDED", words);
    }
    Value::Array(checked)
}
