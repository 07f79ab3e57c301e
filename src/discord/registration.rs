//! Registering the commands, once for all servers, and only where they differ from what Discord was given last: a start with
//! ten thousand servers asks Discord for nothing. Versions before this one gave them to each server; those are removed once,
//! since a server's own commands hide the ones for all (Application Commands, "Registering a Command").

use serenity::model::id::GuildId;
use sha2::{Digest as _, Sha256};

use super::bot::Bot;
use super::interaction::signed;
use crate::discord_api::retry;
use crate::domain::ids::TeamId;
use crate::store::{StoreError, commands};

impl Bot {
    /// Registers the commands where Discord has others or none; `false` where that cannot be done now. It is tried again at
    /// the next server or reconnect.
    pub(super) async fn register_commands(&self) -> bool {
        let mut registered = self.registered.lock().await;
        if !*registered {
            match self.register_changed().await {
                Ok(done) => *registered = done,
                Err(error) => tracing::error!(%error, "it cannot be told whether commands are registered"),
            }
        }
        *registered
    }

    async fn register_changed(&self) -> Result<bool, StoreError> {
        let commands = poise::builtins::create_application_commands(&super::commands::all());
        let application = self.application.get();
        let hash = hash(application, &commands);
        if commands::find_hash(&mut *self.store.read().await?).await? == Some(hash.to_vec()) {
            return Ok(true);
        }
        let put = || async {
            let put = self.api.put_commands(application, None, &commands).await;
            if let Err(error) = &put {
                tracing::warn!(%error, "commands could not be registered");
            }
            put
        };
        if retry::REGISTRATION.retry(put, None).await.is_err() {
            tracing::error!("commands are not registered");
            return Ok(false);
        }
        let noted = self
            .store
            .write_one(async move |tx| Ok::<_, StoreError>(commands::update_hash(tx, &hash).await?));
        noted.await?;
        tracing::info!(count = commands.len(), "commands are registered");
        Ok(true)
    }

    /// A server is there: at the start, and where the bot was invited.
    pub(super) async fn joined(&self, guild: GuildId) {
        self.register_commands().await;
        self.remove_own_commands(guild).await;
        self.servers.send_modify(|count| *count += 1);
    }

    /// Removes a server's own commands, once those for all are there.
    async fn remove_own_commands(&self, guild: GuildId) {
        let server = TeamId(signed(guild.get()));
        let may_have = async {
            Ok::<_, StoreError>(commands::may_have_own(&mut *self.store.read().await?, server).await?)
        };
        if !may_have.await.unwrap_or(false) || !self.register_commands().await {
            return;
        }
        let none: [(); 0] = [];
        let put = || self.api.put_commands(self.application.get(), Some(server), &none);
        if let Err(error) = retry::REGISTRATION.retry(put, None).await {
            tracing::warn!(guild = server.0, %error, "the commands of an earlier version could not be removed");
            return;
        }
        let noted = self
            .store
            .write_one(async move |tx| Ok::<_, StoreError>(commands::insert_without_own(tx, server).await?));
        if let Err(error) = noted.await {
            tracing::warn!(guild = server.0, %error, "the commands of an earlier version are removed once more");
        }
    }
}

/// What tells one set of commands of one application from another.
fn hash(application: u64, commands: &impl serde::Serialize) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(application.to_be_bytes());
    // What cannot be written is registered each time.
    hash.update(serde_json::to_vec(commands).unwrap_or_default());
    hash.finalize().into()
}
