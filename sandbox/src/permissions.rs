//! Permission bits (`developers/topics/permissions.mdx`).

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
    /// Stickers of other servers.
    USE_EXTERNAL_STICKERS = 37;
    /// Write in threads.
    SEND_MESSAGES_IN_THREADS = 38;
    /// Voice messages.
    SEND_VOICE_MESSAGES = 46;
    /// Polls.
    SEND_POLLS = 49;
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
    | SEND_MESSAGES_IN_THREADS
    | USE_EXTERNAL_STICKERS
    | SEND_VOICE_MESSAGES
    | SEND_POLLS;

/// What a bot's own role is given here unless the options say otherwise.
pub const DEFAULT_BOT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;
