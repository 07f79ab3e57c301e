//! Rows that are no messages in Discord: mails and webhooks. Who sends them keeps what became of each; the row only says
//! when it is time.

use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;

use crate::domain::ids::NoticeId;

/// Sends mails and webhooks.
pub(crate) trait Notify: Send + Sync + 'static {
    /// Tries one notice once, and records what became of it. `Some` is when to try again.
    ///
    /// # Errors
    /// Our fault; the row is tried again later.
    fn notify(&self, notice: NoticeId) -> BoxFuture<'_, anyhow::Result<Option<DateTime<Utc>>>>;
}
