//! When something is due for a lead: the reminder ladder, the warnings, the deadline itself, and afterwards the
//! purchase date. All of it is planned as rows when it becomes known; what a reminder waits for (working hours, a
//! snooze) is asked when it falls due, since both may change until then.

use chrono::{DateTime, Datelike as _, Days, NaiveDate, NaiveTime, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::stage::Stage;
use super::team::Settings;
use super::working_hours::{WorkingHours, moment};

/// Which reminders a team wants. Hours, so that a ladder reads as the product page words it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReminderSchedule {
    /// Nudges for a hot lead, in hours after it arrived. The one at [`Settings::hot_hours`] closes the window.
    pub nudge_hours: Vec<u32>,
    /// Expiry warnings, in hours before the deadline.
    pub warning_hours: Vec<u32>,
    /// Ask the owner for the outcome once the purchase date has passed.
    pub overdue: bool,
    /// When the weekly digest is posted, in the team's time; `None` for no digest.
    pub digest: Option<Digest>,
    /// When reminders may be posted; `None` for always.
    pub working_hours: Option<WorkingHours>,
}

/// When the weekly digest is posted.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Day of the week.
    pub day: Weekday,
    /// Time of day, the team's.
    pub at: NaiveTime,
}

impl Default for Digest {
    fn default() -> Self {
        Self {
            day: Weekday::Mon,
            at: morning(),
        }
    }
}

impl Default for ReminderSchedule {
    fn default() -> Self {
        Self {
            nudge_hours: vec![24, 48, 72],
            warning_hours: vec![72, 24],
            overdue: true,
            digest: Some(Digest::default()),
            working_hours: None,
        }
    }
}

/// Hours as people write them: `24 48 72`, `3d, 1d`, or `off` for none; earliest first. `None` where that cannot be read,
/// or is more or farther than makes sense: ten of them, a year.
#[must_use]
pub fn hours_of(text: &str) -> Option<Vec<u32>> {
    const MOST: usize = 10;
    const FARTHEST: u32 = 366 * 24;
    let text = text.trim().to_lowercase();
    if matches!(text.as_str(), "off" | "none" | "no") {
        return Some(Vec::new());
    }
    let hours = text
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(|part| match part.strip_suffix('d') {
            Some(days) => days.parse::<u32>().ok()?.checked_mul(24),
            None => part.strip_suffix('h').unwrap_or(part).parse().ok(),
        })
        .collect::<Option<std::collections::BTreeSet<u32>>>()?;
    let sensible =
        (1..=MOST).contains(&hours.len()) && hours.iter().all(|hours| (1..=FARTHEST).contains(hours));
    sensible.then(|| hours.into_iter().collect())
}

/// When a day begins for reminders that are due on a day rather than at a moment.
fn morning() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()
}

/// One due thing.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum ScheduledStep {
    /// Nudge a hot lead, this many hours after it arrived.
    Nudge(u32),
    /// The window of a hot lead has passed: its card changes.
    Window,
    /// Warn of expiry, this many hours before it.
    Warning(u32),
    /// The lead expires.
    Expiry,
    /// That purchase date has passed.
    Overdue(NaiveDate),
    /// The team's digest of that day.
    Digest(NaiveDate),
}

impl ScheduledStep {
    /// The word a row keeps: `nudge:72`, `window`, `warning:24`, `expiry`, `overdue:2026-12-31`, `digest:2026-11-30`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Nudge(hours) => format!("nudge:{hours}"),
            Self::Window => "window".to_owned(),
            Self::Warning(hours) => format!("warning:{hours}"),
            Self::Expiry => "expiry".to_owned(),
            Self::Overdue(date) => format!("overdue:{date}"),
            Self::Digest(date) => format!("digest:{date}"),
        }
    }

    /// The step of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("nudge", hours)) => hours.parse().ok().map(Self::Nudge),
            Some(("warning", hours)) => hours.parse().ok().map(Self::Warning),
            Some(("overdue", date)) => date.parse().ok().map(Self::Overdue),
            Some(("digest", date)) => date.parse().ok().map(Self::Digest),
            None if code == "window" => Some(Self::Window),
            None if code == "expiry" => Some(Self::Expiry),
            _ => None,
        }
    }

    /// Whether it is a message to the team about a lead.
    #[must_use]
    pub const fn is_reminder(self) -> bool {
        matches!(self, Self::Nudge(_) | Self::Warning(_) | Self::Overdue(_))
    }

    /// Whether a reminder still says something true of a lead.
    #[must_use]
    pub fn holds_for(self, lead: &ScheduleFacts) -> bool {
        match self {
            Self::Nudge(_) => lead.stage == Stage::Received && lead.hot,
            Self::Warning(_) => lead.stage == Stage::Received,
            Self::Overdue(date) => lead.stage == Stage::Accepted && lead.purchase_date == Some(date),
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
}

/// When a lead that arrived then expires unanswered.
#[must_use]
pub fn deadline(received_at: DateTime<Utc>, settings: &Settings) -> DateTime<Utc> {
    received_at + settings.answer_within()
}

/// Everything that is due for a lead where it stands, earliest first, what lies in the past included.
#[must_use]
pub fn schedule(lead: &ScheduleFacts, settings: &Settings, zone: Tz) -> Vec<(ScheduledStep, DateTime<Utc>)> {
    let mut steps = match lead.stage {
        Stage::Received => waiting(lead, settings),
        Stage::Accepted => lead
            .purchase_date
            .filter(|_| settings.reminders.overdue && !lead.silent)
            .map(|date| (ScheduledStep::Overdue(date), overdue_at(date, zone)))
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
    let after = |hours: u32| lead.received_at + TimeDelta::hours(hours.into());
    let in_time =
        |due: DateTime<Utc>| due > lead.received_at && lead.deadline.is_none_or(|deadline| due < deadline);
    let mut steps = Vec::new();
    if lead.hot {
        steps.push((ScheduledStep::Window, after(settings.hot_hours)));
        if !lead.do_not_contact && !lead.silent {
            let nudges = &settings.reminders.nudge_hours;
            steps.extend(
                nudges
                    .iter()
                    .map(|hours| (ScheduledStep::Nudge(*hours), after(*hours))),
            );
        }
    }
    if let Some(deadline) = lead.deadline {
        if !lead.silent {
            let warnings = &settings.reminders.warning_hours;
            steps.extend(warnings.iter().map(|hours| {
                (
                    ScheduledStep::Warning(*hours),
                    deadline - TimeDelta::hours((*hours).into()),
                )
            }));
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
pub fn snoozed_until(days: u32, now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = now.with_timezone(&zone).date_naive();
    let day = today.checked_add_days(Days::new(days.into())).unwrap_or(today);
    moment(day.and_time(morning()), zone)
}

/// The next digest after `now`, with its day.
#[must_use]
pub fn next_digest(digest: Digest, now: DateTime<Utc>, zone: Tz) -> Option<(ScheduledStep, DateTime<Utc>)> {
    let today = now.with_timezone(&zone).date_naive();
    (0..=7)
        .filter_map(|ahead| today.checked_add_days(Days::new(ahead)))
        .filter(|day| day.weekday() == digest.day)
        .map(|day| (ScheduledStep::Digest(day), moment(day.and_time(digest.at), zone)))
        .find(|(_, at)| *at > now)
}

/// Where a hot lead stands within its window.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Heat {
    /// Not a hot lead.
    None,
    /// The window is open until then.
    Hot(DateTime<Utc>),
    /// The window has passed; the lead is still active.
    Passed,
}

/// How hot a lead is at `now`. A customer who must not be contacted is never proposed for contact, whatever the lead says.
#[must_use]
pub fn heat(lead: &ScheduleFacts, settings: &Settings, now: DateTime<Utc>) -> Heat {
    let until = lead.received_at + settings.hot_within();
    match lead.hot && !lead.do_not_contact {
        false => Heat::None,
        true if now < until => Heat::Hot(until),
        true => Heat::Passed,
    }
}

#[cfg(test)]
#[path = "deadline_tests.rs"]
mod tests;
