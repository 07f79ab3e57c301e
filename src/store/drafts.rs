//! What members typed into forms that could not be taken, so that nothing has to be typed twice.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::leads::json;
use super::time::ms;
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, MemberId, TeamId};

/// The fields of a form as they were typed, by custom id.
pub(crate) type Typed = BTreeMap<String, String>;

/// A form that waits to be opened again.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Draft {
    /// About which lead.
    pub lead: Option<LeadId>,
    pub form: String,
    /// What was typed.
    pub typed: Typed,
}

/// Keeps what was typed.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    member: MemberId,
    draft: &Draft,
    at: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    let (lead, typed, at) = (draft.lead.map(|lead| lead.0), json(&draft.typed)?, ms(at));
    sqlx::query_scalar!(
        "insert into drafts (team_id, lead_id, member_id, form, typed, at_ms) values (?, ?, ?, ?, ?, ?) returning id as \"id!: i64\"",
        team.0,
        lead,
        member.0,
        draft.form,
        typed,
        at
    )
    .fetch_one(&mut **tx)
    .await
}

/// What that member typed; another member's or another team's draft is not found.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find(
    conn: &mut Conn,
    team: TeamId,
    member: MemberId,
    id: i64,
) -> Result<Option<Draft>, sqlx::Error> {
    let row = sqlx::query!(
        "select lead_id, form, typed from drafts where id = ? and team_id = ? and member_id = ?",
        id,
        team.0,
        member.0
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let typed = serde_json::from_str(&row.typed).map_err(|error| sqlx::Error::Decode(error.into()))?;
    Ok(Some(Draft {
        lead: row.lead_id.map(LeadId),
        form: row.form,
        typed,
    }))
}

/// Forgets drafts older than `before`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let before = ms(before);
    let done = sqlx::query!("delete from drafts where at_ms < ?", before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
