//! What is wrong with an amount or a date, in words.

use super::catalogue::Lang;
use super::safe::neutral_cut;
use crate::domain::dates::{DateFault, format_date};
use crate::domain::money::MoneyFault;
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
                written = neutral_cut(written, REPEATED)
            )
        }
        MoneyFault::AmbiguousCurrency { written, candidates } => {
            let codes: Vec<_> = candidates.iter().map(iso_currency::Currency::code).collect();
            t!(
                lang,
                "money-ambiguous-currency",
                written = neutral_cut(written, REPEATED),
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
                written = neutral_cut(written, REPEATED)
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
                written = neutral_cut(written, REPEATED)
            )
        }
        DateFault::NoSuchDay { .. } => t!(lang, "date-no-such-day"),
        DateFault::Ambiguous {
            readings: [first, second],
        } => t!(
            lang,
            "date-ambiguous",
            first = format_date(*first, locale),
            second = format_date(*second, locale)
        ),
        DateFault::InPast { date } => t!(lang, "date-in-past", date = format_date(*date, locale)),
        DateFault::TooFar { latest } => t!(lang, "date-too-far", latest = format_date(*latest, locale)),
    }
}
