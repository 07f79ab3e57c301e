//! What is wrong with an amount or a date, in words.

use chrono::Datelike as _;

use super::catalogue::Lang;
use super::safe::neutral_line;
use super::words;
use crate::domain::dates::{DateFault, date_in_words, format_date};
use crate::domain::money::MoneyFault;
use crate::domain::working_hours::HoursFault;
use crate::locale::Locale;
use crate::t;

/// How much of a word that was not understood is repeated.
const REPEATED: usize = 60;

/// What is wrong with an amount of money.
pub(super) fn money(lang: Lang, locale: Locale, fault: &MoneyFault) -> String {
    match fault {
        MoneyFault::NoNumber => t!(lang, "money-no-number"),
        MoneyFault::Negative => t!(lang, "money-negative"),
        MoneyFault::SeveralNumbers => t!(lang, "money-several-numbers"),
        MoneyFault::SeveralCurrencies => t!(lang, "money-several-currencies"),
        MoneyFault::NotUnderstood { written } => {
            t!(
                lang,
                "money-not-understood",
                written = neutral_line(written, REPEATED)
            )
        }
        MoneyFault::AmbiguousCurrency { written, candidates } => {
            let codes: Vec<_> = candidates.iter().map(iso_currency::Currency::code).collect();
            t!(
                lang,
                "money-ambiguous-currency",
                written = neutral_line(written, REPEATED),
                candidates = codes.join(", ")
            )
        }
        MoneyFault::AmbiguousNumber {
            readings: [small, large],
        } => t!(
            lang,
            "money-ambiguous-number",
            small = small.display(locale),
            large = large.display(locale)
        ),
        MoneyFault::MalformedNumber { written } => {
            t!(
                lang,
                "money-malformed-number",
                written = neutral_line(written, REPEATED)
            )
        }
        MoneyFault::TooManyDecimals { currency, allowed } => {
            t!(
                lang,
                "money-too-many-decimals",
                currency = currency.code(),
                allowed = *allowed
            )
        }
        MoneyFault::TooLarge { max } => t!(lang, "money-too-large", max = max.display(locale)),
    }
}

/// What is wrong with a date.
pub(super) fn date(lang: Lang, locale: Locale, fault: &DateFault) -> String {
    match fault {
        DateFault::Empty => t!(lang, "wrong-missing"),
        DateFault::NotUnderstood { written } => {
            t!(
                lang,
                "date-not-understood",
                written = neutral_line(written, REPEATED)
            )
        }
        DateFault::NoSuchDay { .. } => t!(lang, "date-no-such-day"),
        DateFault::Ambiguous {
            readings: [first, second],
        } => t!(
            lang,
            "date-ambiguous",
            first = date_in_words(*first, locale),
            second = date_in_words(*second, locale)
        ),
        DateFault::WrongWeekday { date } => t!(
            lang,
            "date-wrong-weekday",
            date = date_in_words(*date, locale),
            day = words::weekday(lang, date.weekday())
        ),
        DateFault::InPast { date } => t!(lang, "date-in-past", date = format_date(*date, locale)),
        DateFault::TooFar { latest } => t!(lang, "date-too-far", latest = format_date(*latest, locale)),
    }
}

/// What is wrong with working hours.
pub(super) fn hours(lang: Lang, fault: &HoursFault) -> String {
    match fault {
        HoursFault::NoDays => t!(lang, "hours-no-days"),
        HoursFault::NoTimes => t!(lang, "hours-no-times"),
        HoursFault::SeveralSpans => t!(lang, "hours-several-spans"),
        HoursFault::NotUnderstood { written } => {
            t!(
                lang,
                "hours-not-understood",
                written = neutral_line(written, REPEATED)
            )
        }
        HoursFault::Ambiguous {
            readings: [first, second],
        } => t!(
            lang,
            "hours-ambiguous",
            first = first.to_string(),
            second = second.to_string()
        ),
    }
}
