//! What happens to servers from outside: made, filled, changed, left. Each change is announced as Discord announces it.

use serde_json::json;

use super::{
    World,
    channel::{Channel, kind},
    guild::{Guild, Member, Role},
    ids::id,
    user::{User, username_of},
};
use crate::{intents, permissions};

/// A role to be made.
pub(crate) struct NewRole<'a> {
    pub name: &'a str,
    pub permissions: u64,
    pub bot_id: Option<u64>,
}

impl World {
    /// A new server with `@everyone`, an owner, a category-free list of channels, and the bot in it.
    pub fn add_guild(&mut self, name: &str, bot_permissions: u64) -> u64 {
        let guild_id = self.new_id();
        let owner_id = self.application.owner_id;
        let everyone = Role {
            id: guild_id,
            name: "@everyone".to_owned(),
            permissions: permissions::DEFAULT_EVERYONE,
            position: 0,
            color: 0,
            hoist: false,
            mentionable: false,
            bot_id: None,
        };
        let guild = Guild {
            id: guild_id,
            name: name.to_owned(),
            owner_id,
            locale: "en-US".to_owned(),
            roles: [(guild_id, everyone)].into(),
            members: [].into(),
        };
        self.guilds.insert(guild_id, guild);
        self.join(guild_id, owner_id, &[]);
        self.add_bot(guild_id, bot_permissions);
        guild_id
    }

    /// The bot is invited: it gets a role of its own and Guild Create.
    pub fn add_bot(&mut self, guild_id: u64, bot_permissions: u64) {
        let bot = self.application.bot_id;
        let name = self.application.name.clone();
        let role = self.add_role(
            guild_id,
            &NewRole {
                name: &name,
                permissions: bot_permissions,
                bot_id: Some(bot),
            },
        );
        self.join(guild_id, bot, &[role]);
        self.announce_guild(guild_id);
    }

    /// The bot is removed: Guild Delete without `unavailable`, and its commands and role there are gone.
    pub fn kick_bot(&mut self, guild_id: u64) {
        let bot = self.application.bot_id;
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        guild.members.remove(&bot);
        guild.roles.retain(|_, role| role.bot_id != Some(bot));
        self.commands
            .retain(|_, command| command.guild_id != Some(guild_id));
        self.announce(
            "GUILD_DELETE",
            intents::GUILDS,
            Some(guild_id),
            json!({"id": id(guild_id)}),
        );
    }

    /// An outage of Discord's begins or ends; it is not a removal.
    pub fn announce_outage(&mut self, guild_id: u64, unavailable: bool) {
        if unavailable {
            let data = json!({"id": id(guild_id), "unavailable": true});
            self.announce("GUILD_DELETE", intents::GUILDS, Some(guild_id), data);
        } else {
            self.announce_guild(guild_id);
        }
    }

    fn announce_guild(&mut self, guild_id: u64) {
        let Some(guild) = self.guilds.get(&guild_id) else {
            return;
        };
        let all_members = self.application.privileged_intents & intents::GUILD_MEMBERS != 0;
        let data = guild.create_json(self, all_members);
        self.announce("GUILD_CREATE", intents::GUILDS, Some(guild_id), data);
    }

    /// The server is deleted with all that is in it.
    pub fn delete_guild(&mut self, guild_id: u64) {
        let channels: Vec<u64> = self
            .channels
            .values()
            .filter(|c| c.guild_id == Some(guild_id))
            .map(|c| c.id)
            .collect();
        for channel in channels {
            self.forget_channel(channel);
        }
        self.guilds.remove(&guild_id);
        self.commands
            .retain(|_, command| command.guild_id != Some(guild_id));
        self.announce(
            "GUILD_DELETE",
            intents::GUILDS,
            Some(guild_id),
            json!({"id": id(guild_id)}),
        );
    }

    /// A new channel at the end of the list.
    pub fn add_channel(&mut self, guild_id: u64, name: &str, of_kind: u8) -> u64 {
        let channel_id = self.new_id();
        let mut channel = Channel::new(channel_id, of_kind, Some(guild_id), name);
        let siblings = self
            .channels
            .values()
            .filter(|c| c.guild_id == Some(guild_id) && c.thread.is_none());
        channel.position = i64::try_from(siblings.count()).unwrap_or_default();
        self.channels.insert(channel_id, channel);
        self.announce_channel("CHANNEL_CREATE", channel_id);
        channel_id
    }

    /// Tells of a channel or thread as it is now.
    pub fn announce_channel(&mut self, name: &'static str, channel_id: u64) {
        let Some(channel) = self.channels.get(&channel_id) else {
            return;
        };
        let (guild_id, mut data) = (channel.guild_id, channel.json());
        if name == "THREAD_CREATE" {
            data["newly_created"] = json!(true);
        }
        let sees_thread = self.bot_permissions(channel) & permissions::VIEW_CHANNEL != 0;
        if channel.thread.is_none() || sees_thread {
            self.announce(name, intents::GUILDS, guild_id, data);
        }
    }

    /// Deletes a channel, its threads and its messages.
    pub fn delete_channel(&mut self, channel_id: u64) {
        let Some(channel) = self.channels.get(&channel_id) else {
            return;
        };
        let (guild_id, is_thread, data) = (channel.guild_id, channel.thread.is_some(), channel.json());
        let threads: Vec<u64> = self
            .channels
            .values()
            .filter(|c| c.parent_id == Some(channel_id) && c.thread.is_some())
            .map(|c| c.id)
            .collect();
        for thread in threads {
            self.forget_channel(thread);
        }
        self.forget_channel(channel_id);
        if is_thread {
            let brief = json!({
                "id": data["id"], "guild_id": data["guild_id"], "parent_id": data["parent_id"], "type": data["type"],
            });
            self.announce("THREAD_DELETE", intents::GUILDS, guild_id, brief);
        } else {
            self.announce("CHANNEL_DELETE", intents::GUILDS, guild_id, data);
        }
    }

    fn forget_channel(&mut self, channel_id: u64) {
        self.channels.remove(&channel_id);
        self.timelines.remove(&channel_id);
        for message in self
            .messages
            .values_mut()
            .filter(|message| message.channel_id == channel_id)
        {
            message.deleted = true;
        }
    }

    /// A new role above all others.
    pub fn add_role(&mut self, guild_id: u64, new: &NewRole<'_>) -> u64 {
        let role_id = self.new_id();
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return role_id;
        };
        let position = i64::try_from(guild.roles.len()).unwrap_or_default();
        let role = Role {
            id: role_id,
            name: new.name.to_owned(),
            permissions: new.permissions,
            position,
            color: 0,
            hoist: false,
            mentionable: false,
            bot_id: new.bot_id,
        };
        guild.roles.insert(role_id, role);
        self.announce_role("GUILD_ROLE_CREATE", guild_id, role_id);
        role_id
    }

    /// Changes a role and tells of it.
    pub fn change_role(&mut self, guild_id: u64, role_id: u64, change: impl FnOnce(&mut Role)) {
        let role = self
            .guilds
            .get_mut(&guild_id)
            .and_then(|guild| guild.roles.get_mut(&role_id));
        if let Some(role) = role {
            change(role);
            self.announce_role("GUILD_ROLE_UPDATE", guild_id, role_id);
        }
    }

    fn announce_role(&mut self, name: &'static str, guild_id: u64, role_id: u64) {
        let role = self
            .guilds
            .get(&guild_id)
            .and_then(|guild| guild.roles.get(&role_id));
        if let Some(role) = role {
            let data = json!({"guild_id": id(guild_id), "role": role.json()});
            self.announce(name, intents::GUILDS, Some(guild_id), data);
        }
    }

    /// Deletes a role; members lose it.
    pub fn delete_role(&mut self, guild_id: u64, role_id: u64) {
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        guild.roles.remove(&role_id);
        for member in guild.members.values_mut() {
            member.roles.retain(|role| *role != role_id);
        }
        let data = json!({"guild_id": id(guild_id), "role_id": id(role_id)});
        self.announce("GUILD_ROLE_DELETE", intents::GUILDS, Some(guild_id), data);
    }

    /// A new person in a server.
    pub fn add_member(&mut self, guild_id: u64, name: &str, roles: &[u64]) -> u64 {
        let user_id = self.new_id();
        let plain = username_of(name);
        let taken = self.users.values().any(|user| user.username == plain);
        let user = User {
            id: user_id,
            name: name.to_owned(),
            username: if taken {
                format!("{plain}{}", user_id & 0xFFFF)
            } else {
                plain
            },
            bot: false,
            locale: "en-US".to_owned(),
            takes_direct_messages: true,
            avatar: None,
        };
        self.users.insert(user_id, user);
        self.join(guild_id, user_id, roles);
        user_id
    }

    /// Makes a user a member.
    pub fn join(&mut self, guild_id: u64, user_id: u64, roles: &[u64]) {
        let joined_at = self.now();
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        guild.members.insert(
            user_id,
            Member {
                nick: None,
                roles: roles.to_vec(),
                joined_at,
            },
        );
        let Some(mut data) = self
            .guilds
            .get(&guild_id)
            .and_then(|guild| guild.member_json(self, user_id))
        else {
            return;
        };
        data["guild_id"] = id(guild_id);
        if user_id != self.application.bot_id {
            self.announce("GUILD_MEMBER_ADD", intents::GUILD_MEMBERS, Some(guild_id), data);
        }
    }

    /// Changes a member's roles or nickname and tells of it.
    pub fn change_member(&mut self, guild_id: u64, user_id: u64, change: impl FnOnce(&mut Member)) {
        let Some(member) = self
            .guilds
            .get_mut(&guild_id)
            .and_then(|guild| guild.members.get_mut(&user_id))
        else {
            return;
        };
        change(member);
        let Some(mut data) = self
            .guilds
            .get(&guild_id)
            .and_then(|guild| guild.member_json(self, user_id))
        else {
            return;
        };
        data["guild_id"] = id(guild_id);
        // Its own changes reach the bot without the privileged intent.
        let asked = if user_id == self.application.bot_id {
            0
        } else {
            intents::GUILD_MEMBERS
        };
        self.announce("GUILD_MEMBER_UPDATE", asked, Some(guild_id), data);
    }

    /// A person leaves.
    pub fn remove_member(&mut self, guild_id: u64, user_id: u64) {
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        guild.members.remove(&user_id);
        let data = json!({"guild_id": id(guild_id), "user": self.user_json(user_id)});
        self.announce(
            "GUILD_MEMBER_REMOVE",
            intents::GUILD_MEMBERS,
            Some(guild_id),
            data,
        );
    }

    /// The direct message channel of the bot and a person, made on first use.
    pub fn direct_channel(&mut self, user_id: u64) -> u64 {
        let bot = self.application.bot_id;
        let old = self
            .channels
            .values()
            .find(|c| c.kind == kind::DIRECT && c.recipients.contains(&user_id));
        if let Some(channel) = old {
            return channel.id;
        }
        let channel_id = self.new_id();
        let mut channel = Channel::new(channel_id, kind::DIRECT, None, "");
        channel.recipients = [bot, user_id].into();
        self.channels.insert(channel_id, channel);
        channel_id
    }
}
