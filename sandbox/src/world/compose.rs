//! Puts a checked draft into a message: the one way that content, embeds, components, files and mentions get in.

use std::{collections::BTreeMap, sync::Arc};

use serde_json::{Value, json};

use super::{
    World, granted,
    ids::id,
    mentions::AllowedMentions,
    message::{Attachment, Message, flags},
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
}

/// What a request says of a message; `None` leaves as it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub content: Option<String>,
    pub embeds: Option<Vec<Value>>,
    pub components: Option<Vec<Value>>,
    /// The ids of earlier attachments that stay.
    pub kept_attachments: Option<Vec<u64>>,
    pub uploads: Vec<Upload>,
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
const SETTABLE: u64 = flags::SUPPRESS_EMBEDS | flags::SUPPRESS_NOTIFICATIONS | flags::COMPONENTS_V2;

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
        for upload in draft.uploads {
            let attachment = self.attach(message, upload);
            message.attachments.push(attachment);
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

    fn attach(&mut self, message: &Message, upload: Upload) -> Attachment {
        Attachment {
            id: self.new_id(),
            channel_id: message.channel_id,
            filename: upload.filename,
            title: upload.title,
            description: upload.description,
            content_type: upload.content_type,
            bytes: upload.bytes,
            ephemeral: message.only_for.is_some(),
        }
    }

    /// `attachment://name` in embeds and components becomes the file's address.
    fn link_files(&mut self, message: &mut Message) {
        let files: BTreeMap<String, String> = message
            .attachments
            .iter()
            .map(|file| (format!("attachment://{}", file.filename), file.url(&self.origin)))
            .collect();
        for embed in &mut message.embeds {
            for (part, key) in IN_EMBEDS {
                let Some(address) = embed.get_mut(part).and_then(|part| part.get_mut(key)) else {
                    continue;
                };
                if let Some(url) = address.as_str().and_then(|address| files.get(address)) {
                    *address = json!(url);
                }
            }
        }
        for component in &mut message.components {
            self.link_media(component, &files);
        }
    }

    /// Completes the media items of a component and of those in it.
    fn link_media(&mut self, component: &mut Value, files: &BTreeMap<String, String>) {
        for key in ["media", "file"] {
            let fresh = component
                .get(key)
                .filter(|media| media.get("proxy_url").is_none());
            let Some(address) = fresh.and_then(|media| media["url"].as_str()) else {
                continue;
            };
            let url = files.get(address).map_or(address, String::as_str).to_owned();
            let id = id(self.new_id());
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
