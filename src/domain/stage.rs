//! Where a lead stands, and how it ended.

use serde::{Deserialize, Serialize};

/// How an archived lead ended.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The deal was closed with the customer.
    Won,
    /// The deal came to nothing.
    Lost,
    /// The team did not take it.
    Declined,
    /// Nobody answered before the deadline.
    Expired,
}

impl Outcome {
    /// All of them, in the order in which figures list them.
    pub const ALL: [Self; 4] = [Self::Won, Self::Lost, Self::Declined, Self::Expired];

    /// The word in the database, in exports and in message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Won => "won",
            Self::Lost => "lost",
            Self::Declined => "declined",
            Self::Expired => "expired",
        }
    }

    /// The outcome of that code.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// A lead's stage; only an archived lead has an outcome.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Waiting for an answer.
    Received,
    /// A member has taken it and works on the deal.
    Accepted,
    /// Final and read only.
    Archived(Outcome),
}

impl Stage {
    /// Every stage there is, one for each outcome.
    pub const ALL: [Self; 6] = [
        Self::Received,
        Self::Accepted,
        Self::Archived(Outcome::Won),
        Self::Archived(Outcome::Lost),
        Self::Archived(Outcome::Declined),
        Self::Archived(Outcome::Expired),
    ];

    /// The stage's word: `received`, `accepted` or `archived`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Accepted => "accepted",
            Self::Archived(_) => "archived",
        }
    }

    /// The outcome of an archived lead.
    #[must_use]
    pub const fn outcome(self) -> Option<Outcome> {
        match self {
            Self::Archived(outcome) => Some(outcome),
            Self::Received | Self::Accepted => None,
        }
    }

    /// The outcome's word where there is one, else the stage's: what a card, a history line or a figure says.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.outcome().map_or(self.code(), Outcome::code)
    }

    /// From the two words a row keeps; `None` where they contradict each other.
    #[must_use]
    pub fn from_codes(stage: &str, outcome: Option<&str>) -> Option<Self> {
        match (stage, outcome) {
            ("received", None) => Some(Self::Received),
            ("accepted", None) => Some(Self::Accepted),
            ("archived", Some(outcome)) => Outcome::from_code(outcome).map(Self::Archived),
            _ => None,
        }
    }

    /// From [`Stage::word`].
    #[must_use]
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// Whether something can still happen to the lead.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Received | Self::Accepted)
    }
}

#[cfg(test)]
mod tests {
    use super::Stage;

    #[test]
    fn a_stage_survives_its_two_words_and_its_one_word() {
        for stage in Stage::ALL {
            assert_eq!(
                Stage::from_codes(stage.code(), stage.outcome().map(super::Outcome::code)),
                Some(stage)
            );
            assert_eq!(Stage::from_word(stage.word()), Some(stage));
        }
        assert_eq!(Stage::from_codes("received", Some("won")), None);
        assert_eq!(Stage::from_codes("archived", None), None);
    }
}
