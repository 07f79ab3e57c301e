//! Which reminders a team wants, and when: what `domain::deadline` plans by.

use chrono::{NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::delay::Delay;
use super::working_hours::WorkingHours;

/// Which reminders a team wants.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReminderSchedule {
    /// Nudges for a hot lead, after it arrived. The one at the end of the hot window closes it.
    #[serde(rename = "nudge_hours")]
    pub nudges: Vec<Delay>,
    /// Expiry warnings, before the deadline.
    #[serde(rename = "warning_hours")]
    pub warnings: Vec<Delay>,
    /// Ask the owner for the outcome once the purchase date has passed.
    pub overdue: bool,
    /// Ask again after so many days, until there is an outcome or a new date; 0 for once only.
    pub overdue_days: u32,
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
            nudges: vec![Delay::hours(24), Delay::hours(48), Delay::hours(72)],
            warnings: vec![Delay::hours(72), Delay::hours(24)],
            overdue: true,
            overdue_days: 7,
            digest: Some(Digest::default()),
            working_hours: None,
        }
    }
}

/// When a day begins for reminders that are due on a day rather than at a moment.
pub(crate) fn morning() -> NaiveTime {
    NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default()
}
