//! Registering the commands with a server, with retry. Per server they are there at once.

use std::time::Duration;

use serde::de::IgnoredAny;
use serenity::builder::CreateCommand;
use serenity::http::{HttpError, LightMethod, Request, Route};
use serenity::model::id::GuildId;

use super::bot::Bot;
use super::reply::discord_code;

/// Pauses between tries; after the last one the next reconnect tries again.
const PAUSES: [u64; 6] = [1, 2, 5, 15, 60, 300];

impl Bot {
    /// Registers the commands with a server, once a process: Discord leaves equal commands as they are, and a server
    /// that the bot was removed from and invited to again has lost them, so a note on disk could be wrong.
    pub(super) async fn register_commands(&self, guild: GuildId) {
        let first = self
            .registered
            .lock()
            .is_ok_and(|mut registered| registered.insert(guild.get()));
        if !first {
            return;
        }
        let commands = poise::builtins::create_application_commands(&super::commands::all());
        for pause in PAUSES {
            let Err(error) = self.put_commands(guild, &commands).await else {
                tracing::info!(
                    guild = guild.get(),
                    count = commands.len(),
                    "commands are registered"
                );
                return;
            };
            let answer = discord_code(&error);
            tracing::warn!(guild = guild.get(), ?answer, %error, "commands could not be registered");
            // Refused for good: the bot was invited without the applications.commands scope, or a command is malformed.
            if answer.is_some_and(|(status, _)| (400..500).contains(&status) && status != 429) {
                break;
            }
            tokio::time::sleep(Duration::from_secs(pause)).await;
        }
        if let Ok(mut registered) = self.registered.lock() {
            registered.remove(&guild.get());
        }
    }

    /// Puts the commands in place of those that the server has. What Discord answers beyond its yes is not read, so that
    /// nothing that is new in it can look like a failure.
    async fn put_commands(&self, guild: GuildId, commands: &[CreateCommand]) -> serenity::Result<()> {
        let application_id = self
            .http
            .application_id()
            .ok_or(HttpError::ApplicationIdMissing)?;
        let route = Route::GuildCommands {
            application_id,
            guild_id: guild,
        };
        let request = Request::new(route, LightMethod::Put).body(Some(serde_json::to_vec(commands)?));
        self.http.fire::<IgnoredAny>(request).await?;
        Ok(())
    }
}
