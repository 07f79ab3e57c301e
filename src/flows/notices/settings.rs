//! What a team wants of notices: answers, expiries, webhooks and their secrets.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::form::Faults;
use crate::domain::ids::TeamId;
use crate::domain::notice::TextKind;
use crate::domain::notice_settings::NoticeSettings;
use crate::domain::permission::Rank;
use crate::domain::refusal::{Field, Wrong};
use crate::domain::team::Team;
use crate::flows::authorize::{authorize, authorize_once};
use crate::flows::{Actor, FlowResult};
use crate::store::notices::secrets::{self, Secrets};
use crate::store::notices::{count_open, texts};
use crate::store::sources::Source;
use crate::store::{Conn, Store, sources, teams};

/// How long a secret that was replaced signs along.
pub(crate) const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// How a team's notices stand.
#[derive(Clone, Debug)]
pub struct Status {
    /// The team.
    pub team: Team,
    /// Which texts are its own.
    pub(crate) own_texts: Vec<(TextKind, String)>,
    /// Its sources, for their names.
    pub sources: Vec<Source>,
    /// How many notices wait for a hand.
    pub open: i64,
}

/// How the team's notices stand, for a manager.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::ManagersOnly`], or that the database failed.
pub async fn status(store: &Store, team: TeamId, by: &Actor) -> FlowResult<Status> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Manager).await?;
    Ok(Status {
        own_texts: texts::list_own(&mut conn, team.id).await?,
        sources: sources::list(&mut conn, team.id).await?,
        open: count_open(&mut conn, team.id).await?,
        team,
    })
}

/// Changes what the team wants.
///
/// # Errors
/// As [`status`].
pub(crate) async fn change(
    store: &Store,
    team: TeamId,
    by: Actor,
    change: impl FnOnce(&mut NoticeSettings) + Send + 'static,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    store
        .write(async move |tx| {
            let mut team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            change(&mut team.settings.notices);
            teams::upsert(tx, &team).await?;
            Ok(team)
        })
        .await
}

/// What is to become of a source's webhook.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum WebhookChange {
    /// Nothing: it is looked at.
    Look,
    /// It goes there.
    To(String),
    /// It has another secret.
    Rotate,
    /// It has none.
    Off,
}

/// A source's webhook.
#[derive(Clone, Debug)]
pub(crate) struct SourceWebhook {
    /// The source's name.
    pub source: Source,
    /// Where it goes, unless a lead names another address.
    pub url: Option<String>,
    /// What it is signed with.
    pub secrets: Secrets,
}

/// Changes a source's webhook and shows it.
///
/// # Errors
/// As [`status`], or that there is no such source.
pub(crate) async fn webhook(
    store: &Store,
    team: TeamId,
    by: Actor,
    name: String,
    change: WebhookChange,
    now: DateTime<Utc>,
) -> FlowResult<SourceWebhook> {
    store
        .write(async move |tx| {
            let mut team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            let source = named(tx, team.id, &name).await?;
            let webhooks = &mut team.settings.notices.webhooks;
            match &change {
                WebhookChange::To(url) => {
                    webhooks.insert(source.id.0, url.clone());
                    secrets::delete_gone(tx, team.id, url).await?;
                    teams::upsert(tx, &team).await?;
                }
                WebhookChange::Off => {
                    webhooks.remove(&source.id.0);
                    teams::upsert(tx, &team).await?;
                }
                WebhookChange::Rotate | WebhookChange::Look => {}
            }
            let secrets = match change {
                WebhookChange::Rotate => secrets::rotate(tx, source.id, now + OVERLAP).await?,
                _ => secrets::find_or_insert(tx, source.id).await?,
            };
            Ok(SourceWebhook {
                url: team.settings.notices.webhooks.get(&source.id.0).cloned(),
                source,
                secrets,
            })
        })
        .await
}

async fn named(conn: &mut Conn, team: TeamId, name: &str) -> FlowResult<Source> {
    let typed = name.trim().to_lowercase();
    let found = sources::list(conn, team).await?.into_iter();
    let mut found = found.filter(|source| source.name.to_lowercase() == typed);
    Ok(found
        .next()
        .ok_or_else(|| Faults::one(Field::Source, name, Wrong::NoSuchSource))?)
}
