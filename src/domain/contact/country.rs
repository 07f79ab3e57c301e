//! Countries: what people write, as ISO 3166-1 codes, with names and flags.
//!
//! The table `countries.tsv` has a country a line: its two- and three-letter codes, its English and Russian names, and
//! other names divided by `|` (German, French, Spanish, its own languages, and colloquial ones). The names come from
//! the Unicode CLDR, shortened where people do. A column more is a language more to show names in.

use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use super::fold::words;

/// The parsed table.
static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    include_str!("countries.tsv")
        .lines()
        .filter_map(Country::from_line)
        .collect()
});

/// Every code and name, folded.
static BY_NAME: LazyLock<HashMap<String, &'static Country>> = LazyLock::new(|| {
    let of_country =
        |country: &'static Country| country.names().map(move |name| (words(name).join(" "), country));
    COUNTRIES.iter().flat_map(of_country).collect()
});

struct Country {
    alpha2: &'static str,
    alpha3: &'static str,
    english: &'static str,
    russian: &'static str,
    others: &'static str,
}

impl Country {
    fn from_line(line: &'static str) -> Option<Self> {
        let mut columns = line.split('\t');
        Some(Self {
            alpha2: columns.next()?,
            alpha3: columns.next()?,
            english: columns.next()?,
            russian: columns.next()?,
            others: columns.next()?,
        })
    }

    fn names(&self) -> impl Iterator<Item = &'static str> {
        let others = self.others.split('|').filter(|name| !name.is_empty());
        [self.alpha2, self.alpha3, self.english, self.russian]
            .into_iter()
            .chain(others)
    }
}

/// A country of ISO 3166-1, and Kosovo, which has a code by custom.
#[derive(Clone, Copy)]
pub struct CountryCode(&'static Country);

impl CountryCode {
    /// Reads a code or a name in one of many languages: `DE`, `deu`, `Germany`, `Deutschland`, `Германия`. `None` for
    /// anything else; there is no guessing.
    pub fn parse(input: &str) -> Option<Self> {
        BY_NAME.get(&words(input).join(" ")).copied().map(Self)
    }

    /// The two-letter code in capitals.
    pub fn as_str(&self) -> &'static str {
        self.0.alpha2
    }

    /// The flag as an emoji: the code in regional indicator letters.
    pub(crate) fn flag(&self) -> String {
        const INDICATOR_A: u32 = 0x1f1e6;
        let indicator = |letter| char::from_u32(INDICATOR_A + u32::from(letter) - u32::from(b'A'));
        self.0.alpha2.bytes().filter_map(indicator).collect()
    }

    /// The short name in English.
    pub fn name(&self) -> &'static str {
        self.0.english
    }
}

impl PartialEq for CountryCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.alpha2 == other.0.alpha2
    }
}

impl Eq for CountryCode {}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CountryCode({})", self.0.alpha2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(input: &str) -> Option<&'static str> {
        CountryCode::parse(input).map(|country| country.as_str())
    }

    #[test]
    fn a_country_is_read_in_many_spellings() {
        let cases = [
            (
                "US",
                [
                    "USA",
                    "united states",
                    "U.S.A.",
                    "The United States of America",
                    "США",
                ],
            ),
            (
                "GB",
                ["UK", "gbr", "Great Britain", "United Kingdom", "Великобритания"],
            ),
            ("DE", ["de", "DEU", "Germany", "Deutschland", "Германия"]),
            ("RU", ["rus", "Russia", "Russian Federation", "Россия", "РФ"]),
            (
                "CI",
                [
                    "Côte d’Ivoire",
                    "Cote d'Ivoire",
                    "Ivory Coast",
                    "CIV",
                    "Кот-д’Ивуар",
                ],
            ),
            ("TR", ["Türkiye", "Turkiye", "Turkey", "Türkei", "Турция"]),
            (
                "BA",
                [
                    "Bosnia and Herzegovina",
                    "Bosnia & Herzegovina",
                    "BiH",
                    "Босния и Герцеговина",
                    "Bosnien und Herzegowina",
                ],
            ),
            (
                "KR",
                [
                    "South Korea",
                    "Korea",
                    "Republic of Korea",
                    "대한민국",
                    "Südkorea",
                ],
            ),
            ("CZ", ["Czechia", "Czech Republic", "Česko", "Чехия", "  cze "]),
            ("JP", ["日本", "Japan", "Япония", "JPN", "ＪＰ"]),
        ];
        for (expected, spellings) in cases {
            for spelling in spellings {
                assert_eq!(code(spelling), Some(expected), "{spelling:?}");
            }
        }
    }

    #[test]
    fn what_is_no_country_is_none() {
        for input in ["", " ", "XX", "EU", "Atlantis", "the", "D E", "Germany, probably"] {
            assert_eq!(code(input), None, "{input:?}");
        }
    }

    #[test]
    fn flags_and_names_are_shown() {
        let germany = CountryCode::parse("DE").unwrap();
        assert_eq!(germany.flag(), "🇩🇪");
        assert_eq!(germany.name(), "Germany");
    }

    #[test]
    fn the_table_is_whole_and_no_name_means_two_countries() {
        assert_eq!(COUNTRIES.len(), include_str!("countries.tsv").lines().count());
        for country in COUNTRIES.iter() {
            assert_eq!((country.alpha2.len(), country.alpha3.len()), (2, 3));
            for name in country.names() {
                assert_eq!(code(name), Some(country.alpha2), "{name}");
            }
            assert_eq!(
                country.alpha2.parse::<iso_currency::Country>().is_ok(),
                country.alpha2 != "XK"
            );
        }
    }
}
