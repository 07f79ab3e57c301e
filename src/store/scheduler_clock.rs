//! How far the clock had come when the scheduler last did something: a clock that shows less has been put back.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};

/// The latest moment seen, and when the next thing is due, if anything is: all that a pass with nothing to do reads.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_with_next(
    conn: &mut Conn,
) -> Result<(DateTime<Utc>, Option<DateTime<Utc>>), sqlx::Error> {
    let row = sqlx::query!(
        r#"select seen_at_ms, (select min(due_at_ms) from due where done_at_ms is null) as "next?: i64"
        from scheduler_clock where id = 1"#
    );
    let row = row.fetch_one(conn).await?;
    Ok((from_ms(row.seen_at_ms), row.next.map(from_ms)))
}

/// Takes note of a moment.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update(tx: &mut Tx, seen: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let seen = ms(seen);
    sqlx::query!("update scheduler_clock set seen_at_ms = ? where id = 1", seen)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
