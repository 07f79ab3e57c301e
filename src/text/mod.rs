//! Words: message catalogues, numbers, money and dates by locale, and what makes text from outside harmless.

pub mod catalogue;
mod faults;
pub mod refusal;
pub mod safe;
pub mod words;
