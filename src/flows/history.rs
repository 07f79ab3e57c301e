//! A member looks at a lead's history.

use super::authorize::authorize;
use super::{Actor, FlowResult, show};
use crate::domain::event::Event;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::lead::Lead;
use crate::domain::permission::Rank;
use crate::domain::team::Team;
use crate::store::{Store, events};

/// One page of a lead's history, newest entry first.
#[derive(Clone, Debug)]
pub(crate) struct HistoryPage {
    pub lead: Lead,
    /// Whose it is.
    pub team: Team,
    /// The entries.
    pub events: Vec<Event>,
    /// Which page, from 0.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
}

/// How many entries a page has: together they stay below an embed's 4096 characters.
pub(crate) const PAGE: u32 = 8;

/// A page of the history; past the end it is the last one.
///
/// # Errors
/// As [`show::show`].
pub(crate) async fn history(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    page: u32,
    by: &Actor,
) -> FlowResult<HistoryPage> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Member).await?;
    let lead = show::lead(&mut conn, &team, lead).await?;
    let pages = events::count(&mut conn, lead.id).await?.div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    Ok(HistoryPage {
        events: events::list_latest(&mut conn, lead.id, PAGE, page * PAGE).await?,
        lead,
        team,
        page,
        pages,
    })
}
