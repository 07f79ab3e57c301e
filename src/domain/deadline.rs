//! When something is due for a lead: the reminder ladder, the warnings, the deadline itself, and afterwards the
//! purchase date. All of it is planned as rows when it becomes known; what a reminder waits for (working hours, a
//! snooze) is asked when it falls due, since both may change until then.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::delay::Delay;
use super::reminder_schedule::{Digest, morning};
use super::stage::Stage;
use super::team::Settings;
use super::working_hours::{WorkingHours, moment};

/// One due thing.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ScheduledStep {
    /// Nudge a hot lead, so long after it arrived.
    Nudge(Delay),
    /// The window of a hot lead has passed: its card changes.
    Window,
    /// Warn of expiry, so long before it.
    Warning(Delay),
    /// The lead expires.
    Expiry,
    /// That purchase date has passed; how often the owner was asked for it before.
    Overdue(NaiveDate, u32),
    /// The team's digest of that day.
    Digest(NaiveDate),
}

impl ScheduledStep {
    /// The word a row keeps: `nudge:72`, `nudge:15m`, `window`, `warning:24`, `expiry`, `overdue:2026-12-31`,
    /// `overdue:2026-12-31:2`, `digest:2026-11-30`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Nudge(after) => format!("nudge:{}", after.code()),
            Self::Window => "window".to_owned(),
            Self::Warning(before) => format!("warning:{}", before.code()),
            Self::Expiry => "expiry".to_owned(),
            Self::Overdue(date, 0) => format!("overdue:{date}"),
            Self::Overdue(date, times) => format!("overdue:{date}:{times}"),
            Self::Digest(date) => format!("digest:{date}"),
        }
    }

    /// The step of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("nudge", after)) => Delay::parse(after).map(Self::Nudge),
            Some(("warning", before)) => Delay::parse(before).map(Self::Warning),
            Some(("overdue", which)) => {
                let (date, times) = which.split_once(':').unwrap_or((which, "0"));
                Some(Self::Overdue(date.parse().ok()?, times.parse().ok()?))
            }
            Some(("digest", date)) => date.parse().ok().map(Self::Digest),
            None if code == "window" => Some(Self::Window),
            None if code == "expiry" => Some(Self::Expiry),
            _ => None,
        }
    }

    /// Whether it is a message to the team about a lead.
    #[must_use]
    pub(crate) const fn is_reminder(self) -> bool {
        matches!(self, Self::Nudge(_) | Self::Warning(_) | Self::Overdue(..))
    }

    /// Whether a reminder still says something true of a lead.
    #[must_use]
    pub(crate) fn holds_for(self, lead: &ScheduleFacts) -> bool {
        match self {
            _ if lead.erased => false,
            Self::Nudge(_) => lead.stage == Stage::Received && lead.hot,
            Self::Warning(_) => lead.stage == Stage::Received,
            Self::Overdue(date, _) => lead.stage == Stage::Accepted && lead.purchase_date == Some(date),
            Self::Window | Self::Expiry | Self::Digest(_) => false,
        }
    }
}

/// What of a lead decides what is due for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ScheduleFacts {
    /// Where it stands.
    pub stage: Stage,
    /// When it arrived at its source.
    pub received_at: DateTime<Utc>,
    /// When it expires unanswered; `None` for an informational one, which never does.
    pub deadline: Option<DateTime<Utc>>,
    /// The customer asked to be contacted directly.
    pub hot: bool,
    /// The customer must not be contacted, so nobody is nudged to.
    pub do_not_contact: bool,
    /// Informational, or a test: nobody is reminded of it.
    pub silent: bool,
    /// When the customer is expected to buy, once accepted.
    pub purchase_date: Option<NaiveDate>,
    /// Its personal data has been wiped: nothing is due for it any more.
    pub erased: bool,
}

/// When a lead that arrived then expires unanswered.
#[must_use]
pub(crate) fn deadline(received_at: DateTime<Utc>, settings: &Settings) -> DateTime<Utc> {
    received_at + settings.answer_within()
}

/// Everything that is due for a lead where it stands, earliest first, what lies in the past included. That an owner is
/// asked again has no end, and is planned one by one: [`next_overdue`].
#[must_use]
pub fn schedule(lead: &ScheduleFacts, settings: &Settings, zone: Tz) -> Vec<(ScheduledStep, DateTime<Utc>)> {
    let mut steps = match lead.stage {
        _ if lead.erased => Vec::new(),
        Stage::Received => waiting(lead, settings),
        Stage::Accepted => lead
            .purchase_date
            .filter(|_| settings.reminders.overdue && !lead.silent)
            .map(|date| (ScheduledStep::Overdue(date, 0), overdue_at(date, zone)))
            .into_iter()
            .collect(),
        Stage::Archived(_) => Vec::new(),
    };
    steps.sort_by_key(|(_, due)| *due);
    steps.dedup();
    steps
}

/// What is left of a ladder: what lies after `since`, and what was pending already. An expiry is left in any case: a
/// lead that arrives past its deadline expires at once.
#[must_use]
pub fn remaining(
    schedule: Vec<(ScheduledStep, DateTime<Utc>)>,
    since: DateTime<Utc>,
    pending: &[ScheduledStep],
) -> Vec<(ScheduledStep, DateTime<Utc>)> {
    schedule
        .into_iter()
        .filter(|(step, due)| *due > since || *step == ScheduledStep::Expiry || pending.contains(step))
        .collect()
}

fn waiting(lead: &ScheduleFacts, settings: &Settings) -> Vec<(ScheduledStep, DateTime<Utc>)> {
    let in_time =
        |due: DateTime<Utc>| due > lead.received_at && lead.deadline.is_none_or(|deadline| due < deadline);
    let mut steps = Vec::new();
    if lead.hot {
        steps.push((ScheduledStep::Window, lead.received_at + settings.hot_within()));
        if !lead.do_not_contact && !lead.silent {
            let nudges = &settings.reminders.nudges;
            steps.extend(
                nudges
                    .iter()
                    .map(|after| (ScheduledStep::Nudge(*after), lead.received_at + after.as_delta())),
            );
        }
    }
    if let Some(deadline) = lead.deadline {
        if !lead.silent {
            let warnings = &settings.reminders.warnings;
            steps.extend(
                warnings
                    .iter()
                    .map(|before| (ScheduledStep::Warning(*before), deadline - before.as_delta())),
            );
        }
        steps.retain(|(_, due)| in_time(*due));
        steps.push((ScheduledStep::Expiry, deadline));
    }
    steps
}

/// A purchase date has passed when its day is over; nobody is asked at midnight.
fn overdue_at(date: NaiveDate, zone: Tz) -> DateTime<Utc> {
    moment(date.succ_opt().unwrap_or(date).and_time(morning()), zone)
}

/// When the owner is asked for that date, again and again: [`ScheduledStep::Overdue`] after its first time.
#[must_use]
pub fn overdue_again_at(date: NaiveDate, times: u32, settings: &Settings, zone: Tz) -> DateTime<Utc> {
    let days = u64::from(times) * u64::from(settings.reminders.overdue_days);
    overdue_at(date.checked_add_days(Days::new(days)).unwrap_or(date), zone)
}

/// The next time after `now` that an owner has to be asked again for a purchase date that has passed.
#[must_use]
pub(crate) fn next_overdue(
    lead: &ScheduleFacts,
    settings: &Settings,
    zone: Tz,
    now: DateTime<Utc>,
) -> Option<(ScheduledStep, DateTime<Utc>)> {
    let every = settings.reminders.overdue_days;
    let date = lead
        .purchase_date
        .filter(|_| settings.reminders.overdue && every > 0 && !lead.silent && !lead.erased)
        .filter(|_| lead.stage == Stage::Accepted)?;
    let passed = (now - overdue_at(date, zone)).num_days();
    if overdue_at(date, zone) > now {
        return None;
    }
    let first = u32::try_from(passed / i64::from(every)).ok()?.max(1);
    // A day may be an hour shorter than 24 hours.
    (first..=first.saturating_add(2))
        .map(|times| {
            (
                ScheduledStep::Overdue(date, times),
                overdue_again_at(date, times, settings, zone),
            )
        })
        .find(|(_, at)| *at > now)
}

/// Everything that is due for a lead from `now` on, with what of it was `pending` already.
#[must_use]
pub(crate) fn plan(
    lead: &ScheduleFacts,
    settings: &Settings,
    zone: Tz,
    now: DateTime<Utc>,
    pending: &[ScheduledStep],
) -> Vec<(ScheduledStep, DateTime<Utc>)> {
    let mut steps = remaining(schedule(lead, settings, zone), now, pending);
    let waits = pending.iter().filter_map(|step| match step {
        ScheduledStep::Overdue(date, times @ 1..) if settings.reminders.overdue && step.holds_for(lead) => {
            Some((*step, overdue_again_at(*date, *times, settings, zone)))
        }
        _ => None,
    });
    steps.extend(waits);
    steps.extend(next_overdue(lead, settings, zone, now));
    steps.sort_by_key(|(_, at)| *at);
    steps.dedup();
    steps
}

/// Until when a reminder has to wait; `None` where it may be posted `now`. A snooze comes first, then the working
/// hours, unless the deadline falls before the next opening.
#[must_use]
pub fn hold(
    now: DateTime<Utc>,
    snoozed_until: Option<DateTime<Utc>>,
    deadline: Option<DateTime<Utc>>,
    hours: Option<&WorkingHours>,
    zone: Tz,
) -> Option<DateTime<Utc>> {
    let snoozed = snoozed_until.filter(|until| *until > now);
    hours
        .and_then(|hours| hours.next_opening(snoozed.unwrap_or(now), zone))
        .filter(|opening| deadline.is_none_or(|deadline| *opening < deadline))
        .or(snoozed)
}

/// When a snooze of that many days is over: in the morning of that day, the team's time.
#[must_use]
pub(crate) fn snoozed_until(days: u32, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = now.with_timezone(&zone).date_naive();
    let day = today.checked_add_days(Days::new(days.into())).unwrap_or(today);
    moment(day.and_time(morning()), zone)
}

/// The next digest, with its day: the first after `last`, the day of the one before. One that was `pending` and whose time
/// has passed by a change of the zone or of the hour is due now, not lost.
#[must_use]
pub(crate) fn next_digest(
    digest: Digest,
    now: DateTime<Utc>,
    zone: Tz,
    last: Option<NaiveDate>,
    pending: Option<NaiveDate>,
) -> Option<(ScheduledStep, DateTime<Utc>)> {
    let today = now.with_timezone(&zone).date_naive();
    let new = |day: &NaiveDate| last.is_none_or(|last| *day > last);
    let overtaken = pending.filter(|day| day.weekday() == digest.day && *day <= today && new(day));
    if let Some(day) = overtaken.filter(|day| moment(day.and_time(digest.at), zone) <= now) {
        return Some((ScheduledStep::Digest(day), now));
    }
    (0..=14)
        .filter_map(|ahead| today.checked_add_days(Days::new(ahead)))
        .filter(|day| day.weekday() == digest.day && new(day))
        .map(|day| (ScheduledStep::Digest(day), moment(day.and_time(digest.at), zone)))
        .find(|(_, at)| *at > now)
}

/// Where a hot lead stands within its window.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Heat {
    /// Not a hot lead.
    None,
    /// The window is open until then.
    Hot(DateTime<Utc>),
    /// The window has passed; the lead is still active.
    Passed,
}

/// How hot a lead is at `now`. A customer who must not be contacted is never proposed for contact, whatever the lead says.
#[must_use]
pub(crate) fn heat(lead: &ScheduleFacts, settings: &Settings, now: DateTime<Utc>) -> Heat {
    let until = lead.received_at + settings.hot_within();
    match lead.hot && !lead.do_not_contact && !lead.erased {
        false => Heat::None,
        true if now < until => Heat::Hot(until),
        true => Heat::Passed,
    }
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
