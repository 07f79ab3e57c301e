//! The first answer to an interaction (`developers/interactions/receiving-and-responding.mdx`, Create Interaction
//! Response).

use serde_json::{Value, json};

use super::{Answer, messages::revise, request::Call};
use crate::{
    refusal::Refusal,
    validate::callback::{Callback, callback as check},
    world::{
        World,
        compose::Draft,
        ids::id,
        interaction::{Answer as Given, Interaction, kind},
        message::{self, Message, Reference, flags},
    },
};

/// `POST /interactions/{interaction_id}/{interaction_token}/callback`
pub(super) fn callback(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let interaction_id = call.id("interaction_id")?;
    let token = call.parameter("interaction_token");
    let known = world
        .interactions
        .get(&interaction_id)
        .filter(|interaction| interaction.token == token);
    let interaction = known.ok_or_else(Refusal::unknown_interaction)?;
    if interaction.answer.is_some() {
        return Err(Refusal::already_acknowledged());
    }
    if interaction.is_late(world.now()) {
        return Err(Refusal::unknown_interaction());
    }
    let on = interaction.message_id.and_then(|id| world.messages.get(&id));
    let checked = check(&call.body, &call.files, interaction, on)?;
    let (answer, original) = match checked {
        Callback::Message { draft, ephemeral } => {
            let message = answer_message(world, interaction_id, draft, ephemeral)?;
            (Given::Message, Some(message))
        }
        Callback::DeferredMessage { ephemeral } => (
            Given::DeferredMessage,
            Some(deferred_message(world, interaction_id, ephemeral)?),
        ),
        Callback::DeferredUpdate => (Given::DeferredUpdate, interaction.message_id),
        Callback::Update(draft) => {
            let message = interaction.message_id.ok_or_else(Refusal::unknown_message)?;
            revise(world, message, draft)?;
            (Given::Update, Some(message))
        }
        Callback::Choices(choices) => (Given::Choices(choices), None),
        Callback::Modal(modal) => (Given::Modal(modal), None),
    };
    let kind = call.body.get("type").cloned().unwrap_or_default();
    if let Some(interaction) = world.interactions.get_mut(&interaction_id) {
        interaction.answer = Some(answer);
        interaction.original = original;
    }
    if !call.query_switch("with_response") {
        return Answer::empty();
    }
    Answer::ok(with_response(world, interaction_id, &kind))
}

/// The interaction callback response object.
fn with_response(world: &World, interaction_id: u64, callback_kind: &Value) -> Value {
    let Some(interaction) = world.interactions.get(&interaction_id) else {
        return Value::Null;
    };
    let mut shown =
        json!({"id": id(interaction.id), "type": interaction.kind, "channel_id": id(interaction.channel_id)});
    if let Some(guild) = interaction.guild_id {
        shown["guild_id"] = id(guild);
    }
    let message = interaction.original.and_then(|id| world.messages.get(&id));
    let mut response = json!({"interaction": shown});
    if let Some(message) = message {
        response["interaction"]["response_message_id"] = id(message.id);
        response["interaction"]["response_message_loading"] = json!(message.has(flags::LOADING));
        response["interaction"]["response_message_ephemeral"] = json!(message.has(flags::EPHEMERAL));
        // Only a message written or changed at once is shown (Interaction Callback Resource Object).
        if matches!(interaction.answer, Some(Given::Message | Given::Update)) {
            response["resource"] = json!({"type": callback_kind, "message": message.json_for_bot(world)});
        }
    }
    response
}

/// An empty message that will answer the interaction.
fn blank_answer(world: &mut World, interaction: &Interaction, ephemeral: bool) -> Message {
    let bot = world.application.bot_id;
    let mut message = Message::blank(world.new_id(), interaction.channel_id, bot, world.now());
    message.guild_id = interaction.guild_id;
    message.interaction_id = Some(interaction.id);
    if ephemeral {
        message.flags |= flags::EPHEMERAL;
        message.only_for = Some(interaction.user_id);
    }
    message.kind = match interaction.kind {
        kind::COMMAND if interaction.data["type"] != json!(1) => message::kind::CONTEXT_MENU_COMMAND,
        kind::COMMAND => message::kind::CHAT_INPUT_COMMAND,
        _ => message::kind::DEFAULT,
    };
    message
}

/// Points an answer at the message whose component was used.
fn point_at(message: &mut Message, target: Option<u64>) {
    if let Some(target) = target {
        message.kind = message::kind::REPLY;
        message.reference = Some(Reference {
            message_id: Some(target),
            channel_id: message.channel_id,
            guild_id: message.guild_id,
            is_forward: false,
        });
    }
}

/// Writes a message that answers an interaction, as the first answer or a followup; returns its id.
pub(super) fn answer_message(
    world: &mut World,
    id: u64,
    draft: Draft,
    ephemeral: bool,
) -> Result<u64, Refusal> {
    let interaction = world
        .interactions
        .get(&id)
        .cloned()
        .ok_or_else(Refusal::unknown_interaction)?;
    let mut message = blank_answer(world, &interaction, ephemeral);
    world.compose(&mut message, draft);
    if message.is_empty() {
        return Err(Refusal::empty_message());
    }
    let target = if interaction.original.is_some() {
        interaction.original
    } else {
        interaction.message_id
    };
    point_at(&mut message, target);
    if !ephemeral {
        message.pinged = message.mentions.clone();
    }
    Ok(world.insert_message(message))
}

/// The "thinking…" message.
fn deferred_message(world: &mut World, id: u64, ephemeral: bool) -> Result<u64, Refusal> {
    let interaction = world
        .interactions
        .get(&id)
        .cloned()
        .ok_or_else(Refusal::unknown_interaction)?;
    let mut message = blank_answer(world, &interaction, ephemeral);
    message.flags |= flags::LOADING;
    point_at(&mut message, interaction.message_id);
    Ok(world.insert_message(message))
}
