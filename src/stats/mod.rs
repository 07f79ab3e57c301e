//! What the team's leads say in numbers: pure functions over [`LeadFacts`], and the charts drawn from them.
//!
//! Counts are of leads that *arrived* in a period, wherever they stand now. Tests are left out of everything;
//! informational leads are counted as received and nowhere else unless a member answered them; erased leads keep their
//! numbers. Averages are medians, and money is never added across currencies.

pub(crate) mod breakdown;
pub(crate) mod charts;

pub mod figures;
pub(crate) mod lead_facts;
pub(crate) mod period;

pub(crate) use breakdown::{Breakdown, Group};

pub(crate) use charts::Chart;
pub use figures::Figures;
pub(crate) use lead_facts::LeadFacts;
pub(crate) use period::Period;
