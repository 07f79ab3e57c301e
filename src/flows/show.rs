//! A member looks at a lead, without its contact data.

use chrono::{DateTime, Utc};

use super::{Actor, FlowResult, lead_change};
use crate::domain::ids::{LeadId, MemberId, TeamId};
use crate::domain::lead::Lead;
use crate::domain::notice::Notice;
use crate::domain::permission::Rank;
use crate::domain::team::Team;
use crate::domain::view::LeadView;
use crate::store::{Conn, Store, leads, notices};

/// How many earlier leads of the same person or company the full view lists.
const EARLIER: i64 = 10;

/// Everything about a lead that a member may see.
#[derive(Clone, Debug)]
pub(crate) struct FullView {
    /// The lead and its surroundings.
    pub view: LeadView,
    /// Whether whoever looks has given it a heart.
    pub favorite: bool,
    /// The rank of whoever looks.
    pub rank: Rank,
    /// Who looks.
    pub viewer: MemberId,
    /// What its changes owed to customer and sender, oldest first.
    pub notices: Vec<Notice>,
}

/// The team's lead; another team's is not found.
pub(super) async fn lead(conn: &mut Conn, team: &Team, lead: LeadId) -> FlowResult<Lead> {
    let found = leads::find_in_team(conn, team.id, lead).await?;
    Ok(found.ok_or_else(|| lead_change::no_such_lead(lead))?)
}

/// The lead, in whichever stage.
///
/// # Errors
/// That the member may not, that there is no such lead, or that the database failed.
pub(crate) async fn show(
    store: &Store,
    team: TeamId,
    id: LeadId,
    by: &Actor,
    now: DateTime<Utc>,
) -> FlowResult<FullView> {
    let mut conn = store.read().await?;
    let seen = lead_change::find_seen(&mut conn, team, id, by, EARLIER, now).await?;
    Ok(FullView {
        rank: by.person.rank(&seen.view.team),
        favorite: seen.hearted,
        view: seen.view,
        viewer: by.person.id,
        notices: notices::list_of_lead(&mut conn, id).await?,
    })
}
