//! What is due, by lane. Which lane a row is in is told by its generated column; only how old a message is depends on the
//! time.

use chrono::{DateTime, Utc};

use crate::domain::ids::{MessageId, OutboxId, TeamId};
use crate::store::time::{from_ms, ms};
use crate::store::{Conn, Tx};

/// Rows that are shown one after another, in order: those of one team and one kind of request, since Discord limits
/// posts, edits and edits of old messages apart. What blocks one lane holds up no other.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) struct Lane {
    /// Whose rows.
    pub team: TeamId,
    /// Which of them.
    pub kind: LaneKind,
}

/// What a lane asks of Discord.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(crate) enum LaneKind {
    /// Messages that stand nowhere yet.
    Post,
    /// Messages that stand.
    Edit,
    /// Messages older than Discord lets one edit often.
    OldEdit,
    DirectMessage,
    Thread,
    Mail,
    Webhook,
}

impl LaneKind {
    /// The word in the column `lane`, and whether it is about old messages only.
    pub(super) const fn code(self) -> (&'static str, bool) {
        match self {
            Self::Post => ("post", false),
            Self::Edit => ("edit", false),
            Self::OldEdit => ("edit", true),
            Self::DirectMessage => ("direct", false),
            Self::Thread => ("thread", false),
            Self::Mail => ("mail", false),
            Self::Webhook => ("webhook", false),
        }
    }

    /// Whether its rows go to Discord, and not to another server.
    pub(crate) const fn is_discord(self) -> bool {
        !matches!(self, Self::Mail | Self::Webhook)
    }

    fn from_code(code: &str) -> Option<Self> {
        match code {
            "post" => Some(Self::Post),
            "edit" => Some(Self::Edit),
            "direct" => Some(Self::DirectMessage),
            "thread" => Some(Self::Thread),
            "mail" => Some(Self::Mail),
            "webhook" => Some(Self::Webhook),
            _ => None,
        }
    }
}

/// What is due, and when the next thing will be.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct DueLanes {
    /// The lanes that have something to do.
    pub lanes: Vec<Lane>,
    /// When the next row falls due after now.
    pub next: Option<DateTime<Utc>>,
    /// Whether a parked row is to be tried again by now.
    pub has_parked: bool,
}

/// The lanes that have something to do. A message with an id below `old_before` is an old one. Reads the index of what is
/// pending, and nothing else.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_due_lanes(
    conn: &mut Conn,
    now: DateTime<Utc>,
    old_before: MessageId,
) -> Result<DueLanes, sqlx::Error> {
    let now_ms = ms(now);
    let rows = sqlx::query!(
        r#"select team_id as "team_id!: i64", lane as "lane!: String",
            coalesce(min(due_at_ms) filter (where lane <> 'edit' or message_id >= ?1), -1) as "young!: i64",
            coalesce(min(due_at_ms) filter (where lane = 'edit' and message_id < ?1), -1) as "old!: i64",
            coalesce(min(due_at_ms) filter (where due_at_ms > ?2), -1) as "later!: i64"
        from outbox indexed by outbox_due where wanted > shown and parked is null group by team_id, lane
        union all
        select 0, 'parked', coalesce(min(retry_at_ms), -1), -1, coalesce(min(retry_at_ms) filter (where retry_at_ms > ?2), -1)
        from outbox indexed by outbox_retry where retry_at_ms is not null"#,
        old_before.0,
        now_ms
    )
    .fetch_all(conn)
    .await?;
    let mut due = DueLanes::default();
    for row in rows {
        let later = (row.later >= 0).then(|| from_ms(row.later));
        due.next = due.next.into_iter().chain(later).min();
        let is_due = |at: i64| at >= 0 && at <= now_ms;
        if row.lane == "parked" {
            due.has_parked |= is_due(row.young);
            continue;
        }
        let lanes = [
            is_due(row.young)
                .then(|| LaneKind::from_code(&row.lane))
                .flatten(),
            is_due(row.old).then_some(LaneKind::OldEdit),
        ];
        let team = TeamId(row.team_id);
        due.lanes
            .extend(lanes.into_iter().flatten().map(|kind| Lane { team, kind }));
    }
    Ok(due)
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
pub(crate) async fn bring_forward(
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
