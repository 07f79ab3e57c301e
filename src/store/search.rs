//! What members are searching for, as long as the list is open that shows it. What is found is read by [`super::lists`].

use chrono::{DateTime, TimeDelta, Utc};

use super::time::ms;
use super::{Conn, Tx};
use crate::domain::ids::{MemberId, TeamId};

/// How long an open list remembers what was searched for.
const KEPT: TimeDelta = TimeDelta::days(30);

/// Keeps what a member searches for, and lets go of what was kept long enough.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert_typed(
    tx: &mut Tx,
    team: TeamId,
    member: MemberId,
    text: &str,
    at: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    let (before, at) = (ms(at - KEPT), ms(at));
    sqlx::query!("delete from searches where at_ms < ?", before)
        .execute(&mut **tx)
        .await?;
    sqlx::query_scalar!(
        r#"insert into searches (team_id, member_id, text, at_ms) values (?, ?, ?, ?) returning id as "id!: i64""#,
        team.0,
        member.0,
        text,
        at
    )
    .fetch_one(&mut **tx)
    .await
}

/// What that member searched for; another member's or another team's search is not found.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_typed(
    conn: &mut Conn,
    team: TeamId,
    member: MemberId,
    id: i64,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select text from searches where id = ? and team_id = ? and member_id = ?",
        id,
        team.0,
        member.0
    )
    .fetch_optional(conn)
    .await
}
