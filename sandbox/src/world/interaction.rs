//! Interactions: what a member did, and how far the bot got with its answer.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{
    World, granted,
    ids::{id, id_or_null},
};
use crate::limits;

/// `developers/interactions/receiving-and-responding.mdx`, Interaction Type.
pub(crate) mod kind {
    pub const COMMAND: u8 = 2;
    pub const COMPONENT: u8 = 3;
    pub const AUTOCOMPLETE: u8 = 4;
    pub const MODAL_SUBMIT: u8 = 5;
}

/// The first answer of the bot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// Type 4: a message, at once.
    Message,
    /// Type 5: "thinking…", a message later.
    DeferredMessage,
    /// Type 6: nothing to see, perhaps an edit later.
    DeferredUpdate,
    /// Type 7: the component's message was edited.
    Update,
    /// Type 8.
    Choices(Vec<Value>),
    /// Type 9, with the checked modal.
    Modal(Value),
}

/// One thing that a member did.
#[derive(Debug, Clone)]
pub(crate) struct Interaction {
    pub id: u64,
    pub kind: u8,
    pub token: String,
    pub at: DateTime<Utc>,
    pub guild_id: Option<u64>,
    pub channel_id: u64,
    pub user_id: u64,
    pub data: Value,
    /// The message whose component was used, or that the modal's component was on.
    pub message_id: Option<u64>,
    /// The interaction that a modal answered.
    pub opened_by: Option<u64>,
    pub answer: Option<Answer>,
    /// The message that `@original` means.
    pub original: Option<u64>,
    pub followups: Vec<u64>,
}

/// What is needed to make one.
pub(crate) struct NewInteraction {
    pub kind: u8,
    pub channel_id: u64,
    pub user_id: u64,
    pub data: Value,
    pub message_id: Option<u64>,
    pub opened_by: Option<u64>,
}

impl Interaction {
    /// Whether the first answer comes too late.
    pub fn is_late(&self, now: DateTime<Utc>) -> bool {
        now - self.at > limits::FIRST_ANSWER
    }

    /// Whether the token is still good for followups and edits.
    pub fn token_lives(&self, now: DateTime<Utc>) -> bool {
        now - self.at <= limits::TOKEN_LIFE
    }

    /// The type of the option that is being typed; 0 if none is.
    pub fn focused_kind(&self) -> u64 {
        fn find(options: &Value) -> Option<u64> {
            options.as_array()?.iter().find_map(|option| {
                if option["focused"] == true {
                    return option["type"].as_u64();
                }
                find(&option["options"])
            })
        }
        find(&self.data["options"]).unwrap_or_default()
    }

    /// The interaction metadata object of the messages that answer it.
    pub fn metadata_json(&self, world: &World) -> Value {
        let mut metadata = json!({
            "id": id(self.id),
            "type": self.kind,
            "user": world.user_json(self.user_id),
            "authorizing_integration_owners": self.owners_json(),
        });
        match self.kind {
            kind::COMPONENT => metadata["interacted_message_id"] = id_or_null(self.message_id),
            kind::MODAL_SUBMIT => {
                let opener = self.opened_by.and_then(|id| world.interactions.get(&id));
                // A form that a test submits without having opened it: as if a command of its member had done so.
                let mut command = metadata.clone();
                command["type"] = json!(kind::COMMAND);
                metadata["triggering_interaction_metadata"] =
                    opener.map_or(command, |opener| opener.metadata_json(world));
            }
            _ => {
                if let Some(target) = self.data.get("target_id") {
                    match super::ids::parse(target).filter(|id| world.users.contains_key(id)) {
                        Some(user) => metadata["target_user"] = world.user_json(user),
                        None => metadata["target_message_id"] = target.clone(),
                    }
                }
            }
        }
        metadata
    }

    /// The older message interaction object; commands only.
    pub fn message_interaction_json(&self, world: &World) -> Option<Value> {
        (self.kind == kind::COMMAND).then(|| {
            json!({
                "id": id(self.id),
                "type": self.kind,
                "name": self.command_name(),
                "user": world.user_json(self.user_id),
            })
        })
    }

    /// "The name of the application command, including subcommands and subcommand groups"
    /// (`receiving-and-responding.mdx`, Message Interaction).
    fn command_name(&self) -> String {
        let mut name = self.data["name"].as_str().unwrap_or_default().to_owned();
        let mut inner = &self.data["options"][0];
        while let (Some(1 | 2), Some(word)) = (inner["type"].as_u64(), inner["name"].as_str()) {
            name = format!("{name} {word}");
            inner = &inner["options"][0];
        }
        name
    }

    fn owners_json(&self) -> Value {
        json!({"0": self.guild_id.map_or_else(|| json!("0"), id)})
    }

    /// The gateway payload.
    fn payload(&self, world: &World) -> Value {
        let bot = world.application.bot_id;
        let user = world.users.get(&self.user_id);
        let channel = world.channels.get(&self.channel_id);
        let mut payload = json!({
            "id": id(self.id),
            "application_id": id(world.application.id),
            "type": self.kind,
            "token": self.token,
            "version": 1,
            "data": self.data,
            "channel_id": id(self.channel_id),
            "locale": user.map_or("en-US", |user| &user.locale),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "authorizing_integration_owners": self.owners_json(),
            "context": if self.guild_id.is_some() { 0 } else { 1 },
            "attachment_size_limit": limits::UPLOAD_BYTES,
            "app_permissions": channel.map_or(0, |c| granted::in_channel(world, c, bot)).to_string(),
        });
        if let Some(channel) = channel {
            payload["channel"] = channel.partial_json(world, self.user_id);
        }
        match self.guild_id.and_then(|id| world.guilds.get(&id)) {
            Some(guild) => {
                payload["guild_id"] = id(guild.id);
                payload["guild_locale"] = json!(guild.locale);
                payload["guild"] = json!({"id": id(guild.id), "locale": guild.locale, "features": []});
                let bits = channel.map_or(0, |c| granted::in_channel(world, c, self.user_id));
                if let Some(mut member) = guild.member_json(world, self.user_id) {
                    member["permissions"] = json!(bits.to_string());
                    payload["member"] = member;
                }
            }
            None => payload["user"] = world.user_json(self.user_id),
        }
        if let Some(message) = self.message_id.and_then(|id| world.messages.get(&id)) {
            payload["message"] = message.json(world);
        }
        payload
    }
}

impl World {
    /// Makes an interaction and sends it to the bot. Returns its id.
    pub fn interact(&mut self, new: NewInteraction) -> u64 {
        let id = self.new_id();
        let secret: [u8; 48] = rand::random();
        let guild_id = self
            .channels
            .get(&new.channel_id)
            .and_then(|channel| channel.guild_id);
        let interaction = Interaction {
            id,
            kind: new.kind,
            token: URL_SAFE_NO_PAD.encode([format!("interaction:{id}:").as_bytes(), &secret].concat()),
            at: self.now(),
            guild_id,
            channel_id: new.channel_id,
            user_id: new.user_id,
            data: new.data,
            message_id: new.message_id,
            opened_by: new.opened_by,
            answer: None,
            original: None,
            followups: Vec::new(),
        };
        let payload = interaction.payload(self);
        self.interactions.insert(id, interaction);
        self.announce("INTERACTION_CREATE", 0, guild_id, payload);
        id
    }
}
