//! The outbox: what Discord should show. Level-triggered: `wanted` counts the changes, `shown` is the count that
//! Discord has seen, and a row is due while they differ. One process owns the file, so nothing has to be claimed.

mod lanes;
mod record;

use chrono::{DateTime, TimeDelta, Utc};

pub use lanes::{Lane, LaneKind, bring_forward, list_due_lanes, newest, next_due, next_in_lane};
pub use record::{
    forget_alerts, park, park_channel, unpark, update_done, update_gone, update_posted, update_retry,
    update_shown,
};

use super::time::{from_ms, ms};
use super::{Conn, Tx, round_ups};
use crate::domain::ids::{ChannelId, LeadId, MessageId, OutboxId, TeamId};
use crate::domain::message::OutboxMessage;

/// One message to be shown.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its row.
    pub id: OutboxId,
    /// Whose.
    pub team: TeamId,
    /// About which lead.
    pub lead: Option<LeadId>,
    /// What it is.
    pub message: OutboxMessage,
    /// Where it stands, once posted.
    pub posted: Option<(ChannelId, MessageId)>,
    /// Makes a second post of it the same message.
    pub nonce: String,
    /// Since when a post with this nonce may have been tried.
    pub nonce_since: DateTime<Utc>,
    /// How often its subject has changed.
    pub wanted: i64,
    /// Which of these changes Discord has seen.
    pub shown: i64,
    /// How often in a row it could not be sent.
    pub attempts: i64,
    /// Why it is not tried any more.
    pub parked: Option<String>,
}

struct Row {
    id: i64,
    team_id: i64,
    lead_id: Option<i64>,
    kind: String,
    payload: String,
    channel_id: Option<i64>,
    message_id: Option<i64>,
    nonce: String,
    nonce_since_ms: i64,
    wanted: i64,
    shown: i64,
    attempts: i64,
    parked: Option<String>,
}

impl TryFrom<Row> for Entry {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let decode = || sqlx::Error::Decode(format!("outbox row {}", row.id).into());
        let payload: serde_json::Value = serde_json::from_str(&row.payload).map_err(|_| decode())?;
        let message = serde_json::json!({ "kind": row.kind, "payload": payload });
        Ok(Self {
            id: OutboxId(row.id),
            team: TeamId(row.team_id),
            lead: row.lead_id.map(LeadId),
            message: serde_json::from_value(message).map_err(|_| decode())?,
            posted: row
                .channel_id
                .zip(row.message_id)
                .map(|(channel, message)| (ChannelId(channel), MessageId(message))),
            nonce: row.nonce,
            nonce_since: from_ms(row.nonce_since_ms),
            wanted: row.wanted,
            shown: row.shown,
            attempts: row.attempts,
            parked: row.parked,
        })
    }
}

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
    let key = message.key(lead);
    let (lead, nonce, now, due) = (lead.map(|lead| lead.0), new_nonce(), ms(now), ms(now + after));
    let id = sqlx::query_scalar!(
        r#"insert into outbox (team_id, lead_id, key, kind, payload, nonce, nonce_since_ms, due_at_ms, created_at_ms)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (team_id, key) do update set
            due_at_ms = case
                when wanted > shown and attempts > 0 then due_at_ms
                when wanted > shown then min(due_at_ms, excluded.due_at_ms)
                else excluded.due_at_ms end,
            wanted = wanted + 1,
            parked = case when parked like 'rejected%' then null else parked end
        returning id as "id!: i64""#,
        team.0,
        lead,
        key,
        kind,
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
pub enum Reminders {
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
pub async fn enqueue_reminders_again(
    tx: &mut Tx,
    lead: LeadId,
    which: Reminders,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let at = ms(now);
    let keys = match which {
        Reminders::All => "reminder:*",
        Reminders::Overdue => "reminder:*:overdue:*",
    };
    sqlx::query!(
        "update outbox set due_at_ms = case when wanted > shown then due_at_ms else ? end, wanted = wanted + 1
        where lead_id = ? and kind = 'reminder' and key glob ? and (message_id is not null or wanted > shown)",
        at,
        lead.0,
        keys
    )
    .execute(&mut **tx)
    .await?;
    round_ups::enqueue_again(tx, lead, now).await
}

/// Gives up the reminders of a lead that were not posted yet: a newer one says what they would have said.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn drop_unposted_reminders(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update outbox set shown = wanted where lead_id = ? and kind = 'reminder' and message_id is null",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// One row.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: OutboxId) -> Result<Option<Entry>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, shown, attempts, parked
        from outbox where id = ?",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Entry::try_from).transpose()
}

/// The card of a lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find_card(conn: &mut Conn, lead: LeadId) -> Result<Option<Entry>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, shown, attempts, parked
        from outbox where lead_id = ? and kind = 'card'",
        lead.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Entry::try_from).transpose()
}

/// Whether a message is known to be what another row shows.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn is_anothers(
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
pub async fn find_thread(conn: &mut Conn, lead: LeadId) -> Result<Option<OutboxId>, sqlx::Error> {
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
pub async fn enqueue_again(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(now);
    sqlx::query!(
        "update outbox set due_at_ms = case when wanted > shown then due_at_ms else ?1 end, wanted = wanted + 1,
            parked = case when parked like 'rejected%' then null else parked end
        where (message_id is not null or wanted > shown) and ((lead_id = ?2 and kind <> 'card')
            or (team_id = (select team_id from leads where id = ?2) and key glob 'digest:*'
                and exists (select 1 from json_each(payload, '$.next') named where named.value = ?2)))",
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
        r#"select count(*) filter (where parked is null) as "waiting!: i64",
            count(*) filter (where parked is not null) as "parked!: i64"
        from outbox where wanted > shown"#
    )
    .fetch_one(conn)
    .await?;
    Ok((row.waiting, row.parked))
}

/// Why rows of a team are parked, each reason once.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_parked(conn: &mut Conn, team: TeamId) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select distinct parked as "parked!" from outbox where team_id = ? and parked is not null order by parked"#,
        team.0
    )
    .fetch_all(conn)
    .await
}
