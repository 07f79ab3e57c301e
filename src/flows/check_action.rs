//! Before a form or a question: whether the member may go on, told before they type.

use chrono::{DateTime, Utc};

use super::{Actor, FlowError, FlowResult, lead_change};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::Store;

/// Whether `by` may do that with the lead now; the view is what the form is filled with. Nothing is held: what is
/// submitted later is asked again.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub(crate) async fn check_action(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: &Actor,
    action: Action,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    let mut conn = store.read().await?;
    let change = lead_change::find_and_check(&mut conn, team, lead, by, action, now).await?;
    change
        .into_view()
        .ok_or_else(|| FlowError::Failed(anyhow::anyhow!("lead {lead} was not read")))
}
