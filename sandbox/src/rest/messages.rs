//! Messages of a channel (`developers/resources/message.mdx`).

use chrono::TimeDelta;
use serde_json::{Map, Value, json};

use super::{Answer, request::Call};
use crate::{
    limits, permissions,
    refusal::{Form, Refusal},
    validate::{self, Fields},
    world::{
        World,
        compose::Draft,
        ids,
        message::{Message, Reference, flags, kind},
    },
};

/// What a draft needs beyond Send Messages.
fn needed_for(draft: &Draft) -> u64 {
    let embeds = draft.embeds.as_ref().is_some_and(|list| !list.is_empty());
    let mut needed = 0;
    if embeds {
        needed |= permissions::EMBED_LINKS;
    }
    if !draft.uploads.is_empty() {
        needed |= permissions::ATTACH_FILES;
    }
    if draft.tts {
        needed |= permissions::SEND_TTS_MESSAGES;
    }
    needed
}

/// `POST /channels/{channel_id}/messages`
pub(super) fn create(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel_id = call.id("channel_id")?;
    world.reach_to_send(channel_id, 0)?;
    let draft = validate::message::draft(&call.body, &call.files, false)?;
    let channel = world.reach_to_send(channel_id, needed_for(&draft))?;
    let guild_id = channel.guild_id;
    check_open(world, channel_id)?;
    check_recipient(world, channel_id)?;
    let nonce = nonce(&call.body)?;
    if call.body.get("enforce_nonce") == Some(&json!(true))
        && let Some(earlier) = nonce.as_ref().and_then(|nonce| earlier_with(world, nonce))
    {
        return Answer::ok(earlier.json_for_bot(world));
    }
    let reference = reference(world, &call.body, channel_id)?;
    let author = world.application.bot_id;
    let mut message = Message::blank(world.new_id(), channel_id, author, world.now());
    message.guild_id = guild_id;
    message.nonce = nonce;
    let pings_replied = draft
        .allowed_mentions
        .as_ref()
        .is_none_or(|allowed| allowed.replied_user);
    world.compose(&mut message, draft);
    if message.is_empty() {
        return Err(Refusal::empty_message());
    }
    if let Some(reference) = reference {
        message.kind = kind::REPLY;
        message.reference = Some(reference);
        let replied = reference
            .message_id
            .and_then(|id| world.messages.get(&id))
            .map(|replied| replied.author_id);
        if let Some(replied) = replied.filter(|user| pings_replied && !message.mentions.users.contains(user))
        {
            message.mentions.users.push(replied);
        }
    }
    message.pinged = message.mentions.clone();
    world.set_archived(channel_id, false);
    let id = world.insert_message(message);
    Answer::ok(
        world
            .messages
            .get(&id)
            .map_or(Value::Null, |message| message.json_for_bot(world)),
    )
}

/// "Sending a message will automatically unarchive the thread, unless the thread has been locked" (threads.mdx).
fn check_open(world: &World, channel: u64) -> Result<(), Refusal> {
    let Some(channel) = world.channels.get(&channel) else {
        return Ok(());
    };
    let locked = channel.thread.as_ref().is_some_and(|thread| thread.locked);
    let moderates = world.bot_permissions(channel) & permissions::MANAGE_THREADS != 0;
    if locked && !moderates {
        Err(Refusal::thread_locked())
    } else {
        Ok(())
    }
}

fn check_recipient(world: &World, channel: u64) -> Result<(), Refusal> {
    let Some(channel) = world
        .channels
        .get(&channel)
        .filter(|channel| channel.guild_id.is_none())
    else {
        return Ok(());
    };
    let bot = world.application.bot_id;
    let takes = |user: &&u64| {
        world
            .users
            .get(user)
            .is_some_and(|user| user.takes_direct_messages)
    };
    let reachable = channel
        .recipients
        .iter()
        .filter(|user| **user != bot)
        .all(|user| takes(&user));
    if reachable {
        Ok(())
    } else {
        Err(Refusal::cannot_message_user())
    }
}

fn nonce(body: &Map<String, Value>) -> Result<Option<Value>, Refusal> {
    match body.get("nonce") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= limits::NONCE => Ok(Some(json!(text))),
        Some(Value::Number(number)) if number.is_i64() => Ok(Some(json!(number))),
        Some(_) => {
            let words = format!("Must be {} or fewer in length.", limits::NONCE);
            Err(Refusal::form("nonce", "BASE_TYPE_MAX_LENGTH", &words))
        }
    }
}

/// The message of the past few minutes that has this nonce.
fn earlier_with<'w>(world: &'w World, nonce: &Value) -> Option<&'w Message> {
    let since = world.now() - world.nonce_window.max(TimeDelta::zero());
    let bot = world.application.bot_id;
    let text = |nonce: &Value| nonce.as_str().map_or_else(|| nonce.to_string(), str::to_owned);
    // Ids follow time, so the recent ones are at the end.
    let mut recent = world
        .messages
        .values()
        .rev()
        .take_while(|message| message.sent_at >= since);
    recent.find(|message| {
        let earlier = message.nonce.as_ref().map(text);
        !message.deleted && message.author_id == bot && earlier == Some(text(nonce))
    })
}

/// The message replied to. A missing one is a fault of the form, unless `fail_if_not_exists` is false.
fn reference(
    world: &World,
    body: &Map<String, Value>,
    channel_id: u64,
) -> Result<Option<Reference>, Refusal> {
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, body);
    let Some(value) = fields.get("message_reference") else {
        return Ok(None);
    };
    let Some(mut fields) = fields.below("message_reference", value) else {
        form.finish()?;
        return Ok(None);
    };
    if fields.get("message_id").is_none() {
        fields.required("message_id");
    }
    let message_id = fields.snowflake("message_id");
    let in_channel = fields.snowflake("channel_id").unwrap_or(channel_id);
    let fails = fields.boolean("fail_if_not_exists").unwrap_or(true);
    form.finish()?;
    let channel = world.reach_channel(channel_id, 0)?;
    if world.bot_permissions(channel) & permissions::READ_MESSAGE_HISTORY == 0 {
        return Err(Refusal::cannot_reply());
    }
    let found = message_id
        .and_then(|id| world.message(channel_id, id))
        .filter(|message| message.only_for.is_none());
    match found.filter(|_| in_channel == channel_id) {
        Some(message) => Ok(Some(Reference {
            message_id: Some(message.id),
            channel_id,
            guild_id: message.guild_id,
        })),
        None if fails => Err(Refusal::form(
            "message_reference",
            "REPLIES_UNKNOWN_MESSAGE",
            "Unknown message",
        )),
        None => Ok(None),
    }
}

/// `GET /channels/{channel_id}/messages`, newest first.
pub(super) fn list(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world.reach_channel(call.id("channel_id")?, 0)?;
    let limit = call
        .query_number("limit", 1..=limits::MESSAGES_PAGE as u64)?
        .unwrap_or(50);
    let limit = usize::try_from(limit).unwrap_or(50);
    let bound = |name| call.query_number(name, 0..=u64::MAX);
    let (before, after, around) = (bound("before")?, bound("after")?, bound("around")?);
    // "If the current user is missing READ_MESSAGE_HISTORY, this will return no messages" (Get Channel Messages).
    if world.bot_permissions(channel) & permissions::READ_MESSAGE_HISTORY == 0 {
        return Answer::ok(json!([]));
    }
    let all = || world.timeline(channel.id);
    let mut chosen: Vec<u64> = match (around, before, after) {
        (Some(around), _, _) => {
            let half = limit / 2;
            let older = all().rev().filter(|id| *id < around).take(half);
            let newer = all().filter(|id| *id >= around).take(limit - half);
            older.chain(newer).collect()
        }
        (_, Some(before), _) => all().rev().filter(|id| *id < before).take(limit).collect(),
        (_, _, Some(after)) => all().filter(|id| *id > after).take(limit).collect(),
        _ => all().rev().take(limit).collect(),
    };
    chosen.sort_unstable_by(|a, b| b.cmp(a));
    let messages = chosen.iter().filter_map(|id| world.messages.get(id));
    Answer::ok(messages.map(|message| message.json_for_bot(world)).collect())
}

/// `GET /channels/{channel_id}/messages/{message_id}`
pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
    let message = world.reach_message(channel, message, permissions::READ_MESSAGE_HISTORY)?;
    Answer::ok(message.json_for_bot(world))
}

/// `PATCH /channels/{channel_id}/messages/{message_id}`
pub(super) fn edit(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel_id, message_id) = (call.id("channel_id")?, call.id("message_id")?);
    let message = world.reach_message(channel_id, message_id, 0)?;
    let is_own = message.author_id == world.application.bot_id;
    // Others may only suppress embeds, with Manage Messages (Edit Message).
    let only_flags = call.body.keys().all(|key| key == "flags") && call.body.contains_key("flags");
    if !is_own && !only_flags {
        return Err(Refusal::not_the_author());
    }
    if !is_own {
        world.reach_channel(channel_id, permissions::MANAGE_MESSAGES)?;
    }
    if matches!(message.kind, kind::THREAD_CREATED | kind::THREAD_STARTER) {
        return Err(Refusal::system_message());
    }
    check_editable(world, channel_id)?;
    let draft = validate::message::draft(&call.body, &call.files, message.has(flags::COMPONENTS_V2))?;
    // Not documented for edits; taken to be what creating asks for.
    world.reach_channel(channel_id, needed_for(&draft))?;
    let shown = revise(world, message_id, draft)?;
    Answer::ok(shown)
}

/// A message in an archived thread cannot be edited, in a locked one only by a moderator (threads.mdx).
fn check_editable(world: &World, channel: u64) -> Result<(), Refusal> {
    let thread = world
        .channels
        .get(&channel)
        .and_then(|channel| channel.thread.as_ref());
    if thread.is_some_and(|thread| thread.archived) {
        return Err(Refusal::archived_thread());
    }
    check_open(world, channel)
}

/// Applies an edit to a stored message and tells of it; returns the message as the bot gets it.
pub(super) fn revise(world: &mut World, id: u64, draft: Draft) -> Result<Value, Refusal> {
    let mut message = world
        .messages
        .get(&id)
        .cloned()
        .ok_or_else(Refusal::unknown_message)?;
    let was_loading = message.has(flags::LOADING);
    world.compose(&mut message, draft);
    message.flags &= !flags::LOADING;
    if message.is_empty() {
        return Err(Refusal::empty_message());
    }
    if was_loading {
        // The first words of a deferred answer: its mentions may notify, so they are counted as if they did.
        message.pinged = message
            .only_for
            .map_or_else(|| message.mentions.clone(), |_| message.pinged.clone());
    } else {
        message.edited_at = Some(world.now());
        message.revision += 1;
    }
    let shown = message.json_for_bot(world);
    world.messages.insert(id, message);
    world.announce_message("MESSAGE_UPDATE", id);
    Ok(shown)
}

/// `DELETE /channels/{channel_id}/messages/{message_id}`
pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
    let is_own = world.reach_message(channel, message, 0)?.author_id == world.application.bot_id;
    if !is_own {
        world.reach_channel(channel, permissions::MANAGE_MESSAGES)?;
    }
    world.delete_message(message);
    Answer::empty()
}

/// `POST /channels/{channel_id}/messages/bulk-delete`: 2–100 messages younger than two weeks.
pub(super) fn bulk_delete(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world
        .reach_channel(call.id("channel_id")?, permissions::MANAGE_MESSAGES)?
        .id;
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, &call.body);
    let listed = fields.list("messages", 2..=100).unwrap_or_default();
    form.finish()?;
    let chosen: Vec<u64> = listed.iter().filter_map(ids::parse).collect();
    let oldest = ids::at(world.now() - TimeDelta::weeks(2));
    if chosen.iter().any(|id| *id < oldest) {
        return Err(Refusal::form(
            "messages",
            "BULK_DELETE_TOO_OLD",
            "You can only bulk delete messages that are under 14 days old.",
        ));
    }
    for id in chosen {
        if world.message(channel, id).is_some() {
            world.delete_message(id);
        }
    }
    Answer::empty()
}
