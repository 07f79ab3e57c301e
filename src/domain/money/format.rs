//! Amounts as text: exact, short, and plain enough to be typed back in.

use iso_currency::Currency;

use super::{Money, decimals};
use crate::locale::{Locale, SymbolPlace};

const NBSP: char = '\u{a0}';

/// Signs that mean one currency only to every reader. All others are shown by their ISO code.
static SIGNS: &[(Currency, &str)] = &[
    (Currency::EUR, "€"),
    (Currency::USD, "$"),
    (Currency::GBP, "£"),
    (Currency::JPY, "¥"),
    (Currency::CNY, "CN¥"),
    (Currency::RUB, "₽"),
    (Currency::UAH, "₴"),
    (Currency::KZT, "₸"),
    (Currency::TRY, "₺"),
    (Currency::INR, "₹"),
    (Currency::KRW, "₩"),
    (Currency::ILS, "₪"),
    (Currency::VND, "₫"),
    (Currency::CAD, "CA$"),
    (Currency::AUD, "A$"),
    (Currency::NZD, "NZ$"),
    (Currency::HKD, "HK$"),
    (Currency::SGD, "S$"),
    (Currency::MXN, "MX$"),
    (Currency::BRL, "R$"),
];

/// Suffixes for thousands, millions and billions (10^9), by language.
static SUFFIXES: &[(&str, [&str; 3])] = &[
    ("ru", ["\u{a0}тыс.", "\u{a0}млн", "\u{a0}млрд"]),
    ("de", ["\u{a0}Tsd.", "\u{a0}Mio.", "\u{a0}Mrd."]),
];
const DEFAULT_SUFFIXES: [&str; 3] = ["k", "M", "bn"];

impl Money {
    /// The exact amount for a reader: `€12,500`, `12 500,50 €`, `12.500 €`, `12,500.50 XYZ`. Cents are shown when there
    /// are any; all spaces are no-break.
    pub fn display(self, locale: Locale) -> String {
        let digits = self.digits(locale.grouping_separator(), locale.decimal_separator());
        self.with_sign(&digits, locale)
    }

    /// The amount at a glance, for charts and evidence: `€950`, `€9k`, `€12.5k`, `€1.2M`, `1,2 млн €`. One decimal
    /// below a hundred of the unit, rounded half up.
    pub(crate) fn display_short(self, locale: Locale) -> String {
        let one = 10_u128.pow(decimals(self.currency));
        let minor = u128::from(self.minor.unsigned_abs());
        let suffixes = SUFFIXES
            .iter()
            .find(|(language, _)| *language == locale.language())
            .map_or(DEFAULT_SUFFIXES, |s| s.1);
        let whole = rounded(minor, one);
        let mut text = group(&whole.to_string(), locale.grouping_separator());
        for (power, suffix) in [3, 6, 9].into_iter().zip(suffixes) {
            let unit = one * 10_u128.pow(power);
            let tenths = rounded(minor * 10, unit);
            // 999.6k is a million, 999.4k is not yet: the larger unit begins where its rounded value reaches one.
            if rounded(minor, unit / 1000) < 1000 {
                break;
            }
            text = if tenths < 1000 && !tenths.is_multiple_of(10) {
                format!(
                    "{}{}{}{suffix}",
                    tenths / 10,
                    locale.decimal_separator(),
                    tenths % 10
                )
            } else {
                format!(
                    "{}{suffix}",
                    group(&rounded(minor, unit).to_string(), locale.grouping_separator())
                )
            };
        }
        self.with_sign(&text, locale)
    }

    /// The exact amount in a form that [`Money::parse`] reads back whatever the team's currency: `12,500 EUR`,
    /// `1.250 KWD`. For forms that are filled in beforehand.
    pub fn to_plain(self) -> String {
        let minus = if self.minor < 0 { "-" } else { "" };
        format!("{minus}{} {}", self.digits(',', '.'), self.currency.code())
    }

    fn digits(self, grouping: char, decimal: char) -> String {
        let places = decimals(self.currency);
        let one = 10_u64.pow(places);
        let minor = self.minor.unsigned_abs();
        let whole = group(&(minor / one).to_string(), grouping);
        match minor % one {
            0 => whole,
            rest => format!("{whole}{decimal}{rest:0width$}", width = places as usize),
        }
    }

    fn with_sign(self, digits: &str, locale: Locale) -> String {
        let minus = if self.minor < 0 { "-" } else { "" };
        let sign = SIGNS
            .iter()
            .find(|(currency, _)| *currency == self.currency)
            .map(|(_, sign)| *sign);
        match (sign, locale.symbol_place()) {
            (Some(sign), SymbolPlace::Before) => format!("{minus}{sign}{digits}"),
            (Some(sign), SymbolPlace::BeforeSpaced) => format!("{minus}{sign}{NBSP}{digits}"),
            (Some(sign), SymbolPlace::After) => format!("{minus}{digits}{NBSP}{sign}"),
            (None, _) => format!("{minus}{digits}{NBSP}{}", self.currency.code()),
        }
    }
}

/// `amount / unit`, rounded half up.
fn rounded(amount: u128, unit: u128) -> u128 {
    (amount + unit / 2) / unit
}

/// Puts the separator between groups of three ASCII digits.
fn group(digits: &str, separator: char) -> String {
    let mut text = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}
