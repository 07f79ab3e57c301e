//! A mail server that sends nothing: the demo and tests see what would go out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

use super::letter::Letter;
use super::message::Addressed;

/// How many mails are remembered.
const KEPT: usize = 200;

/// A mail that would have gone out.
#[derive(Clone, Debug)]
pub struct Captured {
    /// To whom.
    pub to: String,
    /// Its words.
    pub letter: Letter,
    /// What it is known by.
    pub public_id: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The mails that would have gone out, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Outgoing(Arc<Mutex<VecDeque<Captured>>>);

impl Outgoing {
    pub(super) fn push(&self, addressed: &Addressed, letter: &Letter) {
        let mut mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.push_back(Captured {
            to: addressed.to.as_str().to_owned(),
            letter: letter.clone(),
            public_id: addressed.public_id.clone(),
            at: addressed.date,
        });
        if mails.len() > KEPT {
            mails.pop_front();
        }
    }

    /// What has gone out so far.
    #[must_use]
    pub fn list(&self) -> Vec<Captured> {
        let mails = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        mails.iter().cloned().collect()
    }
}
