//! One lane: its rows one at a time, in order, until none is due.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt as _;
use tokio::sync::watch;

use super::draw::Draw;
use super::edit_tracker::EditTracker;
use super::notify::Notify;
use super::show::{Halt, Tried};
use super::worker_status::{Waiting, WorkerStatus};
use crate::clock::{Clock, Moment};
use crate::discord_api::{Client, Permit, Route, retry};
use crate::domain::ids::{ChannelId, MemberId, MessageId, OutboxId};
use crate::store::outbox::{self, Lane};
use crate::store::{Store, StoreError};

/// Messages older than this are edited in a lane of their own. Discord's rule says an hour; the margin is for clocks
/// that differ.
const OLD: TimeDelta = TimeDelta::minutes(55);
/// Discord's ids count milliseconds from here, <https://discord.com/developers/docs/reference#snowflakes>.
const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;

/// What a lane works with; all lanes share it.
pub(super) struct Hand {
    pub(super) store: Store,
    pub(super) discord: Client,
    pub(super) draw: Arc<dyn Draw>,
    pub(super) notify: Option<Arc<dyn Notify>>,
    pub(super) clock: Clock,
    pub(super) edit_tracker: EditTracker,
    pub(super) stop: watch::Receiver<bool>,
    pub(super) status: watch::Sender<WorkerStatus>,
    pub(super) tried: Tried,
    /// Direct messages that are open.
    pub(super) dms: Mutex<HashMap<MemberId, ChannelId>>,
}

/// Why a lane ended.
pub(super) enum LaneEnd {
    /// Nothing is due in it, or the worker stops.
    Done,
    /// Discord does not take the token.
    TokenRefused,
}

impl Hand {
    /// Shows the rows of a lane until none is due.
    pub(super) async fn work(self: Arc<Self>, lane: Lane) -> LaneEnd {
        let mut failures = 0;
        while !*self.stop.borrow() {
            let shown = match self.next(lane).await {
                Ok(Some(id)) => match AssertUnwindSafe(self.show(id)).catch_unwind().await {
                    Ok(shown) => shown,
                    Err(_) => self.panicked(id).await,
                },
                Ok(None) => return LaneEnd::Done,
                Err(error) => Err(Halt::Ours(error.into())),
            };
            match shown {
                Ok(()) => failures = 0,
                Err(Halt::Stopped) => return LaneEnd::Done,
                Err(Halt::TokenRefused) => return LaneEnd::TokenRefused,
                Err(Halt::Remote(error)) => {
                    tracing::warn!(?lane, %error, "Discord did not take it; trying again");
                    failures += 1;
                }
                Err(Halt::Ours(error)) => {
                    tracing::error!(
                        ?lane,
                        error = format!("{error:#}"),
                        "a message cannot be shown; trying again"
                    );
                    failures += 1;
                }
            }
            if failures > 0 && self.pause(failures).await.is_err() {
                return LaneEnd::Done;
            }
        }
        LaneEnd::Done
    }

    async fn next(&self, lane: Lane) -> Result<Option<OutboxId>, StoreError> {
        let now = self.clock.now();
        let mut conn = self.store.read().await?;
        Ok(outbox::next_in_lane(&mut conn, lane, now, old_before(now)).await?)
    }

    /// Waits for leave to send, or finds that the worker stops.
    pub(super) async fn acquire(&self, route: Route) -> Result<Permit, Halt> {
        let wait = |until| self.sleep(until);
        self.discord.limiter().acquire(route, wait).await
    }

    async fn pause(&self, failures: u32) -> Result<(), Halt> {
        self.sleep(self.clock.steady().after(retry::LANE.wait(failures)))
            .await
    }

    async fn sleep(&self, until: Moment) -> Result<(), Halt> {
        let mut stop = self.stop.clone();
        let _waiting = Waiting::until(&self.status, until);
        tokio::select! {
            () = self.clock.sleep_until_moment(until) => Ok(()),
            _ = stop.wait_for(|stop| *stop) => Err(Halt::Stopped),
        }
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
