//! Identities. Discord's snowflakes fit SQLite's signed 64 bits until the year 2084, so all of them are `i64` here.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id!(
    /// A team: the id of its Discord server.
    TeamId
);
id!(
    /// A person in Discord: their user id.
    MemberId
);
id!(
    /// A lead's row; unique over all teams and never shown to people.
    LeadId
);
id!(
    /// An intake source's row.
    SourceId
);
id!(
    /// A team contact's row.
    ContactId
);
id!(
    /// A row of the outbox: one message that Discord should show.
    OutboxId
);
id!(
    /// A notice's row.
    NoticeId
);
id!(
    /// A Discord role.
    RoleId
);
id!(
    /// A Discord channel or thread.
    ChannelId
);
id!(
    /// A Discord message.
    MessageId
);

/// A lead's number within its team, as people say it: `L-17`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LeadNumber(pub i64);

impl std::fmt::Display for LeadNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "L-{}", self.0)
    }
}

impl LeadNumber {
    /// Reads what people type for a lead: `L-17`, `l17`, `#17`, `17`. `None` where it is not a positive number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text
            .strip_prefix(['L', 'l', '#'])
            .unwrap_or(text)
            .trim_start_matches('-')
            .trim_start();
        digits.parse().ok().filter(|number| *number > 0).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::LeadNumber;

    #[test]
    fn a_lead_number_is_read_as_people_type_it() {
        for text in ["L-17", "l-17", "L17", "#17", "17", " 17 ", "L- 17"] {
            assert_eq!(LeadNumber::parse(text), Some(LeadNumber(17)), "{text}");
        }
        for text in ["", "L-", "L-0", "-0", "seventeen", "17a", "99999999999999999999"] {
            assert_eq!(LeadNumber::parse(text), None, "{text}");
        }
    }
}
