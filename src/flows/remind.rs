//! A lead's time has come: everything that is due for it happens in one transaction. It expires, or it gets the one
//! reminder that is still true, however much fell due while nobody looked.
//!
//! A reminder is a reply to its lead's card. Where many leads are to be reminded of at once, after downtime or at the
//! opening on a Monday, they are lines of one message instead: a round-up, with one ping.

use chrono::{DateTime, TimeDelta, Utc};

use super::{FlowResult, expire};
use crate::domain::deadline::{self, ScheduledStep, hold};
use crate::domain::event::{Event, EventKind, Initiator, Via};
use crate::domain::ids::{LeadId, TeamId};
use crate::domain::lead::Lead;
use crate::domain::message::OutboxMessage;
use crate::domain::stage::Stage;
use crate::domain::team::{Settings, Team};
use crate::store::due::Due;
use crate::store::outbox::Reminders;
use crate::store::snoozes::{self, Whom};
use crate::store::{Conn, Tx, deals, due, events, leads, outbox, round_ups, teams};

/// How long a round-up that has begun to be written waits to be posted, where its end never comes.
const UNFINISHED: TimeDelta = TimeDelta::minutes(1);

/// How a team is reminded of its leads at one moment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ReminderFormat {
    /// A reply to each lead's card.
    Reply,
    /// One message for all.
    RoundUp,
}

/// What the reminders come to that are due for a lead.
enum Verdict {
    /// None of them is true any more.
    Nothing,
    /// They wait until then.
    Wait(DateTime<Utc>),
    /// The latest one that is true, and when it was due by the ladder.
    Say(ScheduledStep, DateTime<Utc>),
}

/// How a team is to be reminded of what is due at `now`: more reminders within a few minutes than leads may ring one by
/// one are one message, by the same numbers.
///
/// # Errors
/// That the database failed.
pub(crate) async fn form(conn: &mut Conn, team: TeamId, now: DateTime<Utc>) -> FlowResult<ReminderFormat> {
    let Some(team) = teams::find(conn, team).await? else {
        return Ok(ReminderFormat::Reply);
    };
    let recent = now - lately(&team);
    if round_ups::find_open(conn, team.id, recent, now).await?.is_some() {
        return Ok(ReminderFormat::RoundUp);
    }
    let most = team.settings.burst_leads;
    let mut count = round_ups::count_replies(conn, team.id, recent, most.saturating_add(1)).await?;
    let candidates = due::list_leads_to_remind_of(conn, team.id, now).await?;
    let mut left = candidates.len();
    for lead in candidates {
        // Most often there are so few that none has to be looked at.
        if count > most || u32::try_from(left).is_ok_and(|left| count.saturating_add(left) <= most) {
            break;
        }
        left -= 1;
        let Some(lead) = leads::find(conn, lead).await? else {
            continue;
        };
        let reminders: Vec<_> = list_due(conn, lead.id, now).await?;
        if let Verdict::Say(..) = verdict(conn, &team, &lead, &reminders, now).await? {
            count += 1;
        }
    }
    Ok(if count > most {
        ReminderFormat::RoundUp
    } else {
        ReminderFormat::Reply
    })
}

/// Does what is due for a lead at `now`. Doing it again does nothing.
///
/// # Errors
/// That the database failed.
pub(crate) async fn remind(
    tx: &mut Tx,
    lead: LeadId,
    form: ReminderFormat,
    now: DateTime<Utc>,
) -> FlowResult<()> {
    let pending = list_due(tx, lead, now).await?;
    let Some(found) = leads::find(tx, lead).await? else {
        return Ok(due::update_done(tx, &ids(&pending), now).await?);
    };
    let Some(team) = teams::find(tx, found.team).await? else {
        return Ok(due::update_done(tx, &ids(&pending), now).await?);
    };
    let is = |due: &Due, step| due.step == Some(step);
    if pending.iter().any(|due| is(due, ScheduledStep::Expiry)) {
        due::update_done(tx, &ids(&pending), now).await?;
        if !expire::expire(tx, team, found, now).await? {
            tracing::warn!(lead = lead.0, "was due to expire, but may not");
        }
        return Ok(());
    }
    let (reminders, others): (Vec<_>, Vec<_>) = pending
        .into_iter()
        .partition(|due| due.step.is_some_and(ScheduledStep::is_reminder));
    if others.iter().any(|due| is(due, ScheduledStep::Window)) {
        repaint(tx, &found, now).await?;
        // None may go on saying until when it is best to answer.
        outbox::enqueue_reminders_again(tx, lead, Reminders::All, now).await?;
    }
    due::update_done(tx, &ids(&others), now).await?;
    match verdict(tx, &team, &found, &reminders, now).await? {
        Verdict::Nothing => Ok(due::update_done(tx, &ids(&reminders), now).await?),
        Verdict::Wait(until) => Ok(due::postpone(tx, &ids(&reminders), until).await?),
        Verdict::Say(step, at) => {
            due::update_done(tx, &ids(&reminders), now).await?;
            say(tx, &team, &found, form, (step, at), now).await
        }
    }
}

/// Lets the round-up be posted that is being written: all that is due at `now` is in it.
///
/// # Errors
/// That the database failed.
pub(crate) async fn finish_round_up(tx: &mut Tx, team: TeamId, now: DateTime<Utc>) -> FlowResult<()> {
    let Some(team) = teams::find(tx, team).await? else {
        return Ok(());
    };
    if let Some(since) = round_ups::find_open(tx, team.id, now - lately(&team), now).await? {
        let message = OutboxMessage::RoundUp { since };
        outbox::enqueue(tx, team.id, None, &message, now, TimeDelta::zero()).await?;
    }
    Ok(())
}

async fn list_due(conn: &mut Conn, lead: LeadId, now: DateTime<Utc>) -> FlowResult<Vec<Due>> {
    let mut pending = due::list_pending(conn, lead).await?;
    pending.retain(|due| due.at <= now);
    Ok(pending)
}

/// What is to be made of the reminders that are due for a lead.
async fn verdict(
    conn: &mut Conn,
    team: &Team,
    lead: &Lead,
    reminders: &[Due],
    now: DateTime<Utc>,
) -> FlowResult<Verdict> {
    let date = deals::find(conn, lead.id).await?.map(|deal| deal.purchase_date);
    let schedule_facts = lead.schedule_facts(date);
    // By when they were planned: one that has been put off is not the newer for it.
    let due: Vec<_> = reminders.iter().filter_map(|due| due.step).collect();
    let latest = deadline::plan(&schedule_facts, &team.settings, team.time_zone, now, &due)
        .into_iter()
        .filter(|(step, _)| step.holds_for(&schedule_facts) && due.contains(step))
        .max_by_key(|(_, at)| *at);
    let Some((step, at)) = latest else {
        return Ok(Verdict::Nothing);
    };
    let snoozed = snoozed_until(conn, lead, &team.settings, now).await?;
    let deadline = lead.deadline.filter(|_| lead.stage == Stage::Received);
    let hours = team.settings.reminders.working_hours.as_ref();
    let held = hold(now, snoozed, deadline, hours, team.time_zone);
    Ok(held.map_or(Verdict::Say(step, at), Verdict::Wait))
}

/// Wants a reminder, in place of those of the lead that were not posted yet.
async fn say(
    tx: &mut Tx,
    team: &Team,
    lead: &Lead,
    form: ReminderFormat,
    (step, due_at): (ScheduledStep, DateTime<Utc>),
    now: DateTime<Utc>,
) -> FlowResult<()> {
    outbox::drop_unposted_reminders(tx, lead.id).await?;
    // One call to action a lead: those that stand in the channel shrink.
    outbox::enqueue_reminders_again(tx, lead.id, Reminders::All, now).await?;
    match form {
        ReminderFormat::Reply => {
            let message = OutboxMessage::Reminder {
                step: step.code(),
                due_at,
            };
            outbox::enqueue(tx, team.id, Some(lead.id), &message, now, TimeDelta::zero()).await?;
        }
        ReminderFormat::RoundUp => {
            let open = round_ups::find_open(tx, team.id, now - lately(team), now).await?;
            let since = open.unwrap_or(now);
            round_ups::upsert(tx, team.id, since, lead.id, step, due_at).await?;
            outbox::enqueue(
                tx,
                team.id,
                None,
                &OutboxMessage::RoundUp { since },
                now,
                UNFINISHED,
            )
            .await?;
        }
    }
    if let ScheduledStep::Overdue(..) = step {
        let date = deals::find(tx, lead.id).await?.map(|deal| deal.purchase_date);
        let facts = lead.schedule_facts(date);
        let next = deadline::next_overdue(&facts, &team.settings, team.time_zone, now);
        due::insert(tx, team.id, lead.id, &Vec::from_iter(next)).await?;
    }
    if matches!(step, ScheduledStep::Warning(_)) {
        // Its colour says how little time is left.
        repaint(tx, lead, now).await?;
    }
    let event = Event {
        lead: lead.id,
        at: now,
        actor: Initiator::Clock,
        via: Via::Timer,
        before: lead.stage,
        after: lead.stage,
        what: EventKind::Reminded { step: step.code() },
    };
    Ok(events::insert(tx, team.id, &event).await?)
}

/// How long reminders count as "at once".
fn lately(team: &Team) -> TimeDelta {
    TimeDelta::minutes(team.settings.burst_minutes.into())
}

/// Until when nobody wants to hear of the lead: the team, or the one whom the reminder is for alone.
async fn snoozed_until(
    conn: &mut Conn,
    lead: &Lead,
    settings: &Settings,
    now: DateTime<Utc>,
) -> FlowResult<Option<DateTime<Utc>>> {
    let team = snoozes::find(conn, lead.id, Whom::Team).await?;
    // Whoever is named does not silence what others are called for as well.
    let named = match lead
        .named()
        .filter(|_| lead.is_for_one(settings.hot_within(), now))
    {
        Some(named) => snoozes::find(conn, lead.id, Whom::Member(named)).await?,
        None => None,
    };
    Ok(team.into_iter().chain(named).map(|snooze| snooze.until).max())
}

async fn repaint(tx: &mut Tx, lead: &Lead, now: DateTime<Utc>) -> FlowResult<()> {
    let card = OutboxMessage::Card { compact: false };
    outbox::enqueue(tx, lead.team, Some(lead.id), &card, now, TimeDelta::zero()).await?;
    Ok(())
}

fn ids(rows: &[Due]) -> Vec<i64> {
    rows.iter().map(|due| due.id).collect()
}
