//! Servers, their roles and members.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    World, granted,
    ids::{id, ids, stamp},
};
use crate::permissions;

/// A server.
#[derive(Debug, Clone)]
pub(crate) struct Guild {
    pub id: u64,
    pub name: String,
    pub owner_id: u64,
    pub locale: String,
    /// The role with the server's own id is `@everyone`.
    pub roles: BTreeMap<u64, Role>,
    pub members: BTreeMap<u64, Member>,
}

/// A role.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub id: u64,
    pub name: String,
    pub permissions: u64,
    pub position: i64,
    pub color: u32,
    pub hoist: bool,
    pub mentionable: bool,
    /// The bot user this role was made for.
    pub bot_id: Option<u64>,
}

/// A user in a server.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub nick: Option<String>,
    pub roles: Vec<u64>,
    pub joined_at: DateTime<Utc>,
}

impl Role {
    /// The role object (`developers/topics/permissions.mdx`).
    pub fn json(&self) -> Value {
        let mut role = json!({
            "id": id(self.id),
            "name": self.name,
            "description": null,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist,
            "managed": self.bot_id.is_some(),
            "mentionable": self.mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.bot_id {
            role["tags"] = json!({"bot_id": id(bot)});
        }
        role
    }
}

impl Guild {
    /// The server's first member of that display name.
    pub fn member_named(&self, world: &World, name: &str) -> Option<u64> {
        let named = |user: &u64| {
            world
                .users
                .get(user)
                .is_some_and(|u| u.name.eq_ignore_ascii_case(name) || u.username.eq_ignore_ascii_case(name))
        };
        self.members.keys().copied().find(named)
    }

    /// The bot's own, managed role.
    pub fn bot_role(&self) -> Option<u64> {
        self.roles
            .values()
            .find(|role| role.bot_id.is_some())
            .map(|role| role.id)
    }

    /// The member object without its user, as messages carry it.
    pub fn partial_member_json(&self, user: u64) -> Option<Value> {
        let member = self.members.get(&user)?;
        Some(json!({
            "nick": member.nick,
            "avatar": null,
            "banner": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "roles": ids(&member.roles),
            "joined_at": stamp(member.joined_at),
            "premium_since": null,
            "communication_disabled_until": null,
            "deaf": false,
            "mute": false,
            "pending": false,
            "flags": 0,
        }))
    }

    /// The member object (`developers/resources/guild.mdx`).
    pub fn member_json(&self, world: &World, user: u64) -> Option<Value> {
        let mut member = self.partial_member_json(user)?;
        member["user"] = world.user_json(user);
        Some(member)
    }

    /// The guild object.
    pub fn json(&self) -> Value {
        json!({
            "id": id(self.id),
            "name": self.name,
            "icon": null,
            "icon_hash": null,
            "description": null,
            "home_header": null,
            "splash": null,
            "discovery_splash": null,
            "features": [],
            "banner": null,
            "owner_id": id(self.owner_id),
            "application_id": null,
            "region": "deprecated",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": null,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 0,
            "roles": self.roles.values().map(Role::json).collect::<Value>(),
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 0,
            "max_presences": null,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": null,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "rules_channel_id": null,
            "safety_alerts_channel_id": null,
            "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false,
            "nsfw": false,
            "nsfw_level": 0,
            "emojis": [],
            "stickers": [],
            "incidents_data": null,
        })
    }

    /// The payload of Guild Create (`developers/events/gateway-events.mdx`). Without the members intent it lists the
    /// bot alone.
    pub fn create_json(&self, world: &World, all_members: bool) -> Value {
        let bot = world.application.bot_id;
        let mut guild = self.json();
        let joined = self
            .members
            .get(&bot)
            .map_or(world.now(), |member| member.joined_at);
        let listed = self.members.keys().filter(|user| all_members || **user == bot);
        let channels = || {
            world
                .channels
                .values()
                .filter(|channel| channel.guild_id == Some(self.id))
        };
        let visible_thread = |channel: &&super::channel::Channel| {
            channel.thread.as_ref().is_some_and(|thread| !thread.archived)
                && granted::in_channel(world, channel, bot) & permissions::VIEW_CHANNEL != 0
        };
        guild["joined_at"] = stamp(joined);
        guild["large"] = json!(false);
        guild["unavailable"] = json!(false);
        guild["member_count"] = json!(self.members.len());
        guild["voice_states"] = json!([]);
        guild["members"] = listed.filter_map(|user| self.member_json(world, *user)).collect();
        guild["channels"] = channels()
            .filter(|c| c.thread.is_none())
            .map(super::channel::Channel::json)
            .collect();
        guild["threads"] = channels()
            .filter(visible_thread)
            .map(|thread| thread.json_with_own_membership(bot))
            .collect();
        guild["presences"] = json!([]);
        guild["stage_instances"] = json!([]);
        guild["guild_scheduled_events"] = json!([]);
        guild["soundboard_sounds"] = json!([]);
        guild
    }
}
