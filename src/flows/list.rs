//! A member looks through the team's leads: tabs, stages, order, pages, search.

use chrono::{DateTime, Utc};

use super::authorize::authorize;
use super::{Actor, FlowResult, index};
use crate::domain::ids::TeamId;
use crate::domain::list::{Filter, ListRow, ListState, Tab};
use crate::domain::permission::Rank;
use crate::domain::stage::Stage;
use crate::domain::team::Team;
use crate::store::lists::{self, ListQuery};
use crate::store::{Store, search};

/// The longest search, in characters; what is longer names nothing in particular.
const LONGEST: usize = 100;

#[derive(Clone, Debug)]
pub(crate) struct ListPage {
    /// Whose leads.
    pub team: Team,
    /// What is shown: as asked for, but on a page that is there.
    pub state: ListState,
    /// What is searched for.
    pub typed: Option<String>,
    /// The leads of the page.
    pub rows: Vec<ListRow>,
    /// How many leads there are in each stage, whatever the stage filter.
    pub counts: Vec<(Stage, u32)>,
    /// Where a search that finds nothing here does find something, and how much.
    pub elsewhere: Vec<(Tab, u32)>,
}

impl ListPage {
    /// How many leads a stage filter shows.
    #[must_use]
    pub fn count(&self, filter: Filter) -> u32 {
        let shown = self.counts.iter().filter(|(stage, _)| filter.shows(*stage));
        shown.map(|(_, count)| count).sum()
    }

    /// Whether there may be more than were looked through.
    #[must_use]
    pub(crate) fn is_bounded(&self) -> bool {
        self.typed.is_some() && self.count(Filter::All) >= lists::MOST_FOUND
    }

    /// How many pages the list has; one where it is empty.
    #[must_use]
    pub fn pages(&self) -> u32 {
        self.count(self.state.filter).div_ceil(ListState::PAGE).max(1)
    }
}

/// One page of a list. A page past the end is the last one, since leads come and go while a list is open; a search that
/// is no longer kept is none.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotAMember`], [`crate::domain::refusal::Refusal::NotSetUp`], or that the database failed.
pub(crate) async fn list(store: &Store, team: TeamId, state: ListState, by: &Actor) -> FlowResult<ListPage> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Member).await?;
    let member = by.person.id;
    let typed = match state.search {
        Some(id) => search::find_typed(&mut conn, team.id, member, id).await?,
        None => None,
    };
    let search = state.search.filter(|_| typed.is_some());
    if search.is_some() {
        drop(conn);
        index::before_search(store).await;
        conn = store.read().await?;
    }
    let mut page = ListPage {
        state: ListState { search, ..state },
        typed,
        rows: Vec::new(),
        counts: Vec::new(),
        elsewhere: Vec::new(),
        team,
    };
    page.counts = lists::count_by_stage(&mut conn, &asked(&page, member)).await?;
    page.state.page = page.state.page.min(page.pages() - 1);
    page.rows = lists::page(&mut conn, &asked(&page, member)).await?;
    if page.typed.is_some() && page.count(Filter::All) == 0 {
        for tab in Tab::ALL.into_iter().filter(|tab| *tab != page.state.tab) {
            let mut there = asked(&page, member);
            there.state.tab = tab;
            let counts = lists::count_by_stage(&mut conn, &there).await?;
            let found: u32 = counts.iter().map(|(_, count)| count).sum();
            page.elsewhere.extend((found > 0).then_some((tab, found)));
        }
    }
    Ok(page)
}

fn asked(page: &ListPage, member: crate::domain::ids::MemberId) -> ListQuery<'_> {
    ListQuery {
        team: &page.team,
        member,
        state: page.state,
        typed: page.typed.as_deref(),
    }
}

/// The list in which `typed` is searched for, in the stages of `filter` or else in every one: what is searched for is
/// often long closed. Nothing typed: the list without a search.
///
/// # Errors
/// As [`list`].
pub async fn search(
    store: &Store,
    team: TeamId,
    state: ListState,
    filter: Option<Filter>,
    typed: &str,
    by: &Actor,
    now: DateTime<Utc>,
) -> FlowResult<ListState> {
    authorize(&mut *store.read().await?, team, by, Rank::Member).await?;
    let text: String = typed.trim().chars().take(LONGEST).collect();
    if text.is_empty() {
        // The search had widened the list to every stage.
        let widened = state.search.is_some() && state.filter == Filter::All;
        let filter = if widened { Filter::default() } else { state.filter };
        return Ok(ListState {
            filter,
            search: None,
            page: 0,
            ..state
        });
    }
    let member = by.person.id;
    let id = store.write(async move |tx| {
        Ok::<_, super::FlowError>(search::insert_typed(tx, team, member, &text, now).await?)
    });
    Ok(ListState {
        filter: filter.unwrap_or(Filter::All),
        search: Some(id.await?),
        page: 0,
        ..state
    })
}
