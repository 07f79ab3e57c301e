//! Message components (`developers/components/reference.mdx`).

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Fields, layout, select,
    url::{PAGES, url},
};
use crate::{limits, world::ids::id};

/// Component types.
pub(crate) mod kind {
    pub const ROW: i64 = 1;
    pub const BUTTON: i64 = 2;
    pub const STRING_SELECT: i64 = 3;
    pub const TEXT_INPUT: i64 = 4;
    pub const USER_SELECT: i64 = 5;
    pub const ROLE_SELECT: i64 = 6;
    pub const MENTIONABLE_SELECT: i64 = 7;
    pub const CHANNEL_SELECT: i64 = 8;
    pub const SECTION: i64 = 9;
    pub const TEXT_DISPLAY: i64 = 10;
    pub const THUMBNAIL: i64 = 11;
    pub const MEDIA_GALLERY: i64 = 12;
    pub const FILE: i64 = 13;
    pub const SEPARATOR: i64 = 14;
    pub const CONTAINER: i64 = 17;
    pub const LABEL: i64 = 18;
    pub const FILE_UPLOAD: i64 = 19;
    pub const RADIO_GROUP: i64 = 21;
    pub const CHECKBOX_GROUP: i64 = 22;
    pub const CHECKBOX: i64 = 23;
}

/// What a message's or a modal's components share: custom ids must differ, and each component gets a number.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    custom_ids: BTreeSet<String>,
    /// The numbers that the form gives itself: "generation of ids won't use another id that exists in the message".
    reserved: BTreeSet<i64>,
    /// Those of `reserved` that a component has had already.
    given: BTreeSet<i64>,
    last: i64,
    /// How many components there are.
    pub count: usize,
}

impl Numbering {
    /// For a list of components, whose own numbers are kept free.
    pub fn of(list: &[Value]) -> Self {
        let mut numbering = Self::default();
        list.iter().for_each(|component| numbering.reserve(component));
        numbering
    }

    fn reserve(&mut self, component: &Value) {
        if !component.is_object() {
            return;
        }
        self.reserved
            .extend(component["id"].as_i64().filter(|id| *id > 0));
        let lists = [&component["components"]].into_iter().filter_map(Value::as_array);
        let single = [&component["component"], &component["accessory"]];
        for inner in lists.flatten().chain(single) {
            self.reserve(inner);
        }
    }

    /// A component's own number, which no other has, or the next free one; 0 is as good as none
    /// (`developers/components/reference.mdx`, Anatomy of a Component).
    pub fn number(&mut self, fields: &mut Fields<'_, '_>) -> i64 {
        self.count += 1;
        let own = fields.integer("id", 0..=i64::from(i32::MAX)).filter(|id| *id > 0);
        if let Some(own) = own {
            if !self.given.insert(own) {
                fields.fault(
                    "id",
                    "COMPONENT_ID_DUPLICATED",
                    "Component id cannot be duplicated",
                );
            }
            return own;
        }
        self.last += 1;
        while self.reserved.contains(&self.last) {
            self.last += 1;
        }
        self.last
    }

    /// A required custom id that no other component has.
    pub fn custom_id(&mut self, fields: &mut Fields<'_, '_>) -> String {
        let custom_id = match fields.get("custom_id") {
            Some(Value::String(id)) if !id.is_empty() => id.clone(),
            _ => {
                fields.required("custom_id");
                return String::new();
            }
        };
        if custom_id.chars().count() > limits::CUSTOM_ID {
            let words = format!("Must be between 1 and {} in length.", limits::CUSTOM_ID);
            fields.fault("custom_id", "BASE_TYPE_BAD_LENGTH", &words);
        }
        if !self.custom_ids.insert(custom_id.clone()) {
            let words = "Component custom id cannot be duplicated";
            fields.fault("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", words);
        }
        custom_id
    }
}

/// The components of a message, checked and normalised.
///
/// `files` are the names of the files that a component of the second version may name.
pub(crate) fn of_message(
    fields: &mut Fields<'_, '_>,
    list: &[Value],
    is_v2: bool,
    files: &[String],
) -> Vec<Value> {
    let mut numbering = Numbering::of(list);
    if is_v2 {
        return layout::of_message(fields, list, numbering, files);
    }
    if list.len() > limits::ACTION_ROWS {
        let words = format!("Must be between 1 and {} in length.", limits::ACTION_ROWS);
        fields.fault("components", "BASE_TYPE_BAD_LENGTH", &words);
    }
    let checked = list.iter().enumerate().filter_map(|(at, value)| {
        let mut fields = fields.below(&format!("components.{at}"), value)?;
        if fields.get("type").and_then(Value::as_i64) == Some(kind::ROW) {
            return Some(row(&mut fields, &mut numbering));
        }
        fields.fault(
            "type",
            "UNION_TYPE_CHOICES",
            "Value of field \"type\" must be one of (1,).",
        );
        None
    });
    checked.collect()
}

/// An action row: up to five buttons, or one select.
pub(super) fn row(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let id = numbering.number(fields);
    let list = fields.required_list("components", 1..=limits::ROW_BUTTONS);
    let is_select = |value: &Value| value["type"].as_i64().is_some_and(select::is_select);
    if list.len() > 1 && list.iter().any(is_select) {
        let words = "Components displayed must fit within the total width of an action row";
        fields.fault("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words);
    }
    let mut components = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut fields) = fields.below(&format!("components.{at}"), value) else {
            continue;
        };
        match fields.get("type").and_then(Value::as_i64) {
            Some(kind::BUTTON) => components.push(button(&mut fields, numbering)),
            Some(other) if select::is_select(other) => {
                components.push(select::select(
                    &mut fields,
                    other,
                    numbering,
                    select::Place::Message,
                ));
            }
            _ => {
                let words = "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).";
                fields.fault("type", "UNION_TYPE_CHOICES", words);
            }
        }
    }
    json!({"type": kind::ROW, "id": id, "components": components})
}

pub(super) fn button(fields: &mut Fields<'_, '_>, numbering: &mut Numbering) -> Value {
    let mut button = json!({"type": kind::BUTTON, "id": numbering.number(fields)});
    if fields.get("style").is_none() {
        fields.required("style");
    }
    let style = fields.choice("style", &[1, 2, 3, 4, 5, 6]).unwrap_or(0);
    button["style"] = json!(style);
    if style == 6 {
        premium(fields, &mut button);
        return button;
    }
    if fields.get("sku_id").is_some() {
        let words = "Only premium buttons have a sku_id";
        fields.fault("sku_id", "BUTTON_COMPONENT_SKU_ID_NOT_ALLOWED", words);
    }
    match style {
        1..=4 => {
            if fields.get("url").is_some() {
                let words = "A custom id and url cannot both be specified";
                fields.fault(
                    "custom_id",
                    "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                    words,
                );
            }
            button["custom_id"] = json!(numbering.custom_id(fields));
        }
        5 => {
            if fields.get("custom_id").is_some() {
                let words = "A custom id and url cannot both be specified";
                fields.fault(
                    "custom_id",
                    "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
                    words,
                );
            }
            if fields.get("url").is_none() {
                let words = "A url is required for link buttons";
                fields.fault("url", "BASE_TYPE_REQUIRED", words);
            }
            if let Some(address) = url(fields, "url", limits::BUTTON_URL, &[PAGES, &["discord"]].concat()) {
                button["url"] = json!(address);
            }
        }
        _ => {}
    }
    let label = fields.text("label", 0..=limits::BUTTON_LABEL);
    let emoji = emoji(fields);
    if label.is_none() && emoji.is_none() {
        fields.fault(
            "label",
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
            "A button needs a label or an emoji",
        );
    }
    if let Some(label) = label {
        button["label"] = json!(label);
    }
    if let Some(emoji) = emoji {
        button["emoji"] = emoji;
    }
    if fields.boolean("disabled") == Some(true) {
        button["disabled"] = json!(true);
    }
    button
}

/// "Premium buttons must contain a `sku_id`, and cannot have a `custom_id`, `label`, `url`, or `emoji`." The sandbox has no
/// shop: every sku is taken for one of the application's.
fn premium(fields: &mut Fields<'_, '_>, button: &mut Value) {
    match fields.get("sku_id") {
        None => fields.required("sku_id"),
        Some(_) => button["sku_id"] = fields.snowflake("sku_id").map_or(Value::Null, id),
    }
    for key in ["custom_id", "label", "url", "emoji"] {
        if fields.get(key).is_some() {
            let words = format!("A premium button cannot have a {key}");
            fields.fault(key, "BUTTON_COMPONENT_PREMIUM_FIELD_NOT_ALLOWED", &words);
        }
    }
    if fields.boolean("disabled") == Some(true) {
        button["disabled"] = json!(true);
    }
}

/// A partial emoji. There are no custom ones here, so a name must be a Unicode emoji.
pub(crate) fn emoji(fields: &mut Fields<'_, '_>) -> Option<Value> {
    let value = fields.get("emoji")?;
    let name = value["name"].as_str().unwrap_or_default();
    let is_unicode = value.get("id").is_none_or(Value::is_null)
        && !name.is_empty()
        && !name.is_ascii()
        && !name.chars().any(|c| c.is_alphabetic() || c.is_whitespace());
    if !is_unicode {
        fields.fault("emoji.name", "COMPONENT_INVALID_EMOJI", "Invalid emoji");
        return None;
    }
    Some(json!({"name": name}))
}
