//! What must hold of one lead at any time.

use chrono::{DateTime, Utc};
use leadbell::domain::deadline::{ScheduledStep, overdue_again_at, schedule};
use leadbell::domain::event::{Event, EventKind};
use leadbell::domain::ids::LeadId;
use leadbell::domain::lead::Lead;
use leadbell::domain::stage::{Outcome, Stage};
use leadbell::domain::team::Team;
use leadbell::store::due;

use super::{Held, broken};

/// (a) What of the team's ladder is still to come has its row, and the expiry in any case; nothing waits for a lead that
/// has been answered.
pub fn has_its_rows(
    lead: &Lead,
    team: &Team,
    date: Option<chrono::NaiveDate>,
    pending: &[due::Due],
    done: &[String],
    (now, latest): (DateTime<Utc>, DateTime<Utc>),
    is_held: bool,
) -> Held {
    let id = lead.id;
    let expiry = pending.iter().find(|due| due.step == Some(ScheduledStep::Expiry));
    if lead.stage == Stage::Received
        && expiry.map(|due| due.at.timestamp_millis()) != lead.deadline.map(|at| at.timestamp_millis())
    {
        return Err(broken(format!(
            "(a) lead {id} expires {:?}, its row says {expiry:?}",
            lead.deadline
        )));
    }
    if !is_held && lead.stage == Stage::Received && lead.deadline.is_some_and(|deadline| deadline <= now) {
        return Err(broken(format!(
            "(a) lead {id} should have expired {:?}, now is {now}",
            lead.deadline
        )));
    }
    if lead.stage.is_open() {
        for (step, at) in schedule(&lead.schedule_facts(date), &team.settings, team.time_zone) {
            let planned = pending.iter().any(|due| due.step == Some(step)) || done.contains(&step.code());
            if at > latest && !planned {
                return Err(broken(format!(
                    "(a) lead {id} has no row for {step:?}, due {at}, now {now}"
                )));
            }
        }
    } else if !pending.is_empty() {
        return Err(broken(format!(
            "(c) lead {id} is {:?} and has {pending:?}",
            lead.stage
        )));
    }
    let early = pending.iter().find(|due| {
        let mut all = schedule(&lead.schedule_facts(date), &team.settings, team.time_zone);
        if let Some(step @ ScheduledStep::Overdue(date, times @ 1..)) = due.step {
            let at = overdue_again_at(date, times, &team.settings, team.time_zone);
            all.push((step, at));
        }
        !all.iter()
            .any(|(step, at)| Some(*step) == due.step && at.timestamp_millis() <= due.at.timestamp_millis())
    });
    match early {
        Some(early) => Err(broken(format!(
            "(d) lead {id}: {early:?} is no step of its ladder, or before its time"
        ))),
        None => Ok(()),
    }
}

/// (d)
pub fn expired_once(lead: &Lead, history: &[Event]) -> Held {
    let expiries: Vec<_> = history
        .iter()
        .filter(|event| event.what == EventKind::Expired {})
        .collect();
    let early = expiries
        .iter()
        .any(|event| lead.deadline.is_none_or(|deadline| event.at < deadline));
    if expiries.len() > 1 || early {
        return Err(broken(format!(
            "(d) lead {} with deadline {:?}: {expiries:?}",
            lead.id, lead.deadline
        )));
    }
    let is_expired = lead.stage == Stage::Archived(Outcome::Expired);
    if is_expired != (expiries.len() == 1) {
        return Err(broken(format!(
            "(d) lead {} is {:?} with {expiries:?}",
            lead.id, lead.stage
        )));
    }
    Ok(())
}

/// (c) Every reminder in a history was said while its lead waited for what it calls for.
pub fn reminders_in(lead: LeadId, history: &[Event]) -> Held<Vec<(DateTime<Utc>, String)>> {
    let mut said = Vec::new();
    for event in history {
        let EventKind::Reminded { step } = &event.what else {
            continue;
        };
        let expected = if step.starts_with("overdue:") {
            Stage::Accepted
        } else {
            Stage::Received
        };
        if event.before != expected {
            return Err(broken(format!(
                "(c) lead {lead} was reminded of while {:?}: {step}",
                event.before
            )));
        }
        said.push((event.at, step.clone()));
    }
    Ok(said)
}
