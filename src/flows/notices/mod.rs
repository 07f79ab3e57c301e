//! Notices: what a change owes is written with it, what becomes of it with what follows, and managers word the texts.

mod owe;
pub mod settings;
pub mod settle;
pub mod texts;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::ids::TeamId;
use crate::domain::message::OutboxMessage;
use crate::store::{Tx, outbox};

/// Enqueues the day's message about notices that need attention, new or edited.
async fn alert(
    tx: &mut Tx,
    team: TeamId,
    came_to_rest: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let day = came_to_rest.date_naive();
    outbox::enqueue(
        tx,
        team,
        None,
        &OutboxMessage::Untold { day },
        now,
        TimeDelta::zero(),
    )
    .await?;
    Ok(())
}
