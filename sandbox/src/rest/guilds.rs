//! Servers, roles and members, as the bot may see them.

use serde_json::{Value, json};

use super::{Answer, request::Call};
use crate::{
    intents,
    refusal::Refusal,
    world::{World, channel::Channel, granted, guild::Role, ids::id},
};

/// `GET /guilds/{guild_id}`
pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?;
    let mut shown = guild.json();
    if call.query_switch("with_counts") {
        shown["approximate_member_count"] = json!(guild.members.len());
        shown["approximate_presence_count"] = json!(guild.members.len());
    }
    Answer::ok(shown)
}

/// `GET /users/@me/guilds`
pub(super) fn own_guilds(world: &mut World, _: &Call) -> Result<Answer, Refusal> {
    let bot = world.application.bot_id;
    let joined = world
        .guilds
        .values()
        .filter(|guild| guild.members.contains_key(&bot));
    Answer::ok(
        joined
            .map(|guild| {
                json!({
                    "id": id(guild.id), "name": guild.name, "icon": null, "banner": null,
                    "owner": guild.owner_id == bot, "features": [],
                    "permissions": granted::in_guild(guild, bot).to_string(),
                })
            })
            .collect(),
    )
}

/// `DELETE /users/@me/guilds/{guild_id}`
pub(super) fn leave(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?.id;
    world.kick_bot(guild);
    Answer::empty()
}

/// `GET /users/@me/guilds/{guild_id}/member`
pub(super) fn own_member(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?;
    let member = guild.member_json(world, world.application.bot_id);
    Answer::ok(member.ok_or_else(Refusal::unknown_member)?)
}

/// `GET /guilds/{guild_id}/channels`: threads are not among them.
pub(super) fn channels(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?.id;
    let channels = world
        .channels
        .values()
        .filter(|c| c.guild_id == Some(guild) && c.thread.is_none());
    Answer::ok(channels.map(Channel::json).collect())
}

/// `GET /guilds/{guild_id}/roles`
pub(super) fn roles(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?;
    Answer::ok(guild.roles.values().map(Role::json).collect())
}

/// `GET /guilds/{guild_id}/roles/{role_id}`
pub(super) fn role(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?;
    let role = guild
        .roles
        .get(&call.id("role_id")?)
        .ok_or_else(Refusal::unknown_role)?;
    Answer::ok(role.json())
}

/// `GET /guilds/{guild_id}/members`: needs the members intent switched on for the application.
pub(super) fn members(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    if world.application.privileged_intents & intents::GUILD_MEMBERS == 0 {
        return Err(Refusal::missing_access());
    }
    let guild = world.reach_guild(call.id("guild_id")?)?;
    let limit = call.query_number("limit", 1..=1000)?.unwrap_or(1);
    let after = call.query_number("after", 0..=u64::MAX)?.unwrap_or(0);
    let page = guild
        .members
        .keys()
        .filter(|user| **user > after)
        .take(usize::try_from(limit).unwrap_or(1));
    Answer::ok(
        page.filter_map(|user| guild.member_json(world, *user))
            .collect::<Value>(),
    )
}

/// `GET /guilds/{guild_id}/members/{user_id}`
pub(super) fn member(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let guild = world.reach_guild(call.id("guild_id")?)?;
    let user = call.id("user_id")?;
    if !world.users.contains_key(&user) {
        return Err(Refusal::unknown_user());
    }
    Answer::ok(
        guild
            .member_json(world, user)
            .ok_or_else(Refusal::unknown_member)?,
    )
}
