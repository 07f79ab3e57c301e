//! Channels of a server, direct messages, and threads (which are channels too).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    World, granted,
    ids::{id, id_or_null, stamp},
};

/// `developers/resources/channel.mdx`, Channel Types.
pub(crate) mod kind {
    pub const TEXT: u8 = 0;
    pub const DIRECT: u8 = 1;
    pub const VOICE: u8 = 2;
    pub const CATEGORY: u8 = 4;
    pub const ANNOUNCEMENT: u8 = 5;
    pub const ANNOUNCEMENT_THREAD: u8 = 10;
    pub const PUBLIC_THREAD: u8 = 11;
    pub const PRIVATE_THREAD: u8 = 12;
}

/// A channel, a thread or a direct message.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub id: u64,
    pub kind: u8,
    /// None for a direct message.
    pub guild_id: Option<u64>,
    pub name: String,
    pub topic: Option<String>,
    pub position: i64,
    /// A thread's channel, a channel's category.
    pub parent_id: Option<u64>,
    /// By the id of the role or user.
    pub overwrites: BTreeMap<u64, Overwrite>,
    pub slowmode_s: i64,
    pub last_message_id: Option<u64>,
    /// The two of a direct message.
    pub recipients: BTreeSet<u64>,
    pub thread: Option<Thread>,
}

/// What a role or a member is allowed or denied in a channel.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overwrite {
    pub for_member: bool,
    pub allow: u64,
    pub deny: u64,
}

/// What a thread has beyond a channel.
#[derive(Debug, Clone)]
pub(crate) struct Thread {
    pub owner_id: u64,
    pub archived: bool,
    pub locked: bool,
    pub invitable: bool,
    pub auto_archive_min: i64,
    pub archive_changed_at: DateTime<Utc>,
    /// The last message, unarchiving, or change of the auto-archive time.
    pub active_at: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    /// Who is in it, since when.
    pub members: BTreeMap<u64, DateTime<Utc>>,
    pub message_count: i64,
    pub total_message_sent: i64,
}

impl Channel {
    /// A channel with nothing set.
    pub fn new(id: u64, kind: u8, guild_id: Option<u64>, name: &str) -> Self {
        Self {
            id,
            kind,
            guild_id,
            name: name.to_owned(),
            topic: None,
            position: 0,
            parent_id: None,
            overwrites: BTreeMap::new(),
            slowmode_s: 0,
            last_message_id: None,
            recipients: BTreeSet::new(),
            thread: None,
        }
    }

    pub fn is_private_thread(&self) -> bool {
        self.kind == kind::PRIVATE_THREAD
    }

    /// Whether messages can be written in it.
    pub fn takes_messages(&self) -> bool {
        self.kind != kind::CATEGORY
    }

    /// The channel object.
    pub fn json(&self) -> Value {
        let mut channel = json!({
            "id": id(self.id),
            "type": self.kind,
            "flags": 0,
            "last_message_id": id_or_null(self.last_message_id),
        });
        if self.guild_id.is_none() {
            return channel;
        }
        channel["guild_id"] = id_or_null(self.guild_id);
        channel["name"] = json!(self.name);
        channel["parent_id"] = id_or_null(self.parent_id);
        channel["rate_limit_per_user"] = json!(self.slowmode_s);
        match &self.thread {
            Some(thread) => thread.write_into(&mut channel),
            None => {
                channel["position"] = json!(self.position);
                channel["topic"] = json!(self.topic);
                channel["nsfw"] = json!(false);
                channel["permission_overwrites"] = self
                    .overwrites
                    .iter()
                    .map(|(of, overwrite)| overwrite.json(*of))
                    .collect();
                if self.kind == kind::VOICE {
                    channel["bitrate"] = json!(64_000);
                    channel["user_limit"] = json!(0);
                    channel["rtc_region"] = Value::Null;
                }
            }
        }
        channel
    }

    /// The partial channel object of an interaction (`developers/interactions/receiving-and-responding.mdx`, Resolved Data
    /// Structure): without overwrites, with what the member may do there.
    pub fn partial_json(&self, world: &World, user: u64) -> Value {
        let mut channel = self.json();
        if let Some(channel) = channel.as_object_mut() {
            channel.remove("permission_overwrites");
        }
        channel["permissions"] = json!(granted::in_channel(world, self, user).to_string());
        channel
    }

    /// As [`Self::partial_json`], with what the application may do there, which resolved channels carry since 2026-07-16
    /// (`developers/change-log.mdx`).
    pub fn resolved_json(&self, world: &World, user: u64) -> Value {
        let mut channel = self.partial_json(world, user);
        let own = granted::in_channel(world, self, world.application.bot_id);
        channel["app_permissions"] = json!(own.to_string());
        channel
    }

    /// The channel object, with `member` when that user is in the thread.
    pub fn json_with_own_membership(&self, user: u64) -> Value {
        let mut channel = self.json();
        if let Some(joined) = self.thread.as_ref().and_then(|thread| thread.members.get(&user)) {
            channel["member"] = thread_member_json(self.id, user, *joined);
        }
        channel
    }
}

impl Overwrite {
    /// The overwrite object.
    pub fn json(self, of: u64) -> Value {
        json!({
            "id": id(of),
            "type": u8::from(self.for_member),
            "allow": self.allow.to_string(),
            "deny": self.deny.to_string(),
        })
    }
}

impl Thread {
    fn write_into(&self, channel: &mut Value) {
        channel["owner_id"] = id(self.owner_id);
        channel["message_count"] = json!(self.message_count);
        channel["total_message_sent"] = json!(self.total_message_sent);
        // "an approximate member count, but it stops counting at 50" (topics/threads.mdx).
        channel["member_count"] = json!(self.members.len().min(50));
        channel["thread_metadata"] = json!({
            "archived": self.archived,
            "archive_timestamp": stamp(self.archive_changed_at),
            "auto_archive_duration": self.auto_archive_min,
            "locked": self.locked,
            "invitable": self.invitable,
            "create_timestamp": stamp(self.created_at),
        });
    }
}

/// The thread member object.
pub(crate) fn thread_member_json(thread: u64, user: u64, joined: DateTime<Utc>) -> Value {
    json!({"id": id(thread), "user_id": id(user), "join_timestamp": stamp(joined), "flags": 0})
}
