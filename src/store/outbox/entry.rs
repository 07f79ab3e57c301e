//! Rows as the worker reads them: one statement each.

use chrono::{DateTime, Utc};

use super::lanes::Lane;
use crate::domain::ids::{ChannelId, LeadId, MemberId, MessageId, OutboxId, TeamId};
use crate::domain::message::OutboxMessage;
use crate::domain::parked::{Parked, ParkedReason};
use crate::store::Conn;
use crate::store::time::{from_ms, ms};

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
    pub desired_revision: i64,
    /// Which of these changes Discord has seen.
    pub synced_revision: i64,
    /// How often in a row it could not be sent.
    pub attempts: i64,
    /// How often in a row it was parked.
    pub parks: i64,
    /// Why it is not tried any more, or not for now.
    pub parked: Option<Parked>,
}

/// What a row waits for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// Its newest look is to be shown.
    Pending,
    /// Nothing: Discord shows it.
    Synced,
    /// Somebody's hand, or a slow retry.
    Parked(Parked),
}

impl Entry {
    /// What it waits for.
    #[must_use]
    pub fn state(&self) -> State {
        match &self.parked {
            Some(parked) => State::Parked(parked.clone()),
            None if self.desired_revision > self.synced_revision => State::Pending,
            None => State::Synced,
        }
    }
}

/// The card that a reply or a thread hangs on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct CardState {
    /// Its row.
    pub id: OutboxId,
    /// Where it stands.
    pub posted: Option<(ChannelId, MessageId)>,
    /// Why it is parked.
    pub parked: Option<ParkedReason>,
}

/// A row with what decides where it goes.
#[derive(Clone, Debug)]
pub(crate) struct DueRow {
    /// The row.
    pub entry: Entry,
    /// The team's channel.
    pub team_channel: Option<ChannelId>,
    /// Whom to tell when something needs a hand.
    pub set_up_by: Option<MemberId>,
    /// The lead's card, where this is another message about it.
    pub card: Option<CardState>,
    /// The lead's owner.
    pub owner: Option<MemberId>,
    /// The lead's thread.
    pub thread: Option<ChannelId>,
    /// Whether the team has rows that are parked, or somebody was told of trouble with its channel.
    pub is_troubled: bool,
    /// Whether its lane has another row that is due.
    pub has_more: bool,
}

/// A row that does not say what it says: our fault, or somebody else's who wrote into the file.
#[derive(Debug, thiserror::Error)]
#[error("outbox row {id} cannot be read: {error}")]
pub(crate) struct Unreadable {
    /// Which.
    pub id: OutboxId,
    error: sqlx::Error,
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
    parks: i64,
    parked: Option<String>,
    parked_details: Option<String>,
}

fn posted(channel: Option<i64>, message: Option<i64>) -> Option<(ChannelId, MessageId)> {
    let (channel, message) = channel.zip(message)?;
    Some((ChannelId(channel), MessageId(message)))
}

impl TryFrom<Row> for Entry {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let decode = || sqlx::Error::Decode(format!("outbox row {}", row.id).into());
        let payload: serde_json::Value = serde_json::from_str(&row.payload).map_err(|_| decode())?;
        let message = serde_json::json!({ "kind": row.kind, "payload": payload });
        let reason = row.parked.as_deref();
        let reason = reason.map(|code| ParkedReason::from_code(code).ok_or_else(decode));
        Ok(Self {
            id: OutboxId(row.id),
            team: TeamId(row.team_id),
            lead: row.lead_id.map(LeadId),
            message: serde_json::from_value(message).map_err(|_| decode())?,
            posted: posted(row.channel_id, row.message_id),
            nonce: row.nonce,
            nonce_since: from_ms(row.nonce_since_ms),
            desired_revision: row.wanted,
            synced_revision: row.shown,
            attempts: row.attempts,
            parks: row.parks,
            parked: reason.transpose()?.map(|reason| Parked {
                reason,
                details: row.parked_details,
            }),
        })
    }
}

/// One row.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: OutboxId) -> Result<Option<Entry>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, shown, attempts,
            parks, parked, parked_details
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
        "select id, team_id, lead_id, kind, payload, channel_id, message_id, nonce, nonce_since_ms, wanted, shown, attempts,
            parks, parked, parked_details
        from outbox where lead_id = ? and kind = 'card'",
        lead.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Entry::try_from).transpose()
}

/// The row of a lane that has been due the longest. A message with an id below `old_before` is an old one.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn next_in_lane(
    conn: &mut Conn,
    lane: Lane,
    now: DateTime<Utc>,
    old_before: MessageId,
) -> Result<Option<Result<DueRow, Unreadable>>, sqlx::Error> {
    find_one(
        conn,
        Which::Next {
            lane,
            now,
            old_before,
        },
    )
    .await
}

/// A row, while it is pending.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_due(
    conn: &mut Conn,
    id: OutboxId,
) -> Result<Option<Result<DueRow, Unreadable>>, sqlx::Error> {
    find_one(conn, Which::Row(id)).await
}

enum Which {
    Row(OutboxId),
    Next {
        lane: Lane,
        now: DateTime<Utc>,
        old_before: MessageId,
    },
}

async fn find_one(conn: &mut Conn, which: Which) -> Result<Option<Result<DueRow, Unreadable>>, sqlx::Error> {
    let (id, team, lane, is_old, now, old_before) = match which {
        Which::Row(id) => (Some(id.0), 0, "", false, 0, 0),
        Which::Next {
            lane,
            now,
            old_before,
        } => {
            let (code, is_old) = lane.kind.code();
            (None, lane.team.0, code, is_old, ms(now), old_before.0)
        }
    };
    let row = sqlx::query!(
        r#"select o.id as "id!", o.team_id as "team_id!", o.lead_id as "lead_id?", o.kind as "kind!", o.payload as "payload!",
            o.channel_id as "channel_id?", o.message_id as "message_id?", o.nonce as "nonce!",
            o.nonce_since_ms as "nonce_since_ms!", o.wanted as "wanted!", o.shown as "shown!", o.attempts as "attempts!",
            o.parks as "parks!",
            t.channel_id as "team_channel_id?", t.set_up_by as "set_up_by?",
            c.id as "card_id?", c.channel_id as "card_channel_id?", c.message_id as "card_message_id?",
            c.parked as "card_parked?", case l.stage when 'received' then l.assignee_id else l.owner_id end as "owner_id?: i64", l.thread_id as "thread_id?",
            (exists (select 1 from outbox p where p.team_id = o.team_id and p.parked is not null)
                or exists (select 1 from outbox a where a.team_id = o.team_id and a.kind = 'word' and a.lead_id is null))
                as "is_troubled!: bool",
            exists (select 1 from outbox indexed by outbox_due
                where wanted > shown and parked is null and team_id = ?2 and lane = ?3 and due_at_ms <= ?4
                    and (?3 <> 'edit' or (message_id < ?5) = ?6) and id <> o.id) as "has_more!: bool"
        from outbox o join teams t on t.id = o.team_id
            left join leads l on l.id = o.lead_id
            left join outbox c on c.lead_id = o.lead_id and c.kind = 'card' and o.kind <> 'card'
        where o.wanted > o.shown and o.parked is null and o.id = case when ?1 is not null then ?1 else (
            select id from outbox indexed by outbox_due
            where wanted > shown and parked is null and team_id = ?2 and lane = ?3 and due_at_ms <= ?4
                and (?3 <> 'edit' or (message_id < ?5) = ?6)
            order by due_at_ms, id limit 1) end"#,
        id,
        team,
        lane,
        now,
        old_before,
        is_old
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let entry = Entry::try_from(Row {
        id: row.id,
        team_id: row.team_id,
        lead_id: row.lead_id,
        kind: row.kind,
        payload: row.payload,
        channel_id: row.channel_id,
        message_id: row.message_id,
        nonce: row.nonce,
        nonce_since_ms: row.nonce_since_ms,
        wanted: row.wanted,
        shown: row.shown,
        attempts: row.attempts,
        parks: row.parks,
        parked: None,
        parked_details: None,
    });
    let id = OutboxId(row.id);
    Ok(Some(entry.map_err(|error| Unreadable { id, error }).map(
        |entry| DueRow {
            entry,
            team_channel: row.team_channel_id.map(ChannelId),
            set_up_by: row.set_up_by.map(MemberId),
            card: row.card_id.map(|id| CardState {
                id: OutboxId(id),
                posted: posted(row.card_channel_id, row.card_message_id),
                parked: row.card_parked.as_deref().and_then(ParkedReason::from_code),
            }),
            owner: row.owner_id.map(MemberId),
            thread: row.thread_id.map(ChannelId),
            is_troubled: row.is_troubled,
            has_more: row.has_more,
        },
    )))
}
