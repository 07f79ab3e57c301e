//! `/setup`: the team's channel, roles, time zone, currency and language.

use chrono::{DateTime, Utc};

use super::{Actor, FlowResult, plan};
use crate::domain::ids::{ChannelId, RoleId, TeamId};
use crate::domain::refusal::Refusal;
use crate::domain::team::{Settings, Team};
use crate::domain::working_hours::WorkingHours;
use crate::store::{Store, outbox, teams};

/// What is to change; `None` leaves it as it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Changes {
    /// The server's name.
    pub name: Option<String>,
    /// Where cards are posted.
    pub channel: Option<ChannelId>,
    /// Who may do everything.
    pub manager_role: Option<RoleId>,
    /// Who may work leads.
    pub member_role: Option<RoleId>,
    /// The team's time zone.
    pub time_zone: Option<chrono_tz::Tz>,
    /// The currency of values written without one.
    pub currency: Option<iso_currency::Currency>,
    /// The language of cards.
    pub language: Option<String>,
    /// When reminders may be posted; `Some(None)` for always.
    pub working_hours: Option<Option<WorkingHours>>,
    /// Whether each accepted lead gets a thread.
    pub threads: Option<bool>,
}

/// Sets the team up, or changes its set-up, and tries again what had been parked for want of a channel.
///
/// # Errors
/// [`Refusal::ServerManagersOnly`], or that the database failed.
pub async fn setup(
    store: &Store,
    team: TeamId,
    by: Actor,
    changes: Changes,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    if !by.person.manages_server {
        return Err(Refusal::ServerManagersOnly.into());
    }
    store
        .write(async move |tx| {
            let mut team = teams::find(tx, team).await?.unwrap_or_else(|| new_team(team));
            team.name = changes.name.unwrap_or(team.name);
            team.channel = changes.channel.or(team.channel);
            team.settings.manager_role_deleted &= changes.manager_role.is_none();
            team.settings.member_role_deleted &= changes.member_role.is_none();
            team.manager_role = changes.manager_role.or(team.manager_role);
            team.member_role = changes.member_role.or(team.member_role);
            team.time_zone = changes.time_zone.unwrap_or(team.time_zone);
            team.currency = changes.currency.unwrap_or(team.currency);
            team.language = changes.language.unwrap_or(team.language);
            team.settings.threads = changes.threads.unwrap_or(team.settings.threads);
            if let Some(hours) = changes.working_hours {
                team.settings.reminders.working_hours = hours;
            }
            team.set_up_by = Some(by.person.id);
            teams::upsert(tx, &team).await?;
            outbox::unpark(tx, team.id, now).await?;
            // What is due at a time of day moves with the zone, and what waits for an opening with the hours.
            plan::team(tx, &team, now).await?;
            Ok(team)
        })
        .await
}

/// Forgets the team's roles that Discord has no more.
///
/// # Errors
/// That the database failed.
pub(crate) async fn forget_roles(
    store: &Store,
    team: TeamId,
    is_gone: impl Fn(RoleId) -> bool + Send + 'static,
) -> FlowResult<()> {
    let known = teams::find(&mut *store.read().await?, team).await?;
    if !known.is_some_and(|mut team| team.forget_roles(&is_gone)) {
        return Ok(());
    }
    store
        .write(async move |tx| {
            if let Some(mut team) = teams::find(tx, team).await?
                && team.forget_roles(is_gone)
            {
                teams::upsert(tx, &team).await?;
            }
            Ok(())
        })
        .await
}

/// A team before its first `/setup`.
#[must_use]
pub(crate) fn new_team(id: TeamId) -> Team {
    Team {
        id,
        name: String::new(),
        channel: None,
        manager_role: None,
        member_role: None,
        set_up_by: None,
        time_zone: chrono_tz::Tz::UTC,
        currency: iso_currency::Currency::EUR,
        language: "en-US".to_owned(),
        settings: Settings::default(),
    }
}
