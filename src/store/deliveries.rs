//! Deliveries at the door: the answers given, so that the same delivery again gets the same one, and what could
//! not be understood.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::SourceId;

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

/// The answer that a source's delivery of that key got.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, source: SourceId, key: &str) -> Result<Option<Answered>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select body_hash, status as "status: u16", answer from deliveries where source_id = ? and key = ?"#,
        source.0,
        key
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Answered {
        body_hash: row.body_hash,
        status: row.status,
        answer: row.answer,
    }))
}

/// Keeps the answer to a delivery.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn insert(
    tx: &mut Tx,
    source: SourceId,
    key: &str,
    body_hash: &[u8; 32],
    (status, answer): (u16, &str),
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (body_hash, at) = (body_hash.as_slice(), ms(at));
    sqlx::query!(
        "insert into deliveries (source_id, key, body_hash, status, answer, received_at_ms) values (?, ?, ?, ?, ?, ?)",
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
pub async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let before = ms(before);
    let done = sqlx::query!("delete from deliveries where received_at_ms < ?", before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
