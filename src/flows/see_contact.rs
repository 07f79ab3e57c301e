//! A member looks at a lead's contact data. Recorded, since a channel has no field security.

use chrono::{DateTime, Utc};

use super::step;
use super::{By, FlowResult};
use crate::domain::event::What;
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
    by: By,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let step = step::begin(tx, team, lead, &by, Action::SeeContact, now).await?;
                step.record(tx, What::ContactSeen {}).await?;
                step.into_view(tx).await
            })
        })
        .await
}
