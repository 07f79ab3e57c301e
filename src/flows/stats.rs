//! A member asks what the numbers say. Managers see people; a member sees the team and, of the people, themselves.

use chrono::{DateTime, Utc};

use super::authorize::authorize;
use super::{Actor, FlowResult};
use crate::domain::ids::TeamId;
use crate::domain::permission::Rank;
use crate::domain::team::Team;
use crate::stats::{Breakdown, Figures, Group, Period};
use crate::store::{Store, stats};

/// What figures are asked for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) struct StatsQuery {
    pub(crate) period: Period,
    pub(crate) by: Breakdown,
}

/// The figures of a period.
#[derive(Clone, Debug)]
pub(crate) struct Stats {
    pub(crate) team: Team,
    pub(crate) query: StatsQuery,
    pub(crate) now: Figures,
    /// Of the period before, where it has one and something arrived in it.
    pub(crate) before: Option<Figures>,
    pub(crate) groups: Vec<(Group, Figures)>,
    /// By source, for its chart.
    pub(crate) sources: Vec<(Group, Figures)>,
    /// Whether people other than whoever asks are left out.
    pub(crate) only_own: bool,
}

/// The figures, for a member of the team.
///
/// # Errors
/// A refusal of whoever is no member, or that the database failed.
pub(crate) async fn stats(
    store: &Store,
    team: TeamId,
    by: &Actor,
    query: StatsQuery,
    now: DateTime<Utc>,
) -> FlowResult<Stats> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Member).await?;
    let begin = query.period.begin(now);
    let leads = stats::list_facts(&mut conn, team.id, begin, now, team.currency).await?;
    let before = match query.period.length() {
        Some(length) => stats::list_facts(&mut conn, team.id, begin - length, begin, team.currency).await?,
        None => Vec::new(),
    };
    drop(conn);
    let only_own = by.person.rank(&team) < Rank::Manager && query.by == Breakdown::Member;
    let mut groups = query.by.groups(&leads, team.time_zone);
    if only_own {
        groups.retain(|(group, _)| *group == Group::Member(by.person.id));
    }
    Ok(Stats {
        now: Figures::of(&leads, team.time_zone),
        before: (!before.is_empty()).then(|| Figures::of(&before, team.time_zone)),
        groups,
        sources: Breakdown::Source.groups(&leads, team.time_zone),
        only_own,
        query,
        team,
    })
}
