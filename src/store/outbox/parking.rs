//! Rows that are not tried for now, and how they come back: when the cause is gone, when another message got through
//! in their channel, and slowly by themselves, one of a channel at a time to see whether it helps.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::ids::{ChannelId, OutboxId, TeamId};
use crate::domain::parked::{Parked, ParkedReason};
use crate::store::time::ms;
use crate::store::{Conn, Tx};

/// How long those wait that are not the one of their channel that is tried.
const NOT_THIS_ONE: TimeDelta = TimeDelta::hours(1);

/// Parks a row. At `retry_at` it is tried by itself, if ever.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn park(
    tx: &mut Tx,
    id: OutboxId,
    parked: &Parked,
    retry_at: Option<DateTime<Utc>>,
) -> Result<(), sqlx::Error> {
    let (reason, retry_at) = (parked.reason.code(), retry_at.map(ms));
    sqlx::query!(
        "update outbox set parked = ?, parked_details = ?, parks = parks + 1, retry_at_ms = ? where id = ?",
        reason,
        parked.details,
        retry_at,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Parks everything that a team would show in a channel, since it cannot be reached; what is parked for it already waits
/// as long. Says how many rows that were.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn park_channel(
    tx: &mut Tx,
    team: TeamId,
    channel: ChannelId,
    reason: ParkedReason,
    retry_at: Option<DateTime<Utc>>,
) -> Result<u64, sqlx::Error> {
    let (reason, retry_at) = (reason.code(), retry_at.map(ms));
    let done = sqlx::query!(
        "update outbox set parked = ?1, parked_details = null,
            retry_at_ms = case when retry_at_ms > ?4 then retry_at_ms else ?4 end
        where team_id = ?2 and wanted > shown and (parked is null or parked in ('denied', 'channel_gone'))
            and lane in ('post', 'edit')
            and (channel_id = ?3 or (channel_id is null and ?3 = (select channel_id from teams where id = ?2)))",
        reason,
        team.0,
        channel.0,
        retry_at
    );
    Ok(done.execute(&mut **tx).await?.rows_affected())
}

/// Tries the parked rows of a team again: the cause may be gone. Not those that Discord has refused for good. What
/// may have been posted before is still known by its attempts not being 0.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn unpark(tx: &mut Tx, team: TeamId, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let now = ms(now);
    let done = sqlx::query!(
        "update outbox set parked = null, parked_details = null, retry_at_ms = null, attempts = min(attempts, 1), due_at_ms = ?
        where team_id = ? and parked is not null and (parked <> 'rejected' or retry_at_ms is not null)",
        now,
        team.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected())
}

/// A message got through in a channel: tries again what was parked for that channel; what was to be posted only where
/// that was a post, since a channel may allow edits alone.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn unpark_channel(
    tx: &mut Tx,
    team: TeamId,
    channel: ChannelId,
    was_post: bool,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let now = ms(now);
    let done = sqlx::query!(
        "update outbox set parked = null, parked_details = null, retry_at_ms = null, attempts = min(attempts, 1), due_at_ms = ?1
        where team_id = ?2 and parked in ('denied', 'channel_gone') and (channel_id = ?3
            or (?4 and channel_id is null and ?3 = (select channel_id from teams where id = ?2)))",
        now,
        team.0,
        channel.0,
        was_post
    );
    Ok(done.execute(&mut **tx).await?.rows_affected())
}

/// Tries again what is parked and to be tried by now: of those that wait for a channel one, a card before others.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn unpark_due(tx: &mut Tx, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let (at, others) = (ms(now), ms(now + NOT_THIS_ONE));
    let done = sqlx::query!(
        "update outbox set parked = null, parked_details = null, retry_at_ms = null, attempts = min(attempts, 1), due_at_ms = ?1
        where id in (select id from (
            select id, row_number() over (
                partition by team_id, case when parked in ('denied', 'channel_gone') then coalesce(channel_id, 0) else -id end
                order by kind <> 'card', id) as nth
            from outbox where retry_at_ms <= ?1) where nth = 1)",
        at
    );
    let count = done.execute(&mut **tx).await?.rows_affected();
    sqlx::query!(
        "update outbox set retry_at_ms = ?2 where retry_at_ms <= ?1",
        at,
        others
    )
    .execute(&mut **tx)
    .await?;
    Ok(count)
}

/// What is parked and tried by itself at all is tried now: the program was started, or the clock was put back.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn retry_parked_now(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let now = ms(now);
    sqlx::query!("update outbox set retry_at_ms = ?1 where retry_at_ms > ?1", now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Why rows of a team are parked, each reason once.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_parked(conn: &mut Conn, team: TeamId) -> Result<Vec<Parked>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select distinct parked as "reason!", parked_details as details from outbox
        where team_id = ? and parked is not null order by parked, parked_details"#,
        team.0
    )
    .fetch_all(conn)
    .await?;
    let parked = rows.into_iter().filter_map(|row| {
        Some(Parked {
            reason: ParkedReason::from_code(&row.reason)?,
            details: row.details,
        })
    });
    Ok(parked.collect())
}
