//! A deal is over: won or lost.

use chrono::{DateTime, Utc};

use super::decline::unknown_reason;
use super::step;
use super::{By, FlowResult};
use crate::domain::event::What;
use crate::domain::form::{final_value, reason_notes};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::money::Money;
use crate::domain::reason::ReasonList;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::Store;

/// The deal was won, for `typed` if that is not empty.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn win(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    typed: String,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut step = step::begin(tx, team, lead, &by, Action::Win, now).await?;
                let currency = step
                    .deal
                    .as_ref()
                    .map_or(step.team.currency, |deal| deal.value.currency);
                let value = final_value(&typed, currency)?;
                step.transit(tx, step.lead.owner, None, None).await?;
                if let Some(mut deal) = step.deal.clone() {
                    deal.final_value = value;
                    step.write_deal(tx, deal).await?;
                }
                step.record(
                    tx,
                    What::Won {
                        final_value: value.map(Money::to_plain),
                    },
                )
                .await?;
                step.show_thread(tx).await?;
                step.repaint(tx).await
            })
        })
        .await
}

/// The deal was lost.
///
/// # Errors
/// A refusal of the transition table or of the form, or that the database failed.
pub async fn lose(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    reason: String,
    notes: String,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let step = step::begin(tx, team, lead, &by, Action::Lose, now).await?;
                let found = step
                    .team
                    .settings
                    .reason(ReasonList::Lost, &reason)
                    .ok_or_else(|| unknown_reason(&reason))?;
                let notes = reason_notes(found, &notes)?;
                step.transit(tx, step.lead.owner, Some(&reason), notes.as_deref())
                    .await?;
                step.record(tx, What::Lost { reason, notes }).await?;
                step.show_thread(tx).await?;
                step.repaint(tx).await
            })
        })
        .await
}
