//! The one application that the token belongs to.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{World, ids::id};
use crate::{intents, options::Options};

/// The application behind the bot.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    pub id: u64,
    /// The bot user's id; Discord gives both the same one.
    pub bot_id: u64,
    pub owner_id: u64,
    pub name: String,
    /// None once it was revoked.
    pub token: Option<String>,
    pub privileged_intents: u64,
}

impl Application {
    pub fn new(id: u64, owner_id: u64, options: &Options) -> Self {
        // The form of a real token: clients read the id from its first part.
        let made_up = || {
            let secret: [u8; 27] = rand::random();
            format!(
                "{}.sandbx.{}",
                URL_SAFE_NO_PAD.encode(id.to_string()),
                URL_SAFE_NO_PAD.encode(secret)
            )
        };
        Self {
            id,
            bot_id: id,
            owner_id,
            name: options.application_name.clone(),
            token: Some(options.token.clone().unwrap_or_else(made_up)),
            privileged_intents: options.privileged_intents & intents::PRIVILEGED,
        }
    }

    /// Whether this is the bot's token.
    pub fn accepts(&self, token: &str) -> bool {
        self.token.as_deref() == Some(token)
    }

    /// `developers/resources/application.mdx`, Application Flags: the "limited" ones of a bot in few servers.
    pub fn flags(&self) -> u64 {
        let limited = [
            (intents::GUILD_PRESENCES, 1 << 13),
            (intents::GUILD_MEMBERS, 1 << 15),
            (intents::MESSAGE_CONTENT, 1 << 19),
        ];
        limited
            .iter()
            .filter(|(intent, _)| self.privileged_intents & intent != 0)
            .map(|(_, flag)| flag)
            .sum()
    }

    /// The application object as its own bot sees it.
    pub fn json(&self, world: &World) -> Value {
        json!({
            "id": id(self.id),
            "name": self.name,
            "icon": null,
            "description": "",
            "type": null,
            "bot": world.user_json(self.bot_id),
            "bot_public": false,
            "bot_require_code_grant": false,
            "integration_types_config": {"0": {}},
            "verify_key": "0000000000000000000000000000000000000000000000000000000000000000",
            "flags": self.flags(),
            "flags_new": self.flags().to_string(),
            "redirect_uris": [],
            "interactions_endpoint_url": null,
            "role_connections_verification_url": null,
            "event_webhooks_url": null,
            "event_webhooks_status": 1,
            "owner": world.user_json(self.owner_id),
            "approximate_guild_count": world.guilds.len(),
            "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0,
            "explicit_content_filter": 0,
            "team": null,
            "eligible_oauth2_scopes": [],
        })
    }
}
