//! Who may: asked before anything that was typed is looked at, so that an outsider learns whom to ask and nothing else.

use chrono::{DateTime, Utc};

use super::{Actor, FlowResult};
use crate::domain::ids::TeamId;
use crate::domain::permission::Rank;
use crate::domain::refusal::Refusal;
use crate::domain::team::Team;
use crate::store::{Conn, Tx, interactions, teams};

/// The team, for somebody who has at least the rank that is needed there.
///
/// # Errors
/// [`Refusal::NotSetUp`], [`Refusal::NotAMember`], [`Refusal::ManagersOnly`], or that the database failed.
pub(crate) async fn authorize(
    conn: &mut Conn,
    team: TeamId,
    actor: &Actor,
    needed: Rank,
) -> FlowResult<Team> {
    let team = teams::find(conn, team).await?.ok_or(Refusal::NotSetUp)?;
    actor.person.require(&team, needed)?;
    Ok(team)
}

/// As [`authorize`], for a change: an interaction that Discord delivers again makes it only once.
///
/// # Errors
/// As [`authorize`], or [`Refusal::AlreadyHandled`].
pub(super) async fn authorize_once(
    tx: &mut Tx,
    team: TeamId,
    actor: &Actor,
    needed: Rank,
    now: DateTime<Utc>,
) -> FlowResult<Team> {
    let team = authorize(tx, team, actor, needed).await?;
    if interactions::insert_new(tx, actor.interaction, now).await? {
        Ok(team)
    } else {
        Err(Refusal::AlreadyHandled.into())
    }
}
