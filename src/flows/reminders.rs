//! `/reminders`: a team's ladder is changed, and what is pending is planned anew in the same transaction.

use chrono::{DateTime, Utc};

use super::authorize::{authorize, authorize_once};
use super::{Actor, FlowResult, plan};
use crate::domain::delay::Delay;
use crate::domain::ids::TeamId;
use crate::domain::permission::Rank;
use crate::domain::reminder_schedule::{Digest, ReminderSchedule};
use crate::domain::team::Team;
use crate::store::{Store, teams};

/// What is to change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Change {
    /// When hot leads are nudged for, after they arrived.
    Nudges(Vec<Delay>),
    /// When expiry is warned of, before it.
    Warnings(Vec<Delay>),
    /// Whether owners are asked once a purchase date has passed.
    Overdue(bool),
    /// When the digest is posted, if at all.
    Digest(Option<Digest>),
}

/// The team, for one of its managers.
///
/// # Errors
/// That the server is not set up, that only managers may, or that the database failed.
pub(crate) async fn find_team(store: &Store, team: TeamId, by: &Actor) -> FlowResult<Team> {
    authorize(&mut *store.read().await?, team, by, Rank::Manager).await
}

/// Changes the ladder.
///
/// # Errors
/// As [`find_team`].
pub async fn change(
    store: &Store,
    team: TeamId,
    by: Actor,
    change: Change,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    store
        .write(async move |tx| {
            let mut team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let schedule: &mut ReminderSchedule = &mut team.settings.reminders;
            match change {
                Change::Nudges(times) => schedule.nudges = times,
                Change::Warnings(times) => schedule.warnings = times,
                Change::Overdue(asked) => schedule.overdue = asked,
                Change::Digest(digest) => schedule.digest = digest,
            }
            teams::upsert(tx, &team).await?;
            plan::team(tx, &team, now).await?;
            Ok(team)
        })
        .await
}
