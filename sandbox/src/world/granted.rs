//! What a member may do in a server or a channel: computed as `developers/topics/permissions.mdx` (Permission Overwrites,
//! Implicit Permissions, Inheritance) says, from roles and overwrites.

use super::{World, channel::Channel, guild::Guild};
use crate::permissions::{
    ADMINISTRATOR, ALL, ATTACH_FILES, EMBED_LINKS, MANAGE_MESSAGES, MANAGE_THREADS, MENTION_EVERYONE,
    SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, SEND_TTS_MESSAGES, VIEW_CHANNEL,
};

/// What a member may do in the server as a whole. Nobody's permissions are none.
pub(crate) fn in_guild(guild: &Guild, user: u64) -> u64 {
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    if guild.owner_id == user {
        return ALL;
    }
    let roles = member
        .roles
        .iter()
        .chain([&guild.id])
        .filter_map(|id| guild.roles.get(id));
    let granted = roles.fold(0, |bits, role| bits | role.permissions);
    if granted & ADMINISTRATOR != 0 {
        ALL
    } else {
        granted
    }
}

/// What a user may do in a channel, a thread (which asks its parent) or a direct message (which needs no permission).
pub(crate) fn in_channel(world: &World, channel: &Channel, user: u64) -> u64 {
    let Some(guild_id) = channel.guild_id else {
        return if channel.recipients.contains(&user) {
            ALL & !MANAGE_MESSAGES
        } else {
            0
        };
    };
    let Some(guild) = world.guilds.get(&guild_id) else {
        return 0;
    };
    let Some(thread) = &channel.thread else {
        return implicit(with_overwrites(guild, channel, user));
    };
    let Some(parent) = channel.parent_id.and_then(|id| world.channels.get(&id)) else {
        return 0;
    };
    let inherited = with_overwrites(guild, parent, user);
    let invited = !channel.is_private_thread() || thread.members.contains_key(&user);
    if !invited && inherited & MANAGE_THREADS == 0 {
        return 0;
    }
    // "The SEND_MESSAGES permission has no effect in threads" (topics/threads.mdx).
    let may_send = inherited & SEND_MESSAGES_IN_THREADS != 0;
    let bits = if may_send {
        inherited | SEND_MESSAGES
    } else {
        inherited & !SEND_MESSAGES
    };
    implicit(bits)
}

fn with_overwrites(guild: &Guild, channel: &Channel, user: u64) -> u64 {
    let base = in_guild(guild, user);
    if base & ADMINISTRATOR != 0 {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else {
        return 0;
    };
    let mut bits = base;
    let overwrite = |id: u64| channel.overwrites.get(&id);
    if let Some(everyone) = overwrite(guild.id) {
        bits = bits & !everyone.deny | everyone.allow;
    }
    let of_roles = member.roles.iter().filter_map(|role| overwrite(*role));
    let (deny, allow) = of_roles.fold((0, 0), |(deny, allow), o| (deny | o.deny, allow | o.allow));
    bits = bits & !deny | allow;
    if let Some(own) = overwrite(user) {
        bits = bits & !own.deny | own.allow;
    }
    if bits & VIEW_CHANNEL == 0 { 0 } else { bits }
}

/// Implicit Permissions: whoever may not write may not ping, embed or upload either.
fn implicit(bits: u64) -> u64 {
    if bits & SEND_MESSAGES == 0 {
        return bits & !(MENTION_EVERYONE | SEND_TTS_MESSAGES | ATTACH_FILES | EMBED_LINKS);
    }
    bits
}
