//! How far the clock had come when the scheduler last did something: a clock that shows less has been put back.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};

/// The latest moment seen.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn) -> Result<DateTime<Utc>, sqlx::Error> {
    let seen = sqlx::query_scalar!("select seen_at_ms from scheduler_clock where id = 1").fetch_one(conn);
    Ok(from_ms(seen.await?))
}

/// Takes note of a moment.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update(tx: &mut Tx, seen: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let seen = ms(seen);
    sqlx::query!("update scheduler_clock set seen_at_ms = ? where id = 1", seen)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
