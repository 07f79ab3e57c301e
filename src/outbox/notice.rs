//! A mail or a webhook: the row says when it is time, whoever sends it keeps what became of it.

use chrono::TimeDelta;

use super::lane::Hand;
use super::show::{Halt, Row};
use crate::domain::ids::NoticeId;

/// How long a row waits where nobody sends notices.
const NOBODY: TimeDelta = TimeDelta::minutes(10);

impl Hand {
    /// Has a notice sent. What another server refuses holds up no other row: each waits for itself.
    pub(super) async fn notify(&self, row: &Row, notice: NoticeId) -> Result<(), Halt> {
        let again = match &self.notify {
            Some(notify) => notify.notify(notice).await?,
            None => Some(self.clock.now() + NOBODY),
        };
        match again {
            Some(at) => self.later(row.entry.id, 0, at - self.clock.now()).await,
            None => self.done(row).await,
        }
    }
}
