//! A message's form: create, edit, interaction answers and followups.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Fields, component, embed, mentions, poll};
use crate::{
    limits,
    refusal::{Form, Refusal},
    world::{
        compose::{Described, Draft, Upload},
        message::{Message, flags},
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

/// Checks a message's form; `before` is the message that is edited.
pub(crate) fn draft(
    body: &Map<String, Value>,
    files: &[ReceivedFile],
    before: Option<&Message>,
) -> Result<Draft, Refusal> {
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, body);
    let flags = fields
        .integer("flags", 0..=i64::MAX)
        .and_then(|flags| u64::try_from(flags).ok());
    let was_v2 = before.is_some_and(|before| before.has(flags::COMPONENTS_V2));
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
    attachments(&mut fields, files, before, &mut draft);
    if fields.has("components") {
        let list = fields
            .list("components", 0..=limits::COMPONENTS_V2)
            .unwrap_or_default();
        let names = file_names(&draft, before);
        draft.components = Some(component::of_message(&mut fields, list, is_v2, &names));
    }
    let stickers = fields.snowflakes("sticker_ids", 0..=limits::STICKERS);
    draft.poll = poll::poll(&mut fields);
    draft.theme = poll::theme(&mut fields);
    if is_v2 {
        check_legacy_fields(&mut fields, before);
    }
    draft.allowed_mentions = mentions::allowed_mentions(&mut fields);
    form.finish()?;
    // There are no stickers here, so none that could be sent.
    if stickers.is_some_and(|stickers| !stickers.is_empty()) {
        return Err(Refusal::invalid_sticker());
    }
    if flags.is_some_and(|flags| flags & flags::VOICE != 0) && before.is_none() {
        check_voice(&draft)?;
    }
    Ok(draft)
}

/// "When the flag `IS_COMPONENTS_V2` is set, the message can only contain `components`" (Create Message); an edit that sets it
/// has to empty what was used (Edit Message).
fn check_legacy_fields(fields: &mut Fields<'_, '_>, before: Option<&Message>) {
    let before = before.filter(|before| !before.has(flags::COMPONENTS_V2));
    for key in ["content", "embeds", "sticker_ids", "poll", "shared_client_theme"] {
        let used = match fields.get(key) {
            Some(Value::String(text)) => !text.is_empty(),
            Some(Value::Array(list)) => !list.is_empty(),
            Some(_) => true,
            None if fields.has(key) => false,
            None => before.is_some_and(|before| match key {
                "content" => !before.content.is_empty(),
                "embeds" => !before.embeds.is_empty(),
                "poll" => before.poll.is_some(),
                _ => false,
            }),
        };
        if used {
            let words = format!("The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
            fields.fault(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", &words);
        }
    }
}

/// The names that `attachment://` may have: files that are sent, and those that stay.
fn file_names(draft: &Draft, before: Option<&Message>) -> Vec<String> {
    let sent = draft.uploads.iter().map(|upload| upload.filename.clone());
    let stays = |id: u64| {
        draft
            .kept_attachments
            .as_ref()
            .is_none_or(|kept| kept.contains(&id))
    };
    let old = before.into_iter().flat_map(|before| &before.attachments);
    let old = old
        .filter(|file| stays(file.id))
        .map(|file| file.filename.clone());
    sent.chain(old).collect()
}

/// "Only a single audio attachment is allowed. No content, stickers, etc…" (Voice Messages).
fn check_voice(draft: &Draft) -> Result<(), Refusal> {
    let has = |list: &Option<Vec<Value>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let says = draft.content.as_ref().is_some_and(|text| !text.is_empty());
    if says || has(&draft.embeds) || has(&draft.components) || draft.poll.is_some() {
        return Err(Refusal::voice_with_content());
    }
    let [upload] = &draft.uploads[..] else {
        return Err(Refusal::voice_needs_one_file());
    };
    if !upload.content_type.starts_with("audio/") {
        return Err(Refusal::voice_needs_one_file());
    }
    if upload.duration_s.is_none() || upload.waveform.is_none() {
        return Err(Refusal::voice_needs_metadata());
    }
    Ok(())
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
fn attachments(
    fields: &mut Fields<'_, '_>,
    files: &[ReceivedFile],
    before: Option<&Message>,
    draft: &mut Draft,
) {
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
            let duration_s = described.seconds("duration_secs");
            let waveform = described.text("waveform", 0..=limits::WAVEFORM);
            let is_spoiler = described.boolean("is_spoiler");
            if let Some(upload) = uploads.iter_mut().find(|upload| upload.number == number) {
                upload.filename = filename.unwrap_or_else(|| upload.filename.clone());
                upload.description = description;
                upload.title = title;
                upload.duration_s = duration_s;
                upload.waveform = waveform;
                upload.is_spoiler = is_spoiler == Some(true);
            } else if before.is_some_and(|before| before.attachments.iter().any(|file| file.id == number)) {
                // "you can optionally update the `description` and `is_spoiler` fields of existing attachments".
                let has_description = described.has("description");
                draft.redescribed.push(Described {
                    id: number,
                    description: has_description.then_some(description),
                    is_spoiler,
                });
                kept.push(number);
            } else {
                let words = "The attachment was neither sent with the message nor is it on it.";
                described.fault("id", "ATTACHMENT_NOT_FOUND", words);
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
            duration_s: None,
            waveform: None,
            is_spoiler: false,
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
