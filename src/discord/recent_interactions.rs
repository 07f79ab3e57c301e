//! Interactions that this process has heard of. After a resume Discord delivers some again, and even one that was refused must
//! not be tried once more: it could have its effect after its member was told that it has none.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use lru::LruCache;
use serenity::all::InteractionId;

/// How many are remembered: far more than there can be in the time after which an interaction is too old to count.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4096).expect("4096 is not 0");

/// The latest interactions.
#[derive(Debug)]
pub(crate) struct RecentInteractions(Mutex<LruCache<InteractionId, ()>>);

impl Default for RecentInteractions {
    fn default() -> Self {
        // Room is taken as it is needed.
        let mut known = LruCache::unbounded();
        known.resize(REMEMBERED);
        Self(Mutex::new(known))
    }
}

impl RecentInteractions {
    /// Records an interaction; `false` where it is known.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.put(interaction, ()).is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interaction_is_new_once_and_only_the_latest_are_remembered() {
        let recent_interactions = RecentInteractions::default();
        let interaction = InteractionId::new;
        assert!(recent_interactions.is_new(interaction(1)));
        assert!(!recent_interactions.is_new(interaction(1)));
        for id in 2..=4097 {
            assert!(recent_interactions.is_new(interaction(id)));
        }
        assert!(!recent_interactions.is_new(interaction(4097)));
        assert!(recent_interactions.is_new(interaction(1)), "forgotten by now");
    }
}
