//! The world as JSON, whole or as one member sees it.

use serde_json::{Map, Value, json};

use crate::{
    Reply, permissions,
    world::{World, channel::Channel, granted, guild::Guild, ids::id},
};

/// The world; with a user, only what that user sees, private messages among it.
pub(super) fn world(world: &World, seen_by: Option<u64>) -> Value {
    let is_in = |guild: &&Guild| seen_by.is_none_or(|user| guild.members.contains_key(&user));
    json!({
        "now": world.now(),
        "bot": {"id": id(world.application.bot_id), "name": world.application.name, "online": world.hub.is_connected()},
        "guilds": world.guilds.values().filter(is_in).map(|g| guild(world, g, seen_by)).collect::<Value>(),
        "direct": direct(world, seen_by),
    })
}

fn guild(world: &World, guild: &Guild, seen_by: Option<u64>) -> Value {
    let mut shown = guild.json();
    let member = |user: &u64| {
        let mut member = guild.member_json(world, *user)?;
        member["permissions"] = json!(granted::in_guild(guild, *user).to_string());
        Some(member)
    };
    let channels = world
        .channels
        .values()
        .filter(|channel| channel.guild_id == Some(guild.id));
    let commands = world.commands_offered_in(guild.id);
    shown["members"] = guild.members.keys().filter_map(member).collect();
    shown["channels"] = channels
        .filter_map(|channel| show_channel(world, channel, seen_by))
        .collect();
    shown["commands"] = commands
        .iter()
        .map(|command| command.json(world.application.id))
        .collect();
    shown
}

fn show_channel(world: &World, channel: &Channel, seen_by: Option<u64>) -> Option<Value> {
    let mut shown = channel.json();
    if let Some(user) = seen_by {
        let bits = granted::in_channel(world, channel, user);
        if bits & permissions::VIEW_CHANNEL == 0 {
            return None;
        }
        shown["permissions"] = json!(bits.to_string());
    }
    let is_seen = |message: &&crate::world::message::Message| {
        message.channel_id == channel.id
            && !message.deleted
            && seen_by.is_none_or(|user| message.is_for(user))
    };
    let show = |message: &crate::world::message::Message| {
        let mut shown = message.json(world);
        if let Some(user) = message.only_for {
            shown["only_for"] = id(user);
        }
        shown
    };
    shown["messages"] = world.messages.values().filter(is_seen).map(show).collect();
    Some(shown)
}

fn direct(world: &World, seen_by: Option<u64>) -> Value {
    let own = world
        .channels
        .values()
        .filter(|channel| channel.guild_id.is_none());
    own.filter_map(|channel| {
        let mut shown = show_channel(world, channel, seen_by)?;
        shown["recipients"] = channel
            .recipients
            .iter()
            .map(|user| world.user_json(*user))
            .collect();
        Some(shown)
    })
    .collect()
}

/// What a member sees of an answer.
pub(super) fn reply(reply: &Reply) -> Value {
    let mut shown = Map::new();
    shown.insert("interaction".to_owned(), id(reply.interaction_id()));
    shown.insert("kind".to_owned(), json!(reply.kind().name()));
    shown.insert("ephemeral".to_owned(), json!(reply.is_ephemeral()));
    shown.insert("text".to_owned(), json!(reply.text()));
    shown.insert(
        "message".to_owned(),
        reply.message().map_or(Value::Null, |message| message.json()),
    );
    shown.insert(
        "followups".to_owned(),
        reply
            .followups()
            .iter()
            .map(crate::actor::Message::json)
            .collect(),
    );
    shown.insert("modal".to_owned(), reply.modal_json());
    shown.insert(
        "choices".to_owned(),
        reply
            .choices()
            .iter()
            .map(|choice| json!({"name": choice.name, "value": choice.value}))
            .collect(),
    );
    Value::Object(shown)
}
