//! What could not be understood, as managers see it: listed, looked at, mended, dropped. How it comes here and how long it
//! stays is in [`super::deliveries`].

use chrono::{DateTime, Utc};

use super::time::from_ms;
use super::{Conn, Tx};
use crate::domain::ids::{SourceId, TeamId};

/// One rejected delivery in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Line {
    /// Its row.
    pub id: i64,
    /// The name of its source.
    pub source: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// Why it is no lead, without its content.
    pub reason: String,
    /// Size of its body in bytes; 0 where it was too large to be kept.
    pub bytes: i64,
}

/// One rejected delivery whole.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Whole {
    /// Its row.
    pub id: i64,
    pub source: SourceId,
    /// The source's name.
    pub source_name: String,
    /// When it came.
    pub received_at: DateTime<Utc>,
    /// What it said it is.
    pub content_type: Option<String>,
    /// What was sent; empty where it was too large to be kept.
    pub body: Vec<u8>,
    /// Why it is no lead, without its content.
    pub reason: String,
}

/// A page of a team's rejected deliveries, newest first, and how many there are.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list(
    conn: &mut Conn,
    team: TeamId,
    (limit, offset): (i64, i64),
) -> Result<(Vec<Line>, i64), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.id as "id!", s.name, r.received_at_ms, r.reason, length(r.body) as "bytes!: i64",
            count(*) over () as "total!: i64"
        from sources s join rejected_deliveries r on r.source_id = s.id where s.team_id = ?
        order by r.id desc limit ? offset ?"#,
        team.0,
        limit,
        offset
    )
    .fetch_all(conn)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let lines = rows.into_iter().map(|row| Line {
        id: row.id,
        source: row.name,
        received_at: from_ms(row.received_at_ms),
        reason: row.reason,
        bytes: row.bytes,
    });
    Ok((lines.collect(), total))
}

/// One of a team's rejected deliveries; another team's is not found.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find(conn: &mut Conn, team: TeamId, id: i64) -> Result<Option<Whole>, sqlx::Error> {
    let row = sqlx::query!(
        "select r.id, r.source_id, s.name, r.received_at_ms, r.content_type, r.body, r.reason
        from rejected_deliveries r join sources s on s.id = r.source_id where r.id = ? and s.team_id = ?",
        id,
        team.0
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Whole {
        id: row.id,
        source: SourceId(row.source_id),
        source_name: row.name,
        received_at: from_ms(row.received_at_ms),
        content_type: row.content_type,
        body: row.body,
        reason: row.reason,
    }))
}

/// Forgets one; `false` where it is gone already.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete(tx: &mut Tx, id: i64) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("delete from rejected_deliveries where id = ?", id)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected() == 1)
}
