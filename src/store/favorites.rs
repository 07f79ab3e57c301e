//! Favorites: members' hearts on leads.

use chrono::{DateTime, Utc};

use super::Tx;
use super::time::ms;
use crate::domain::ids::{LeadId, MemberId};

/// Gives the heart or takes it back.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or the heart was there already.
pub(crate) async fn set(
    tx: &mut Tx,
    lead: LeadId,
    member: MemberId,
    given: bool,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let at = ms(at);
    let change = if given {
        sqlx::query!(
            "insert into favorites (lead_id, member_id, at_ms) values (?, ?, ?)",
            lead.0,
            member.0,
            at
        )
    } else {
        sqlx::query!(
            "delete from favorites where lead_id = ? and member_id = ?",
            lead.0,
            member.0
        )
    };
    change.execute(&mut **tx).await?;
    Ok(())
}
