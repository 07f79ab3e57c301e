//! The state of this little Discord: one application with its bot, servers, channels, messages, commands, interactions.
//!
//! Nothing here checks a request (`validate`, `rest`) or plays a member (`actor`): it keeps, shows and announces.

pub(crate) mod application;
pub(crate) mod attachment;
pub(crate) mod channel;
pub(crate) mod command;
pub(crate) mod compose;
pub(crate) mod granted;
pub(crate) mod guild;
pub(crate) mod ids;
pub(crate) mod interaction;
pub(crate) mod mentions;
pub(crate) mod message;
pub(crate) mod poll;
mod servers;
mod threads;
pub(crate) mod user;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use self::{
    application::Application, attachment::Attachment, channel::Channel, command::Command, guild::Guild,
    ids::Snowflakes, interaction::Interaction, message::Message, user::User,
};
pub(crate) use self::{servers::NewRole, threads::NewThread};
use crate::{
    hub::{Announcement, Hub},
    intents,
    options::{Now, Options},
    permissions,
};

/// Everything there is.
pub(crate) struct World {
    now: Now,
    snowflakes: Snowflakes,
    /// This server's http origin, for the addresses of files.
    pub origin: String,
    pub nonce_window: TimeDelta,
    pub application: Application,
    pub users: BTreeMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: BTreeMap<u64, Channel>,
    /// Deleted ones too, marked.
    pub messages: BTreeMap<u64, Message>,
    /// By channel; what a listing walks.
    timelines: BTreeMap<u64, BTreeSet<u64>>,
    pub commands: BTreeMap<u64, Command>,
    pub interactions: BTreeMap<u64, Interaction>,
    /// Files that members uploaded in forms.
    pub uploads: BTreeMap<u64, Attachment>,
    pub hub: Hub,
}

impl World {
    /// An empty world with the application in it.
    pub fn new(options: &Options, origin: String) -> Self {
        let now = options.now.clone();
        let mut snowflakes = Snowflakes::default();
        let (id, owner_id) = (snowflakes.next(now()), snowflakes.next(now()));
        let application = Application::new(id, owner_id, options);
        let bot = User {
            id: application.bot_id,
            name: options.application_name.clone(),
            username: options.application_name.clone(),
            bot: true,
            locale: "en-US".to_owned(),
            takes_direct_messages: false,
            avatar: None,
        };
        let owner = User {
            id: owner_id,
            name: "Owner".to_owned(),
            username: "owner".to_owned(),
            bot: false,
            locale: "en-US".to_owned(),
            takes_direct_messages: true,
            avatar: None,
        };
        Self {
            snowflakes,
            origin,
            nonce_window: options.nonce_window,
            application,
            users: [(bot.id, bot), (owner.id, owner)].into(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            timelines: BTreeMap::new(),
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            uploads: BTreeMap::new(),
            hub: Hub::new(options),
            now,
        }
    }

    /// The moment, by the injected clock.
    pub fn now(&self) -> DateTime<Utc> {
        (self.now)()
    }

    /// A new id.
    pub fn new_id(&mut self) -> u64 {
        let now = self.now();
        self.snowflakes.next(now)
    }

    pub fn user_json(&self, user: u64) -> Value {
        self.users.get(&user).map_or(Value::Null, User::json)
    }

    /// A message of a channel that is still there.
    pub fn message(&self, channel: u64, message: u64) -> Option<&Message> {
        self.messages
            .get(&message)
            .filter(|m| m.channel_id == channel && !m.deleted)
    }

    /// The ids of a channel's messages, oldest first; ephemeral and deleted ones are not among them.
    pub fn timeline(&self, channel: u64) -> impl DoubleEndedIterator<Item = u64> + '_ {
        self.timelines.get(&channel).into_iter().flatten().copied()
    }

    /// What the bot may do in a channel.
    pub fn bot_permissions(&self, channel: &Channel) -> u64 {
        granted::in_channel(self, channel, self.application.bot_id)
    }

    /// Puts a new message where it belongs and tells the gateway.
    pub fn insert_message(&mut self, message: Message) -> u64 {
        let (id, channel_id) = (message.id, message.channel_id);
        let is_public = message.only_for.is_none();
        self.messages.insert(id, message);
        if is_public {
            self.timelines.entry(channel_id).or_default().insert(id);
            self.count_in_channel(channel_id, id);
            self.announce_message("MESSAGE_CREATE", id);
        }
        id
    }

    /// Tells the gateway of a message as it is now.
    pub fn announce_message(&mut self, name: &'static str, id: u64) {
        let Some(message) = self
            .messages
            .get(&id)
            .filter(|message| message.only_for.is_none())
        else {
            return;
        };
        let Some(channel) = self.channels.get(&message.channel_id) else {
            return;
        };
        if self.bot_permissions(channel) & permissions::VIEW_CHANNEL == 0 {
            return;
        }
        let (guild_id, author_id) = (message.guild_id, message.author_id);
        let mut data = message.json_for_bot(self);
        if let Some(guild) = guild_id.and_then(|id| self.guilds.get(&id)) {
            data["guild_id"] = ids::id(guild.id);
            if let Some(member) = guild.partial_member_json(author_id) {
                data["member"] = member;
            }
        }
        self.announce(name, intents::messages(guild_id.is_some()), guild_id, data);
    }

    /// Marks a message deleted and tells the gateway.
    pub fn delete_message(&mut self, id: u64) {
        let Some(message) = self.messages.get_mut(&id).filter(|message| !message.deleted) else {
            return;
        };
        message.deleted = true;
        let (channel_id, guild_id, is_public) =
            (message.channel_id, message.guild_id, message.only_for.is_none());
        if !is_public {
            return;
        }
        self.count_out_of_channel(channel_id, id);
        let mut data = serde_json::json!({"id": ids::id(id), "channel_id": ids::id(channel_id)});
        if let Some(guild) = guild_id {
            data["guild_id"] = ids::id(guild);
        }
        self.announce(
            "MESSAGE_DELETE",
            intents::messages(guild_id.is_some()),
            guild_id,
            data,
        );
    }

    /// Marks several messages of a channel deleted and tells the gateway once (Message Delete Bulk); those that are not there
    /// are passed over.
    pub fn delete_messages(&mut self, channel_id: u64, messages: &[u64]) {
        let there = |id: &&u64| {
            self.message(channel_id, **id)
                .is_some_and(|m| m.only_for.is_none())
        };
        let there: Vec<u64> = messages.iter().filter(there).copied().collect();
        for id in &there {
            if let Some(message) = self.messages.get_mut(id) {
                message.deleted = true;
            }
            self.count_out_of_channel(channel_id, *id);
        }
        let guild_id = self
            .channels
            .get(&channel_id)
            .and_then(|channel| channel.guild_id);
        let mut data = serde_json::json!({"ids": ids::ids(&there), "channel_id": ids::id(channel_id)});
        if let Some(guild) = guild_id {
            data["guild_id"] = ids::id(guild);
        }
        if !there.is_empty() {
            self.announce(
                "MESSAGE_DELETE_BULK",
                intents::messages(guild_id.is_some()),
                guild_id,
                data,
            );
        }
    }

    fn count_out_of_channel(&mut self, channel_id: u64, id: u64) {
        if let Some(timeline) = self.timelines.get_mut(&channel_id) {
            timeline.remove(&id);
        }
        if let Some(thread) = self
            .channels
            .get_mut(&channel_id)
            .and_then(|channel| channel.thread.as_mut())
        {
            thread.message_count = (thread.message_count - 1).max(0);
        }
    }

    /// Sends a gateway event to every session whose intents ask for it.
    pub fn announce(&mut self, name: &'static str, intents: u64, guild_id: Option<u64>, data: Value) {
        self.hub.announce(&Announcement {
            name,
            intents,
            guild_id,
            data,
        });
    }

    fn count_in_channel(&mut self, channel_id: u64, message_id: u64) {
        let now = self.now();
        let Some(channel) = self.channels.get_mut(&channel_id) else {
            return;
        };
        channel.last_message_id = Some(message_id);
        if let Some(thread) = channel.thread.as_mut() {
            thread.active_at = now;
            thread.message_count += 1;
            thread.total_message_sent += 1;
        }
    }
}
