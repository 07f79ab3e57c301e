//! Servers.

use super::{Channel, Member, Role};
use crate::{
    Sandbox,
    world::{NewRole, channel::kind},
};

/// A server.
#[derive(Clone)]
pub struct Guild {
    sandbox: Sandbox,
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
        Role::new(&self.sandbox, self.id, id)
    }

    /// A new person in the server.
    #[must_use]
    pub fn add_member(&self, name: &str, roles: &[&Role]) -> Member {
        let roles: Vec<u64> = roles.iter().map(|role| role.id()).collect();
        let id = self
            .sandbox
            .shared()
            .change(|world| world.add_member(self.id, name, &roles));
        Member::new(&self.sandbox, self.id, id)
    }

    /// A person of another server joins this one, too.
    #[must_use]
    pub fn join(&self, member: &Member, roles: &[&Role]) -> Member {
        let roles: Vec<u64> = roles.iter().map(|role| role.id()).collect();
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
        Some(Role::new(&self.sandbox, self.id, id))
    }

    /// The role everybody has.
    #[must_use]
    pub fn everyone(&self) -> Role {
        Role::new(&self.sandbox, self.id, self.id)
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

    /// The server becomes unavailable, as in an outage, or is back: Guild Delete with `unavailable`, Guild Create.
    pub fn set_unavailable(&self, unavailable: bool) {
        self.sandbox
            .shared()
            .change(|world| world.announce_outage(self.id, unavailable));
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
