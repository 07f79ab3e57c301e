//! Writing leads: a new row, and the guarded transition.

use chrono::{DateTime, Utc};

use super::json;
use crate::domain::contact::{CountryCode, Email, Phone, company_key};
use crate::domain::ids::{ChannelId, LeadId, LeadNumber, MemberId, SourceId, TeamId};
use crate::domain::lead::NewLead;
use crate::domain::stage::{Outcome, Stage};
use crate::domain::transition::Last;
use crate::store::Tx;
use crate::store::time::ms;

/// What a new row needs beyond what arrived.
pub(crate) struct Arrival<'a> {
    /// Whose lead it becomes.
    pub team: TeamId,
    /// Under which number: [`crate::store::teams::take_number`].
    pub number: LeadNumber,
    /// Where it came in.
    pub source: SourceId,
    /// SHA-256 of what arrived.
    pub payload_hash: &'a [u8; 32],
    /// When it arrived at its source.
    pub received_at: DateTime<Utc>,
    /// When it arrived here.
    pub taken_in_at: DateTime<Utc>,
    /// When it expires unanswered.
    pub deadline: Option<DateTime<Utc>>,
    /// Who brought it.
    pub last: Last,
}

/// Writes a new lead.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or the source's external id is taken.
pub(crate) async fn insert(tx: &mut Tx, new: &NewLead, arrival: &Arrival<'_>) -> Result<LeadId, sqlx::Error> {
    let (customer, sender) = (&new.customer, new.sender.as_ref());
    let kind = new.kind.code();
    let hash = arrival.payload_hash.as_slice();
    let email = customer.email.as_ref().map(Email::as_str);
    let phone = customer.phone.as_ref().map(Phone::as_str);
    let email_key = customer.email.as_ref().map(Email::key);
    let phone_key = customer
        .phone
        .as_ref()
        .map(|phone| phone.key_in(customer.country.as_ref()));
    let company_key = customer
        .company
        .as_deref()
        .map(company_key)
        .filter(|key| !key.is_empty());
    let country = customer.country.as_ref().map(CountryCode::as_str);
    let solutions =
        serde_json::to_string(&new.solutions).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let sender_kind = sender.map(|sender| sender.kind.code());
    let sender_name = sender.and_then(|sender| sender.name.as_deref());
    let sender_email = sender.and_then(|sender| sender.email.as_ref()).map(Email::as_str);
    let sender_organization = sender.and_then(|sender| sender.organization.as_deref());
    let received_at = ms(arrival.received_at);
    let taken_in_at = ms(arrival.taken_in_at);
    let deadline = arrival.deadline.map(ms);
    let last_at = ms(arrival.last.at);
    let last_actor = json(&arrival.last.by)?;
    let id = sqlx::query_scalar!(
        r#"insert into leads (id, team_id, number, source_id, external_id, payload_hash, kind, hot, informational, test,
            do_not_contact, company, name, title, email, phone, country, city, size, industry, customer_language, need,
            solutions, budget, campaign_id, sender_kind, sender_name, sender_email, sender_organization, reply_to,
            email_key, phone_key, company_key, received_at_ms, taken_in_at_ms, deadline_at_ms, last_at_ms, last_actor)
        values ((select max(floor, coalesce((select max(id) from leads), 0)) + 1 from row_ids), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        returning id as "id!: i64""#,
        arrival.team.0,
        arrival.number.0,
        arrival.source.0,
        new.external_id,
        hash,
        kind,
        new.hot,
        new.informational,
        new.test,
        new.do_not_contact,
        customer.company,
        customer.name,
        customer.title,
        email,
        phone,
        country,
        customer.city,
        customer.size,
        customer.industry,
        customer.language,
        new.need,
        solutions,
        new.budget,
        new.campaign_id,
        sender_kind,
        sender_name,
        sender_email,
        sender_organization,
        new.reply_to,
        email_key,
        phone_key,
        company_key,
        received_at,
        taken_in_at,
        deadline,
        last_at,
        last_actor,
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(LeadId(id))
}

/// A transition to be written.
pub(crate) struct Transition<'a> {
    /// The stage that it was decided on.
    pub before: Stage,
    /// The stage that follows.
    pub after: Stage,
    /// Who, and when.
    pub last: Last,
    /// The owner from now on.
    pub owner: Option<MemberId>,
    /// The reason's code.
    pub reason: Option<&'a str>,
    /// What the member added to it.
    pub reason_notes: Option<&'a str>,
}

/// Writes a transition, guarded: `false`, and nothing written, where the lead is no longer in the stage it was
/// decided on.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_stage(
    tx: &mut Tx,
    id: LeadId,
    change: &Transition<'_>,
) -> Result<bool, sqlx::Error> {
    let (stage, outcome) = (change.after.code(), change.after.outcome().map(Outcome::code));
    let (stage_before, outcome_before) = (change.before.code(), change.before.outcome().map(Outcome::code));
    let owner = change.owner.map(|owner| owner.0);
    let last_at = ms(change.last.at);
    let last_actor = json(&change.last.by)?;
    let answered_at = matches!(change.last.by, crate::domain::event::Initiator::Member(_)).then_some(last_at);
    let done = sqlx::query!(
        r#"update leads set stage = ?, outcome = ?, owner_id = ?, reason = ?, reason_notes = ?, last_at_ms = ?,
            last_actor = ?, answered_at_ms = coalesce(answered_at_ms, ?), version = version + 1
        where id = ? and stage = ? and outcome is ?"#,
        stage,
        outcome,
        owner,
        change.reason,
        change.reason_notes,
        last_at,
        last_actor,
        answered_at,
        id.0,
        stage_before,
        outcome_before,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says again who brought the lead to its stage: after an answer was taken back, as it was before. A lead that waits
/// for an answer again has none, unless it had one before it was given back (`keeps_answer`).
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn restore_last(
    tx: &mut Tx,
    id: LeadId,
    last: Last,
    keeps_answer: bool,
) -> Result<(), sqlx::Error> {
    let (at, by) = (ms(last.at), json(&last.by)?);
    sqlx::query!(
        "update leads set last_at_ms = ?, last_actor = ?,
            answered_at_ms = case when stage = 'received' and not ? then null else answered_at_ms end
        where id = ?",
        at,
        by,
        keeps_answer,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Counts a change that is no transition, so that a form opened before it is told.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn touch(tx: &mut Tx, id: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("update leads set version = version + 1 where id = ?", id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Remembers the lead's thread.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_thread(tx: &mut Tx, id: LeadId, thread: ChannelId) -> Result<(), sqlx::Error> {
    sqlx::query!("update leads set thread_id = ? where id = ?", thread.0, id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Moves the moment at which the lead expires unanswered.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_deadline(tx: &mut Tx, id: LeadId, to: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let to = ms(to);
    sqlx::query!("update leads set deadline_at_ms = ? where id = ?", to, id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Asks somebody to look at a lead that waits for an answer, or nobody any more.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_assignee(
    tx: &mut Tx,
    id: LeadId,
    to: Option<MemberId>,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (to, at) = (to.map(|to| to.0), to.map(|_| ms(at)));
    sqlx::query!(
        "update leads set assignee_id = ?, assigned_at_ms = ?, version = version + 1 where id = ?",
        to,
        at,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Hands the deal to somebody.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn update_owner(tx: &mut Tx, id: LeadId, owner: MemberId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update leads set owner_id = ?, version = version + 1 where id = ?",
        owner.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
