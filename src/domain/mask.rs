//! Mail addresses and phone numbers in what people wrote, made unusable where everybody reads: a channel has no field security.
//! The whole ones stand behind **Contact**, whose looking is recorded.

use std::ops::Range;

use super::contact::Email;
use crate::locale::ascii_digit;
use crate::visible::visible;

/// Fewest digits of what looks like a number that is dialled.
const DIGITS: usize = 7;
/// Fewest digits behind a word that says that a phone number follows.
const DIGITS_BEHIND_LABEL: usize = 5;
/// A run of so many digits without a sign in it is called or counted; nobody needs it in a channel.
const PLAIN_RUN: std::ops::RangeInclusive<usize> = 10..=15;
/// Words in front of a phone number, in lower case.
const LABELS: &[&str] = &[
    "phone",
    "telephone",
    "tel",
    "telefon",
    "mobile",
    "mobil",
    "mob",
    "handy",
    "cell",
    "call",
    "whatsapp",
    "rufnummer",
    "телефон",
    "тел",
    "моб",
    "звоните",
    "anrufen",
    "number",
    "nummer",
    "fax",
];

/// What stands in a text.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Found {
    Address,
    Number,
}

/// The text as everybody may see it: `a…@nordwind.example` for an address, `…67` for a number.
#[must_use]
pub(crate) fn masked(text: &str) -> String {
    let text = visible(text);
    let mut masked = String::with_capacity(text.len());
    let mut end = 0;
    for (range, found) in contacts(&text) {
        masked.push_str(&text[end..range.start]);
        end = range.end;
        let whole = &text[range];
        match (found, whole.split_once(['@', '＠'])) {
            (Found::Address, Some((mailbox, domain))) => {
                masked.extend(mailbox.chars().next());
                masked.push_str("…@");
                masked.push_str(domain);
            }
            _ => {
                let digits: Vec<char> = whole.chars().filter_map(ascii_digit).collect();
                masked.push('…');
                masked.extend(&digits[digits.len().saturating_sub(2)..]);
            }
        }
    }
    masked.push_str(&text[end..]);
    masked
}

/// The addresses and numbers themselves, in their order, each once.
#[must_use]
pub(crate) fn contacts_in(text: &str) -> Vec<String> {
    let text = visible(text);
    let mut found: Vec<String> = Vec::new();
    for (range, _) in contacts(&text) {
        let whole = text[range].to_owned();
        if !found.contains(&whole) {
            found.push(whole);
        }
    }
    found
}

fn contacts(text: &str) -> Vec<(Range<usize>, Found)> {
    let mut found = addresses(text);
    let mut numbers = numbers(text);
    numbers.retain(|(number, _)| {
        found
            .iter()
            .all(|(address, _)| number.end <= address.start || address.end <= number.start)
    });
    found.append(&mut numbers);
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Every address around an `@`.
fn addresses(text: &str) -> Vec<(Range<usize>, Found)> {
    let mailbox = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let domain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
    let mut found: Vec<(Range<usize>, Found)> = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, c)| matches!(c, '@' | '＠')) {
        let behind = at + sign.len_utf8();
        let start = text[..at]
            .char_indices()
            .rev()
            .take_while(|(_, c)| mailbox(*c))
            .last()
            .map_or(at, |(start, _)| start);
        let length = text[behind..]
            .find(|c: char| !domain(c))
            .unwrap_or(text.len() - behind);
        let end = behind + text[behind..behind + length].trim_end_matches(['.', '-']).len();
        let start = start
            + (text[start..at].len()
                - text[start..at]
                    .trim_start_matches(|c: char| !c.is_alphanumeric())
                    .len());
        let is_one = Email::parse(&text[start..end].replace('＠', "@")).is_ok();
        if is_one && found.last().is_none_or(|(last, _)| last.end <= start) {
            found.push((start..end, Found::Address));
        }
    }
    found
}

/// Every run of digits and the signs between them that looks dialled. Dates, prices and most ids are left alone.
fn numbers(text: &str) -> Vec<(Range<usize>, Found)> {
    let of_number = |c: char| ascii_digit(c).is_some() || " +-./()\u{a0}‑–".contains(c);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(of_number).map(|at| from + at) {
        let end = text[start..]
            .find(|c: char| !of_number(c))
            .map_or(text.len(), |at| start + at);
        from = end;
        let run = &text[start..end];
        let trimmed = run.trim_start_matches(|c: char| ascii_digit(c).is_none() && !matches!(c, '+' | '('));
        let first = end - trimmed.len();
        let last = first + trimmed.trim_end_matches(|c: char| ascii_digit(c).is_none()).len();
        if first < last && is_dialled(&text[first..last], &text[..first], &text[last..]) {
            found.push((first..last, Found::Number));
        }
    }
    found
}

fn is_dialled(run: &str, before: &str, behind: &str) -> bool {
    let groups: Vec<usize> = run
        .split(|c: char| ascii_digit(c).is_none())
        .map(|group| group.chars().count())
        .filter(|count| *count > 0)
        .collect();
    let digits: usize = groups.iter().sum();
    // "ABC123456789": part of an id.
    let inside_a_word =
        before.ends_with(|c: char| c.is_alphanumeric() || c == '_') && !run.starts_with(['+', '(']);
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = word
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let near = before.len() - before.trim_end_matches([':', '.', ' ', '\u{a0}', '(', '#']).len() <= 4;
    if near && LABELS.contains(&word.as_str()) && digits >= DIGITS_BEHIND_LABEL {
        return true;
    }
    let is_date =
        matches!(groups.as_slice(), [1 | 2, 1 | 2, 2 | 4] | [4, 1 | 2, 1 | 2]) && !run.starts_with('+');
    let is_money = behind.trim_start().starts_with(['€', '$', '£', '₽', '%'])
        || before.trim_end().ends_with(['€', '$', '£', '₽'])
        || ["eur", "usd", "gbp", "chf", "rub"]
            .iter()
            .any(|code| behind.trim_start().to_lowercase().starts_with(code) || word == *code);
    if digits < DIGITS || is_date || is_money || inside_a_word {
        return false;
    }
    let international = run.starts_with('+') || run.starts_with("00");
    let first = run.chars().next();
    let national = first == Some('(') || first.and_then(ascii_digit) == Some('0');
    let grouped = matches!(
        groups.as_slice(),
        [3, 3, 4] | [1, 3, 3, 4] | [1, 3, 3, 2, 2] | [3, 3, 2, 2]
    );
    international || national || grouped || (groups.len() == 1 && PLAIN_RUN.contains(&digits))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_and_numbers_are_masked_and_told_whole_to_who_may_see_them() {
        for (text, shown, whole) in [
            (
                "Write to anna@nordwind.example.",
                "Write to a…@nordwind.example.",
                "anna@nordwind.example",
            ),
            (
                "<anna@nordwind.example>",
                "<a…@nordwind.example>",
                "anna@nordwind.example",
            ),
            (
                "mailto:anna@nordwind.example?subject=x",
                "mailto:a…@nordwind.example?subject=x",
                "anna@nordwind.example",
            ),
            (
                "(anna+x@nordwind.example)",
                "(a…@nordwind.example)",
                "anna+x@nordwind.example",
            ),
            ("иван@почта.рф!", "и…@почта.рф!", "иван@почта.рф"),
            (
                "an\u{200b}na@nordwind.example",
                "a…@nordwind.example",
                "anna@nordwind.example",
            ),
            (
                "anna＠nordwind.example",
                "a…@nordwind.example",
                "anna＠nordwind.example",
            ),
            (
                "email: anna@nordwind.example",
                "email: a…@nordwind.example",
                "anna@nordwind.example",
            ),
            (
                "'anna@nordwind.example'",
                "'a…@nordwind.example'",
                "anna@nordwind.example",
            ),
            ("Call +49 40 1234567 today", "Call …67 today", "+49 40 1234567"),
            ("0151/1234567", "…67", "0151/1234567"),
            ("(040) 1234567", "…67", "(040) 1234567"),
            ("555-123-4567", "…67", "555-123-4567"),
            ("8 912 345-67-89, Анна", "…89, Анна", "8 912 345-67-89"),
            ("тел. 123-45-67", "тел. …67", "123-45-67"),
            ("Phone: 55512", "Phone: …12", "55512"),
            ("4915112345678", "…78", "4915112345678"),
            (
                "phone: 040 123456 / 0151 123456",
                "phone: …56",
                "040 123456 / 0151 123456",
            ),
            ("٠٤٠ ١٢٣٤٥٦٧", "…67", "٠٤٠ ١٢٣٤٥٦٧"),
        ] {
            assert_eq!(masked(text), shown, "{text}");
            assert_eq!(contacts_in(text), [whole], "{text}");
        }
        let two = "anna@a.example, bo@b.example; +1 555 123 4567. anna@a.example";
        assert_eq!(
            contacts_in(two),
            ["anna@a.example", "bo@b.example", "+1 555 123 4567"]
        );
        assert_eq!(masked(two), "a…@a.example, b…@b.example; …67. a…@a.example");
    }

    #[test]
    fn what_is_no_contact_stays_as_it_is() {
        for text in [
            "",
            "Move 120 seats to Microsoft 365 by 2027-01-31.",
            "We meet on 01.02.2027, or 1/2/27.",
            "About 12 500 EUR, at most €1,250,000 or 40 000 000 ₽",
            "@everyone me@ @you a@b",
            "Order ABC1234567890",
            "10.0.0.1 and 192.168.100.200",
            "2026-2027, 100-200 seats",
            "Budget 1000000",
        ] {
            assert_eq!(masked(text), text);
            assert_eq!(contacts_in(text), Vec::<String>::new(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_was_found_is_left(text in "([a-z0-9@. +()/-]|\\PC){0,60}") {
            let shown = masked(&text);
            for whole in contacts_in(&text) {
                prop_assert!(!shown.contains(&whole) || whole.chars().count() < 5, "{whole} in {shown}");
            }
        }
    }
}
