//! What was still to come for a lead when it was answered, so that an answer that is taken back brings it back: also a
//! reminder that was waiting for an opening.

use super::Tx;
use crate::domain::deadline::ScheduledStep;
use crate::domain::ids::LeadId;

/// Keeps what is pending for a lead that is being answered.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn keep_pending(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into called_off (lead_id, step) select lead_id, step from due where lead_id = ? and done_at_ms is null
        on conflict do nothing",
        lead.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Forgets what was kept, and says what it was.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn take(tx: &mut Tx, lead: LeadId) -> Result<Vec<ScheduledStep>, sqlx::Error> {
    let steps = sqlx::query_scalar!(
        r#"delete from called_off where lead_id = ? returning step as "step!""#,
        lead.0
    );
    let steps = steps.fetch_all(&mut **tx).await?;
    Ok(steps
        .iter()
        .filter_map(|code| ScheduledStep::from_code(code))
        .collect())
}
