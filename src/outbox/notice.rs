//! A mail or a webhook: the row says when it is time, whoever sends it keeps what became of it.

use std::time::Duration;

use super::context::{Context, Interrupted};
use super::decide::Outcome;
use crate::domain::ids::NoticeId;
use crate::store::outbox::DueRow;

/// How long a row waits where nobody sends notices.
const NOBODY: Duration = Duration::from_secs(600);

/// Has a notice sent. What another server refuses holds up no other row: each waits for itself.
pub(super) async fn send(context: &Context, row: &DueRow, notice: NoticeId) -> Result<Outcome, Interrupted> {
    let Some(notify) = &context.notify else {
        return Ok(Outcome::Later(NOBODY));
    };
    Ok(match notify.notify(notice).await? {
        Some(at) => Outcome::Later((at - context.clock.now()).to_std().unwrap_or_default()),
        None => Outcome::Settled {
            revision: row.entry.desired_revision,
        },
    })
}
