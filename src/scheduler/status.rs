//! What the driver is doing, for tests that wait until it is quiet and for whoever asks whether time moves.

use chrono::{DateTime, Utc};

/// The driver at one moment.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct SchedulerStatus {
    /// How often it has done all that was due.
    pub passes: u64,
    /// The commit ([`crate::store::Store::due_changes`]) that its last pass saw at least.
    pub seen: u64,
    /// When the next thing is due.
    pub next: Option<DateTime<Utc>>,
    /// The clock shows less than it has shown before; until then nothing happens by itself.
    pub held_until: Option<DateTime<Utc>>,
}

impl SchedulerStatus {
    /// Whether all that was due `now`, as of commit `changes`, has been done.
    #[must_use]
    pub fn is_quiet(&self, changes: u64, now: DateTime<Utc>) -> bool {
        self.passes > 0 && self.seen >= changes && self.next.is_none_or(|next| next > now)
    }
}
