//! Accept, Decline, Won and Lost can be taken back for a short while by whoever did them; after that archived is final.

use chrono::{DateTime, Utc};

use super::lead_change::{self, Ending};
use super::{Actor, FlowError, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::stage::Stage;
use crate::domain::transition::{Action, Last};
use crate::domain::view::LeadView;
use crate::store::{Store, deals, events, leads, team_contacts};

/// Puts the lead back to where it was before the answer: its owner, no reason, no final value, what is due for it, and
/// who brought it to that stage. The history keeps both the answer and that it was taken back.
///
/// # Errors
/// A refusal of the transition table, or that the database failed.
pub async fn undo(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Undo, now).await?;
            let came = events::list(tx, lead).await?.into_iter().rev().find(|event| {
                event.after == change.after
                    && matches!(
                        event.what,
                        EventKind::Received {} | EventKind::Accepted {} | EventKind::Released { .. }
                    )
            });
            let came = came.ok_or_else(|| {
                FlowError::Failed(anyhow::anyhow!(
                    "the history of lead {lead} does not say how it came to its stage"
                ))
            })?;
            let released = match &came.what {
                EventKind::Released { why } => Some(why.as_deref()),
                _ => None,
            };
            let ending = Ending {
                owner: change.lead.owner.filter(|_| change.after == Stage::Accepted),
                reason_notes: released.flatten(),
                ..Ending::default()
            };
            change.apply_transition(tx, ending).await?;
            let last = Last {
                by: came.actor,
                at: came.at,
            };
            leads::restore_last(tx, lead, last, released.is_some()).await?;
            match deals::find(tx, lead).await? {
                // Of a lead that was given back there was a deal before.
                Some(_) if change.lead.stage == Stage::Accepted && released.is_none() => {
                    deals::delete(tx, lead).await?;
                    team_contacts::delete_all(tx, lead).await?;
                }
                Some(_) if change.after == Stage::Received => {}
                Some(mut deal) => {
                    deal.final_value = None;
                    deals::upsert(tx, lead, &deal).await?;
                }
                None => {}
            }
            change.record(tx, EventKind::Undone {}).await?;
            change.show_thread(tx).await?;
            change.repaint(tx).await
        })
        .await
}
