//! Which leads one message tells of as expired: those of one moment.

use chrono::{DateTime, Utc};

use super::time::ms;
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, OutboxId, TeamId};

/// Adds a lead that has expired.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    since: DateTime<Utc>,
    lead: LeadId,
) -> Result<(), sqlx::Error> {
    let since = ms(since);
    sqlx::query!(
        "insert into expiries (team_id, since_ms, lead_id) values (?, ?, ?) on conflict do nothing",
        team.0,
        since,
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many leads expired then.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn count(conn: &mut Conn, team: TeamId, since: DateTime<Utc>) -> Result<i64, sqlx::Error> {
    let since = ms(since);
    sqlx::query_scalar!(
        r#"select count(*) as "count!: i64" from expiries where team_id = ? and since_ms = ?"#,
        team.0,
        since
    )
    .fetch_one(conn)
    .await
}

/// A message that tells of several leads is about no single one.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn detach(tx: &mut Tx, row: OutboxId) -> Result<(), sqlx::Error> {
    sqlx::query!("update outbox set lead_id = null where id = ?", row.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Wants the messages drawn again that tell of this lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn enqueue_again(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let now = ms(now);
    sqlx::query!(
        "update outbox set due_at_ms = case when wanted > shown then due_at_ms else ?1 end, wanted = wanted + 1
        where (message_id is not null or wanted > shown)
            and (team_id, key) in (select team_id, 'expired:' || since_ms from expiries where lead_id = ?2)",
        now,
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
