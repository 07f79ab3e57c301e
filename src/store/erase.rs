//! Wiping a lead's personal data from every table. What stays is what figures are made of: number, kind, stages, times,
//! country, size, industry, language, campaign, value, reason, owner, source; and its source's own id, by which
//! the same delivery sent again is known and not taken for a new lead.
//!
//! Team contacts stay: they are colleagues, not the customer.

use chrono::{DateTime, Utc};

use super::leads::json;
use super::time::ms;
use super::{Tx, events};
use crate::domain::contact::{Email, Phone};
use crate::domain::ids::LeadId;
use crate::domain::lead::Lead;

/// Wipes the row, and whatever else was kept of that person besides deal, search index and what stands in Discord.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn wipe(tx: &mut Tx, lead: &Lead, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let at = ms(at);
    sqlx::query!(
        "update leads set company = null, name = null, title = null, email = null, phone = null, city = null, need = null,
            solutions = '[]', budget = null, sender_name = null, sender_email = null, reply_to = null, reason_notes = null,
            email_key = null, phone_key = null, company_key = null, erased_at_ms = ?, version = version + 1
        where id = ?",
        at,
        lead.id.0
    )
    .execute(&mut **tx)
    .await?;
    wipe_history(tx, lead.id).await?;
    let traces = json(&traces(lead))?;
    wipe_drafts(tx, lead, &traces).await?;
    wipe_deliveries(tx, lead, &traces).await
}

/// What the person is known by, in lower case, for texts that name no lead.
fn traces(lead: &Lead) -> Vec<String> {
    let customer = &lead.request.customer;
    let sender = lead.request.sender.as_ref();
    // A first name alone would be found in other people's data.
    let full_name = customer.name.as_deref().filter(|name| name.trim().contains(' '));
    let texts = [
        customer.email.as_ref().map(Email::as_str),
        customer.phone.as_ref().map(Phone::as_str),
        full_name,
        sender.and_then(|sender| sender.email.as_ref()).map(Email::as_str),
    ];
    texts
        .into_iter()
        .flatten()
        .map(|text| text.trim().to_ascii_lowercase())
        .collect()
}

/// The entries stay, without what was typed: the table's trigger lets that through for an erased lead alone.
async fn wipe_history(tx: &mut Tx, lead: LeadId) -> Result<(), sqlx::Error> {
    for (id, event) in events::list_with_ids(tx, lead).await? {
        let (_, details) = events::words(&event.what.without_free_text())?;
        sqlx::query!("update events set details = ? where id = ?", details, id)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn wipe_drafts(tx: &mut Tx, lead: &Lead, traces: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from drafts where lead_id = ? or (team_id = ?
            and exists (select 1 from json_each(?) trace where instr(lower(typed), trace.value) > 0))",
        lead.id.0,
        lead.team.0,
        traces
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What could not be understood stays counted, without what it said.
async fn wipe_deliveries(tx: &mut Tx, lead: &Lead, traces: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update rejected_deliveries set body = x'', reason = 'erased'
        where source_id in (select id from sources where team_id = ?)
            and exists (select 1 from json_each(?) trace where instr(lower(cast(body as text)), trace.value) > 0
                or instr(lower(reason), trace.value) > 0)",
        lead.team.0,
        traces
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "update deliveries set answer = '{}'
        where source_id in (select id from sources where team_id = ?)
            and exists (select 1 from json_each(?) trace where instr(lower(answer), trace.value) > 0)",
        lead.team.0,
        traces
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
