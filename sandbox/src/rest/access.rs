//! What the bot can reach: 10003, 10004, 10008, 50001 and 50013 are decided here.

use crate::{
    permissions,
    refusal::Refusal,
    world::{World, channel::Channel, guild::Guild, message::Message},
};

impl World {
    /// A server the bot is in.
    pub(super) fn reach_guild(&self, guild: u64) -> Result<&Guild, Refusal> {
        let guild = self.guilds.get(&guild).ok_or_else(Refusal::unknown_guild)?;
        if guild.members.contains_key(&self.application.bot_id) {
            Ok(guild)
        } else {
            Err(Refusal::missing_access())
        }
    }

    /// A channel the bot sees, in which it may do all of `needed`.
    pub(super) fn reach_channel(&self, channel: u64, needed: u64) -> Result<&Channel, Refusal> {
        let channel = self.channels.get(&channel).ok_or_else(Refusal::unknown_channel)?;
        let granted = self.bot_permissions(channel);
        if granted & permissions::VIEW_CHANNEL == 0 {
            return Err(Refusal::missing_access());
        }
        if granted & needed == needed {
            Ok(channel)
        } else {
            Err(Refusal::missing_permissions())
        }
    }

    /// A channel in which a message can be written.
    pub(super) fn reach_to_send(&self, channel: u64, needed: u64) -> Result<&Channel, Refusal> {
        let channel = self.reach_channel(channel, permissions::SEND_MESSAGES | needed)?;
        if channel.takes_messages() {
            Ok(channel)
        } else {
            Err(Refusal::not_a_text_channel())
        }
    }

    /// A message in a channel the bot sees; an ephemeral one is not in the channel.
    pub(super) fn reach_message(&self, channel: u64, message: u64, needed: u64) -> Result<&Message, Refusal> {
        self.reach_channel(channel, needed)?;
        let found = self
            .message(channel, message)
            .filter(|message| message.only_for.is_none());
        found.ok_or_else(Refusal::unknown_message)
    }
}
