//! Users: the bot, and the people of the servers.

use serde_json::{Value, json};

use super::ids::id;

/// A Discord account.
#[derive(Debug, Clone)]
pub(crate) struct User {
    pub id: u64,
    /// The display name.
    pub name: String,
    /// The unique name: lower case, no spaces.
    pub username: String,
    pub bot: bool,
    /// The client's language; interactions carry it.
    pub locale: String,
    /// Whether direct messages from the bot are taken.
    pub takes_direct_messages: bool,
    /// The hash of a picture: 32 hexadecimal digits, `a_` before them if it moves, or of a newer form (`v2_…`).
    pub avatar: Option<String>,
}

impl User {
    /// The user object (`developers/resources/user.mdx`).
    pub fn json(&self) -> Value {
        json!({
            "id": id(self.id),
            "username": self.username,
            "discriminator": if self.bot { "4242" } else { "0" },
            "global_name": if self.bot { Value::Null } else { json!(self.name) },
            "avatar": self.avatar,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
            "banner": null,
            "accent_color": null,
            "bot": self.bot,
            "system": false,
            "public_flags": 0,
            "flags": 0,
        })
    }

    /// The user object as its owner sees it (`GET /users/@me`).
    pub fn own_json(&self) -> Value {
        let mut user = self.json();
        user["mfa_enabled"] = json!(true);
        user["locale"] = json!(self.locale);
        user["verified"] = json!(true);
        user["email"] = Value::Null;
        user["premium_type"] = json!(0);
        user
    }
}

/// A user name made from a display name.
pub(crate) fn username_of(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
        .collect();
    if plain.is_empty() {
        "member".to_owned()
    } else {
        plain
    }
}
