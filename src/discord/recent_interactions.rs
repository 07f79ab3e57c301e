//! Presses that this process has heard of. After a resume Discord delivers some again, and even one that was refused must
//! not be tried once more: it could have its effect after its member was told that it has none.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use serenity::all::InteractionId;

/// How many are remembered: far more than there can be in the time after which a press is too old to count.
const REMEMBERED: usize = 4096;

/// The latest presses.
#[derive(Debug, Default)]
pub struct RecentInteractions(Mutex<(HashSet<InteractionId>, VecDeque<InteractionId>)>);

impl RecentInteractions {
    /// Takes note of a press; `false` where it is known.
    pub(super) fn is_new(&self, interaction: InteractionId) -> bool {
        let mut recent_interactions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *recent_interactions;
        if !known.insert(interaction) {
            return false;
        }
        order.push_back(interaction);
        if order.len() > REMEMBERED
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_press_is_new_once_and_only_the_latest_are_remembered() {
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
