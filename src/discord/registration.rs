//! Registering the commands with a server, with retry. Per server they are there at once.

use serenity::model::id::GuildId;

use super::bot::Bot;
use super::interaction::signed;
use crate::discord_api::retry;
use crate::domain::ids::TeamId;

impl Bot {
    /// Registers the commands with a server, once a process: Discord leaves equal commands as they are, and a server
    /// that the bot was removed from while this program was down has lost them, so a note on disk could be wrong.
    pub(super) async fn register_commands(&self, guild: GuildId) {
        let first = self
            .registered
            .lock()
            .is_ok_and(|mut registered| registered.insert(guild.get()));
        if !first {
            return;
        }
        let commands = poise::builtins::create_application_commands(&super::commands::all());
        let (application, team) = (self.application.get(), TeamId(signed(guild.get())));
        let put = || async {
            let put = self.api.put_commands(application, team, &commands).await;
            if let Err(error) = &put {
                let guild = guild.get();
                tracing::warn!(guild, %error, "commands could not be registered");
            }
            put
        };
        if retry::REGISTRATION.retry(put, None).await.is_ok() {
            let (guild, count) = (guild.get(), commands.len());
            tracing::info!(guild, count, "commands are registered");
            return;
        }
        // For good, where the bot was invited without the applications.commands scope or a command is malformed; else
        // until the next reconnect.
        tracing::error!(guild = guild.get(), "commands are not registered");
        self.forget_commands(guild);
    }

    /// The server has none of the commands any longer, as far as is known.
    pub(super) fn forget_commands(&self, guild: GuildId) {
        if let Ok(mut registered) = self.registered.lock() {
            registered.remove(&guild.get());
        }
    }
}
