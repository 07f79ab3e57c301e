//! Why a lead was declined or a deal lost. The lists are a team's own; these are the ones it starts with.

use serde::{Deserialize, Serialize};

/// A reason of a team's list: one of ours, known by its code and worded in each language, or the team's own words.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Stays the same when the words change; what rows, custom ids and figures keep.
    pub code: String,
    /// The team's own words; `None` for the built-in wording of `code`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Taken off the list: offered no more, but kept, since old leads still say it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// A team's two lists.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ReasonList {
    /// Why leads are declined.
    Decline,
    /// Why deals are lost.
    Lost,
}

impl ReasonList {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Decline, Self::Lost];

    /// The word in commands and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decline => "decline",
            Self::Lost => "lost",
        }
    }

    /// The list of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.code() == code)
    }
}

impl Reason {
    fn built_in(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            words: None,
            retired: false,
        }
    }

    /// "Other" says nothing by itself, so it has to be explained.
    #[must_use]
    pub(crate) fn needs_notes(&self) -> bool {
        self.code == OTHER
    }
}

/// The code of "Other", whose notes are required.
pub(crate) const OTHER: &str = "other";

/// Reasons after which a customer is not told to choose another partner.
pub(crate) const SPAM: &str = "spam";
pub(crate) const DUPLICATE: &str = "duplicate";
pub(crate) const ALREADY_CUSTOMER: &str = "already_customer";

/// Codes of the default decline reasons, in the order shown.
pub(crate) const DECLINE: [&str; 9] = [
    "not_our_product",
    "outside_region",
    "customer_size",
    "no_capacity",
    "need_unclear",
    "duplicate",
    "spam",
    "already_customer",
    OTHER,
];

/// Codes of the default lost reasons, in the order shown.
pub const LOST: [&str; 5] = [
    "no_response",
    "other_vendor",
    "no_budget",
    "timeline_too_short",
    OTHER,
];

/// The decline reasons a team starts with.
#[must_use]
pub(crate) fn default_decline() -> Vec<Reason> {
    DECLINE.into_iter().map(Reason::built_in).collect()
}

/// The lost reasons a team starts with.
#[must_use]
pub(crate) fn default_lost() -> Vec<Reason> {
    LOST.into_iter().map(Reason::built_in).collect()
}
