//! What is due at a moment: reminders, warnings, expiries. Rows, so that nothing that matters lives in a sleeping task.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::deadline::Step;
use crate::domain::ids::{LeadId, TeamId};

/// Plans what is due for a lead. A step that the lead has had already is not planned again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn insert(
    tx: &mut Tx,
    team: TeamId,
    lead: LeadId,
    steps: &[(Step, DateTime<Utc>)],
) -> Result<(), sqlx::Error> {
    for (step, at) in steps {
        let (step, at) = (step.code(), ms(*at));
        sqlx::query!(
            "insert into due (team_id, lead_id, step, due_at_ms) values (?, ?, ?, ?) on conflict (lead_id, step) do nothing",
            team.0,
            lead.0,
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
pub async fn delete_pending(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from due where lead_id = ? and done_at_ms is null", lead.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
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
