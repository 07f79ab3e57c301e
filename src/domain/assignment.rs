//! Somebody looks at a lead that nobody has answered. Its reminders call that person alone until half of the time is
//! over, then everybody who can act besides: a lead is nobody's excuse.

use chrono::{DateTime, Utc};

use super::ids::MemberId;
use super::lead::Lead;
use super::stage::Stage;
use super::team::Settings;

/// Who looks at it, since when.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Assignment {
    /// Who.
    pub to: MemberId,
    /// Since when.
    pub at: DateTime<Utc>,
}

impl Lead {
    /// Who looks at the lead while it waits for an answer.
    #[must_use]
    pub fn assignee(&self) -> Option<MemberId> {
        let waits = self.stage == Stage::Received;
        self.assignment.filter(|_| waits).map(|assignment| assignment.to)
    }

    /// Whom its reminders call by name.
    #[must_use]
    pub fn named(&self) -> Option<MemberId> {
        match self.stage {
            Stage::Received => self.assignee(),
            Stage::Accepted => self.owner,
            Stage::Archived(_) => None,
        }
    }

    /// Whether its reminders at `now` are for the one alone whom they name. Of a hot lead it is half of what was left of
    /// its window that counts, where it was assigned within it.
    #[must_use]
    pub fn is_for_one(&self, settings: &Settings, now: DateTime<Utc>) -> bool {
        let Some(assignment) = self.assignment.filter(|_| self.stage == Stage::Received) else {
            return self.named().is_some();
        };
        let window = self.received_at + settings.hot_within();
        let hot = self.request.hot && !self.request.do_not_contact && assignment.at < window;
        let end = match self.deadline {
            Some(deadline) if hot => Some(deadline.min(window)),
            None if hot => Some(window),
            deadline => deadline,
        };
        end.is_none_or(|end| now < assignment.at + (end - assignment.at) / 2)
    }
}
