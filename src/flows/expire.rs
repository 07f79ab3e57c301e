//! Nobody answered in time: the lead is archived, and whoever passed it on has to be told.

use chrono::{DateTime, Utc};

use super::step::Step;
use super::{FlowError, FlowResult};
use crate::domain::event::What;
use crate::domain::ids::LeadId;
use crate::domain::lead::Lead;
use crate::domain::refusal::Refusal;
use crate::domain::team::Team;
use crate::domain::transition::Action;
use crate::store::{Tx, owed_notices};

/// Lets a lead expire. `false` where the table does not let it: it was answered, or its time has not come.
pub(super) async fn expire(tx: &mut Tx, team: Team, lead: Lead, now: DateTime<Utc>) -> FlowResult<bool> {
    let (id, is_real) = (lead.id, !lead.request.test);
    // A customer who wrote by themselves is not told: it would only say that nobody cared.
    let has_sender = lead.request.sender.is_some();
    let step = match Step::by_clock(team, lead, Action::Expire, now) {
        Ok(step) => step,
        Err(Refusal::NotDue { .. } | Refusal::AlreadyAccepted { .. } | Refusal::AlreadyArchived { .. }) => {
            return Ok(false);
        }
        Err(refusal) => return Err(FlowError::Refused(refusal)),
    };
    step.transit(tx, None, None, None).await?;
    step.record(tx, What::Expired {}).await?;
    if has_sender && is_real {
        owe(tx, id, now).await?;
    }
    step.want_card(tx).await?;
    Ok(true)
}

async fn owe(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> FlowResult<()> {
    Ok(owed_notices::insert_expired(tx, lead, now).await?)
}
