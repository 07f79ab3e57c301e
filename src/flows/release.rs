//! An accepted lead is given back to the team: it waits for an answer again, with what is left of its time. A lead that
//! somebody was to look at is passed back.

use chrono::{DateTime, TimeDelta, Utc};

use super::lead_change::{self, Ending};
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::form::Faults;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::refusal::{Field, Wrong};
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::outbox::Reminders;
use crate::store::{Store, leads, outbox};

/// What the team has at least to find somebody else.
const AT_LEAST: TimeDelta = TimeDelta::hours(24);

/// Releases the lead with a word why, which the card shows; passing back needs none.
///
/// # Errors
/// A refusal of the transition table, a fault where no word was given, or that the database failed.
pub(crate) async fn release(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    why: String,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let mut change = lead_change::begin(tx, team, lead, &by, Action::Release, now).await?;
            if let Some(from) = change.lead.assignee() {
                leads::update_assignee(tx, lead, None, now).await?;
                change.record(tx, EventKind::PassedBack { from }).await?;
                outbox::enqueue_reminders_again(tx, lead, Reminders::All, now).await?;
                return change.repaint(tx).await;
            }
            let why = why.trim();
            if why.is_empty() {
                return Err(Faults::one(Field::Notes, "", Wrong::Missing).into());
            }
            if let Some(deadline) = change.lead.deadline
                && deadline < now + AT_LEAST
            {
                change.move_deadline(tx, now + AT_LEAST).await?;
            }
            // It is the team's, not that of whoever was asked to look at it before.
            if change.lead.assignment.is_some() {
                leads::update_assignee(tx, lead, None, now).await?;
            }
            let ending = Ending {
                reason_notes: Some(why),
                ..Ending::default()
            };
            let released = EventKind::Released {
                why: Some(why.to_owned()),
            };
            change.commit(tx, ending, released).await
        })
        .await
}
