//! A deal is handed to another member of the team, or somebody is asked to look at a lead that nobody has answered.
//! Whoever gets it is told, once.

use chrono::{DateTime, TimeDelta, Utc};

use super::lead_change::{self, LeadChange};
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, MemberId, TeamId};
use crate::domain::message::OutboxMessage;
use crate::domain::permission::{Picked, Rank};
use crate::domain::refusal::Refusal;
use crate::domain::stage::Stage;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::outbox::Reminders;
use crate::store::{Store, Tx, absences, leads, outbox};

/// Makes `to` the deal's owner. Whoever takes a deal over for themselves need not be told of it.
///
/// # Errors
/// A refusal of the transition table, [`Refusal::ABot`], [`Refusal::NotOnTheTeam`], [`Refusal::OwnsItAlready`], or that
/// the database failed.
pub(crate) async fn assign(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    to: Picked,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(async move |tx| {
            let change = lead_change::begin(tx, team, lead, &by, Action::Assign, now).await?;
            let owner = to.person.id;
            if to.bot {
                return Err(Refusal::ABot.into());
            }
            if to.person.rank(&change.team) == Rank::Outsider {
                return Err(Refusal::NotOnTheTeam { who: owner }.into());
            }
            if change.lead.stage == Stage::Received {
                return look(tx, &change, &by, owner).await;
            }
            if change.lead.owner == Some(owner) {
                let lead = change.lead.number;
                return Err(Refusal::OwnsItAlready { lead, owner }.into());
            }
            leads::update_owner(tx, lead, owner).await?;
            change
                .record(
                    tx,
                    EventKind::Assigned {
                        from: change.lead.owner,
                        to: owner,
                    },
                )
                .await?;
            tell(tx, &change, &by, owner).await?;
            change.repaint(tx).await
        })
        .await
}

/// Makes `to` the one who looks at a lead that waits; a member asks that of nobody but themselves.
async fn look(tx: &mut Tx, change: &LeadChange, by: &Actor, to: MemberId) -> FlowResult<LeadView> {
    if to != by.person.id {
        by.person.require(&change.team, Rank::Manager)?;
    }
    let from = change.lead.assignee();
    if from == Some(to) {
        let lead = change.lead.number;
        return Err(Refusal::AssignedAlready { lead, who: to }.into());
    }
    if to != by.person.id
        && let Some(absence) = absences::find(tx, change.team.id, to, change.now).await?
    {
        let (who, until) = (to, absence.until);
        return Err(Refusal::IsAway { who, until }.into());
    }
    leads::update_assignee(tx, change.lead.id, Some(to), change.now).await?;
    change.record(tx, EventKind::Assigned { from, to }).await?;
    outbox::enqueue_reminders_again(tx, change.lead.id, Reminders::All, change.now).await?;
    tell(tx, change, by, to).await?;
    change.repaint(tx).await
}

pub(super) async fn tell(tx: &mut Tx, change: &LeadChange, by: &Actor, to: MemberId) -> FlowResult<()> {
    if to != by.person.id {
        let word = OutboxMessage::Handover {
            to,
            by: by.person.id,
            at: change.now,
        };
        let lead = Some(change.lead.id);
        outbox::enqueue(tx, change.team.id, lead, &word, change.now, TimeDelta::zero()).await?;
    }
    Ok(())
}
