//! What every handler works with.

use std::collections::HashMap;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use serenity::model::id::{ApplicationId, UserId};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tokio_util::task::task_tracker::TaskTrackerToken;

use super::interaction::Interaction;
use super::recent_interactions::RecentInteractions;
use crate::clock::{Clock, DiscordTime};
use crate::discord_api::Client;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::flows::doors::Doors;
use crate::flows::{self, FlowResult};
use crate::metrics::Metrics;
use crate::notices::Mailer;
use crate::outbox::EditTracker;
use crate::store::Store;

/// The parts of the program that answer members. Cheap to clone.
#[derive(Clone)]
pub struct Bot {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// Discord.
    pub api: Client,
    /// The application, which messages after the first answer are sent as.
    pub application: ApplicationId,
    /// Who is painting which message right now.
    pub(crate) edit_tracker: EditTracker,
    /// Where sources send leads, as shown to managers.
    pub public_url: String,
    /// What leads come through.
    pub(crate) doors: Arc<dyn Doors>,
    /// How far our clock is from Discord's.
    pub(crate) discord_time: DiscordTime,
    /// When Discord was last asked what time it is, to tell a late press from a clock that was set.
    pub clock_asked: Arc<tokio::sync::Mutex<Option<Instant>>>,
    /// The bot's own user id.
    pub me: UserId,
    /// Whether the gateway has said that we are connected, for `/readyz`.
    pub connected: Arc<AtomicBool>,
    /// What is counted.
    pub metrics: Metrics,
    /// What sends mail: for tests of a team's texts.
    pub mailer: Mailer,
    /// Whether webhooks may go to addresses inside our own network.
    pub allow_private_webhooks: bool,
    /// How many interactions and events are being handled: awaited at shutdown, and by tests.
    pub in_flight: TaskTracker,
    /// Presses that were delivered already.
    pub(crate) recent_interactions: Arc<RecentInteractions>,
    /// Whether Discord is known to have the commands.
    pub registered: Arc<tokio::sync::Mutex<bool>>,
    /// How many servers Discord has told of since the start.
    pub servers: Arc<watch::Sender<usize>>,
    /// What servers are called, as Discord has told since the start: no interaction does.
    pub names: Arc<Mutex<HashMap<TeamId, String>>>,
}

impl Bot {
    /// What a server is called, where Discord has told.
    pub(super) fn name_of(&self, team: TeamId) -> Option<String> {
        self.names.lock().ok()?.get(&team).cloned()
    }

    /// Counts an interaction or event as in flight until the token is dropped.
    pub(super) fn track_in_flight(&self) -> TaskTrackerToken {
        self.in_flight.token()
    }

    /// Whether whoever pressed may do that with the lead now, and the lead.
    pub(super) async fn check_action(
        &self,
        interaction: &Interaction,
        lead: LeadId,
        action: Action,
    ) -> FlowResult<LeadView> {
        flows::check_action(
            &self.store,
            interaction.team,
            lead,
            &interaction.by,
            action,
            self.clock.now(),
        )
        .await
    }
}
