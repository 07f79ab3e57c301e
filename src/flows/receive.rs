//! A lead arrives: one row, one number, one card, and what will be due for it. Success means that it is on disk.

use chrono::{DateTime, Utc};

use super::remind::{self, ReminderFormat};
use super::{FlowError, FlowResult, burst, plan};
use crate::domain::deadline::{ScheduleFacts, deadline};
use crate::domain::event::{Event, EventKind, Initiator, Via};
use crate::domain::ids::{LeadId, LeadNumber, SourceId, TeamId};
use crate::domain::lead::NewLead;
use crate::domain::message::OutboxMessage;
use crate::domain::refusal::Refusal;
use crate::domain::stage::Stage;
use crate::domain::transition::Last;
use crate::store::leads::Arrival;
use crate::store::{Tx, events, leads, outbox, teams};

/// A lead on its way in.
#[derive(Clone)]
pub struct Incoming {
    /// What arrived.
    pub lead: NewLead,
    /// SHA-256 of what arrived, to tell the same lead sent again from another one under its id.
    pub payload_hash: [u8; 32],
}

/// Where it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// Whose lead it becomes.
    pub team: TeamId,
    /// Where it comes in.
    pub source: SourceId,
    /// Who brought it.
    pub actor: Initiator,
    /// By which way.
    pub via: Via,
}

/// What became of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Received {
    /// A new lead.
    Kept(LeadId, LeadNumber),
    /// The source sent it before.
    SeenBefore(LeadId, LeadNumber),
    /// The source sent another lead under the same id before.
    Conflict(LeadNumber),
}

/// Takes a lead in, within a change that the caller owns: intake puts a whole batch and its answer into one.
///
/// # Errors
/// [`Refusal::NotSetUp`] where there is no such team, or that the database failed.
pub async fn receive(
    tx: &mut Tx,
    incoming: &Incoming,
    origin: Origin,
    now: DateTime<Utc>,
) -> FlowResult<Received> {
    take(tx, incoming, origin, false, now).await
}

/// As [`receive`], for a lead that is no news: it rings nobody, has no deadline, and is not reminded of.
///
/// # Errors
/// As [`receive`].
pub(crate) async fn receive_quietly(
    tx: &mut Tx,
    incoming: &Incoming,
    origin: Origin,
    now: DateTime<Utc>,
) -> FlowResult<Received> {
    take(tx, incoming, origin, true, now).await
}

async fn take(
    tx: &mut Tx,
    incoming: &Incoming,
    origin: Origin,
    quiet: bool,
    now: DateTime<Utc>,
) -> FlowResult<Received> {
    let new = &incoming.lead;
    if let Some(external_id) = &new.external_id
        && let Some(before) = leads::find_by_external_id(tx, origin.source, external_id).await?
    {
        return Ok(if before.payload_hash == incoming.payload_hash {
            Received::SeenBefore(before.lead, before.number)
        } else {
            Received::Conflict(before.number)
        });
    }
    let (team, number) = teams::take_number(tx, origin.team)
        .await?
        .ok_or(Refusal::NotSetUp)?;
    // A source's clock may be ahead of ours: a lead from the future would get a later deadline than it should.
    let received_at = new.received_at.map_or(now, |at| at.min(now));
    let schedule_facts = ScheduleFacts {
        stage: Stage::Received,
        received_at,
        deadline: (!new.informational && !quiet).then(|| deadline(received_at, &team.settings)),
        hot: new.hot,
        do_not_contact: new.do_not_contact,
        silent: new.informational || new.test || quiet,
        purchase_date: None,
        erased: false,
    };
    let arrival = Arrival {
        team: team.id,
        number,
        source: origin.source,
        payload_hash: &incoming.payload_hash,
        received_at,
        taken_in_at: now,
        deadline: schedule_facts.deadline,
        last: Last {
            by: origin.actor,
            at: now,
        },
    };
    let lead = leads::insert(tx, new, &arrival).await?;
    let event = Event {
        lead,
        at: now,
        actor: origin.actor,
        via: origin.via,
        before: Stage::Received,
        after: Stage::Received,
        what: EventKind::Received {},
    };
    events::insert(tx, team.id, &event).await?;
    plan::new_lead(tx, &team, lead, &schedule_facts, now).await?;
    let rings = !schedule_facts.silent && schedule_facts.deadline.is_some_and(|deadline| deadline > now);
    // A hot lead rings for itself, also in a burst.
    let hot = new.hot && !new.do_not_contact;
    // A compact card pings nobody.
    let compact = quiet || (rings && burst::notice(tx, &team, lead, hot, now).await?);
    let card = OutboxMessage::Card { compact };
    outbox::enqueue(tx, team.id, Some(lead), &card, now, chrono::TimeDelta::zero())
        .await
        .map_err(FlowError::from)?;
    if schedule_facts.deadline.is_some_and(|deadline| deadline <= now) {
        // At once and in one change, so that no card pings for what is over.
        remind::remind(tx, lead, ReminderFormat::Reply, now).await?;
    }
    Ok(Received::Kept(lead, number))
}
