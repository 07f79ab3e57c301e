//! The worker: sees which lanes have something due, and keeps one task for each of them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;
use tokio::task::{self, JoinSet};

use super::context::{Context, old_before};
use super::draw::Draw;
use super::edit_tracker::EditTracker;
use super::lane::{LaneEnd, work};
use super::notify::Notify;
use super::possibly_sent::PossiblySent;
use super::worker_status::WorkerStatus;
use crate::clock::Clock;
use crate::discord_api::Client;
use crate::domain::ids::OutboxId;
use crate::store::outbox::{self, DueLanes, Lane};
use crate::store::{Store, StoreError};

/// How long what is in flight may take to finish when the worker stops. Real time.
const FINISH: Duration = Duration::from_secs(5);
/// How long to wait after the database could not be read.
const UNREAD: TimeDelta = TimeDelta::seconds(1);
/// Nothing is put off for longer than this by itself.
const FARTHEST: TimeDelta = TimeDelta::minutes(10);

/// Discord does not take the token (401). Going on would get the address blocked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "Discord does not take the token: it is wrong, or was reset. Set DISCORD_TOKEN to the one of the Developer Portal"
)]
pub(crate) struct TokenRefused;

/// Makes Discord look as the outbox says.
pub(crate) struct Worker {
    store: Store,
    discord: Client,
    draw: Arc<dyn Draw>,
    notify: Option<Arc<dyn Notify>>,
    clock: Clock,
    edit_tracker: EditTracker,
    status: watch::Sender<WorkerStatus>,
}

impl Worker {
    /// A worker that does not work yet. `edit_tracker` is shared with whoever else paints messages.
    #[must_use]
    pub fn new(
        store: Store,
        discord: Client,
        draw: Arc<dyn Draw>,
        clock: Clock,
        edit_tracker: EditTracker,
    ) -> Self {
        Self {
            store,
            discord,
            draw,
            notify: None,
            clock,
            edit_tracker,
            status: watch::Sender::default(),
        }
    }

    /// With somebody who sends mails and webhooks.
    #[must_use]
    pub(crate) fn notifying(mut self, notify: Arc<dyn Notify>) -> Self {
        self.notify = Some(notify);
        self
    }

    /// What it is doing.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<WorkerStatus> {
        self.status.subscribe()
    }

    /// Works until `stop` is true or its sender is gone; then finishes what is in flight, within 5 s.
    ///
    /// # Errors
    /// [`TokenRefused`], at the first 401.
    pub async fn run(self, mut stop: watch::Receiver<bool>) -> Result<(), TokenRefused> {
        let Some(older) = self.newest(&mut stop).await else {
            return Ok(());
        };
        let mut run = Run {
            clock: self.clock.clone(),
            changes: self.store.outbox_changes(),
            status: self.status.clone(),
            last: self.clock.now(),
            context: Arc::new(Context {
                store: self.store,
                discord: self.discord,
                draw: self.draw,
                notify: self.notify,
                clock: self.clock,
                edit_tracker: self.edit_tracker,
                stop: stop.clone(),
                status: self.status,
                possibly_sent: PossiblySent::after(older),
                dms: std::sync::Mutex::default(),
            }),
            tasks: JoinSet::new(),
            lanes: HashMap::new(),
        };
        let ended = run.until(&mut stop).await;
        run.finish().await;
        ended
    }

    /// The newest row of an earlier process, as soon as the database can be read.
    async fn newest(&self, stop: &mut watch::Receiver<bool>) -> Option<OutboxId> {
        loop {
            let newest = async { Ok::<_, StoreError>(outbox::newest(&mut *self.store.read().await?).await?) };
            match newest.await {
                Ok(id) => return Some(id),
                Err(error) => tracing::error!(%error, "the outbox cannot be read"),
            }
            tokio::select! {
                () = self.clock.sleep_for(UNREAD) => {}
                _ = stop.wait_for(|stop| *stop) => return None,
            }
        }
    }
}

struct Run {
    context: Arc<Context>,
    clock: Clock,
    changes: watch::Receiver<u64>,
    status: watch::Sender<WorkerStatus>,
    tasks: JoinSet<LaneEnd>,
    lanes: HashMap<task::Id, Lane>,
    /// When the last pass was.
    last: DateTime<Utc>,
}

impl Run {
    async fn until(&mut self, stop: &mut watch::Receiver<bool>) -> Result<(), TokenRefused> {
        // What the clock of an earlier process put off too far, too.
        let mut put_back = true;
        loop {
            let now = self.clock.now();
            put_back |= now < self.last;
            self.last = now;
            let looked = self.pass(now, put_back).await;
            put_back &= looked.is_err();
            let next = looked.unwrap_or_else(|error| {
                tracing::error!(%error, "the outbox cannot be read");
                Some(now + UNREAD)
            });
            let clock = self.clock.clone();
            let sleep = async {
                match next {
                    Some(next) => clock.sleep_until_or_put_back(next).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => return Ok(()),
                Some(ended) = self.tasks.join_next_with_id() => self.ended(ended)?,
                Ok(()) = self.changes.changed() => {}
                () = sleep => {}
            }
        }
    }

    /// Starts what is due and not at work yet; says when to look again without being woken.
    async fn pass(
        &mut self,
        now: DateTime<Utc>,
        put_back: bool,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let seen = *self.changes.borrow_and_update();
        if put_back {
            let bring = self.context.store.write(async move |tx| {
                outbox::bring_forward(tx, now, now + FARTHEST).await?;
                Ok::<_, StoreError>(outbox::retry_parked_now(tx, now).await?)
            });
            bring.await?;
        }
        let mut due = self.due(now).await?;
        if due.has_parked {
            let unpark = self
                .context
                .store
                .write(async move |tx| Ok::<_, StoreError>(outbox::unpark_due(tx, now).await?));
            let count = unpark.await?;
            tracing::info!(count, "what is parked is tried again");
            due = self.due(now).await?;
        }
        for lane in due.lanes {
            if !self.lanes.values().any(|working| *working == lane) {
                let task = self.tasks.spawn(work(Arc::clone(&self.context), lane));
                self.lanes.insert(task.id(), lane);
            }
        }
        let next = due.next;
        let lanes = self.lanes.len();
        let (to_discord, steady) = (
            self.lanes.values().any(|lane| lane.kind.is_discord()),
            self.clock.steady(),
        );
        self.status.send_modify(|status| {
            status.passes += 1;
            (status.seen, status.looked_at, status.lanes, status.next) = (seen, now, lanes, next);
            status.note_lanes(to_discord, steady);
        });
        Ok(next)
    }

    async fn due(&self, now: DateTime<Utc>) -> Result<DueLanes, StoreError> {
        let mut conn = self.context.store.read().await?;
        Ok(outbox::list_due_lanes(&mut conn, now, old_before(now)).await?)
    }

    fn ended(&mut self, ended: Result<(task::Id, LaneEnd), task::JoinError>) -> Result<(), TokenRefused> {
        let (id, end) = match ended {
            Ok((id, end)) => (id, end),
            // Rows that panic are caught within the lane.
            Err(error) => {
                tracing::error!(%error, "a lane broke off");
                (error.id(), LaneEnd::Done)
            }
        };
        self.lanes.remove(&id);
        match end {
            LaneEnd::Done => Ok(()),
            LaneEnd::TokenRefused => Err(TokenRefused),
        }
    }

    /// Lets the rows in flight be sent and recorded; what takes too long is found again by its nonce or marker.
    async fn finish(mut self) {
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(FINISH, all).await.is_err() {
            self.tasks.shutdown().await;
        }
    }
}
