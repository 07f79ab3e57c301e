//! A deal is over: won or lost.

use chrono::{DateTime, Utc};

use super::decline::unknown_reason;
use super::lead_change;
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
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
    by: Actor,
    typed: String,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut change = lead_change::begin(tx, team, lead, &by, Action::Win, now).await?;
                let currency = change
                    .deal
                    .as_ref()
                    .map_or(change.team.currency, |deal| deal.value.currency);
                let value = final_value(&typed, currency)?;
                change.apply_transition(tx, change.lead.owner, None, None).await?;
                if let Some(mut deal) = change.deal.clone() {
                    deal.final_value = value;
                    change.write_deal(tx, deal).await?;
                }
                change
                    .record(
                        tx,
                        EventKind::Won {
                            final_value: value.map(Money::to_plain),
                        },
                    )
                    .await?;
                change.show_thread(tx).await?;
                change.repaint(tx).await
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
    by: Actor,
    reason: String,
    notes: String,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let change = lead_change::begin(tx, team, lead, &by, Action::Lose, now).await?;
                let found = change
                    .team
                    .settings
                    .reason(ReasonList::Lost, &reason)
                    .ok_or_else(|| unknown_reason(&reason))?;
                let notes = reason_notes(found, &notes)?;
                change
                    .apply_transition(tx, change.lead.owner, Some(&reason), notes.as_deref())
                    .await?;
                change.record(tx, EventKind::Lost { reason, notes }).await?;
                change.show_thread(tx).await?;
                change.repaint(tx).await
            })
        })
        .await
}
