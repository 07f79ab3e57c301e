//! Components of the second version: text, pictures, files and containers that stand for content and embeds
//! (`developers/components/reference.mdx`; the flag `IS_COMPONENTS_V2`).

use serde_json::{Value, json};

use super::{
    Fields,
    component::{self, Numbering, kind},
    url::{PICTURES, url},
};
use crate::limits;

/// What may stand at the top of a message.
const TOP: &[i64] = &[
    kind::ROW,
    kind::SECTION,
    kind::TEXT_DISPLAY,
    kind::MEDIA_GALLERY,
    kind::FILE,
    kind::SEPARATOR,
    kind::CONTAINER,
];
/// What may stand in a container.
const IN_CONTAINER: &[i64] = &[
    kind::ROW,
    kind::SECTION,
    kind::TEXT_DISPLAY,
    kind::MEDIA_GALLERY,
    kind::FILE,
    kind::SEPARATOR,
];

/// The most characters of a media item's address.
const ADDRESS: usize = 2048;

/// The components of a message with the flag: at most 40 in all, and at most 4000 characters of text.
pub(super) fn of_message(
    fields: &mut Fields<'_, '_>,
    list: &[Value],
    numbering: Numbering,
    files: &[String],
) -> Vec<Value> {
    let mut layout = Layout { numbering, files };
    let checked = layout.each(fields, "components", list, TOP);
    if layout.numbering.count > limits::COMPONENTS_V2 {
        let words = format!("The message has more than {} components.", limits::COMPONENTS_V2);
        fields.fault("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", &words);
    }
    if checked.iter().map(text_length).sum::<usize>() > limits::TEXT_DISPLAYS_TOTAL {
        let words = format!("Must be {} or fewer in length.", limits::TEXT_DISPLAYS_TOTAL);
        fields.fault("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", &words);
    }
    checked
}

/// What the components of one message share.
struct Layout<'f> {
    numbering: Numbering,
    /// The names of its files.
    files: &'f [String],
}

impl Layout<'_> {
    fn each(
        &mut self,
        fields: &mut Fields<'_, '_>,
        key: &str,
        list: &[Value],
        allowed: &[i64],
    ) -> Vec<Value> {
        let checked = list.iter().enumerate().filter_map(|(at, value)| {
            let mut fields = fields.below(&format!("{key}.{at}"), value)?;
            self.one(&mut fields, allowed)
        });
        checked.collect()
    }

    fn one(&mut self, fields: &mut Fields<'_, '_>, allowed: &[i64]) -> Option<Value> {
        let of_kind = fields
            .get("type")
            .and_then(Value::as_i64)
            .filter(|kind| allowed.contains(kind));
        let Some(of_kind) = of_kind else {
            let listed = allowed
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ");
            let words = format!("Value of field \"type\" must be one of ({listed}).");
            fields.fault("type", "UNION_TYPE_CHOICES", &words);
            return None;
        };
        match of_kind {
            kind::ROW => return Some(component::row(fields, &mut self.numbering)),
            kind::BUTTON => return Some(component::button(fields, &mut self.numbering)),
            _ => {}
        }
        let mut checked = json!({"type": of_kind, "id": self.numbering.number(fields)});
        match of_kind {
            kind::SECTION => self.section(fields, &mut checked),
            kind::TEXT_DISPLAY => {
                checked["content"] = json!(fields.required_text("content", 1..=limits::INPUT_VALUE));
            }
            kind::THUMBNAIL => self.described_media(fields, &mut checked),
            kind::MEDIA_GALLERY => checked["items"] = self.gallery(fields),
            kind::FILE => {
                // "it **only** supports attachment references using the `attachment://<filename>` syntax".
                checked["file"] = self.media(fields, "file", &["attachment"]);
                checked["name"] = Value::Null;
                checked["size"] = Value::Null;
                checked["spoiler"] = json!(fields.boolean("spoiler").unwrap_or(false));
            }
            kind::SEPARATOR => {
                checked["divider"] = json!(fields.boolean("divider").unwrap_or(true));
                checked["spacing"] = json!(fields.choice("spacing", &[1, 2]).unwrap_or(1));
            }
            _ => {
                let list = fields.required_list("components", 1..=limits::COMPONENTS_V2);
                checked["components"] = Value::Array(self.each(fields, "components", list, IN_CONTAINER));
                checked["accent_color"] = json!(fields.integer("accent_color", 0..=0xFF_FFFF));
                checked["spoiler"] = json!(fields.boolean("spoiler").unwrap_or(false));
            }
        }
        Some(checked)
    }

    /// One to three texts, beside a button or a picture.
    fn section(&mut self, fields: &mut Fields<'_, '_>, checked: &mut Value) {
        let list = fields.required_list("components", 1..=3);
        checked["components"] = Value::Array(self.each(fields, "components", list, &[kind::TEXT_DISPLAY]));
        let Some(accessory) = fields.get("accessory") else {
            fields.required("accessory");
            return;
        };
        if let Some(mut fields) = fields.below("accessory", accessory) {
            let allowed = [kind::BUTTON, kind::THUMBNAIL];
            checked["accessory"] = self.one(&mut fields, &allowed).unwrap_or_default();
        }
    }

    fn gallery(&self, fields: &mut Fields<'_, '_>) -> Value {
        let list = fields.required_list("items", 1..=limits::GALLERY_ITEMS);
        let items = list.iter().enumerate().filter_map(|(at, value)| {
            let mut fields = fields.below(&format!("items.{at}"), value)?;
            let mut item = json!({});
            self.described_media(&mut fields, &mut item);
            Some(item)
        });
        items.collect()
    }

    fn described_media(&self, fields: &mut Fields<'_, '_>, into: &mut Value) {
        into["media"] = self.media(fields, "media", PICTURES);
        into["description"] = json!(fields.text("description", 0..=limits::ATTACHMENT_DESCRIPTION));
        into["spoiler"] = json!(fields.boolean("spoiler").unwrap_or(false));
    }

    /// An unfurled media item; its address is completed when the files have theirs.
    fn media(&self, fields: &mut Fields<'_, '_>, key: &str, schemes: &[&str]) -> Value {
        let Some(value) = fields.get(key) else {
            fields.required(key);
            return Value::Null;
        };
        let Some(mut fields) = fields.below(key, value) else {
            return Value::Null;
        };
        if fields.get("url").is_none() {
            fields.required("url");
        }
        let Some(address) = url(&mut fields, "url", ADDRESS, schemes) else {
            return Value::Null;
        };
        if let Some(name) = address.strip_prefix("attachment://")
            && !self.files.iter().any(|file| file == name)
        {
            let words = "The referenced attachment was not found in the message";
            fields.fault(
                "url",
                "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
                words,
            );
        }
        json!({"url": address})
    }
}

fn text_length(component: &Value) -> usize {
    let own = component["content"]
        .as_str()
        .map_or(0, |text| text.chars().count());
    own + component["components"]
        .as_array()
        .into_iter()
        .flatten()
        .map(text_length)
        .sum::<usize>()
}
