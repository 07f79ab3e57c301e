//! Gateway intents (`developers/events/gateway.mdx`, List of Intents).

/// Servers, roles, channels, threads.
pub const GUILDS: u64 = 1;
/// Members of servers; privileged.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// Presences; privileged.
pub const GUILD_PRESENCES: u64 = 1 << 8;
/// Messages in servers.
pub const GUILD_MESSAGES: u64 = 1 << 9;
/// Reactions in servers.
pub const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
/// Direct messages.
pub const DIRECT_MESSAGES: u64 = 1 << 12;
/// Reactions in direct messages.
pub const DIRECT_MESSAGE_REACTIONS: u64 = 1 << 13;
/// The words of others' messages; privileged.
pub const MESSAGE_CONTENT: u64 = 1 << 15;

/// Votes in servers.
pub const GUILD_MESSAGE_POLLS: u64 = 1 << 24;
/// Votes in direct messages.
pub const DIRECT_MESSAGE_POLLS: u64 = 1 << 25;

/// Those that must be switched on for the application.
pub const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
/// Every bit that means something: 0–16, 20, 21, 24, 25.
pub const KNOWN: u64 = 0x1_FFFF | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;

pub(crate) const fn messages(in_guild: bool) -> u64 {
    if in_guild { GUILD_MESSAGES } else { DIRECT_MESSAGES }
}

pub(crate) const fn reactions(in_guild: bool) -> u64 {
    if in_guild {
        GUILD_MESSAGE_REACTIONS
    } else {
        DIRECT_MESSAGE_REACTIONS
    }
}

pub(crate) const fn polls(in_guild: bool) -> u64 {
    if in_guild {
        GUILD_MESSAGE_POLLS
    } else {
        DIRECT_MESSAGE_POLLS
    }
}
