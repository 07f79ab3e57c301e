//! The outbox: what Discord should show. Level-triggered: `wanted` counts the changes, `shown` is the count that
//! Discord has seen, and a row is due while they differ. One process owns the file, so nothing has to be claimed.

use chrono::{DateTime, TimeDelta, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{ChannelId, LeadId, MessageId, OutboxId, TeamId};
use crate::domain::message::Message;

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
    pub message: Message,
    /// Where it stands, once posted.
    pub posted: Option<(ChannelId, MessageId)>,
    /// Makes a second post of it the same message.
    pub nonce: String,
    /// Since when a post with this nonce may have been tried.
    pub nonce_since: DateTime<Utc>,
    /// How often its subject has changed.
    pub wanted: i64,
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
pub async fn want(
    tx: &mut Tx,
    team: TeamId,
    lead: Option<LeadId>,
    message: &Message,
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

/// One row.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: OutboxId) -> Result<Option<Entry>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, attempts, parked
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
        "select id, team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, attempts, parked
        from outbox where lead_id = ? and kind = 'card'",
        lead.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Entry::try_from).transpose()
}

/// What is due, the longest waiting first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_due(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<Entry>, sqlx::Error> {
    let now = ms(now);
    let rows = sqlx::query_as!(
        Row,
        r#"select id as "id!", team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, attempts, parked
        from outbox where wanted > shown and parked is null and due_at_ms <= ? order by due_at_ms, id limit ?"#,
        now,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Entry::try_from).collect()
}

/// When the next row is due; `None` where all is shown.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn next_due(conn: &mut Conn) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let next = sqlx::query_scalar!(
        r#"select min(due_at_ms) as "next: i64" from outbox where wanted > shown and parked is null"#
    );
    Ok(next.fetch_one(conn).await?.map(from_ms))
}

/// Discord shows the row as of change number `shown`, in that message.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_shown(
    tx: &mut Tx,
    id: OutboxId,
    shown: i64,
    posted: (ChannelId, MessageId),
) -> Result<(), sqlx::Error> {
    let (channel, message) = (posted.0.0, posted.1.0);
    sqlx::query!(
        "update outbox set shown = max(shown, min(?, wanted)), channel_id = ?, message_id = ?, attempts = 0 where id = ?",
        shown,
        channel,
        message,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// It could not be sent: again at `due`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_retry(
    tx: &mut Tx,
    id: OutboxId,
    attempts: i64,
    due: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let due = ms(due);
    sqlx::query!(
        "update outbox set attempts = ?, due_at_ms = ? where id = ?",
        attempts,
        due,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Nothing that we do by ourselves will send it: it waits for a hand.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn park(tx: &mut Tx, id: OutboxId, why: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update outbox set parked = ? where id = ?", why, id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Tries the parked rows of a team again: something has been mended.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn unpark(tx: &mut Tx, team: TeamId, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let now = ms(now);
    let done = sqlx::query!(
        "update outbox set parked = null, attempts = 0, due_at_ms = ? where team_id = ? and parked is not null
        and parked not like 'rejected%'",
        now,
        team.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected())
}

/// The message is gone from Discord: it is posted anew, as another message.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_gone(tx: &mut Tx, id: OutboxId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (nonce, now) = (new_nonce(), ms(now));
    sqlx::query!(
        "update outbox set channel_id = null, message_id = null, shown = 0, nonce = ?, nonce_since_ms = ?, due_at_ms = ? where id = ?",
        nonce,
        now,
        now,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
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
