//! A team's own texts. What is in them is checked by whoever knows the templates, before it comes here.

use chrono::{DateTime, Utc};

use crate::domain::ids::TeamId;
use crate::domain::notice::TextKind;
use crate::domain::permission::Rank;
use crate::domain::team::Team;
use crate::flows::authorize::{authorize, authorize_once};
use crate::flows::{Actor, FlowResult};
use crate::store::Store;
use crate::store::notices::texts::{self, Template};

/// The team and its own text, where it has one.
///
/// # Errors
/// [`crate::domain::refusal::Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn find(
    store: &Store,
    team: TeamId,
    by: &Actor,
    kind: TextKind,
    lang: &str,
) -> FlowResult<(Team, Option<Template>)> {
    let mut conn = store.read().await?;
    let team = authorize(&mut conn, team, by, Rank::Manager).await?;
    let own = texts::find(&mut conn, team.id, kind, lang).await?;
    Ok((team, own))
}

/// Keeps the team's own text; `None` goes back to ours.
///
/// # Errors
/// As [`find`].
pub(crate) async fn save(
    store: &Store,
    team: TeamId,
    by: Actor,
    (kind, lang): (TextKind, String),
    text: Option<Template>,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    store
        .write(async move |tx| {
            let team = authorize_once(tx, team, &by, Rank::Manager, now).await?;
            match &text {
                Some(text) => {
                    texts::upsert(tx, team.id, (kind, &lang), text, (by.person.id, now)).await?;
                }
                None => {
                    texts::delete(tx, team.id, kind, &lang).await?;
                }
            }
            Ok(team)
        })
        .await
}
