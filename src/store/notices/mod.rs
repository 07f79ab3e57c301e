//! Notices: one row for each that a change owes, written with the change, and what became of it.

pub mod secrets;
pub mod texts;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, LeadNumber, MemberId, NoticeId, TeamId};
use crate::domain::notice::{Audience, Cause, Medium, Notice, State, Why};
use crate::domain::owed_notices::Owed;

struct Row {
    id: i64,
    team_id: i64,
    lead_id: i64,
    cause: String,
    medium: String,
    audience: String,
    public_id: String,
    state: String,
    why: Option<String>,
    detail: Option<String>,
    caused_at_ms: i64,
    due_at_ms: i64,
    attempts: i64,
    settled_at_ms: Option<i64>,
    told_by: Option<i64>,
    told_at_ms: Option<i64>,
}

impl TryFrom<Row> for Notice {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let decode = |what: &str| sqlx::Error::Decode(format!("notice {}: {what}", row.id).into());
        Ok(Self {
            id: NoticeId(row.id),
            team: TeamId(row.team_id),
            lead: LeadId(row.lead_id),
            cause: Cause::from_code(&row.cause).ok_or_else(|| decode("cause"))?,
            medium: Medium::from_code(&row.medium).ok_or_else(|| decode("medium"))?,
            audience: Audience::from_code(&row.audience).ok_or_else(|| decode("audience"))?,
            state: State::from_code(&row.state).ok_or_else(|| decode("state"))?,
            // A word of a later version says nothing to this one.
            why: row.why.as_deref().and_then(Why::from_code),
            public_id: row.public_id,
            detail: row.detail,
            caused_at: from_ms(row.caused_at_ms),
            due_at: from_ms(row.due_at_ms),
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            settled_at: row.settled_at_ms.map(from_ms),
            told_by: row.told_by.map(MemberId),
            told_at: row.told_at_ms.map(from_ms),
        })
    }
}

fn notices(rows: Vec<Row>) -> Result<Vec<Notice>, sqlx::Error> {
    rows.into_iter().map(Notice::try_from).collect()
}

/// Writes what a change owes. It goes out at `due` at the earliest.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    (team, lead): (TeamId, LeadId),
    cause: Cause,
    owed: Owed,
    caused_at: DateTime<Utc>,
    due: DateTime<Utc>,
) -> Result<NoticeId, sqlx::Error> {
    let (cause, medium, audience) = (cause.code(), owed.medium.code(), owed.audience.code());
    let (state, why) = (owed.state.code(), owed.why.map(Why::code));
    let public_id = format!("{:032x}", rand::random::<u128>());
    let (caused_at, due) = (ms(caused_at), ms(due));
    let id = sqlx::query_scalar!(
        r#"insert into notices (team_id, lead_id, cause, medium, audience, public_id, state, why, caused_at_ms, due_at_ms)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id as "id!: i64""#,
        team.0,
        lead.0,
        cause,
        medium,
        audience,
        public_id,
        state,
        why,
        caused_at,
        due
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(NoticeId(id))
}

/// One notice.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: NoticeId) -> Result<Option<Notice>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, cause, medium, audience, public_id, state, why, detail, caused_at_ms, due_at_ms, attempts,
            settled_at_ms, told_by, told_at_ms
        from notices where id = ?",
        id.0
    );
    row.fetch_optional(conn).await?.map(Notice::try_from).transpose()
}

/// What a lead's changes owed, oldest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_of_lead(conn: &mut Conn, lead: LeadId) -> Result<Vec<Notice>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, cause, medium, audience, public_id, state, why, detail, caused_at_ms, due_at_ms, attempts,
            settled_at_ms, told_by, told_at_ms
        from notices where lead_id = ? order by id",
        lead.0
    );
    notices(rows.fetch_all(conn).await?)
}

/// What waits for a manager's hand, oldest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_open(conn: &mut Conn, team: TeamId, limit: i64) -> Result<Vec<Notice>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, cause, medium, audience, public_id, state, why, detail, caused_at_ms, due_at_ms, attempts,
            settled_at_ms, told_by, told_at_ms
        from notices where team_id = ? and state in ('failed', 'by_hand') order by id limit ?",
        team.0,
        limit
    );
    notices(rows.fetch_all(conn).await?)
}

/// What a team's latest changes owed, newest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_latest(
    conn: &mut Conn,
    team: TeamId,
    limit: i64,
) -> Result<Vec<Notice>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, cause, medium, audience, public_id, state, why, detail, caused_at_ms, due_at_ms, attempts,
            settled_at_ms, told_by, told_at_ms
        from notices where team_id = ? order by id desc limit ?",
        team.0,
        limit
    );
    notices(rows.fetch_all(conn).await?)
}

/// What came to need a hand on a day, with what has been done about it since, oldest first; `limit` at most, and how many
/// of them still wait.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_of_day(
    conn: &mut Conn,
    team: TeamId,
    day: NaiveDate,
    limit: i64,
) -> Result<(Vec<(Notice, LeadNumber)>, i64), sqlx::Error> {
    let from = ms(day.and_time(NaiveTime::MIN).and_utc());
    let to = from + 24 * 3_600_000;
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, cause, medium, audience, public_id, state, why, detail, caused_at_ms, due_at_ms, attempts,
            settled_at_ms, told_by, told_at_ms
        from notices where team_id = ? and settled_at_ms >= ? and settled_at_ms < ? and state in ('failed', 'by_hand', 'told')
        order by state = 'told', id limit ?",
        team.0,
        from,
        to,
        limit
    );
    let mut all = Vec::new();
    for notice in notices(rows.fetch_all(&mut *conn).await?)? {
        let number = sqlx::query_scalar!("select number from leads where id = ?", notice.lead.0);
        all.push((notice, LeadNumber(number.fetch_one(&mut *conn).await?)));
    }
    let open = sqlx::query_scalar!(
        r#"select count(*) as "open!: i64" from notices
        where team_id = ? and settled_at_ms >= ? and settled_at_ms < ? and state in ('failed', 'by_hand')"#,
        team.0,
        from,
        to
    );
    Ok((all, open.fetch_one(conn).await?))
}

/// How many of a team's notices wait for a manager's hand.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn count_open(conn: &mut Conn, team: TeamId) -> Result<i64, sqlx::Error> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!: i64" from notices where team_id = ? and state in ('failed', 'by_hand')"#,
        team.0
    );
    count.fetch_one(conn).await
}

/// Teams with notices of which managers have not been told yet: from before there were any.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_teams_to_alert(conn: &mut Conn) -> Result<Vec<TeamId>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select distinct team_id from notices where state in ('failed', 'by_hand') and why = 'before' and attempts = 0"
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(TeamId).collect())
}

/// Managers of that team have been told of what is from before.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_alerted(tx: &mut Tx, team: TeamId, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "update notices set attempts = 1, settled_at_ms = ? where team_id = ? and state in ('failed', 'by_hand') and why = 'before'",
        at,
        team.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether an earlier notice of the same lead, by the same way, still waits: they go out in order.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn has_earlier_waiting(conn: &mut Conn, notice: &Notice) -> Result<bool, sqlx::Error> {
    let (lead, medium, id) = (notice.lead.0, notice.medium.code(), notice.id.0);
    sqlx::query_scalar!(
        r#"select exists(select 1 from notices where lead_id = ? and medium = ? and id < ? and state = 'waiting') as "is!: bool""#,
        lead,
        medium,
        id
    )
    .fetch_one(conn)
    .await
}

/// A notice that waits has come to rest. `false` where it did not wait any more.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_settled(
    tx: &mut Tx,
    id: NoticeId,
    state: State,
    why: Option<Why>,
    detail: Option<&str>,
    at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let (state, why, at) = (state.code(), why.map(Why::code), ms(at));
    let done = sqlx::query!(
        "update notices set state = ?, why = ?, detail = ?, settled_at_ms = ? where id = ? and state = 'waiting'",
        state,
        why,
        detail,
        at,
        id.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}

/// A notice could not be sent, and is tried again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_attempted(
    tx: &mut Tx,
    id: NoticeId,
    attempts: u32,
    detail: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update notices set attempts = ?, detail = ? where id = ? and state = 'waiting'",
        attempts,
        detail,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Has a notice tried from the beginning. `false` where it was not open.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_retried(
    tx: &mut Tx,
    id: NoticeId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let now = ms(now);
    let done = sqlx::query!(
        "update notices set state = 'waiting', why = null, detail = null, attempts = 0, due_at_ms = ?, settled_at_ms = null
        where id = ? and state in ('failed', 'by_hand')",
        now,
        id.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}

/// A member has told them. `false` where it was not open.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_told(
    tx: &mut Tx,
    id: NoticeId,
    by: MemberId,
    at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let at = ms(at);
    let done = sqlx::query!(
        "update notices set state = 'told', told_by = ?, told_at_ms = ? where id = ? and state in ('failed', 'by_hand')",
        by.0,
        at,
        id.0
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Whether the customer is told of a change that can still be taken back: what waits is withheld, or the other way round.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_wanted(tx: &mut Tx, id: NoticeId, wanted: bool) -> Result<bool, sqlx::Error> {
    let (from, to, why) = if wanted {
        ("withheld", "waiting", None)
    } else {
        ("waiting", "withheld", Some(Why::NotWanted.code()))
    };
    let done = sqlx::query!(
        "update notices set state = ?, why = ? where id = ? and state = ? and coalesce(why, 'not_wanted') = 'not_wanted'
            and attempts = 0",
        to,
        why,
        id.0,
        from
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Drops what was owed by a change that is taken back.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn drop_of_cause(
    tx: &mut Tx,
    lead: LeadId,
    cause: Cause,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (cause, at) = (cause.code(), ms(at));
    sqlx::query!(
        "update notices set state = 'dropped', why = 'undone', settled_at_ms = ?
        where lead_id = ? and cause = ? and state in ('waiting', 'failed', 'by_hand', 'withheld')",
        at,
        lead.0,
        cause
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Drops what is owed to somebody whose data is wiped, and what the other side said of them.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn drop_of_lead(tx: &mut Tx, lead: LeadId, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "update notices set detail = null, why = case when state in ('waiting', 'failed', 'by_hand') then 'erased' else why end,
            settled_at_ms = case when state in ('waiting', 'failed', 'by_hand') then ? else settled_at_ms end,
            state = case when state in ('waiting', 'failed', 'by_hand') then 'dropped' else state end
        where lead_id = ?",
        at,
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
