//! Who is painting which message. The answer to a press repaints its card by itself while the worker may be editing
//! the same card; Discord keeps whichever came last, and nobody here knows which that was. So only a painter that
//! was alone all the while may record what it painted; otherwise the row stays due and is painted once more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::ids::OutboxId;

/// Who is painting what. Cheap to clone; clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct EditTracker(Arc<Mutex<HashMap<OutboxId, Message>>>);

/// A message that is being painted.
#[derive(Debug, Default)]
struct Message {
    painters: usize,
    /// How many began since it was last left alone.
    began: u64,
}

/// One painting of one message, from before its look is read until Discord has answered.
#[derive(Debug)]
#[must_use = "it counts as painting until it ends"]
pub(crate) struct EditGuard {
    edit_tracker: EditTracker,
    id: OutboxId,
    /// Nobody else was painting when this began.
    alone: bool,
    began: u64,
}

impl EditTracker {
    /// Begins to paint. Call it before the state to be painted is read.
    pub fn begin(&self, id: OutboxId) -> EditGuard {
        let mut all = self.lock();
        let message = all.entry(id).or_default();
        message.painters += 1;
        message.began += 1;
        EditGuard {
            edit_tracker: self.clone(),
            id,
            alone: message.painters == 1,
            began: message.began,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<OutboxId, Message>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EditGuard {
    /// Ends it. `true` where nobody else painted the message meanwhile, so that it shows what this one painted.
    #[must_use]
    pub fn end(self) -> bool {
        let all = self.edit_tracker.lock();
        self.alone
            && all
                .get(&self.id)
                .is_some_and(|message| message.began == self.began)
    }
}

impl Drop for EditGuard {
    fn drop(&mut self) {
        let mut all = self.edit_tracker.lock();
        if let Some(message) = all.get_mut(&self.id) {
            message.painters -= 1;
            if message.painters == 0 {
                all.remove(&self.id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CARD: OutboxId = OutboxId(1);

    #[test]
    fn a_painter_that_was_alone_knows_what_the_message_shows() {
        let edit_tracker = EditTracker::default();
        assert!(edit_tracker.begin(CARD).end());
        assert!(
            edit_tracker.begin(CARD).end(),
            "one after the other is alone as well"
        );
        let _other_message = edit_tracker.begin(OutboxId(2));
        assert!(edit_tracker.begin(CARD).end());
    }

    #[test]
    fn of_two_that_overlap_neither_knows_however_they_overlap() {
        let edit_tracker = EditTracker::default();
        let (first, second) = (edit_tracker.begin(CARD), edit_tracker.begin(CARD));
        assert!(!first.end());
        assert!(!second.end());

        let outer = edit_tracker.begin(CARD);
        assert!(!edit_tracker.begin(CARD).end());
        assert!(!outer.end());
        assert!(edit_tracker.begin(CARD).end(), "what is over does not linger");
    }

    #[test]
    fn a_painting_that_was_given_up_does_not_linger() {
        let edit_tracker = EditTracker::default();
        drop(edit_tracker.begin(CARD));
        assert!(edit_tracker.begin(CARD).end());
        assert!(edit_tracker.lock().is_empty());
    }
}
