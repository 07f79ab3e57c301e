//! Modals and what stands in them (`developers/interactions/receiving-and-responding.mdx`, Modal;
//! `developers/components/reference.mdx`, Text Input, Label and what stands in it).

use serde_json::{Value, json};

use super::{
    Fields, choose,
    component::{Numbering, kind},
    select,
};
use crate::limits;

/// A modal, checked and normalised: every field has its number, `required`, `min_length` and `max_length`.
pub(crate) fn modal(fields: &mut Fields<'_, '_>) -> Value {
    let title = fields.required_text("title", 1..=limits::MODAL_TITLE);
    let custom_id = Numbering::default().custom_id(fields);
    let list = fields.required_list("components", 1..=limits::MODAL_COMPONENTS);
    let mut numbering = Numbering::of(list);
    let mut components = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = fields.below(&format!("components.{at}"), value) else {
            continue;
        };
        match fields.get("type").and_then(Value::as_i64) {
            Some(kind::ROW) => components.push(row(&mut fields, &mut numbering)),
            Some(kind::LABEL) => components.push(label(&mut fields, &mut numbering)),
            Some(kind::TEXT_DISPLAY) => {
                let id = numbering.number(&mut fields);
                let content = fields.required_text("content", 1..=limits::INPUT_VALUE);
                components.push(json!({"type": kind::TEXT_DISPLAY, "id": id, "content": content}));
            }
            _ => {
                let words = "Value of field \"type\" must be one of (1, 10, 18).";
                fields.fault("type", "UNION_TYPE_CHOICES", words);
            }
        }
    }
    json!({"title": title, "custom_id": custom_id, "components": components})
}

fn row(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let id = numbering.number(fields);
    // One text input fills a row's width.
    let list = fields.required_list("components", 1..=1);
    let mut components = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = fields.below(&format!("components.{at}"), value) else {
            continue;
        };
        if fields.get("type").and_then(Value::as_i64) == Some(kind::TEXT_INPUT) {
            let label = fields.required_text("label", 1..=limits::INPUT_LABEL);
            let mut input = text_input(&mut fields, numbering);
            input["label"] = json!(label);
            components.push(input);
        } else {
            fields.fault(
                "type",
                "UNION_TYPE_CHOICES",
                "Value of field \"type\" must be one of (4,).",
            );
        }
    }
    json!({"type": kind::ROW, "id": id, "components": components})
}

fn label(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let id = numbering.number(fields);
    let text = fields.required_text("label", 1..=limits::INPUT_LABEL);
    let mut label = json!({"type": kind::LABEL, "id": id, "label": text});
    if let Some(description) = fields.text("description", 0..=limits::LABEL_DESCRIPTION) {
        label["description"] = json!(description);
    }
    let Some(inner) = fields.get("component") else {
        fields.required("component");
        return label;
    };
    if let Some(mut fields) = fields.below("component", inner) {
        label["component"] = match fields.get("type").and_then(Value::as_i64) {
            Some(kind::TEXT_INPUT) => {
                if fields.get("label").is_some() {
                    let words = "A text input in a Label cannot have a label of its own";
                    fields.fault("label", "COMPONENT_LABEL_DUPLICATED", words);
                }
                text_input(&mut fields, numbering)
            }
            Some(other) if select::is_select(other) => {
                select::select(&mut fields, other, numbering, select::Place::Modal)
            }
            Some(kind::FILE_UPLOAD) => choose::file_upload(&mut fields, numbering),
            Some(kind::RADIO_GROUP) => choose::radio_group(&mut fields, numbering),
            Some(kind::CHECKBOX_GROUP) => choose::checkbox_group(&mut fields, numbering),
            Some(kind::CHECKBOX) => choose::checkbox(&mut fields, numbering),
            _ => {
                let words = "Value of field \"type\" must be one of (3, 4, 5, 6, 7, 8, 19, 21, 22, 23).";
                fields.fault("type", "UNION_TYPE_CHOICES", words);
                Value::Null
            }
        };
    }
    label
}

fn text_input(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let id = numbering.number(fields);
    let custom_id = numbering.custom_id(fields);
    if fields.get("style").is_none() {
        fields.required("style");
    }
    let style = fields.choice("style", &[1, 2]).unwrap_or(1);
    let most = i64::try_from(limits::INPUT_VALUE).unwrap_or(i64::MAX);
    let min = fields.integer("min_length", 0..=most);
    let max = fields.integer("max_length", 1..=most);
    if let (Some(min), Some(max)) = (min, max)
        && min > max
    {
        fields.fault(
            "min_length",
            "TEXT_INPUT_MIN_ABOVE_MAX",
            "min_length must not be greater than max_length",
        );
    }
    let mut input = json!({
        "type": kind::TEXT_INPUT, "id": id, "custom_id": custom_id, "style": style,
        "required": fields.boolean("required").unwrap_or(true), "min_length": min, "max_length": max,
    });
    if let Some(placeholder) = fields.text("placeholder", 0..=limits::INPUT_PLACEHOLDER) {
        input["placeholder"] = json!(placeholder);
    }
    // A pre-filled value is kept as typed, and must be one that the member could send.
    if let Some(Value::String(value)) = fields.get("value") {
        let length = i64::try_from(value.chars().count()).unwrap_or(i64::MAX);
        let bounds = min.unwrap_or(0)..=max.unwrap_or(most);
        if !value.is_empty() && !bounds.contains(&length) {
            let words = format!(
                "Must be between {} and {} in length.",
                bounds.start(),
                bounds.end()
            );
            fields.fault("value", "BASE_TYPE_BAD_LENGTH", &words);
        }
        input["value"] = json!(value);
    }
    input
}
