//! What the lanes work with; all of them share it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use super::draw::{Draw, Drawn, Subject};
use super::edit_tracker::EditTracker;
use super::notify::Notify;
use super::possibly_sent::PossiblySent;
use super::send_failure::SendFailure;
use super::worker_status::{Waiting, WorkerStatus};
use crate::clock::{Clock, Moment};
use crate::discord_api::{ApiError, Client, Permit, Route};
use crate::domain::ids::{ChannelId, MemberId, MessageId, OutboxId};
use crate::domain::view::LeadView;
use crate::store::outbox::{self, DueRow};
use crate::store::{Store, StoreError, figures, teams, views};

/// Messages older than this are edited in a lane of their own. Discord's rule says an hour; the margin is for clocks
/// that differ.
const OLD: TimeDelta = TimeDelta::minutes(55);
/// Discord's ids count milliseconds from here, <https://discord.com/developers/docs/reference#snowflakes>.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// What the lanes work with.
pub(super) struct Context {
    pub(super) store: Store,
    pub(super) discord: Client,
    pub(super) draw: Arc<dyn Draw>,
    pub(super) notify: Option<Arc<dyn Notify>>,
    pub(super) clock: Clock,
    pub(super) edit_tracker: EditTracker,
    pub(super) stop: watch::Receiver<bool>,
    pub(super) status: watch::Sender<WorkerStatus>,
    pub(super) possibly_sent: PossiblySent,
    /// Direct messages that are open.
    pub(super) dms: Mutex<HashMap<MemberId, ChannelId>>,
}

/// Why a row was not sent.
pub(super) enum Interrupted {
    /// The worker stops.
    Stopped,
    /// Discord did not do it.
    Failed(SendFailure),
    /// Our fault.
    Ours(anyhow::Error),
}

impl From<ApiError> for Interrupted {
    fn from(error: ApiError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<anyhow::Error> for Interrupted {
    fn from(error: anyhow::Error) -> Self {
        Self::Ours(error)
    }
}

impl From<StoreError> for Interrupted {
    fn from(error: StoreError) -> Self {
        Self::Ours(error.into())
    }
}

impl From<sqlx::Error> for Interrupted {
    fn from(error: sqlx::Error) -> Self {
        Self::Ours(error.into())
    }
}

impl Context {
    /// Waits for leave to send, or finds that the worker stops. Says whether it had to wait.
    pub(super) async fn acquire(&self, route: Route) -> Result<(Permit, bool), Interrupted> {
        let waited = AtomicBool::new(false);
        let wait = |until| {
            waited.store(true, Ordering::Relaxed);
            self.sleep(until)
        };
        let permit = self.discord.limiter().acquire(route, wait).await?;
        Ok((permit, waited.into_inner()))
    }

    /// Sleeps until a moment of the steady clock, or finds that the worker stops.
    pub(super) async fn sleep(&self, until: Moment) -> Result<(), Interrupted> {
        let mut stop = self.stop.clone();
        let _waiting = Waiting::until(&self.status, until);
        tokio::select! {
            () = self.clock.sleep_until_moment(until) => Ok(()),
            _ = stop.wait_for(|stop| *stop) => Err(Interrupted::Stopped),
        }
    }

    /// The row as it is now; `None` where nothing is to be shown any more.
    pub(super) async fn reload(&self, id: OutboxId) -> Result<Option<DueRow>, Interrupted> {
        let found = outbox::find_due(&mut *self.store.read().await?, id).await?;
        Ok(found.transpose().map_err(anyhow::Error::new)?)
    }

    /// Draws a row from what its subject is now; `None` where there is nothing to show. The row was read before: a change
    /// in between is drawn, but still counts as to be shown.
    pub(super) async fn draw(&self, row: &DueRow, owner_left: bool) -> Result<Option<Drawn>, Interrupted> {
        let (entry, now) = (&row.entry, self.clock.now());
        let mut conn = self.store.read().await?;
        let lead = match entry.lead {
            Some(lead) => views::find(&mut conn, lead, now).await?,
            None => None,
        };
        let lead = lead.map(|view| LeadView { owner_left, ..view });
        let team = match &lead {
            Some(view) => Some(view.team.clone()),
            None => teams::find(&mut conn, entry.team).await?,
        };
        let figures = figures::find(&mut conn, entry).await?;
        drop(conn);
        let subject = Subject {
            team: team.with_context(|| format!("outbox row {} has no team", entry.id))?,
            lead,
            figures,
            now,
        };
        Ok(self.draw.draw(entry, &subject)?)
    }

    /// Direct messages that are open.
    pub(super) fn dms(&self) -> MutexGuard<'_, HashMap<MemberId, ChannelId>> {
        self.dms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Messages with an id below this are old.
pub(super) fn old_before(now: DateTime<Utc>) -> MessageId {
    let ms = (now - OLD).timestamp_millis() - DISCORD_EPOCH_MS;
    MessageId(ms.max(0) << 22)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_old_by_the_time_in_its_id() {
        // The id that Discord's documentation takes apart: sent 2016-04-30 11:18:25.796 UTC.
        let message = MessageId(175_928_847_299_117_063);
        let sent: DateTime<Utc> = "2016-04-30T11:18:25.796Z".parse().unwrap();
        assert!(message >= old_before(sent + TimeDelta::minutes(55)));
        assert!(message < old_before(sent + TimeDelta::minutes(56)));
    }
}
