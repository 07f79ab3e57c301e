//! Who of a team is away. A row whose end has passed means nothing any more.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::absence::Absence;
use crate::domain::ids::{LeadId, MemberId, TeamId};

/// Writes an absence, in place of the one that the member had.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn upsert(
    tx: &mut Tx,
    team: TeamId,
    absence: &Absence,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (now, until) = (ms(now), ms(absence.until));
    let cover = absence.cover.map(|cover| cover.0);
    sqlx::query!(
        "insert into absences (team_id, member_id, from_ms, until_ms, cover_id) values (?, ?, ?, ?, ?)
        on conflict (team_id, member_id) do update set until_ms = excluded.until_ms, cover_id = excluded.cover_id,
            from_ms = case when absences.until_ms > excluded.from_ms then absences.from_ms else excluded.from_ms end",
        team.0,
        absence.member.0,
        now,
        until,
        cover
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The member is back.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn delete(tx: &mut Tx, team: TeamId, member: MemberId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from absences where team_id = ? and member_id = ?",
        team.0,
        member.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether a member is away at `now`, and until when.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(
    conn: &mut Conn,
    team: TeamId,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<Option<Absence>, sqlx::Error> {
    let all = list(conn, team, now).await?;
    Ok(all.into_iter().find(|absence| absence.member == member))
}

/// Who is away at `now`, those who come back first first.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list(conn: &mut Conn, team: TeamId, now: DateTime<Utc>) -> Result<Vec<Absence>, sqlx::Error> {
    let now = ms(now);
    let rows = sqlx::query!(
        "select member_id, until_ms, cover_id from absences where team_id = ? and until_ms > ?
        order by until_ms, member_id",
        team.0,
        now
    );
    let rows = rows.fetch_all(conn).await?;
    Ok(rows
        .into_iter()
        .map(|row| Absence {
            member: MemberId(row.member_id),
            until: from_ms(row.until_ms),
            cover: row.cover_id.map(MemberId),
        })
        .collect())
}

/// The leads that wait for an answer and that a member looks at: the hot ones, and those that expire before `until`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn list_leads_to_hand_on(
    conn: &mut Conn,
    team: TeamId,
    member: MemberId,
    until: DateTime<Utc>,
) -> Result<Vec<LeadId>, sqlx::Error> {
    let until = ms(until);
    let rows = sqlx::query_scalar!(
        r#"select id as "id!: i64" from leads where team_id = ? and assignee_id = ? and stage = 'received'
            and (hot or deadline_at_ms <= ?) order by id"#,
        team.0,
        member.0,
        until
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(LeadId).collect())
}
