//! Messages of a channel (`developers/resources/message.mdx`).

use chrono::TimeDelta;
use serde_json::{Map, Value, json};

use super::{
    Answer,
    references::{self, Referred},
    request::Call,
};
use crate::{
    limits, permissions,
    refusal::{Form, Refusal},
    validate::{self, Fields},
    world::{
        World,
        compose::Draft,
        ids,
        message::{Message, flags, kind},
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
    if draft.poll.is_some() {
        needed |= permissions::SEND_POLLS;
    }
    needed
}

/// A voice message needs a permission of its own, and has a code of its own where that is missing.
fn check_voice(world: &World, channel: u64, draft: &Draft) -> Result<(), Refusal> {
    let is_voice = draft.flags.is_some_and(|bits| bits & flags::VOICE != 0);
    let granted = world
        .channels
        .get(&channel)
        .map_or(0, |channel| world.bot_permissions(channel));
    if is_voice && granted & permissions::SEND_VOICE_MESSAGES == 0 {
        return Err(Refusal::voice_not_allowed());
    }
    Ok(())
}

/// `POST /channels/{channel_id}/messages`
pub(super) fn create(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel_id = call.id("channel_id")?;
    world.reach_to_send(channel_id, 0)?;
    let draft = validate::message::draft(&call.body, &call.files, None)?;
    let channel = world.reach_to_send(channel_id, needed_for(&draft))?;
    let guild_id = channel.guild_id;
    check_voice(world, channel_id, &draft)?;
    check_open(world, channel_id)?;
    check_recipient(world, channel_id)?;
    let nonce = nonce(&call.body)?;
    if call.body.get("enforce_nonce") == Some(&json!(true))
        && let Some(earlier) = nonce.as_ref().and_then(|nonce| earlier_with(world, nonce))
    {
        return Answer::ok(earlier.json_for_bot(world));
    }
    let reference = references::read(world, &call.body, channel_id)?;
    if let Some(Referred::Forward(..)) = reference {
        references::check_bare(&draft)?;
    }
    let author = world.application.bot_id;
    let mut message = Message::blank(world.new_id(), channel_id, author, world.now());
    message.guild_id = guild_id;
    message.nonce = nonce;
    let pings_replied = draft
        .allowed_mentions
        .as_ref()
        .is_none_or(|allowed| allowed.replied_user);
    world.compose(&mut message, draft);
    match reference {
        Some(Referred::Reply(reference, author)) => {
            message.kind = kind::REPLY;
            message.reference = Some(reference);
            if pings_replied && !message.mentions.users.contains(&author) {
                message.mentions.users.push(author);
            }
        }
        Some(Referred::Forward(reference, snapshot)) => {
            message.flags |= flags::HAS_SNAPSHOT;
            message.reference = Some(reference);
            message.snapshot = Some(snapshot);
        }
        None => {}
    }
    if message.is_empty() {
        return Err(Refusal::empty_message());
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
    let draft = validate::message::draft(&call.body, &call.files, Some(message))?;
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
pub(super) fn revise(world: &mut World, id: u64, mut draft: Draft) -> Result<Value, Refusal> {
    let mut message = world
        .messages
        .get(&id)
        .cloned()
        .ok_or_else(Refusal::unknown_message)?;
    if message.has(flags::VOICE) {
        return Err(Refusal::voice_edited());
    }
    if message.poll.is_some() {
        return Err(Refusal::poll_edited());
    }
    let was_loading = message.has(flags::LOADING);
    if !was_loading {
        // What only a new message can bring; "unsupported flag changes are currently ignored without error" (Edit Message).
        (draft.poll, draft.theme) = (None, None);
        draft.flags = draft
            .flags
            .map(|bits| bits & (flags::SUPPRESS_EMBEDS | flags::COMPONENTS_V2));
    }
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

/// `POST /channels/{channel_id}/messages/bulk-delete`: 2–100 messages of a server, younger than two weeks.
pub(super) fn bulk_delete(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let channel = world.reach_channel(call.id("channel_id")?, permissions::MANAGE_MESSAGES)?;
    if channel.guild_id.is_none() {
        return Err(Refusal::direct_channel());
    }
    let channel = channel.id;
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, &call.body);
    fields.required_list("messages", 0..=usize::MAX);
    let chosen = fields
        .snowflakes("messages", 2..=limits::MESSAGES_PAGE)
        .unwrap_or_default();
    form.finish()?;
    let oldest = ids::at(world.now() - TimeDelta::weeks(2));
    if chosen.iter().any(|id| *id < oldest) {
        return Err(Refusal::too_old_for_bulk_delete());
    }
    world.delete_messages(channel, &chosen);
    Answer::empty()
}
