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

/// A select menu, checked and normalised.
pub(crate) fn select(fields: &mut Fields<'_, '_>, of_kind: i64, numbering: &mut Numbering) -> Value {
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
    if fields.boolean("disabled") == Some(true) {
        select["disabled"] = json!(true);
    }
    if let Some(required) = fields.boolean("required") {
        select["required"] = json!(required);
    }
    if of_kind == kind::STRING_SELECT {
        select["options"] = options(fields, max);
        return select;
    }
    let most = usize::try_from(max).unwrap_or(1);
    if let Some(list) = fields.list("default_values", 0..=most) {
        select["default_values"] = json!(list);
    }
    if let Some(list) = fields
        .list("channel_types", 0..=25)
        .filter(|_| of_kind == kind::CHANNEL_SELECT)
    {
        select["channel_types"] = json!(list);
    }
    select
}

fn options(fields: &mut Fields<'_, '_>, max_values: i64) -> Value {
    if fields.get("options").is_none() {
        fields.required("options");
    }
    let list = fields
        .list("options", 1..=limits::SELECT_OPTIONS)
        .unwrap_or_default();
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
