//! Servers, channels and roles.

use super::{Member, Message};
use crate::{
    Sandbox,
    world::{
        NewRole,
        channel::{Overwrite, kind},
        message::Message as Stored,
    },
};

/// A server.
#[derive(Clone)]
pub struct Guild {
    sandbox: Sandbox,
    id: u64,
}

/// A channel, a thread or a direct message.
#[derive(Clone)]
pub struct Channel {
    sandbox: Sandbox,
    id: u64,
}

/// A role.
#[derive(Clone)]
pub struct Role {
    sandbox: Sandbox,
    guild_id: u64,
    id: u64,
}

impl Guild {
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

    /// Its name; empty once it is deleted.
    #[must_use]
    pub fn name(&self) -> String {
        self.sandbox
            .shared()
            .read(|world| world.guilds.get(&self.id).map(|g| g.name.clone()))
            .unwrap_or_default()
    }

    /// A new text channel.
    #[must_use]
    pub fn add_channel(&self, name: &str) -> Channel {
        let id = self
            .sandbox
            .shared()
            .change(|world| world.add_channel(self.id, name, kind::TEXT));
        Channel::new(&self.sandbox, id)
    }

    /// A new channel of another kind (`developers/resources/channel.mdx`, Channel Types).
    #[must_use]
    pub fn add_channel_of(&self, name: &str, channel_type: u8) -> Channel {
        let id = self
            .sandbox
            .shared()
            .change(|world| world.add_channel(self.id, name, channel_type));
        Channel::new(&self.sandbox, id)
    }

    /// A new role without permissions of its own.
    #[must_use]
    pub fn add_role(&self, name: &str) -> Role {
        let new = NewRole {
            name,
            permissions: 0,
            bot_id: None,
        };
        let id = self
            .sandbox
            .shared()
            .change(|world| world.add_role(self.id, &new));
        Role {
            sandbox: self.sandbox.clone(),
            guild_id: self.id,
            id,
        }
    }

    /// A new person in the server.
    #[must_use]
    pub fn add_member(&self, name: &str, roles: &[&Role]) -> Member {
        let roles: Vec<u64> = roles.iter().map(|role| role.id).collect();
        let id = self
            .sandbox
            .shared()
            .change(|world| world.add_member(self.id, name, &roles));
        Member::new(&self.sandbox, self.id, id)
    }

    /// A person of another server joins this one, too.
    #[must_use]
    pub fn join(&self, member: &Member, roles: &[&Role]) -> Member {
        let roles: Vec<u64> = roles.iter().map(|role| role.id).collect();
        self.sandbox
            .shared()
            .change(|world| world.join(self.id, member.id(), &roles));
        Member::new(&self.sandbox, self.id, member.id())
    }

    /// The server's owner, who may do everything.
    #[must_use]
    pub fn owner(&self) -> Member {
        let id = self
            .sandbox
            .shared()
            .read(|world| world.guilds.get(&self.id).map_or(0, |guild| guild.owner_id));
        Member::new(&self.sandbox, self.id, id)
    }

    /// A channel by its name.
    #[must_use]
    pub fn channel(&self, name: &str) -> Option<Channel> {
        let found = self.sandbox.shared().read(|world| {
            world
                .channels
                .values()
                .find(|c| c.guild_id == Some(self.id) && c.name == name)
                .map(|c| c.id)
        });
        found.map(|id| Channel::new(&self.sandbox, id))
    }

    /// Its channels and threads.
    #[must_use]
    pub fn channels(&self) -> Vec<Channel> {
        let ids: Vec<u64> = self.sandbox.shared().read(|world| {
            world
                .channels
                .values()
                .filter(|c| c.guild_id == Some(self.id))
                .map(|c| c.id)
                .collect()
        });
        ids.into_iter()
            .map(|id| Channel::new(&self.sandbox, id))
            .collect()
    }

    /// A member by display or user name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Member> {
        let found = self
            .sandbox
            .shared()
            .read(|world| world.guilds.get(&self.id)?.member_named(world, name));
        found.map(|id| Member::new(&self.sandbox, self.id, id))
    }

    /// Its members, the bot among them.
    #[must_use]
    pub fn members(&self) -> Vec<Member> {
        let ids: Vec<u64> = self.sandbox.shared().read(|world| {
            world
                .guilds
                .get(&self.id)
                .map(|guild| guild.members.keys().copied().collect())
                .unwrap_or_default()
        });
        ids.into_iter()
            .map(|id| Member::new(&self.sandbox, self.id, id))
            .collect()
    }

    /// The bot's own role.
    #[must_use]
    pub fn bot_role(&self) -> Option<Role> {
        let id = self
            .sandbox
            .shared()
            .read(|world| world.guilds.get(&self.id)?.bot_role())?;
        Some(Role {
            sandbox: self.sandbox.clone(),
            guild_id: self.id,
            id,
        })
    }

    /// The role everybody has.
    #[must_use]
    pub fn everyone(&self) -> Role {
        Role {
            sandbox: self.sandbox.clone(),
            guild_id: self.id,
            id: self.id,
        }
    }

    /// Sets what `@everyone` may do.
    pub fn set_permissions(&self, bits: u64) {
        self.everyone().set_permissions(bits);
    }

    /// The server's language.
    #[must_use]
    pub fn with_locale(self, locale: &str) -> Self {
        self.sandbox.shared().change(|world| {
            if let Some(guild) = world.guilds.get_mut(&self.id) {
                locale.clone_into(&mut guild.locale);
            }
        });
        self
    }

    /// Removes the bot; it hears Guild Delete.
    pub fn kick_bot(&self) {
        self.sandbox.shared().change(|world| world.kick_bot(self.id));
    }

    /// Invites the bot again, with the permissions of the options.
    pub fn invite_bot(&self) {
        let bits = self.sandbox.shared().options.bot_permissions;
        self.sandbox.shared().change(|world| world.add_bot(self.id, bits));
    }

    /// Deletes the server.
    pub fn delete(&self) {
        self.sandbox.shared().change(|world| world.delete_guild(self.id));
    }

    /// Names of the commands offered here.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        self.sandbox.shared().read(|world| {
            world
                .commands_offered_in(self.id)
                .iter()
                .map(|c| c.name.clone())
                .collect()
        })
    }
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
    pub fn json(&self) -> serde_json::Value {
        self.sandbox
            .shared()
            .read(|world| {
                world
                    .channels
                    .get(&self.id)
                    .map(crate::world::channel::Channel::json)
            })
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
            role.id,
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

    /// A message that a member writes by hand.
    pub(crate) fn write(&self, author: u64, content: &str) -> Message {
        let id = self.sandbox.shared().change(|world| {
            let mut message = Stored::blank(world.new_id(), self.id, author, world.now());
            message.guild_id = world.channels.get(&self.id).and_then(|channel| channel.guild_id);
            let draft = crate::world::compose::Draft {
                content: Some(content.to_owned()),
                ..Default::default()
            };
            world.compose(&mut message, draft);
            message.pinged = message.mentions.clone();
            world.set_archived(self.id, false);
            world.insert_message(message)
        });
        Message::new(&self.sandbox, id)
    }
}

impl Role {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> u64 {
        self.id
    }

    /// How it is mentioned.
    #[must_use]
    pub fn mention(&self) -> String {
        format!("<@&{}>", self.id)
    }

    /// Its name; empty once it is deleted.
    #[must_use]
    pub fn name(&self) -> String {
        let name = |world: &crate::world::World| {
            Some(
                world
                    .guilds
                    .get(&self.guild_id)?
                    .roles
                    .get(&self.id)?
                    .name
                    .clone(),
            )
        };
        self.sandbox.shared().read(name).unwrap_or_default()
    }

    fn change(&self, change: impl FnOnce(&mut crate::world::guild::Role)) {
        self.sandbox
            .shared()
            .change(|world| world.change_role(self.guild_id, self.id, change));
    }

    /// Adds permissions.
    pub fn allow(&self, bits: u64) {
        self.change(|role| role.permissions |= bits);
    }

    /// Takes permissions away.
    pub fn deny(&self, bits: u64) {
        self.change(|role| role.permissions &= !bits);
    }

    /// Sets exactly these permissions.
    pub fn set_permissions(&self, bits: u64) {
        self.change(|role| role.permissions = bits);
    }

    /// Whether everybody may mention it.
    pub fn set_mentionable(&self, mentionable: bool) {
        self.change(|role| role.mentionable = mentionable);
    }

    /// Deletes it; members lose it.
    pub fn delete(&self) {
        self.sandbox
            .shared()
            .change(|world| world.delete_role(self.guild_id, self.id));
    }
}
