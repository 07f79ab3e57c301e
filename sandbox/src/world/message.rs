//! Messages, as they are kept and as they are shown.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    World,
    attachment::Attachment,
    compose::IN_EMBEDS,
    ids::{id, ids, stamp},
    poll::Poll,
};
use crate::intents;

/// `developers/resources/message.mdx`, Message Flags.
pub(crate) mod flags {
    pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub const HAS_THREAD: u64 = 1 << 5;
    pub const EPHEMERAL: u64 = 1 << 6;
    pub const LOADING: u64 = 1 << 7;
    pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub const VOICE: u64 = 1 << 13;
    pub const HAS_SNAPSHOT: u64 = 1 << 14;
    pub const COMPONENTS_V2: u64 = 1 << 15;
}

/// `developers/resources/message.mdx`, Message Types.
pub(crate) mod kind {
    pub const DEFAULT: u8 = 0;
    pub const THREAD_CREATED: u8 = 18;
    pub const REPLY: u8 = 19;
    pub const CHAT_INPUT_COMMAND: u8 = 20;
    pub const THREAD_STARTER: u8 = 21;
    pub const CONTEXT_MENU_COMMAND: u8 = 23;
}

/// Whom a message names; and, of a message that was sent and not edited, whom it notifies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Users mentioned one by one, the author of the message replied to among them.
    pub users: Vec<u64>,
    /// Roles whose members are notified.
    pub roles: Vec<u64>,
    /// `@everyone` or `@here`.
    pub everyone: bool,
}

impl Mentions {
    /// Whether nobody is.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        *self == Self::default()
    }
}

/// The message a message points at: a reply's, a thread's.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference {
    pub message_id: Option<u64>,
    pub channel_id: u64,
    pub guild_id: Option<u64>,
    /// A forward's, not a reply's.
    pub is_forward: bool,
}

/// A message.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub id: u64,
    pub channel_id: u64,
    pub guild_id: Option<u64>,
    pub author_id: u64,
    pub kind: u8,
    pub content: String,
    pub embeds: Vec<Value>,
    pub components: Vec<Value>,
    pub attachments: Vec<Attachment>,
    pub poll: Option<Poll>,
    /// A shared theme object.
    pub theme: Option<Value>,
    /// What a forward shows: the message as it was then.
    pub snapshot: Option<Value>,
    /// As its current content names them.
    pub mentions: Mentions,
    /// Who was notified when it was sent; an edit notifies nobody.
    pub pinged: Mentions,
    pub flags: u64,
    pub nonce: Option<Value>,
    pub tts: bool,
    pub reference: Option<Reference>,
    pub sent_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    /// How often it was edited.
    pub revision: u32,
    /// The interaction it answers.
    pub interaction_id: Option<u64>,
    /// The only member who sees it.
    pub only_for: Option<u64>,
    /// That member has dismissed it: their client shows it no more. The bot is not told, and may edit it still.
    pub dismissed: bool,
    pub pinned: bool,
    /// Emoji, and who reacted.
    pub reactions: Vec<(String, Vec<u64>)>,
    pub deleted: bool,
}

impl Message {
    /// A message with nothing in it.
    pub fn blank(id: u64, channel_id: u64, author_id: u64, sent_at: DateTime<Utc>) -> Self {
        Self {
            id,
            channel_id,
            guild_id: None,
            author_id,
            kind: kind::DEFAULT,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            poll: None,
            theme: None,
            snapshot: None,
            mentions: Mentions::default(),
            pinged: Mentions::default(),
            flags: 0,
            nonce: None,
            tts: false,
            reference: None,
            sent_at,
            edited_at: None,
            revision: 0,
            interaction_id: None,
            only_for: None,
            dismissed: false,
            pinned: false,
            reactions: Vec::new(),
            deleted: false,
        }
    }

    /// Whether there is nothing to see; components alone do not make a message, unless they are of the second version.
    pub fn is_empty(&self) -> bool {
        let shown_by_components = self.has(flags::COMPONENTS_V2) && !self.components.is_empty();
        self.content.trim().is_empty()
            && self.embeds.is_empty()
            && self.attachments.is_empty()
            && self.poll.is_none()
            && self.theme.is_none()
            && self.snapshot.is_none()
            && !shown_by_components
    }

    /// The attachments that no embed shows; Discord lists only those.
    fn listed_attachments(&self, origin: &str) -> Value {
        let shown_in_embed = |url: &str| {
            self.embeds
                .iter()
                .any(|embed| IN_EMBEDS.iter().any(|(part, key)| embed[*part][*key] == *url))
        };
        self.attachments
            .iter()
            .filter(|a| !shown_in_embed(&a.url(origin)))
            .map(|a| a.json(origin))
            .collect()
    }

    pub fn has(&self, flag: u64) -> bool {
        self.flags & flag != 0
    }

    /// Whether a user sees it, channel permissions aside.
    pub fn is_for(&self, user: u64) -> bool {
        self.only_for.is_none_or(|only| only == user)
    }

    /// The message object with everything in it.
    pub fn json(&self, world: &World) -> Value {
        let mut message = self.basic_json(world);
        if let Some(reference) = self.reference
            && let Some(message_id) = reference.message_id
            && self.kind != kind::THREAD_STARTER
            && !reference.is_forward
        {
            let referenced = world.message(reference.channel_id, message_id);
            message["referenced_message"] = referenced.map_or(Value::Null, |other| other.basic_json(world));
        }
        if !self.reactions.is_empty() {
            message["reactions"] = self.reactions.iter().map(|r| reaction_json(r, world)).collect();
        }
        message
    }

    /// The message object as the bot gets it: content of others' messages is blank without the message content intent
    /// (`developers/events/gateway.mdx`, Message Content Intent), but for direct messages and mentions of the bot.
    pub fn json_for_bot(&self, world: &World) -> Value {
        let mut message = self.json(world);
        if !self.content_is_open(world) {
            message["content"] = json!("");
            for list in ["embeds", "attachments", "components"] {
                message[list] = json!([]);
            }
            if let Some(message) = message.as_object_mut() {
                message.remove("poll");
            }
        }
        if let Some(other) = self
            .reference
            .and_then(|r| world.message(r.channel_id, r.message_id?))
            && !other.content_is_open(world)
            && let Some(shown) = message
                .get_mut("referenced_message")
                .filter(|shown| shown.is_object())
        {
            shown["content"] = json!("");
            for list in ["embeds", "attachments", "components"] {
                shown[list] = json!([]);
            }
        }
        message
    }

    /// Whether the bot may read what it says.
    pub fn content_is_open(&self, world: &World) -> bool {
        let bot = world.application.bot_id;
        world.application.privileged_intents & intents::MESSAGE_CONTENT != 0
            || self.author_id == bot
            || self.guild_id.is_none()
            || self.mentions.users.contains(&bot)
    }

    /// The fields that a forward keeps (`message.mdx`, Message Snapshot Object); its author is not among them.
    pub fn snapshot_json(&self, world: &World) -> Value {
        let whole = self.basic_json(world);
        let kept = [
            "type",
            "content",
            "embeds",
            "attachments",
            "timestamp",
            "edited_timestamp",
            "flags",
            "mentions",
            "mention_roles",
            "components",
        ];
        kept.into_iter()
            .map(|key| (key.to_owned(), whole[key].clone()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    fn basic_json(&self, world: &World) -> Value {
        let mut message = json!({
            "id": id(self.id),
            "type": self.kind,
            "channel_id": id(self.channel_id),
            "author": world.user_json(self.author_id),
            "content": self.content,
            "embeds": if self.has(flags::SUPPRESS_EMBEDS) { json!([]) } else { json!(self.embeds) },
            "components": self.components,
            "attachments": self.listed_attachments(&world.origin),
            "mentions": self.mentions.users.iter().map(|user| world.user_json(*user)).collect::<Value>(),
            "mention_roles": ids(&self.mentions.roles),
            "mention_everyone": self.mentions.everyone,
            "timestamp": stamp(self.sent_at),
            "edited_timestamp": self.edited_at.map_or(Value::Null, stamp),
            "flags": self.flags,
            "pinned": self.pinned,
            "tts": self.tts,
        });
        if let Some(poll) = &self.poll {
            message["poll"] = poll.json(world.now(), world.application.bot_id);
        }
        if let Some(theme) = &self.theme {
            message["shared_client_theme"] = theme.clone();
        }
        if let Some(snapshot) = &self.snapshot {
            message["message_snapshots"] = json!([{"message": snapshot}]);
        }
        if let Some(nonce) = &self.nonce {
            message["nonce"] = nonce.clone();
        }
        if let Some(reference) = self.reference {
            message["message_reference"] = reference.json();
        }
        if let Some(thread) = world
            .channels
            .get(&self.id)
            .filter(|channel| channel.thread.is_some())
        {
            message["thread"] = thread.json();
        }
        if let Some(interaction) = self.interaction_id.and_then(|id| world.interactions.get(&id)) {
            message["application_id"] = id(world.application.id);
            message["webhook_id"] = id(world.application.id);
            message["interaction_metadata"] = interaction.metadata_json(world);
            if let Some(old) = interaction.message_interaction_json(world) {
                message["interaction"] = old;
            }
        }
        message
    }
}

impl Reference {
    fn json(self) -> Value {
        let mut reference = json!({"type": u8::from(self.is_forward), "channel_id": id(self.channel_id)});
        if let Some(message) = self.message_id {
            reference["message_id"] = id(message);
        }
        if let Some(guild) = self.guild_id {
            reference["guild_id"] = id(guild);
        }
        reference
    }
}

fn reaction_json((emoji, users): &(String, Vec<u64>), world: &World) -> Value {
    json!({
        "emoji": {"id": null, "name": emoji},
        "count": users.len(),
        "count_details": {"burst": 0, "normal": users.len()},
        "burst_colors": [],
        "me_burst": false,
        "burst_me": false,
        "me": users.contains(&world.application.bot_id),
        "burst_count": 0,
    })
}
