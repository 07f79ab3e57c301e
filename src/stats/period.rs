//! A span of time that figures are about, and the one before it that they are compared to.

use chrono::{DateTime, TimeDelta, Utc};

/// Which leads: those that arrived in the last so many days.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) enum Period {
    /// 7 days.
    Week,
    /// 30 days.
    #[default]
    Month,
    /// 90 days.
    Quarter,
    /// 365 days.
    Year,
    /// Everything there is.
    All,
}

impl Period {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Week, Self::Month, Self::Quarter, Self::Year, Self::All];

    /// The word in custom ids and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::All => "all",
        }
    }

    /// The period of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.code() == code)
    }

    /// How long it is; `None` for everything.
    #[must_use]
    pub const fn length(self) -> Option<TimeDelta> {
        match self {
            Self::Week => Some(TimeDelta::days(7)),
            Self::Month => Some(TimeDelta::days(30)),
            Self::Quarter => Some(TimeDelta::days(90)),
            Self::Year => Some(TimeDelta::days(365)),
            Self::All => None,
        }
    }

    /// Where it begins, seen from `now`.
    #[must_use]
    pub fn begin(self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.length().map_or(DateTime::UNIX_EPOCH, |length| now - length)
    }
}
