//! Channels, threads among them, and direct messages.

use serde_json::{Value, json};

use super::{Answer, request::Call, threads};
use crate::{
    limits, permissions,
    refusal::{Form, Refusal},
    validate::Fields,
    world::{World, ids},
};

/// A channel as the bot gets it.
pub(super) fn shown(world: &World, channel: u64) -> Value {
    let Some(channel) = world.channels.get(&channel) else {
        return Value::Null;
    };
    let mut shown = channel.json_with_own_membership(world.application.bot_id);
    if channel.guild_id.is_none() {
        let others = channel
            .recipients
            .iter()
            .filter(|user| **user != world.application.bot_id);
        shown["recipients"] = others.map(|user| world.user_json(*user)).collect();
    }
    shown
}

/// `GET /channels/{channel_id}`
pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world.reach_channel(call.id("channel_id")?, 0)?.id;
    Answer::ok(shown(world, channel))
}

/// `PATCH /channels/{channel_id}`
pub(super) fn edit(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world.reach_channel(call.id("channel_id")?, 0)?;
    let id = channel.id;
    if channel.thread.is_some() {
        threads::edit(world, id, call)?;
        return Answer::ok(shown(world, id));
    }
    world.reach_channel(id, permissions::MANAGE_CHANNELS)?;
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, &call.body);
    let name = fields.text("name", 1..=limits::CHANNEL_NAME);
    let topic = fields.text("topic", 0..=1024);
    let (has_topic, position) = (fields.has("topic"), fields.integer("position", 0..=i64::MAX));
    let slowmode = fields.integer("rate_limit_per_user", 0..=21_600);
    form.finish()?;
    let channel = world.channels.get_mut(&id).ok_or_else(Refusal::unknown_channel)?;
    channel.name = name.unwrap_or_else(|| channel.name.clone());
    channel.position = position.unwrap_or(channel.position);
    channel.slowmode_s = slowmode.unwrap_or(channel.slowmode_s);
    if has_topic {
        channel.topic = topic;
    }
    world.announce_channel("CHANNEL_UPDATE", id);
    Answer::ok(shown(world, id))
}

/// `DELETE /channels/{channel_id}`: threads need Manage Threads, channels Manage Channels.
pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world.reach_channel(call.id("channel_id")?, 0)?;
    let needed = match (&channel.thread, channel.guild_id) {
        (_, None) => 0,
        (Some(_), _) => permissions::MANAGE_THREADS,
        (None, _) => permissions::MANAGE_CHANNELS,
    };
    let id = world.reach_channel(channel.id, needed)?.id;
    let last = shown(world, id);
    if world
        .channels
        .get(&id)
        .is_some_and(|channel| channel.guild_id.is_some())
    {
        world.delete_channel(id);
    }
    Answer::ok(last)
}

/// `POST /channels/{channel_id}/typing`
pub(super) fn typing(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    world.reach_to_send(call.id("channel_id")?, 0)?;
    Answer::empty()
}

/// `POST /users/@me/channels`
pub(super) fn open_direct(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let Some(recipient) = call.body.get("recipient_id").and_then(ids::parse) else {
        return Err(Refusal::form(
            "recipient_id",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    if !world.users.contains_key(&recipient) {
        return Err(Refusal::unknown_user());
    }
    if recipient == world.application.bot_id {
        return Err(Refusal::cannot_message_user());
    }
    let channel = world.direct_channel(recipient);
    Answer::ok(json!(shown(world, channel)))
}
