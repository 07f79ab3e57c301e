//! When something is due for a lead: the reminder ladder, the warnings and the deadline itself.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::team::Settings;

/// Which reminders a team wants. Hours, so that a ladder reads as the product page words it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ladder {
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

/// When the team works, in its time zone.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// The days on which it does.
    pub days: Vec<Weekday>,
    /// From this time ...
    pub from: NaiveTime,
    /// ... until before this one. Earlier than `from`: past midnight.
    pub to: NaiveTime,
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            nudge_hours: vec![24, 48, 72],
            warning_hours: vec![72, 24],
            overdue: true,
            digest: Some(Digest {
                day: Weekday::Mon,
                at: NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default(),
            }),
            working_hours: None,
        }
    }
}

/// One due thing of a lead.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Step {
    /// Nudge a hot lead, this many hours after it arrived.
    Nudge(u32),
    /// Warn of expiry, this many hours before it.
    Warning(u32),
    /// The lead expires.
    Expiry,
    /// The purchase date has passed.
    Overdue,
}

impl Step {
    /// The word a row keeps: `nudge:72`, `warning:24`, `expiry`, `overdue`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Nudge(hours) => format!("nudge:{hours}"),
            Self::Warning(hours) => format!("warning:{hours}"),
            Self::Expiry => "expiry".to_owned(),
            Self::Overdue => "overdue".to_owned(),
        }
    }

    /// The step of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once(':') {
            Some(("nudge", hours)) => hours.parse().ok().map(Self::Nudge),
            Some(("warning", hours)) => hours.parse().ok().map(Self::Warning),
            None if code == "expiry" => Some(Self::Expiry),
            None if code == "overdue" => Some(Self::Overdue),
            _ => None,
        }
    }
}

/// What of a received lead decides what is due for it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Waiting {
    /// When it arrived at its source.
    pub received_at: DateTime<Utc>,
    /// The customer asked to be contacted directly.
    pub hot: bool,
    /// Listed and counted only.
    pub informational: bool,
}

/// When a lead expires unanswered; `None` for an informational one, which never does.
#[must_use]
pub fn deadline(waiting: Waiting, settings: &Settings) -> Option<DateTime<Utc>> {
    (!waiting.informational).then(|| waiting.received_at + settings.answer_within())
}

/// Everything that is due for a lead without an answer, earliest first, its expiry included. What lies before
/// `now` is left out, but for the expiry: a lead that arrives past its deadline expires at once.
#[must_use]
pub fn ladder(waiting: Waiting, settings: &Settings, now: DateTime<Utc>) -> Vec<(Step, DateTime<Utc>)> {
    let Some(deadline) = deadline(waiting, settings) else {
        return Vec::new();
    };
    let hours = |hours: u32| TimeDelta::hours(hours.into());
    let mut steps: Vec<_> = settings
        .reminders
        .nudge_hours
        .iter()
        .filter(|_| waiting.hot)
        .map(|after| (Step::Nudge(*after), waiting.received_at + hours(*after)))
        .chain(
            settings
                .reminders
                .warning_hours
                .iter()
                .map(|before| (Step::Warning(*before), deadline - hours(*before))),
        )
        .filter(|(_, due)| *due > now && *due > waiting.received_at && *due < deadline)
        .chain([(Step::Expiry, deadline)])
        .collect();
    steps.sort_by_key(|(_, due)| *due);
    steps.dedup();
    steps
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

/// How hot a lead is at `now`.
#[must_use]
pub fn heat(waiting: Waiting, settings: &Settings, now: DateTime<Utc>) -> Heat {
    let until = waiting.received_at + settings.hot_within();
    match waiting.hot {
        false => Heat::None,
        true if now < until => Heat::Hot(until),
        true => Heat::Passed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hours: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hours)
    }

    fn waiting(hot: bool) -> Waiting {
        Waiting {
            received_at: at(0),
            hot,
            informational: false,
        }
    }

    #[test]
    fn a_hot_lead_has_three_nudges_two_warnings_and_an_expiry() {
        let steps = ladder(waiting(true), &Settings::default(), at(0));
        assert_eq!(
            steps,
            [
                (Step::Nudge(24), at(24)),
                (Step::Nudge(48), at(48)),
                (Step::Nudge(72), at(72)),
                (Step::Warning(72), at(264)),
                (Step::Warning(24), at(312)),
                (Step::Expiry, at(336)),
            ]
        );
    }

    #[test]
    fn a_late_lead_keeps_only_what_is_still_ahead() {
        let steps = ladder(waiting(true), &Settings::default(), at(50));
        assert_eq!(steps.first(), Some(&(Step::Nudge(72), at(72))));
        assert_eq!(
            ladder(waiting(true), &Settings::default(), at(400)),
            [(Step::Expiry, at(336))]
        );
    }

    #[test]
    fn an_informational_lead_is_never_due() {
        let lead = Waiting {
            informational: true,
            ..waiting(true)
        };
        assert_eq!(ladder(lead, &Settings::default(), at(0)), []);
    }

    #[test]
    fn a_step_survives_its_word() {
        for step in [Step::Nudge(24), Step::Warning(72), Step::Expiry, Step::Overdue] {
            assert_eq!(Step::from_code(&step.code()), Some(step));
        }
        assert_eq!(Step::from_code("nudge:x"), None);
    }
}
