//! The same figures, apart by what the leads have in common.

use std::collections::BTreeMap;

use chrono_tz::Tz;

use super::{Figures, LeadFacts};
use crate::domain::contact::CountryCode;
use crate::domain::ids::MemberId;

/// By what leads are told apart.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) enum Breakdown {
    /// Not at all.
    #[default]
    None,
    /// By kind.
    Kind,
    /// By the source they came from.
    Source,
    /// By the customer's country.
    Country,
    /// By the member who answered.
    Member,
}

impl Breakdown {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::None, Self::Kind, Self::Source, Self::Country, Self::Member];

    /// The word in custom ids and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Kind => "kind",
            Self::Source => "source",
            Self::Country => "country",
            Self::Member => "member",
        }
    }

    /// The breakdown of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.code() == code)
    }

    /// The groups with their figures, the largest first.
    #[must_use]
    pub fn groups(self, leads: &[LeadFacts], zone: Tz) -> Vec<(Group, Figures)> {
        let mut apart: BTreeMap<Group, Vec<&LeadFacts>> = BTreeMap::new();
        for lead in leads {
            if let Some(group) = self.group(lead) {
                apart.entry(group).or_default().push(lead);
            }
        }
        let mut groups: Vec<_> = apart
            .into_iter()
            .map(|(group, leads)| (group, Figures::of(leads, zone)))
            .collect();
        groups.sort_by_key(|(_, figures)| std::cmp::Reverse(figures.received));
        groups
    }

    fn group(self, lead: &LeadFacts) -> Option<Group> {
        match self {
            Self::None => None,
            Self::Kind => Some(Group::Kind(lead.kind.code())),
            Self::Source => Some(Group::Source(lead.source.clone())),
            Self::Country => Some(Group::Country(
                lead.country.map(|country| CountryCode::as_str(&country)),
            )),
            Self::Member => lead.member.map(Group::Member),
        }
    }
}

/// What the leads of one group have in common.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Group {
    /// A lead kind's code.
    Kind(&'static str),
    /// A source's name.
    Source(String),
    /// A country's code; `None` where the customer named none.
    Country(Option<&'static str>),
    Member(MemberId),
}
