//! What is due at a moment: reminders, warnings, expiries, digests. Rows, so that nothing that matters lives in a
//! sleeping task. A row that has been done stays, so that no step happens to a lead twice.

use chrono::{DateTime, Utc};

use super::leads::json;
use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::deadline::ScheduledStep;
use crate::domain::ids::{LeadId, TeamId};

/// A row that is not done yet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Due {
    /// The row.
    pub id: i64,
    /// Whose.
    pub team: TeamId,
    /// For which lead; `None` for something of the team.
    pub lead: Option<LeadId>,
    /// What; `None` where the word is not one of ours.
    pub step: Option<ScheduledStep>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Plans what is due for a lead. A step that the lead has had already is not planned again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert(
    tx: &mut Tx,
    team: TeamId,
    lead: LeadId,
    steps: &[(ScheduledStep, DateTime<Utc>)],
) -> Result<(), sqlx::Error> {
    let planned = steps
        .iter()
        .map(|(step, at)| (lead, *step, *at))
        .collect::<Vec<_>>();
    insert_many(tx, team, &planned).await
}

/// Plans what is due for many leads of a team, in one statement.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn insert_many(
    tx: &mut Tx,
    team: TeamId,
    steps: &[(LeadId, ScheduledStep, DateTime<Utc>)],
) -> Result<(), sqlx::Error> {
    if steps.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = steps
        .iter()
        .map(|(lead, step, at)| (lead.0, step.code(), ms(*at)))
        .collect();
    let rows = json(&rows)?;
    sqlx::query!(
        "insert into due (team_id, lead_id, step, due_at_ms)
        select ?, value ->> 0, value ->> 1, value ->> 2 from json_each(?) where true
        on conflict do nothing",
        team.0,
        rows
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Plans the team's next digest in place of the one that was planned; `None` for no digest.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn replace_digest(
    tx: &mut Tx,
    team: TeamId,
    next: Option<(ScheduledStep, DateTime<Utc>)>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from due where team_id = ? and lead_id is null and done_at_ms is null",
        team.0
    )
    .execute(&mut **tx)
    .await?;
    if let Some((step, at)) = next {
        let (step, at) = (step.code(), ms(at));
        sqlx::query!(
            "insert into due (team_id, step, due_at_ms) values (?, ?, ?) on conflict do nothing",
            team.0,
            step,
            at
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Calls off what has not happened yet: the lead was answered.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete_pending(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from due where lead_id = ? and done_at_ms is null", lead.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Calls off what has not happened yet for a lead, to be planned anew. Returns what that was, earliest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn take_pending(tx: &mut Tx, lead: LeadId) -> Result<Vec<Due>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"delete from due where lead_id = ? and done_at_ms is null
        returning id as "id!", team_id as "team_id!", lead_id, step as "step!", due_at_ms as "due_at_ms!""#,
        lead.0
    );
    let mut rows = rows.fetch_all(&mut **tx).await?;
    rows.sort_by_key(|row| row.due_at_ms);
    Ok(rows.into_iter().map(Due::from).collect())
}

/// Forgets the warnings that a lead has had: its deadline is another one, which is warned of anew.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn forget_warnings(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from due where lead_id = ? and done_at_ms is not null and step glob 'warning:*'",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Calls off what has not happened yet for all leads of a team, to be planned anew. Returns what that was.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn take_pending_of_leads(tx: &mut Tx, team: TeamId) -> Result<Vec<Due>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"delete from due where lead_id in (select id from leads where team_id = ? and stage <> 'archived') and done_at_ms is null
        returning id as "id!", team_id as "team_id!", lead_id, step as "step!", due_at_ms as "due_at_ms!""#,
        team.0
    );
    Ok(rows
        .fetch_all(&mut **tx)
        .await?
        .into_iter()
        .map(Due::from)
        .collect())
}

/// What is pending for a lead, earliest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_pending(conn: &mut Conn, lead: LeadId) -> Result<Vec<Due>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, step, due_at_ms from due where lead_id = ? and done_at_ms is null order by due_at_ms",
        lead.0
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Due::from).collect())
}

/// What is pending for a team itself, earliest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_pending_of_team(conn: &mut Conn, team: TeamId) -> Result<Vec<Due>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, step, due_at_ms from due
        where team_id = ? and lead_id is null and done_at_ms is null order by due_at_ms",
        team.0
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Due::from).collect())
}

/// The latest digest that a team has had.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_last_digest(
    conn: &mut Conn,
    team: TeamId,
) -> Result<Option<ScheduledStep>, sqlx::Error> {
    // The word ends in a day, so that words are in the order of days.
    let step = sqlx::query_scalar!(
        r#"select max(step) as "step?: String" from due
        where team_id = ? and lead_id is null and done_at_ms is not null and step glob 'digest:*'"#,
        team.0
    );
    let step = step.fetch_one(conn).await?;
    Ok(step.as_deref().and_then(ScheduledStep::from_code))
}

/// What has been due the longest at `now`, at most `limit`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_due(
    conn: &mut Conn,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Due>, sqlx::Error> {
    let now = ms(now);
    let rows = sqlx::query_as!(
        Row,
        "select id, team_id, lead_id, step, due_at_ms from due where done_at_ms is null and due_at_ms <= ?
        order by due_at_ms limit ?",
        now,
        limit
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Due::from).collect())
}

/// The leads of a team of which only reminders are due at `now`, those that have waited the longest first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_leads_to_remind_of(
    conn: &mut Conn,
    team: TeamId,
    now: DateTime<Utc>,
) -> Result<Vec<LeadId>, sqlx::Error> {
    let now = ms(now);
    let leads = sqlx::query_scalar!(
        r#"select lead_id as "lead!" from due indexed by due_next
        where done_at_ms is null and due_at_ms <= ? and team_id = ? and lead_id is not null
        group by lead_id having max(step = 'expiry') = 0 and max(step <> 'window') = 1 order by min(due_at_ms)"#,
        now,
        team.0
    );
    Ok(leads.fetch_all(conn).await?.into_iter().map(LeadId).collect())
}

/// When the next thing is due; `None` where nothing is.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn next(conn: &mut Conn) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let next =
        sqlx::query_scalar!(r#"select min(due_at_ms) as "next: i64" from due where done_at_ms is null"#);
    Ok(next.fetch_one(conn).await?.map(from_ms))
}

/// These have happened.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_done(tx: &mut Tx, ids: &[i64], at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (ids, at) = (json(&ids)?, ms(at));
    sqlx::query!(
        "update due set done_at_ms = ? where id in (select value from json_each(?))",
        at,
        ids
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// These have to wait until then.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn postpone(tx: &mut Tx, ids: &[i64], until: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (ids, until) = (json(&ids)?, ms(until));
    sqlx::query!(
        "update due set due_at_ms = ?, put_off = 1 where id in (select value from json_each(?)) and done_at_ms is null",
        until,
        ids
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What has been put off for a lead is asked again at `now`; what is still to come by the ladder is not.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn bring_forward(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let now = ms(now);
    sqlx::query!(
        "update due set due_at_ms = ?1, put_off = 0 where lead_id = ?2 and done_at_ms is null and put_off",
        now,
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Set-up teams without a planned digest: those from before there were digests.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_teams_without_digest(conn: &mut Conn) -> Result<Vec<TeamId>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select id from teams where channel_id is not null and not exists (
            select 1 from due where team_id = teams.id and lead_id is null and done_at_ms is null)"
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(TeamId).collect())
}

struct Row {
    id: i64,
    team_id: i64,
    lead_id: Option<i64>,
    step: String,
    due_at_ms: i64,
}

impl From<Row> for Due {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            team: TeamId(row.team_id),
            lead: row.lead_id.map(LeadId),
            step: ScheduledStep::from_code(&row.step),
            at: from_ms(row.due_at_ms),
        }
    }
}
