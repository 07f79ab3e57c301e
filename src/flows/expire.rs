//! Nobody answered in time: the lead is archived, and whoever passed it on has to be told.

use chrono::{DateTime, Utc};

use super::lead_change::{Ending, LeadChange};
use super::{FlowError, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::lead::Lead;
use crate::domain::refusal::Refusal;
use crate::domain::team::Team;
use crate::domain::transition::Action;
use crate::store::Tx;

/// Lets a lead expire. `false` where the table does not let it: it was answered, or its time has not come.
pub(super) async fn expire(tx: &mut Tx, team: Team, lead: Lead, now: DateTime<Utc>) -> FlowResult<bool> {
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
    Ok(true)
}
