//! How numbers, money and dates are written where the reader lives.
//!
//! One table for all of Discord's locales, so that a new convention is a new column and not a new `if`. The words of
//! the bot are not here (they are in the message catalogues); this is only punctuation and order. Separators and
//! patterns follow the Unicode CLDR; the list of codes is Discord's (reference, "Locales").

use std::fmt;

/// A reader's locale. Made from Discord's code with [`Locale::from_discord`], which is total.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Locale(&'static Conventions);

/// The order in which a numeric date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum DateOrder {
    /// 31.12.2026
    DayMonthYear,
    /// 12/31/2026
    MonthDayYear,
    /// 2026-12-31
    YearMonthDay,
}

/// Where a currency's symbol stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum SymbolPlace {
    /// €12
    Before,
    /// € 12
    BeforeSpaced,
    /// 12 €
    After,
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Conventions {
    code: &'static str,
    decimal: char,
    group: char,
    symbol: SymbolPlace,
    order: Option<DateOrder>,
    date: &'static str,
}

const fn row(
    code: &'static str,
    decimal: char,
    group: char,
    symbol: SymbolPlace,
    order: Option<DateOrder>,
    date: &'static str,
) -> Conventions {
    Conventions {
        code,
        decimal,
        group,
        symbol,
        order,
        date,
    }
}

/// No-break space: an amount never wraps between its groups.
const NBSP: char = '\u{a0}';
/// Narrow no-break space, as French groups digits.
const NNBSP: char = '\u{202f}';

use DateOrder::{DayMonthYear as Dmy, MonthDayYear as Mdy, YearMonthDay as Ymd};
use SymbolPlace::{After, Before, BeforeSpaced};

/// Code, decimal separator, grouping separator, place of the currency symbol, order of a numeric date, and the
/// pattern (chrono's) that dates are shown in. English shows the month as a word, because its numeric dates mean
/// different days on the two sides of the ocean and a card has readers on both.
static TABLE: [Conventions; 33] = [
    row("", '.', ',', After, None, "%Y-%m-%d"),
    row("en-US", '.', ',', Before, Some(Mdy), "%b %-d, %Y"),
    row("en-GB", '.', ',', Before, Some(Dmy), "%-d %b %Y"),
    row("ru", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("de", ',', '.', After, Some(Dmy), "%d.%m.%Y"),
    row("bg", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("cs", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("da", ',', '.', After, Some(Dmy), "%d.%m.%Y"),
    row("el", ',', '.', After, Some(Dmy), "%d/%m/%Y"),
    row("es-419", '.', ',', Before, Some(Dmy), "%d/%m/%Y"),
    row("es-ES", ',', '.', After, Some(Dmy), "%d/%m/%Y"),
    row("fi", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("fr", ',', NNBSP, After, Some(Dmy), "%d/%m/%Y"),
    row("hi", '.', ',', Before, Some(Dmy), "%d/%m/%Y"),
    row("hr", ',', '.', After, Some(Dmy), "%d.%m.%Y."),
    row("hu", ',', NBSP, After, Some(Ymd), "%Y. %m. %d."),
    row("id", ',', '.', BeforeSpaced, Some(Dmy), "%d/%m/%Y"),
    row("it", ',', '.', After, Some(Dmy), "%d/%m/%Y"),
    row("ja", '.', ',', Before, Some(Ymd), "%Y/%m/%d"),
    row("ko", '.', ',', Before, Some(Ymd), "%Y. %m. %d."),
    row("lt", ',', NBSP, After, Some(Ymd), "%Y-%m-%d"),
    row("nl", ',', '.', BeforeSpaced, Some(Dmy), "%d-%m-%Y"),
    row("no", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("pl", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("pt-BR", ',', '.', BeforeSpaced, Some(Dmy), "%d/%m/%Y"),
    row("ro", ',', '.', After, Some(Dmy), "%d.%m.%Y"),
    row("sv-SE", ',', NBSP, After, Some(Ymd), "%Y-%m-%d"),
    row("th", '.', ',', Before, Some(Dmy), "%d/%m/%Y"),
    row("tr", ',', '.', Before, Some(Dmy), "%d.%m.%Y"),
    row("uk", ',', NBSP, After, Some(Dmy), "%d.%m.%Y"),
    row("vi", ',', '.', After, Some(Dmy), "%d/%m/%Y"),
    row("zh-CN", '.', ',', Before, Some(Ymd), "%Y/%m/%d"),
    row("zh-TW", '.', ',', Before, Some(Ymd), "%Y/%m/%d"),
];

impl Locale {
    /// A locale that we know nothing of: ISO dates, and numeric dates in any other order are ambiguous.
    pub(crate) const OTHER: Self = Self(&TABLE[0]);
    /// American English.
    pub(crate) const EN_US: Self = Self(&TABLE[1]);
    /// British English.
    pub(crate) const EN_GB: Self = Self(&TABLE[2]);
    /// Russian.
    #[cfg(test)]
    pub(crate) const RU: Self = Self(&TABLE[3]);
    /// German.
    pub const DE: Self = Self(&TABLE[4]);

    /// The locale of a code such as `en-GB`, `de`, `sv-SE`. An unknown region falls back to the language (`de-AT` is
    /// German, `en` and `en-AU` British, since most of the world writes the day first); an unknown language is
    /// [`Locale::OTHER`].
    pub fn from_discord(code: &str) -> Self {
        let code = code.trim().replace('_', "-");
        let language = code.split('-').next().unwrap_or_default();
        let exact = || Self::all().find(|known| known.code().eq_ignore_ascii_case(&code));
        let british = || language.eq_ignore_ascii_case("en").then_some(Self::EN_GB);
        let same_language = || Self::all().find(|known| known.language().eq_ignore_ascii_case(language));
        exact()
            .or_else(british)
            .or_else(same_language)
            .unwrap_or(Self::OTHER)
    }

    /// Every locale of the table, [`Locale::OTHER`] first.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(Self)
    }

    /// Discord's code; empty for [`Locale::OTHER`].
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// The language part of the code: `en` of `en-GB`.
    pub fn language(self) -> &'static str {
        self.0.code.split('-').next().unwrap_or_default()
    }

    /// What stands between the whole part and the decimals.
    pub(crate) fn decimal_separator(self) -> char {
        self.0.decimal
    }

    /// What stands between groups of three digits; a no-break space where the locale uses a space.
    pub(crate) fn grouping_separator(self) -> char {
        self.0.group
    }

    /// Where the symbol of a currency stands.
    pub(crate) fn symbol_place(self) -> SymbolPlace {
        self.0.symbol
    }

    /// The order of a numeric date, `None` where it is unknown.
    pub(crate) fn date_order(self) -> Option<DateOrder> {
        self.0.order
    }

    /// The pattern that dates are shown in, for `chrono::NaiveDate::format`.
    pub(crate) fn date_pattern(self) -> &'static str {
        self.0.date
    }
}

/// A decimal digit of the scripts that people type numbers in, as an ASCII one: full-width, Arabic, Persian,
/// Devanagari.
pub(crate) fn ascii_digit(c: char) -> Option<char> {
    const ZEROS: [char; 5] = ['0', '０', '٠', '۰', '०'];
    let value = ZEROS
        .iter()
        .find_map(|&zero| u32::from(c).checked_sub(zero.into()).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Locale({})", self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_named_locales_are_the_rows_they_say() {
        let codes = [
            Locale::OTHER,
            Locale::EN_US,
            Locale::EN_GB,
            Locale::RU,
            Locale::DE,
        ]
        .map(Locale::code);
        assert_eq!(codes, ["", "en-US", "en-GB", "ru", "de"]);
    }

    #[test]
    fn an_unknown_region_falls_back_to_its_language() {
        assert_eq!(Locale::from_discord("de-AT"), Locale::DE);
        assert_eq!(Locale::from_discord("ru_RU"), Locale::RU);
        assert_eq!(Locale::from_discord("en"), Locale::EN_GB);
        assert_eq!(Locale::from_discord("EN-us"), Locale::EN_US);
        assert_eq!(Locale::from_discord("es").code(), "es-419");
    }

    #[test]
    fn an_unknown_language_has_no_date_order() {
        for code in ["", "xx", "not a code", "-"] {
            assert_eq!(Locale::from_discord(code), Locale::OTHER, "{code:?}");
        }
        assert_eq!(Locale::OTHER.date_order(), None);
    }

    #[test]
    fn no_locale_has_one_sign_for_both_separators_and_no_code_is_there_twice() {
        let mut codes: Vec<_> = Locale::all().map(Locale::code).collect();
        assert!(Locale::all().all(|l| l.decimal_separator() != l.grouping_separator()));
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), TABLE.len());
    }
}
