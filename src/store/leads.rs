//! Leads: rows, per-team numbers, and the guarded transition.

use chrono::{DateTime, Utc};

use super::time::{from_ms, ms};
use super::{Conn, Tx, search};
use crate::domain::contact::{CountryCode, Email, Phone, company_key};
use crate::domain::deadline::Timed;
use crate::domain::ids::{ChannelId, LeadId, LeadNumber, MemberId, SourceId, TeamId};
use crate::domain::lead::{Customer, Kind, Lead, NewLead, Sender, SenderKind};
use crate::domain::stage::{Outcome, Stage};
use crate::domain::transition::Last;
use crate::domain::view::Earlier;

struct Row {
    id: i64,
    team_id: i64,
    number: i64,
    source_id: i64,
    external_id: Option<String>,
    kind: String,
    stage: String,
    outcome: Option<String>,
    hot: bool,
    informational: bool,
    test: bool,
    do_not_contact: bool,
    company: Option<String>,
    name: Option<String>,
    title: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    country: Option<String>,
    city: Option<String>,
    size: Option<String>,
    industry: Option<String>,
    customer_language: Option<String>,
    need: Option<String>,
    solutions: String,
    budget: Option<String>,
    campaign_id: Option<String>,
    sender_kind: Option<String>,
    sender_name: Option<String>,
    sender_email: Option<String>,
    sender_organization: Option<String>,
    reply_to: Option<String>,
    received_at_ms: i64,
    taken_in_at_ms: i64,
    deadline_at_ms: Option<i64>,
    owner_id: Option<i64>,
    reason: Option<String>,
    reason_notes: Option<String>,
    last_at_ms: i64,
    last_actor: String,
    answered_at_ms: Option<i64>,
    version: i64,
    thread_id: Option<i64>,
    erased_at_ms: Option<i64>,
}

/// The row as the domain knows it. The CHECKs of the table make a word that is not ours impossible.
impl TryFrom<Row> for Lead {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let decode = |what: &str| sqlx::Error::Decode(format!("lead {}: {what}", row.id).into());
        let stage = Stage::from_codes(&row.stage, row.outcome.as_deref()).ok_or_else(|| decode("stage"))?;
        let kind = Kind::from_code(&row.kind).ok_or_else(|| decode("kind"))?;
        let by = serde_json::from_str(&row.last_actor).map_err(|_| decode("last_actor"))?;
        let solutions = serde_json::from_str(&row.solutions).map_err(|_| decode("solutions"))?;
        let email = |text: Option<String>| text.and_then(|text| Email::parse(&text).ok());
        let sender = row
            .sender_kind
            .as_deref()
            .and_then(SenderKind::from_code)
            .map(|kind| Sender {
                kind,
                name: row.sender_name,
                email: email(row.sender_email),
                organization: row.sender_organization,
            });
        Ok(Self {
            id: LeadId(row.id),
            team: TeamId(row.team_id),
            number: LeadNumber(row.number),
            source: SourceId(row.source_id),
            stage,
            request: NewLead {
                external_id: row.external_id,
                kind,
                received_at: Some(from_ms(row.received_at_ms)),
                hot: row.hot,
                informational: row.informational,
                test: row.test,
                customer: Customer {
                    company: row.company,
                    name: row.name,
                    title: row.title,
                    email: email(row.email),
                    phone: row.phone.and_then(|text| Phone::parse(&text).ok()),
                    country: row.country.and_then(|text| CountryCode::parse(&text)),
                    city: row.city,
                    size: row.size,
                    industry: row.industry,
                    language: row.customer_language,
                },
                need: row.need,
                solutions,
                budget: row.budget,
                campaign_id: row.campaign_id,
                do_not_contact: row.do_not_contact,
                sender,
                reply_to: row.reply_to,
            },
            received_at: from_ms(row.received_at_ms),
            taken_in_at: from_ms(row.taken_in_at_ms),
            deadline: row.deadline_at_ms.map(from_ms),
            owner: row.owner_id.map(MemberId),
            reason: row.reason,
            reason_notes: row.reason_notes,
            last: Last {
                by,
                at: from_ms(row.last_at_ms),
            },
            answered_at: row.answered_at_ms.map(from_ms),
            version: row.version,
            thread: row.thread_id.map(ChannelId),
            erased_at: row.erased_at_ms.map(from_ms),
        })
    }
}

/// One lead by its row, in whichever team: for the outbox and the scheduler, never for a person's request.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find(conn: &mut Conn, id: LeadId) -> Result<Option<Lead>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, team_id, number, source_id, external_id, kind, stage, outcome, hot as "hot: bool",
            informational as "informational: bool", test as "test: bool", do_not_contact as "do_not_contact: bool",
            company, name, title, email, phone, country, city, size, industry, customer_language, need, solutions,
            budget, campaign_id, sender_kind, sender_name, sender_email, sender_organization, reply_to,
            received_at_ms, taken_in_at_ms, deadline_at_ms, owner_id, reason, reason_notes, last_at_ms, last_actor,
            answered_at_ms, version, thread_id, erased_at_ms
        from leads where id = ?"#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(Lead::try_from).transpose()
}

/// One lead of one team by its row: another team's id finds nothing.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find_in_team(conn: &mut Conn, team: TeamId, id: LeadId) -> Result<Option<Lead>, sqlx::Error> {
    Ok(find(conn, id).await?.filter(|lead| lead.team == team))
}

/// One lead of one team by its number.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find_by_number(
    conn: &mut Conn,
    team: TeamId,
    number: LeadNumber,
) -> Result<Option<Lead>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select id from leads where team_id = ? and number = ?",
        team.0,
        number.0
    )
    .fetch_optional(&mut *conn)
    .await?;
    match id {
        Some(id) => find(conn, LeadId(id)).await,
        None => Ok(None),
    }
}

/// The open leads of a team with what decides what is due for them.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_timed(conn: &mut Conn, team: TeamId) -> Result<Vec<(LeadId, Timed)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select l.id, l.stage, l.received_at_ms, l.deadline_at_ms, l.hot as "hot: bool",
            l.do_not_contact as "do_not_contact: bool", l.informational or l.test as "silent!: bool",
            d.purchase_date as "purchase_date?"
        from leads l left join deals d on d.lead_id = l.id where l.team_id = ? and l.stage <> 'archived'"#,
        team.0
    );
    let rows = rows.fetch_all(conn).await?;
    rows.into_iter()
        .map(|row| {
            let stage = Stage::from_codes(&row.stage, None);
            let timed = Timed {
                stage: stage.ok_or_else(|| sqlx::Error::Decode(format!("lead {}: stage", row.id).into()))?,
                received_at: from_ms(row.received_at_ms),
                deadline: row.deadline_at_ms.map(from_ms),
                hot: row.hot,
                do_not_contact: row.do_not_contact,
                silent: row.silent,
                purchase_date: row.purchase_date.and_then(|date| date.parse().ok()),
            };
            Ok((LeadId(row.id), timed))
        })
        .collect()
}

/// What a source sent before under the same id.
pub struct SentBefore {
    /// The lead it became.
    pub lead: LeadId,
    /// Its number.
    pub number: LeadNumber,
    /// What was sent then.
    pub payload_hash: Vec<u8>,
}

/// The lead of a source's own id.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn find_by_external_id(
    conn: &mut Conn,
    source: SourceId,
    external_id: &str,
) -> Result<Option<SentBefore>, sqlx::Error> {
    let row = sqlx::query!(
        "select id, number, payload_hash from leads where source_id = ? and external_id = ?",
        source.0,
        external_id
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| SentBefore {
        lead: LeadId(row.id),
        number: LeadNumber(row.number),
        payload_hash: row.payload_hash,
    }))
}

/// What a new row needs beyond what arrived.
pub struct Arrival<'a> {
    /// Whose lead it becomes.
    pub team: TeamId,
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

/// Writes a new lead under the team's next number. Numbers have no gaps: the counter is part of the change.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or the source's external id is taken.
pub async fn insert(
    tx: &mut Tx,
    new: &NewLead,
    arrival: &Arrival<'_>,
) -> Result<(LeadId, LeadNumber), sqlx::Error> {
    let number = sqlx::query_scalar!(
        r#"update teams set next_lead_number = next_lead_number + 1 where id = ?
        returning next_lead_number - 1 as "number!: i64""#,
        arrival.team.0
    )
    .fetch_one(&mut **tx)
    .await?;
    let (customer, sender) = (&new.customer, new.sender.as_ref());
    let kind = new.kind.code();
    let hash = arrival.payload_hash.as_slice();
    let email = customer.email.as_ref().map(Email::as_str);
    let phone = customer.phone.as_ref().map(Phone::as_str);
    let email_key = customer.email.as_ref().map(Email::key);
    let phone_key = customer.phone.as_ref().map(Phone::key);
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
        r#"insert into leads (team_id, number, source_id, external_id, payload_hash, kind, hot, informational, test,
            do_not_contact, company, name, title, email, phone, country, city, size, industry, customer_language, need,
            solutions, budget, campaign_id, sender_kind, sender_name, sender_email, sender_organization, reply_to,
            email_key, phone_key, company_key, received_at_ms, taken_in_at_ms, deadline_at_ms, last_at_ms, last_actor)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        returning id as "id!: i64""#,
        arrival.team.0,
        number,
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
    search::put(tx, LeadId(id)).await?;
    Ok((LeadId(id), LeadNumber(number)))
}

/// A transition to be written.
pub struct Transition<'a> {
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
pub async fn update_stage(tx: &mut Tx, id: LeadId, change: &Transition<'_>) -> Result<bool, sqlx::Error> {
    let (stage, outcome) = (change.after.code(), change.after.outcome().map(Outcome::code));
    let (stage_before, outcome_before) = (change.before.code(), change.before.outcome().map(Outcome::code));
    let owner = change.owner.map(|owner| owner.0);
    let last_at = ms(change.last.at);
    let last_actor = json(&change.last.by)?;
    let answered_at = matches!(change.last.by, crate::domain::event::Actor::Member(_)).then_some(last_at);
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
    // The notes on a reason are searched as well.
    search::put(tx, id).await?;
    Ok(done.rows_affected() == 1)
}

/// Says again who brought the lead to its stage: after an answer was taken back, as it was before. A lead that waits
/// for an answer again has none.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn restore_last(tx: &mut Tx, id: LeadId, last: Last) -> Result<(), sqlx::Error> {
    let (at, by) = (ms(last.at), json(&last.by)?);
    sqlx::query!(
        "update leads set last_at_ms = ?, last_actor = ?,
            answered_at_ms = case when stage = 'received' then null else answered_at_ms end
        where id = ?",
        at,
        by,
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
pub async fn touch(tx: &mut Tx, id: LeadId) -> Result<(), sqlx::Error> {
    sqlx::query!("update leads set version = version + 1 where id = ?", id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Remembers the lead's thread.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_thread(tx: &mut Tx, id: LeadId, thread: ChannelId) -> Result<(), sqlx::Error> {
    sqlx::query!("update leads set thread_id = ? where id = ?", thread.0, id.0)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Hands the deal to somebody.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn update_owner(tx: &mut Tx, id: LeadId, owner: MemberId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update leads set owner_id = ?, version = version + 1 where id = ?",
        owner.0,
        id.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The latest earlier leads of the same person or company, newest first, at most `limit`.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub async fn list_earlier(conn: &mut Conn, id: LeadId, limit: i64) -> Result<Vec<Earlier>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with this as (select team_id, id, email_key, phone_key, company_key from leads where id = ?),
        found as (
            select l.id, 1 as person from leads l, this where l.team_id = this.team_id and l.email_key = this.email_key
            union all
            select l.id, 1 from leads l, this where l.team_id = this.team_id and l.phone_key = this.phone_key
            union all
            select l.id, 0 from leads l, this where l.team_id = this.team_id and l.company_key = this.company_key
        )
        select l.number as "number!: i64", max(found.person) as "person!: bool", l.stage as "stage!: String", l.outcome,
            l.reason, l.last_at_ms as "last_at_ms!: i64"
        from found join leads l on l.id = found.id join this on l.id < this.id
        where l.test = 0 and l.erased_at_ms is null
        group by l.id order by l.id desc limit ?"#,
        id.0,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let stage = Stage::from_codes(&row.stage, row.outcome.as_deref());
            Ok(Earlier {
                lead: LeadNumber(row.number),
                same_person: row.person,
                stage: stage.ok_or_else(|| sqlx::Error::Decode("stage".into()))?,
                reason: row.reason,
                since: from_ms(row.last_at_ms),
            })
        })
        .collect()
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}
