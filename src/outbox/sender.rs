//! Who sends a row, by its kind. A sender tries once and says what came of it; what that means for the row is decided
//! elsewhere, in the same way for all of them.

use super::context::{Context, Interrupted};
use super::decide::Outcome;
use super::{message, notice, thread};
use crate::domain::message::OutboxMessage;
use crate::store::outbox::DueRow;

/// Sends a row.
pub(super) async fn send(context: &Context, row: &DueRow) -> Result<Outcome, Interrupted> {
    let sent = match &row.entry.message {
        OutboxMessage::Thread {} => thread::send(context, row).await,
        OutboxMessage::Mail { notice } | OutboxMessage::Webhook { notice } => {
            notice::send(context, row, *notice).await
        }
        _ => message::send(context, row).await,
    };
    match sent {
        Err(Interrupted::Failed(failure)) => Ok(Outcome::Failed(failure)),
        sent => sent,
    }
}
