//! Who does not want to hear of a lead for a while: a member, or the whole team.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx};
use crate::domain::ids::{LeadId, MemberId};
use crate::domain::view::Snooze;

/// For whom a lead is silent.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Whom {
    /// For everybody: a manager said so.
    Team,
    /// For one member.
    Member(MemberId),
}

impl Whom {
    const fn id(self) -> i64 {
        match self {
            Self::Team => 0,
            Self::Member(member) => member.0,
        }
    }
}

/// Silences a lead until then; a later press replaces an earlier one.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn upsert(
    tx: &mut Tx,
    lead: LeadId,
    whom: Whom,
    by: MemberId,
    until: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (whom, until) = (whom.id(), ms(until));
    sqlx::query!(
        "insert into snoozes (lead_id, member_id, by_id, until_ms) values (?, ?, ?, ?)
        on conflict (lead_id, member_id) do update set by_id = excluded.by_id, until_ms = excluded.until_ms",
        lead.0,
        whom,
        by.0,
        until
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Lets a lead's reminders come again.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn delete(tx: &mut Tx, lead: LeadId, whom: Whom) -> Result<(), sqlx::Error> {
    let whom = whom.id();
    sqlx::query!(
        "delete from snoozes where lead_id = ? and member_id = ?",
        lead.0,
        whom
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The snooze of a lead for somebody.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, lead: LeadId, whom: Whom) -> Result<Option<Snooze>, sqlx::Error> {
    let whom = whom.id();
    let row = sqlx::query!(
        "select by_id, until_ms from snoozes where lead_id = ? and member_id = ?",
        lead.0,
        whom
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Snooze {
        by: MemberId(row.by_id),
        until: from_ms(row.until_ms),
    }))
}
