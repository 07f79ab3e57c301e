//! Leads: their rows, and what is read of them. Writing them is in `write`.

mod write;

pub(crate) use write::insert;
pub(crate) use write::{
    Arrival, Transition, restore_last, touch, update_assignee, update_deadline, update_owner, update_stage,
    update_thread,
};

use super::Conn;
use super::time::from_ms;
use crate::domain::assignment::Assignment;
use crate::domain::contact::{CountryCode, Email, Phone};
use crate::domain::deadline::ScheduleFacts;
use crate::domain::ids::{ChannelId, LeadId, LeadNumber, MemberId, SourceId, TeamId};
use crate::domain::lead::{Customer, Kind, Lead, NewLead, Sender, SenderKind};
use crate::domain::stage::Stage;
use crate::domain::transition::Last;

pub(super) struct Row {
    pub(super) id: i64,
    pub(super) team_id: i64,
    pub(super) number: i64,
    pub(super) source_id: i64,
    pub(super) external_id: Option<String>,
    pub(super) kind: String,
    pub(super) stage: String,
    pub(super) outcome: Option<String>,
    pub(super) hot: bool,
    pub(super) informational: bool,
    pub(super) test: bool,
    pub(super) do_not_contact: bool,
    pub(super) company: Option<String>,
    pub(super) name: Option<String>,
    pub(super) title: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) country: Option<String>,
    pub(super) city: Option<String>,
    pub(super) size: Option<String>,
    pub(super) industry: Option<String>,
    pub(super) customer_language: Option<String>,
    pub(super) need: Option<String>,
    pub(super) solutions: String,
    pub(super) budget: Option<String>,
    pub(super) campaign_id: Option<String>,
    pub(super) sender_kind: Option<String>,
    pub(super) sender_name: Option<String>,
    pub(super) sender_email: Option<String>,
    pub(super) sender_organization: Option<String>,
    pub(super) reply_to: Option<String>,
    pub(super) received_at_ms: i64,
    pub(super) taken_in_at_ms: i64,
    pub(super) deadline_at_ms: Option<i64>,
    pub(super) owner_id: Option<i64>,
    pub(super) assignee_id: Option<i64>,
    pub(super) assigned_at_ms: Option<i64>,
    pub(super) reason: Option<String>,
    pub(super) reason_notes: Option<String>,
    pub(super) last_at_ms: i64,
    pub(super) last_actor: String,
    pub(super) answered_at_ms: Option<i64>,
    pub(super) version: i64,
    pub(super) thread_id: Option<i64>,
    pub(super) erased_at_ms: Option<i64>,
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
            assignment: row
                .assignee_id
                .zip(row.assigned_at_ms)
                .map(|(to, at)| Assignment {
                    to: MemberId(to),
                    at: from_ms(at),
                }),
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
            received_at_ms, taken_in_at_ms, deadline_at_ms, owner_id, assignee_id, assigned_at_ms, reason, reason_notes, last_at_ms, last_actor,
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
pub(crate) async fn find_in_team(
    conn: &mut Conn,
    team: TeamId,
    id: LeadId,
) -> Result<Option<Lead>, sqlx::Error> {
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
pub(crate) async fn list_schedule_facts(
    conn: &mut Conn,
    team: TeamId,
) -> Result<Vec<(LeadId, ScheduleFacts)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select l.id, l.stage, l.received_at_ms, l.deadline_at_ms, l.hot as "hot: bool",
            l.do_not_contact as "do_not_contact: bool", l.informational or l.test as "silent!: bool",
            d.purchase_date as "purchase_date?", l.erased_at_ms is not null as "erased!: bool"
        from leads l left join deals d on d.lead_id = l.id where l.team_id = ? and l.stage <> 'archived'"#,
        team.0
    );
    let rows = rows.fetch_all(conn).await?;
    rows.into_iter()
        .map(|row| {
            let stage = Stage::from_codes(&row.stage, None);
            let schedule_facts = ScheduleFacts {
                stage: stage.ok_or_else(|| sqlx::Error::Decode(format!("lead {}: stage", row.id).into()))?,
                received_at: from_ms(row.received_at_ms),
                deadline: row.deadline_at_ms.map(from_ms),
                hot: row.hot,
                do_not_contact: row.do_not_contact,
                silent: row.silent,
                purchase_date: row.purchase_date.and_then(|date| date.parse().ok()),
                erased: row.erased,
            };
            Ok((LeadId(row.id), schedule_facts))
        })
        .collect()
}

/// What a source sent before under the same id.
pub(crate) struct SentBefore {
    /// The lead it became.
    pub lead: LeadId,
    pub number: LeadNumber,
    /// What was sent then.
    pub payload_hash: Vec<u8>,
}

/// The lead of a source's own id.
///
/// # Errors
/// [`sqlx::Error`] where the database fails.
pub(crate) async fn find_by_external_id(
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

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(value).map_err(|error| sqlx::Error::Encode(error.into()))
}
