//! `/settings`: managers see every number of the team with its default, and change it once they have seen what that does.

use chrono::{DateTime, TimeDelta, Utc};

use super::authorize::{authorize, authorize_once};
use super::{Actor, FlowResult, plan};
use crate::domain::ids::TeamId;
use crate::domain::message::OutboxMessage;
use crate::domain::permission::Rank;
use crate::domain::setting::{Setting, SettingChanges};
use crate::domain::stage::Stage;
use crate::domain::team::Team;
use crate::store::setting_changes::{self, SettingChange};
use crate::store::{Store, leads, outbox, teams};

/// How many of the latest changes are shown.
const SHOWN: i64 = 5;

/// A team's settings, and who changed them last.
#[derive(Clone, Debug)]
pub(crate) struct SettingsView {
    pub team: Team,
    /// The latest changes, newest first.
    pub latest: Vec<SettingChange>,
}

/// The settings, for one of the team's managers.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::NotSetUp`], `ManagersOnly`, or that the database failed.
pub(crate) async fn show(store: &Store, team: TeamId, by: &Actor) -> FlowResult<SettingsView> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Manager).await?;
    let latest = setting_changes::list_latest(&mut conn, team.id, SHOWN).await?;
    Ok(SettingsView { team, latest })
}

/// The team as it is, where the changes may be made.
///
/// # Errors
/// As [`show`], or what is wrong with the changes.
pub(crate) async fn check(
    store: &Store,
    team: TeamId,
    by: &Actor,
    changes: &SettingChanges,
) -> FlowResult<Team> {
    let team = authorize(&mut *store.read().await?, team, by, Rank::Manager).await?;
    changes.apply(&team.settings)?;
    Ok(team)
}

/// Changes the settings, records who did, and plans anew what depends on them.
///
/// # Errors
/// As [`check`].
pub(crate) async fn change(
    store: &Store,
    team: TeamId,
    by: Actor,
    changes: SettingChanges,
    now: DateTime<Utc>,
) -> FlowResult<SettingsView> {
    store
        .write(async move |tx| {
            let mut team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let different = changes.differences(&team.settings);
            team.settings = changes.apply(&team.settings)?;
            if !different.is_empty() {
                teams::upsert(tx, &team).await?;
                setting_changes::insert(tx, team.id, by.person.id, now, &different).await?;
                plan::team(tx, &team, now).await?;
            }
            // The flame line says until when.
            let flame = different
                .iter()
                .any(|(setting, ..)| *setting == Setting::HotWindow);
            let all = different.iter().any(|(setting, ..)| setting.shows_on_cards());
            if flame || all {
                let open = leads::list_schedule_facts(tx, team.id).await?;
                let touched = open
                    .into_iter()
                    .filter(|(_, facts)| all || (facts.hot && facts.stage == Stage::Received));
                for (lead, _) in touched {
                    let card = OutboxMessage::Card { compact: false };
                    outbox::enqueue(tx, team.id, Some(lead), &card, now, TimeDelta::zero()).await?;
                }
            }
            let latest = setting_changes::list_latest(tx, team.id, SHOWN).await?;
            Ok(SettingsView { team, latest })
        })
        .await
}
