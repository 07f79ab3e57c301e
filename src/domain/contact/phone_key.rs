//! What all writings of one line have in common, so that `040 1234567` of a customer in Germany and `+49 40 1234567` are one
//! person. The table `calling_codes.tsv` has a country a line: its code, its calling code (ITU-T E.164), and what is dialled
//! in front of a number inside the country (the trunk prefix; nothing in Italy and others, whose numbers are dialled whole).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::country::CountryCode;
use super::phone::Phone;

/// Fewest digits of a number that may be taken for an international one whose `+` was left out.
const INTERNATIONAL: usize = 10;

struct Dialling {
    calling: &'static str,
    trunk: &'static str,
}

static BY_COUNTRY: LazyLock<HashMap<&'static str, Dialling>> = LazyLock::new(|| {
    let lines = include_str!("calling_codes.tsv").lines();
    lines
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let country = columns.next()?;
            let calling = columns.next()?;
            let trunk = columns.next().unwrap_or_default();
            Some((country, Dialling { calling, trunk }))
        })
        .collect()
});

impl Phone {
    /// The digits that tell one line from another, without `+` and extension: with the country's calling code in front
    /// where the number was written as inside `country`. Without a country a number is what its digits say.
    #[must_use]
    pub fn key_in(&self, country: Option<&CountryCode>) -> String {
        let digits = self.key();
        let Some(dialling) = country.and_then(|country| BY_COUNTRY.get(country.as_str())) else {
            return digits;
        };
        let Dialling { calling, trunk } = dialling;
        if self.as_str().starts_with('+') {
            // Somebody wrote the zero that is left out from abroad; no number goes on with one there.
            return match digits
                .strip_prefix(calling)
                .and_then(|rest| rest.strip_prefix('0'))
            {
                Some(rest) if *trunk == "0" => format!("{calling}{rest}"),
                _ => digits,
            };
        }
        if trunk.is_empty() {
            return format!("{calling}{digits}");
        }
        match digits.strip_prefix(trunk) {
            Some(rest) => format!("{calling}{rest}"),
            None if digits.starts_with(calling) && digits.len() >= INTERNATIONAL => digits,
            None => format!("{calling}{digits}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(phone: &str, country: &str) -> String {
        Phone::parse(phone)
            .unwrap()
            .key_in(CountryCode::parse(country).as_ref())
    }

    #[test]
    fn a_line_is_one_however_it_is_written_in_its_country_and_abroad() {
        for (country, abroad, inside) in [
            ("DE", "+49 40 1234567", "040 1234567"),
            ("DE", "+49 (0)40 1234567", "0 40 / 123 45-67 ext. 9"),
            ("DE", "+49 040 1234567", "4940 1234567"),
            ("AT", "0043 1 5550123", "01 5550123"),
            ("GB", "+44 20 7946 0000", "020 7946 0000"),
            ("US", "+1 555 123 4567", "(555) 123-4567"),
            ("US", "+1 555 123 4567", "1-555-123-4567"),
            ("RU", "+7 495 123-45-67", "8 (495) 123-45-67"),
            ("RU", "+7 495 123-45-67", "7 495 123-45-67"),
            ("HU", "+36 1 234 5678", "06 1 234 5678"),
            ("IT", "+39 06 1234567", "06 1234567"),
            ("PL", "+48 22 555 01 02", "22 555 01 02"),
            ("JP", "+81 3-1234-5678", "03-1234-5678"),
        ] {
            assert_eq!(
                key(abroad, country),
                key(inside, country),
                "{inside} in {country}"
            );
        }
    }

    #[test]
    fn another_line_or_country_is_another_key() {
        assert_ne!(key("040 1234567", "DE"), key("040 1234568", "DE"));
        assert_ne!(key("040 1234567", "DE"), key("040 1234567", "AT"));
        // Of which country a number is that says none, nobody knows.
        assert_eq!(key("040 1234567", "nowhere"), "0401234567");
        assert_eq!(key("+49 40 1234567", "US"), key("+49 40 1234567", "nowhere"));
    }

    #[test]
    fn the_table_names_countries_that_are_known() {
        for (country, dialling) in BY_COUNTRY.iter() {
            assert!(CountryCode::parse(country).is_some(), "{country}");
            for digits in [dialling.calling, dialling.trunk] {
                assert!(digits.bytes().all(|byte| byte.is_ascii_digit()), "{country}");
            }
        }
        assert!(BY_COUNTRY.len() > 240, "{}", BY_COUNTRY.len());
    }
}
