//! Polls and shared themes, which a message may have beside its content (`developers/resources/poll.mdx`, Poll Create Request
//! Object; `developers/resources/message.mdx`, Shared Client Theme Object).

use serde_json::{Value, json};

use super::{Fields, component::emoji};
use crate::limits;

/// A poll to be made, checked: question, answers, hours, whether several can be chosen.
pub(super) fn poll(fields: &mut Fields<'_, '_>) -> Option<Value> {
    let value = fields.get("poll")?;
    let mut fields = fields.below("poll", value)?;
    let question = media(&mut fields, "question", limits::POLL_QUESTION);
    let list = fields.required_list("answers", 1..=limits::POLL_ANSWERS);
    let mut answers = Vec::new();
    for (at, value) in list.iter().enumerate() {
        if let Some(mut answer) = fields.below(&format!("answers.{at}"), value) {
            answers.push(media(&mut answer, "poll_media", limits::POLL_ANSWER));
        }
    }
    let hours = fields.integer("duration", 1..=limits::POLL_HOURS).unwrap_or(24);
    let several = fields.boolean("allow_multiselect").unwrap_or(false);
    let layout = fields.choice("layout_type", &[1]).unwrap_or(1);
    Some(json!({
        "question": question, "answers": answers, "hours": hours, "allow_multiselect": several, "layout_type": layout,
    }))
}

/// A poll media object. A question has no emoji.
fn media(fields: &mut Fields<'_, '_>, key: &str, most: usize) -> Value {
    let Some(value) = fields.get(key) else {
        fields.required(key);
        return Value::Null;
    };
    let Some(mut fields) = fields.below(key, value) else {
        return Value::Null;
    };
    let mut media = json!({"text": fields.required_text("text", 1..=most)});
    if fields.get("emoji").is_some()
        && key != "question"
        && let Some(mut emoji) = emoji(&mut fields)
    {
        emoji["id"] = Value::Null;
        media["emoji"] = emoji;
    }
    media
}

/// A theme that is shared.
pub(super) fn theme(fields: &mut Fields<'_, '_>) -> Option<Value> {
    let value = fields.get("shared_client_theme")?;
    let mut fields = fields.below("shared_client_theme", value)?;
    let colours = fields.required_list("colors", 1..=limits::THEME_COLOURS);
    for (at, colour) in colours.iter().enumerate() {
        let is_hex = |text: &str| text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !colour.as_str().is_some_and(is_hex) {
            let words = "Must be 6 in length: a colour as hexadecimal digits.";
            fields.fault(&format!("colors.{at}"), "BASE_TYPE_BAD_LENGTH", words);
        }
    }
    for key in ["gradient_angle", "base_mix"] {
        if fields.get(key).is_none() {
            fields.required(key);
        }
    }
    let angle = fields.integer("gradient_angle", 0..=360);
    let mix = fields.integer("base_mix", 0..=100);
    let base = fields.choice("base_theme", &[0, 1, 2, 3, 4]).unwrap_or(0);
    Some(json!({"colors": colours, "gradient_angle": angle, "base_mix": mix, "base_theme": base}))
}
