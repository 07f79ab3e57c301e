//! Money: an exact amount in one currency, read from what people write and shown as the reader is used to it.
//!
//! A member types "12,500 EUR", "€12.5k" or "12 500" into a form; a wrong guess is a deal that is off by a factor of a
//! thousand, so what can honestly be read in two ways is a [`MoneyFault`] and not a guess. Amounts of different
//! currencies are never added: there is no arithmetic here at all.
//!
//! How separators are read ([`Money::parse`]):
//!
//! | written | read as | why |
//! |---|---|---|
//! | `12,500` `12.500` `1,234,567` `12 500` `12'500` | thousands | groups of exactly three digits |
//! | `12,50` `12.5` `1234,5` | decimals | not three digits, or no group before them |
//! | `1,234.50` `1.234,50` `40 000,00` | decimals after the last sign | two different signs |
//! | `0,125` `.125` | decimals | no group starts with a zero |
//! | `1.234 KWD` | decimals | the currency has three decimals and its users write a point |
//! | `1.250k` `1,250 M` | [`MoneyFault::AmbiguousNumber`] | a thousand times apart, and people write both |
//! | `12,34,567` | thousands | Indian grouping |

mod format;
mod number;
mod parse;
mod words;

#[cfg(test)]
mod tests;

use iso_currency::Currency;
use serde::{Deserialize, Serialize};

/// The largest amount that is accepted, in minor units: ten trillion euros. Far above any deal, far below overflow.
pub(crate) const MAX_MINOR: i64 = 1_000_000_000_000_000;

/// An amount in minor units (cents, kopecks; whole yen) of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: `12_500_00` is 12,500.00 EUR, `12_500` is 12,500 JPY.
    pub minor: i64,
    /// ISO 4217, serialised as its code.
    pub currency: Currency,
}

/// Why an amount could not be read. Data only: the words are in the message catalogues. `written` is what the person
/// typed and has to be neutralised like any text from outside before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MoneyFault {
    /// There is no number in it.
    NoNumber,
    /// Below zero.
    Negative,
    /// More than one number, e.g. a range.
    SeveralNumbers,
    /// More than one currency.
    SeveralCurrencies,
    /// A word or sign that is neither a currency nor a multiplier.
    NotUnderstood {
        /// The word or sign, lower-cased.
        written: String,
    },
    /// A sign that several currencies share, none of them the team's (`kr` in a team that works in euros).
    AmbiguousCurrency {
        /// The sign.
        written: String,
        /// Every currency that it can mean.
        candidates: &'static [Currency],
    },
    /// A number that reads well in two ways, a thousand times apart.
    AmbiguousNumber {
        /// The smaller and the larger reading.
        readings: [Money; 2],
    },
    /// Digits and separators in no known order (`1.2.3`).
    MalformedNumber {
        /// The number as it was written.
        written: String,
    },
    /// Finer than the smallest unit of the currency.
    TooManyDecimals {
        /// The currency.
        currency: Currency,
        /// How many decimals it has.
        allowed: u32,
    },
    /// More than [`MAX_MINOR`].
    TooLarge {
        /// The largest amount accepted in this currency.
        max: Money,
    },
}

impl Money {
    /// An amount from minor units.
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads what a person wrote; `default` is the currency when none is named, and decides what a shared sign (`$`,
    /// `¥`, `kr`) means. Zero is an amount: whether a deal may be worth nothing is the caller's rule.
    ///
    /// # Errors
    /// A [`MoneyFault`] that says what was wrong.
    pub fn parse(input: &str, default: Currency) -> Result<Self, MoneyFault> {
        parse::parse(input, default)
    }
}

/// Decimals of a currency by ISO 4217: 2 for EUR, 0 for JPY, 3 for KWD.
pub(crate) fn decimals(currency: Currency) -> u32 {
    currency.exponent().map_or(2, u32::from)
}
