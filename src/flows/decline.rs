//! A member does not want a lead: it is archived with a reason of the team's list.

use chrono::{DateTime, Utc};

use super::lead_change::{self, Ending};
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::form::{Faults, reason_notes};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::reason::ReasonList;
use crate::domain::refusal::{Field, Refusal, Wrong};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::Store;

/// Declines the lead. `tell_customer` is what the member said about telling the customer to choose another partner; said
/// nothing, the reason decides.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
#[expect(clippy::too_many_arguments, reason = "each is one thing that the form asks")]
pub async fn decline(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    reason: String,
    notes: String,
    tell_customer: Option<bool>,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let mut change = lead_change::begin(tx, team, lead, &by, Action::Decline, now).await?;
            change.tell_customer = tell_customer;
            let found = change
                .team
                .settings
                .reason(ReasonList::Decline, &reason)
                .ok_or_else(|| unknown_reason(&reason))?;
            let notes = reason_notes(found, &notes)?;
            let ending = Ending {
                owner: None,
                reason: Some(&reason),
                reason_notes: notes.as_deref(),
            };
            let (reason, notes) = (reason.clone(), notes.clone());
            change
                .commit(tx, ending, EventKind::Declined { reason, notes })
                .await
        })
        .await
}

/// A reason that is not (or no longer) on the team's list.
pub(super) fn unknown_reason(typed: &str) -> Refusal {
    Faults::one(Field::Reason, typed, Wrong::Unknown)
}
