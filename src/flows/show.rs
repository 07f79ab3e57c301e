//! A member looks at a lead, without its contact data.

use chrono::{DateTime, Utc};

use super::{By, FlowResult, step};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::domain::view::LeadView;
use crate::store::{Store, teams, views};

/// The lead, in whichever stage.
///
/// # Errors
/// [`Refusal::NotAMember`], [`Refusal::NoSuchLead`], or that the database failed.
pub async fn show(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: &By,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    let mut conn = store.read().await?;
    let found = teams::find(&mut conn, team).await?.ok_or(Refusal::NotSetUp)?;
    if by.person.rank(&found) == Rank::Outsider {
        return Err(Refusal::NotAMember.into());
    }
    let view = views::find(&mut conn, lead, now)
        .await?
        .filter(|view| view.lead.team == team);
    Ok(view.ok_or_else(|| step::no_such_lead(lead))?)
}
