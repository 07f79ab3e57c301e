//! Which rows may have been posted without that being recorded: Discord is asked for those before they are posted again.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use crate::domain::ids::OutboxId;
use crate::store::outbox::Entry;

/// What this process has tried to post and not recorded, and everything that an earlier one may have.
pub(super) struct PossiblySent {
    /// Rows up to this one are older than this process.
    older: OutboxId,
    here: Mutex<HashSet<OutboxId>>,
}

impl PossiblySent {
    /// Nothing tried here; rows up to `older` were written before.
    pub(super) fn after(older: OutboxId) -> Self {
        Self {
            older,
            here: Mutex::default(),
        }
    }

    /// Whether a row may stand in Discord although it does not know of it.
    pub(super) fn contains(&self, entry: &Entry) -> bool {
        entry.attempts > 0 || entry.id <= self.older || self.with(|here| here.contains(&entry.id))
    }

    /// It is about to be posted. `true` where this is its first time here.
    pub(super) fn insert(&self, id: OutboxId) -> bool {
        self.with(|here| here.insert(id))
    }

    /// It was certainly not posted, or it is recorded.
    pub(super) fn remove(&self, id: OutboxId) {
        self.with(|here| here.remove(&id));
    }

    fn with<T>(&self, look: impl FnOnce(&mut HashSet<OutboxId>) -> T) -> T {
        look(&mut self.here.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
