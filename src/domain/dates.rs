//! Days, read from what people write: the estimated purchase date of a deal.
//!
//! A purchase date is a day in the team's time zone and nothing finer, so everything here is a [`NaiveDate`] and the
//! caller says which day is today. English, Russian and German words are understood whatever the locale, since teams
//! mix them; the locale decides what `03/04/2026` means, and where it does not say, that is [`DateFault::Ambiguous`].
//!
//! Which day is meant:
//!
//! | written | day |
//! |---|---|
//! | a period: `June`, `Q3`, `2027`, `12/2026`, `next month`, `this year` | its last day: the deal is expected *by* then |
//! | `next week`, `end of week` | the Sunday of that week (ISO 8601) |
//! | `start of …`, `mid …`, `end of …` | the first day; the 15th of a month, its like in longer periods; the last day |
//! | `in 6 weeks`, `3 months` | the same weekday; the same day of the month, or the last one if it is shorter |
//! | `Friday`, `next Friday` | the first one after today |
//! | `KW 12`, `week 12`, `12-я неделя` | the Sunday of that calendar week (ISO 8601) |
//! | no year given | the first such day that is not past |
//! | two-digit year, `'27` | 20xx |
//! | `Dec-27`, a day of the week that is not that date's | asked back: [`DateFault::Ambiguous`], [`DateFault::WrongWeekday`] |

mod calendar;
mod frame;
mod grammar;
mod numeric;
mod tokens;

#[cfg(test)]
mod tests;

use chrono::{Datelike, Months, NaiveDate};

use crate::locale::Locale;

/// How far ahead a purchase can be estimated. A later date is a typing error.
pub(crate) const FURTHEST_YEARS: u32 = 20;

/// Why a date could not be read. Data only: the words are in the message catalogues. `written` is what the person
/// typed and has to be neutralised like any text from outside before it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing was written.
    Empty,
    /// The text, or the first word of it, that means nothing here.
    NotUnderstood {
        /// The word where there is one to blame, else the whole text.
        written: String,
    },
    /// The day is not in the calendar (31 June).
    NoSuchDay {
        /// The whole text.
        written: String,
    },
    /// Two days can be meant: a numeric date that the locale does not decide, `Dec-27`.
    Ambiguous {
        /// What it can mean: of a numeric date day first, then month first.
        readings: [NaiveDate; 2],
    },
    /// The day of the week that was named is not that of the date.
    WrongWeekday {
        /// The date that was understood.
        date: NaiveDate,
    },
    /// Before today.
    InPast {
        /// The day that was understood.
        date: NaiveDate,
    },
    /// More than [`FURTHEST_YEARS`] ahead.
    TooFar {
        /// The latest day accepted.
        latest: NaiveDate,
    },
}

/// Reads an estimated purchase date; see the module for what is understood. Today is accepted.
///
/// # Errors
/// A [`DateFault`] that says what was wrong.
pub fn parse_date(input: &str, today: NaiveDate, locale: Locale) -> Result<NaiveDate, DateFault> {
    let text = input.trim();
    if text.is_empty() {
        return Err(DateFault::Empty);
    }
    let latest = today
        .checked_add_months(Months::new(FURTHEST_YEARS * 12))
        .unwrap_or(NaiveDate::MAX);
    let text = &frame::with_whole_years(text);
    let (weekday, bare) = frame::without_frame(text);
    let date = match numeric::parse(bare, today, locale) {
        Some(numeric) => {
            let date = numeric?;
            match date
                .zip(weekday)
                .filter(|(date, weekday)| date.weekday() != *weekday)
            {
                Some((date, _)) => return Err(DateFault::WrongWeekday { date }),
                None => date,
            }
        }
        None => grammar::parse(text, today)?,
    };
    match date {
        Some(date) if date < today => Err(DateFault::InPast { date }),
        Some(date) if date <= latest => Ok(date),
        _ => Err(DateFault::TooFar { latest }),
    }
}

/// A day as the reader is used to it: `Dec 31, 2026`, `31 Dec 2026`, `31.12.2026`, `2026-12-31`. [`parse_date`] reads
/// it back in the same locale.
pub(crate) fn format_date(date: NaiveDate, locale: Locale) -> String {
    date.format(locale.date_pattern()).to_string()
}

/// A day that is the same to every reader, with its month as a word: what somebody typed is echoed in it, and two
/// readings are told apart.
pub(crate) fn date_in_words(date: NaiveDate, locale: Locale) -> String {
    let pattern = locale.date_pattern();
    let pattern = if pattern.contains("%b") {
        pattern
    } else {
        "%-d %b %Y"
    };
    date.format(pattern).to_string()
}
