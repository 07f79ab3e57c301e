//! Read models: what cards and full views are drawn from. Each is one statement, since each statement is a way to SQLite's
//! thread and back.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;

use super::time::{from_ms, ms};
use super::{Conn, deals, leads, team_contacts, teams};
use crate::domain::ids::{ChannelId, LeadId, LeadNumber, MemberId, MessageId, OutboxId, TeamId};
use crate::domain::lead::SourceKind;
use crate::domain::stage::Stage;
use crate::domain::view::{CardRow, Earlier, LeadView, Snooze};

/// How many earlier leads of the same person or company a card names.
pub(crate) const EARLIER: i64 = 3;

/// One lead with everything around it, and how whoever looks stands to it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    /// The lead and its surroundings.
    pub view: LeadView,
    /// Whether whoever looks has given it a heart.
    pub hearted: bool,
    /// Whether the outbox has a thread of it.
    pub has_thread: bool,
}

/// One lead with everything around it.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or a row cannot be read back.
pub async fn find(conn: &mut Conn, id: LeadId, now: DateTime<Utc>) -> Result<Option<LeadView>, sqlx::Error> {
    let seen = find_for(conn, id, MemberId(0), EARLIER, now).await?;
    Ok(seen.map(|seen| seen.view))
}

/// One lead as `viewer` sees it, with at most `earlier` earlier leads of the same person or company.
///
/// # Errors
/// [`sqlx::Error`] where the database fails or a row cannot be read back.
pub(crate) async fn find_for(
    conn: &mut Conn,
    id: LeadId,
    viewer: MemberId,
    earlier: i64,
    now: DateTime<Utc>,
) -> Result<Option<Seen>, sqlx::Error> {
    let now_ms = ms(now);
    let row = sqlx::query!(
        r#"select
            l.id as "id!", l.team_id as "team_id!", l.number as "number!", l.source_id as "source_id!",
            l.external_id as "external_id?", l.kind as "kind!", l.stage as "stage!", l.outcome as "outcome?",
            l.hot as "hot!: bool", l.informational as "informational!: bool", l.test as "test!: bool",
            l.do_not_contact as "do_not_contact!: bool", l.company as "company?", l.name as "name?",
            l.title as "title?", l.email as "email?", l.phone as "phone?", l.country as "country?",
            l.city as "city?", l.size as "size?", l.industry as "industry?",
            l.customer_language as "customer_language?", l.need as "need?", l.solutions as "solutions!",
            l.budget as "budget?", l.campaign_id as "campaign_id?", l.sender_kind as "sender_kind?",
            l.sender_name as "sender_name?", l.sender_email as "sender_email?",
            l.sender_organization as "sender_organization?", l.reply_to as "reply_to?",
            l.received_at_ms as "received_at_ms!", l.taken_in_at_ms as "taken_in_at_ms!",
            l.deadline_at_ms as "deadline_at_ms?", l.owner_id as "owner_id?",
            l.assignee_id as "assignee_id?", l.assigned_at_ms as "assigned_at_ms?", l.reason as "reason?",
            l.reason_notes as "reason_notes?", l.last_at_ms as "last_at_ms!", l.last_actor as "last_actor!",
            l.answered_at_ms as "answered_at_ms?", l.version as "version!", l.thread_id as "thread_id?",
            l.erased_at_ms as "erased_at_ms?",
            t.name as "team_name!", t.channel_id as "team_channel_id?", t.manager_role_id as "team_manager_role_id?",
            t.member_role_id as "team_member_role_id?", t.set_up_by as "team_set_up_by?",
            t.time_zone as "team_time_zone!", t.currency as "team_currency!", t.language as "team_language!",
            t.settings as "team_settings!",
            s.name as "source_name!", s.kind as "source_kind!",
            d.name as "deal_name?", d.value_minor as "deal_value_minor?", d.currency as "deal_currency?",
            d.purchase_date as "deal_purchase_date?", d.notes as "deal_notes?", d.crm_id as "deal_crm_id?",
            d.campaign_id as "deal_campaign_id?", d.final_minor as "deal_final_minor?",
            d.final_currency as "deal_final_currency?",
            c.id as "card_id?", c.wanted as "card_wanted?", c.channel_id as "card_channel_id?",
            c.message_id as "card_message_id?", c.payload ->> 'compact' as "card_compact?: bool",
            z.by_id as "snoozed_by?", z.until_ms as "snoozed_until_ms?",
            (select count(*) from favorites f where f.lead_id = l.id) as "favorites!: i64",
            exists (select 1 from favorites f where f.lead_id = l.id and f.member_id = ?2) as "hearted!: bool",
            exists (select 1 from absences a where a.team_id = l.team_id and a.member_id = l.assignee_id
                and a.until_ms > ?4) as "assignee_away!: bool",
            exists (select 1 from outbox o where o.lead_id = l.id and o.kind = 'thread') as "has_thread!: bool",
            (select json_group_array(json_array(tc.id, tc.name, tc.phone, tc.email, tc.member_id) order by tc.id)
                from team_contacts tc where tc.lead_id = l.id) as "contacts!: String",
            (select json_group_array(json_array(number, person, stage, outcome, reason, last_at_ms) order by id desc) from (
                select e.id, e.number, max(same.person) as person, e.stage, e.outcome, e.reason, e.last_at_ms from (
                    -- Each by its index and no farther than needed: a large customer may have thousands.
                    select id, 1 as person from (select id from leads where team_id = l.team_id and email_key = l.email_key
                        and id < l.id and test = 0 and erased_at_ms is null order by id desc limit ?3)
                    union all
                    select id, 1 from (select id from leads where team_id = l.team_id and phone_key = l.phone_key
                        and id < l.id and test = 0 and erased_at_ms is null order by id desc limit ?3)
                    union all
                    select id, 0 from (select id from leads where team_id = l.team_id and company_key = l.company_key
                        and id < l.id and test = 0 and erased_at_ms is null order by id desc limit ?3)
                ) same join leads e on e.id = same.id
                group by e.id order by e.id desc limit ?3)) as "earlier!: String"
        from leads l join teams t on t.id = l.team_id join sources s on s.id = l.source_id
            left join deals d on d.lead_id = l.id
            left join outbox c on c.lead_id = l.id and c.kind = 'card'
            left join snoozes z on z.lead_id = l.id and z.member_id = 0
        where l.id = ?1"#,
        id.0,
        viewer.0,
        earlier,
        now_ms
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let decode = |what: &str| sqlx::Error::Decode(format!("lead {id}: {what}").into());
    let lead = leads::Row {
        id: row.id,
        team_id: row.team_id,
        number: row.number,
        source_id: row.source_id,
        external_id: row.external_id,
        kind: row.kind,
        stage: row.stage,
        outcome: row.outcome,
        hot: row.hot,
        informational: row.informational,
        test: row.test,
        do_not_contact: row.do_not_contact,
        company: row.company,
        name: row.name,
        title: row.title,
        email: row.email,
        phone: row.phone,
        country: row.country,
        city: row.city,
        size: row.size,
        industry: row.industry,
        customer_language: row.customer_language,
        need: row.need,
        solutions: row.solutions,
        budget: row.budget,
        campaign_id: row.campaign_id,
        sender_kind: row.sender_kind,
        sender_name: row.sender_name,
        sender_email: row.sender_email,
        sender_organization: row.sender_organization,
        reply_to: row.reply_to,
        received_at_ms: row.received_at_ms,
        taken_in_at_ms: row.taken_in_at_ms,
        deadline_at_ms: row.deadline_at_ms,
        owner_id: row.owner_id,
        assignee_id: row.assignee_id,
        assigned_at_ms: row.assigned_at_ms,
        reason: row.reason,
        reason_notes: row.reason_notes,
        last_at_ms: row.last_at_ms,
        last_actor: row.last_actor,
        answered_at_ms: row.answered_at_ms,
        version: row.version,
        thread_id: row.thread_id,
        erased_at_ms: row.erased_at_ms,
    };
    let team = teams::Row {
        name: row.team_name,
        channel_id: row.team_channel_id,
        manager_role_id: row.team_manager_role_id,
        member_role_id: row.team_member_role_id,
        set_up_by: row.team_set_up_by,
        time_zone: row.team_time_zone,
        currency: row.team_currency,
        language: row.team_language,
        settings: row.team_settings,
    };
    let deal = match (
        row.deal_name,
        row.deal_value_minor,
        row.deal_currency,
        row.deal_purchase_date,
    ) {
        (Some(name), Some(value_minor), Some(currency), Some(purchase_date)) => Some(deals::Row {
            name,
            value_minor,
            currency,
            purchase_date,
            notes: row.deal_notes,
            crm_id: row.deal_crm_id,
            campaign_id: row.deal_campaign_id,
            final_minor: row.deal_final_minor,
            final_currency: row.deal_final_currency,
        }),
        _ => None,
    };
    let card = row
        .card_id
        .zip(row.card_wanted)
        .map(|(row_id, desired_revision)| CardRow {
            row: OutboxId(row_id),
            desired_revision,
            posted: row
                .card_channel_id
                .zip(row.card_message_id)
                .map(|(channel, message)| (ChannelId(channel), MessageId(message))),
            compact: row.card_compact.unwrap_or_default(),
        });
    let snooze = row
        .snoozed_by
        .zip(row.snoozed_until_ms)
        .map(|(by, until)| Snooze {
            by: MemberId(by),
            until: from_ms(until),
        });
    let contacts: Vec<team_contacts::Row> = array(&row.contacts).ok_or_else(|| decode("contacts"))?;
    let before: Vec<EarlierRow> = array(&row.earlier).ok_or_else(|| decode("earlier"))?;
    Ok(Some(Seen {
        view: LeadView {
            team: team.read(TeamId(row.team_id))?,
            lead: lead.try_into()?,
            deal: deal.map(|deal| deal.read(id)).transpose()?,
            contacts: contacts
                .into_iter()
                .map(TryInto::try_into)
                .collect::<Result<_, _>>()?,
            earlier: before
                .into_iter()
                .map(|row| row.read().ok_or_else(|| decode("earlier")))
                .collect::<Result<_, _>>()?,
            favorites: row.favorites,
            source_name: row.source_name,
            source_kind: SourceKind::from_code(&row.source_kind).ok_or_else(|| decode("source kind"))?,
            card,
            snooze,
            owner_left: false,
            assignee_away: row.assignee_away,
            as_of: None,
            now,
        },
        hearted: row.hearted,
        has_thread: row.has_thread,
    }))
}

fn array<T: DeserializeOwned>(json: &str) -> Option<Vec<T>> {
    serde_json::from_str(json).ok()
}

/// Number, same person, stage, outcome, reason, since when.
#[derive(serde::Deserialize)]
struct EarlierRow(i64, i64, String, Option<String>, Option<String>, i64);

impl EarlierRow {
    fn read(self) -> Option<Earlier> {
        Some(Earlier {
            lead: LeadNumber(self.0),
            same_person: self.1 == 1,
            stage: Stage::from_codes(&self.2, self.3.as_deref())?,
            reason: self.4,
            since: from_ms(self.5),
        })
    }
}
