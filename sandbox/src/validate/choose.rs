//! What only a modal has: radio groups, checkboxes and file uploads (`developers/components/reference.mdx`, Radio Group,
//! Checkbox Group, Checkbox, File Upload).

use std::{collections::BTreeSet, ops::RangeInclusive};

use serde_json::{Value, json};

use super::{
    Fields,
    component::{Numbering, kind},
    option::file_types,
    select::check_modal,
};
use crate::limits;

/// Two to ten options, of which one is chosen.
pub(super) fn radio_group(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let mut group = begun(fields, kind::RADIO_GROUP, numbering);
    check_modal(fields);
    group["required"] = json!(fields.boolean("required").unwrap_or(true));
    group["options"] = options(fields, limits::RADIO_OPTIONS, 1);
    group
}

/// One to ten options, of which some are chosen; without `max_values` all of them may be.
pub(super) fn checkbox_group(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let mut group = begun(fields, kind::CHECKBOX_GROUP, numbering);
    check_modal(fields);
    let count = fields
        .get("options")
        .and_then(Value::as_array)
        .map_or(1, Vec::len);
    let all = i64::try_from(count).unwrap_or(i64::MAX).max(1);
    let (min, max) = bounds(fields, limits::CHECKBOX_OPTIONS, all);
    group["required"] = json!(fields.boolean("required").unwrap_or(true));
    group["min_values"] = json!(min);
    group["max_values"] = json!(max);
    let most = usize::try_from(max).unwrap_or(count);
    group["options"] = options(fields, 1..=limits::CHECKBOX_OPTIONS, most);
    group
}

/// One box; it cannot be required.
pub(super) fn checkbox(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let mut checkbox = begun(fields, kind::CHECKBOX, numbering);
    checkbox["default"] = json!(fields.boolean("default").unwrap_or(false));
    checkbox
}

/// Up to ten files.
pub(super) fn file_upload(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let mut upload = begun(fields, kind::FILE_UPLOAD, numbering);
    check_modal(fields);
    let (min, max) = bounds(fields, limits::UPLOADS, 1);
    upload["min_values"] = json!(min);
    upload["max_values"] = json!(max);
    upload["required"] = json!(fields.boolean("required").unwrap_or(true));
    if let Some(list) = file_types(fields) {
        upload["file_types"] = list;
    }
    upload
}

fn begun(fields: &mut Fields<'_, '_>, of_kind: i64, numbering: &mut Numbering) -> Value {
    let (id, custom_id) = (numbering.number(fields), numbering.custom_id(fields));
    json!({"type": of_kind, "id": id, "custom_id": custom_id})
}

/// `min_values` and `max_values`. What is not required and has no `min_values` needs no choice.
fn bounds(fields: &mut Fields<'_, '_>, most: usize, default_max: i64) -> (i64, i64) {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let least = i64::from(fields.boolean("required") != Some(false));
    let min = fields.integer("min_values", 0..=most).unwrap_or(least);
    let max = fields.integer("max_values", 1..=most).unwrap_or(default_max);
    if min > max {
        let words = "min_values must not be greater than max_values";
        fields.fault("min_values", "COMPONENT_MIN_VALUES_ABOVE_MAX", words);
    }
    (min, max)
}

fn options(fields: &mut Fields<'_, '_>, length: RangeInclusive<usize>, most_defaults: usize) -> Value {
    let list = fields.required_list("options", length);
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
            fields.fault("value", "COMPONENT_OPTION_VALUE_DUPLICATED", words);
        }
        let mut option = json!({"label": label, "value": value});
        if let Some(description) = fields.text("description", 0..=limits::SELECT_TEXT) {
            option["description"] = json!(description);
        }
        if let Some(default) = fields.boolean("default") {
            option["default"] = json!(default);
            defaults += usize::from(default);
        }
        checked.push(option);
    }
    if defaults > most_defaults {
        let words = "There are more default options than can be chosen";
        fields.fault("options", "COMPONENT_MAX_DEFAULT_VALUES_EXCEEDED", words);
    }
    Value::Array(checked)
}
