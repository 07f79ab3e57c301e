//! What members do, step by step: checked as a client checks, then sent to the bot.

use serde_json::{Map, Value, json};

use super::{
    Channel, Choice, Member, Message, ModalField, Reply,
    attempt::{Attempt, impossible},
    message::{Select, controls, select as read_select},
    slash, wait,
};
use crate::{
    limits, permissions,
    world::{
        World,
        command::kind as command_kind,
        ids::id,
        interaction::{NewInteraction, kind},
        message::{Message as Stored, flags},
    },
};

async fn send(member: &Member, new: NewInteraction) -> Reply {
    let shared = member.sandbox().shared();
    let interaction = shared.change(|world| world.interact(new));
    wait::for_answer(shared, interaction).await;
    Reply::new(member.sandbox(), interaction, member.id())
}

fn bits(world: &World, member: &Member, channel: u64) -> u64 {
    world
        .channels
        .get(&channel)
        .map_or(0, |channel| permissions::in_channel(world, channel, member.id()))
}

/// The member sees the channel.
fn check_channel(world: &World, member: &Member, channel: u64) -> Attempt<()> {
    if bits(world, member, channel) & permissions::VIEW_CHANNEL == 0 {
        return Err(impossible!(
            "{} does not see that channel",
            named(world, member.id())
        ));
    }
    Ok(())
}

/// The member may write there, and it is something that can be sent.
pub(super) fn check_writing(world: &World, member: &Member, channel: u64, content: &str) -> Attempt<()> {
    check_channel(world, member, channel)?;
    if bits(world, member, channel) & permissions::SEND_MESSAGES == 0 {
        return Err(impossible!(
            "{} may not write in that channel",
            named(world, member.id())
        ));
    }
    let count = content.chars().count();
    if content.trim().is_empty() || count > limits::CONTENT {
        return Err(impossible!(
            "a message has 1 to {} characters, not {count}",
            limits::CONTENT
        ));
    }
    Ok(())
}

fn named(world: &World, user: u64) -> &str {
    world.users.get(&user).map_or("nobody", |user| &user.name)
}

/// The member sees the message.
fn check_message(world: &World, member: &Member, message: &Message) -> Attempt<u64> {
    let stored = world.messages.get(&message.id()).filter(|stored| !stored.deleted);
    let stored = stored.ok_or_else(|| impossible!("that message is not there any more"))?;
    check_channel(world, member, stored.channel_id)?;
    if !stored.is_for(member.id()) {
        return Err(impossible!(
            "{} does not see that message: it is private",
            named(world, member.id())
        ));
    }
    Ok(stored.channel_id)
}

/// `/command …`
pub(super) async fn slash(member: &Member, channel: &Channel, line: &str) -> Attempt<Reply> {
    let data = member.sandbox().shared().read(|world| {
        check_channel(world, member, channel.id())?;
        slash::data(
            world,
            member.guild_id(),
            channel.id(),
            member.id(),
            line,
            slash::Typing::Done,
        )
    })?;
    Ok(send(member, plain(kind::COMMAND, channel.id(), member, data)).await)
}

/// The choices for the last option of a line.
pub(super) async fn autocomplete(member: &Member, channel: &Channel, line: &str) -> Attempt<Vec<Choice>> {
    let data = member.sandbox().shared().read(|world| {
        check_channel(world, member, channel.id())?;
        slash::data(
            world,
            member.guild_id(),
            channel.id(),
            member.id(),
            line,
            slash::Typing::Still,
        )
    })?;
    Ok(
        send(member, plain(kind::AUTOCOMPLETE, channel.id(), member, data))
            .await
            .choices(),
    )
}

fn plain(of_kind: u8, channel_id: u64, member: &Member, data: Value) -> NewInteraction {
    NewInteraction {
        kind: of_kind,
        channel_id,
        user_id: member.id(),
        data,
        message_id: None,
        opened_by: None,
    }
}

/// Apps → command on a message.
pub(super) async fn message_command(member: &Member, message: &Message, name: &str) -> Attempt<Reply> {
    let (channel, data) = member.sandbox().shared().read(|world| {
        let channel = check_message(world, member, message)?;
        let target = world
            .messages
            .get(&message.id())
            .map(|message| message.json(world))
            .unwrap_or_default();
        let resolved = json!({"messages": {message.id().to_string(): target}});
        let place = (channel, command_kind::MESSAGE);
        Ok((
            channel,
            menu_data(world, member, place, name, message.id(), &resolved)?,
        ))
    })?;
    Ok(send(member, plain(kind::COMMAND, channel, member, data)).await)
}

/// Apps → command on a person, seen in a channel.
pub(super) async fn user_command(
    member: &Member,
    channel: &Channel,
    target: u64,
    name: &str,
) -> Attempt<Reply> {
    let data = member.sandbox().shared().read(|world| {
        check_channel(world, member, channel.id())?;
        let mut resolved = slash::Resolved::default();
        resolved.add(
            world,
            member.guild_id(),
            &[slash::Entity::User],
            &target.to_string(),
        )?;
        let place = (channel.id(), command_kind::USER);
        menu_data(world, member, place, name, target, &resolved.json())
    })?;
    Ok(send(member, plain(kind::COMMAND, channel.id(), member, data)).await)
}

/// The data of a context menu command, used in a channel; the place is the channel and the kind of command.
fn menu_data(
    world: &World,
    member: &Member,
    (channel, of_kind): (u64, u64),
    name: &str,
    target: u64,
    resolved: &Value,
) -> Attempt<Value> {
    let command = slash::offered(world, member.guild_id(), channel, member.id(), of_kind, name)?;
    let mut data = json!({
        "id": id(command.id), "name": command.name, "type": command.kind, "target_id": id(target), "resolved": resolved,
    });
    if let Some(guild) = command.guild_id {
        data["guild_id"] = id(guild);
    }
    Ok(data)
}

/// A press of a visible, enabled button.
pub(super) async fn press(member: &Member, message: &Message, named: &str) -> Attempt<Reply> {
    let channel = member
        .sandbox()
        .shared()
        .read(|world| check_message(world, member, message))?;
    let buttons = message.buttons();
    let by_id = buttons
        .iter()
        .find(|button| button.custom_id.as_deref() == Some(named));
    let by_label = || buttons.iter().find(|button| button.label == named);
    let by_part = || {
        buttons
            .iter()
            .find(|b| b.label.contains(named) || b.emoji.as_deref() == Some(named))
    };
    let Some(button) = by_id.or_else(by_label).or_else(by_part) else {
        let there = buttons
            .iter()
            .map(|button| button.label.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        return Err(impossible!(
            "there is no button \"{named}\" on the message; there are: {there}"
        ));
    };
    if button.disabled {
        return Err(impossible!("the button \"{named}\" is disabled"));
    }
    let Some(custom_id) = &button.custom_id else {
        return Err(impossible!("the button \"{named}\" is a link"));
    };
    let data = json!({"component_type": 2, "custom_id": custom_id, "id": component_id(message, custom_id)});
    Ok(component(member, channel, Some(message.id()), data).await)
}

/// The number of a component on a message.
fn component_id(message: &Message, custom_id: &str) -> Value {
    let components = message.components();
    controls(&components)
        .iter()
        .find(|control| control["custom_id"] == custom_id)
        .map_or(Value::Null, |c| c["id"].clone())
}

/// An old private message of the bot's that carries a component: a press without a message does not exist on Discord.
fn ghost(world: &mut World, member: &Member, channel_id: u64, component: &Value) -> u64 {
    let mut message = Stored::blank(world.new_id(), channel_id, world.application.bot_id, world.now());
    message.guild_id = Some(member.guild_id());
    message.flags = flags::EPHEMERAL;
    message.only_for = Some(member.id());
    let mut shown = json!({
        "type": component["component_type"], "id": 2, "custom_id": component["custom_id"],
        "style": 1, "label": "?",
    });
    if component["component_type"] != 2 {
        shown = json!({
            "type": component["component_type"], "id": 2, "custom_id": component["custom_id"],
            "min_values": 1, "max_values": 1, "options": [{"label": "?", "value": "?"}],
        });
    }
    message.components = vec![json!({"type": 1, "id": 1, "components": [shown]})];
    world.insert_message(message)
}

/// Sends a component interaction.
pub(super) async fn component(
    member: &Member,
    channel_id: u64,
    message_id: Option<u64>,
    data: Value,
) -> Reply {
    let on = message_id.unwrap_or_else(|| {
        member
            .sandbox()
            .shared()
            .change(|world| ghost(world, member, channel_id, &data))
    });
    let message_id = Some(on);
    let new = NewInteraction {
        kind: kind::COMPONENT,
        channel_id,
        user_id: member.id(),
        data,
        message_id,
        opened_by: None,
    };
    send(member, new).await
}

/// A choice in a visible, enabled select menu.
pub(super) async fn select(
    member: &Member,
    message: &Message,
    menu: Option<&str>,
    choices: &[&str],
) -> Attempt<Reply> {
    let channel = member
        .sandbox()
        .shared()
        .read(|world| check_message(world, member, message))?;
    let menus = message.selects();
    let fits =
        |select: &&Select| menu.is_none_or(|menu| select.custom_id == menu || select.placeholder == menu);
    let mut fitting = menus.iter().filter(fits);
    let found = fitting
        .next()
        .ok_or_else(|| impossible!("there is no such select menu on the message"))?;
    if fitting.next().is_some() {
        return Err(impossible!(
            "there are several select menus on the message: name one"
        ));
    }
    if found.disabled {
        return Err(impossible!("the select menu is disabled"));
    }
    let (values, resolved) = member
        .sandbox()
        .shared()
        .read(|world| chosen(world, member.guild_id(), found, choices))?;
    let mut data = json!({
        "component_type": found.kind, "custom_id": found.custom_id, "values": values,
        "id": component_id(message, &found.custom_id),
    });
    if found.kind != 3 {
        data["resolved"] = resolved;
    }
    Ok(component(member, channel, Some(message.id()), data).await)
}

/// The values of choices in a select menu, and what they resolve to.
fn chosen(world: &World, guild: u64, menu: &Select, choices: &[&str]) -> Attempt<(Vec<String>, Value)> {
    let (least, most) = menu.bounds;
    if choices.len() < least || choices.len() > most {
        return Err(impossible!(
            "the menu takes {least} to {most} choices, not {}",
            choices.len()
        ));
    }
    let mut resolved = slash::Resolved::default();
    let mut values = Vec::new();
    for choice in choices {
        values.push(if menu.kind == 3 {
            let by_name = menu
                .options
                .iter()
                .find(|(label, value)| label == choice || value == choice);
            let found = by_name.or_else(|| menu.options.iter().find(|(label, _)| label.contains(choice)));
            let there = || {
                menu.options
                    .iter()
                    .map(|(label, _)| label.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            found
                .map(|(_, value)| value.clone())
                .ok_or_else(|| impossible!("no option \"{choice}\"; there are: {}", there()))?
        } else {
            let kinds = match menu.kind {
                5 => &[slash::Entity::User][..],
                6 => &[slash::Entity::Role],
                7 => &[slash::Entity::User, slash::Entity::Role],
                _ => &[slash::Entity::Channel],
            };
            resolved.add(world, guild, kinds, choice)?.to_string()
        });
    }
    Ok((values, resolved.json()))
}

/// Sends the form of a reply, filled in.
pub(super) async fn submit(member: &Member, reply: &Reply, values: &[(&str, &str)]) -> Attempt<Reply> {
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
pub(super) async fn modal(
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
