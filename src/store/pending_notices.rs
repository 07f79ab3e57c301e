//! What has to be told outside Discord: written with the change that owes it, so that neither is without the other.

use chrono::{DateTime, Utc};

use super::time::ms;
use super::{Conn, Tx};
use crate::domain::ids::LeadId;

/// The sender has to be told that the lead expired. Once, however often it is asked for.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn insert_expired(tx: &mut Tx, lead: LeadId, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "insert into owed_notices (lead_id, cause, owed_at_ms) values (?, 'expired', ?) on conflict do nothing",
        lead.0,
        at
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Why somebody has to be told of a lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list(conn: &mut Conn, lead: LeadId) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select cause from owed_notices where lead_id = ? order by cause",
        lead.0
    )
    .fetch_all(conn)
    .await
}
