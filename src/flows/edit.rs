//! Members work on a deal: its fields and its reference ids.

use chrono::{DateTime, Utc};

use super::lead_change::{self, LeadChange};
use super::{Actor, FlowError, FlowResult};
use crate::clock;
use crate::domain::deal::Deal;
use crate::domain::event::{Event, EventKind, FieldChange};
use crate::domain::form::{DealInput, DetailsInput, Reading};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::refusal::{Clash, Field, Refusal};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::locale::Locale;
use crate::store::{Store, Tx, deals, events, leads};

/// Changes the main fields. `version` is the lead's when the form was opened: where somebody else changed one of its
/// fields meanwhile the edit is refused, so that nobody's work is silently overwritten.
///
/// # Errors
/// A refusal of the transition table or of the form, [`Refusal::ChangedMeanwhile`], or that the database failed.
#[expect(clippy::too_many_arguments, reason = "each is a fact of its own")]
pub async fn edit(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    version: i64,
    typed: DealInput,
    locale: Locale,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let mut change = lead_change::begin(tx, team, lead, &by, Action::Edit, now).await?;
            let before = deal_of(tx, &change).await?;
            check_unchanged(tx, &change, version, &typed.fields()).await?;
            let today = clock::day_in(change.team.time_zone, now);
            let reading = Reading {
                currency: before.value.currency,
                today,
                locale: change.team.dates_of(locale),
            };
            let after = typed.parse(reading, Some(&before))?;
            save(tx, &mut change, &before, &after).await
        })
        .await
}

/// Changes the reference ids, and adds a team contact where one was typed: the second step of Accept and of Edit.
///
/// # Errors
/// A refusal of the transition table or of the form, [`Refusal::ChangedMeanwhile`], or that the database failed.
pub(crate) async fn details(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    version: i64,
    typed: DetailsInput,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let mut change = lead_change::begin(tx, team, lead, &by, Action::Edit, now).await?;
            check_unchanged(tx, &change, version, &typed.fields()).await?;
            let details = typed.parse()?;
            let before = deal_of(tx, &change).await?;
            let after = Deal {
                crm_id: details.crm_id,
                campaign_id: details.campaign_id,
                ..before.clone()
            };
            if let Some(contact) = details.contact {
                super::team::insert(tx, &change, contact).await?;
            }
            save(tx, &mut change, &before, &after).await
        })
        .await
}

async fn deal_of(tx: &mut Tx, change: &LeadChange) -> FlowResult<Deal> {
    let deal = deals::find(tx, change.lead.id).await?;
    deal.ok_or_else(|| FlowError::Failed(anyhow::anyhow!("accepted lead {} has no deal", change.lead.id)))
}

/// What others wrote into the form's fields since it was opened, where this member would take it back by saving.
async fn check_unchanged(
    tx: &mut Tx,
    change: &LeadChange,
    version: i64,
    typed: &[(Field, &str)],
) -> FlowResult<()> {
    let mut clashes = Vec::new();
    let mut latest: Option<&Event> = None;
    let since = events::list_since(tx, change.lead.id, version).await?;
    for (field, yours) in typed {
        let changes = since.iter().filter_map(|event| match &event.what {
            EventKind::Edited { changes } => Some((event, changes.iter().find(|c| c.field == field.code())?)),
            _ => None,
        });
        let changes: Vec<_> = changes.collect();
        let (Some((_, first)), Some((event, last))) = (changes.first(), changes.last()) else {
            continue;
        };
        let (base, theirs) = (
            first.from.as_deref().unwrap_or_default(),
            last.to.as_deref().unwrap_or_default(),
        );
        let yours = yours.trim();
        if theirs == base || theirs == yours {
            continue;
        }
        latest = Some(latest.filter(|latest| latest.at > event.at).unwrap_or(event));
        clashes.push(Clash {
            field: *field,
            theirs: last.to.clone(),
            yours: (yours != base).then(|| yours.to_owned()),
        });
    }
    let Some(latest) = latest else { return Ok(()) };
    Err(Refusal::ChangedMeanwhile {
        lead: change.lead.number,
        by: latest.actor,
        at: latest.at,
        clashes,
    }
    .into())
}

async fn save(tx: &mut Tx, change: &mut LeadChange, before: &Deal, after: &Deal) -> FlowResult<LeadView> {
    let changes = differences(before, after);
    if !changes.is_empty() {
        deals::upsert(tx, change.lead.id, after).await?;
        leads::touch(tx, change.lead.id).await?;
        change.record(tx, EventKind::Edited { changes }).await?;
        if before.name != after.name {
            change.show_thread(tx).await?;
        }
        if before.purchase_date != after.purchase_date {
            change.replan(tx, after.purchase_date).await?;
        }
    }
    change.repaint(tx).await
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
