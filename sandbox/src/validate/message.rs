//! A message's form: create, edit, interaction answers and followups.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Fields, component, embed, mentions};
use crate::{
    limits,
    refusal::{Form, Refusal},
    world::{
        compose::{Draft, Upload},
        message::flags,
    },
};

/// A file as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct ReceivedFile {
    pub number: u64,
    pub filename: String,
    pub content_type: String,
    pub bytes: Arc<[u8]>,
}

/// Checks a message's form. `was_v2` says that the message being edited has components of the second version.
pub(crate) fn draft(
    body: &Map<String, Value>,
    files: &[ReceivedFile],
    was_v2: bool,
) -> Result<Draft, Refusal> {
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, body);
    let flags = fields
        .integer("flags", 0..=i64::MAX)
        .and_then(|flags| u64::try_from(flags).ok());
    let is_v2 = was_v2 || flags.is_some_and(|flags| flags & flags::COMPONENTS_V2 != 0);
    let mut draft = Draft {
        flags,
        tts: fields.boolean("tts").unwrap_or(false),
        ..Draft::default()
    };
    if fields.has("content") {
        draft.content = Some(content(&mut fields));
    }
    if fields.has("embeds") {
        let list = fields.list("embeds", 0..=limits::EMBEDS).unwrap_or_default();
        draft.embeds = Some(embed::embeds(&mut fields, list));
    }
    if fields.has("components") {
        let list = fields
            .get("components")
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        draft.components = Some(component::of_message(&mut fields, list, is_v2));
    }
    if is_v2 {
        for key in ["content", "embeds"] {
            let filled = match fields.get(key) {
                Some(Value::String(text)) => !text.is_empty(),
                Some(Value::Array(list)) => !list.is_empty(),
                _ => false,
            };
            if filled {
                let words =
                    format!("The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                fields.fault(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", &words);
            }
        }
    }
    draft.allowed_mentions = mentions::allowed_mentions(&mut fields);
    attachments(&mut fields, files, &mut draft);
    form.finish()?;
    Ok(draft)
}

/// The content; not trimmed before it is measured.
fn content(fields: &mut Fields<'_, '_>) -> String {
    let text = match fields.get("content") {
        None => return String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(other) => {
            fields.fault(
                "content",
                "STRING_TYPE_CONVERT",
                &format!("Could not interpret \"{other}\" as string."),
            );
            return String::new();
        }
    };
    if text.chars().count() > limits::CONTENT {
        let words = format!("Must be {} or fewer in length.", limits::CONTENT);
        fields.fault("content", "BASE_TYPE_MAX_LENGTH", &words);
    }
    text
}

/// Joins the attachment objects with the files they describe: an object's id is a file's number, or an attachment
/// that the message has (`developers/reference.mdx`, Uploading Files).
fn attachments(fields: &mut Fields<'_, '_>, files: &[ReceivedFile], draft: &mut Draft) {
    let mut uploads: Vec<Upload> = files.iter().map(Upload::from).collect();
    if fields.has("attachments") {
        let list = fields
            .list("attachments", 0..=limits::UPLOADS)
            .unwrap_or_default();
        let mut kept = Vec::new();
        for (at, value) in list.iter().enumerate() {
            let Some(mut described) = fields.below(&format!("attachments.{at}"), value) else {
                continue;
            };
            let number = described
                .get("id")
                .and_then(|id| id.as_u64().or_else(|| id.as_str()?.parse().ok()));
            let Some(number) = number else {
                described.required("id");
                continue;
            };
            let description = described.text("description", 0..=limits::ATTACHMENT_DESCRIPTION);
            let title = described.text("title", 0..=limits::ATTACHMENT_DESCRIPTION);
            let filename = described.text("filename", 0..=limits::ATTACHMENT_DESCRIPTION);
            match uploads.iter_mut().find(|upload| upload.number == number) {
                Some(upload) => {
                    upload.filename = filename.unwrap_or_else(|| upload.filename.clone());
                    upload.description = description;
                    upload.title = title;
                }
                None => kept.push(number),
            }
        }
        draft.kept_attachments = Some(kept);
    }
    if uploads.len() > limits::UPLOADS {
        let words = format!("Must be {} or fewer in length.", limits::UPLOADS);
        fields.fault("attachments", "BASE_TYPE_MAX_LENGTH", &words);
    }
    draft.uploads = uploads;
}

impl From<&ReceivedFile> for Upload {
    fn from(file: &ReceivedFile) -> Self {
        Self {
            number: file.number,
            filename: safe_name(&file.filename),
            content_type: file.content_type.clone(),
            bytes: Arc::clone(&file.bytes),
            title: None,
            description: None,
        }
    }
}

/// File names keep letters, digits, dot, dash and underscore (`reference.mdx`, Uploading Files).
fn safe_name(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect()
}
