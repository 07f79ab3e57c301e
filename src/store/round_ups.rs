//! Round-ups: the one message that stands for the reminders of many leads. Its lines are rows; what they say is read
//! when it is drawn.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::deadline::ScheduledStep;
use crate::domain::ids::{LeadId, TeamId};

/// The round-up of a team that more lines go to: the latest, while it is not posted, or began after `recent`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_open(
    conn: &mut Conn,
    team: TeamId,
    recent: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let (recent, now) = (ms(recent), ms(now));
    let since = sqlx::query_scalar!(
        r#"select since_ms from (select since_ms from round_ups where team_id = ?1 order by since_ms desc limit 1)
        where (since_ms > ?2 and since_ms <= ?3) or exists (select 1 from outbox
            where team_id = ?1 and key = 'round_up:' || since_ms and message_id is null and wanted > shown)"#,
        team.0,
        recent,
        now
    );
    Ok(since.fetch_optional(conn).await?.map(from_ms))
}

/// Adds a line; a lead's later step takes the place of its earlier one.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn upsert(
    tx: &mut Tx,
    team: TeamId,
    since: DateTime<Utc>,
    lead: LeadId,
    step: ScheduledStep,
    due_at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (since, step, due_at) = (ms(since), step.code(), ms(due_at));
    sqlx::query!(
        "insert into round_ups (team_id, since_ms, lead_id, step, due_at_ms) values (?, ?, ?, ?, ?)
        on conflict (team_id, since_ms, lead_id) do update set step = excluded.step, due_at_ms = excluded.due_at_ms",
        team.0,
        since,
        lead.0,
        step,
        due_at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Wants the round-ups drawn again that have a line of this lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn enqueue_again(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let now = ms(now);
    sqlx::query!(
        "update outbox set due_at_ms = case when wanted > shown then due_at_ms else ?1 end, wanted = wanted + 1
        where (message_id is not null or wanted > shown)
            and (team_id, key) in (select team_id, 'round_up:' || since_ms from round_ups where lead_id = ?2)",
        now,
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many reminders of a team were wanted after `recent` or are not posted yet, counted up to `limit`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn count_replies(
    conn: &mut Conn,
    team: TeamId,
    recent: DateTime<Utc>,
    limit: u32,
) -> Result<u32, sqlx::Error> {
    let recent = ms(recent);
    sqlx::query_scalar!(
        r#"select count(*) as "count!: u32" from (
            select id from outbox where kind = 'reminder' and team_id = ?1 and created_at_ms > ?2
            union select id from outbox where kind = 'reminder' and message_id is null and wanted > shown and team_id = ?1
            limit ?3)"#,
        team.0,
        recent,
        limit
    )
    .fetch_one(conn)
    .await
}
