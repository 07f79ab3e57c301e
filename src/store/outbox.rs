//! The outbox: what Discord should show. Level-triggered: the desired revision (`wanted`) counts the changes, the synced
//! one (`shown`) is the count that Discord has seen, and a row is due while they differ. One process owns the file, so
//! nothing has to be claimed.

mod entry;
mod lanes;
mod parking;
mod record;

use chrono::{DateTime, TimeDelta, Utc};

#[cfg(test)]
pub(crate) use entry::CardState;
pub(crate) use entry::{DueRow, Unreadable, find_due, next_in_lane};
pub use entry::{Entry, State, find, find_card};
pub use lanes::newest;
pub(crate) use lanes::{DueLanes, Lane, bring_forward, list_due_lanes};
pub use parking::list_parked;
pub(crate) use parking::{park, park_channel, retry_parked_now, unpark, unpark_channel, unpark_due};
pub(crate) use record::{
    forget_alerts, forget_refusals, update_gone, update_posted, update_retry, update_rung,
};
pub use record::{update_done, update_shown};

use super::time::ms;
use super::{Conn, Tx, round_ups};
use crate::domain::ids::{ChannelId, LeadId, MessageId, OutboxId, TeamId};
use crate::domain::message::OutboxMessage;

/// A nonce for a new post: 16 of the 25 characters that Discord allows, random so that a restored or second
/// database never meets an earlier message.
fn new_nonce() -> String {
    format!("{:016x}", rand::random::<u64>())
}

/// Wants a message: a new row, or one more change to be shown by the row that it has. `after` gives an answer that
/// repaints the message by itself the time to do so.
///
/// A row in back-off stays there. A row that Discord refused as malformed is tried again, since its subject changed.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn enqueue(
    tx: &mut Tx,
    team: TeamId,
    lead: Option<LeadId>,
    message: &OutboxMessage,
    now: DateTime<Utc>,
    after: TimeDelta,
) -> Result<OutboxId, sqlx::Error> {
    let whole = serde_json::to_value(message).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let kind = whole
        .get("kind")
        .and_then(|kind| kind.as_str())
        .unwrap_or_default();
    let payload = whole
        .get("payload")
        .map_or_else(|| "{}".to_owned(), ToString::to_string);
    let (key, step) = (message.key(lead), message.step());
    let (lead, nonce, now, due) = (lead.map(|lead| lead.0), new_nonce(), ms(now), ms(now + after));
    let id = sqlx::query_scalar!(
        r#"insert into outbox (team_id, lead_id, key, kind, step, payload, nonce, nonce_since_ms, due_at_ms, created_at_ms)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (team_id, key) do update set
            due_at_ms = case
                when wanted > shown and attempts > 0 then due_at_ms
                when wanted > shown then min(due_at_ms, excluded.due_at_ms)
                else excluded.due_at_ms end,
            wanted = wanted + 1,
            retry_at_ms = case when parked = 'rejected' then null else retry_at_ms end,
            parked_details = case when parked = 'rejected' then null else parked_details end,
            parked = case when parked = 'rejected' then null else parked end
        returning id as "id!: i64""#,
        team.0,
        lead,
        key,
        kind,
        step,
        payload,
        nonce,
        now,
        due,
        now
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(OutboxId(id))
}

/// Wants a message that is said once, however often there is cause for it.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn enqueue_once(
    tx: &mut Tx,
    team: TeamId,
    lead: Option<LeadId>,
    message: &OutboxMessage,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let key = message.key(lead);
    let known = sqlx::query_scalar!("select id from outbox where team_id = ? and key = ?", team.0, key)
        .fetch_optional(&mut **tx)
        .await?;
    if known.is_none() {
        enqueue(tx, team, lead, message, now, TimeDelta::zero()).await?;
    }
    Ok(())
}

/// Which reminders of a lead.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Reminders {
    /// Every one.
    All,
    /// Those of a purchase date that passed.
    Overdue,
}

/// Wants the reminders of a lead drawn again, round-ups with a line of it included: its state has changed, and they shall say so. One that was never posted
/// and is not going to be stays so.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn enqueue_reminders_again(
    tx: &mut Tx,
    lead: LeadId,
    which: Reminders,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let at = ms(now);
    let steps = match which {
        Reminders::All => "*",
        Reminders::Overdue => "overdue:*",
    };
    sqlx::query!(
        "update outbox set due_at_ms = case when wanted > shown then due_at_ms else ?1 end, wanted = wanted + 1
        where (message_id is not null or wanted > shown) and id in (
            select id from outbox where lead_id = ?2 and kind = 'reminder' and step glob ?3
            union all
            select o.id from round_ups r cross join outbox o on o.team_id = r.team_id and o.key = 'round_up:' || r.since_ms
            where r.lead_id = ?2)",
        at,
        lead.0,
        steps
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives up the reminders of a lead that were not posted yet: a newer one says what they would have said.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn drop_unposted_reminders(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update outbox set shown = wanted where lead_id = ? and kind = 'reminder' and message_id is null",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a message is known to be what another row shows.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn is_anothers(
    conn: &mut Conn,
    id: OutboxId,
    (channel, message): (ChannelId, MessageId),
) -> Result<bool, sqlx::Error> {
    let known = sqlx::query_scalar!(
        r#"select exists(select 1 from outbox where channel_id = ? and message_id = ? and id <> ?) as "known!: bool""#,
        channel.0,
        message.0,
        id.0
    );
    known.fetch_one(conn).await
}

/// The thread of a lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_thread(conn: &mut Conn, lead: LeadId) -> Result<Option<OutboxId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        r#"select id as "id!" from outbox where lead_id = ? and kind = 'thread'"#,
        lead.0
    );
    Ok(id.fetch_optional(conn).await?.map(OutboxId))
}

/// Wants everything that stands in Discord about a lead to be drawn again, its card aside: what is being posted just
/// now, and what Discord refused to show, included.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn enqueue_again(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(now);
    sqlx::query!(
        "update outbox set due_at_ms = case when wanted > shown then due_at_ms else ?1 end, wanted = wanted + 1,
            retry_at_ms = case when parked = 'rejected' then null else retry_at_ms end,
            parked_details = case when parked = 'rejected' then null else parked_details end,
            parked = case when parked = 'rejected' then null else parked end
        where (message_id is not null or wanted > shown) and ((lead_id = ?2 and kind <> 'card')
            or (team_id = (select team_id from leads where id = ?2) and kind = 'digest'
                and exists (select 1 from (select value from json_each(payload, '$.next') union all
                    select value from json_each(payload, '$.overdue')) named where named.value = ?2)))",
        at,
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    round_ups::enqueue_again(tx, lead, now).await
}

/// How many rows wait, and how many are parked, for `/readyz` and `leadbell doctor`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn count_waiting(conn: &mut Conn) -> Result<(i64, i64), sqlx::Error> {
    let row = sqlx::query!(
        r#"select (select count(*) from outbox where wanted > shown and parked is null) as "waiting!: i64",
            (select count(*) from outbox where parked is not null and wanted > shown) as "parked!: i64""#
    )
    .fetch_one(conn)
    .await?;
    Ok((row.waiting, row.parked))
}
