//! A card that stands in Discord, of a lead that the database does not know: it came in after the copy was made that was
//! put back since. What the card shows is all that is left of the lead.

use super::authorize::authorize;
use super::{Actor, FlowError, FlowResult};
use crate::domain::ids::{LeadNumber, MessageId, TeamId};
use crate::domain::permission::Rank;
use crate::store::drafts::{self, Draft};
use crate::store::{Store, leads, outbox, teams};

/// The rank of whoever looks at a card with that number, where no lead of ours has that card; `None` where one has.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotAMember`], or that the database failed.
pub(crate) async fn find_lost(
    store: &Store,
    team: TeamId,
    by: &Actor,
    number: LeadNumber,
    message: MessageId,
) -> FlowResult<Option<Rank>> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Member).await?;
    if let Some(lead) = leads::find_by_number(&mut conn, team.id, number).await? {
        let card = outbox::find_card(&mut conn, lead.id).await?;
        if card
            .and_then(|card| card.posted)
            .is_some_and(|(_, posted)| posted == message)
        {
            return Ok(None);
        }
    }
    Ok(Some(by.person.rank(&team)))
}

/// Has the team's numbers go on after one that Discord has shown, and keeps what is needed to make the lead again, where
/// that is given.
///
/// # Errors
/// That the database failed.
pub(crate) async fn record_lost(
    store: &Store,
    team: TeamId,
    by: &Actor,
    number: LeadNumber,
    draft: Option<Draft>,
    now: chrono::DateTime<chrono::Utc>,
) -> FlowResult<Option<i64>> {
    let member = by.person.id;
    store
        .write(async move |tx| {
            teams::raise_lead_number(tx, team, number).await?;
            Ok::<_, FlowError>(match draft {
                Some(draft) => Some(drafts::insert(tx, team, member, &draft, now).await?),
                None => None,
            })
        })
        .await
}
