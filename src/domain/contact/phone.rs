//! Phone numbers: the digits that are dialled, without the way they are written.
//!
//! There is no numbering plan in here: a number is kept as it was written. Which writings are one line is in
//! [`super::phone_key`].

use std::fmt;

use crate::locale::ascii_digit;
use crate::visible::is_invisible;

/// Fewest digits of a number that can be called from outside.
const MIN_DIGITS: usize = 5;
/// Most digits: 15 by E.164, and some for the prefixes that people put in front.
const MAX_DIGITS: usize = 20;
/// Most digits of an extension.
const MAX_EXTENSION: usize = 8;

/// What is written before an extension, folded; longer ones first where one starts with another.
const EXTENSION_WORDS: &[&str] = &["extension", "ext", "x", "durchwahl", "dw", "доб", "доп", "#"];
/// What is written before a number, folded.
const NUMBER_WORDS: &[&str] = &["telephone", "telefon", "tel", "phone", "mobile", "телефон", "тел"];
/// What is written between digits.
const SEPARATORS: &str = " -./()·";

/// A number that can be dialled: digits, a `+` in front where it was international, and `;ext=` with the extension
/// behind where one was written (RFC 3966).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// Why something is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneFault {
    /// Nothing was written.
    Empty,
    /// A character that no number has.
    Character(char),
    /// Fewer than 5 digits.
    TooShort,
    /// More than 20 digits, or more than 8 in the extension.
    TooLong,
}

impl Phone {
    /// Reads a number as people write it: `+49 (0)40 123-45`, `0049 40 12345`, `040/12345 ext. 6`.
    ///
    /// # Errors
    /// A [`PhoneFault`] that says what is wrong with it.
    pub fn parse(input: &str) -> Result<Self, PhoneFault> {
        let text = plain(input);
        if text.is_empty() {
            return Err(PhoneFault::Empty);
        }
        let (number, extension) = split_extension(&text)?;
        let (plus, digits) = match number.trim_start_matches(['(', ' ']).strip_prefix('+') {
            // The zero in brackets is left out when dialling from abroad.
            Some(number) => ("+", digits(&number.replacen("(0)", "", 1))?),
            None => {
                let digits = digits(number)?;
                digits
                    .strip_prefix("00")
                    .map_or(("", digits.clone()), |rest| ("+", rest.to_owned()))
            }
        };
        if digits.len() < MIN_DIGITS {
            return Err(PhoneFault::TooShort);
        }
        if digits.len() > MAX_DIGITS || extension.len() > MAX_EXTENSION {
            return Err(PhoneFault::TooLong);
        }
        let extension = if extension.is_empty() {
            String::new()
        } else {
            format!(";ext={extension}")
        };
        Ok(Self(format!("{plus}{digits}{extension}")))
    }

    /// The number, as it is stored and shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two writings of one line have in common: the digits without `+` and extension.
    pub fn key(&self) -> String {
        self.0
            .chars()
            .skip_while(|c| *c == '+')
            .take_while(char::is_ascii_digit)
            .collect()
    }
}

/// Lower case, ASCII digits, one kind of dash and space, no word in front, nothing invisible.
fn plain(input: &str) -> String {
    let visible = input
        .trim()
        .chars()
        .filter(|c| matches!(c, '\r' | '\n') || !is_invisible(*c));
    let plain = |c| match c {
        '\r' | '\n' => c,
        '＋' => '+',
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '－' => '-',
        c if c.is_whitespace() => ' ',
        c => ascii_digit(c).unwrap_or(c),
    };
    let text: String = visible.flat_map(char::to_lowercase).map(plain).collect();
    let text = text.trim().trim_start_matches('\'');
    let number = NUMBER_WORDS.iter().find_map(|word| text.strip_prefix(word));
    number
        .unwrap_or(text)
        .trim_start_matches(['.', ':', ' '])
        .to_owned()
}

/// The number, and the digits of the extension (none: empty).
fn split_extension(text: &str) -> Result<(&str, &str), PhoneFault> {
    let Some(at) = text.find(|c: char| c.is_alphabetic() || matches!(c, '#' | ';')) else {
        return Ok((text, ""));
    };
    let (number, rest) = text.split_at(at);
    let word = rest.trim_start_matches(';');
    let extension = EXTENSION_WORDS.iter().find_map(|start| word.strip_prefix(start));
    let digits = extension.map(|extension| extension.trim_matches(['.', ':', '=', ' ', ')']));
    match digits {
        Some(digits) if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) => {
            Ok((number, digits))
        }
        _ => Err(PhoneFault::Character(rest.chars().next().unwrap_or_default())),
    }
}

/// The digits of a number without what is written between them.
fn digits(number: &str) -> Result<String, PhoneFault> {
    match number
        .chars()
        .find(|c| !c.is_ascii_digit() && !SEPARATORS.contains(*c))
    {
        Some(character) => Err(PhoneFault::Character(character)),
        None => Ok(number.chars().filter(char::is_ascii_digit).collect()),
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(input: &str) -> Result<String, PhoneFault> {
        Phone::parse(input).map(|phone| phone.as_str().to_owned())
    }

    #[test]
    fn numbers_are_brought_to_one_form() {
        let cases = [
            ("+49 40 1234567", "+49401234567"),
            ("+49 (0)40 / 1234-567", "+49401234567"),
            ("0049 40 1234567", "+49401234567"),
            ("(+49) 40 1234567", "+49401234567"),
            ("040/1234567", "0401234567"),
            ("+1\u{202e}5551234", "+15551234"),
            ("\u{202a}+1 (555) 123‑4567\u{202c}", "+15551234567"),
            ("８ (９１２) ３４５-６７-８９", "89123456789"),
            ("tel:+15551234567", "+15551234567"),
            ("Тел.: 8 912 345-67-89", "89123456789"),
            ("'+15551234567", "+15551234567"),
            ("555-1234 ext. 12", "5551234;ext=12"),
            ("+1 555 123 4567 x890", "+15551234567;ext=890"),
            ("+7 495 1234567 (доб. 12)", "+74951234567;ext=12"),
            ("5551234;ext=12", "5551234;ext=12"),
            ("12345", "12345"),
        ];
        for (input, expected) in cases {
            assert_eq!(read(input), Ok(expected.to_owned()), "{input:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_with_the_reason() {
        let cases = [
            ("", PhoneFault::Empty),
            ("\u{200b} ", PhoneFault::Empty),
            ("call me", PhoneFault::Character('c')),
            ("1-800-FLOWERS", PhoneFault::Character('f')),
            ("5551234 ext", PhoneFault::Character('e')),
            ("5551234\n5551234", PhoneFault::Character('\n')),
            ("+1+555123", PhoneFault::Character('+')),
            ("555123*4", PhoneFault::Character('*')),
            ("1234", PhoneFault::TooShort),
            ("+", PhoneFault::TooShort),
            ("00", PhoneFault::TooShort),
            ("123456789012345678901", PhoneFault::TooLong),
            ("5551234 x123456789", PhoneFault::TooLong),
        ];
        for (input, fault) in cases {
            assert_eq!(read(input), Err(fault), "{input:?}");
        }
    }

    #[test]
    fn one_line_has_one_key() {
        let key = |input| Phone::parse(input).unwrap().key();
        assert_eq!(key("+49 40 1234567"), key("0049 (40) 1234567 ext. 5"));
        assert_eq!(key("+49 40 1234567"), key("49401234567"));
        assert_ne!(key("+49 40 1234567"), key("+49 40 1234568"));
    }

    #[test]
    fn a_number_does_not_reach_a_log() {
        assert_eq!(format!("{:?}", Phone::parse("+15551234567")), "Ok(Phone(…))");
    }

    proptest! {
        #[test]
        fn an_accepted_number_reads_back_the_same(input in "[+0-9 ()./#x-]{0,25}|\\PC{0,20}") {
            if let Ok(phone) = Phone::parse(&input) {
                prop_assert_eq!(Phone::parse(phone.as_str()), Ok(phone.clone()));
                prop_assert!((MIN_DIGITS..=MAX_DIGITS).contains(&phone.key().len()));
            }
        }
    }
}
