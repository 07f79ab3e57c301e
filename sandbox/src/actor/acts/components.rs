//! Buttons and select menus.

use serde_json::{Value, json};

use super::{check_message, send};
use crate::{
    actor::{
        Member, Message, Reply,
        attempt::{Attempt, impossible},
        message::{Select, controls},
        resolved::{Entity, Resolved},
    },
    world::{
        World,
        interaction::{NewInteraction, kind},
        message::{Message as Stored, flags},
    },
};

/// A press of a visible, enabled button.
pub(in crate::actor) async fn press(member: &Member, message: &Message, named: &str) -> Attempt<Reply> {
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
pub(in crate::actor) async fn component(
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
pub(in crate::actor) async fn select(
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
    let mut resolved = Resolved::new(channel, member.id());
    let values = member
        .sandbox()
        .shared()
        .read(|world| chosen(world, member.guild_id(), found, choices, &mut resolved))?;
    let mut data = json!({
        "component_type": found.kind, "custom_id": found.custom_id, "values": values,
        "id": component_id(message, &found.custom_id),
    });
    if found.kind != 3 {
        data["resolved"] = resolved.json();
    }
    Ok(component(member, channel, Some(message.id()), data).await)
}

/// The values of choices in a select menu; what they resolve to is noted.
pub(super) fn chosen(
    world: &World,
    guild: u64,
    menu: &Select,
    choices: &[&str],
    resolved: &mut Resolved,
) -> Attempt<Vec<String>> {
    let (least, most) = menu.bounds;
    if choices.len() < least || choices.len() > most {
        return Err(impossible!(
            "the menu takes {least} to {most} choices, not {}",
            choices.len()
        ));
    }
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
                5 => &[Entity::User][..],
                6 => &[Entity::Role],
                7 => &[Entity::User, Entity::Role],
                _ => &[Entity::Channel],
            };
            resolved.add(world, guild, kinds, choice)?.to_string()
        });
    }
    Ok(values)
}
