//! A deal is over: won or lost.

use chrono::{DateTime, Utc};

use super::decline::unknown_reason;
use super::lead_change::{self, Ending};
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::form::{final_value, reason_notes};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::money::Money;
use crate::domain::reason::ReasonList;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::{Store, deals};

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
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Win, now).await?;
            let deal = deals::find(tx, lead).await?;
            let currency = deal
                .as_ref()
                .map_or(change.team.currency, |deal| deal.value.currency);
            let value = final_value(&typed, currency)?;
            if let Some(mut deal) = deal {
                deal.final_value = value;
                deals::upsert(tx, lead, &deal).await?;
            }
            let owner = change.lead.owner;
            let won = EventKind::Won {
                final_value: value.map(Money::to_plain),
            };
            change
                .commit(
                    tx,
                    Ending {
                        owner,
                        ..Ending::default()
                    },
                    won,
                )
                .await
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
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Lose, now).await?;
            let found = change
                .team
                .settings
                .reason(ReasonList::Lost, &reason)
                .ok_or_else(|| unknown_reason(&reason))?;
            let notes = reason_notes(found, &notes)?;
            let ending = Ending {
                owner: change.lead.owner,
                reason: Some(&reason),
                reason_notes: notes.as_deref(),
            };
            let (reason, notes) = (reason.clone(), notes.clone());
            change.commit(tx, ending, EventKind::Lost { reason, notes }).await
        })
        .await
}
