//! Votes.

use serde_json::json;

use super::check_message;
use crate::{
    actor::{
        Member, Message,
        attempt::{Attempt, impossible},
    },
    intents,
    world::{World, ids::id},
};

/// Chooses answers of a poll, named by their text or number, instead of those chosen before.
pub(in crate::actor) fn vote(member: &Member, message: &Message, answers: &[&str]) -> Attempt<()> {
    let chosen = member.sandbox().shared().read(|world| {
        check_message(world, member, message)?;
        let stored = world.messages.get(&message.id());
        let Some(poll) = stored.and_then(|stored| stored.poll.as_ref()) else {
            return Err(impossible!("there is no poll on the message"));
        };
        if poll.is_over(world.now()) {
            return Err(impossible!("the poll is over"));
        }
        if answers.len() > 1 && !poll.several {
            return Err(impossible!("the poll takes one answer"));
        }
        let find = |text: &&str| {
            let by_number = || text.parse().ok().filter(|number| poll.has(*number));
            poll.answer_named(text)
                .or_else(by_number)
                .ok_or_else(|| impossible!("the poll has no answer \"{text}\""))
        };
        answers.iter().map(find).collect::<Attempt<Vec<u64>>>()
    })?;
    member
        .sandbox()
        .shared()
        .change(|world| count(world, member.id(), message.id(), &chosen));
    Ok(())
}

fn count(world: &mut World, user: u64, message: u64, chosen: &[u64]) {
    let Some(stored) = world.messages.get_mut(&message) else {
        return;
    };
    let (channel, guild) = (stored.channel_id, stored.guild_id);
    let Some(poll) = stored.poll.as_mut() else {
        return;
    };
    let before = poll.votes.insert(user, chosen.to_vec()).unwrap_or_default();
    let gone = before.iter().filter(|answer| !chosen.contains(answer));
    let new = chosen.iter().filter(|answer| !before.contains(answer));
    let told = gone
        .map(|answer| ("MESSAGE_POLL_VOTE_REMOVE", *answer))
        .chain(new.map(|answer| ("MESSAGE_POLL_VOTE_ADD", *answer)));
    for (name, answer) in told.collect::<Vec<_>>() {
        let mut data = json!({
            "user_id": id(user), "channel_id": id(channel), "message_id": id(message), "answer_id": answer,
        });
        if let Some(guild) = guild {
            data["guild_id"] = id(guild);
        }
        world.announce(name, intents::polls(guild.is_some()), guild, data);
    }
}
