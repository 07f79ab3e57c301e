//! Decline, Won and Lost can be taken back for a short while by whoever did them; after that archived is final.

use chrono::{DateTime, Utc};

use super::step;
use super::{By, FlowError, FlowResult};
use crate::domain::event::What;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::transition::{Action, Last};
use crate::domain::view::LeadView;
use crate::store::{Store, events, leads};

/// Puts the lead back to where it was before the answer: its owner, no reason, no final value, what is due for it, and
/// who brought it to that stage. The history keeps both the answer and that it was taken back.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn undo(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: By,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut step = step::begin(tx, team, lead, &by, Action::Undo, now).await?;
                let came = events::list(tx, lead).await?.into_iter().rev().find(|event| {
                    event.after == step.after && matches!(event.what, What::Received {} | What::Accepted {})
                });
                let came = came.ok_or_else(|| {
                    FlowError::Failed(anyhow::anyhow!(
                        "the history of lead {lead} does not say how it came to its stage"
                    ))
                })?;
                step.transit(tx, step.lead.owner, None, None).await?;
                let last = Last {
                    by: came.actor,
                    at: came.at,
                };
                leads::restore_last(tx, lead, last).await?;
                if let Some(mut deal) = step.deal.clone() {
                    deal.final_value = None;
                    step.write_deal(tx, deal).await?;
                }
                step.record(tx, What::Undone {}).await?;
                step.show_thread(tx).await?;
                step.repaint(tx).await
            })
        })
        .await
}
