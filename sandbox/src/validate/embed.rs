//! Embeds (`developers/resources/message.mdx`, Embed Object and Embed Limits).

use chrono::DateTime;
use serde_json::{Map, Value, json};

use super::{
    Fields,
    url::{PAGES, PICTURES, url},
};
use crate::{limits, world::ids::stamp};

/// What an embed may be at most, as an address.
const ADDRESS: usize = 2048;

/// The embeds of a message, checked and normalised.
pub(crate) fn embeds(fields: &mut Fields<'_, '_>, list: &[Value]) -> Vec<Value> {
    let mut total = 0;
    let mut checked = Vec::new();
    for (at, value) in list.iter().enumerate() {
        if let Some((embed, size)) = embed(fields, &format!("embeds.{at}"), value) {
            total += size;
            checked.push(embed);
        }
    }
    if total > limits::EMBEDS_TOTAL {
        let words = format!("Embed size exceeds maximum size of {}", limits::EMBEDS_TOTAL);
        fields.fault("embeds", "MAX_EMBED_SIZE_EXCEEDED", &words);
    }
    checked
}

/// One embed and the number of its characters that count.
fn embed(fields: &mut Fields<'_, '_>, path: &str, value: &Value) -> Option<(Value, usize)> {
    let mut fields = fields.below(path, value)?;
    let mut embed = Map::new();
    let mut size = 0;
    embed.insert("type".to_owned(), json!("rich"));
    for (key, most) in [
        ("title", limits::EMBED_TITLE),
        ("description", limits::EMBED_DESCRIPTION),
    ] {
        if let Some(text) = fields.text(key, 0..=most) {
            size += text.chars().count();
            embed.insert(key.to_owned(), json!(text));
        }
    }
    if let Some(address) = url(&mut fields, "url", ADDRESS, PAGES) {
        embed.insert("url".to_owned(), json!(address));
    }
    if let Some(color) = fields.integer("color", 0..=0xFF_FFFF) {
        embed.insert("color".to_owned(), json!(color));
    }
    if let Some(moment) = fields.text("timestamp", 0..=64) {
        match DateTime::parse_from_rfc3339(&moment) {
            Ok(moment) => {
                embed.insert("timestamp".to_owned(), stamp(moment.to_utc()));
            }
            Err(_) => {
                let words = format!("Could not parse {moment}. Should be ISO8601.");
                fields.fault("timestamp", "DATE_TIME_TYPE_PARSE", &words);
            }
        }
    }
    for key in ["image", "thumbnail"] {
        if let Some(picture) = picture(&mut fields, key) {
            embed.insert(key.to_owned(), picture);
        }
    }
    for (key, text_key, most) in [
        ("author", "name", limits::EMBED_AUTHOR),
        ("footer", "text", limits::EMBED_FOOTER),
    ] {
        if let Some((part, length)) = signed(&mut fields, key, text_key, most) {
            size += length;
            embed.insert(key.to_owned(), part);
        }
    }
    if let Some((list, length)) = embed_fields(&mut fields) {
        size += length;
        embed.insert("fields".to_owned(), list);
    }
    let shows = [
        "title",
        "description",
        "image",
        "thumbnail",
        "author",
        "footer",
        "fields",
    ];
    if !shows.iter().any(|key| embed.contains_key(*key)) {
        fields.required("description");
    }
    Some((Value::Object(embed), size))
}

fn picture(fields: &mut Fields<'_, '_>, key: &str) -> Option<Value> {
    let value = fields.get(key)?;
    let mut fields = fields.below(key, value)?;
    if fields.get("url").is_none() {
        fields.required("url");
    }
    let address = url(&mut fields, "url", ADDRESS, PICTURES)?;
    Some(json!({"url": address, "width": 0, "height": 0, "flags": 0}))
}

/// An author or a footer: a line of text with a picture.
fn signed(fields: &mut Fields<'_, '_>, key: &str, text_key: &str, most: usize) -> Option<(Value, usize)> {
    let value = fields.get(key)?;
    let mut fields = fields.below(key, value)?;
    let text = fields.required_text(text_key, 1..=most);
    let mut part = json!({text_key: text});
    if let Some(address) = url(&mut fields, "icon_url", ADDRESS, PICTURES) {
        part["icon_url"] = json!(address);
    }
    if let Some(address) = url(&mut fields, "url", ADDRESS, PAGES).filter(|_| key == "author") {
        part["url"] = json!(address);
    }
    Some((part, text.chars().count()))
}

fn embed_fields(fields: &mut Fields<'_, '_>) -> Option<(Value, usize)> {
    let list = fields.list("fields", 0..=limits::EMBED_FIELDS)?;
    let mut size = 0;
    let mut checked = Vec::new();
    for (at, value) in list.iter().enumerate() {
        let Some(mut field) = fields.below(&format!("fields.{at}"), value) else {
            continue;
        };
        let name = field.required_text("name", 1..=limits::EMBED_FIELD_NAME);
        let text = field.required_text("value", 1..=limits::EMBED_FIELD_VALUE);
        let inline = field.boolean("inline").unwrap_or(false);
        size += name.chars().count() + text.chars().count();
        checked.push(json!({"name": name, "value": text, "inline": inline}));
    }
    (!checked.is_empty()).then_some((Value::Array(checked), size))
}
