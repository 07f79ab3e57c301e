//! Words: message catalogues, numbers, money and dates by locale, and what makes text from outside harmless.

pub mod locale;
pub mod safe;
