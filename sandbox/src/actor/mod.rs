//! Handles on the world for tests and pages: servers, channels, roles, members, messages, replies.
//!
//! A handle is an id and a way to the world: it always shows the present. What a member does goes through
//! [`Member`], which refuses what a Discord client would not let a person do.

mod acts;
mod attempt;
mod channel;
mod guild;
mod member;
mod message;
mod modal;
mod reply;
mod resolved;
mod role;
mod slash;
mod wait;

pub use self::{
    attempt::Impossible,
    channel::Channel,
    guild::Guild,
    member::Member,
    message::{Button, Message, Select},
    modal::{Modal, ModalField},
    reply::{Choice, Kind, Reply},
    role::Role,
};
pub(crate) use self::{attempt::impossible, slash::list_offered};
use crate::Sandbox;

impl Sandbox {
    /// A new server that the bot is in.
    #[must_use]
    pub fn add_guild(&self, name: &str) -> Guild {
        let bits = self.shared().options.bot_permissions;
        let id = self.shared().change(|world| world.add_guild(name, bits));
        self.guild(id)
    }

    /// A server by its id.
    #[must_use]
    pub fn guild(&self, id: u64) -> Guild {
        Guild::new(self, id)
    }

    /// All servers.
    #[must_use]
    pub fn guilds(&self) -> Vec<Guild> {
        let ids: Vec<u64> = self.shared().read(|world| world.guilds.keys().copied().collect());
        ids.into_iter().map(|id| self.guild(id)).collect()
    }

    /// A message by its id, deleted ones too.
    #[must_use]
    pub fn message(&self, id: u64) -> Option<Message> {
        self.shared()
            .read(|world| world.messages.contains_key(&id))
            .then(|| Message::new(self, id))
    }
}
