//! Deliveries at the door: the answers given, so that the same delivery again gets the same one, and what could
//! not be understood.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{SourceId, TeamId};

/// The answer that a delivery got.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Answered {
    /// SHA-256 of what was sent.
    pub body_hash: Vec<u8>,
    /// HTTP status.
    pub status: u16,
    /// JSON.
    pub answer: String,
}

/// The answer that a source's delivery of that key got, at `since` or later.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(
    conn: &mut Conn,
    source: SourceId,
    key: &str,
    since: DateTime<Utc>,
) -> Result<Option<Answered>, sqlx::Error> {
    let since = ms(since);
    let row = sqlx::query!(
        r#"select body_hash, status as "status: u16", answer from deliveries
        where source_id = ? and key = ? and received_at_ms >= ?"#,
        source.0,
        key,
        since
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Answered {
        body_hash: row.body_hash,
        status: row.status,
        answer: row.answer,
    }))
}

/// Keeps the answer to a delivery, in place of one that is not remembered any more.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    source: SourceId,
    key: &str,
    body_hash: &[u8; 32],
    (status, answer): (u16, &str),
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (body_hash, at) = (body_hash.as_slice(), ms(at));
    sqlx::query!(
        "insert into deliveries (source_id, key, body_hash, status, answer, received_at_ms) values (?, ?, ?, ?, ?, ?)
        on conflict (source_id, key) do update set body_hash = excluded.body_hash, status = excluded.status,
            answer = excluded.answer, received_at_ms = excluded.received_at_ms",
        source.0,
        key,
        body_hash,
        status,
        answer,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps what could not be understood, with the reason.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn insert_rejected(
    tx: &mut Tx,
    source: SourceId,
    content_type: Option<&str>,
    body: &[u8],
    reason: &str,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "insert into rejected_deliveries (source_id, received_at_ms, content_type, body, reason) values (?, ?, ?, ?, ?)",
        source.0,
        at,
        content_type,
        body,
        reason
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How much of what was rejected a team keeps.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// At most so many.
    pub deliveries: i64,
    /// Of at most so many bytes together.
    pub bytes: i64,
}

/// Drops a team's oldest rejected deliveries until the rest is within bounds, and counts them at their sources.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn drop_rejected(tx: &mut Tx, team: TeamId, kept: Kept) -> Result<(), sqlx::Error> {
    let dropped = sqlx::query_scalar!(
        "delete from rejected_deliveries where id in (
            select id from (
                select rejected_deliveries.id, row_number() over newest as place, sum(length(body)) over newest as bytes
                from rejected_deliveries join sources on sources.id = source_id where team_id = ?
                window newest as (order by rejected_deliveries.id desc)
            ) where place > ? or bytes > ?
        ) returning source_id",
        team.0,
        kept.deliveries,
        kept.bytes
    )
    .fetch_all(&mut **tx)
    .await?;
    count_dropped(tx, dropped).await
}

/// Drops rejected deliveries older than `before`, and counts them at their sources.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn drop_rejected_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let before = ms(before);
    let dropped = sqlx::query_scalar!(
        "delete from rejected_deliveries where received_at_ms < ? returning source_id",
        before
    )
    .fetch_all(&mut **tx)
    .await?;
    count_dropped(tx, dropped).await
}

async fn count_dropped(tx: &mut Tx, sources: Vec<i64>) -> Result<(), sqlx::Error> {
    for source in sources {
        sqlx::query!(
            "update sources set rejected_dropped = rejected_dropped + 1 where id = ?",
            source
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// What a source sent and nobody could understand.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rejected {
    /// When.
    pub received_at: DateTime<Utc>,
    /// What it said it is.
    pub content_type: Option<String>,
    /// What was sent; empty where it was too large to be kept.
    pub body: Vec<u8>,
    /// Why, without its content.
    pub reason: String,
}

/// The latest rejected deliveries of a source, newest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_rejected(
    conn: &mut Conn,
    source: SourceId,
    limit: i64,
) -> Result<Vec<Rejected>, sqlx::Error> {
    let rows = sqlx::query!(
        "select received_at_ms, content_type, body, reason from rejected_deliveries where source_id = ?
        order by id desc limit ?",
        source.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    let rejected = rows.into_iter().map(|row| Rejected {
        received_at: from_ms(row.received_at_ms),
        content_type: row.content_type,
        body: row.body,
        reason: row.reason,
    });
    Ok(rejected.collect())
}

/// Forgets answers older than `before`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let before = ms(before);
    let done = sqlx::query!("delete from deliveries where received_at_ms < ?", before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
