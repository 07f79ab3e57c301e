//! A member is away for a while: nobody asks them, and somebody else may look at what was theirs to look at.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::ids::MemberId;
use super::working_hours::moment;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Absence {
    /// Who.
    pub member: MemberId,
    /// When they are back.
    pub until: DateTime<Utc>,
    /// Who looks at their leads meanwhile.
    pub cover: Option<MemberId>,
}

/// What a digest says of an absence.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Away {
    /// Who.
    pub member: MemberId,
    /// The first day on which they are back, the team's.
    pub back: NaiveDate,
}

/// When somebody is back who is away until that day: as it begins for the team.
#[must_use]
pub(crate) fn back_at(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    moment(day.and_time(chrono::NaiveTime::MIN), zone)
}
