//! A member does not want a lead: it is archived with a reason of the team's list.

use chrono::{DateTime, Utc};

use super::lead_change;
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::form::{Faults, reason_notes};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::reason::ReasonList;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::Store;

/// Declines the lead.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn decline(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    reason: String,
    notes: String,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let change = lead_change::begin(tx, team, lead, &by, Action::Decline, now).await?;
                let found = change
                    .team
                    .settings
                    .reason(ReasonList::Decline, &reason)
                    .ok_or_else(|| unknown_reason(&reason))?;
                let notes = reason_notes(found, &notes)?;
                change
                    .apply_transition(tx, None, Some(&reason), notes.as_deref())
                    .await?;
                change.record(tx, EventKind::Declined { reason, notes }).await?;
                change.repaint(tx).await
            })
        })
        .await
}

/// A reason that is not (or no longer) on the team's list.
pub(super) fn unknown_reason(typed: &str) -> Refusal {
    Faults::one(Field::Reason, typed, Wrong::Unknown)
}
