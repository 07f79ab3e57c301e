//! A member looks at a lead's contact data. Recorded, since a channel has no field security.

use chrono::{DateTime, Utc};

use super::lead_change;
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::Store;

/// The lead with its contact data, once that has been recorded.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn see(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::SeeContact, now).await?;
            change.record(tx, EventKind::ContactSeen {}).await?;
            change.view(tx).await
        })
        .await
}
