//! What is due, by lane.

use chrono::{DateTime, Utc};

use crate::domain::ids::{MessageId, OutboxId, TeamId};
use crate::store::time::{from_ms, ms};
use crate::store::{Conn, Tx};

/// Rows that are shown one after another, in order: those of one team and one kind of request, since Discord limits
/// posts, edits and edits of old messages apart. What blocks one lane holds up no other.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Lane {
    /// Whose rows.
    pub team: TeamId,
    /// Which of them.
    pub kind: LaneKind,
}

/// What a lane asks of Discord.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum LaneKind {
    /// Messages that stand nowhere yet.
    Post,
    /// Messages that stand.
    Edit,
    /// Messages older than Discord lets one edit often.
    OldEdit,
    /// Direct messages.
    DirectMessage,
    /// Threads.
    Thread,
    /// Mails.
    Mail,
    /// Webhooks.
    Webhook,
}

impl LaneKind {
    const ALL: [Self; 7] = [
        Self::Post,
        Self::Edit,
        Self::OldEdit,
        Self::DirectMessage,
        Self::Thread,
        Self::Mail,
        Self::Webhook,
    ];

    /// The word that the queries below know it by.
    const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Edit => "edit",
            Self::OldEdit => "old_edit",
            Self::DirectMessage => "word",
            Self::Thread => "thread",
            Self::Mail => "mail",
            Self::Webhook => "webhook",
        }
    }
}

/// The lanes that have something to do. A message with an id below `old_before` is an old one.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_due_lanes(
    conn: &mut Conn,
    now: DateTime<Utc>,
    old_before: MessageId,
) -> Result<Vec<Lane>, sqlx::Error> {
    let now = ms(now);
    let rows = sqlx::query!(
        r#"select distinct team_id as "team_id!", case when kind in ('word', 'thread', 'mail', 'webhook') then kind when message_id is null then 'post'
            when message_id < ? then 'old_edit' else 'edit' end as "lane!: String"
        from outbox where wanted > shown and parked is null and due_at_ms <= ?"#,
        old_before.0,
        now
    )
    .fetch_all(conn)
    .await?;
    let lane = |team, code: &str| {
        let kind = LaneKind::ALL.into_iter().find(|kind| kind.code() == code)?;
        Some(Lane {
            team: TeamId(team),
            kind,
        })
    };
    Ok(rows
        .into_iter()
        .filter_map(|row| lane(row.team_id, &row.lane))
        .collect())
}

/// The row of a lane that has been due the longest. By the index of what is due: that of teams would lead through all
/// that a team ever had.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn next_in_lane(
    conn: &mut Conn,
    lane: Lane,
    now: DateTime<Utc>,
    old_before: MessageId,
) -> Result<Option<OutboxId>, sqlx::Error> {
    let (now, kind) = (ms(now), lane.kind.code());
    let id = sqlx::query_scalar!(
        r#"select id as "id!" from outbox indexed by outbox_due
        where wanted > shown and parked is null and due_at_ms <= ? and team_id = ?
            and case when kind in ('word', 'thread', 'mail', 'webhook') then kind when message_id is null then 'post'
                when message_id < ? then 'old_edit' else 'edit' end = ?
        order by due_at_ms, id limit 1"#,
        now,
        lane.team.0,
        old_before.0,
        kind
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(OutboxId))
}

/// When the next row falls due after `now`; `None` where none does.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn next_due(conn: &mut Conn, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let now = ms(now);
    let next = sqlx::query_scalar!(
        r#"select min(due_at_ms) as "next: i64" from outbox
        where wanted > shown and parked is null and due_at_ms > ?"#,
        now
    );
    Ok(next.fetch_one(conn).await?.map(from_ms))
}

/// The newest row; rows above it are written later.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn newest(conn: &mut Conn) -> Result<OutboxId, sqlx::Error> {
    let id = sqlx::query_scalar!(r#"select coalesce(max(id), 0) as "id!: i64" from outbox"#).fetch_one(conn);
    Ok(OutboxId(id.await?))
}

/// Brings forward to `now` what is due later than `latest`. No back-off reaches that far: the clock was ahead when the
/// row was written and has been set right since. Mails and webhooks do wait for hours.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn bring_forward(
    tx: &mut Tx,
    now: DateTime<Utc>,
    latest: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let (now, latest) = (ms(now), ms(latest));
    let done = sqlx::query!(
        "update outbox set due_at_ms = ? where wanted > shown and due_at_ms > ? and kind not in ('mail', 'webhook')",
        now,
        latest
    );
    Ok(done.execute(&mut **tx).await?.rows_affected())
}
