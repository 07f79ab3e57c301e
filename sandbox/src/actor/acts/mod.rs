//! What members do: checked as a client checks, then sent to the bot, whose first answer is awaited.

mod commands;
mod components;
mod forms;
mod polls;

pub(super) use self::{
    commands::{autocomplete, message_command, slash, user_command},
    components::{component, press, select},
    forms::{modal, submit},
    polls::vote,
};
use super::{
    Member, Message, Reply,
    attempt::{Attempt, impossible},
    wait,
};
use crate::{
    limits, permissions,
    world::{World, granted, interaction::NewInteraction},
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
        .map_or(0, |channel| granted::in_channel(world, channel, member.id()))
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
pub(in crate::actor) fn check_writing(
    world: &World,
    member: &Member,
    channel: u64,
    content: &str,
) -> Attempt<()> {
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
