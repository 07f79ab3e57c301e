//! Permission bits, and what a member may do in a channel: computed as `developers/topics/permissions.mdx`
//! (Permission Overwrites, Implicit Permissions, Inheritance) says, from roles and overwrites.

use crate::world::{World, channel::Channel, guild::Guild};

macro_rules! bits {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        $($(#[$doc])* pub const $name: u64 = 1 << $bit;)*
        /// Every bit this sandbox knows, with its name.
        pub const NAMES: &[(u64, &str)] = &[$(($name, stringify!($name))),*];
    };
}

bits! {
    /// Invite others.
    CREATE_INSTANT_INVITE = 0;
    /// Remove members.
    KICK_MEMBERS = 1;
    /// Ban members.
    BAN_MEMBERS = 2;
    /// Everything, overwrites notwithstanding.
    ADMINISTRATOR = 3;
    /// Edit channels and their overwrites.
    MANAGE_CHANNELS = 4;
    /// Edit the server.
    MANAGE_GUILD = 5;
    /// React with a new emoji.
    ADD_REACTIONS = 6;
    /// See the channel at all.
    VIEW_CHANNEL = 10;
    /// Write in it.
    SEND_MESSAGES = 11;
    /// Speak aloud.
    SEND_TTS_MESSAGES = 12;
    /// Delete and pin others' messages.
    MANAGE_MESSAGES = 13;
    /// Embeds.
    EMBED_LINKS = 14;
    /// Files.
    ATTACH_FILES = 15;
    /// Messages sent before one came.
    READ_MESSAGE_HISTORY = 16;
    /// Ping `@everyone`, `@here` and roles that are not mentionable.
    MENTION_EVERYONE = 17;
    /// Emoji of other servers.
    USE_EXTERNAL_EMOJIS = 18;
    /// Own nickname.
    CHANGE_NICKNAME = 26;
    /// Others' nicknames.
    MANAGE_NICKNAMES = 27;
    /// Roles below one's own.
    MANAGE_ROLES = 28;
    /// Webhooks.
    MANAGE_WEBHOOKS = 29;
    /// Slash commands and context menus.
    USE_APPLICATION_COMMANDS = 31;
    /// Threads of others.
    MANAGE_THREADS = 34;
    /// Threads everyone sees.
    CREATE_PUBLIC_THREADS = 35;
    /// Threads by invitation.
    CREATE_PRIVATE_THREADS = 36;
    /// Write in threads.
    SEND_MESSAGES_IN_THREADS = 38;
    /// Pin messages.
    PIN_MESSAGES = 51;
}

/// Every known bit.
pub const ALL: u64 = {
    let mut all = 0;
    let mut at = 0;
    while at < NAMES.len() {
        all |= NAMES[at].0;
        at += 1;
    }
    all
};

/// What `@everyone` may do in a new server.
pub const DEFAULT_EVERYONE: u64 = CREATE_INSTANT_INVITE
    | ADD_REACTIONS
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE
    | USE_EXTERNAL_EMOJIS
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// What a bot's own role is given here unless the options say otherwise.
pub const DEFAULT_BOT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

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
