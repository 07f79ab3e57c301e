//! Channels, threads and direct messages.

use serde_json::Value;

use super::{Member, Message, Role};
use crate::{
    Sandbox,
    world::{
        channel::{Channel as Stored, Overwrite},
        compose::Draft,
        message::Message as StoredMessage,
    },
};

/// A channel, a thread or a direct message.
#[derive(Clone)]
pub struct Channel {
    sandbox: Sandbox,
    id: u64,
}

impl Channel {
    pub(crate) fn new(sandbox: &Sandbox, id: u64) -> Self {
        Self {
            sandbox: sandbox.clone(),
            id,
        }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// How it is mentioned.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<#{}>", self.id)
    }

    /// Its name; empty once it is deleted.
    #[must_use]
    pub fn name(&self) -> String {
        self.sandbox
            .shared()
            .read(|world| world.channels.get(&self.id).map(|c| c.name.clone()))
            .unwrap_or_default()
    }

    /// The channel object, `null` once it is deleted.
    #[must_use]
    pub fn json(&self) -> Value {
        self.sandbox
            .shared()
            .read(|world| world.channels.get(&self.id).map(Stored::json))
            .into()
    }

    /// What everybody sees in it, oldest first.
    #[must_use]
    pub fn messages(&self) -> Vec<Message> {
        let ids: Vec<u64> = self
            .sandbox
            .shared()
            .read(|world| world.timeline(self.id).collect());
        ids.into_iter()
            .map(|id| Message::new(&self.sandbox, id))
            .collect()
    }

    /// Its threads, archived ones too.
    #[must_use]
    pub fn threads(&self) -> Vec<Self> {
        let ids: Vec<u64> = self.sandbox.shared().read(|world| {
            let own = world
                .channels
                .values()
                .filter(|c| c.thread.is_some() && c.parent_id == Some(self.id));
            own.map(|channel| channel.id).collect()
        });
        ids.into_iter().map(|id| Self::new(&self.sandbox, id)).collect()
    }

    /// Whether the thread is archived.
    #[must_use]
    pub fn is_archived(&self) -> bool {
        self.sandbox.shared().change(|world| {
            world
                .channels
                .get(&self.id)
                .and_then(|c| c.thread.as_ref())
                .is_some_and(|thread| thread.archived)
        })
    }

    /// Archives or reopens the thread, as a moderator would.
    pub fn set_archived(&self, archived: bool) {
        self.sandbox
            .shared()
            .change(|world| world.set_archived(self.id, archived));
    }

    /// Allows and denies a role something here; both empty removes the overwrite.
    pub fn overwrite(&self, role: &Role, allow: u64, deny: u64) {
        self.set_overwrite(
            role.id(),
            Overwrite {
                for_member: false,
                allow,
                deny,
            },
        );
    }

    /// Allows and denies one member something here.
    pub fn overwrite_member(&self, member: &Member, allow: u64, deny: u64) {
        self.set_overwrite(
            member.id(),
            Overwrite {
                for_member: true,
                allow,
                deny,
            },
        );
    }

    /// Allows and denies the bot something here.
    pub fn overwrite_bot(&self, allow: u64, deny: u64) {
        self.set_overwrite(
            self.sandbox.bot_id(),
            Overwrite {
                for_member: true,
                allow,
                deny,
            },
        );
    }

    fn set_overwrite(&self, of: u64, overwrite: Overwrite) {
        self.sandbox.shared().change(|world| {
            let Some(channel) = world.channels.get_mut(&self.id) else {
                return;
            };
            if overwrite.allow | overwrite.deny == 0 {
                channel.overwrites.remove(&of);
            } else {
                channel.overwrites.insert(of, overwrite);
            }
            world.announce_channel("CHANNEL_UPDATE", self.id);
        });
    }

    /// Deletes it with its threads and messages.
    pub fn delete(&self) {
        self.sandbox
            .shared()
            .change(|world| world.delete_channel(self.id));
    }

    /// A message that a member writes by hand, or an application posts.
    pub(crate) fn write(&self, author: u64, content: &str, embeds: &[Value]) -> Message {
        let id = self.sandbox.shared().change(|world| {
            let mut message = StoredMessage::blank(world.new_id(), self.id, author, world.now());
            message.guild_id = world.channels.get(&self.id).and_then(|channel| channel.guild_id);
            let draft = Draft {
                content: Some(content.to_owned()),
                embeds: Some(embeds.to_vec()),
                ..Draft::default()
            };
            world.compose(&mut message, draft);
            message.pinged = message.mentions.clone();
            world.set_archived(self.id, false);
            world.insert_message(message)
        });
        Message::new(&self.sandbox, id)
    }
}
