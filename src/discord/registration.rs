//! Registering the commands with a server, with retry. Per server they are there at once.

use std::time::Duration;

use serenity::model::id::GuildId;

use super::answering::Unsent;
use super::bot::Bot;

/// Pauses between tries; after the last one the next reconnect tries again.
const PAUSES: [u64; 6] = [1, 2, 5, 15, 60, 300];

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
        for pause in PAUSES {
            let pause = match self.answering.put_commands(guild, &commands).await {
                Ok(()) => {
                    let (guild, count) = (guild.get(), commands.len());
                    tracing::info!(guild, count, "commands are registered");
                    return;
                }
                // For good: the bot was invited without the applications.commands scope, or a command is malformed.
                Err(Unsent::Refused(status, code)) => {
                    tracing::error!(guild = guild.get(), status, code, "Discord refused the commands");
                    break;
                }
                Err(Unsent::Limited(after)) => after,
                Err(Unsent::Lost) => Duration::from_secs(pause),
            };
            tracing::warn!(
                guild = guild.get(),
                ?pause,
                "commands could not be registered yet"
            );
            tokio::time::sleep(pause).await;
        }
        self.forget_commands(guild);
    }

    /// The server has none of the commands any longer, as far as is known.
    pub(super) fn forget_commands(&self, guild: GuildId) {
        if let Ok(mut registered) = self.registered.lock() {
            registered.remove(&guild.get());
        }
    }
}
