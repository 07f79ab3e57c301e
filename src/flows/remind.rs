//! A lead's time has come: everything that is due for it happens in one transaction. It expires, or it gets the one
//! reminder that is still true, however much fell due while nobody looked.

use chrono::{DateTime, TimeDelta, Utc};

use super::{FlowResult, expire};
use crate::domain::deadline::{Step, hold};
use crate::domain::event::{Actor, Event, Via, What};
use crate::domain::ids::LeadId;
use crate::domain::lead::Lead;
use crate::domain::message::Message;
use crate::domain::stage::Stage;
use crate::domain::team::Team;
use crate::store::due::Due;
use crate::store::snoozes::{self, Whom};
use crate::store::{Tx, deals, due, events, leads, outbox, teams};

/// Does what is due for a lead at `now`. Doing it again does nothing.
///
/// # Errors
/// That the database failed.
pub async fn remind(tx: &mut Tx, lead: LeadId, now: DateTime<Utc>) -> FlowResult<()> {
    let mut pending = due::list_pending(tx, lead).await?;
    pending.retain(|due| due.at <= now);
    let Some(found) = leads::find(tx, lead).await? else {
        return Ok(due::update_done(tx, &ids(&pending), now).await?);
    };
    let Some(team) = teams::find(tx, found.team).await? else {
        return Ok(due::update_done(tx, &ids(&pending), now).await?);
    };
    let is = |due: &Due, step| due.step == Some(step);
    if pending.iter().any(|due| is(due, Step::Expiry)) {
        due::update_done(tx, &ids(&pending), now).await?;
        if !expire::expire(tx, team, found, now).await? {
            tracing::warn!(lead = lead.0, "was due to expire, but may not");
        }
        return Ok(());
    }
    let (reminders, others): (Vec<_>, Vec<_>) = pending
        .into_iter()
        .partition(|due| due.step.is_some_and(Step::is_reminder));
    if others.iter().any(|due| is(due, Step::Window)) {
        repaint(tx, &found, now).await?;
    }
    due::update_done(tx, &ids(&others), now).await?;
    remind_once(tx, &team, &found, &reminders, now).await
}

/// Posts the latest of the reminders that are still true, or puts all of them off until it may be posted.
async fn remind_once(
    tx: &mut Tx,
    team: &Team,
    lead: &Lead,
    reminders: &[Due],
    now: DateTime<Utc>,
) -> FlowResult<()> {
    let date = deals::find(tx, lead.id).await?.map(|deal| deal.purchase_date);
    let timed = lead.timed(date);
    // By when they were planned: one that has been put off is not the newer for it.
    let planned = crate::domain::deadline::ladder(&timed, &team.settings, team.time_zone);
    let latest = planned
        .into_iter()
        .filter(|(step, _)| step.holds_for(&timed) && reminders.iter().any(|due| due.step == Some(*step)))
        .max_by_key(|(_, at)| *at);
    let Some((step, at)) = latest else {
        return Ok(due::update_done(tx, &ids(reminders), now).await?);
    };
    let snoozed = snoozed_until(tx, lead).await?;
    let deadline = lead.deadline.filter(|_| lead.stage == Stage::Received);
    let hours = team.settings.reminders.working_hours.as_ref();
    if let Some(until) = hold(now, snoozed, deadline, hours, team.time_zone) {
        return Ok(due::postpone(tx, &ids(reminders), until).await?);
    }
    due::update_done(tx, &ids(reminders), now).await?;
    outbox::drop_unposted_reminders(tx, lead.id).await?;
    let message = Message::Reminder {
        step: step.code(),
        due_at: at,
    };
    outbox::want(tx, team.id, Some(lead.id), &message, now, TimeDelta::zero()).await?;
    if matches!(step, Step::Warning(_)) {
        // Its colour says how little time is left.
        repaint(tx, lead, now).await?;
    }
    let event = Event {
        lead: lead.id,
        at: now,
        actor: Actor::Clock,
        via: Via::Timer,
        before: lead.stage,
        after: lead.stage,
        what: What::Reminded { step: step.code() },
    };
    Ok(events::insert(tx, team.id, &event).await?)
}

/// Until when nobody wants to hear of the lead: the team, or the owner where the reminder is for them alone.
async fn snoozed_until(tx: &mut Tx, lead: &Lead) -> FlowResult<Option<DateTime<Utc>>> {
    let team = snoozes::find(tx, lead.id, Whom::Team).await?;
    let owner = match lead.owner {
        Some(owner) => snoozes::find(tx, lead.id, Whom::Member(owner)).await?,
        None => None,
    };
    Ok(team.into_iter().chain(owner).map(|snooze| snooze.until).max())
}

async fn repaint(tx: &mut Tx, lead: &Lead, now: DateTime<Utc>) -> FlowResult<()> {
    let card = Message::Card { compact: false };
    outbox::want(tx, lead.team, Some(lead.id), &card, now, TimeDelta::zero()).await?;
    Ok(())
}

fn ids(rows: &[Due]) -> Vec<i64> {
    rows.iter().map(|due| due.id).collect()
}
