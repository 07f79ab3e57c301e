//! Favorites: members' hearts on leads.

use chrono::{DateTime, Utc};

use super::time::ms;
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, MemberId};

/// How many hearts a lead has.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn count(conn: &mut Conn, lead: LeadId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select count(*) from favorites where lead_id = ?", lead.0)
        .fetch_one(conn)
        .await
}

/// Whether a member has given a lead a heart.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn has(conn: &mut Conn, lead: LeadId, member: MemberId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select 1 from favorites where lead_id = ? and member_id = ?) as "has!: bool""#,
        lead.0,
        member.0
    )
    .fetch_one(conn)
    .await
}

/// Gives the heart where there was none, takes it back where there was one. Returns whether it is there now.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn toggle(
    tx: &mut Tx,
    lead: LeadId,
    member: MemberId,
    at: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let gone = sqlx::query!(
        "delete from favorites where lead_id = ? and member_id = ?",
        lead.0,
        member.0
    )
    .execute(&mut **tx)
    .await?;
    if gone.rows_affected() > 0 {
        return Ok(false);
    }
    let at = ms(at);
    sqlx::query!(
        "insert into favorites (lead_id, member_id, at_ms) values (?, ?, ?)",
        lead.0,
        member.0,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(true)
}
