//! What the ids of a command's options, of a select's values and of a form's fields stand for
//! (`developers/interactions/receiving-and-responding.mdx`, Resolved Data Structure).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::attempt::{Attempt, impossible};
use crate::world::{World, channel::Channel, granted, guild::Guild};

/// What a mention can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entity {
    User,
    Role,
    Channel,
}

/// The objects that ids in a command's data or a select's values stand for.
#[derive(Debug)]
pub(super) struct Resolved {
    channel: u64,
    /// Who acts.
    user: u64,
    found: BTreeMap<&'static str, Map<String, Value>>,
}

impl Resolved {
    /// For what a member does in a channel.
    pub fn new(channel: u64, user: u64) -> Self {
        Self {
            channel,
            user,
            found: BTreeMap::new(),
        }
    }

    /// Notes an object.
    pub fn put(&mut self, group: &'static str, id: u64, value: Value) {
        self.found.entry(group).or_default().insert(id.to_string(), value);
    }

    /// Whether nothing was noted.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// As it goes into the data.
    pub fn json(&self) -> Value {
        json!(self.found)
    }

    /// "Partial `Member` objects are missing `user`, `deaf` and `mute` fields" (Resolved Data Structure).
    fn member(&self, world: &World, server: &Guild, user: u64) -> Value {
        let mut member = server.partial_member_json(user).unwrap_or_default();
        if let Some(member) = member.as_object_mut() {
            member.remove("deaf");
            member.remove("mute");
        }
        let bits = world
            .channels
            .get(&self.channel)
            .map_or(0, |channel| granted::in_channel(world, channel, user));
        member["permissions"] = json!(bits.to_string());
        member
    }

    /// Finds what is meant by a mention, an id or a name, and notes it; returns its id.
    pub fn add(&mut self, world: &World, guild: u64, kinds: &[Entity], text: &str) -> Attempt<u64> {
        let bare = text.trim_matches(|c: char| matches!(c, '<' | '>' | '@' | '#' | '&' | '!'));
        let number: Option<u64> = bare.parse().ok();
        let server = world
            .guilds
            .get(&guild)
            .ok_or_else(|| impossible!("the server is gone"))?;
        for kind in kinds {
            match kind {
                Entity::User => {
                    let user = number
                        .filter(|id| server.members.contains_key(id))
                        .or_else(|| server.member_named(world, bare));
                    if let Some(user) = user {
                        self.put("users", user, world.user_json(user));
                        self.put("members", user, self.member(world, server, user));
                        return Ok(user);
                    }
                }
                Entity::Role => {
                    let role = server
                        .roles
                        .values()
                        .find(|role| Some(role.id) == number || role.name == bare);
                    if let Some(role) = role {
                        self.put("roles", role.id, role.json());
                        return Ok(role.id);
                    }
                }
                Entity::Channel => {
                    let own = |c: &&Channel| c.guild_id == Some(guild);
                    let channel = world
                        .channels
                        .values()
                        .filter(own)
                        .find(|c| Some(c.id) == number || c.name == bare);
                    if let Some(channel) = channel {
                        self.put("channels", channel.id, channel.resolved_json(world, self.user));
                        return Ok(channel.id);
                    }
                }
            }
        }
        Err(impossible!("there is no {kinds:?} \"{text}\" in this server"))
    }
}
