//! Registered application commands.

use serde_json::{Map, Value, json};

use super::{World, ids::id};

/// `developers/interactions/application-commands.mdx`, Application Command Types.
pub(crate) mod kind {
    pub const CHAT_INPUT: u64 = 1;
    pub const USER: u64 = 2;
    pub const MESSAGE: u64 = 3;
}

/// `application-commands.mdx`, Application Command Option Type.
pub(crate) mod option {
    pub const SUB_COMMAND: u64 = 1;
    pub const SUB_COMMAND_GROUP: u64 = 2;
    pub const STRING: u64 = 3;
    pub const INTEGER: u64 = 4;
    pub const BOOLEAN: u64 = 5;
    pub const USER: u64 = 6;
    pub const CHANNEL: u64 = 7;
    pub const ROLE: u64 = 8;
    pub const MENTIONABLE: u64 = 9;
    pub const NUMBER: u64 = 10;
    pub const ATTACHMENT: u64 = 11;
}

/// A command of the application, global or of one server.
#[derive(Debug, Clone)]
pub(crate) struct Command {
    pub id: u64,
    pub guild_id: Option<u64>,
    pub kind: u64,
    pub name: String,
    /// Changes with every edit.
    pub version: u64,
    /// The checked definition as it was registered, `name` and `type` among it.
    pub definition: Map<String, Value>,
}

impl Command {
    /// The command object.
    pub fn json(&self, application_id: u64) -> Value {
        let mut command = json!({
            "id": id(self.id),
            "application_id": id(application_id),
            "version": id(self.version),
            "type": self.kind,
            "name": self.name,
            "name_localizations": null,
            "description": "",
            "description_localizations": null,
            "default_member_permissions": null,
            "integration_types": [0],
            "nsfw": false,
        });
        for (key, value) in &self.definition {
            command[key] = value.clone();
        }
        match self.guild_id {
            Some(guild) => command["guild_id"] = id(guild),
            None => {
                command["dm_permission"] = self
                    .definition
                    .get("dm_permission")
                    .cloned()
                    .unwrap_or(json!(true));
                command["contexts"] = self.definition.get("contexts").cloned().unwrap_or(Value::Null);
            }
        }
        command
    }

    /// What a member must be allowed to see the command, by its registered default; `None` for everybody.
    pub fn required_permissions(&self) -> Option<u64> {
        self.definition
            .get("default_member_permissions")?
            .as_str()?
            .parse()
            .ok()
    }

    /// Its options.
    pub fn options(&self) -> &[Value] {
        self.definition
            .get("options")
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }
}

impl World {
    /// The commands of a scope (`None`: the global ones), by id.
    pub fn commands_of(&self, guild: Option<u64>) -> impl Iterator<Item = &Command> {
        self.commands
            .values()
            .filter(move |command| command.guild_id == guild)
    }

    /// What is offered in a server: its own commands, and global ones that none of its own hides.
    pub fn commands_offered_in(&self, guild: u64) -> Vec<&Command> {
        let own: Vec<_> = self.commands_of(Some(guild)).collect();
        let hidden = |global: &&Command| {
            own.iter()
                .any(|o| (o.kind, &o.name) == (global.kind, &global.name))
        };
        let in_servers =
            |command: &&Command| match command.definition.get("contexts").and_then(Value::as_array) {
                Some(contexts) => contexts.contains(&json!(0)),
                None => true,
            };
        let global = self
            .commands_of(None)
            .filter(|c| !hidden(c))
            .filter(in_servers)
            .collect::<Vec<_>>();
        own.iter().copied().chain(global).collect()
    }

    /// Registers a command; one of the same kind, name and scope is replaced and keeps its id.
    /// Returns the id, and whether it is new.
    pub fn put_command(&mut self, guild: Option<u64>, definition: Map<String, Value>) -> (u64, bool) {
        let kind = definition
            .get("type")
            .and_then(Value::as_u64)
            .unwrap_or(kind::CHAT_INPUT);
        let name = definition
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let old = self
            .commands_of(guild)
            .find(|c| c.kind == kind && c.name == name)
            .map(|c| c.id);
        let id = old.unwrap_or_else(|| self.new_id());
        let version = self.new_id();
        self.commands.insert(
            id,
            Command {
                id,
                guild_id: guild,
                kind,
                name,
                version,
                definition,
            },
        );
        (id, old.is_none())
    }
}
