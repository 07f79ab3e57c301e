//! Presses that have had their effect. After a resume Discord replays them; the id makes the second one harmless.

use chrono::{DateTime, Utc};

use super::Tx;
use super::time::ms;

/// Takes note of a press; `false` where it has had its effect already.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert_new(tx: &mut Tx, id: i64, at: DateTime<Utc>) -> Result<bool, sqlx::Error> {
    let at = ms(at);
    let done = sqlx::query!(
        "insert into interactions (id, at_ms) values (?, ?) on conflict do nothing",
        id,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets presses older than `before`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete_before(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let before = ms(before);
    let done = sqlx::query!("delete from interactions where at_ms < ?", before)
        .execute(&mut **tx)
        .await?;
    Ok(done.rows_affected())
}
