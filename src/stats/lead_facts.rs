//! One lead as the figures need it: no personal data, nothing that a figure does not use.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::contact::CountryCode;
use crate::domain::ids::{LeadId, MemberId};
use crate::domain::lead::Kind;
use crate::domain::money::Money;
use crate::domain::stage::{Outcome, Stage};

/// One lead that is no test.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LeadFacts {
    pub lead: LeadId,
    pub kind: Kind,
    /// The source's name.
    pub source: String,
    pub country: Option<CountryCode>,
    /// The deal's owner, or whoever declined it; nobody for what was never answered.
    pub member: Option<MemberId>,
    /// No answer is expected of anybody.
    pub informational: bool,
    /// When it arrived at its source.
    pub received_at: DateTime<Utc>,
    /// When a member first accepted or declined it.
    pub answered_at: Option<DateTime<Utc>>,
    pub stage: Stage,
    /// When it came to its stage.
    pub since: DateTime<Utc>,
    /// Why it was declined or lost: a reason's code.
    pub reason: Option<String>,
    /// The deal's value: the final one where there is one, else the estimate.
    pub value: Option<Money>,
    /// What the customer said they would spend, where it reads as one amount.
    pub budget: Option<Money>,
}

impl LeadFacts {
    /// Whether the team took it, whatever became of it.
    #[must_use]
    pub(crate) fn is_accepted(&self) -> bool {
        matches!(
            self.stage,
            Stage::Accepted | Stage::Archived(Outcome::Won | Outcome::Lost)
        )
    }

    /// Whether it came to that end.
    #[must_use]
    pub fn ended(&self, outcome: Outcome) -> bool {
        self.stage == Stage::Archived(outcome)
    }

    /// From its arrival until a member answered it; never below zero, whatever the sender's clock said.
    #[must_use]
    pub fn answer_time(&self) -> Option<TimeDelta> {
        Some((self.answered_at? - self.received_at).max(TimeDelta::zero()))
    }

    /// From its arrival until it was won.
    #[must_use]
    pub(crate) fn time_to_win(&self) -> Option<TimeDelta> {
        self.ended(Outcome::Won)
            .then(|| (self.since - self.received_at).max(TimeDelta::zero()))
    }
}
