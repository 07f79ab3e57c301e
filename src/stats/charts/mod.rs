//! Figures as pictures: our own SVG in one house style, rendered to PNG with a font that is part of the program.
//!
//! A picture stands on its own light ground, so that it reads the same in Discord's light and dark themes, and is
//! large enough for a phone. Labels come in the reader's words; a label in a script that the font lacks is shown as
//! its number (`#3`), which the text beside the picture repeats, and never as empty boxes.

mod bars;
mod columns;
mod png;
mod svg;

pub(crate) use bars::{Bar, bars};
pub(crate) use columns::{Column, columns};
pub use png::png;

/// Which picture.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub(crate) enum Chart {
    None,
    /// From received to won, by count.
    #[default]
    Funnel,
    /// How many days answers took.
    Speed,
    /// Won and lost by week.
    Weeks,
    /// Why leads were declined and lost.
    Reasons,
    /// Where leads came from.
    Sources,
}

impl Chart {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Funnel,
        Self::Speed,
        Self::Weeks,
        Self::Reasons,
        Self::Sources,
        Self::None,
    ];

    /// The word in custom ids and message catalogues.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Funnel => "funnel",
            Self::Speed => "speed",
            Self::Weeks => "weeks",
            Self::Reasons => "reasons",
            Self::Sources => "sources",
        }
    }

    /// The chart of that word.
    #[must_use]
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|chart| chart.code() == code)
    }
}

#[cfg(test)]
mod tests;
