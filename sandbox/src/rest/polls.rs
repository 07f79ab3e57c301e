//! Polls after they were made (`developers/resources/poll.mdx`, Poll Endpoints).

use serde_json::{Value, json};

use super::{Answer, request::Call};
use crate::{permissions, refusal::Refusal, world::World};

/// `GET /channels/{channel_id}/polls/{message_id}/answers/{answer_id}`
pub(super) fn voters(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel, message) = (call.id("channel_id")?, call.id("message_id")?);
    let answer = call.id("answer_id")?;
    let limit = call.query_number("limit", 1..=100)?.unwrap_or(25);
    let after = call.query_number("after", 0..=u64::MAX)?.unwrap_or(0);
    let message = world.reach_message(channel, message, permissions::READ_MESSAGE_HISTORY)?;
    let poll = message.poll.as_ref().ok_or_else(Refusal::not_a_poll)?;
    let chosen = poll.voters(answer).filter(|user| *user > after);
    let chosen = chosen.take(usize::try_from(limit).unwrap_or(25));
    let users: Value = chosen.map(|user| world.user_json(user)).collect();
    Answer::ok(json!({"users": users}))
}

/// `POST /channels/{channel_id}/polls/{message_id}/expire`: "You cannot end polls from other users."
pub(super) fn expire(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let (channel, id) = (call.id("channel_id")?, call.id("message_id")?);
    let message = world.reach_message(channel, id, 0)?;
    if message.author_id != world.application.bot_id {
        return Err(Refusal::not_the_author());
    }
    let now = world.now();
    match message.poll.as_ref() {
        None => return Err(Refusal::not_a_poll()),
        Some(poll) if poll.is_over(now) => return Err(Refusal::poll_expired()),
        Some(_) => {}
    }
    if let Some(poll) = world
        .messages
        .get_mut(&id)
        .and_then(|message| message.poll.as_mut())
    {
        poll.ended = true;
    }
    world.announce_message("MESSAGE_UPDATE", id);
    let shown = world.messages.get(&id);
    Answer::ok(shown.map_or(Value::Null, |message| message.json_for_bot(world)))
}
