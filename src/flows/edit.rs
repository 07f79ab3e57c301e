//! Members work on a deal: its fields, its reference ids, its team contacts.

use chrono::{DateTime, Utc};

use super::step::{self, Step};
use super::{By, FlowError, FlowResult};
use crate::clock;
use crate::domain::deal::Deal;
use crate::domain::event::{FieldChange, What};
use crate::domain::form::{ContactInput, DealInput, DetailsInput, Reading};
use crate::domain::ids::{LeadId, MemberId, TeamId};
use crate::domain::refusal::{Field, Refusal};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::{Store, Tx, deals, leads, team_contacts};
use crate::text::locale::Locale;

/// Whether `by` may edit the deal now; the view is what the form is filled with.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn look(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: &By,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    let mut conn = store.read().await?;
    step::look(&mut conn, team, lead, by, Action::Edit, now)
        .await?
        .view(&mut conn)
        .await
}

/// Changes the main fields. `version` is the lead's when the form was opened: where somebody else changed the deal
/// meanwhile the edit is refused, so that nobody's work is silently overwritten.
///
/// # Errors
/// A refusal of the transition table or of the form, [`Refusal::ChangedMeanwhile`], or that the database failed.
#[expect(clippy::too_many_arguments, reason = "each is a fact of its own")]
pub async fn edit(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    version: Option<i64>,
    typed: DealInput,
    locale: Locale,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let step = step::begin(tx, team, lead, &by, Action::Edit, now).await?;
                let before = deal_of(tx, &step).await?;
                if version.is_some_and(|version| version != step.lead.version) {
                    return Err(changed_meanwhile(tx, &step).await?.into());
                }
                let today = clock::day_in(step.team.time_zone, now);
                let reading = Reading {
                    currency: before.value.currency,
                    today,
                    locale,
                };
                let after = typed.parse(reading, Some(&before))?;
                save(tx, &step, &before, &after).await
            })
        })
        .await
}

/// Changes the reference ids, and adds a team contact where one was typed: the second step of Accept and of Edit.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn details(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    typed: DetailsInput,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let step = step::begin(tx, team, lead, &by, Action::Edit, now).await?;
                let details = typed.parse()?;
                let before = deal_of(tx, &step).await?;
                let after = Deal {
                    crm_id: details.crm_id,
                    campaign_id: details.campaign_id,
                    ..before.clone()
                };
                if let Some(contact) = &details.contact {
                    team_contacts::insert(tx, lead, contact).await?;
                    step.record(
                        tx,
                        What::ContactAdded {
                            name: contact.name.clone(),
                        },
                    )
                    .await?;
                    leads::touch(tx, lead).await?;
                }
                save(tx, &step, &before, &after).await
            })
        })
        .await
}

/// Adds a team contact.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn add_contact(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    typed: ContactInput,
    member: Option<MemberId>,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let step = step::begin(tx, team, lead, &by, Action::Edit, now).await?;
                let contact = typed.parse(member)?;
                team_contacts::insert(tx, lead, &contact).await?;
                leads::touch(tx, lead).await?;
                step.record(tx, What::ContactAdded { name: contact.name }).await?;
                step.repaint(tx).await
            })
        })
        .await
}

async fn deal_of(tx: &mut Tx, step: &Step) -> FlowResult<Deal> {
    let deal = deals::find(tx, step.lead.id).await?;
    deal.ok_or_else(|| FlowError::Failed(anyhow::anyhow!("accepted lead {} has no deal", step.lead.id)))
}

async fn changed_meanwhile(tx: &mut Tx, step: &Step) -> FlowResult<Refusal> {
    let history = crate::store::events::list(tx, step.lead.id).await?;
    let latest = history
        .last()
        .map_or((step.lead.last.by, step.lead.last.at), |event| {
            (event.actor, event.at)
        });
    Ok(Refusal::ChangedMeanwhile {
        lead: step.lead.number,
        by: latest.0,
        at: latest.1,
    })
}

async fn save(tx: &mut Tx, step: &Step, before: &Deal, after: &Deal) -> FlowResult<LeadView> {
    let changes = differences(before, after);
    if !changes.is_empty() {
        deals::upsert(tx, step.lead.id, after).await?;
        leads::touch(tx, step.lead.id).await?;
        step.record(tx, What::Edited { changes }).await?;
    }
    step.repaint(tx).await
}

/// The fields that differ, as plain words for the history.
fn differences(before: &Deal, after: &Deal) -> Vec<FieldChange> {
    let fields = |deal: &Deal| {
        [
            (Field::DealName, Some(deal.name.clone())),
            (Field::Value, Some(deal.value.to_plain())),
            (Field::PurchaseDate, Some(deal.purchase_date.to_string())),
            (Field::Notes, deal.notes.clone()),
            (Field::CrmId, deal.crm_id.clone()),
            (Field::CampaignId, deal.campaign_id.clone()),
        ]
    };
    fields(before)
        .into_iter()
        .zip(fields(after))
        .filter(|((_, from), (_, to))| from != to)
        .map(|((field, from), (_, to))| FieldChange {
            field: field.code().to_owned(),
            from,
            to,
        })
        .collect()
}
