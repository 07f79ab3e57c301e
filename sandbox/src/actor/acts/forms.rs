//! Forms, filled in and sent.

use serde_json::{Map, Value, json};

use super::{components::chosen, send};
use crate::{
    actor::{
        Member, ModalField, Reply,
        attempt::{Attempt, impossible},
        message::select as read_select,
    },
    world::interaction::{NewInteraction, kind},
};

/// Sends the form of a reply, filled in.
pub(in crate::actor) async fn submit(
    member: &Member,
    reply: &Reply,
    values: &[(&str, &str)],
) -> Attempt<Reply> {
    if reply.user_id() != member.id() {
        return Err(impossible!("the form was opened by somebody else"));
    }
    let modal = reply
        .modal()
        .ok_or_else(|| impossible!("no form is open; the bot's answer was: {}", reply.text()))?;
    for (name, _) in values {
        if modal.field(name).is_none() {
            let there = modal
                .fields
                .iter()
                .map(|field| field.label.as_str())
                .collect::<Vec<_>>()
                .join(", ");
            return Err(impossible!(
                "the form has no field \"{name}\"; there are: {there}"
            ));
        }
    }
    let mut components = Vec::new();
    for field in &modal.fields {
        let named = |(name, _): &&(&str, &str)| {
            modal
                .field(name)
                .is_some_and(|found| found.custom_id == field.custom_id)
        };
        let given = values.iter().find(named).map(|(_, value)| *value);
        components.push(filled(member, field, given)?);
    }
    let (channel, message) = member.sandbox().shared().read(|world| {
        world
            .interactions
            .get(&reply.interaction_id())
            .map_or((0, None), |i| (i.channel_id, i.message_id))
    });
    let data = json!({"custom_id": modal.custom_id, "components": components});
    Ok(self::modal(member, channel, message, Some(reply.interaction_id()), data).await)
}

/// One field as it is submitted.
fn filled(member: &Member, field: &ModalField, given: Option<&str>) -> Attempt<Value> {
    let mut component = Map::new();
    component.insert("type".to_owned(), json!(field.kind));
    component.insert("id".to_owned(), field.component["id"].clone());
    component.insert("custom_id".to_owned(), json!(field.custom_id));
    if field.kind == 4 {
        let value = given.or(field.value.as_deref()).unwrap_or_default();
        check_text(field, value)?;
        component.insert("value".to_owned(), json!(value));
        return Ok(json!({"type": 1, "components": [component]}));
    }
    let Some(menu) = read_select(&field.component) else {
        return Err(impossible!(
            "the field \"{}\" cannot be filled in here",
            field.label
        ));
    };
    let choices: Vec<&str> = given.map(|given| given.split(", ").collect()).unwrap_or_default();
    if choices.is_empty() && field.required {
        return Err(impossible!("the field \"{}\" is required", field.label));
    }
    let shared = member.sandbox().shared();
    let (values, _) = shared.read(|world| chosen(world, member.guild_id(), &menu, &choices))?;
    component.insert("values".to_owned(), json!(values));
    Ok(json!({"type": 18, "component": component}))
}

fn check_text(field: &ModalField, value: &str) -> Attempt<()> {
    let label = &field.label;
    let count = value.chars().count();
    let (least, most) = field.length;
    if value.trim().is_empty() && field.required {
        return Err(impossible!("the field \"{label}\" is required"));
    }
    if !value.is_empty() && count < least {
        return Err(impossible!(
            "the field \"{label}\" needs at least {least} characters"
        ));
    }
    if count > most {
        return Err(impossible!(
            "the field \"{label}\" takes at most {most} characters"
        ));
    }
    if !field.is_paragraph && value.contains('\n') {
        return Err(impossible!("the field \"{label}\" is one line"));
    }
    Ok(())
}

/// Sends a modal submit interaction.
pub(in crate::actor) async fn modal(
    member: &Member,
    channel_id: u64,
    message_id: Option<u64>,
    opened_by: Option<u64>,
    data: Value,
) -> Reply {
    let new = NewInteraction {
        kind: kind::MODAL_SUBMIT,
        channel_id,
        user_id: member.id(),
        data,
        message_id,
        opened_by,
    };
    send(member, new).await
}
