//! Puts a checked draft into a message: the one way that content, embeds, components, files and mentions get in.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Value, json};

use super::{
    World,
    attachment::Attachment,
    granted,
    ids::id,
    mentions::AllowedMentions,
    message::{Message, flags},
    poll::Poll,
};

/// A file of a request.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    /// The number in `files[n]`, which an attachment object names.
    pub number: u64,
    pub filename: String,
    pub content_type: String,
    pub bytes: Arc<[u8]>,
    pub title: Option<String>,
    pub description: Option<String>,
    /// Of a voice message.
    pub duration_s: Option<f64>,
    /// Of a voice message, as base64.
    pub waveform: Option<String>,
    pub is_spoiler: bool,
}

/// What an edit says of a file that the message has.
#[derive(Debug, Clone)]
pub(crate) struct Described {
    pub id: u64,
    /// `None` leaves it.
    pub description: Option<Option<String>>,
    pub is_spoiler: Option<bool>,
}

/// What a request says of a message; `None` leaves as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub content: Option<String>,
    pub embeds: Option<Vec<Value>>,
    pub components: Option<Vec<Value>>,
    /// The ids of earlier attachments that stay.
    pub kept_attachments: Option<Vec<u64>>,
    pub redescribed: Vec<Described>,
    pub uploads: Vec<Upload>,
    /// A poll to be made, as `validate::poll` leaves it.
    pub poll: Option<Value>,
    pub theme: Option<Value>,
    pub allowed_mentions: Option<AllowedMentions>,
    pub flags: Option<u64>,
    pub tts: bool,
}

/// Where an embed shows a picture.
pub(crate) const IN_EMBEDS: [(&str, &str); 4] = [
    ("image", "url"),
    ("thumbnail", "url"),
    ("author", "icon_url"),
    ("footer", "icon_url"),
];

/// The flags a bot may set on a message, by `message.mdx`.
const SETTABLE: u64 =
    flags::SUPPRESS_EMBEDS | flags::SUPPRESS_NOTIFICATIONS | flags::VOICE | flags::COMPONENTS_V2;

/// Address, name and size of a message's files, by how the form names them.
type Files = BTreeMap<String, (String, String, usize)>;

impl World {
    /// Applies a draft to a message that is not stored yet, or to a copy of one that is.
    pub fn compose(&mut self, message: &mut Message, draft: Draft) {
        if let Some(flags) = draft.flags {
            // The second version of components cannot be taken back (components/reference.mdx).
            let kept = message.flags & !(flags::SUPPRESS_EMBEDS | flags::SUPPRESS_NOTIFICATIONS);
            message.flags = kept | flags & SETTABLE;
        }
        message.tts |= draft.tts;
        if let Some(kept) = &draft.kept_attachments {
            message
                .attachments
                .retain(|attachment| kept.contains(&attachment.id));
        }
        for described in draft.redescribed {
            let mut files = message.attachments.iter_mut();
            if let Some(file) = files.find(|file| file.id == described.id) {
                file.description = described.description.unwrap_or_else(|| file.description.clone());
                file.is_spoiler = described.is_spoiler.unwrap_or(file.is_spoiler);
            }
        }
        for upload in draft.uploads {
            let attachment = self.attach(message, upload);
            message.attachments.push(attachment);
        }
        if let Some(poll) = draft.poll {
            message.poll = Some(Poll::new(&poll, message.sent_at));
        }
        if draft.theme.is_some() {
            message.theme = draft.theme;
        }
        if let Some(embeds) = draft.embeds {
            message.embeds = embeds;
        }
        if let Some(components) = draft.components {
            message.components = components;
        }
        self.link_files(message);
        if let Some(content) = draft.content {
            let bits = self
                .channels
                .get(&message.channel_id)
                .map_or(0, |channel| granted::in_channel(self, channel, message.author_id));
            let allowed = draft.allowed_mentions.unwrap_or_default();
            message.content = content.trim().to_owned();
            message.mentions = self.mentions_in(&message.content, message.guild_id, bits, &allowed);
        }
    }

    /// A file that a member uploads in a form; it says its own name. Returns its id.
    pub fn add_upload(&mut self, channel_id: u64, name: &str) -> u64 {
        let id = self.new_id();
        let file = Attachment {
            id,
            channel_id,
            filename: name.to_owned(),
            title: None,
            description: None,
            content_type: "application/octet-stream".to_owned(),
            bytes: Arc::from(name.as_bytes()),
            duration_s: None,
            waveform: None,
            is_spoiler: false,
            ephemeral: true,
        };
        self.uploads.insert(id, file);
        id
    }

    fn attach(&mut self, message: &Message, upload: Upload) -> Attachment {
        Attachment {
            id: self.new_id(),
            channel_id: message.channel_id,
            filename: upload.filename,
            title: upload.title,
            description: upload.description,
            content_type: upload.content_type,
            bytes: upload.bytes,
            duration_s: upload.duration_s,
            waveform: upload.waveform,
            is_spoiler: upload.is_spoiler,
            ephemeral: message.only_for.is_some(),
        }
    }

    /// `attachment://name` in embeds and components becomes the file's address.
    fn link_files(&mut self, message: &mut Message) {
        let files: Files = message
            .attachments
            .iter()
            .map(|file| {
                let named = format!("attachment://{}", file.filename);
                (
                    named,
                    (file.url(&self.origin), file.filename.clone(), file.bytes.len()),
                )
            })
            .collect();
        for embed in &mut message.embeds {
            for (part, key) in IN_EMBEDS {
                let Some(address) = embed.get_mut(part).and_then(|part| part.get_mut(key)) else {
                    continue;
                };
                if let Some(url) = address.as_str().and_then(|address| files.get(address)) {
                    let (url, ..) = url;
                    *address = json!(url);
                }
            }
        }
        for component in &mut message.components {
            self.link_media(component, &files);
        }
    }

    /// Completes the media items of a component and of those in it.
    fn link_media(&mut self, component: &mut Value, files: &Files) {
        for key in ["media", "file"] {
            let fresh = component
                .get(key)
                .filter(|media| media.get("proxy_url").is_none());
            let Some(address) = fresh.and_then(|media| media["url"].as_str()) else {
                continue;
            };
            let file = files.get(address).cloned();
            let url = file.as_ref().map_or(address, |(url, ..)| url).to_owned();
            let id = id(self.new_id());
            if let (Some((_, name, size)), "file") = (file, key) {
                component["name"] = json!(name);
                component["size"] = json!(size);
            }
            component[key] = json!({
                "id": id, "url": url, "proxy_url": url, "width": null, "height": null, "content_type": null,
            });
        }
        for key in ["components", "items"] {
            for inner in component
                .get_mut(key)
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                self.link_media(inner, files);
            }
        }
        if let Some(accessory) = component.get_mut("accessory") {
            self.link_media(accessory, files);
        }
    }
}
