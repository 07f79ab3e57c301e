//! A deal is handed to another member of the team, who is told.

use chrono::{DateTime, TimeDelta, Utc};

use super::lead_change;
use super::{Actor, FlowResult};
use crate::domain::event::EventKind;
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::message::OutboxMessage;
use crate::domain::permission::{Picked, Rank};
use crate::domain::refusal::Refusal;
use crate::domain::transition::Action;
use crate::domain::view::LeadView;
use crate::store::{Store, leads, outbox};

/// Makes `to` the deal's owner. Whoever takes a deal over for themselves need not be told of it.
///
/// # Errors
/// A refusal of the transition table, [`Refusal::ABot`], [`Refusal::NotOnTheTeam`], [`Refusal::OwnsItAlready`], or that
/// the database failed.
pub async fn assign(
    store: &Store,
    team: TeamId,
    lead: LeadId,
    by: Actor,
    to: Picked,
    now: DateTime<Utc>,
) -> FlowResult<LeadView> {
    store
        .write(move |tx| {
            Box::pin(async move {
                let change = lead_change::begin(tx, team, lead, &by, Action::Assign, now).await?;
                let owner = to.person.id;
                if to.bot {
                    return Err(Refusal::ABot.into());
                }
                if to.person.rank(&change.team) == Rank::Outsider {
                    return Err(Refusal::NotOnTheTeam { who: owner }.into());
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
                if owner != by.person.id {
                    let word = OutboxMessage::Handover {
                        to: owner,
                        by: by.person.id,
                        at: now,
                    };
                    outbox::enqueue(tx, team, Some(lead), &word, now, TimeDelta::zero()).await?;
                }
                change.repaint(tx).await
            })
        })
        .await
}
