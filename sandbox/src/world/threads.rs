//! Threads: started, joined, changed, and archived by time (`developers/topics/threads.mdx`).

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::json;

use super::{
    World,
    channel::{Channel, Thread, kind, thread_member_json},
    ids::{id, ids},
    message::{self, Message, Reference},
};
use crate::intents;

/// A thread to be started.
pub(crate) struct NewThread {
    pub parent_id: u64,
    /// The message it starts from, whose id it takes.
    pub message_id: Option<u64>,
    pub kind: u8,
    pub name: String,
    pub auto_archive_min: i64,
    pub slowmode_s: i64,
    pub owner_id: u64,
    pub invitable: bool,
}

impl World {
    /// Starts a thread; returns its id.
    pub fn start_thread(&mut self, new: &NewThread) -> u64 {
        let thread_id = new.message_id.unwrap_or_else(|| self.new_id());
        let now = self.now();
        let guild_id = self
            .channels
            .get(&new.parent_id)
            .and_then(|parent| parent.guild_id);
        let mut channel = Channel::new(thread_id, new.kind, guild_id, &new.name);
        channel.parent_id = Some(new.parent_id);
        channel.slowmode_s = new.slowmode_s;
        channel.thread = Some(Thread {
            owner_id: new.owner_id,
            archived: false,
            locked: false,
            invitable: new.invitable,
            auto_archive_min: new.auto_archive_min,
            archive_changed_at: now,
            active_at: now,
            created_at: now,
            members: BTreeMap::new(),
            message_count: 0,
            total_message_sent: 0,
        });
        self.channels.insert(thread_id, channel);
        self.announce_channel("THREAD_CREATE", thread_id);
        self.add_to_thread(thread_id, new.owner_id);
        if let Some(message_id) = new.message_id {
            if let Some(message) = self.messages.get_mut(&message_id) {
                message.flags |= message::flags::HAS_THREAD;
            }
            self.announce_message("MESSAGE_UPDATE", message_id);
            let reference = Reference {
                message_id: Some(message_id),
                channel_id: new.parent_id,
                guild_id,
                is_forward: false,
            };
            self.insert_system_message(
                thread_id,
                message::kind::THREAD_STARTER,
                new.owner_id,
                "",
                reference,
            );
        } else if new.kind == kind::PUBLIC_THREAD {
            let reference = Reference {
                message_id: None,
                channel_id: thread_id,
                guild_id,
                is_forward: false,
            };
            let kind = message::kind::THREAD_CREATED;
            self.insert_system_message(new.parent_id, kind, new.owner_id, &new.name, reference);
        }
        thread_id
    }

    fn insert_system_message(
        &mut self,
        channel_id: u64,
        kind: u8,
        author: u64,
        content: &str,
        reference: Reference,
    ) {
        let mut message = Message::blank(self.new_id(), channel_id, author, self.now());
        message.guild_id = reference.guild_id;
        message.kind = kind;
        content.clone_into(&mut message.content);
        message.reference = Some(reference);
        self.insert_message(message);
    }

    /// Adds a user; nothing happens if they are in it.
    pub fn add_to_thread(&mut self, thread_id: u64, user_id: u64) {
        let now = self.now();
        let Some(channel) = self.channels.get_mut(&thread_id) else {
            return;
        };
        let guild_id = channel.guild_id;
        let Some(thread) = channel.thread.as_mut() else {
            return;
        };
        if thread.members.contains_key(&user_id) {
            return;
        }
        thread.members.insert(user_id, now);
        let added = vec![thread_member_json(thread_id, user_id, now)];
        self.announce_thread_members(thread_id, guild_id, &json!(added), &[]);
    }

    /// Takes a user out.
    pub fn remove_from_thread(&mut self, thread_id: u64, user_id: u64) {
        let Some(channel) = self.channels.get_mut(&thread_id) else {
            return;
        };
        let guild_id = channel.guild_id;
        let Some(thread) = channel.thread.as_mut() else {
            return;
        };
        if thread.members.remove(&user_id).is_some() {
            self.announce_thread_members(thread_id, guild_id, &json!([]), &[user_id]);
        }
    }

    fn announce_thread_members(
        &mut self,
        thread_id: u64,
        guild_id: Option<u64>,
        added: &serde_json::Value,
        removed: &[u64],
    ) {
        let count = self
            .channels
            .get(&thread_id)
            .and_then(|c| c.thread.as_ref())
            .map_or(0, |t| t.members.len());
        let data = json!({
            "id": id(thread_id),
            "guild_id": guild_id.map(id),
            "member_count": count.min(50),
            "added_members": added,
            "removed_member_ids": ids(removed),
        });
        // Without the members intent only the bot's own coming and going is told (threads.mdx, Thread Membership).
        let bot = id(self.application.bot_id);
        let concerns_bot = removed.contains(&self.application.bot_id)
            || added
                .as_array()
                .is_some_and(|list| list.iter().any(|member| member["user_id"] == bot));
        let asked = if concerns_bot {
            intents::GUILDS
        } else {
            intents::GUILD_MEMBERS
        };
        self.announce("THREAD_MEMBERS_UPDATE", asked, guild_id, data);
    }

    /// Archives what has been quiet for longer than its auto-archive time, as Discord does by itself.
    pub fn archive_quiet_threads(&mut self) {
        let now = self.now();
        let is_quiet = |thread: &Thread| {
            !thread.archived && now - thread.active_at >= TimeDelta::minutes(thread.auto_archive_min)
        };
        let quiet: Vec<u64> = self
            .channels
            .values()
            .filter(|channel| channel.thread.as_ref().is_some_and(is_quiet))
            .map(|channel| channel.id)
            .collect();
        for thread in quiet {
            self.set_archived(thread, true);
        }
    }

    /// Archives or reopens a thread and tells of it.
    pub fn set_archived(&mut self, thread_id: u64, archived: bool) {
        let now = self.now();
        let Some(thread) = self
            .channels
            .get_mut(&thread_id)
            .and_then(|channel| channel.thread.as_mut())
        else {
            return;
        };
        if thread.archived == archived {
            return;
        }
        thread.archived = archived;
        thread.archive_changed_at = now;
        if !archived {
            thread.active_at = now;
        }
        self.announce_channel("THREAD_UPDATE", thread_id);
    }
}
