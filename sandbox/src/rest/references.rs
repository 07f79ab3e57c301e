//! What a new message points at: the message it replies to, or the one it forwards (`developers/resources/message.mdx`,
//! Message Reference Object).

use serde_json::{Map, Value};

use crate::{
    permissions,
    refusal::{Form, Refusal},
    validate::Fields,
    world::{
        World,
        compose::Draft,
        message::{Reference, kind},
    },
};

/// A checked reference.
pub(super) enum Referred {
    /// And the author replied to.
    Reply(Reference, u64),
    /// And the message as it is now.
    Forward(Reference, Value),
}

/// "`FORWARD` can only be used for basic messages" (Message Reference Types).
const BASIC: &[u8] = &[
    kind::DEFAULT,
    kind::REPLY,
    kind::CHAT_INPUT_COMMAND,
    kind::CONTEXT_MENU_COMMAND,
];

/// The message that is referred to. A missing one is a fault of the form, unless `fail_if_not_exists` is false.
pub(super) fn read(
    world: &World,
    body: &Map<String, Value>,
    channel_id: u64,
) -> Result<Option<Referred>, Refusal> {
    let mut form = Form::default();
    let mut fields = Fields::root(&mut form, body);
    let Some(value) = fields.get("message_reference") else {
        return Ok(None);
    };
    let Some(mut fields) = fields.below("message_reference", value) else {
        form.finish()?;
        return Ok(None);
    };
    let is_forward = fields.choice("type", &[0, 1]) == Some(1);
    if fields.get("message_id").is_none() {
        fields.required("message_id");
    }
    let message_id = fields.snowflake("message_id");
    let asked_channel = fields.snowflake("channel_id");
    // "**Required for forwards.**"
    if is_forward && fields.get("channel_id").is_none() {
        fields.required("channel_id");
    }
    let in_channel = asked_channel.unwrap_or(channel_id);
    let fails = fields.boolean("fail_if_not_exists").unwrap_or(true);
    form.finish()?;
    let message_id = message_id.unwrap_or_default();
    if is_forward {
        return forward(world, in_channel, message_id).map(Some);
    }
    let channel = world.reach_channel(channel_id, 0)?;
    if world.bot_permissions(channel) & permissions::READ_MESSAGE_HISTORY == 0 {
        return Err(Refusal::cannot_reply());
    }
    let found = world
        .message(channel_id, message_id)
        .filter(|message| message.only_for.is_none() && in_channel == channel_id);
    match found {
        // "The referenced message must exist and cannot be a system message" (Create Message, Limitations).
        Some(message) if matches!(message.kind, kind::THREAD_CREATED | kind::THREAD_STARTER) => {
            Err(Refusal::form(
                "message_reference",
                "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE",
                "Cannot reply to a system message",
            ))
        }
        Some(message) => {
            let reference = Reference {
                message_id: Some(message.id),
                channel_id,
                guild_id: message.guild_id,
                is_forward,
            };
            Ok(Some(Referred::Reply(reference, message.author_id)))
        }
        None if fails => Err(unknown()),
        None => Ok(None),
    }
}

fn unknown() -> Refusal {
    Refusal::form("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
}

/// A snapshot of a message that the bot can see and read.
fn forward(world: &World, channel_id: u64, message_id: u64) -> Result<Referred, Refusal> {
    world.reach_channel(channel_id, permissions::READ_MESSAGE_HISTORY)?;
    let message = world
        .message(channel_id, message_id)
        .filter(|message| message.only_for.is_none())
        .ok_or_else(unknown)?;
    if !message.content_is_open(world) {
        return Err(Refusal::cannot_forward_unread());
    }
    // "don't support messages with a poll, call, or activity".
    if !BASIC.contains(&message.kind) || message.poll.is_some() {
        return Err(Refusal::form(
            "message_reference",
            "MESSAGE_REFERENCE_NOT_FORWARDABLE",
            "This message cannot be forwarded",
        ));
    }
    let reference = Reference {
        message_id: Some(message.id),
        channel_id,
        guild_id: message.guild_id,
        is_forward: true,
    };
    // Nesting is one deep: a forward of a forward shows what that shows.
    let snapshot = message
        .snapshot
        .clone()
        .unwrap_or_else(|| message.snapshot_json(world));
    Ok(Referred::Forward(reference, snapshot))
}

/// A forward is the forwarded message alone. The pages do not say so; that Discord refuses more is reported of its clients.
pub(super) fn check_bare(draft: &Draft) -> Result<(), Refusal> {
    let has = |list: &Option<Vec<Value>>| list.as_ref().is_some_and(|list| !list.is_empty());
    let says = draft.content.as_ref().is_some_and(|text| !text.is_empty());
    let more = says
        || has(&draft.embeds)
        || has(&draft.components)
        || !draft.uploads.is_empty()
        || draft.poll.is_some()
        || draft.theme.is_some();
    if more {
        return Err(Refusal::form(
            "message_reference",
            "FORWARD_WITH_ADDITIONAL_CONTENT",
            "Forward messages cannot have additional content",
        ));
    }
    Ok(())
}
