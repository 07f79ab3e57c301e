//! Slash commands, what is offered while typing them, and context menus.

use serde_json::{Value, json};

use super::{check_channel, check_message, send};
use crate::{
    actor::{
        Channel, Choice, Member, Message, Reply,
        attempt::Attempt,
        resolved::{Entity, Resolved},
        slash as line_reader,
    },
    world::{
        World,
        command::kind as command_kind,
        ids::id,
        interaction::{NewInteraction, kind},
    },
};

/// `/command …`
pub(in crate::actor) async fn slash(member: &Member, channel: &Channel, line: &str) -> Attempt<Reply> {
    let data = member.sandbox().shared().read(|world| {
        check_channel(world, member, channel.id())?;
        line_reader::data(
            world,
            member.guild_id(),
            channel.id(),
            member.id(),
            line,
            line_reader::Typing::Done,
        )
    })?;
    Ok(send(member, plain(kind::COMMAND, channel.id(), member, data)).await)
}

/// The choices for the last option of a line.
pub(in crate::actor) async fn autocomplete(
    member: &Member,
    channel: &Channel,
    line: &str,
) -> Attempt<Vec<Choice>> {
    let data = member.sandbox().shared().read(|world| {
        check_channel(world, member, channel.id())?;
        line_reader::data(
            world,
            member.guild_id(),
            channel.id(),
            member.id(),
            line,
            line_reader::Typing::Still,
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
pub(in crate::actor) async fn message_command(
    member: &Member,
    message: &Message,
    name: &str,
) -> Attempt<Reply> {
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
pub(in crate::actor) async fn user_command(
    member: &Member,
    channel: &Channel,
    target: u64,
    name: &str,
) -> Attempt<Reply> {
    let data = member.sandbox().shared().read(|world| {
        check_channel(world, member, channel.id())?;
        let mut resolved = Resolved::new(channel.id(), member.id());
        resolved.add(world, member.guild_id(), &[Entity::User], &target.to_string())?;
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
    let command = line_reader::offered(world, member.guild_id(), channel, member.id(), of_kind, name)?;
    let mut data = json!({
        "id": id(command.id), "name": command.name, "type": command.kind, "target_id": id(target), "resolved": resolved,
    });
    if let Some(guild) = command.guild_id {
        data["guild_id"] = id(guild);
    }
    Ok(data)
}
