//! Presses that this process has heard of. After a resume Discord delivers some again, and even one that was refused must
//! not be tried once more: it could have its effect after its member was told that it has none.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use serenity::all::InteractionId;

/// How many are remembered: far more than there can be in the time after which a press is too old to count.
const REMEMBERED: usize = 4096;

/// The latest presses.
#[derive(Debug, Default)]
pub struct Heard(Mutex<(HashSet<InteractionId>, VecDeque<InteractionId>)>);

impl Heard {
    /// Takes note of a press; `false` where it is known.
    pub(super) fn is_new(&self, press: InteractionId) -> bool {
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *heard;
        if !known.insert(press) {
            return false;
        }
        order.push_back(press);
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
        let heard = Heard::default();
        let press = InteractionId::new;
        assert!(heard.is_new(press(1)));
        assert!(!heard.is_new(press(1)));
        for id in 2..=4097 {
            assert!(heard.is_new(press(id)));
        }
        assert!(!heard.is_new(press(4097)));
        assert!(heard.is_new(press(1)), "forgotten by now");
    }
}
