//! What follows the first answer: followups, and `@original` (`receiving-and-responding.mdx`, Endpoints).

use serde_json::Value;

use super::{Answer, interactions::answer_message, messages::revise, request::Call};
use crate::{
    refusal::Refusal,
    validate::message::draft,
    world::{
        World,
        interaction::{Answer as Given, Interaction},
        message::flags,
    },
};

/// The interaction whose token is in the path: answered, and younger than 15 minutes.
fn interaction<'w>(world: &'w World, call: &Call) -> Result<&'w Interaction, Refusal> {
    if call.id("application_id")? != world.application.id {
        return Err(Refusal::unknown_webhook());
    }
    let token = call.parameter("interaction_token");
    let interaction = world
        .interactions
        .values()
        .rev()
        .find(|interaction| interaction.token == token);
    let interaction = interaction.ok_or_else(Refusal::invalid_webhook_token)?;
    if !interaction.token_lives(world.now()) {
        return Err(Refusal::invalid_webhook_token());
    }
    if interaction.answer.is_none() {
        return Err(Refusal::unknown_webhook());
    }
    Ok(interaction)
}

/// The message meant: `@original`, or one of the interaction's own.
fn message_id(world: &World, call: &Call) -> Result<u64, Refusal> {
    let interaction = interaction(world, call)?;
    let meant = if call.parameter("message_id") == "@original" {
        interaction.original
    } else {
        let id = call.id("message_id")?;
        let own = interaction
            .original
            .iter()
            .chain(&interaction.followups)
            .any(|own| *own == id);
        own.then_some(id)
    };
    let found = meant
        .and_then(|id| world.messages.get(&id))
        .filter(|message| !message.deleted);
    found
        .map(|message| message.id)
        .ok_or_else(Refusal::unknown_message)
}

fn shown(world: &World, id: u64) -> Result<Answer, Refusal> {
    Answer::ok(
        world
            .messages
            .get(&id)
            .map_or(Value::Null, |message| message.json_for_bot(world)),
    )
}

/// `POST /webhooks/{application_id}/{interaction_token}`. After a deferred answer the first one takes its place.
pub(super) fn followup(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let found = interaction(world, call)?;
    let (interaction_id, original) = (found.id, found.original);
    let is_autocomplete = matches!(found.answer, Some(Given::Choices(_)));
    if is_autocomplete {
        return Err(Refusal::unknown_webhook());
    }
    let checked = draft(&call.body, &call.files, None)?;
    let waiting = original.filter(|id| {
        world
            .messages
            .get(id)
            .is_some_and(|m| m.has(flags::LOADING) && !m.deleted)
    });
    if let Some(waiting) = waiting {
        revise(world, waiting, checked)?;
        return shown(world, waiting);
    }
    let ephemeral = checked.flags.is_some_and(|bits| bits & flags::EPHEMERAL != 0);
    let id = answer_message(world, interaction_id, checked, ephemeral)?;
    if let Some(interaction) = world.interactions.get_mut(&interaction_id) {
        interaction.followups.push(id);
    }
    shown(world, id)
}

/// `GET /webhooks/{application_id}/{interaction_token}/messages/{message_id}` or `@original`
pub(super) fn get(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let id = message_id(world, call)?;
    shown(world, id)
}

/// `PATCH /webhooks/{application_id}/{interaction_token}/messages/{message_id}` or `@original`
pub(super) fn edit(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let id = message_id(world, call)?;
    let checked = draft(&call.body, &call.files, world.messages.get(&id))?;
    Answer::ok(revise(world, id, checked)?)
}

/// `DELETE /webhooks/{application_id}/{interaction_token}/messages/{message_id}` or `@original`
pub(super) fn delete(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let id = message_id(world, call)?;
    world.delete_message(id);
    Answer::empty()
}
