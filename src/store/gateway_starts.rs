//! When a gateway session was last asked for, so that a program that is started again and again keeps to Discord's
//! pace, too.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};

/// When a session was last asked for; `None` before the first time.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn last(conn: &mut Conn) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let last = sqlx::query_scalar!(r#"select at_ms as "at_ms!" from gateway_starts where id = 1"#);
    Ok(last.fetch_optional(conn).await?.map(from_ms))
}

/// A session is asked for now.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn upsert(tx: &mut Tx, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "insert into gateway_starts (id, at_ms) values (1, ?) on conflict (id) do update set at_ms = excluded.at_ms",
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
