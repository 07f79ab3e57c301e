//! What a member's list of leads shows: which tab, which stages, in which order, which page. Small enough to live in
//! a custom id.

use super::ids::{LeadId, LeadNumber, MemberId};
use super::money::Money;
use super::stage::{Outcome, Stage};

/// A tab of the lists.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Tab {
    /// Customer inquiries.
    #[default]
    Marketplace,
    /// Marketing and sales qualified.
    Qualified,
    /// What the member has given a heart.
    Favorites,
    /// What the member owns, and what they look at.
    Mine,
}

impl Tab {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Marketplace, Self::Qualified, Self::Favorites, Self::Mine];

    /// The word in custom ids, rows and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Marketplace => "marketplace",
            Self::Qualified => "qualified",
            Self::Favorites => "favorites",
            Self::Mine => "mine",
        }
    }
}

/// Which stages a list shows.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Filter {
    /// Received and accepted.
    #[default]
    Open,
    /// Every stage.
    All,
    /// One stage.
    Only(Stage),
}

impl Filter {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Only(Stage::Received),
        Self::Only(Stage::Accepted),
        Self::Only(Stage::Archived(Outcome::Won)),
        Self::Only(Stage::Archived(Outcome::Lost)),
        Self::Only(Stage::Archived(Outcome::Declined)),
        Self::Only(Stage::Archived(Outcome::Expired)),
        Self::All,
    ];

    /// The word in custom ids and message catalogues.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::All => "all",
            Self::Only(stage) => stage.word(),
        }
    }

    /// Whether a lead of that stage is shown.
    #[must_use]
    pub fn shows(self, stage: Stage) -> bool {
        match self {
            Self::Open => stage.is_open(),
            Self::All => true,
            Self::Only(only) => only == stage,
        }
    }
}

/// The order of a list.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Sort {
    /// What is due next first.
    #[default]
    Deadline,
    /// What arrived last first.
    Newest,
    /// The largest deal first: in the team's currency, then the other currencies, each by itself.
    Value,
    /// Hot and open first, then by deadline.
    Hot,
}

impl Sort {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Deadline, Self::Newest, Self::Value, Self::Hot];

    /// The word in custom ids and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deadline => "deadline",
            Self::Newest => "newest",
            Self::Value => "value",
            Self::Hot => "hot",
        }
    }
}

/// One list as a member looks at it.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct ListState {
    /// The tab.
    pub tab: Tab,
    /// The stages.
    pub filter: Filter,
    /// The order.
    pub sort: Sort,
    /// The page, from 0.
    pub page: u32,
    /// What is searched for: the row that keeps it.
    pub search: Option<i64>,
}

impl ListState {
    /// How many leads a page has: a heart for each of them and the two buttons that turn pages fit into two of a
    /// message's rows.
    pub(crate) const PAGE: u32 = 8;

    /// One word for a custom id: `marketplace.open.deadline.0.17`.
    #[must_use]
    pub fn encode(&self) -> String {
        let (tab, filter, sort) = (self.tab.code(), self.filter.code(), self.sort.code());
        let search = self.search.map_or_else(String::new, |search| search.to_string());
        format!("{tab}.{filter}.{sort}.{}.{search}", self.page)
    }

    /// The list of that word; `None` for what is not one.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (tab, filter, sort) = (parts.next()?, parts.next()?, parts.next()?);
        let state = Self {
            tab: Tab::ALL.into_iter().find(|known| known.code() == tab)?,
            filter: Filter::ALL.into_iter().find(|known| known.code() == filter)?,
            sort: Sort::ALL.into_iter().find(|known| known.code() == sort)?,
            page: parts.next()?.parse().ok()?,
            search: match parts.next()? {
                "" => None,
                search => Some(search.parse().ok()?),
            },
        };
        // One way to write a list, so that equal controls have equal ids.
        (parts.next().is_none() && state.encode() == text).then_some(state)
    }

    /// The same list on another page.
    #[must_use]
    pub const fn on_page(self, page: u32) -> Self {
        Self { page, ..self }
    }
}

/// One lead in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Which.
    pub lead: LeadId,
    /// Its number.
    pub number: LeadNumber,
    /// Where it stands.
    pub stage: Stage,
    /// The customer; empty where erased.
    pub customer: String,
    /// What they need.
    pub need: Option<String>,
    /// The customer asked to be contacted directly.
    pub hot: bool,
    /// No answer is expected.
    pub informational: bool,
    /// A test of the path.
    pub test: bool,
    /// When it expires unanswered.
    pub deadline: Option<chrono::DateTime<chrono::Utc>>,
    /// When it came to its stage.
    pub since: chrono::DateTime<chrono::Utc>,
    /// The deal's owner.
    pub owner: Option<MemberId>,
    /// Who looks at it while it waits.
    pub assignee: Option<MemberId>,
    /// Why it was declined or lost: a reason's code.
    pub reason: Option<String>,
    /// The deal, once accepted.
    pub deal: Option<ListDeal>,
    /// The member who looks has given it a heart.
    pub favorite: bool,
}

/// A deal in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListDeal {
    /// What the team calls it.
    pub name: String,
    /// What it was worth in the end, else what it is thought to be worth.
    pub value: Money,
    /// When the customer is thought to buy.
    pub purchase_date: chrono::NaiveDate,
}

#[cfg(test)]
mod tests {
    use super::{Filter, ListState, Sort, Tab};

    #[test]
    fn every_list_survives_its_word() {
        for tab in Tab::ALL {
            for filter in Filter::ALL {
                for sort in Sort::ALL {
                    for (page, search) in [(0, None), (u32::MAX, Some(i64::MAX))] {
                        let state = ListState {
                            tab,
                            filter,
                            sort,
                            page,
                            search,
                        };
                        assert_eq!(ListState::decode(&state.encode()), Some(state));
                    }
                }
            }
        }
        for text in [
            "",
            "marketplace",
            "marketplace.open.deadline.00.",
            "a.open.deadline.0.",
            "marketplace.open.hot.0.1.2",
        ] {
            assert_eq!(ListState::decode(text), None, "{text}");
        }
    }
}
