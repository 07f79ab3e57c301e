//! Forms, filled in and sent as Discord's client sends them (`developers/components/reference.mdx`, the Interaction Response
//! Structure of each component).

use serde_json::{Value, json};

use super::{components::chosen, send};
use crate::{
    actor::{
        Member, ModalField, Reply,
        attempt::{Attempt, impossible},
        message::select as read_select,
        resolved::Resolved,
    },
    validate::component::kind as component_kind,
    world::{
        World,
        interaction::{NewInteraction, kind},
    },
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
    let (channel, message) = member.sandbox().shared().read(|world| {
        world
            .interactions
            .get(&reply.interaction_id())
            .map_or((0, None), |i| (i.channel_id, i.message_id))
    });
    let shown = reply.modal_json();
    let parts = shown["components"].as_array().cloned().unwrap_or_default();
    let mut resolved = Resolved::new(channel, member.id());
    let mut components = Vec::new();
    for part in &parts {
        let mut sent = json!({"type": part["type"], "id": part["id"]});
        if let Some(field) = ModalField::read(part) {
            let named = |(name, _): &&(&str, &str)| {
                modal
                    .field(name)
                    .is_some_and(|found| found.custom_id == field.custom_id)
            };
            let given = values.iter().find(named).map(|(_, value)| *value);
            let component = filled(member, channel, &field, given, &mut resolved)?;
            if part["type"] == component_kind::LABEL {
                sent["component"] = component;
            } else {
                sent["components"] = json!([component]);
            }
        }
        components.push(sent);
    }
    let mut data = json!({"custom_id": modal.custom_id, "components": components});
    if !resolved.is_empty() {
        data["resolved"] = resolved.json();
    }
    Ok(self::modal(member, channel, message, Some(reply.interaction_id()), data).await)
}

/// One field as it is submitted.
fn filled(
    member: &Member,
    channel: u64,
    field: &ModalField,
    given: Option<&str>,
    resolved: &mut Resolved,
) -> Attempt<Value> {
    let mut component =
        json!({"type": field.kind, "id": field.component["id"], "custom_id": field.custom_id});
    let shared = member.sandbox().shared();
    match field.kind {
        component_kind::TEXT_INPUT => {
            let value = given.or(field.value.as_deref()).unwrap_or_default();
            check_text(field, value)?;
            component["value"] = json!(value);
        }
        component_kind::CHECKBOX => {
            component["value"] = match given {
                None => json!(field.component["default"] == true),
                Some("true" | "yes" | "on") => json!(true),
                Some("false" | "no" | "off" | "") => json!(false),
                Some(other) => {
                    return Err(impossible!(
                        "the box \"{}\" is checked or not, never \"{other}\"",
                        field.label
                    ));
                }
            };
        }
        component_kind::RADIO_GROUP => {
            let chosen = options(field, given)?;
            check_count(field, chosen.len(), usize::from(field.required), 1)?;
            component["value"] = chosen.first().map_or(Value::Null, |value| json!(value));
        }
        component_kind::CHECKBOX_GROUP => {
            let chosen = options(field, given)?;
            check_count(field, chosen.len(), least(field), most(field))?;
            component["values"] = json!(chosen);
        }
        component_kind::FILE_UPLOAD => {
            let names: Vec<&str> = given
                .filter(|given| !given.is_empty())
                .map(|given| given.split(", ").collect())
                .unwrap_or_default();
            check_count(field, names.len(), least(field), most(field))?;
            let ids: Vec<String> = names
                .iter()
                .map(|name| shared.change(|world| upload(world, channel, name, resolved)))
                .collect();
            component["values"] = json!(ids);
        }
        _ => component["values"] = json!(selected(member, field, given, resolved)?),
    }
    Ok(component)
}

fn number(field: &ModalField, key: &str) -> Option<usize> {
    field.component[key]
        .as_u64()
        .and_then(|number| usize::try_from(number).ok())
}

/// What is not required may be left empty, whatever its least number is.
fn least(field: &ModalField) -> usize {
    if field.required {
        number(field, "min_values").unwrap_or(1).max(1)
    } else {
        0
    }
}

fn most(field: &ModalField) -> usize {
    number(field, "max_values").unwrap_or(1)
}

fn check_count(field: &ModalField, count: usize, least: usize, most: usize) -> Attempt<()> {
    let label = &field.label;
    if count == 0 && field.required {
        return Err(impossible!("the field \"{label}\" is required"));
    }
    if (count > 0 && count < least) || count > most {
        return Err(impossible!(
            "the field \"{label}\" takes {least} to {most} choices, not {count}"
        ));
    }
    Ok(())
}

/// The values of options named by label or value; without a word those that are chosen already.
fn options(field: &ModalField, given: Option<&str>) -> Attempt<Vec<String>> {
    let Some(given) = given else {
        let all = field.component["options"].as_array().into_iter().flatten();
        let chosen = all.filter(|option| option["default"] == true);
        return Ok(chosen
            .filter_map(|option| option["value"].as_str().map(str::to_owned))
            .collect());
    };
    if given.is_empty() {
        return Ok(Vec::new());
    }
    // A label may have a comma itself.
    let whole = field
        .options
        .iter()
        .find(|(label, value)| label == given || value == given);
    if let Some((_, value)) = whole {
        return Ok(vec![value.clone()]);
    }
    let find = |name: &str| {
        let found = field
            .options
            .iter()
            .find(|(label, value)| label == name || value == name);
        let there = || {
            let labels: Vec<&str> = field.options.iter().map(|(label, _)| label.as_str()).collect();
            labels.join(", ")
        };
        found
            .map(|(_, value)| value.clone())
            .ok_or_else(|| impossible!("no option \"{name}\"; there are: {}", there()))
    };
    given.split(", ").map(find).collect()
}

/// The values of a select menu.
fn selected(
    member: &Member,
    field: &ModalField,
    given: Option<&str>,
    resolved: &mut Resolved,
) -> Attempt<Vec<String>> {
    let Some(menu) = read_select(&field.component) else {
        return Err(impossible!(
            "the field \"{}\" cannot be filled in here",
            field.label
        ));
    };
    let choices: Vec<String> = match given {
        Some("") => Vec::new(),
        Some(given)
            if menu
                .options
                .iter()
                .any(|(label, value)| label == given || value == given) =>
        {
            vec![given.to_owned()]
        }
        Some(given) => given.split(", ").map(str::to_owned).collect(),
        None => chosen_already(field),
    };
    if choices.is_empty() && field.required {
        return Err(impossible!("the field \"{}\" is required", field.label));
    }
    if choices.is_empty() {
        return Ok(Vec::new());
    }
    let choices: Vec<&str> = choices.iter().map(String::as_str).collect();
    let shared = member.sandbox().shared();
    shared.read(|world| chosen(world, member.guild_id(), &menu, &choices, resolved))
}

/// What a select menu has chosen before anybody touches it.
fn chosen_already(field: &ModalField) -> Vec<String> {
    let options = field.component["options"].as_array().into_iter().flatten();
    let own = options
        .filter(|option| option["default"] == true)
        .map(|option| &option["value"]);
    let entities = field.component["default_values"].as_array().into_iter().flatten();
    own.chain(entities.map(|value| &value["id"]))
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect()
}

/// A small file of that name, uploaded; its id.
fn upload(world: &mut World, channel: u64, name: &str, resolved: &mut Resolved) -> String {
    let id = world.add_upload(channel, name);
    if let Some(file) = world.uploads.get(&id) {
        resolved.put("attachments", id, file.json(&world.origin));
    }
    id.to_string()
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
