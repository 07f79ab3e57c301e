//! Events that serenity cannot read, which it shows to nobody but a raw handler. What the bot lives by is done all the
//! same: presses and commands, and that a server, a channel or a role is there. Of the others each kind is told once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use serenity::all::{Context, Event, Framework as _, FullEvent, GuildId, RawEventHandler};

use super::fallback_parse;
use crate::discord::framework::{Shared, unpark};

/// The handler.
pub(super) struct UnparsedEvent {
    framework: Shared,
    known: Arc<Mutex<HashSet<String>>>,
}

impl UnparsedEvent {
    pub(super) fn new(framework: Shared) -> Self {
        Self {
            framework,
            known: Arc::default(),
        }
    }

    /// Each kind once: Discord sends some of them all day. The kind is Discord's word, not a person's.
    fn tell(&self, kind: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() < 100 && known.insert(kind.to_owned()) {
            tracing::warn!(kind, "Discord sends an event that the library cannot read");
        }
    }
}

#[serenity::async_trait]
impl RawEventHandler for UnparsedEvent {
    async fn raw_event(&self, context: Context, event: Event) {
        let Event::Unknown(unparsed_event) = event else {
            return;
        };
        self.tell(&unparsed_event.kind);
        match unparsed_event.kind.as_str() {
            "INTERACTION_CREATE" => match fallback_parse::interaction(&unparsed_event.value) {
                Some(interaction) => {
                    let event = FullEvent::InteractionCreate { interaction };
                    self.framework.dispatch(context, event).await;
                }
                None => tracing::warn!("an interaction lacks what the bot needs, and is not answered"),
            },
            "GUILD_CREATE" => self.is_there(id(&unparsed_event.value, "id"), true).await,
            "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "GUILD_ROLE_UPDATE" | "GUILD_MEMBER_UPDATE" => {
                self.is_there(id(&unparsed_event.value, "guild_id"), false).await;
            }
            _ => {}
        }
    }
}

impl UnparsedEvent {
    async fn is_there(&self, guild: Option<GuildId>, is_new: bool) {
        let (Some(guild), Some(framework)) = (guild, self.framework.get()) else {
            return;
        };
        let bot = framework.user_data().await;
        if let Err(error) = unpark(bot, guild).await {
            tracing::error!(%error, "an event could not be handled");
        }
        if is_new {
            bot.joined(guild).await;
        }
    }
}

fn id(value: &Value, name: &str) -> Option<GuildId> {
    let id: u64 = value.get(name)?.as_str()?.parse().ok()?;
    (id != 0).then(|| GuildId::new(id))
}
