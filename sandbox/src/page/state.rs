//! What the page shows to one member, as JSON: servers, channels, people, commands, and one channel's messages.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    actor,
    permissions::{SEND_MESSAGES, VIEW_CHANNEL},
    toolbar::Chosen,
    world::{
        World,
        channel::{self, Channel},
        granted,
        guild::Guild,
        ids::{id, id_or_null, ids},
        message::{self, Message},
    },
};

/// Messages of a channel, unless the page asks for more.
const MESSAGES: usize = 60;
/// How far back a channel is searched for messages that pinged the member.
const PINGS_AMONG: usize = 60;

/// Who looks at what. Whatever is not there, or not any more, is replaced by something that is.
#[derive(Debug, Deserialize)]
pub(super) struct StateQuery {
    #[serde(rename = "as")]
    by: Option<u64>,
    channel: Option<u64>,
    limit: Option<usize>,
}

/// All that the page needs.
pub(super) fn state(world: &World, chosen: &Chosen, query: &StateQuery) -> Value {
    let Some(viewer) = viewer(world, chosen, query) else {
        return json!({"now": world.now().timestamp_millis()});
    };
    let open = open_channel(world, chosen, query, viewer);
    let guilds = world.guilds.values().filter(|g| g.members.contains_key(&viewer));
    let direct = world.channels.values().filter(|c| c.guild_id.is_none());
    let actions = chosen
        .actions
        .iter()
        .map(|action| json!({"label": action.label, "hint": action.hint, "group": action.group}));
    json!({
        "now": world.now().timestamp_millis(),
        "origin": world.origin,
        "bot": {
            "id": id(world.application.bot_id),
            "name": world.application.name,
            "online": world.hub.is_connected(),
        },
        "viewer": id(viewer),
        "users": users(world),
        "guilds": guilds.map(|g| guild(world, g, viewer)).collect::<Value>(),
        "direct": direct.filter_map(|c| channel(world, c, viewer)).collect::<Value>(),
        "open": open.map_or(Value::Null, |open| timeline(world, open, viewer, query.limit.unwrap_or(MESSAGES))),
        "actions": actions.collect::<Value>(),
        "welcome": chosen.welcome.as_ref().map(|w| json!({"title": w.title, "text": w.text})),
    })
}

/// The person asked for, the one the page opens as, or the first member who is not the owner.
fn viewer(world: &World, chosen: &Chosen, query: &StateQuery) -> Option<u64> {
    let is_person = |user: &u64| world.users.get(user).is_some_and(|user| !user.bot);
    let owner = world.application.owner_id;
    let anybody = || {
        world
            .users
            .keys()
            .copied()
            .filter(is_person)
            .find(|user| *user != owner)
    };
    query
        .by
        .filter(is_person)
        .or(chosen.opens_as.filter(is_person))
        .or_else(anybody)
        .or(Some(owner))
}

/// The channel asked for, the one the page opens in, or the first that the viewer sees.
fn open_channel<'w>(
    world: &'w World,
    chosen: &Chosen,
    query: &StateQuery,
    viewer: u64,
) -> Option<&'w Channel> {
    let is_seen = |channel: &&Channel| {
        channel.takes_messages() && granted::in_channel(world, channel, viewer) & VIEW_CHANNEL != 0
    };
    let find = |channel: Option<u64>| world.channels.get(&channel?).filter(is_seen);
    let first = || {
        let own = world
            .channels
            .values()
            .filter(|c| c.thread.is_none())
            .filter(is_seen);
        own.min_by_key(|channel| (channel.guild_id.is_none(), channel.guild_id, channel.position))
    };
    find(query.channel)
        .or_else(|| find(chosen.opens_in))
        .or_else(first)
}

fn users(world: &World) -> Value {
    let show = |user: &crate::world::user::User| {
        let guilds = world
            .guilds
            .values()
            .filter(|guild| guild.members.contains_key(&user.id));
        json!({
            "id": id(user.id), "name": user.name, "username": user.username, "bot": user.bot, "locale": user.locale,
            "guilds": guilds.map(|guild| id(guild.id)).collect::<Value>(),
        })
    };
    world.users.values().map(show).collect()
}

fn guild(world: &World, guild: &Guild, viewer: u64) -> Value {
    let member = |(user, member): (&u64, &crate::world::guild::Member)| json!({"id": id(*user), "nick": member.nick, "roles": ids(&member.roles)});
    let role = |role: &crate::world::guild::Role| json!({"id": id(role.id), "name": role.name, "color": role.color, "position": role.position, "bot": role.bot_id.is_some()});
    let channels = world
        .channels
        .values()
        .filter(|channel| channel.guild_id == Some(guild.id));
    json!({
        "id": id(guild.id),
        "name": guild.name,
        "owner": id(guild.owner_id),
        "roles": guild.roles.values().map(role).collect::<Value>(),
        "members": guild.members.iter().map(member).collect::<Value>(),
        "channels": channels.filter_map(|c| channel(world, c, viewer)).collect::<Value>(),
    })
}

/// A channel in the list; none if the viewer does not see it.
fn channel(world: &World, channel: &Channel, viewer: u64) -> Option<Value> {
    let bits = granted::in_channel(world, channel, viewer);
    if bits & VIEW_CHANNEL == 0 {
        return None;
    }
    let recent = world
        .timeline(channel.id)
        .rev()
        .take(PINGS_AMONG)
        .filter_map(|id| world.messages.get(&id));
    let pings = recent.filter(|message| message.author_id != viewer && pings(world, message, viewer));
    Some(json!({
        "id": id(channel.id),
        "guild": id_or_null(channel.guild_id),
        "type": channel.kind,
        "name": channel.name,
        "topic": channel.topic,
        "position": channel.position,
        "parent": id_or_null(channel.parent_id),
        "is_thread": channel.thread.is_some(),
        "archived": channel.thread.as_ref().is_some_and(|thread| thread.archived),
        "locked": channel.thread.as_ref().is_some_and(|thread| thread.locked),
        "private": channel.kind == channel::kind::PRIVATE_THREAD,
        "messages": channel.thread.as_ref().map(|thread| thread.message_count),
        "latest": id_or_null(world.timeline(channel.id).next_back()),
        "pings": pings.map(|message| id(message.id)).collect::<Value>(),
        "can_write": bits & SEND_MESSAGES != 0,
    }))
}

/// Whether the message notified the member when it was sent.
fn pings(world: &World, message: &Message, viewer: u64) -> bool {
    let pinged = &message.pinged;
    let member = message
        .guild_id
        .and_then(|guild| world.guilds.get(&guild)?.members.get(&viewer));
    let by_role = || member.is_some_and(|member| member.roles.iter().any(|role| pinged.roles.contains(role)));
    pinged.everyone || pinged.users.contains(&viewer) || by_role()
}

/// The newest messages of a channel, the viewer's private ones among them, and the commands offered there.
fn timeline(world: &World, channel: &Channel, viewer: u64, limit: usize) -> Value {
    let mut shown: BTreeSet<u64> = world.timeline(channel.id).rev().take(limit).collect();
    let has_more = world.timeline(channel.id).count() > shown.len();
    let oldest = if has_more {
        shown.first().copied().unwrap_or_default()
    } else {
        0
    };
    let private = world.messages.range(oldest..).map(|(_, message)| message);
    let own = private
        .filter(|m| m.channel_id == channel.id && m.only_for == Some(viewer) && !m.deleted && !m.dismissed);
    shown.extend(own.map(|message| message.id));
    let offered = match channel.guild_id {
        Some(guild) => actor::list_offered(world, guild, channel.id, viewer),
        None => Vec::new(),
    };
    let messages = shown.iter().filter_map(|id| world.messages.get(id));
    json!({
        "id": id(channel.id),
        "has_more": has_more,
        "messages": messages.map(|m| show(world, m, viewer)).collect::<Value>(),
        "commands": offered.iter().map(|command| command.json(world.application.id)).collect::<Value>(),
    })
}

/// A message as Discord writes it, and whom it notified.
fn show(world: &World, message: &Message, viewer: u64) -> Value {
    let mut shown = message.json(world);
    shown["pinged"] = json!({
        "users": ids(&message.pinged.users),
        "roles": ids(&message.pinged.roles),
        "everyone": message.pinged.everyone,
        "viewer": pings(world, message, viewer),
    });
    if message.kind == message::kind::THREAD_STARTER
        && let Some(starter) = message
            .reference
            .and_then(|r| world.message(r.channel_id, r.message_id?))
    {
        shown["starter"] = starter.json(world);
    }
    shown
}
