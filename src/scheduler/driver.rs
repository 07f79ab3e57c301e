//! The driver: runs each task, then sleeps until one of them has something to do again.

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use super::status::SchedulerStatus;
use super::tasks::{due, tidy};
use crate::clock::Clock;
use crate::flows::notices::settle;
use crate::store::{Store, StoreError, scheduler_clock};

/// How long to wait after the database failed.
const UNREAD: TimeDelta = TimeDelta::seconds(1);
/// A clock that is put back by less than this is being set right, and nothing is said of it.
const SLEW: TimeDelta = TimeDelta::minutes(2);
/// A clock that was put back and then ran on for this long is taken to be right: it was ahead before.
const BELIEVE: TimeDelta = TimeDelta::hours(1);

/// Makes happen what is due.
pub struct Driver {
    store: Store,
    clock: Clock,
    status: watch::Sender<SchedulerStatus>,
    /// When housekeeping is due again. Missing one does no harm, so that it need not be a row.
    tidy_at: DateTime<Utc>,
    /// Since when the clock has been behind, by its own time.
    behind_since: Option<DateTime<Utc>>,
}

impl Driver {
    /// A driver that does not run yet.
    #[must_use]
    pub fn new(store: Store, clock: Clock) -> Self {
        Self {
            tidy_at: clock.now(),
            store,
            clock,
            status: watch::Sender::default(),
            behind_since: None,
        }
    }

    /// What it is doing.
    #[must_use]
    pub fn status(&self) -> watch::Receiver<SchedulerStatus> {
        self.status.subscribe()
    }

    /// Runs until `stop` is true or its sender is gone.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let mut changes = self.store.due_changes();
        loop {
            let seen = *changes.borrow_and_update();
            let now = self.clock.now();
            let next = tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => return,
                looked = self.pass(now) => looked,
            };
            let next = next.unwrap_or_else(|error| {
                tracing::error!(%error, "what is due cannot be done");
                Some(now + UNREAD)
            });
            self.status.send_modify(|status| {
                status.passes += 1;
                (status.seen, status.next) = (seen, next);
            });
            let clock = &self.clock;
            let sleep = async {
                match next {
                    Some(next) => clock.sleep_until_or_put_back(next).await,
                    None => std::future::pending().await,
                }
            };
            tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => return,
                Ok(()) = changes.changed() => {}
                () = sleep => {}
            }
        }
    }

    /// Does what is due; says when the next thing is.
    async fn pass(&mut self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreError> {
        let (seen, mut next) = scheduler_clock::find_with_next(&mut *self.store.read().await?).await?;
        if let Some(until) = self.hold(seen, now).await? {
            return Ok(Some(until));
        }
        if next.is_some_and(|next| next <= now) {
            next = due::run(&self.store, now).await?;
        }
        if now >= self.tidy_at {
            due::plan_digests(&self.store, now).await?;
            tidy::run(&self.store, now).await?;
            settle::alert_of_old(&self.store, now).await?;
            self.tidy_at = now + tidy::EVERY;
        }
        Ok(Some(next.map_or(self.tidy_at, |next| next.min(self.tidy_at))))
    }

    /// Until when to do nothing, since the clock shows less than it has shown before. What was done then is not done
    /// again, and nothing is done by a time that is not to be trusted.
    async fn hold(
        &mut self,
        seen: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        if now >= seen - SLEW {
            if self.behind_since.take().is_some() {
                tracing::info!("the clock is right again, reminders and expiries go on");
            }
            self.tell_held(None);
            return Ok(None);
        }
        let since = *self.behind_since.get_or_insert_with(|| {
            tracing::warn!(
                %now, %seen,
                "the clock shows a time before what it has shown already: reminders and expiries wait. If it is right now, they \
                 go on in an hour"
            );
            now
        });
        let until = seen.min(since + BELIEVE);
        if now < since {
            // Put back once more.
            self.behind_since = Some(now);
        } else if now >= until {
            self.store
                .write_one(async move |tx| Ok::<_, StoreError>(scheduler_clock::update(tx, now).await?))
                .await?;
            self.behind_since = None;
            self.tell_held(None);
            return Ok(None);
        }
        self.tell_held(Some(until));
        Ok(Some(until))
    }

    fn tell_held(&self, until: Option<DateTime<Utc>>) {
        self.status.send_if_modified(|status| {
            let changed = status.held_until != until;
            status.held_until = until;
            changed
        });
    }
}
