//! Puts a checked draft into a message: the one way that content, embeds, components, files and mentions get in.

use std::sync::Arc;

use serde_json::Value;

use super::{
    World,
    mentions::AllowedMentions,
    message::{Attachment, Message, flags},
};
use crate::permissions;

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
            self.link_files(message);
        }
        if let Some(components) = draft.components {
            message.components = components;
        }
        if let Some(content) = draft.content {
            let bits = self.channels.get(&message.channel_id).map_or(0, |channel| {
                permissions::in_channel(self, channel, message.author_id)
            });
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

    /// `attachment://name` in an embed becomes the file's address.
    fn link_files(&self, message: &mut Message) {
        let files: Vec<(String, String)> = message
            .attachments
            .iter()
            .map(|file| (format!("attachment://{}", file.filename), file.url(&self.origin)))
            .collect();
        for embed in &mut message.embeds {
            for (part, key) in [
                ("image", "url"),
                ("thumbnail", "url"),
                ("author", "icon_url"),
                ("footer", "icon_url"),
            ] {
                let Some(address) = embed.get_mut(part).and_then(|part| part.get_mut(key)) else {
                    continue;
                };
                if let Some((_, url)) = files.iter().find(|(name, _)| *address == **name) {
                    *address = Value::String(url.clone());
                }
            }
        }
    }
}
