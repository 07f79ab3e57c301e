//! Pins and the bot's own reactions.

use serde_json::{Value, json};

use super::{Answer, request::Call};
use crate::{
    intents, limits, permissions,
    refusal::Refusal,
    world::{
        World,
        ids::{id, stamp},
        message::Message,
    },
};

fn pinned(world: &World, channel: u64) -> Vec<&Message> {
    let ids = world.timeline(channel).collect::<Vec<_>>();
    ids.iter()
        .rev()
        .filter_map(|id| world.messages.get(id))
        .filter(|message| message.pinned)
        .collect()
}

/// `GET /channels/{channel_id}/messages/pins`
pub(super) fn pins(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world
        .reach_channel(call.id("channel_id")?, permissions::READ_MESSAGE_HISTORY)?
        .id;
    let entry = |message: &&Message| json!({"pinned_at": stamp(message.sent_at), "message": message.json_for_bot(world)});
    let items: Value = pinned(world, channel).iter().map(entry).collect();
    Answer::ok(json!({"items": items, "has_more": false}))
}

/// `GET /channels/{channel_id}/pins`, the older form.
pub(super) fn pins_plain(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world
        .reach_channel(call.id("channel_id")?, permissions::READ_MESSAGE_HISTORY)?
        .id;
    Answer::ok(
        pinned(world, channel)
            .iter()
            .map(|message| message.json_for_bot(world))
            .collect(),
    )
}

fn set_pinned(world: &mut World, call: &Call, pinned: bool) -> Result<Answer, Refusal> {
    let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
    let granted = world
        .reach_channel(channel, 0)
        .map(|channel| world.bot_permissions(channel))?;
    // Manage Messages pins nothing any more since 2026-02-23 (`developers/change-log.mdx`).
    if granted & permissions::PIN_MESSAGES == 0 {
        return Err(Refusal::missing_permissions());
    }
    let id = world.reach_message(channel, message, 0)?.id;
    if pinned && self::pinned(world, channel).len() >= limits::PINS {
        return Err(Refusal::too_many_pins());
    }
    let guild = world.channels.get(&channel).and_then(|channel| channel.guild_id);
    if let Some(message) = world.messages.get_mut(&id) {
        message.pinned = pinned;
    }
    world.announce_message("MESSAGE_UPDATE", id);
    let mut data = json!({"channel_id": self::id(channel), "last_pin_timestamp": stamp(world.now())});
    if let Some(guild) = guild {
        data["guild_id"] = self::id(guild);
    }
    world.announce("CHANNEL_PINS_UPDATE", intents::GUILDS, guild, data);
    Answer::empty()
}

/// `PUT …/pins/{message_id}`
pub(super) fn pin(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    set_pinned(world, call, true)
}

/// `DELETE …/pins/{message_id}`
pub(super) fn unpin(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    set_pinned(world, call, false)
}

/// `PUT …/reactions/{emoji}/@me`
pub(super) fn react(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
    let emoji = call.parameter("emoji");
    if emoji.is_ascii() {
        return Err(Refusal::unknown_emoji());
    }
    let found = world.reach_message(channel, message, permissions::READ_MESSAGE_HISTORY)?;
    if !found.reactions.iter().any(|(known, _)| known == emoji) {
        world.reach_channel(channel, permissions::ADD_REACTIONS)?;
    }
    change_reaction(world, message, emoji, true);
    Answer::empty()
}

/// `DELETE …/reactions/{emoji}/@me`
pub(super) fn unreact(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
    let emoji = call.parameter("emoji");
    world.reach_message(channel, message, permissions::READ_MESSAGE_HISTORY)?;
    change_reaction(world, message, emoji, false);
    Answer::empty()
}

fn change_reaction(world: &mut World, message_id: u64, emoji: &str, add: bool) {
    let bot = world.application.bot_id;
    let Some(message) = world.messages.get_mut(&message_id) else {
        return;
    };
    let reactions = &mut message.reactions;
    match reactions.iter_mut().find(|(known, _)| known == emoji) {
        Some((_, users)) => {
            users.retain(|user| *user != bot);
            if add {
                users.push(bot);
            }
        }
        None if add => reactions.push((emoji.to_owned(), vec![bot])),
        None => {}
    }
    reactions.retain(|(_, users)| !users.is_empty());
    let (channel, guild) = (message.channel_id, message.guild_id);
    let mut data = json!({
        "user_id": id(bot), "channel_id": id(channel), "message_id": id(message_id),
        "emoji": {"id": null, "name": emoji}, "burst": false, "type": 0,
    });
    if let Some(guild) = guild {
        data["guild_id"] = id(guild);
    }
    let name = if add {
        "MESSAGE_REACTION_ADD"
    } else {
        "MESSAGE_REACTION_REMOVE"
    };
    world.announce(name, intents::reactions(guild.is_some()), guild, data);
}
