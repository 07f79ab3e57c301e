//! What the worker is doing, for `/readyz` and for tests that wait until it is quiet.

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::clock::{Clock, Moment};

/// The worker at one moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WorkerStatus {
    /// How often it has looked for due rows.
    pub passes: u64,
    /// The commit ([`crate::store::Store::outbox_changes`]) that its last look saw at least.
    pub seen: u64,
    /// When its last look succeeded.
    pub looked_at: DateTime<Utc>,
    /// How many lanes are at work.
    pub lanes: usize,
    /// Until when lanes wait, for a turn or after a failure.
    pub waiting: Vec<Moment>,
    /// When the next row falls due.
    pub next: Option<DateTime<Utc>>,
    /// Since when Discord has taken nothing although something is to be shown, by the steady clock.
    pub held_since: Option<Moment>,
    /// What was tried last failed, and is tried again: it is to be shown also between two tries.
    pub failing: bool,
}

impl WorkerStatus {
    /// Lanes to Discord are at work, or none is.
    pub(super) fn note_lanes(&mut self, any_to_discord: bool, now: Moment) {
        if any_to_discord {
            self.held_since.get_or_insert(now);
        } else if !self.failing || self.next.is_none() {
            self.failing = false;
            self.held_since = None;
        }
    }

    /// What came of trying one row of Discord's.
    pub(super) fn note_tried(&mut self, got_through: bool, now: Moment) {
        self.failing = !got_through;
        if got_through {
            self.held_since = Some(now);
        } else {
            self.held_since.get_or_insert(now);
        }
    }

    /// Whether all that was due `now`, as of commit `changes`, has been dealt with.
    #[must_use]
    pub fn is_quiet(&self, changes: u64, now: DateTime<Utc>) -> bool {
        self.passes > 0 && self.seen >= changes && self.lanes == 0 && self.next.is_none_or(|next| next > now)
    }

    /// Whether nothing goes on until the time has moved, and to when.
    #[must_use]
    pub fn waits_until(&self, clock: &Clock) -> Option<DateTime<Utc>> {
        let (now, steady) = (clock.now(), clock.steady());
        let waits = self.waiting.iter().map(|until| now + steady.until(*until));
        let first = waits.chain(self.next).min();
        first.filter(|_| self.waiting.len() == self.lanes)
    }
}

/// A lane's wait, for as long as it lasts.
pub(super) struct Waiting<'a> {
    status: &'a watch::Sender<WorkerStatus>,
    until: Moment,
}

impl<'a> Waiting<'a> {
    pub(super) fn until(status: &'a watch::Sender<WorkerStatus>, until: Moment) -> Self {
        status.send_modify(|status| status.waiting.push(until));
        Self { status, until }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.status.send_modify(|status| {
            let mine = status.waiting.iter().position(|until| *until == self.until);
            mine.map(|at| status.waiting.swap_remove(at));
        });
    }
}
