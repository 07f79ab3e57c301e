//! Nobody answered in time: the lead is archived, and whoever passed it on has to be told.

use chrono::{DateTime, TimeDelta, Utc};

use super::lead_change::{Ending, LeadChange};
use super::{FlowError, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::ids::TeamId;
use crate::domain::lead::Lead;
use crate::domain::message::OutboxMessage;
use crate::domain::refusal::Refusal;
use crate::domain::team::Team;
use crate::domain::transition::Action;
use crate::store::{Tx, expiries, outbox};

/// How long a message that has begun to be written waits to be posted, where its end never comes.
const UNFINISHED: TimeDelta = TimeDelta::minutes(1);

/// Lets a lead expire. `false` where the table does not let it: it was answered, or its time has not come.
pub(super) async fn expire(tx: &mut Tx, team: Team, lead: Lead, now: DateTime<Utc>) -> FlowResult<bool> {
    let id = lead.id;
    // One that arrived past its deadline has a card that says so, and nobody has waited for it.
    let is_told = !lead.request.test
        && lead.last.at.timestamp_millis() < now.timestamp_millis()
        && team.settings.expiry_messages;
    let change = match LeadChange::by_clock(team, lead, Action::Expire, now) {
        Ok(change) => change,
        Err(Refusal::NotDue { .. } | Refusal::AlreadyAccepted { .. } | Refusal::AlreadyArchived { .. }) => {
            return Ok(false);
        }
        Err(refusal) => return Err(FlowError::Refused(refusal)),
    };
    change.apply_transition(tx, Ending::default()).await?;
    change.record(tx, EventKind::Expired {}).await?;
    change.enqueue_card(tx).await?;
    if is_told {
        expiries::insert(tx, change.team.id, now, id).await?;
        let message = OutboxMessage::Expired { since: now };
        outbox::enqueue(tx, change.team.id, Some(id), &message, now, UNFINISHED).await?;
    }
    Ok(true)
}

/// Lets the message be posted that tells what has expired at `now`: all of it is in there.
///
/// # Errors
/// That the database failed.
pub(crate) async fn finish(tx: &mut Tx, team: TeamId, now: DateTime<Utc>) -> FlowResult<()> {
    let count = expiries::count(tx, team, now).await?;
    if count > 0 {
        let message = OutboxMessage::Expired { since: now };
        let row = outbox::enqueue(tx, team, None, &message, now, TimeDelta::zero()).await?;
        if count > 1 {
            // Below no card: it is not about the first of them alone.
            expiries::detach(tx, row).await?;
        }
    }
    Ok(())
}
